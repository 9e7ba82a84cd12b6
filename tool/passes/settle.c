/* settle.c: see settle.h. */
#include "passes/settle.h"

static bool changed_by(const struct var *var, struct node *const *rest, unsigned count)
{
    if (var->address_taken || var->type->deep_volatile)
        return true;
    for (unsigned i = 0; i < count; i++)
        if (node_modifies(rest[i], var))
            return true;
    return false;
}

/* True if the address of this l-value is the same before and after `rest`. */
static bool is_stable_place(const struct node *node, struct node *const *rest, unsigned count)
{
    if (node->value)
        return true;
    switch (node_place(node)) {
    case PLACE_NAMED:
        return true;
    case PLACE_INNER:
        if (node->kind == NODE_CAST)
            return node->count == 1 && is_stable(node, rest, count);
        return is_stable_place(node->child[0], rest, count);
    case PLACE_MEMBER:
        return is_stable_place(node->child[0], rest, count);
    case PLACE_ELEMENT:
        return is_stable(node->child[0], rest, count) && is_stable(node->child[1], rest, count);
    case PLACE_POINTED:
        return is_stable(node->child[0], rest, count);
    case PLACE_NONE:
        return false;
    }
    return false;
}

/* True if evaluating the expression changes anything. */
static bool acts(const struct node *node)
{
    bool any = node_acts(node);
    for (unsigned i = 0; i < node->count && !any; i++)
        any = acts(node->child[i]);
    return any;
}

bool is_stable(const struct node *node, struct node *const *rest, unsigned count)
{
    if (node->value)
        return true;
    switch (node->kind) {
    case NODE_CONSTANT:
    case NODE_FUNCTION:
    case NODE_ASYNC_REF:
        return true;
    case NODE_UNEVALUATED:
        return !node->is_computed &&
               !(node->count && node->child[0]->type && node->child[0]->type->is_variable && acts(node->child[0]));
    case NODE_REF:
        return !changed_by(node->var, rest, count);
    case NODE_PAREN:
        return is_stable(node->child[0], rest, count);
    case NODE_CAST: {
        if (!node->count || (node->count > 1 && node->child[0]->kind != NODE_UNEVALUATED))
            return false;
        const struct node *child = node->child[node->count - 1];
        if (child->type && (child->type->is_array || child->type->is_function))
            return is_stable_place(child, rest, count);
        return is_stable(child, rest, count);
    }
    case NODE_ADDRESS:
        return is_stable_place(node->child[0], rest, count);
    case NODE_MEMBER: {
        const struct var *root = node_root(node);
        return root && !changed_by(root, rest, count) && !node->type->deep_volatile &&
               is_stable_place(node, rest, count);
    }
    case NODE_OPERATOR:
        if (!node->op)
            return false;
        for (unsigned i = 0; i < node->count; i++)
            if (!is_stable(node->child[i], rest, count))
                return false;
        return true;
    case NODE_GLOBAL: /* others may change what it reads */
    case NODE_DEREF:
    case NODE_INDEX:
    case NODE_CALL: /* it acts, or one of its operands may not be evaluated */
    case UPDATE_KINDS:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_SELECTION:
    case INITIALISER_KINDS:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case STATEMENT_KINDS:
        return false;
    }
    return false;
}

void settle_value(struct lowering *lower, struct node *node, struct node *const *rest, unsigned count)
{
    if (node->type->is_void)
        return;
    if (node->kind == NODE_CAST && node->count == 1 && node->type->is_vector && !node->child[0]->type->is_vector) {
        settle_value(lower, node->child[0], rest, count); /* an initialiser cannot turn a scalar into a vector */
        return;
    }
    if (node->type->is_variable && node->type->is_array) {
        settle_lvalue(lower, node, rest, count);
        return;
    }
    if (node->type->is_variable && !variable_root(node) &&
        (node->kind == NODE_PAREN || node->kind == NODE_CAST || node->kind == NODE_OPERATOR ||
         node->kind == NODE_ADDRESS)) {
        /* A type of variable length in a cast cannot be written again: only the operands of the expression are
         * evaluated now. */
        for (unsigned i = 0; i < node->count; i++)
            if (!is_stable(node->child[i], rest, count))
                settle_value(lower, node->child[i], rest, count);
        return;
    }
    struct var *temp = next_temp(lower, node, node->type);
    add_step(lower, STEP_VALUE, node, temp);
    node->value = temp;
}

/* Settles one operand of a subscript: the array, which is an l-value, or the index. */
static void settle_subscript(struct lowering *lower, struct node *part, struct node *const *rest, unsigned count)
{
    struct node *array = part;
    while (!array->value && array->count == 1 && (array->kind == NODE_PAREN || array->kind == NODE_CAST))
        array = array->child[0];
    if (array->value)
        return;
    if (array->type && (array->type->is_array || array->type->is_vector) && array->kind != NODE_STATEMENTS)
        settle_lvalue(lower, array, rest, count);
    else if (!is_stable(part, rest, count))
        settle_value(lower, part, rest, count);
}

void settle_lvalue(struct lowering *lower, struct node *node, struct node *const *rest, unsigned count)
{
    if (node->value)
        return;
    switch (node_place(node)) {
    case PLACE_INNER: /* a cast: __extension__ */
        if (node->count == 1)
            settle_lvalue(lower, node->child[0], rest, count);
        break;
    case PLACE_MEMBER:
        settle_lvalue(lower, node->child[0], rest, count);
        break;
    case PLACE_POINTED:
        if (!is_stable(node->child[0], rest, count))
            settle_value(lower, node->child[0], rest, count);
        break;
    case PLACE_ELEMENT:
        settle_subscript(lower, node->child[0], rest, count);
        settle_subscript(lower, node->child[1], rest, count);
        break;
    case PLACE_NAMED:
    case PLACE_NONE:
        break;
    }
}
