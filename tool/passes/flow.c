/* flow.c: control flow graph and liveness.
 *
 * Before: the function is lowered. After: every await point knows which locals and temporaries are live across it.
 *
 * The graph has a point for each step and each expression, with the variables that it reads, those that it certainly
 * overwrites, and its successors. A read counts as coming before a write of the same point, and a write that may not
 * happen (behind && or ?:, or to a part of a variable) does not count: both err towards saving too much, never too
 * little. A declaration without a value ends the life of the old one. Two problems are solved over it:
 *
 *   live       backward, union:         may somebody still read it?
 *   assigned   forward, intersection:   has it surely been given a value?
 *
 * A variable that is live but perhaps not assigned is saved all the same (what C says about reading it has not
 * changed), so its declaration gets a value, lest the output be warned about.
 */
#include "passes/flow.h"

#include "passes/lower.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdint.h>
#include <string.h>

struct indexes {
    int *items;
    size_t count, room;
};

struct point {
    struct indexes reads, kills; /* of variables */
    struct indexes assigns;      /* of those, the ones that get a value */
    struct indexes next;
    struct node *await;
    bool reached;
};

struct label {
    const void *label;
    int point;
};

struct jumps {
    struct node *node;
    int on_break, on_continue, on_switch; /* -1: not here */
    bool has_default;
    struct jumps *outer;
};

struct graph {
    struct func *func;
    struct {
        struct point *items;
        size_t count, room;
    } points;
    struct {
        struct label *items;
        size_t count, room;
    } labels;
    int current; /* the point that control is at, or -1 behind a jump */
    struct jumps *jumps;
    struct indexes computed; /* points of computed gotos */
};

static void link_points(struct graph *graph, int from, int to)
{
    if (from >= 0)
        ARRAY_ADD(graph->points.items[from].next, to);
}

/* A point without predecessors. */
static int loose_point(struct graph *graph)
{
    struct point point = {0};
    ARRAY_ADD(graph->points, point);
    return (int)graph->points.count - 1;
}

/* A new point behind the current one. */
static int next_point(struct graph *graph)
{
    int point = loose_point(graph);
    link_points(graph, graph->current, point);
    graph->current = point;
    return point;
}

static void go_to(struct graph *graph, int point)
{
    link_points(graph, graph->current, point);
    graph->current = -1;
}

static void continue_at(struct graph *graph, int point)
{
    link_points(graph, graph->current, point);
    graph->current = point;
}

static bool tracked(const struct var *var)
{
    return var && var->index >= 0 && !var->pinned;
}

static void read_var(struct graph *graph, const struct var *var)
{
    if (tracked(var) && !var->type->is_void)
        ARRAY_ADD(graph->points.items[graph->current].reads, var->index);
}

static void kill_var(struct graph *graph, const struct var *var, bool assigns)
{
    if (!tracked(var))
        return;
    ARRAY_ADD(graph->points.items[graph->current].kills, var->index);
    if (assigns)
        ARRAY_ADD(graph->points.items[graph->current].assigns, var->index);
}

static void flow_statement(struct graph *graph, struct node *node);

/* What is read and written by an expression, or by what the steps have left of it. `surely`: it is evaluated whenever
 * the point is passed. `self`: its own value is being computed now. */
