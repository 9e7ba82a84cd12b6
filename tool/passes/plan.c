/* plan.c: see plan.h. This file walks the tree and plans statements; the other files of the pass plan their parts.
 *
 * A statement with steps is written as the steps, each on lines of its own, and then what is left of the statement. The
 * other statements stay as they are in the source, apart from names, and `return`, which returns the result struct.
 */
#include "passes/plan.h"

#include "passes/plan_internal.h"
#include "ir/node.h"

static void plan_node(struct planner *planner, struct node *node, bool part);

const char *plan_name(enum plan plan)
{
    static const char *const names[] = {
        [PLAN_KEEP] = "keep", [PLAN_NAME] = "name",           [PLAN_VALUE] = "value", [PLAN_EXPRESSION] = "expression",
        [PLAN_HEAD] = "head", [PLAN_STATEMENT] = "statement",
    };
    return names[plan];
}

/* The number of the label that this continue jumps to, or 0. */
static int continue_label_of(const struct node *node)
{
    return node->target && node->target->loop ? node->target->loop->label : 0;
}

static bool is_async(const struct planner *planner)
{
    return planner->func && planner->func->is_async;
}

/* True if the statement becomes more than one. */
static bool is_many(const struct planner *planner, const struct node *node)
{
    bool gives_nothing = is_async(planner) && planner->func->type->inner->is_void;
    if (node->kind == NODE_RETURN && gives_nothing && node->count)
        return true; /* its value is evaluated, and then the function returns */
    if (node->kind == NODE_RETURN && !gives_nothing)
        return node->steps != NULL; /* with cleanups, it has braces of its own */
    if (node_is_jump(node))
        return node->steps || node->cleanups.count;
    if (node->kind == NODE_FOR)
        return node->steps_for[0] != NULL;
    return (node->kind == NODE_EXPRESSION || node->kind == NODE_IF || node->kind == NODE_SWITCH) && node->steps;
}

/* A statement that is part of another one. */
static void plan_sub(struct planner *planner, struct node *node)
{
    if (node)
        plan_node(planner, node, true);
}

static void plan_children(struct planner *planner, struct node *node, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++)
        if (node->child[i])
            plan_node(planner, node->child[i], false);
}

static bool ends_in_jump(const struct node *node)
{
    while (node->kind == NODE_BLOCK && node->count)
        node = node->child[node->count - 1];
    return node->kind == NODE_RETURN || node->kind == NODE_GOTO || node->kind == NODE_BREAK ||
           node->kind == NODE_CONTINUE;
}

/* `if (a) return; else if (await f()) …`: what must come before the second if is written after the first one, without
 * the else. So a long chain does not become deeply nested blocks, for which compilers have limits. */
static bool drops_else(const struct planner *planner, const struct node *node)
{
    const struct node *otherwise = node->count > 2 ? node->child[2] : NULL;
    return otherwise && otherwise->kind == NODE_IF && otherwise->steps && !otherwise->declares && !otherwise->inside &&
           !node->child[1]->inside && is_async(planner) && ends_in_jump(node->child[1]);
}

/* An if or a switch. A type that its head declares must not be visible after the statement. */
static void plan_branches(struct planner *planner, struct node *node, bool item)
{
    node->is_wrapped = node->steps && (node->declares & 1) && node->parent->kind == NODE_BLOCK;
    node->drops_else = item && !node->is_wrapped && drops_else(planner, node);
    node->plan = node->steps || node->drops_else ? PLAN_HEAD : PLAN_KEEP;
    plan_node(planner, node->child[0], false);
    plan_sub(planner, node->child[1]);
    if (node->count < 3)
        return;
    if (node->drops_else)
        plan_node(planner, node->child[2], false);
    else
        plan_sub(planner, node->child[2]);
}

/* A loop is planned before the jumps in it. */
static void plan_loop_parts(struct planner *planner, struct node *node, bool item)
{
    unsigned first = node->kind == NODE_FOR ? 1 : 0, body = node->kind == NODE_DO ? 0 : node->count - 1;
    plan_children(planner, node, 0, first);
    plan_scope_cleanups(planner, node);
    plan_loop(planner, node, item);
    for (unsigned i = first; i < node->count; i++)
        if (node->child[i])
            plan_node(planner, node->child[i], i == body && !(node->loop && node->loop->inside));
}

