/* conditionals.h: #if inside of statements and heads. */
#ifndef PASSES_CONDITIONALS_H
#define PASSES_CONDITIONALS_H

#include "ir/tree.h"

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
