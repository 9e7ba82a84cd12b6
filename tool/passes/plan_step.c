/* plan_step.c: how the steps of a statement are written. */
#include "passes/plan_internal.h"

#include "ir/steps.h"
#include "ir/node.h"

#include <string.h>

/* True if compilers accept the expression as a statement without a warning. */
static bool has_effect(const struct node *node)
{
    const struct node *bare = node;
    while (bare->count == 1 && (bare->kind == NODE_PAREN || (bare->kind == NODE_CAST && bare->type->is_void)))
        bare = bare->child[0];
    return node_acts(bare) || (node->type && node->type->is_void);
}

/* True if only the truth value of this && or || is used. */
static bool is_condition(const struct node *node)
{
    const struct node *parent = node->parent;
    while (parent && parent->kind == NODE_PAREN) {
        node = parent;
        parent = parent->parent;
    }
    if (!parent)
        return false;
    if (parent->kind == NODE_DO || parent->kind == NODE_FOR)
        return node == parent->child[1];
    if (parent->kind == NODE_OPERATOR)
        return parent->count == 1 && parent->op && !strcmp(parent->op, "!");
    return node == parent->child[0] &&
           (parent->kind == NODE_IF || parent->kind == NODE_WHILE || parent->kind == NODE_AND ||
            parent->kind == NODE_OR || parent->kind == NODE_CONDITIONAL);
}

static bool is_zero_or_one(const struct node *node)
{
    static const char *const names[] = {"==", "!=", "<", ">", "<=", ">=", "!"};
    while (node->kind == NODE_PAREN && !node->value)
        node = node->child[0];
    for (size_t i = 0; i < sizeof names / sizeof *names && node->kind == NODE_OPERATOR && node->op; i++)
        if (!strcmp(node->op, names[i]))
            return !node->value;
    return !node->value && (node->kind == NODE_AND || node->kind == NODE_OR);
}

/* True if the value has to be compared with 0 to become a truth value. */
static bool is_compared(const struct node *node)
{
    const struct type *type = node->type;
    bool is_int = type && type->is_integer && type->size > 0 && type->size <= 4;
    return !is_zero_or_one(node) && !(is_int && node->parent && is_condition(node->parent));
}

/* True if there is nothing to write. */
static bool is_empty(const struct step *step)
{
    const struct node *node = step->node;
    if (step->kind == STEP_VARIABLE) /* the frame has it, but for the lengths of its type */
        return node->var->pinned && !node->var->type->is_variable;
    return step->kind == STEP_VALUE && !step->temp && node->is_spent;
}

static void plan_list(struct step *step)
{
    for (; step; step = step->next) {
        step->is_empty = is_empty(step);
        step->drops = step->kind == STEP_VALUE && !step->temp && !has_effect(step->node);
        step->compares = step->kind == STEP_SET && step->truth && is_compared(step->node);
        plan_list(step->then);
        plan_list(step->otherwise);
    }
}

void plan_steps(struct node *node, void *data)
{
    (void)data;
    plan_list(node->steps);
    for (int i = 0; i < 3; i++)
        plan_list(node->steps_for[i]);
}
