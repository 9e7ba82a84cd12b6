/* flow.h: what is live where. */
#ifndef PASSES_FLOW_H
#define PASSES_FLOW_H

#include "ir/tree.h"

/* For each await point: node->live, the locals and temporaries to be saved, and node->frame_state. For each variable:
 * saved, needs_init; a variable that cannot be named where it would have to be saved becomes pinned. For the function:
 * end_reachable. */
void flow_function(struct unit *unit, struct func *func);

#endif
