/* command.h: the part of a C compiler's command line that a launcher has to understand. */
#ifndef DRIVER_COMMAND_H
#define DRIVER_COMMAND_H

#include "base/list.h"

enum source_kind {
    SOURCE_C,      /* translated where it needs it */
    SOURCE_HEADER, /* a C header: the compiler is asked to precompile it */
    SOURCE_OTHER,  /* C++ and Objective-C: not translated, so nothing in it may be async */
};

struct source_argument {
    const char *path;
    size_t at;            /* index into the arguments */
    const char *language; /* the value of -x; NULL: derived from its name */
    enum source_kind kind;
};

struct command {
    struct strings arguments; /* the compiler first; response files written out, our own -W options taken out */
    size_t own;               /* where asyncc inserts its options: before the first option or source */
    bool from_response_file;  /* some of it came from an @file */
    bool cplusplus;           /* the compiler compiles file.c as C++ */

    struct source_argument *sources; /* what may include asyncc.h */
    size_t source_count;
    struct strings inputs; /* all arguments that are not options: sources, objects, libraries */
    size_t *others;        /* arguments that are compiled as well and not translated: assembler, *.i */
    size_t other_count;

    enum { STAGE_LINK, STAGE_OBJECT, STAGE_ASSEMBLER, STAGE_CHECK, STAGE_PREPROCESS } stage;
    const char *output;                    /* -o, or NULL */
    const char *database_file;             /* clang's -MJ, or NULL */
    struct strings debug_maps, macro_maps; /* OLD=NEW of -fdebug-prefix-map, -fmacro-prefix-map, -ffile-prefix-map */

    struct strings parse_flags;      /* what may decide how the source is read: -I -D -std -f… */
    struct strings folders;          /* where includes are looked for: -I -iquote -isystem -idirafter, CPATH */
    struct strings for_preprocessor; /* arguments that are passed on to it: -Wp, and -Xpreprocessor */
    const char *prefix;              /* the last -iprefix so far */
    const char *sysroot;             /* the root of the system's folders and of those that begin with =; or NULL */
    struct strings compiler_folders; /* header folders of a compiler that is not the system's own */
    struct strings forced;           /* files of -include and -imacros */
    struct strings forced_includes;  /* those of -include alone */
    bool unsure;                     /* there may be include folders that asyncc does not know */

    struct strings warnings; /* our own -W options, and those that we share with the compiler */
};

/* Reads the command line: a compiler (perhaps after another launcher) and its arguments, or, with `bare`, only flags.
 * Interprets options as gcc and clang do. */
void command_read(struct command *command, const struct strings *line, bool bare);

/* False for a program that may be a script around a compiler, with options of its own: musl-gcc, mycc. */
bool command_is_plain_compiler(const char *program);

/* A command that makes the compiler list what the sources include on its standard output, with only the options that
 * decide how the sources are read. */
struct strings command_listing_includes(const struct command *command);

/* Adds the arguments that are passed on to the preprocessor, except those about dependency files. */
void command_add_for_preprocessor(const struct command *command, struct strings *line);

/* True if this argument matters only to the linker. Sets `*values` to the number of arguments after it that belong to
 * it. */
bool command_is_for_linker(const char *argument, size_t *values);

#endif
