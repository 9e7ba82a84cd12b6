/* cleaner.h: the edits of the text that write out cleanups (expand_cleanup.c), and their layout. */
#ifndef PASSES_CLEANER_H
#define PASSES_CLEANER_H

#include "ir/tree.h"

#include <stdbool.h>
#include <stddef.h>

struct cleaner {
    struct source *source;
    struct unit *unit;
    struct diag *diag;
    struct func *func;
    bool *wanted, any;     /* macros to write out */
    const char **pointers; /* by variable: the name of a pointer to it, where something hides its own name; or NULL */
    const char *value;     /* the name of temporaries */
    const char *result;    /* a name for the type that the function returns, or NULL */
    struct words names;    /* all that the function declares */
    struct {
        struct edit *items;
        size_t count, room;
    } edits; /* those of one place are in order */
    struct {
        struct range *items;
        size_t count, room;
    } loops; /* those that get a block around them */
};

/* A macro has to be written out; -1: none. */
void want(struct cleaner *cleaner, int macro);

/* A macro that has the beginning or the end of this statement must be written out. */
void want_text(struct cleaner *cleaner, const struct node *node);

/* Replaces [begin, end) of the buffer. */
void replace(struct cleaner *cleaner, unsigned begin, unsigned end, const char *text);
void insert(struct cleaner *cleaner, unsigned at, const char *text);

/* Applies the edits. */
void make_edits(struct cleaner *cleaner);

bool stands_first(const struct cleaner *cleaner, unsigned at);

/* One level more. */
const char *deeper(const char *indent);

/* The white space that the line around `at` will begin with. */
const char *indent_at(const struct cleaner *cleaner, unsigned at);

/* The same for the statement that `part` is a part of. */
const char *indent_around(const struct cleaner *cleaner, const struct node *part);

/* The indentation of statements in front of `at`. */
const char *indent_before(const struct cleaner *cleaner, unsigned at);

/* Indents the lines of a loop that gets a block around it. */
void indent_loop(struct cleaner *cleaner, struct range loop);

/* The end of what precedes a statement that is part of another one, if nothing but white space is between them. */
unsigned end_before(const struct cleaner *cleaner, const struct node *part);

/* The text to remove for the attribute at `at`: all of `__attribute__((cleanup(f)))`, or a part of a list. `from` is
 * somewhere before its declaration. Empty if it is not there. */
struct range find_attribute(const struct source *source, unsigned from, unsigned at);

#endif
