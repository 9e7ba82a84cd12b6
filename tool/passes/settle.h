/* settle.h: operands that are used after others, although C evaluates them before those.
 *
 * `rest` are the operands that are evaluated in between: they await. */
#ifndef PASSES_SETTLE_H
#define PASSES_SETTLE_H

#include "passes/lowering.h"

/* True if this r-value would be the same, and have no effect, if it were evaluated after `rest`. */
bool is_stable(const struct node *node, struct node *const *rest, unsigned count);

/* Evaluates `node` now, into a temporary, since `rest` comes before its use. */
void settle_value(struct lowering *lower, struct node *node, struct node *const *rest, unsigned count);

/* Makes an l-value that is used after `rest` the same as if it were computed now. */
void settle_lvalue(struct lowering *lower, struct node *node, struct node *const *rest, unsigned count);

#endif
