/* dump.c: see dump.h. */
#include "driver/dump.h"

#include "passes/frame.h"
#include "passes/live.h"
#include "passes/lower.h"
#include "passes/plan.h"
#include "base/util.h"

#include <string.h>

static void dump_node(const struct unit *unit, struct text *out, const struct node *node, int depth)
{
    if (!node) {
        text_printf(out, "%*s-\n", depth * 2, "");
        return;
    }
    struct place place = source_place(unit->source, node->begin);
    text_printf(out, "%*s%s %u:%u", depth * 2, "", node_kind_name(node->kind), place.line, place.column);
    if (node->var)
        text_printf(out, " %s%s", node->var->name, node->var->is_coroutine ? " (object)" : "");
    if (node->func)
        text_printf(out, " %s", node->func->name);
    if (node->is_async_call)
        text_puts(out, " async");
    if (node->macro >= 0 && node->inside)
        text_printf(out, " in %s", unit->macros.items[node->macro].name);
    if (node->type && !node_is_statement(node))
        text_printf(out, " : %s", type_declare(node->type, "", false));
    text_puts(out, "\n");
    for (unsigned i = 0; i < node->count; i++)
        dump_node(unit, out, node->child[i], depth + 1);
}

void dump_buffer(struct unit *unit, struct text *out)
{
    text_add(out, unit->source->text, unit->source->length);
}

void dump_tree(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct toplevel *item = &unit->toplevels.items[i];
        if (item->func)
            text_printf(out, "%sfunction %s\n", item->func->is_async ? "async " : "", item->func->name);
        dump_node(unit, out, item->func ? item->func->body : item->tree, 1);
    }
}

/* The text of a lowered expression: values that earlier steps computed appear as their temporaries. */
static void dump_lowered(const struct unit *unit, struct text *out, const struct node *node, bool self)
{
    if (node->value && !self) {
        text_puts(out, node->value->name);
        return;
    }
    unsigned at = node->begin;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *child = node->child[i];
        if (!child || child->inside || child->begin < at || child->end > node->end)
            continue; /* inside a macro, whose text is kept */
        text_add(out, unit->source->text + at, child->begin - at);
        dump_lowered(unit, out, child, false);
        at = child->end;
    }
    text_add(out, unit->source->text + at, node->end - at);
}

static void dump_list(const struct unit *unit, struct text *out, const struct step *step, int depth)
{
    static const char *const names[] = {
        [STEP_VALUE] = "value", [STEP_AWAIT] = "await",     [STEP_BRANCH] = "branch",     [STEP_SET] = "set",
        [STEP_BLOCK] = "block", [STEP_DECLARE] = "declare", [STEP_VARIABLE] = "variable",
    };
    for (; step; step = step->next) {
        text_printf(out, "%*s%s ", depth * 2, "", names[step->kind]);
        if (step->temp)
            text_printf(out, "%s = ", step->temp->name);
        if (step->kind == STEP_VARIABLE)
            text_puts(out, step->node->var->name);
        else if (step->node)
            dump_lowered(unit, out, step->node, step->kind != STEP_SET || step->node->value == step->temp);
        text_puts(out, "\n");
        dump_list(unit, out, step->then, depth + 1);
        if (step->otherwise)
            text_printf(out, "%*selse\n", depth * 2, "");
        dump_list(unit, out, step->otherwise, depth + 1);
    }
}

static void dump_statement(const struct unit *unit, struct text *out, const struct node *node)
{
    if (!node)
        return;
    const struct step *lists[] = {node->steps, node->steps_for[0], node->steps_for[1], node->steps_for[2]};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (lists[i]) {
            text_printf(out, "  %s at line %u\n", node_kind_name(node->kind),
                        source_place(unit->source, node->begin).line);
            dump_list(unit, out, lists[i], 2);
        }
    for (unsigned i = 0; i < node->count; i++)
        dump_statement(unit, out, node->child[i]);
}

void dump_steps(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        text_printf(out, "%s\n", func->name);
        dump_statement(unit, out, func->body);
    }
}

void dump_pins(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        text_printf(out, "%s\n", func->name);
        for (size_t v = 0; v < func->vars.count; v++)
            if (func->vars.items[v]->pinned)
                text_printf(out, "  pinned %s\n", func->vars.items[v]->name);
    }
}

static void dump_set(const struct graph *graph, struct text *out, const struct indexes *set)
{
    for (size_t i = 0; i < set->count; i++)
        text_printf(out, " %s", graph->func->vars.items[set->items[i]]->name);
    text_puts(out, "\n");
}

