/* translate.h: the compiler proper, from a source file to the text of its translation. translator.c and the launcher
 * call it; it runs the pipeline of docs/tour.md. */
#ifndef DRIVER_TRANSLATE_H
#define DRIVER_TRANSLATE_H

#include "base/list.h"
#include "base/util.h"
#include "driver/preprocess.h"

#include <stdbool.h>

struct translate_options {
    const char *file;         /* the file that the source is read from; NULL: `input` */
    const char *input;        /* the user's file, as diagnostics name it */
    const char *const *flags; /* the compiler's flags, without the compiler, -c, -o and the input */
    int flag_count;
    bool line_directives;           /* write #line directives that name the user's file */
    const char *dump;               /* the pass whose result replaces the translation, or NULL */
    const char *const *diagnostics; /* options about diagnostics: see base/diag.h */
    int diagnostic_count;
    bool may_lead;                           /* TRANSLATE_FORCED is not an error */
    unsigned lead;                           /* lines before the source's first */
    struct strings *headers;                 /* receives the names of the headers that are read; or NULL */
    bool system_headers;                     /* … including system headers */
    const struct strings *file_maps;         /* OLD=NEW: -fmacro-prefix-map, -ffile-prefix-map; or NULL */
    const struct preprocessor *preprocessor; /* the compiler that will read the output */
    int *compiler_status;                    /* receives its exit status when it preprocesses the source; or NULL */
};

enum translate_status {
    TRANSLATE_CHANGED,   /* `out` holds the translation */
    TRANSLATE_UNCHANGED, /* nothing async in it: `out` holds the input, byte for byte */
    TRANSLATE_FORCED,    /* a header of -include has async code, so the text has to include it. `out` is empty */
    TRANSLATE_FAILED,    /* after a message; `out` is empty */
};

/* Translates one file. Diagnostics go to stderr. */
enum translate_status translate(const struct translate_options *options, struct text *out);

/* For a source in another language: false after an error if something in it would have to be translated. */
bool translate_may_skip(const struct translate_options *options);

#endif
