/* conditionals.h: #if inside of statements. */
#ifndef CONDITIONALS_H
#define CONDITIONALS_H

#include "tree.h"

/* Replaces the #if … #endif groups in the middle of statements that will be rewritten by what is compiled of them; true
 * if there were any: then the buffer has to be parsed again. */
bool resolve_conditionals(struct source *source, const struct unit *unit);

#endif
