/* dump.c: see dump.h. */
#include "driver/dump.h"

#include "passes/frame.h"
#include "passes/lower.h"
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

void dump_tree(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct toplevel *item = &unit->toplevels.items[i];
        if (item->func)
            text_printf(out, "%sfunction %s\n", item->func->is_async ? "async " : "", item->func->name);
        dump_node(unit, out, item->func ? item->func->body : item->tree, 1);
    }
}

static void dump_source(const struct unit *unit, struct text *out, const struct node *node)
{
    text_add(out, unit->source->text + node->begin, node->end - node->begin);
}

static void dump_list(const struct unit *unit, struct text *out, const struct step *step, int depth)
{
    static const char *const names[] = {"value", "await", "branch", "set", "block", "declare"};
    for (; step; step = step->next) {
        text_printf(out, "%*s%s ", depth * 2, "", names[step->kind]);
        if (step->temp)
            text_printf(out, "%s = ", step->temp->name);
        if (step->node)
            dump_source(unit, out, step->node);
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

void dump_live(struct unit *unit, struct text *out)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        text_printf(out, "%s\n", func->name);
        for (size_t v = 0; v < func->vars.count; v++)
            if (func->vars.items[v]->pinned)
                text_printf(out, "  pinned %s\n", func->vars.items[v]->name);
        for (size_t k = 0; k < func->awaits.count; k++) {
            const struct node *await = func->awaits.items[k];
            text_printf(out, "  await %d at line %u:", await->number, source_place(unit->source, await->begin).line);
            for (unsigned v = 0; v < await->live_count; v++)
                text_printf(out, " %s%s", await->live[v]->name, await->live[v]->needs_init ? "?" : "");
            text_puts(out, "\n");
        }
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