/* True if the outermost operator only computes a value: it is no call, assignment or increment. */
static bool drops_value(const struct node *node)
{
    while (node->kind == NODE_PAREN || (node->kind == NODE_CAST && node->count == 1))
        node = node->child[0];
    return node->kind != NODE_CALL && node->kind != NODE_ASSIGN && node->kind != NODE_COMPOUND_ASSIGN &&
           node->kind != NODE_INCDEC;
}

static void plan_expression_statement(struct node *node)
{
    const struct node *value = node->child[0];
    if (node->var)
        node->rest = REST_SET;
    else if (node->steps && value->is_spent)
        node->rest = REST_NOTHING;
    else if (node->is_dropped && drops_value(value)) /* otherwise compilers warn that it has no effect */
        node->rest = REST_DROP;
    if (node->steps || node->rest != REST_EXPRESSION)
        node->plan = PLAN_STATEMENT;
}

/* `part`: it is a statement that is part of another one, and no item of a block, so that no other statement may come
 * before it unless both get braces. */
static void plan_node(struct planner *planner, struct node *node, bool part)
{
    const struct func *func = planner->func;
    if (node_is_jump(node) && node->kind != NODE_COMPUTED_GOTO)
        plan_jump_cleanups(planner, node);
    node->is_braced = part && is_many(planner, node);
    bool item = !part || node->is_braced;
    switch (node->kind) {
    case NODE_BLOCK:
        plan_scope_cleanups(planner, node);
        plan_children(planner, node, 0, node->count);
        plan_cases(planner, node);
        break;
    case NODE_DECLARATION:
        plan_children(planner, node, 0, node->count);
        plan_declaration(planner, node);
        break;
    case NODE_VAR: /* plan_variables */
        plan_children(planner, node, 0, node->count);
        break;
    case NODE_EXPRESSION:
        plan_children(planner, node, 0, node->count);
        plan_expression_statement(node);
        break;
    case NODE_IF:
    case NODE_SWITCH:
        plan_branches(planner, node, item);
        break;
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
        plan_loop_parts(planner, node, item);
        break;
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ATTRIBUTED:
        if (!node->count)
            break;
        plan_children(planner, node, 0, node->count - 1);
        plan_sub(planner, node->child[node->count - 1]);
        break;
    case NODE_RETURN:
        plan_children(planner, node, 0, node->count);
        if (is_async(planner))
            node->plan = PLAN_STATEMENT;
        break;
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
        if (node->cleanups.count || (node->kind == NODE_CONTINUE && continue_label_of(node)))
            node->plan = PLAN_STATEMENT;
        break;
    case NODE_COMPUTED_GOTO:
        plan_children(planner, node, 0, node->count);
        if (node->steps || (is_async(planner) && func->pins))
            node->plan = PLAN_STATEMENT;
        break;
    case NODE_ASM:
    case NODE_EMPTY:
        plan_children(planner, node, 0, node->count);
        break;
    case EXPRESSION_KINDS:
    case NODE_TYPE:
        planner->unevaluated += node->kind == NODE_UNEVALUATED;
        plan_children(planner, node, 0, node->count);
        planner->unevaluated -= node->kind == NODE_UNEVALUATED;
        plan_expression(planner, node);
        break;
    }
    planner->changes |= node->plan != PLAN_KEEP || node->kept;
}

static void plan_tree(struct unit *unit, struct func *func, struct node *tree)
{
    struct planner planner = {.unit = unit, .func = func};
    if (func) {
        plan_variables(&planner);
        plan_awaits(func);
    }
    plan_node(&planner, tree, false);
    if (func && func->is_async)
        node_walk(tree, plan_steps, NULL);
    if (func)
        func->is_kept = !func->is_async && !func->aliases.count && !planner.changes;
}

void plan_unit(struct unit *unit)
{
    plan_file(unit);
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        if (item->func)
            plan_tree(unit, item->func, item->func->body);
        else if (item->tree)
            plan_tree(unit, NULL, item->tree);
    }
}
