/* options.h: asyncc's own command line. */
#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "base/list.h"
#include "base/util.h"

enum mode {
    MODE_TRANSLATE, /* asyncc [options] in.c [-o out.c] [-- compiler flags] */
    MODE_LAUNCH,    /* asyncc [options] cc … */
};

struct options {
    enum mode mode;
    const char *input;       /* translate: the user's file */
    const char *output;      /* translate: where to, or NULL for stdout */
    bool lists_headers;      /* translate: -MD, -MMD: write a dependency file */
    bool system_headers;     /* … -MD: with system headers */
    const char *list;        /* … -MF: its name; NULL: the output's name with .d */
    const char *list_target; /* … -MT: the target of the rule; NULL: the output */
    const char *dump;        /* translate: the pass to print, or NULL */
    const char *compiler;    /* translate: the one that will read the output */
    bool line_directives;    /* --no-line turns them off */
    bool keep;               /* launch: --keep, or ASYNCC_KEEP is set */
    const char *keep_folder; /* launch: ASYNCC_KEEP's value; NULL: next to the object */
    struct strings warnings; /* asyncc's own -W… */
    struct strings rest;     /* translate: the compiler flags after --; launch: the compiler and its arguments */
};

/* Reads the command line. Returns -1, or the exit status: 0 after --help and --version, 2 after an error. */
int options_read(struct options *options, int argc, char **argv);

/* True if this is one of asyncc's own -W options, as opposed to the C compiler's. */
bool option_is_warning(const char *argument);

/* True if this is an option of the C compiler about diagnostics that asyncc follows as well. */
bool option_is_shared(const char *argument);

#endif
