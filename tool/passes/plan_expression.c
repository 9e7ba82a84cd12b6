/* plan_expression.c: how expressions are written.
 *
 * An expression is its source text, in which these parts are replaced: a value that a step has computed becomes the
 * name of its temporary, a pinned local becomes a field of the frame, and the name of an async function becomes the
 * address of its translation.
 */
#include "passes/plan.h"
#include "passes/plan_internal.h"
#include "passes/rewritten.h"

#include "base/lex.h"
#include "ir/node.h"

#include <string.h>

/* ---- names ---- */

/* True if the output declares the local without its own const, so that it can be assigned to. */
static bool lost_const(const struct var *var)
{
    const struct type *type = var->type;
    while (type->shape == TYPE_ARRAY)
        type = type->inner;
    return (var->pinned || var->saved) && !var->is_coroutine && !var->is_temp && !var->in_register &&
           (type->is_const || type->is_restrict);
}

/* True if the type of the expression matters, not only its value: in the operands of _Generic and typeof, and in an
 * initialiser from which a variable gets its type. */
static bool shows_type(const struct planner *planner, const struct node *node)
{
    const char *text = planner->unit->source->text;
    for (const struct node *up = node->parent; up; up = up->parent) {
        bool size = token_is(text, token_at(text, up->begin, up->end), "sizeof");
        if ((up->kind == NODE_UNEVALUATED && !size) || up->kind == NODE_SELECTION || up->kind == NODE_TYPE ||
            up->is_inferred)
            return true;
    }
    return false;
}

/* True if compilers warn about a use without the const: pointers to arrays do not get a const implicitly. */
static bool leads_to_array(const struct node *ref)
{
    const struct type *type = ref->var->type;
    const struct node *around = ref->parent;
    while (around->kind == NODE_PAREN)
        around = around->parent;
    return type->is_array && (type->element->is_array || around->kind == NODE_ADDRESS);
}

/* True if the expression is the operand of _Alignof. */
static bool shows_alignment(const struct node *node)
{
    const struct node *around = node->parent;
    while (around->kind == NODE_PAREN)
        around = around->parent;
    return around->is_alignof;
}

/* True if a coroutine object stands for its future value here: sizeof c, typeof(c). */
static bool means_value(const struct node *ref)
{
    const struct node *up = ref->var->is_coroutine ? ref->parent : NULL;
    while (up && up->kind != NODE_UNEVALUATED && up->kind != NODE_REPR && !node_is_statement(up))
        up = up->parent;
    return up && up->kind == NODE_UNEVALUATED;
}

static enum name_form form_of_local(const struct planner *planner, const struct node *node)
{
    const struct var *var = node->var;
    if (means_value(node))
        return NAME_NULL;
    if ((var->pinned || lost_const(var)) && var->alignment > var->type->alignment && shows_alignment(node))
        return NAME_ALIGNED;
    /* gcc looks through the cast and sees the field that provides the storage. */
    if (var->pinned && type_needs_room(var->type) && shows_alignment(node) && !var->type->is_variable)
        return NAME_NULL;
    if (lost_const(var) && (leads_to_array(node) || shows_type(planner, node)))
        return NAME_BARE;
    return var->pinned || strcmp(var->name, var->out_name) ? NAME_VARIABLE : NAME_SAME;
}

static enum name_form form_of_name(const struct planner *planner, const struct node *node)
{
    const struct func *func = planner->func;
    if ((node->kind == NODE_REF || node->kind == NODE_GLOBAL) && node->var)
        return form_of_local(planner, node);
    if (node->kind == NODE_ASYNC_REF)
        return node->called ? NAME_OF_CALLEE : NAME_ADDRESS;
    if (node->kind == NODE_CONSTANT && node->is_function_name && func && func->is_async && !func_keeps_name(func))
        return NAME_OF_FUNCTION;
    if (node->kind == NODE_TYPE && node->type && node->type->local && node->type->local->needs_tag)
        return NAME_TAG;
    return NAME_SAME;
}

/* ---- expressions ---- */

/* True if only the operand is left of the expression: parentheses, or a comma whose left operand has become a step. */
static bool leaves_operand(const struct node *node)
{
    return !node->value && (node->kind == NODE_PAREN || (node->kind == NODE_COMMA && node->rewritten));
}

const struct node *what_is_left(const struct node *node)
{
    while (leaves_operand(node))
        node = node->child[node->count - 1];
    return node;
}

/* if ((await f() == 0)): with a temporary in it, clang reports the double parentheses as a mistake. */
static bool is_doubled(const struct node *paren)
{
    const struct node *around = paren->parent, *inner = what_is_left(paren);
    while (around && leaves_operand(around))
        around = around->parent;
    return around && node_is_statement(around) && inner->kind == NODE_OPERATOR && inner->op &&
           !strcmp(inner->op, "==") && node_strip(inner->child[0])->value;
}

static enum plan own_plan(const struct planner *planner, const struct node *node)
{
    bool other = is_always_rewritten(node) && node->kind != NODE_CALL; /* what makes a call async writes the call */
    switch (node->kind) {
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_REF:
    case NODE_ASYNC_REF:
    case NODE_TYPE:
        return node->form == NAME_SAME ? PLAN_KEEP : PLAN_NAME;
    case NODE_PAREN:
        other = is_doubled(node);
        break;
    case NODE_CALL:
        other = node->is_async_call && planner->unevaluated && node->type;
        break;
    case NODE_UNEVALUATED:
        other = node->instead != NULL;
        break;
    case NODE_ADDRESS:
    case NODE_DEREF:
        other = node->is_implicit || node_strip(node->child[0])->kind == NODE_ASYNC_REF;
        break;
    case NODE_CAST:
        other = node->is_selection;
        break;
    case NODE_COMMA:
        other = node->rewritten;
        break;
    case NODE_COMPOUND_ASSIGN:
        other = node->var != NULL;
        break;
    case NODE_FUNCTION:
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_ASSIGN:
    case NODE_INCDEC:
    case NODE_AND:
    case NODE_OR:
    case NODE_CONDITIONAL:
    case NODE_ELVIS:
    case NODE_OPERATOR:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case NODE_NEW:
    case NODE_SPAWN:
    case NODE_START:
    case NODE_RUN:
    case NODE_GATHER:
    case NODE_REPR:
    case NODE_OTHER:
    case NODE_VAR:
        break;
    case NODE_BLOCK:
    case NODE_DECLARATION:
    case NODE_EXPRESSION:
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
    case NODE_SWITCH:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_GOTO:
    case NODE_COMPUTED_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_RETURN:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        break; /* statements: plan.c */
    }
    return other ? PLAN_EXPRESSION : PLAN_KEEP;
}

static bool is_spent(const struct node *node)
{
    if (node->value)
        return true;
    if (node->kind == NODE_COMMA && node->rewritten)
        return node->child[1]->is_spent;
    return node->count == 1 && (node->kind == NODE_PAREN || node->kind == NODE_CAST) && node->child[0]->is_spent;
}

void plan_expression(const struct planner *planner, struct node *node)
{
    node->form = form_of_name(planner, node);
    node->own_plan = own_plan(planner, node);
    node->plan = node->value ? PLAN_VALUE : node->own_plan;
    node->is_spent = is_spent(node);
}
