/* correct.h: text files of the compiler's in which one name has to be replaced by another. */
#ifndef DRIVER_CORRECT_H
#define DRIVER_CORRECT_H

#include <stdbool.h>

/* A name as it stands in a C string. From malloc. */
char *c_quoted(const char *name);

/* `text` with `to` for each `from`, both quoted; NULL if there is none. From malloc. */
char *correct_text(const char *text, const char *from, const char *to, char *quoted(const char *));

/* The same for a file, if there is one. False after a message. */
bool correct_file(const char *path, const char *from, const char *to, char *quoted(const char *));

#endif
