/* macro_use.h: which macro invocations have to be written out. */
#ifndef PASSES_MACRO_USE_H
#define PASSES_MACRO_USE_H

#include "ir/tree.h"

/* Sets wanted[i] for each of unit->macros that cannot stay in the text; true if there is any. Pins the locals of async
 * functions, and sets node->awaits. */
bool find_hiding_macros(struct unit *unit, bool *wanted);

#endif
