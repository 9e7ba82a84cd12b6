/* macro_head.h: macros in what precedes the body of an async function, and in declarations of one. */
#ifndef PASSES_MACRO_HEAD_H
#define PASSES_MACRO_HEAD_H

#include "passes/invocation.h"

/* Finds the macros that cannot stay in the head of this definition, or in this declaration. `first`: the unit's first
 * macro that ends in it. */
void visit_declaration(struct hunt *hunt, const struct toplevel *item, size_t first);

/* `async int f(int), (*p)(int) = g;`: the specifiers and each declarator are printed on their own, so only what stands
 * in brackets, and initialisers, may come out of macros. `first`: the first of `count` items that are one declaration.
 */
void visit_group(struct hunt *hunt, const struct toplevel *first, size_t count);

#endif