static void flow_expression(struct graph *graph, struct node *node, bool surely, bool self)
{
    if (!node)
        return;
    if (graph->current < 0)
        next_point(graph);
    if (node->value && !self) {
        read_var(graph, node->value);
        return;
    }
    switch (node->kind) {
    case NODE_REF:
        read_var(graph, node->var);
        break;
    case NODE_UNEVALUATED: /* the size of a variable length type is computed */
        for (unsigned i = 0; i < node->count; i++)
            flow_expression(graph, node->child[i], false, false);
        break;
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN: {
        struct node *left = node->child[0];
        while (left->kind == NODE_PAREN)
            left = left->child[0];
        bool whole = left->kind == NODE_REF && !left->value;
        if (node->kind == NODE_COMPOUND_ASSIGN && node->var)
            read_var(graph, node->var);
        else if (node->kind == NODE_COMPOUND_ASSIGN || !whole)
            flow_expression(graph, left, surely, false);
        if (node->kind == NODE_COMPOUND_ASSIGN && node->var && !whole)
            flow_expression(graph, left, surely, false);
        flow_expression(graph, node->child[1], surely, false);
        if (whole && surely)
            kill_var(graph, left->var, true);
        break;
    }
    case NODE_AND:
    case NODE_OR:
    case NODE_CONDITIONAL:
    case NODE_ELVIS:
        flow_expression(graph, node->child[0], surely, false);
        for (unsigned i = 1; i < node->count; i++)
            flow_expression(graph, node->child[i], false, false);
        break;
    case NODE_SELECTION:
        for (unsigned i = 1; i < node->count; i++)
            flow_expression(graph, node->child[i], false, false);
        break;
    case NODE_COMMA:
        for (unsigned i = node->rewritten ? 1 : 0; i < node->count; i++)
            flow_expression(graph, node->child[i], surely, false);
        break;
    case NODE_STATEMENTS: {
        int before = graph->current;
        flow_statement(graph, node->child[0]);
        next_point(graph);
        if (!surely)
            link_points(graph, before, graph->current);
        break;
    }
    default:
        for (unsigned i = 0; i < node->count; i++)
            flow_expression(graph, node->child[i], surely, false);
    }
}

/* ---- steps ---- */

static void flow_gather(struct graph *graph, struct node *await)
{
    struct node *gather = await->child[0];
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *target = gather_target(gather->child[i]);
        if (target && node_strip(target)->kind == NODE_REF)
            node_strip(target)->var->needs_init = true; /* compilers cannot see that one of two branches sets it */
    }
    for (int round = 0; round < 2; round++) {
        next_point(graph);
        for (unsigned i = 0; i < gather->count; i++) {
            struct node *target = gather_target(gather->child[i]);
            struct node *call = gather_call(gather->child[i]);
            if (round == 0)
                for (unsigned k = 0; k < call->count; k++)
                    flow_expression(graph, call->child[k], true, false);
            if (target && (round == 1 || node_strip(target)->kind == NODE_REF))
                flow_expression(graph, target, false, false);
        }
        if (round == 0) {
            next_point(graph);
            graph->points.items[graph->current].await = await;
        }
    }
    next_point(graph);
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *target = gather_target(gather->child[i]);
        if (target && node_strip(target)->kind == NODE_REF)
            kill_var(graph, node_strip(target)->var, true);
    }
}

static void flow_await(struct graph *graph, struct node *await)
{
    struct node *operand = await->child[0];
    if (await->await == AWAIT_GATHER) {
        flow_gather(graph, await);
        return;
    }
    next_point(graph);
    if (await->await == AWAIT_OBJECT)
        flow_expression(graph, operand, true, false);
    else
        for (unsigned i = 0; i < operand->count; i++)
            flow_expression(graph, operand->child[i], true, false);
    next_point(graph);
    graph->points.items[graph->current].await = await;
    kill_var(graph, await->value, true);
}

static void flow_steps(struct graph *graph, struct step *step)
{
    for (; step; step = step->next) {
        switch (step->kind) {
        case STEP_AWAIT:
            flow_await(graph, step->node);
            break;
        case STEP_VALUE:
        case STEP_SET:
            next_point(graph);
            flow_expression(graph, step->node, true, step->temp && step->node->value == step->temp);
            if (step->temp) {
                next_point(graph);
                kill_var(graph, step->temp, true);
            }
            break;
        case STEP_BLOCK:
            flow_statement(graph, step->node->child[0]);
            break;
        case STEP_DECLARE:
            next_point(graph);
            kill_var(graph, step->temp, !step->bare);
            break;
        case STEP_BRANCH: {
            next_point(graph);
            flow_expression(graph, step->node, true, false);
            int fork = graph->current, join = loose_point(graph);
            flow_steps(graph, step->then);
            go_to(graph, join);
            graph->current = fork;
            flow_steps(graph, step->otherwise);
            continue_at(graph, join);
            break;
        }
        }
    }
}

/* ---- statements ---- */

