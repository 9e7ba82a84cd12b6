/* conditionals.h: #if inside of statements and heads. */
#ifndef PASSES_CONDITIONALS_H
#define PASSES_CONDITIONALS_H

#include "ir/tree.h"

/* A line #if, #ifdef, #ifndef, #elif…, #else or #endif; or a pragma. */
struct line {
    unsigned begin, end; /* the whole line, its newline and what comments add to it included */
    unsigned hash;
    bool dropped; /* a pragma: it has to go */
    bool opens, closes;
    int match; /* of the line that opens a group: the one that closes it */
    int first; /* of any line: the one that opens its group; -1: the parser has complained */
};

struct lines {
    struct line *items;
    size_t count, room;
};

/* Finds the lines of the conditionals in the buffer, and the pragmas about loops. */
void find_lines(const struct source *source, struct lines *lines, struct lines *pragmas);

/* Is what this line begins left out? */
bool skips(const struct unit *unit, const struct line *line);

/* Replaces the #if … #endif groups in the middle of what will be rewritten by what is compiled of them; true if there
 * were any: then the buffer has to be parsed again. macros[i] says whether unit->macros.items[i] is to be written out.
 */
bool resolve_conditionals(struct source *source, const struct unit *unit, const bool *macros);

/* Which of unit->macros stand in directives, and which of those in a #define. */
enum in_directive { NO_DIRECTIVE, IN_DIRECTIVE, IN_DEFINITION };
enum in_directive *find_in_directives(const struct source *source, const struct unit *unit);

/* Behind the lines #pragma STDC that a block begins with, its brace ends at `at`, and the #if around them; or `at`. */
unsigned behind_pragmas(const struct source *source, unsigned at, unsigned end);

#endif
