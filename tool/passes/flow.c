/* flow.c: what is saved at each await, and whether the function has a frame at that point.
 *
 * Before: the function is lowered. After: every await point knows which locals and temporaries are live across it, and
 * whether the frame exists already.
 *
 * A variable that is live but perhaps unassigned is saved all the same (C's rules for reading it have not changed), so
 * its declaration gets a value, to keep compilers from warning about the output.
 */
#include "passes/flow.h"

#include "base/util.h"
#include "ir/node.h"
#include "passes/live.h"
#include "passes/spill.h"

#include <string.h>

/* Records what is saved at each await. False if a variable had to be pinned, so that the analysis must start again. */
static bool collect(const struct graph *graph)
{
    struct func *func = graph->func;
    struct liveness live = live_solve(graph);
    bool done = true;
    for (size_t p = 0; p < graph->points.count; p++) {
        struct node *await = graph->points.items[p].await;
        if (!await)
            continue;
        const struct saves *saves = &live.saves[p];
        size_t unset = 0;
        await->live_count = 0;
        await->live = arena_take((saves->live.count + 1) * sizeof *await->live);
        for (size_t i = 0; i < saves->live.count; i++) {
            int index = saves->live.items[i];
            struct var *var = func->vars.items[index];
            bool is_unset = unset < saves->unset.count && saves->unset.items[unset] == index;
            unset += is_unset;
            if (!points_track(var) || var == await->value)
                continue;
            if (!var->is_temp && !var->is_param &&
                (!node_is_within(await, var->scope) || var->decl->end > await->begin)) {
                /* A jump over its declaration leads here, and its name is not in scope at the await. */
                if (node_is_within(await, var->scope)) {
                    var->pinned = true;
                    done = false;
                }
                continue;
            }
            await->live[await->live_count++] = var;
            var->saved = true;
            if (is_unset && (!var->type->is_record || var->type->size))
                var->needs_init = true;
        }
    }
    return done;
}

/* Finds whether a frame exists when control reaches an await. The first await that waits takes one, and a leaf always
 * waits. Both problems are forward ones: FRAME_MAYBE if an await may come before this one, FRAME_SURE if a leaf surely
 * does. */
static void find_frames(const struct graph *graph)
{
    size_t count = graph->points.count;
    unsigned char *may = arena_take(count + 1), *sure = arena_take(count + 1); /* before the point */
    memset(sure + 1, 1, count);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = count; i-- > 0;) {
            int p = graph->order[i];
            const struct point *point = &graph->points.items[p];
            bool leaf = point->await && point->await->await == AWAIT_LEAF;
            bool may_after = may[p] || point->await, sure_after = sure[p] || leaf;
            for (size_t k = 0; k < point->next.count; k++) {
                int to = point->next.items[k];
                changed |= (may_after && !may[to]) || (!sure_after && sure[to]);
                may[to] |= may_after;
                sure[to] &= sure_after;
            }
        }
    }
    for (size_t p = 0; p < count; p++) {
        struct node *await = graph->points.items[p].await;
        if (await && graph->points.items[p].reached)
            await->frame_state = sure[p] ? FRAME_SURE : may[p] ? FRAME_MAYBE : FRAME_NONE;
        else if (await)
            await->frame_state = FRAME_MAYBE;
    }
}

void flow_function(struct unit *unit, struct func *func)
{
    for (bool done = false; !done;) {
        for (size_t i = 0; i < func->vars.count; i++)
            func->vars.items[i]->saved = func->vars.items[i]->needs_init = false;
        const struct graph *graph = cfg_build(func);
        func->end_reachable = graph->falls_off;
        done = collect(graph) && !spill_crowd(unit, func);
        if (done)
            find_frames(graph);
    }
}
