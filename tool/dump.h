/* dump.h: what each pass made, for people. */
#ifndef DUMP_H
#define DUMP_H

#include "tree.h"
#include "translate.h"

enum translate_status dump_tree(struct unit *unit, struct text *out);
enum translate_status dump_steps(struct unit *unit, struct text *out);
enum translate_status dump_live(struct unit *unit, struct text *out);
enum translate_status dump_frames(struct unit *unit, struct text *out);

#endif
