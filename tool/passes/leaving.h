/* leaving.h: the scopes that a jump leaves, and statements whose end is not reached. */
#ifndef PASSES_LEAVING_H
#define PASSES_LEAVING_H

#include "ir/tree.h"

#include <stdbool.h>

/* Where control is after this jump, as far as scopes are concerned; NULL: out of the function. A break or continue
 * leads to its loop or switch, a goto to its label. */
const struct node *jump_target(const struct func *func, const struct node *jump);

/* True if the jump ends the life of the variable. `to` is its target. */
bool leaves_scope(const struct var *var, const struct node *jump, const struct node *to);

/* False if control surely does not get past the end of this statement. */
bool may_complete(const struct node *node);

#endif
