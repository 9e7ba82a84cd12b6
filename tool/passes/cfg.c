/* cfg.c: see cfg.h. */
#include "passes/cfg.h"

#include "base/util.h"
#include "ir/node.h"
#include "passes/lower.h"
#include "passes/points.h"

#include <string.h>

/* The loops and switches around the current statement, innermost first. */
struct jumps {
    struct node *node;
    int on_break, on_continue, on_switch; /* -1: there is none */
    bool has_default;
    struct jumps *outer;
};

static void flow_statement(struct builder *builder, struct node *node);

static void flow_expression(struct builder *builder, struct node *node, bool surely, bool self);

static void flow_assignment(struct builder *builder, struct node *node, bool surely)
{
    struct node *left = node->child[0];
    while (left->kind == NODE_PAREN)
        left = left->child[0];
    bool whole = left->kind == NODE_REF && !left->value;
    if (node->kind == NODE_COMPOUND_ASSIGN && node->var)
        read_var(builder, node->var);
    else if (node->kind == NODE_COMPOUND_ASSIGN || !whole)
        flow_expression(builder, left, surely, false);
    if (node->kind == NODE_COMPOUND_ASSIGN && node->var && !whole)
        flow_expression(builder, left, surely, false);
    flow_expression(builder, node->child[1], surely, false);
    if (whole && surely)
        kill_var(builder, left->var, true);
}

/* A statement expression that did not become steps. */
static void flow_statements(struct builder *builder, struct node *node, bool surely)
{
    int before = builder->current;
    flow_statement(builder, node->child[0]);
    next_point(builder);
    if (!surely)
        link_points(builder, before, builder->current);
}

/* Adds the reads and writes of an expression, or of what the steps have left of it. `surely`: it is evaluated whenever
 * control passes the point. `self`: its own value is being computed now. */
static void flow_expression(struct builder *builder, struct node *node, bool surely, bool self)
{
    if (!node)
        return;
    if (builder->current < 0)
        next_point(builder);
    if (node->value && !self) {
        read_var(builder, node->value);
        return;
    }
    switch (node->kind) {
    case NODE_REF:
        read_var(builder, node->var);
        break;
    case NODE_UNEVALUATED: /* the size of a variable length type is computed at run time */
        for (unsigned i = 0; i < node->count; i++)
            flow_expression(builder, node->child[i], false, false);
        break;
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
        flow_assignment(builder, node, surely);
        break;
    case CHOICE_KINDS:
        flow_expression(builder, node->child[0], surely, false);
        for (unsigned i = 1; i < node->count; i++)
            flow_expression(builder, node->child[i], false, false);
        break;
    case NODE_SELECTION:
        for (unsigned i = 1; i < node->count; i++)
            flow_expression(builder, node->child[i], false, false);
        break;
    case NODE_COMMA:
        for (unsigned i = node->rewritten ? 1 : 0; i < node->count; i++)
            flow_expression(builder, node->child[i], surely, false);
        break;
    case NODE_STATEMENTS:
        flow_statements(builder, node, surely);
        break;
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_ASYNC_REF:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case ACCESS_KINDS:
    case NODE_CALL:
    case NODE_INCDEC:
    case NODE_OPERATOR:
    case INITIALISER_KINDS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case STATEMENT_KINDS: /* they stand only in NODE_STATEMENTS; if one came here, reading too much would be safe */
        for (unsigned i = 0; i < node->count; i++)
            flow_expression(builder, node->child[i], surely, false);
        break;
    }
}

/* ---- steps ---- */

