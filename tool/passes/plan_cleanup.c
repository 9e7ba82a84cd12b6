/* plan_cleanup.c: where the cleanup functions of variables are called, __attribute__((cleanup(f))).
 *
 * A pinned variable lives in the frame, where no compiler runs its cleanup. The calls are written out at the end of
 * its scope and before each jump out of it (return, break, continue, goto), the latest variable first. If one cleanup
 * of a function is written out, all are (passes/pin.c); otherwise their order would change.
 */
#include "passes/plan_internal.h"

#include "base/util.h"
#include "ir/node.h"

/* True if the variable has been declared, and has not gone out of scope yet, where `node` begins. */
static bool is_active(const struct var *var, const struct node *node)
{
    return var->decl->end <= node->begin && node_is_within(node, var->scope);
}

static bool is_cleaned(const struct var *var)
{
    return var->pinned && var->has_cleanup;
}

/* True if the jump's target is the loop whose head declares the variable: the end of the loop cleans up, or the next
 * iteration uses the variable. */
static bool stays_in_loop(const struct var *var, const struct node *from, const struct node *to)
{
    return (from->kind == NODE_BREAK || from->kind == NODE_CONTINUE) && to == var->scope;
}

struct label_search {
    const void *label;
    struct node *found;
};

static void find_label(struct node *node, void *data)
{
    struct label_search *search = data;
    if (node->kind == NODE_LABEL && node->label == search->label)
        search->found = node;
}

/* Where control is after this jump, as far as scopes are concerned; NULL: out of the function. */
static const struct node *jump_target(const struct func *func, const struct node *jump)
{
    if (jump->kind == NODE_GOTO) {
        struct label_search search = {jump->label, NULL};
        node_walk(func->body, find_label, &search);
        return search.found;
    }
    return jump->target;
}

void plan_jump_cleanups(const struct planner *planner, struct node *jump)
{
    const struct func *func = planner->func;
    if (!func || !func->cleans)
        return;
    const struct node *to = jump->kind == NODE_RETURN ? NULL : jump_target(func, jump);
    for (size_t i = func->vars.count; i-- > 0;) {
        const struct var *var = func->vars.items[i];
        if (is_cleaned(var) && is_active(var, jump) && !(to && (is_active(var, to) || stays_in_loop(var, jump, to))))
            ARRAY_ADD(jump->cleanups, var);
    }
}

void plan_scope_cleanups(const struct planner *planner, struct node *scope)
{
    const struct func *func = planner->func;
    const struct node *last = scope->kind == NODE_BLOCK && scope->count ? scope->child[scope->count - 1] : NULL;
    if (!func || !func->cleans || (scope->kind == NODE_BLOCK && (!last || node_is_jump(last))))
        return; /* a block without variables, or whose end is not reached */
    for (size_t i = func->vars.count; i-- > 0;)
        if (is_cleaned(func->vars.items[i]) && func->vars.items[i]->scope == scope)
            ARRAY_ADD(scope->cleanups, (const struct var *)func->vars.items[i]);
}
