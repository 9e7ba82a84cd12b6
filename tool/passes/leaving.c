/* leaving.c: see leaving.h. */
#include "passes/leaving.h"

#include "ir/node.h"

/* True if the variable has been declared, and has not gone out of scope yet, where `node` begins. */
static bool is_active(const struct var *var, const struct node *node)
{
    return var->decl->end <= node->begin && node_is_within(node, var->scope);
}

/* True if the jump's target is the loop whose head declares the variable: the end of the loop cleans up, or the next
 * iteration uses the variable. */
static bool stays_in_loop(const struct var *var, const struct node *from, const struct node *to)
{
    return (from->kind == NODE_BREAK || from->kind == NODE_CONTINUE) && to == var->scope;
}

bool leaves_scope(const struct var *var, const struct node *jump, const struct node *to)
{
    return is_active(var, jump) && !(to && (is_active(var, to) || stays_in_loop(var, jump, to)));
}

static const struct node *find_label(const struct node *node, const void *label)
{
    if (node->kind == NODE_LABEL && node->label == label)
        return node;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *found = node->child[i] ? find_label(node->child[i], label) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static bool is_loop(const struct node *node)
{
    return node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR;
}

/* The loop, or with `switches` also the switch, that the jump stands in. */
static const struct node *enclosing(const struct node *jump, bool switches)
{
    for (const struct node *node = jump, *up = node->parent; up; node = up, up = up->parent)
        if (is_loop(up) || (switches && up->kind == NODE_SWITCH && up->child[0] != node))
            return up;
    return NULL;
}

const struct node *jump_target(const struct func *func, const struct node *jump)
{
    if (jump->kind == NODE_GOTO)
        return find_label(func->body, jump->label);
    if (jump->kind == NODE_BREAK || jump->kind == NODE_CONTINUE)
        return enclosing(jump, jump->kind == NODE_BREAK);
    return NULL;
}

/* True if a break in `node` leads to `target`. */
static bool breaks_out(const struct node *node, const struct node *target)
{
    if (node->kind == NODE_BREAK)
        return enclosing(node, true) == target;
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i] && breaks_out(node->child[i], target))
            return true;
    return false;
}

/* True if a jump may lead into the statement. */
static bool has_entry(const struct node *node)
{
    if (node->kind == NODE_LABEL || node->kind == NODE_CASE || node->kind == NODE_DEFAULT)
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i] && has_entry(node->child[i]))
            return true;
    return false;
}

static bool has_default(const struct node *node)
{
    if (node->kind == NODE_DEFAULT)
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i] && node->child[i]->kind != NODE_SWITCH && has_default(node->child[i]))
            return true;
    return false;
}

static bool block_may_complete(const struct node *block)
{
    bool reached = true;
    for (unsigned i = 0; i < block->count; i++)
        reached = (reached || has_entry(block->child[i])) && may_complete(block->child[i]);
    return reached;
}

bool may_complete(const struct node *node)
{
    switch (node->kind) {
    case NODE_BLOCK:
        return block_may_complete(node);
    case NODE_IF:
        return node->count < 3 || may_complete(node->child[1]) || may_complete(node->child[2]);
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
        return !node->is_endless || breaks_out(node, node);
    case NODE_SWITCH:
        return !has_default(node->child[1]) || breaks_out(node, node) || may_complete(node->child[1]);
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ATTRIBUTED:
        return !node->count || may_complete(node->child[node->count - 1]);
    case NODE_GOTO:
    case NODE_COMPUTED_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_RETURN:
        return false;
    case NODE_DECLARATION:
    case NODE_VAR:
    case NODE_TYPE:
    case NODE_EXPRESSION:
    case NODE_ASM:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        break;
    }
    return true;
}
