/* messages.h: what the compiler says of the translation. */
#ifndef DRIVER_MESSAGES_H
#define DRIVER_MESSAGES_H

/* Prints the compiler's messages but for those that it has already given for the source, the text `said`: the same
 * words about the same line. */
void messages_print_new(const char *text, const char *said);

#endif