static void dump_block(const struct unit *unit, struct text *out, const struct graph *graph, const struct block *block)
{
    text_puts(out, "    live in:");
    dump_set(graph, out, &block->live_in);
    for (size_t i = 0; i < block->points.count; i++) {
        const struct node *await = graph->points.items[block->points.items[i]].await;
        if (!await)
            continue;
        text_printf(out, "    await %d at line %u saves:", await->number,
                    source_place(unit->source, await->begin).line);
        for (unsigned v = 0; v < await->live_count; v++)
            text_printf(out, " %s%s", await->live[v]->name, await->live[v]->needs_init ? "?" : "");
        text_puts(out, "\n");
    }
    text_puts(out, "    live out:");
    dump_set(graph, out, &block->live_out);
    text_puts(out, "    successors:");
    for (size_t k = 0; k < block->next.count; k++)
        text_printf(out, " %d", block->next.items[k]);
    text_puts(out, "\n");
}

void dump_flow(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        const struct graph *graph = cfg_build(func);
        struct liveness live = live_solve(graph);
        text_printf(out, "%s\n", func->name);
        for (size_t b = 0; b < live.count && live.blocks[b].reached; b++) {
            text_printf(out, "  block %zu\n", b);
            dump_block(unit, out, graph, &live.blocks[b]);
        }
    }
}

void dump_aliases(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func)
            continue;
        text_printf(out, "%s\n", func->name);
        for (size_t k = 0; k < func->aliases.count; k++)
            text_printf(out, "  %s is %s\n", func->aliases.items[k].name, func->aliases.items[k].spelling);
    }
}

void dump_frames(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        text_printf(out, "%s%s\n", func->name, func->has_frame ? "" : ": no frame");
        for (size_t s = 0; s < func->frame->slots.count; s++) {
            const struct slot *slot = &func->frame->slots.items[s];
            text_puts(out, "  slot:");
            for (size_t v = 0; v < slot->vars.count; v++)
                text_printf(out, " %s%s", slot->vars.items[v]->field, slot->vars.items[v]->pinned ? "!" : "");
            text_puts(out, "\n");
        }
    }
}

/* A node whose text changes, and the part of its plan that its kind of node has. */
static void dump_plan_of(const struct unit *unit, struct text *out, const struct node *node)
{
    struct place place = source_place(unit->source, node->begin);
    text_printf(out, "  %u:%u %s: %s", place.line, place.column, node_kind_name(node->kind), plan_name(node->plan));
    if (node->plan == PLAN_VALUE)
        text_printf(out, " %s", node->value->name);
    if (node->own_plan == PLAN_NAME && node->var)
        text_printf(out, " of %s", node->var->name);
    static const char *const inits[] = {
        [FOR_INIT_NONE] = "no init",          [FOR_INIT_KEEP] = "init stays",    [FOR_INIT_ASSIGN] = "init assigns",
        [FOR_INIT_DECLARE] = "init declares", [FOR_INIT_BEFORE] = "init before", [FOR_INIT_STEPS] = "init in steps",
    };
    if (node->kind == NODE_FOR && node->loop)
        text_printf(out, ", %s%s", inits[node->loop->init],
                    node->loop->early   ? ", step first"
                    : node->loop->below ? ", step below"
                                        : "");
    if (node->loop && node->loop->label)
        text_printf(out, ", label %d", node->loop->label);
    if (node->rest == REST_NOTHING)
        text_puts(out, ", all in steps");
    text_puts(out, node->is_braced ? ", braces" : "");
    text_puts(out, node->is_wrapped ? ", block around it" : "");
    text_puts(out, node->drops_else ? ", without else" : "");
    for (size_t i = 0; i < node->cleanups.count; i++)
        text_printf(out, "%s %s", i ? "" : ", cleans up", node->cleanups.items[i]->name);
    text_puts(out, "\n");
}

static void dump_plans(const struct unit *unit, struct text *out, const struct node *node)
{
    if (node->plan != PLAN_KEEP || node->cleanups.count)
        dump_plan_of(unit, out, node);
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i])
            dump_plans(unit, out, node->child[i]);
}

void dump_plan(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct toplevel *item = &unit->toplevels.items[i];
        if (item->func)
            text_printf(out, "%s%s\n", item->func->name, item->func->is_kept ? ": kept" : "");
        if (item->func || item->tree)
            dump_plans(unit, out, item->func ? item->func->body : item->tree);
    }
}