static int label_point(struct graph *graph, const struct node *node)
{
    for (size_t i = 0; i < graph->labels.count; i++)
        if (graph->labels.items[i].label == node->label)
            return graph->labels.items[i].point;
    struct label label = {node->label, loose_point(graph)};
    ARRAY_ADD(graph->labels, label);
    return label.point;
}

static void push(struct graph *graph, struct jumps *jumps, struct node *node, int on_break, int on_continue,
                 int on_switch)
{
    *jumps = (struct jumps){node, on_break, on_continue, on_switch, false, graph->jumps};
    graph->jumps = jumps;
}

static void flow_condition(struct graph *graph, struct step *steps, struct node *condition)
{
    flow_steps(graph, steps);
    next_point(graph);
    flow_expression(graph, condition, true, false);
}

static void flow_loop(struct graph *graph, struct node *node)
{
    struct jumps jumps;
    int head = loose_point(graph), step = loose_point(graph), out = loose_point(graph);
    push(graph, &jumps, node, out, step, -1);
    switch (node->kind) {
    case NODE_WHILE:
        continue_at(graph, head);
        flow_condition(graph, node->steps, node->child[0]);
        link_points(graph, graph->current, out);
        flow_statement(graph, node->child[1]);
        continue_at(graph, step);
        go_to(graph, head);
        break;
    case NODE_DO:
        continue_at(graph, head);
        flow_statement(graph, node->child[0]);
        continue_at(graph, step);
        flow_condition(graph, node->steps, node->child[1]);
        link_points(graph, graph->current, head);
        go_to(graph, out);
        break;
    default:
        if (node->child[0] && node->child[0]->kind == NODE_DECLARATION)
            flow_statement(graph, node->child[0]);
        else if (node->child[0])
            flow_condition(graph, node->steps_for[0], node->child[0]);
        continue_at(graph, head);
        if (node->child[1]) {
            flow_condition(graph, node->steps_for[1], node->child[1]);
            link_points(graph, graph->current, out);
        }
        flow_statement(graph, node->child[3]);
        continue_at(graph, step);
        if (node->child[2])
            flow_condition(graph, node->steps_for[2], node->child[2]);
        go_to(graph, head);
    }
    graph->jumps = jumps.outer;
    graph->current = out;
}

static void flow_switch(struct graph *graph, struct node *node)
{
    struct jumps jumps;
    flow_condition(graph, node->steps, node->child[0]);
    int fork = graph->current, out = loose_point(graph);
    push(graph, &jumps, node, out, -1, fork);
    graph->current = -1;
    flow_statement(graph, node->child[1]);
    go_to(graph, out);
    if (!jumps.has_default)
        link_points(graph, fork, out);
    graph->jumps = jumps.outer;
    graph->current = out;
}

static void flow_jump(struct graph *graph, struct node *node)
{
    for (struct jumps *jumps = graph->jumps; jumps; jumps = jumps->outer) {
        int to = node->kind == NODE_BREAK ? jumps->on_break : jumps->on_continue;
        if (to < 0)
            continue;
        node->target = jumps->node;
        go_to(graph, to);
        return;
    }
}

static void flow_declaration(struct graph *graph, struct node *node)
{
    for (unsigned i = 0; i < node->count; i++) {
        struct node *decl = node->child[i];
        if (decl->kind == NODE_TYPE && decl->type->is_variable) {
            next_point(graph);
            for (unsigned k = 0; k < decl->count; k++)
                flow_expression(graph, decl->child[k], true, false);
        }
        if (decl->kind != NODE_VAR || decl->var->is_static)
            continue;
        unsigned left = decl->count;
        if (decl->var->ahead) {
            next_point(graph);
            kill_var(graph, decl->var, false);
            flow_steps(graph, decl->steps_for[0]);
            next_point(graph);
            for (unsigned k = 1; k < decl->count; k++) /* the lengths */
                flow_expression(graph, decl->child[k], true, false);
            left = 1;
        }
        flow_steps(graph, decl->steps);
        next_point(graph);
        kill_var(graph, decl->var, false); /* an initialiser may name the variable, but not its old value */
        next_point(graph);
        for (unsigned k = 0; k < left; k++)
            flow_expression(graph, decl->child[k], true, false);
        if (decl->has_init) {
            next_point(graph);
            kill_var(graph, decl->var, true);
        }
    }
}

