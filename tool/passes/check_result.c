/* check_result.c: values that are dropped: results that must be used, and handles of tasks. */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/attributes.h"
#include "ir/node.h"

#include <string.h>

/* True if nothing uses the value of this expression. */
static bool is_value_dropped(const struct node *node)
{
    const struct node *up = node->parent;
    for (; up; node = up, up = up->parent) {
        if (up->kind == NODE_PAREN)
            continue;
        if (up->kind == NODE_COMMA && up->child[1] == node)
            continue;
        break;
    }
    if (!up || up->kind == NODE_COMMA)
        return up != NULL;
    if (up->kind == NODE_FOR)
        return up->child[1] != node;
    if (up->kind != NODE_EXPRESSION)
        return false;
    const struct node *block = up->parent; /* the last statement of a statement expression is its value */
    bool last = block && block->kind == NODE_BLOCK && block->child[block->count - 1] == up;
    if (last && block->parent && block->parent->kind == NODE_STATEMENTS)
        return is_value_dropped(block->parent);
    return true;
}

/* The output always examines what the call returns, which tells whether the call waits, so compilers cannot warn here.
 */
void check_result(struct check *check, const struct node *node)
{
    const struct node *call = node->child[0];
    if (node->await != AWAIT_CALL || !call->is_async_call || call->child[0]->kind != NODE_ASYNC_REF)
        return;
    const struct func *func = call->child[0]->func;
    if (!attributes_have(func, "warn_unused_result") || func->type->inner->is_void || !is_value_dropped(node))
        return;
    diag_warning(check->diag, node->begin, node->end, "unused-result",
                 "the result of '%s', which has the attribute 'warn_unused_result', is not used", func->name);
}

void check_handle(struct check *check, const struct node *node)
{
    if (!is_value_dropped(node))
        return;
    if (node->kind == NODE_SPAWN)
        diag_warning(check->diag, node->begin, node->end, "async-never-joined",
                     "the handle of this task is dropped, so that nobody can join it, and it ends with the run: keep "
                     "it for async_join, give it to async_detach, or write '(void)' in front of it");
    else
        diag_warning(check->diag, node->begin, node->end, "async-never-awaited",
                     "the handle that async_new gives is dropped, so that the call never runs: keep it, or use "
                     "async_spawn");
}
