/* cfg.h: the control flow graph of an async function.
 *
 * Its nodes are program points, one for each step and each expression of the lowered function, with the variables that
 * it reads, those that it certainly overwrites, and its successors. A read counts as coming before a write at the same
 * point, and a write that may not happen (in an operand of && or ?:, or to a part of a variable) does not count: both
 * err towards saving too much, never too little. A declaration without a value ends the life of the old one.
 */
#ifndef PASSES_CFG_H
#define PASSES_CFG_H

#include "ir/tree.h"

#include <stdbool.h>
#include <stddef.h>

struct indexes {
    int *items;
    size_t count, room;
};

struct point {
    struct indexes reads, kills; /* indexes into func->vars */
    struct indexes assigns;      /* the kills that give the variable a value */
    struct indexes next;         /* successors */
    struct node *await;          /* the await point at this point, or NULL */
    bool reached;                /* control can reach it from the entry */
};

struct label_point {
    const void *label; /* as in node->label */
    int point;
};

struct graph {
    struct func *func;
    struct {
        struct point *items;
        size_t count, room;
    } points; /* the first one is the entry */
    struct {
        struct label_point *items;
        size_t count, room;
    } labels;
    struct indexes computed; /* points of computed gotos */
    int *order;              /* all points in postorder: successors first, except in loops */
    bool falls_off;          /* as a compiler sees it, control reaches the closing brace */
};

/* True if the graph describes the life of this variable. Pinned variables need no saving. */
bool cfg_tracks(const struct var *var);

/* Builds the graph of a lowered function, in the arena. Sets the target of each break and continue. */
struct graph *cfg_build(struct func *func);

#endif
