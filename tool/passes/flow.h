/* flow.h: what is live where. */
#ifndef PASSES_FLOW_H
#define PASSES_FLOW_H

#include "ir/tree.h"

/* Sets, for each await point, node->live (the locals and temporaries to be saved) and node->frame_state; for each
 * variable, saved and needs_init; for the function, end_reachable. Pins variables that cannot be named where they would
 * have to be saved. */
void flow_function(struct unit *unit, struct func *func);

#endif