static void flow_gather(struct builder *builder, struct node *await)
{
    struct node *gather = await->child[0];
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *target = gather_target(gather->child[i]);
        if (target && node_strip(target)->kind == NODE_REF)
            node_strip(target)->var->needs_init = true; /* compilers cannot see that one of the two branches sets it */
    }
    for (int round = 0; round < 2; round++) {
        next_point(builder);
        for (unsigned i = 0; i < gather->count; i++) {
            struct node *target = gather_target(gather->child[i]);
            struct node *call = gather_call(gather->child[i]);
            if (round == 0)
                for (unsigned k = 0; k < call->count; k++)
                    flow_expression(builder, call->child[k], true, false);
            if (target && (round == 1 || node_strip(target)->kind == NODE_REF))
                flow_expression(builder, target, false, false);
        }
        if (round == 0) {
            next_point(builder);
            builder->graph->points.items[builder->current].await = await;
        }
    }
    next_point(builder);
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *target = gather_target(gather->child[i]);
        if (target && node_strip(target)->kind == NODE_REF)
            kill_var(builder, node_strip(target)->var, true);
    }
}

static void flow_await(struct builder *builder, struct node *await)
{
    struct node *operand = await->child[0];
    if (await->await == AWAIT_GATHER) {
        flow_gather(builder, await);
        return;
    }
    next_point(builder);
    if (await->await == AWAIT_OBJECT)
        flow_expression(builder, operand, true, false);
    else
        for (unsigned i = 0; i < operand->count; i++)
            flow_expression(builder, operand->child[i], true, false);
    next_point(builder);
    builder->graph->points.items[builder->current].await = await;
    kill_var(builder, await->value, true);
}

static void flow_steps(struct builder *builder, struct step *step)
{
    for (; step; step = step->next) {
        switch (step->kind) {
        case STEP_AWAIT:
            flow_await(builder, step->node);
            break;
        case STEP_VALUE:
        case STEP_SET:
            next_point(builder);
            flow_expression(builder, step->node, true, step->temp && step->node->value == step->temp);
            if (step->temp) {
                next_point(builder);
                kill_var(builder, step->temp, true);
            }
            break;
        case STEP_BLOCK:
            flow_statement(builder, step->node->child[0]);
            break;
        case STEP_DECLARE:
            next_point(builder);
            kill_var(builder, step->temp, !step->bare);
            break;
        case STEP_VARIABLE:
            next_point(builder);
            kill_var(builder, step->node->var, false);
            next_point(builder);
            for (unsigned i = 1; i < step->node->count; i++) /* the lengths */
                flow_expression(builder, step->node->child[i], true, false);
            break;
        case STEP_BRANCH: {
            next_point(builder);
            flow_expression(builder, step->node, true, false);
            int fork = builder->current, join = loose_point(builder);
            flow_steps(builder, step->then);
            go_to(builder, join);
            builder->current = fork;
            flow_steps(builder, step->otherwise);
            continue_at(builder, join);
            break;
        }
        }
    }
}

/* ---- statements ---- */

static int label_point(struct builder *builder, const struct node *node)
{
    for (size_t i = 0; i < builder->graph->labels.count; i++)
        if (builder->graph->labels.items[i].label == node->label)
            return builder->graph->labels.items[i].point;
    struct label_point label = {node->label, loose_point(builder)};
    ARRAY_ADD(builder->graph->labels, label);
    return label.point;
}

static void push(struct builder *builder, struct jumps *jumps, struct node *node, int on_break, int on_continue,
                 int on_switch)
{
    *jumps = (struct jumps){node, on_break, on_continue, on_switch, false, builder->jumps};
    builder->jumps = jumps;
}

static void flow_condition(struct builder *builder, struct step *steps, struct node *condition)
{
    flow_steps(builder, steps);
    next_point(builder);
    flow_expression(builder, condition, true, false);
}

static void flow_while(struct builder *builder, struct node *node, int head, int step, int out)
{
    continue_at(builder, head);
    flow_condition(builder, node->steps, node->child[0]);
    if (!node->is_endless)
        link_points(builder, builder->current, out);
    flow_statement(builder, node->child[1]);
    continue_at(builder, step);
    go_to(builder, head);
}

static void flow_do(struct builder *builder, struct node *node, int head, int step, int out)
{
    continue_at(builder, head);
    flow_statement(builder, node->child[0]);
    continue_at(builder, step);
    flow_condition(builder, node->steps, node->child[1]);
    link_points(builder, builder->current, head);
    if (!node->is_endless)
        go_to(builder, out);
}

