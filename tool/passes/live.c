/* live.c: see live.h. */
#include "passes/live.h"

#include "base/util.h"

#include <string.h>

static struct sets new_sets(size_t count, size_t variables, bool full)
{
    struct sets sets = {NULL, (variables + 63) / 64};
    sets.bits = arena_take((count * sets.words + 1) * sizeof(word));
    if (full)
        memset(sets.bits, 0xff, count * sets.words * sizeof(word));
    return sets;
}

static word *set_of(struct sets *sets, size_t index)
{
    return sets->bits + index * sets->words;
}

bool sets_have(const struct sets *sets, size_t set, int index)
{
    return sets->bits[set * sets->words + (size_t)index / 64] >> (index % 64) & 1;
}

static void put(word *set, const struct indexes *list, bool on)
{
    for (size_t i = 0; i < list->count; i++) {
        word bit = (word)1 << (list->items[i] % 64);
        if (on)
            set[list->items[i] / 64] |= bit;
        else
            set[list->items[i] / 64] &= ~bit;
    }
}

struct liveness live_solve(const struct graph *graph)
{
    size_t count = graph->points.count;
    struct sets after = new_sets(count, graph->func->vars.count, false);
    struct sets before = new_sets(count, graph->func->vars.count, false);
    word *scratch = arena_take((after.words + 1) * sizeof(word));
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < count; i++) {
            size_t p = (size_t)graph->order[i];
            const struct point *point = &graph->points.items[p];
            word *out = set_of(&after, p);
            for (size_t k = 0; k < point->next.count; k++) {
                const word *in = set_of(&before, (size_t)point->next.items[k]);
                for (size_t w = 0; w < after.words; w++)
                    out[w] |= in[w];
            }
            memcpy(scratch, out, after.words * sizeof(word));
            put(scratch, &point->kills, false);
            put(scratch, &point->reads, true);
            if (memcmp(scratch, set_of(&before, p), after.words * sizeof(word))) {
                memcpy(set_of(&before, p), scratch, after.words * sizeof(word));
                changed = true;
            }
        }
    }
    return (struct liveness){before, after};
}

struct sets assigned_solve(const struct graph *graph)
{
    size_t count = graph->points.count;
    struct sets before = new_sets(count, graph->func->vars.count, true);
    word *scratch = arena_take((before.words + 1) * sizeof(word));
    memset(set_of(&before, 0), 0, before.words * sizeof(word));
    for (size_t i = 0; i < graph->func->params.count; i++) {
        int index = graph->func->params.items[i]->index;
        set_of(&before, 0)[index / 64] |= (word)1 << (index % 64);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = count; i-- > 0;) {
            size_t p = (size_t)graph->order[i];
            const struct point *point = &graph->points.items[p];
            memcpy(scratch, set_of(&before, p), before.words * sizeof(word));
            put(scratch, &point->kills, false);
            put(scratch, &point->assigns, true);
            for (size_t k = 0; k < point->next.count; k++) {
                word *in = set_of(&before, (size_t)point->next.items[k]);
                for (size_t w = 0; w < before.words; w++) {
                    word both = in[w] & scratch[w];
                    changed |= both != in[w];
                    in[w] = both;
                }
            }
        }
    }
    return before;
}