static void flow_statement(struct graph *graph, struct node *node)
{
    if (!node)
        return;
    switch (node->kind) {
    case NODE_BLOCK:
        for (unsigned i = 0; i < node->count; i++)
            flow_statement(graph, node->child[i]);
        break;
    case NODE_DECLARATION:
        flow_declaration(graph, node);
        break;
    case NODE_IF: {
        flow_condition(graph, node->steps, node->child[0]);
        int fork = graph->current, join = loose_point(graph);
        flow_statement(graph, node->child[1]);
        go_to(graph, join);
        graph->current = fork;
        if (node->count > 2)
            flow_statement(graph, node->child[2]);
        continue_at(graph, join);
        break;
    }
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
        flow_loop(graph, node);
        break;
    case NODE_SWITCH:
        flow_switch(graph, node);
        break;
    case NODE_CASE:
    case NODE_DEFAULT: {
        struct jumps *jumps = graph->jumps;
        while (jumps && jumps->on_switch < 0)
            jumps = jumps->outer;
        int point = next_point(graph);
        if (jumps) {
            link_points(graph, jumps->on_switch, point);
            jumps->has_default |= node->kind == NODE_DEFAULT;
        }
        flow_statement(graph, node->count ? node->child[node->count - 1] : NULL);
        break;
    }
    case NODE_LABEL:
        continue_at(graph, label_point(graph, node));
        flow_statement(graph, node->count ? node->child[node->count - 1] : NULL);
        break;
    case NODE_GOTO:
        if (graph->current < 0)
            break;
        go_to(graph, label_point(graph, node));
        break;
    case NODE_COMPUTED_GOTO:
        flow_condition(graph, node->steps, node->child[0]);
        ARRAY_ADD(graph->computed, graph->current);
        graph->current = -1;
        break;
    case NODE_BREAK:
    case NODE_CONTINUE:
        flow_jump(graph, node);
        break;
    case NODE_RETURN:
        if (node->count)
            flow_condition(graph, node->steps, node->child[0]);
        graph->current = -1;
        break;
    case NODE_ATTRIBUTED:
        flow_statement(graph, node->count ? node->child[node->count - 1] : NULL);
        break;
    case NODE_EXPRESSION:
    case NODE_ASM:
        flow_steps(graph, node->steps);
        next_point(graph);
        for (unsigned i = 0; i < node->count; i++)
            flow_expression(graph, node->child[i], true, false);
        if (node->var) { /* the value of a statement expression */
            next_point(graph);
            kill_var(graph, node->var, true);
        }
        if (node->kind == NODE_ASM && node->jumps) { /* to some label, or on */
            ARRAY_ADD(graph->computed, graph->current);
            next_point(graph);
        }
        break;
    default:
        break;
    }
}

/* ---- the two problems ---- */

typedef uint64_t word;

struct sets {
    word *bits;
    size_t words; /* of each */
};

static struct sets new_sets(size_t count, size_t variables, bool full)
{
    struct sets sets = {NULL, (variables + 63) / 64};
    sets.bits = arena_take((count * sets.words + 1) * sizeof(word));
    if (full)
        memset(sets.bits, 0xff, count * sets.words * sizeof(word));
    return sets;
}

static word *set_of(struct sets *sets, size_t index)
{
    return sets->bits + index * sets->words;
}

static bool has(const word *set, int index)
{
    return set[index / 64] >> (index % 64) & 1;
}

static void put(word *set, const struct indexes *list, bool on)
{
    for (size_t i = 0; i < list->count; i++) {
        word bit = (word)1 << (list->items[i] % 64);
        if (on)
            set[list->items[i] / 64] |= bit;
        else
            set[list->items[i] / 64] &= ~bit;
    }
}

/* The points, each behind those that it leads to (but for loops): in this order a problem that goes backward is solved
 * in few rounds, in the opposite order one that goes forward. */
