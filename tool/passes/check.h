/* check.h: the rules of the language. */
#ifndef PASSES_CHECK_H
#define PASSES_CHECK_H

#include "base/diag.h"
#include "ir/tree.h"

/* Reports everything in the unit that breaks a rule or is not supported. False if any of it is an error. Turns calls
 * that create coroutine objects into NODE_NEW. */
bool check_unit(struct unit *unit, struct diag *diag);

/* After flow. False, with an error, if something that is saved cannot be put into a frame. */
bool check_saved(struct unit *unit, struct func *func, struct diag *diag);

#endif