static void flow_for(struct builder *builder, struct node *node, int head, int step, int out)
{
    if (node->child[0] && node->child[0]->kind == NODE_DECLARATION)
        flow_statement(builder, node->child[0]);
    else if (node->child[0])
        flow_condition(builder, node->steps_for[0], node->child[0]);
    continue_at(builder, head);
    if (node->child[1]) {
        flow_condition(builder, node->steps_for[1], node->child[1]);
        if (!node->is_endless)
            link_points(builder, builder->current, out);
    }
    flow_statement(builder, node->child[3]);
    continue_at(builder, step);
    if (node->child[2])
        flow_condition(builder, node->steps_for[2], node->child[2]);
    go_to(builder, head);
}

static void flow_loop(struct builder *builder, struct node *node)
{
    struct jumps jumps;
    int head = loose_point(builder), step = loose_point(builder), out = loose_point(builder);
    push(builder, &jumps, node, out, step, -1);
    if (node->kind == NODE_WHILE)
        flow_while(builder, node, head, step, out);
    else if (node->kind == NODE_DO)
        flow_do(builder, node, head, step, out);
    else
        flow_for(builder, node, head, step, out);
    builder->jumps = jumps.outer;
    builder->current = out;
}

static void flow_switch(struct builder *builder, struct node *node)
{
    struct jumps jumps;
    flow_condition(builder, node->steps, node->child[0]);
    int fork = builder->current, out = loose_point(builder);
    push(builder, &jumps, node, out, -1, fork);
    builder->current = -1;
    flow_statement(builder, node->child[1]);
    go_to(builder, out);
    if (!jumps.has_default)
        link_points(builder, fork, out);
    builder->jumps = jumps.outer;
    builder->current = out;
}

static void flow_jump(struct builder *builder, struct node *node)
{
    for (struct jumps *jumps = builder->jumps; jumps; jumps = jumps->outer) {
        int to = node->kind == NODE_BREAK ? jumps->on_break : jumps->on_continue;
        if (to < 0)
            continue;
        node->target = jumps->node;
        go_to(builder, to);
        return;
    }
}

static void flow_declaration(struct builder *builder, struct node *node)
{
    for (unsigned i = 0; i < node->count; i++) {
        struct node *decl = node->child[i];
        if (decl->kind == NODE_TYPE && decl->type->is_variable) {
            next_point(builder);
            for (unsigned k = 0; k < decl->count; k++)
                flow_expression(builder, decl->child[k], true, false);
        }
        if (decl->kind != NODE_VAR || decl->var->is_static)
            continue;
        unsigned left = decl->is_declared ? 1 : decl->count;
        flow_steps(builder, decl->steps);
        next_point(builder);
        kill_var(builder, decl->var, false); /* an initialiser may name the variable, but does not use its old value */
        next_point(builder);
        for (unsigned k = 0; k < left; k++)
            flow_expression(builder, decl->child[k], true, false);
        if (decl->has_init) {
            next_point(builder);
            kill_var(builder, decl->var, true);
        }
    }
}

static void read_all(struct node *node, void *data)
{
    if (node->kind == NODE_REF)
        read_var(data, node->var);
}

/* An OpenMP directive reads everything that it and its statement name: assignments in the statement may be to private
 * copies, and clauses read variables that the statement does not name. */
static void flow_directive(struct builder *builder, struct node *node)
{
    next_point(builder);
    for (size_t i = 0; i < node->openmp->names.count; i++)
        read_var(builder, node->openmp->names.items[i].var);
    node_walk(node, read_all, builder);
}

static void flow_if(struct builder *builder, struct node *node)
{
    flow_condition(builder, node->steps, node->child[0]);
    int fork = builder->current, join = loose_point(builder);
    flow_statement(builder, node->child[1]);
    go_to(builder, join);
    builder->current = fork;
    if (node->count > 2)
        flow_statement(builder, node->child[2]);
    continue_at(builder, join);
}

