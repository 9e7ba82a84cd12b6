/* messages.h: the compiler's messages about the translation. */
#ifndef DRIVER_MESSAGES_H
#define DRIVER_MESSAGES_H

/* Prints the compiler's messages except those that it has already given for the source, the text `said`: the same words
 * about the same line. */
void messages_print_new(const char *text, const char *said);

#endif
