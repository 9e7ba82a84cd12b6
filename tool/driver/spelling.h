/* spelling.h: the options of gcc and clang, independent of how they are spelled. */
#ifndef DRIVER_SPELLING_H
#define DRIVER_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Who reads the option: gcc's and clang's drivers, or the program that they pass it on to (-Wp, -Xpreprocessor,
 * -Xclang), for which some options take a value in an argument of its own. */
enum option_reader { READER_DRIVER, READER_COMPILER };

struct spelled_option {
    const char *name;  /* the short spelling, without a value: "-I" for --include-directory=DIR */
    const char *value; /* NULL if it has none */
    size_t count;      /* the number of its arguments: 1 or 2 */
    bool joins;        /* name and value may be one argument */
};

/* Reads the option `argument`; `next` is the argument after it, or NULL. An option that is not in the table is its own
 * name and has no value. */
struct spelled_option option_spelled(const char *argument, const char *next, enum option_reader reader);

#endif
