/* openmp.h: OpenMP's directives in async functions. */
#ifndef PASSES_OPENMP_H
#define PASSES_OPENMP_H

#include "base/diag.h"
#include "ir/tree.h"

/* Finds the directives of an async function, and the statements and locals that they apply to: func->openmp. */
void openmp_function(struct unit *unit, struct func *func);

/* Refuses what would not mean the same in the output. Called once it is known which locals live in the frame. False
 * after an error. */
bool openmp_check(struct unit *unit, struct func *func, struct diag *diag);

#endif
