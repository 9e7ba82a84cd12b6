/* alias.h: see alias.c. */
#ifndef ALIAS_H
#define ALIAS_H

#include "diag.h"
#include "tree.h"

/* Gives names to the types that are hidden in this function. False, with an error, where that cannot be. */
bool alias_function(struct unit *unit, struct func *func, struct diag *diag);

#endif
