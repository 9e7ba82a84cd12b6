/* escape.h: which locals must not move. */
#ifndef ESCAPE_H
#define ESCAPE_H

#include "tree.h"

/* Sets var->address_taken and var->pinned for all locals of a function whose nodes have their `awaits` set. */
void escape_function(struct func *func);

#endif
