/* plan_loop.c: how loops are written.
 *
 * A loop without an await in its head stays as it is in the source. One whose condition or step awaits becomes `for
 * (;;)` with the steps and the condition inside; its `continue` becomes a goto where something must run first. If
 * variables in the head of a for are rewritten, a block around the loop declares them.
 */
#include "passes/plan_internal.h"

#include "base/util.h"
#include "ir/node.h"

static void find_continue(struct node *node, void *data)
{
    const struct node **loop = data;
    if (*loop && node->kind == NODE_CONTINUE && node->target == *loop)
        *loop = NULL;
}

static bool has_continue(const struct node *loop, struct node *body)
{
    const struct node *sought = loop;
    node_walk(body, find_continue, &sought);
    return !sought;
}

/* `int i = 0` in the head of a for where i is pinned: frame->i = 0. */
static bool is_assigned(const struct node *init)
{
    for (unsigned i = 0; i < init->count; i++) {
        const struct node *decl = init->child[i];
        if (decl->kind != NODE_VAR || !decl->var->pinned || decl->var->type->is_variable || !decl->has_init ||
            decl->steps || decl->child[0]->kind == NODE_INIT_LIST || type_copies_bytes(decl->var->type) ||
            decl->var->is_coroutine)
            return false;
    }
    return true;
}

/* A single plain declarator that has another name or loses its const. */
static bool is_one_declarator(const struct node *init)
{
    const struct node *decl = init->child[0];
    return init->count == 1 && decl->kind == NODE_VAR && !decl->var->pinned && !decl->steps &&
           !decl->var->is_coroutine && decl->has_init;
}

static enum for_init init_of_for(const struct node *node)
{
    const struct node *init = node->child[0];
    if (!init)
        return FOR_INIT_NONE;
    if (init->kind == NODE_DECLARATION && plan_is_touched(init))
        return is_assigned(init) ? FOR_INIT_ASSIGN : is_one_declarator(init) ? FOR_INIT_DECLARE : FOR_INIT_BEFORE;
    return node->steps_for[0] && init->is_spent ? FOR_INIT_STEPS : FOR_INIT_KEEP;
}

static void plan_for(struct planner *planner, struct node *node, bool item)
{
    const struct node *step = node->child[2];
    struct loop_plan plan = {.init = init_of_for(node)};
    bool moved = plan.init >= FOR_INIT_ASSIGN && plan.init <= FOR_INIT_BEFORE;
    node->is_wrapped = plan.init == FOR_INIT_BEFORE ||
                       (node->steps_for[0] && (!item || (node->declares && node->parent->kind == NODE_BLOCK))) ||
                       node->cleanups.count;
    if (!node->is_wrapped && !moved && !node->steps_for[0] && !node->steps_for[1] && !node->steps_for[2])
        return;
    /* bit 1, 2: the condition or the step declares a type, which the step may name */
    plan.below = node->steps_for[2] || (step && node->steps_for[1] && (node->declares & 6));
    plan.early = plan.below && (node->declares & 4);
    plan.inside = plan.below || node->steps_for[1];
    if (plan.early || (plan.below && has_continue(node, node->child[3])))
        plan.label = ++planner->labels;
    node->plan = PLAN_HEAD;
    node->loop = arena_take(sizeof *node->loop);
    *node->loop = plan;
}

void plan_loop(struct planner *planner, struct node *node, bool item)
{
    if (node->kind == NODE_FOR) {
        plan_for(planner, node, item);
        return;
    }
    if (!node->steps)
        return;
    struct loop_plan plan = {.inside = true};
    if (node->kind == NODE_DO && has_continue(node, node->child[0]))
        plan.label = ++planner->labels;
    node->plan = PLAN_HEAD;
    node->loop = arena_take(sizeof *node->loop);
    *node->loop = plan;
}
