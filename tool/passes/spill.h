/* spill.h: pins locals that would be saved too often. */
#ifndef PASSES_SPILL_H
#define PASSES_SPILL_H

#include "ir/tree.h"

/* If many locals, or values of awaits in one expression, are live across many awaits, saving all of them at each await
 * would make the output quadratic. The ones that are live across the most awaits are pinned: they live in the frame and
 * cost nothing at an await. Reads the results of flow. True if it pinned any, so that flow has to run again. */
bool spill_crowd(const struct unit *unit, struct func *func);

#endif
