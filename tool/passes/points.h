/* points.h: the points of a control flow graph, and how they are made. What they mean is in cfg.h. */
#ifndef PASSES_POINTS_H
#define PASSES_POINTS_H

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
bool points_track(const struct var *var);

/* The points in postorder, in the arena: each one after its successors, except in loops. A backward problem is solved
 * in few rounds in this order, a forward one in the opposite order. Marks the points that are reached. */
int *points_order(struct graph *graph);

/* True if a compiler believes that control can reach `end`. It sees that the resumption leads to every await, and so to
 * what comes after an await that control never reaches. */
bool points_reach(const struct graph *graph, int end);

/* ---- building ---- */

struct jumps;

struct builder {
    struct graph *graph;
    int current;         /* the point that control is at, or -1 after a jump */
    struct jumps *jumps; /* see cfg.c */
};

void link_points(struct builder *builder, int from, int to);

/* Adds a point without predecessors. */
int loose_point(struct builder *builder);

/* Adds a point after the current one. */
int next_point(struct builder *builder);

/* Ends the current path at another point. */
void go_to(struct builder *builder, int point);

/* Goes on at a point that other paths lead to as well. */
void continue_at(struct builder *builder, int point);

/* The current point reads the variable. */
void read_var(struct builder *builder, const struct var *var);

/* The current point ends the life of the variable's value, and gives it another one if `assigns`. */
void kill_var(struct builder *builder, const struct var *var, bool assigns);

#endif
