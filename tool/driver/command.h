/* command.h: what a C compiler's command line says, as far as a launcher has to know. */
#ifndef DRIVER_COMMAND_H
#define DRIVER_COMMAND_H

#include "base/list.h"

enum source_kind {
    SOURCE_C,      /* translated where it needs it */
    SOURCE_HEADER, /* of C: the compiler is asked to precompile it */
    SOURCE_OTHER,  /* C++ and Objective-C: not translated, so nothing in it may be async */
};

struct source_argument {
    const char *path;
    size_t at;            /* where in the arguments */
    const char *language; /* as -x has it; NULL: known by its name */
    enum source_kind kind;
};

struct command {
    struct strings arguments; /* the compiler first; response files written out, our own -W options taken out */
    size_t own;               /* where options of ours can be put in: before the first option or source */
    bool from_response_file;  /* some of it came from an @file */
    bool cplusplus;           /* the compiler takes a file.c for C++ */

    struct source_argument *sources; /* what may include asyncc.h */
    size_t source_count;
    struct strings inputs; /* all arguments that are no options: sources, objects, libraries */
    bool other_sources;    /* something else is compiled as well: assembler, output of the preprocessor */

    enum { STAGE_LINK, STAGE_OBJECT, STAGE_ASSEMBLER, STAGE_CHECK, STAGE_PREPROCESS } stage;
    const char *output;          /* -o, or NULL */
    const char *database_file;   /* clang's -MJ, or NULL */
    struct strings debug_maps, macro_maps; /* OLD=NEW of -fdebug-prefix-map, -fmacro-prefix-map, -ffile-prefix-map */

    struct strings parse_flags;      /* what may decide how the source is read: -I -D -std -f… */
    struct strings folders;          /* where includes are looked for: -I -iquote -isystem -idirafter, CPATH */
    struct strings for_preprocessor; /* arguments that are handed on to it: -Wp, and -Xpreprocessor */
    const char *prefix;              /* of -iprefix, as read so far */
    const char *sysroot;             /* the system's own folders are below it, and those that begin with =; or NULL */
    struct strings compiler_folders; /* where a compiler that is not the system's own has its headers */
    struct strings forced;           /* files of -include and -imacros */
    struct strings forced_includes;  /* those of -include alone */
    bool unsure;                     /* includes may be looked for in places that we do not know */

    struct strings warnings; /* our own -W options, and those that we share with the compiler */
};

/* Reads the command line: a compiler (perhaps behind another launcher) and its arguments, or, with `bare`, flags alone.
 * Options are understood as gcc and clang do. */
void command_read(struct command *command, const struct strings *line, bool bare);

/* The same options, and nothing but the options that decide how the sources are read: a command that has the compiler
 * list what they include, on its standard output. */
struct strings command_listing_includes(const struct command *command);

/* Adds what is handed on to the preprocessor, but for what is about dependency files. */
void command_add_for_preprocessor(const struct command *command, struct strings *line);

/* Does this argument only mean something to the linker? `values` is how many arguments behind it belong to it. */
bool command_is_for_linker(const char *argument, size_t *values);

#endif
