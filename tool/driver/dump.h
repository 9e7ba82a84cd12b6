/* dump.h: prints the result of each pass in readable form. */
#ifndef DRIVER_DUMP_H
#define DRIVER_DUMP_H

#include "ir/tree.h"
#include "base/util.h"

void dump_buffer(struct unit *unit, struct text *out);
void dump_tree(struct unit *unit, struct text *out);
void dump_steps(struct unit *unit, struct text *out);
void dump_pins(struct unit *unit, struct text *out);
void dump_flow(struct unit *unit, struct text *out);
void dump_aliases(struct unit *unit, struct text *out);
void dump_frames(struct unit *unit, struct text *out);
void dump_plan(struct unit *unit, struct text *out);

#endif
