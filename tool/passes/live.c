/* live.c: see live.h. */
#include "passes/live.h"

#include "base/util.h"

#include <limits.h>

/* ---- blocks ---- */

/* Divides the points into blocks. Returns each point's block. */
static int *divide(const struct graph *graph, struct liveness *live)
{
    size_t count = graph->points.count;
    int *entries = arena_take((count + 1) * sizeof *entries), *before = arena_take((count + 1) * sizeof *before);
    int *block = arena_take((count + 1) * sizeof *block);
    for (size_t p = 0; p < count; p++) {
        const struct indexes *next = &graph->points.items[p].next;
        block[p] = -1;
        for (size_t k = 0; k < next->count; k++) {
            entries[next->items[k]]++;
            before[next->items[k]] = (int)p;
        }
    }
    for (int reached = 1; reached >= 0; reached--)
        for (size_t i = count; i-- > 0;) { /* predecessors first */
            int p = graph->order[i];
            if (graph->points.items[p].reached != (bool)reached)
                continue;
            bool joins = p > 0 && entries[p] == 1 && graph->points.items[before[p]].next.count == 1;
            block[p] = joins && block[before[p]] >= 0 ? block[before[p]] : (int)live->count++;
        }
    live->blocks = arena_take((live->count + 1) * sizeof *live->blocks);
    for (size_t i = count; i-- > 0;) {
        int p = graph->order[i];
        live->blocks[block[p]].reached = graph->points.items[p].reached;
        ARRAY_ADD(live->blocks[block[p]].points, p);
    }
    return block;
}

static const struct point *point_of(const struct graph *graph, const struct block *block, size_t number)
{
    return &graph->points.items[block->points.items[number]];
}

static void connect(const struct graph *graph, struct liveness *live, const int *block)
{
    for (size_t b = 0; b < live->count; b++) {
        const struct indexes *next = &point_of(graph, &live->blocks[b], live->blocks[b].points.count - 1)->next;
        for (size_t k = 0; k < next->count; k++) {
            int to = block[next->items[k]];
            ARRAY_ADD(live->blocks[b].next, to);
            ARRAY_ADD(live->blocks[to].from, (int)b);
        }
    }
}

/* ---- what blocks do with variables ---- */

struct accesses {
    struct indexes reads;  /* blocks that read the variable's value from before the block */
    struct indexes kills;  /* blocks that end the life of that value … */
    struct indexes unsets; /* … and leave none at their end */
};

/* Adds a variable or block to a list whose last item tells whether it is there already. */
static void add_once(struct indexes *list, int item)
{
    if (!list->count || list->items[list->count - 1] != item)
        ARRAY_ADD(*list, item);
}

static void read_block(const struct graph *graph, const struct block *block, int number, struct accesses *all,
                       bool *unset)
{
    for (size_t i = 0; i < block->points.count; i++) {
        const struct point *point = point_of(graph, block, i);
        for (size_t k = 0; k < point->reads.count; k++) {
            struct accesses *of = &all[point->reads.items[k]];
            if (!of->kills.count || of->kills.items[of->kills.count - 1] != number)
                add_once(&of->reads, number);
        }
        for (size_t k = 0; k < point->kills.count; k++) {
            add_once(&all[point->kills.items[k]].kills, number);
            unset[point->kills.items[k]] = true;
        }
        for (size_t k = 0; k < point->assigns.count; k++)
            unset[point->assigns.items[k]] = false;
    }
    for (size_t i = 0; i < block->points.count; i++) {
        const struct point *point = point_of(graph, block, i);
        for (size_t k = 0; k < point->kills.count; k++) {
            if (unset[point->kills.items[k]])
                add_once(&all[point->kills.items[k]].unsets, number);
            unset[point->kills.items[k]] = false;
        }
    }
}

/* ---- one variable ---- */

struct walk {
    struct liveness *live;
    int variable;
    const struct accesses *of; /* of this variable */
    int *killed;               /* by block: the last variable that it kills */
    int *stack;
    size_t depth;
};

static bool has_last(const struct indexes *list, int item)
{
    return list->count && list->items[list->count - 1] == item;
}

static void enter(struct walk *walk, struct indexes *list, int block)
{
    if (has_last(list, walk->variable))
        return;
    ARRAY_ADD(*list, walk->variable);
    walk->stack[walk->depth++] = block;
}

static void find_live(struct walk *walk)
{
    struct block *blocks = walk->live->blocks;
    for (size_t i = 0; i < walk->of->reads.count; i++)
        enter(walk, &blocks[walk->of->reads.items[i]].live_in, walk->of->reads.items[i]);
    while (walk->depth) {
        const struct block *block = &blocks[walk->stack[--walk->depth]];
        for (size_t k = 0; k < block->from.count; k++) {
            int from = block->from.items[k];
            add_once(&blocks[from].live_out, walk->variable);
            if (walk->killed[from] != walk->variable)
                enter(walk, &blocks[from].live_in, from);
        }
    }
}

