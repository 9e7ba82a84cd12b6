/* unchanged.c: which ordinary functions are written as they stand.
 *
 * Statements are written part by part, which needs macros that keep to one part (macro_use.c sees to that where
 * something is rewritten). In a function in which nothing is rewritten any macro may stay, `} else {` for example, so
 * its text must be written in one piece.
 */
#include "emit/emit.h"

#include "ir/node.h"

static bool is_changed(struct emit *emit, const struct node *node)
{
    if (node->value || node->kept || node->steps)
        return true;
    switch (node->kind) {
    case NODE_AWAIT:
    case NODE_NEW:
    case NODE_SPAWN:
    case NODE_START:
    case NODE_RUN:
    case NODE_GATHER:
    case NODE_REPR:
        return true;
    case NODE_CALL:
        return node->is_async_call;
    case NODE_UNEVALUATED:
        return node->instead != NULL;
    case NODE_CAST:
        return node->is_selection;
    case NODE_COMMA:
        return node->rewritten;
    case NODE_TYPE:
        return node->type && node->type->local && node->type->local->needs_tag;
    case NODE_DECLARATION:
        return touched_declaration(node);
    case NODE_REF:
    case NODE_GLOBAL:
    case NODE_ASYNC_REF:
        return is_touched_ref(emit, node);
    default:
        return false;
    }
}

static bool has_change(struct emit *emit, const struct node *node)
{
    if (is_changed(emit, node))
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i] && has_change(emit, node->child[i]))
            return true;
    return false;
}

bool is_unchanged(struct emit *emit, const struct func *func)
{
    return !func->is_async && !func->aliases.count && !has_change(emit, func->body);
}
