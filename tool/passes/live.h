/* live.h: the two dataflow problems over the control flow graph.
 *
 *   liveness              backward, union:         may somebody still read the variable?
 *   definite assignment   forward, intersection:   has it surely been given a value?
 */
#ifndef PASSES_LIVE_H
#define PASSES_LIVE_H

#include "passes/cfg.h"

#include <stdint.h>

typedef uint64_t word;

/* For each point of a graph a set of variables. */
struct sets {
    word *bits;
    size_t words; /* of each */
};

struct liveness {
    struct sets before, after; /* live-in, live-out */
};

bool sets_have(const struct sets *sets, size_t set, int index);

struct liveness live_solve(const struct graph *graph);

/* What surely has a value before each point. */
struct sets assigned_solve(const struct graph *graph);

#endif
