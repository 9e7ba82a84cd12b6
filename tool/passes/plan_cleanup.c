/* plan_cleanup.c: where the cleanup functions of variables are called, __attribute__((cleanup(f))).
 *
 * A pinned variable lives in the frame, where no compiler runs its cleanup. The calls are written out at the end of
 * its scope and before each jump out of it (return, break, continue, goto), the latest variable first. If one cleanup
 * of a function is written out, all are (passes/pin.c); otherwise their order would change.
 */
#include "passes/leaving.h"
#include "passes/plan_internal.h"

#include "base/util.h"
#include "ir/node.h"

static bool is_cleaned(const struct var *var)
{
    return var->pinned && var->has_cleanup;
}

void plan_jump_cleanups(const struct planner *planner, struct node *jump)
{
    const struct func *func = planner->func;
    if (!func || !func->cleans)
        return;
    const struct node *to = jump_target(func, jump);
    for (size_t i = func->vars.count; i-- > 0;) {
        const struct var *var = func->vars.items[i];
        if (is_cleaned(var) && leaves_scope(var, jump, to))
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