static void leave_unset(struct walk *walk, const struct block *block)
{
    for (size_t k = 0; k < block->next.count; k++) {
        struct block *next = &walk->live->blocks[block->next.items[k]];
        if (has_last(&next->live_in, walk->variable))
            enter(walk, &next->unset_in, block->next.items[k]);
    }
}

/* A variable that has no value, but is live, is so on the whole path from where it has lost its value. */
static void find_unset(struct walk *walk, bool is_param)
{
    struct block *blocks = walk->live->blocks;
    if (!is_param && has_last(&blocks[0].live_in, walk->variable))
        enter(walk, &blocks[0].unset_in, 0);
    for (size_t i = 0; i < walk->of->unsets.count; i++)
        leave_unset(walk, &blocks[walk->of->unsets.items[i]]);
    while (walk->depth) {
        int block = walk->stack[--walk->depth];
        if (walk->killed[block] != walk->variable)
            leave_unset(walk, &blocks[block]);
    }
}

static void solve(const struct graph *graph, struct liveness *live, const struct accesses *all)
{
    struct walk walk = {.live = live, .killed = arena_take((live->count + 1) * sizeof(int))};
    walk.stack = arena_take((live->count + 1) * sizeof *walk.stack);
    for (size_t b = 0; b < live->count; b++)
        walk.killed[b] = -1;
    for (size_t v = 0; v < graph->func->vars.count; v++) {
        walk.variable = (int)v;
        walk.of = &all[v];
        for (size_t i = 0; i < all[v].kills.count; i++)
            walk.killed[all[v].kills.items[i]] = (int)v;
        find_live(&walk);
        find_unset(&walk, graph->func->vars.items[v]->is_param);
    }
}

/* ---- inside of blocks ---- */

enum { BITS = sizeof(unsigned long) * CHAR_BIT };

static void set_bits(unsigned long *bits, const struct indexes *list, bool on)
{
    for (size_t i = 0; i < list->count; i++) {
        unsigned long bit = 1ul << (list->items[i] % BITS);
        if (on)
            bits[list->items[i] / BITS] |= bit;
        else
            bits[list->items[i] / BITS] &= ~bit;
    }
}

static void list_bits(struct indexes *list, const unsigned long *bits, size_t words)
{
    for (size_t w = 0; w < words; w++)
        for (unsigned bit = 0; bits[w] >> bit; bit++) {
            if (bits[w] >> bit & 1)
                ARRAY_ADD(*list, (int)(w * BITS + bit));
            if (bit + 1 == BITS)
                break;
        }
}

/* What is live at each await of the block. `bits`: by variable; empty. */
static void save_live(const struct graph *graph, struct liveness *live, const struct block *block, unsigned long *bits)
{
    set_bits(bits, &block->live_out, true);
    for (size_t i = block->points.count; i-- > 0;) {
        const struct point *point = point_of(graph, block, i);
        if (point->await)
            list_bits(&live->saves[block->points.items[i]].live, bits, graph->func->vars.count / BITS + 1);
        set_bits(bits, &point->kills, false);
        set_bits(bits, &point->reads, true);
    }
    set_bits(bits, &block->live_in, false);
}

/* What may have no value there. `unset`: by variable; all false. */
static void save_unset(const struct graph *graph, struct liveness *live, const struct block *block, bool *unset)
{
    for (size_t i = 0; i < block->unset_in.count; i++)
        unset[block->unset_in.items[i]] = true;
    for (size_t i = 0; i < block->points.count; i++) {
        const struct point *point = point_of(graph, block, i);
        struct saves *saves = &live->saves[block->points.items[i]];
        for (size_t k = 0; k < saves->live.count; k++)
            if (unset[saves->live.items[k]])
                ARRAY_ADD(saves->unset, saves->live.items[k]);
        for (size_t k = 0; k < point->kills.count; k++)
            unset[point->kills.items[k]] = true;
        for (size_t k = 0; k < point->assigns.count; k++)
            unset[point->assigns.items[k]] = false;
    }
    for (size_t i = 0; i < block->unset_in.count; i++)
        unset[block->unset_in.items[i]] = false;
    for (size_t i = 0; i < block->points.count; i++) {
        const struct point *point = point_of(graph, block, i);
        for (size_t k = 0; k < point->kills.count; k++)
            unset[point->kills.items[k]] = false;
    }
}

struct liveness live_solve(const struct graph *graph)
{
    struct liveness live = {0};
    size_t variables = graph->func->vars.count;
    connect(graph, &live, divide(graph, &live));
    struct accesses *all = arena_take((variables + 1) * sizeof *all);
    bool *unset = arena_take(variables + 1);
    for (size_t b = 0; b < live.count; b++)
        read_block(graph, &live.blocks[b], (int)b, all, unset);
    solve(graph, &live, all);
    unsigned long *bits = arena_take((variables / BITS + 1) * sizeof *bits);
    live.saves = arena_take((graph->points.count + 1) * sizeof *live.saves);
    for (size_t b = 0; b < live.count; b++) {
        save_live(graph, &live, &live.blocks[b], bits);
        save_unset(graph, &live, &live.blocks[b], unset);
    }
    return live;
}
