/* escape.c: which locals must not move.
 *
 * A function that waits leaves its stack frame; when it goes on, its locals are in another one. A local whose address
 * somebody may hold across that (&x, an array that decays, a volatile or atomic object that something outside looks
 * at) is pinned: it lives in the frame from the start. Only where its scope contains an await; elsewhere nothing can
 * come between.
 */
#include "escape.h"

#include "node.h"

static void take_address(const struct node *lvalue)
{
    struct var *root = node_root(lvalue);
    if (root)
        root->address_taken = true;
}

static void visit(struct node *node)
{
    if (!node || node->kind == NODE_UNEVALUATED)
        return;
    switch (node->kind) {
    case NODE_ADDRESS:
        take_address(node->child[0]);
        break;
    case NODE_CAST: {
        /* An array decays to a pointer; if that is subscripted at once, nobody keeps it. */
        struct node *child = node->count ? node->child[node->count - 1] : NULL;
        if (!child || !child->type || !child->type->is_array || !node->type || node->type->is_array)
            break;
        struct node *parent = node->parent;
        while (parent && parent->kind == NODE_PAREN)
            parent = parent->parent;
        if (!parent || parent->kind != NODE_INDEX)
            take_address(child);
        break;
    }
    case NODE_ASM:
        for (unsigned i = 0; i < node->count; i++)
            take_address(node->child[i]);
        break;
    default:
        break;
    }
    for (unsigned i = 0; i < node->count; i++)
        visit(node->child[i]);
}

void escape_function(struct func *func)
{
    visit(func->body);
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        bool moves_badly =
            var->address_taken || var->type->is_array || var->type->deep_volatile || var->has_cleanup;
        var->pinned = moves_badly && !var->type->is_variable && var->scope && var->scope->awaits;
    }
}
