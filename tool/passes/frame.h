/* frame.h: what a frame holds, and where. */
#ifndef PASSES_FRAME_H
#define PASSES_FRAME_H

#include "ir/tree.h"

/* Fields that share storage. */
struct slot {
    struct {
        struct var **items;
        size_t count, room;
    } vars;
    unsigned long *occupied; /* one bit per await: set if a variable of this slot lives there */
};

struct frame {
    struct {
        struct slot *items;
        size_t count, room;
    } slots; /* the first comes right after the header: it holds the result, the timer of a sleep, and a place in a line
              */
    bool has_value, has_timer, has_place;
    struct var **gathers; /* by await number - 1: the array of a gather's children, or NULL */
};

/* Lays out func->frame. After flow. */
void frame_function(struct unit *unit, struct func *func);

#endif
