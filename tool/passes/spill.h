/* spill.h: locals that would be saved too often are pinned. */
#ifndef PASSES_SPILL_H
#define PASSES_SPILL_H

#include "ir/tree.h"

/* Where many locals, or values of awaits in one expression, are live across many awaits, saving all of them at each
 * would make the output quadratic. Those that are live across the most awaits are pinned: they live in the frame and
 * cost nothing at an await. Reads what flow has found; true if it pinned any, so that flow has to run again. */
bool spill_crowd(const struct unit *unit, struct func *func);

#endif
