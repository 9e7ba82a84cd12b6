/* spill.c: see spill.h. */
#include "passes/spill.h"

#include "base/util.h"
#include "ir/node.h"

#include <stdlib.h>

enum { MOST_SAVES = 2000 };

struct crowd {
    const struct unit *unit;
    bool *hidden; /* by variable: named where the output cannot write `frame->` in front of it, in a macro's body or
                     under an OpenMP directive */
};

static void find_named(struct node *node, void *data)
{
    struct crowd *crowd = data;
    if (node->kind == NODE_REF)
        crowd->hidden[node->var->index] = true;
}

static void find_hidden(struct node *node, void *data)
{
    struct crowd *crowd = data;
    const struct unit *unit = crowd->unit;
    if (node->kind == NODE_REF && node->macro >= 0 &&
        (!node_is_reachable(unit, node) || unit->macros.items[node->macro].is_shared))
        crowd->hidden[node->var->index] = true;
    if (node->openmp) {
        for (size_t i = 0; i < node->openmp->names.count; i++)
            if (node->openmp->names.items[i].var->index >= 0)
                crowd->hidden[node->openmp->names.items[i].var->index] = true;
        node_walk(node, find_named, crowd);
    }
}

/* True if this await's value can be put into the frame as soon as it exists. */
static bool can_stay(const struct var *value)
{
    const struct type *type = value->type;
    return value->used && !type->is_record && !type->is_array && !type->deep_const && !type_needs_room(type);
}

struct saved {
    struct var *var;
    size_t times;
};

/* The most often saved first; equal ones in source order. */
static int compare_saves(const void *a, const void *b)
{
    const struct saved *left = a, *right = b;
    if (left->times != right->times)
        return left->times > right->times ? -1 : 1;
    return left->var->index < right->var->index ? -1 : left->var->index > right->var->index;
}

bool spill_crowd(const struct unit *unit, struct func *func)
{
    size_t total = 0;
    size_t *saves = arena_take((func->vars.count + 1) * sizeof *saves);
    bool *is_value = arena_take(func->vars.count + 1);
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct node *await = func->awaits.items[i];
        total += await->live_count;
        is_value[await->value->index] = can_stay(await->value);
        for (unsigned k = 0; k < await->live_count; k++)
            saves[await->live[k]->index]++;
    }
    if (total <= MOST_SAVES)
        return false;
    struct crowd crowd = {unit, arena_take(func->vars.count + 1)};
    node_walk(func->body, find_hidden, &crowd);
    struct saved *list = arena_take((func->vars.count + 1) * sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        bool can = var->is_temp ? is_value[i] && !var->pinned
                                : !var->in_register && !var->pinned && !var->is_coroutine && !crowd.hidden[i] &&
                                      !type_is_local(var->type) && var->scope && var->scope->awaits;
        if (can && saves[i])
            list[count++] = (struct saved){var, saves[i]};
    }
    qsort(list, count, sizeof *list, compare_saves);
    for (size_t i = 0; i < count && total > MOST_SAVES / 2; i++) {
        list[i].var->pinned = true;
        list[i].var->whole |= list[i].var->is_temp;
        total -= list[i].times;
    }
    return count > 0;
}
