/* conditionals.h: #if inside of statements and heads. */
#ifndef PASSES_CONDITIONALS_H
#define PASSES_CONDITIONALS_H

#include "ir/tree.h"

/* A line #if, #ifdef, #ifndef, #elif…, #else or #endif, or a pragma. */
struct line {
    unsigned begin, end; /* the whole line, with its newline and the rest of a comment that begins in it */
    unsigned hash;
    bool dropped; /* a pragma that has to be removed */
    bool opens, closes;
    int match; /* of the line that opens a group: the line that closes it */
    int first; /* the line that opens the group; -1: the parser has reported it */
};

struct lines {
    struct line *items;
    size_t count, room;
};

/* Finds the lines of the conditionals in the buffer, and the pragmas about loops. */
void find_lines(const struct source *source, struct lines *lines, struct lines *pragmas);

/* True if the text after this line, up to the next line of the group, is left out. */
bool skips(const struct unit *unit, const struct line *line);

/* Replaces #if … #endif groups in the middle of text that will be rewritten by the part that is compiled. True if there
 * were any; the buffer has to be parsed again. macros[i] says whether unit->macros.items[i] is to be written out. */
bool resolve_conditionals(struct source *source, const struct unit *unit, const bool *macros);

/* Which of unit->macros stand in directives, and which of those in a #define. */
enum in_directive { NO_DIRECTIVE, IN_DIRECTIVE, IN_DEFINITION };
enum in_directive *find_in_directives(const struct source *source, const struct unit *unit);

/* The offset after the STDC pragmas that a block begins with, and the #if around them; or `at`, which is after the
 * block's brace. */
unsigned after_pragmas(const struct source *source, unsigned at, unsigned end);

#endif
