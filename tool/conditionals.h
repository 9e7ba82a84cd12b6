/* conditionals.h: #if inside of statements and heads. */
#ifndef CONDITIONALS_H
#define CONDITIONALS_H

#include "tree.h"

/* Replaces the #if … #endif groups in the middle of what will be rewritten by what is compiled of them; true if there
 * were any: then the buffer has to be parsed again. macros[i] says whether unit->macros.items[i] is to be written out.
 */
bool resolve_conditionals(struct source *source, const struct unit *unit, const bool *macros);

/* Does a directive stand in this range, which does not begin with one? `at` is where its # is. */
bool has_directive(const struct source *source, unsigned begin, unsigned end, unsigned *at);

/* Is this token, behind one that ends at `from`, the # of a directive? `end` is behind that line. */
bool begins_directive(const struct source *source, unsigned from, struct token token, unsigned *end);

/* Which of unit->macros stand in directives, and which of those in a #define. */
enum in_directive { NO_DIRECTIVE, IN_DIRECTIVE, IN_DEFINITION };
enum in_directive *find_in_directives(const struct source *source, const struct unit *unit);

/* Behind the lines #pragma STDC that a block begins with, its brace ends at `at`, and the #if around them; or `at`. */
unsigned behind_pragmas(const struct source *source, unsigned at, unsigned end);

#endif
