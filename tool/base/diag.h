/* diag.h: errors and warnings as clang prints them: file:line:column, message, source line, caret; or as gcc's JSON.
 *
 * They are kept until diag_flush prints them, in the order of the text they refer to. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/source.h"

#include <stdbool.h>

struct diag_options {
    const char *const *items; /* "-Wno-async-…", "-Werror=async-…", "-Werror", "-fdiagnostics-…": diag_options.c */
    int count;
};

/* How diagnostics are printed. */
struct diag_style {
    bool color, json;
    bool caret, line_numbers; /* whether the source line is shown, and its number */
    bool option;              /* whether the name of a warning is shown */
};

/* A #pragma GCC diagnostic, in force from its place on. */
struct diag_pragma {
    unsigned at;
    enum { PRAGMA_PUSH, PRAGMA_POP, PRAGMA_IGNORED, PRAGMA_WARNING, PRAGMA_ERROR } action;
    const char *name; /* the warning's name without -W; NULL for push and pop */
};

struct diag_pragmas { /* in the order of the text */
    struct diag_pragma *items;
    size_t count, room;
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_FATAL };

/* A reported diagnostic. */
struct diagnostic {
    enum severity severity;
    unsigned at;   /* the sort key: the offset in the buffer, 0 if it is outside */
    size_t number; /* sequence number of the report */
    struct place place;
    unsigned width;
    const char *message;
    const char *option; /* "-Wasync-blocking", "-Werror=…", or NULL */
};

struct diag {
    const struct source *source;
    struct diag_options options;
    const struct diag_pragmas *pragmas; /* or NULL */
    int errors;
    struct {
        struct diagnostic *items;
        size_t count, room;
    } reported;
};

/* An error at [begin, end) of the buffer; end may be 0 for a caret alone. */
void diag_error(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A warning that `-Wno-NAME` turns off and `-Werror=NAME` makes an error; `name` is "async-…". False if it is off. */
bool diag_warning(struct diag *diag, unsigned begin, unsigned end, const char *name, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Adds a note to the diagnostic reported before it. */
void diag_note(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Reports a diagnostic for a place that need not be in the buffer. Counts errors. */
void diag_report(struct diag *diag, enum severity severity, const struct place *place, unsigned width,
                 const char *message);

/* Prints all reported diagnostics. */
void diag_flush(struct diag *diag);

/* ---- diag_options.c ---- */

/* True if the option controls how compilers print diagnostics and asyncc follows it as well. */
bool diag_is_style_option(const char *option);

struct diag_style diag_style_of(const struct diag_options *options);

enum warning_state { WARNING_OFF, WARNING_ON, WARNING_FATAL };

/* The state of a warning at this place by options and pragmas. */
enum warning_state diag_warning_state(const struct diag *diag, unsigned at, const char *name);

/* ---- diag_json.c ---- */

/* Prints them as gcc does for -fdiagnostics-format=json: one array, notes as children. */
void diag_print_json(const struct diagnostic *items, size_t count);

#endif
