/* correct.h: replaces a name in text files that the compiler wrote. */
#ifndef DRIVER_CORRECT_H
#define DRIVER_CORRECT_H

#include <stdbool.h>

/* A name, escaped as in a C string. From malloc. */
char *c_quoted(const char *name);

/* `text` with each `from` replaced by `to`, both quoted; NULL if `from` does not occur. From malloc. */
char *correct_text(const char *text, const char *from, const char *to, char *quoted(const char *));

/* The same for a file, if there is one. False after a message. */
bool correct_file(const char *path, const char *from, const char *to, char *quoted(const char *));

#endif