static void flow_case(struct builder *builder, struct node *node)
{
    struct jumps *jumps = builder->jumps;
    while (jumps && jumps->on_switch < 0)
        jumps = jumps->outer;
    int point = next_point(builder);
    if (jumps) {
        link_points(builder, jumps->on_switch, point);
        jumps->has_default |= node->kind == NODE_DEFAULT;
    }
    flow_statement(builder, node->count ? node->child[node->count - 1] : NULL);
}

/* An expression with its semicolon, or asm. */
static void flow_simple(struct builder *builder, struct node *node)
{
    flow_steps(builder, node->steps);
    next_point(builder);
    for (unsigned i = 0; i < node->count; i++)
        flow_expression(builder, node->child[i], true, false);
    if (node->var) { /* the value of a statement expression */
        next_point(builder);
        kill_var(builder, node->var, true);
    }
    if (node->kind == NODE_ASM && node->jumps) { /* to one of the labels, or to the next statement */
        ARRAY_ADD(builder->graph->computed, builder->current);
        next_point(builder);
    }
}

static void flow_statement(struct builder *builder, struct node *node)
{
    if (!node)
        return;
    if (node->openmp)
        flow_directive(builder, node);
    switch (node->kind) {
    case NODE_BLOCK:
        for (unsigned i = 0; i < node->count; i++)
            flow_statement(builder, node->child[i]);
        break;
    case NODE_DECLARATION:
        flow_declaration(builder, node);
        break;
    case NODE_IF:
        flow_if(builder, node);
        break;
    case LOOP_KINDS:
        flow_loop(builder, node);
        break;
    case NODE_SWITCH:
        flow_switch(builder, node);
        break;
    case NODE_CASE:
    case NODE_DEFAULT:
        flow_case(builder, node);
        break;
    case NODE_LABEL:
        continue_at(builder, label_point(builder, node));
        flow_statement(builder, node->count ? node->child[node->count - 1] : NULL);
        break;
    case NODE_GOTO:
        if (builder->current < 0)
            break;
        go_to(builder, label_point(builder, node));
        break;
    case NODE_COMPUTED_GOTO:
        flow_condition(builder, node->steps, node->child[0]);
        ARRAY_ADD(builder->graph->computed, builder->current);
        builder->current = -1;
        break;
    case NODE_BREAK:
    case NODE_CONTINUE:
        flow_jump(builder, node);
        break;
    case NODE_RETURN:
        if (node->count)
            flow_condition(builder, node->steps, node->child[0]);
        builder->current = -1;
        break;
    case NODE_ATTRIBUTED:
        flow_statement(builder, node->count ? node->child[node->count - 1] : NULL);
        break;
    case NODE_EXPRESSION:
    case NODE_ASM:
        flow_simple(builder, node);
        break;
    case NODE_VAR: /* flow_declaration */
    case NODE_TYPE:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        break;
    }
}

/* True if a computed goto may lead to this label. */
static bool may_be_computed(const struct func *func, const void *label)
{
    for (size_t i = 0; i < func->taken.count; i++)
        if (func->taken.items[i] == label)
            return true;
    return func->goes_astray;
}

struct graph *cfg_build(struct func *func)
{
    struct graph *graph = arena_take(sizeof *graph);
    struct builder builder = {.graph = graph, .current = -1};
    graph->func = func;
    next_point(&builder);
    flow_statement(&builder, func->body);
    for (size_t k = 0; graph->computed.count && k < graph->labels.count; k++) {
        bool target = may_be_computed(func, graph->labels.items[k].label);
        for (size_t i = 0; target && i < graph->computed.count; i++)
            link_points(&builder, graph->computed.items[i], graph->labels.items[k].point);
    }
    graph->order = points_order(graph);
    graph->falls_off = points_reach(graph, builder.current);
    return graph;
}
