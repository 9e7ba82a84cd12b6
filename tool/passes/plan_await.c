/* plan_await.c: how a function takes its frame at an await that has to wait, and when a gather stores its values.
 *
 * It has none if this is the first await of the call that waits. A small function takes its frame inline, a larger one
 * by a call that also records the place of the await.
 *
 * A call of a function with the noinline attribute saves the registers that any path through it needs. So that a call
 * which does not wait saves none for one that does, the path that takes the frame is a function of its own. Functions
 * that may be inlined do not need this, and would be slower if they often wait.
 */
#include "passes/plan_internal.h"

#include "passes/lower.h"
#include "ir/attributes.h"
#include "ir/node.h"

static void find_act(struct node *node, void *data)
{
    *(bool *)data |= node_acts(node);
}

/* True if the operand of the await can be moved: the call of a leaf does what its arguments do. */
static bool is_movable(const struct node *await)
{
    bool acts = false;
    if (await->await == AWAIT_LEAF)
        for (unsigned i = 1; i < await->child[0]->count; i++)
            node_walk(await->child[0]->child[i], find_act, &acts);
    return await->await != AWAIT_GATHER && !node_waits_in_line(await) && !acts;
}

static bool waits_outside(const struct func *func, const struct node *await)
{
    if (!func->twice || attributes_have(func, "always_inline") ||
        !(attributes_have(func, "noinline") || attributes_have(func, "noipa")) || !is_movable(await))
        return false;
    for (unsigned i = 0; i < await->live_count; i++) {
        const struct type *type = await->live[i]->type;
        if (type->is_variable || type_needs_room(type) || type_copies_bytes(type))
            return false; /* no parameter can have this type */
    }
    return true;
}

/* True if other tasks may see where the value of a gather's child goes, so that it is stored when the child ends. Not
 * in a local outside of the frame, or a part of one: that is saved once, before the wait. */
static bool is_seen_early(const struct node *child)
{
    const struct node *target = gather_target(child);
    if (!target || node_odd_lvalue(target))
        return false;
    const struct var *root = node_root(target);
    return !(root && root->index >= 0 && !root->pinned);
}

static void plan_gather(struct node *gather)
{
    for (unsigned i = 0; i < gather->count; i++) {
        gather->child[i]->stores_early = is_seen_early(gather->child[i]);
        gather->stores_early |= gather->child[i]->stores_early;
    }
}

void plan_awaits(const struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        struct node *await = func->awaits.items[i];
        if (await->await == AWAIT_GATHER)
            plan_gather(await->child[0]);
        if (await->frame_state == FRAME_SURE || func->pins)
            await->taking = TAKES_NONE;
        else if (waits_outside(func, await))
            await->taking = TAKES_OUTSIDE;
        else
            await->taking = func->twice || await->await == AWAIT_GATHER ? TAKES_INLINE : TAKES_BY_CALL;
    }
}
