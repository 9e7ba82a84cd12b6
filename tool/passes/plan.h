/* plan.h: how the output writes each node.
 *
 * Whether a text stays, which name stands for a local, whether a statement gets braces, where the parts of a for go and
 * which cleanups run before a jump is decided here, before anything is written, and recorded in the fields of the tree
 * that are marked [plan]. emit/ reads them, and changes nothing in the tree.
 */
#ifndef PASSES_PLAN_H
#define PASSES_PLAN_H

#include "ir/tree.h"

/* Plans the unit: all functions, and the initialisers at file scope. */
void plan_unit(struct unit *unit);

/* What is left of an expression, without parentheses and commas whose left operand has become a step. */
const struct node *what_is_left(const struct node *node);

/* The name of a plan, for dumps. */
const char *plan_name(enum plan plan);

#endif
