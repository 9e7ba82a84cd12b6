/* live.h: the two dataflow problems over the control flow graph.
 *
 *   liveness              backward, union:         the variable may still be read
 *   definite assignment   forward, intersection:   the variable certainly has a value
 *
 * Both are solved for one variable after the other, from its reads backward, so that the work and the memory grow with
 * what is live and not with the product of blocks and variables.
 */
#ifndef PASSES_LIVE_H
#define PASSES_LIVE_H

#include "passes/cfg.h"

/* A basic block: a maximal sequence of points with a single entry and a single exit. */
struct block {
    struct indexes points;            /* in order */
    struct indexes from, next;        /* blocks before and after it */
    struct indexes live_in, live_out; /* variables, in order */
    struct indexes unset_in;          /* those of live_in that may have no value */
    bool reached;                     /* control can reach it from the entry */
};

struct liveness {
    struct block *blocks; /* the reached ones first; the first one has the entry */
    size_t count;
    struct saves {
        struct indexes live;  /* variables that are live after the point, in order */
        struct indexes unset; /* those of them that may have no value before it, in order */
    } * saves;                /* by point; only of those that await */
};

struct liveness live_solve(const struct graph *graph);

#endif
