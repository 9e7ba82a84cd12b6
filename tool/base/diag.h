/* diag.h: errors and warnings as clang prints them: file:line:column, message, source line, caret. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/source.h"

#include <stdbool.h>

struct diag_options {
    const char *const *warnings; /* "-Wno-async-…", "-Werror=async-…", "-Werror" */
    int warning_count;
};

struct diag {
    const struct source *source;
    struct diag_options options;
    int errors;
};

/* An error at [begin, end) of the buffer; end may be 0 for a caret alone. */
void diag_error(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A warning that `-Wno-NAME` turns off and `-Werror=NAME` makes an error; `name` is "async-…". False if it is off. */
bool diag_warning(struct diag *diag, unsigned begin, unsigned end, const char *name, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

void diag_note(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for a place that is not in the buffer. `severity` as it is to be printed. */
void diag_print(const struct place *place, unsigned width, const char *severity, const char *message);

#endif
