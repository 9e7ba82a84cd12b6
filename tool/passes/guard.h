/* guard.h: branches of conditionals that were not translated. */
#ifndef PASSES_GUARD_H
#define PASSES_GUARD_H

#include "ir/tree.h"

/* Fills unit->guards. */
void find_guards(struct unit *unit);

#endif