static int *order_points(struct graph *graph)
{
    size_t count = graph->points.count, used = 0, depth = 0;
    int *order = arena_take((count + 1) * sizeof *order);
    int *stack = arena_take((count + 1) * sizeof *stack);
    size_t *next = arena_take((count + 1) * sizeof *next);
    bool *seen = arena_take(count + 1);
    for (size_t root = 0; root < count; root++) { /* the first is the entry; the others cannot be reached from it */
        if (seen[root])
            continue;
        seen[root] = true;
        stack[depth++] = (int)root;
        while (depth) {
            int at = stack[depth - 1];
            struct point *point = &graph->points.items[at];
            if (root == 0)
                point->reached = true;
            if (next[at] == point->next.count) {
                order[used++] = at;
                depth--;
                continue;
            }
            int to = point->next.items[next[at]++];
            if (!seen[to]) {
                seen[to] = true;
                stack[depth++] = to;
            }
        }
    }
    return order;
}

/* live[p]: what is live behind p. */
static struct sets solve_live(struct graph *graph, const int *order)
{
    size_t count = graph->points.count;
    struct sets behind = new_sets(count, graph->func->vars.count, false);
    struct sets before = new_sets(count, graph->func->vars.count, false);
    word *scratch = arena_take((behind.words + 1) * sizeof(word));
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < count; i++) {
            size_t p = (size_t)order[i];
            struct point *point = &graph->points.items[p];
            word *out = set_of(&behind, p);
            for (size_t k = 0; k < point->next.count; k++) {
                const word *in = set_of(&before, (size_t)point->next.items[k]);
                for (size_t w = 0; w < behind.words; w++)
                    out[w] |= in[w];
            }
            memcpy(scratch, out, behind.words * sizeof(word));
            put(scratch, &point->kills, false);
            put(scratch, &point->reads, true);
            if (memcmp(scratch, set_of(&before, p), behind.words * sizeof(word))) {
                memcpy(set_of(&before, p), scratch, behind.words * sizeof(word));
                changed = true;
            }
        }
    }
    return behind;
}

/* assigned[p]: what surely has a value before p. */
static struct sets solve_assigned(struct graph *graph, const int *order)
{
    size_t count = graph->points.count;
    struct sets before = new_sets(count, graph->func->vars.count, true);
    word *scratch = arena_take((before.words + 1) * sizeof(word));
    memset(set_of(&before, 0), 0, before.words * sizeof(word));
    for (size_t i = 0; i < graph->func->params.count; i++) {
        int index = graph->func->params.items[i]->index;
        set_of(&before, 0)[index / 64] |= (word)1 << (index % 64);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = count; i-- > 0;) {
            size_t p = (size_t)order[i];
            struct point *point = &graph->points.items[p];
            memcpy(scratch, set_of(&before, p), before.words * sizeof(word));
            put(scratch, &point->kills, false);
            put(scratch, &point->assigns, true);
            for (size_t k = 0; k < point->next.count; k++) {
                word *in = set_of(&before, (size_t)point->next.items[k]);
                for (size_t w = 0; w < before.words; w++) {
                    word both = in[w] & scratch[w];
                    changed |= both != in[w];
                    in[w] = both;
                }
            }
        }
    }
    return before;
}

/* Fills in what is saved at each await. False if a variable had to be pinned, so that all must be done again. */
static bool collect(struct graph *graph, const int *order)
{
    struct func *func = graph->func;
    struct sets live = solve_live(graph, order);
    struct sets assigned = solve_assigned(graph, order);
    struct var **found = arena_take((func->vars.count + 1) * sizeof(struct var *));
    bool done = true;
    for (size_t p = 0; p < graph->points.count; p++) {
        struct node *await = graph->points.items[p].await;
        if (!await)
            continue;
        const word *set = set_of(&live, p);
        await->live_count = 0;
        for (size_t v = 0; v < func->vars.count; v++) {
            struct var *var = func->vars.items[v];
            if (!tracked(var) || !has(set, (int)v) || var == await->value)
                continue;
            if (!var->is_temp && !var->is_param &&
                (!node_is_within(await, var->scope) || var->decl->end > await->begin)) {
                /* Reached by a jump over its declaration: there is no name for it at the await. */
                if (node_is_within(await, var->scope)) {
                    var->pinned = true;
                    done = false;
                }
                continue;
            }
            found[await->live_count++] = var;
            var->saved = true;
            if (!has(set_of(&assigned, p), (int)v) && (!var->type->is_record || var->type->size))
                var->needs_init = true;
        }
        await->live = arena_take((await->live_count + 1) * sizeof *await->live);
        memcpy(await->live, found, await->live_count * sizeof *await->live);
    }
    return done;
}

