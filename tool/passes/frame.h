/* frame.h: what a frame holds, and where. */
#ifndef PASSES_FRAME_H
#define PASSES_FRAME_H

#include "ir/tree.h"

/* Fields that share their place. */
struct slot {
    struct {
        struct var **items;
        size_t count, room;
    } vars;
    unsigned long *occupied; /* bit per await: somebody of these lives there */
};

struct frame {
    struct {
        struct slot *items;
        size_t count, room;
    } slots; /* the first stands right behind the header: it holds the result, and the timer of a sleep */
    bool has_value, has_timer;
    struct var **gathers; /* by await number - 1: the array of a gather's children, or NULL */
};

/* Lays out func->frame. After flow. */
void frame_function(struct unit *unit, struct func *func);

#endif
