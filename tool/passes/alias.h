/* alias.h: see alias.c. */
#ifndef PASSES_ALIAS_H
#define PASSES_ALIAS_H

#include "base/diag.h"
#include "ir/tree.h"

/* Gives names to the types that are hidden in this function. False, with an error, if a type cannot be given one. */
bool alias_function(struct unit *unit, struct func *func, struct diag *diag);

#endif
