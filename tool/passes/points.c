/* points.c: see points.h. */
#include "passes/points.h"

#include "base/util.h"

void link_points(struct builder *builder, int from, int to)
{
    if (from >= 0)
        ARRAY_ADD(builder->graph->points.items[from].next, to);
}

int loose_point(struct builder *builder)
{
    struct point point = {0};
    ARRAY_ADD(builder->graph->points, point);
    return (int)builder->graph->points.count - 1;
}

int next_point(struct builder *builder)
{
    int point = loose_point(builder);
    link_points(builder, builder->current, point);
    builder->current = point;
    return point;
}

void go_to(struct builder *builder, int point)
{
    link_points(builder, builder->current, point);
    builder->current = -1;
}

void continue_at(struct builder *builder, int point)
{
    link_points(builder, builder->current, point);
    builder->current = point;
}

bool points_track(const struct var *var)
{
    return var && var->index >= 0 && !var->pinned;
}

void read_var(struct builder *builder, const struct var *var)
{
    if (points_track(var) && !var->type->is_void)
        ARRAY_ADD(builder->graph->points.items[builder->current].reads, var->index);
}

void kill_var(struct builder *builder, const struct var *var, bool assigns)
{
    if (!points_track(var))
        return;
    ARRAY_ADD(builder->graph->points.items[builder->current].kills, var->index);
    if (assigns)
        ARRAY_ADD(builder->graph->points.items[builder->current].assigns, var->index);
}

int *points_order(struct graph *graph)
{
    size_t count = graph->points.count, used = 0, depth = 0;
    int *order = arena_take((count + 1) * sizeof *order);
    int *stack = arena_take((count + 1) * sizeof *stack);
    size_t *next = arena_take((count + 1) * sizeof *next);
    bool *seen = arena_take(count + 1);
    for (size_t root = 0; root < count; root++) { /* point 0 is the entry; no other root is reachable from it */
        if (seen[root])
            continue;
        seen[root] = true;
        stack[depth++] = (int)root;
        while (depth) {
            int at = stack[depth - 1];
            struct point *point = &graph->points.items[at];
            if (root == 0)
                point->reached = true;
            if (next[at] == point->next.count) {
                order[used++] = at;
                depth--;
                continue;
            }
            int to = point->next.items[next[at]++];
            if (!seen[to]) {
                seen[to] = true;
                stack[depth++] = to;
            }
        }
    }
    return order;
}

bool points_reach(const struct graph *graph, int end)
{
    bool *seen = arena_take(graph->points.count + 1);
    int *stack = arena_take((graph->points.count + 1) * sizeof *stack);
    size_t depth = 0;
    for (size_t p = 0; p < graph->points.count; p++)
        if (p == 0 || graph->points.items[p].await) {
            seen[p] = true;
            stack[depth++] = (int)p;
        }
    while (depth) {
        const struct indexes *next = &graph->points.items[stack[--depth]].next;
        for (size_t k = 0; k < next->count; k++)
            if (!seen[next->items[k]]) {
                seen[next->items[k]] = true;
                stack[depth++] = next->items[k];
            }
    }
    return end >= 0 && seen[end];
}