/* ---- too much to save ---- */

enum { MOST_SAVES = 2000 };

struct crowd {
    const struct unit *unit;
    bool *hidden; /* by variable: named in a macro's body, where no frame can be written in front of it */
};

static void find_hidden(struct node *node, void *data)
{
    struct crowd *crowd = data;
    if (node->kind == NODE_REF && node->macro >= 0 && !node_is_reachable(crowd->unit, node))
        crowd->hidden[node->var->index] = true;
}

/* Can this await's value be put into the frame as soon as it is there? */
static bool can_stay(const struct var *value)
{
    const struct type *type = value->type;
    return value->used && !type->is_record && !type->is_array && !type->deep_const && !type_needs_room(type);
}

/* Where many locals, or values of awaits in one expression, are alive at many awaits, saving all of them at each would
 * make the output quadratic. Those that are alive at the most awaits are pinned then: they live in the frame and cost
 * nothing at an await. True if any was.
 */
static bool pin_crowd(const struct unit *unit, struct func *func)
{
    size_t total = 0;
    size_t *saves = arena_take((func->vars.count + 1) * sizeof *saves);
    bool *is_value = arena_take(func->vars.count + 1);
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct node *await = func->awaits.items[i];
        total += await->live_count;
        is_value[await->value->index] = can_stay(await->value);
        for (unsigned k = 0; k < await->live_count; k++)
            saves[await->live[k]->index]++;
    }
    if (total <= MOST_SAVES)
        return false;
    struct crowd crowd = {unit, arena_take(func->vars.count + 1)};
    node_walk(func->body, find_hidden, &crowd);
    bool any = false;
    while (total > MOST_SAVES / 2) {
        struct var *most = NULL;
        for (size_t i = 0; i < func->vars.count; i++) {
            struct var *var = func->vars.items[i];
            bool can = var->is_temp ? is_value[i] && !var->pinned
                                    : !var->in_register && !var->pinned && !var->is_coroutine && !crowd.hidden[i] &&
                                          !type_is_local(var->type) && var->scope && var->scope->awaits;
            if (can && saves[i] && (!most || saves[i] > saves[most->index]))
                most = var;
        }
        if (!most)
            break;
        most->pinned = any = true;
        most->whole |= most->is_temp;
        total -= saves[most->index];
    }
    return any;
}

/* Can control come to this label by a computed goto? */
static bool may_be_computed(const struct func *func, const void *label)
{
    for (size_t i = 0; i < func->taken.count; i++)
        if (func->taken.items[i] == label)
            return true;
    return func->goes_astray;
}

void flow_function(const struct unit *unit, struct func *func)
{
    for (bool done = false; !done;) {
        struct graph graph = {.func = func, .current = -1};
        for (size_t i = 0; i < func->vars.count; i++)
            func->vars.items[i]->saved = func->vars.items[i]->needs_init = false;
        next_point(&graph);
        flow_statement(&graph, func->body);
        int end = graph.current;
        for (size_t k = 0; graph.computed.count && k < graph.labels.count; k++) {
            bool target = may_be_computed(func, graph.labels.items[k].label);
            for (size_t i = 0; target && i < graph.computed.count; i++)
                link_points(&graph, graph.computed.items[i], graph.labels.items[k].point);
        }
        int *order = order_points(&graph);
        func->end_reachable = end >= 0; /* or so a compiler thinks, that sees a label behind a return */
        done = collect(&graph, order) && !pin_crowd(unit, func);
    }
}
