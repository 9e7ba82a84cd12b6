/* pin.h: which locals must not move. */
#ifndef PASSES_PIN_H
#define PASSES_PIN_H

#include "ir/tree.h"

/* Sets var->address_taken, var->pinned and var->out_name for all locals of a function whose nodes have `awaits` set.
 * Gives each compound literal that must not move a pinned variable. May be called again for the same tree. */
void pin_function(struct unit *unit, struct func *func);

#endif
