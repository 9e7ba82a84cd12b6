/* live.h: the two dataflow problems over the control flow graph.
 *
 *   liveness              backward, union:         the variable may still be read
 *   definite assignment   forward, intersection:   the variable certainly has a value
 */
#ifndef PASSES_LIVE_H
#define PASSES_LIVE_H

#include "passes/cfg.h"

#include <stdint.h>

typedef uint64_t word;

/* A set of variables for each point of a graph. */
struct sets {
    word *bits;
    size_t words; /* of each set */
};

struct liveness {
    struct sets before, after; /* live-in, live-out */
};

bool sets_have(const struct sets *sets, size_t set, int index);

struct liveness live_solve(const struct graph *graph);

/* The variables that certainly have a value before each point. */
struct sets assigned_solve(const struct graph *graph);

#endif
