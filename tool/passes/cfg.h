/* cfg.h: the control flow graph of an async function.
 *
 * Its nodes are program points, one for each step and each expression of the lowered function, with the variables that
 * it reads, those that it certainly overwrites, and its successors. A read counts as coming before a write at the same
 * point, and a write that may not happen (in an operand of && or ?:, or to a part of a variable) does not count: both
 * err towards saving too much, never too little. A declaration without a value ends the life of the old one.
 */
#ifndef PASSES_CFG_H
#define PASSES_CFG_H

#include "passes/points.h"

/* Builds the graph of a lowered function, in the arena. Sets the target of each break and continue. */
struct graph *cfg_build(struct func *func);

#endif
