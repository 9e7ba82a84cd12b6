/* plan_file.c: what the output contains at file scope.
 *
 * An inline function of a header that nothing uses is left out, as compilers do. An async function is declared before
 * its first use: by the prototype that the source has there, or by one that is written before the item that uses it.
 */
#include "passes/plan_internal.h"
#include "passes/rewritten.h"

#include "base/lex.h"
#include "base/util.h"
#include "ir/names.h"
#include "ir/node.h"

#include <string.h>

struct filing {
    struct unit *unit;
    unsigned at;  /* the end of the items so far */
    int pointers; /* calls through pointers that have thunks so far */
    struct {
        struct stored_call {
            const char *key, *stem;
        } * items;
        size_t count, room;
    } stores; /* calls whose value is stored somewhere, by function, operator and type */
};

/* ---- what is needed ---- */

static void need_function(struct func *func);

static void visit_need(struct node *node, void *data)
{
    (void)data;
    if (node->kind == NODE_ASYNC_REF || node->kind == NODE_FUNCTION)
        if (node->func)
            need_function(node->func);
}

static void need_function(struct func *func)
{
    if (func->needed)
        return;
    func->needed = true;
    if (func->defined)
        node_walk(func->body, visit_need, NULL);
}

static void find_static(struct node *node, void *found)
{
    const struct func *func = node->kind == NODE_ASYNC_REF || node->kind == NODE_FUNCTION ? node->func : NULL;
    *(bool *)found |= node->is_internal || (func && func->is_static && !func_is_inline(func));
}

/* True if it may be the only user of a static function or variable, which compilers would then warn about. */
static bool uses_static(const struct func *func)
{
    bool found = false;
    node_walk(func->body, find_static, &found);
    return found;
}

static void find_needed(struct unit *unit)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        bool here = item->func && source_place(unit->source, item->func->begin).file == 0;
        if (item->func && (here || !func_is_inline(item->func) || !item->func->is_async || uses_static(item->func)))
            need_function(item->func);
        if (item->tree)
            node_walk(item->tree, visit_need, NULL);
    }
}

/* True for an inline function that nothing uses. */
static bool is_left_out(const struct func *func)
{
    return func->is_async && func_is_inline(func) && !func->needed;
}

/* ---- uses ---- */

static void visit_use(struct node *node, void *data)
{
    (void)data;
    if (node->kind != NODE_ASYNC_REF || node->func->declared || node->func->is_runtime)
        return;
    node->func->declared = node->func->declared_by_type = true;
    node->declares_func = true;
}

/* The stem of objects of a function that store their value: one for each operator and type of place. */
static const char *stored_stem(struct filing *filing, const struct node *store, const char *stem)
{
    const struct type *place = store->child[1]->child[0]->type;
    const char *key = arena_format("%s %s %s", stem, store->op, type_declare(place, "", false));
    for (size_t i = 0; i < filing->stores.count; i++)
        if (!strcmp(filing->stores.items[i].key, key))
            return filing->stores.items[i].stem;
    const char *own = names_stem(filing->unit, arena_format("%s_to_%zu", stem, filing->stores.count + 1));
    struct stored_call call = {key, own};
    ARRAY_ADD(filing->stores, call);
    return call.stem;
}

static void visit_pointer(struct node *node, void *data)
{
    struct filing *filing = data;
    if (node->kind != NODE_NEW && node->kind != NODE_SPAWN && node->kind != NODE_RUN)
        return;
    struct node *call = node->child[0];
    if (call->is_async_call && call->child[0]->kind != NODE_ASYNC_REF)
        call->thunk_stem = names_stem(filing->unit, arena_format("call_%d", ++filing->pointers));
    if (node->count > 1)
        node->store_stem = stored_stem(filing, node, call->thunk_stem ? call->thunk_stem : call->child[0]->func->stem);
}

static void plan_uses(struct filing *filing, struct node *tree)
{
    node_walk(tree, visit_use, filing);
    node_walk(tree, visit_pointer, filing);
}

/* ---- items ---- */

static void plan_definition(struct filing *filing, struct toplevel *item)
{
    struct func *func = item->func;
    if (func->end <= filing->at) { /* the function and what comes before it come from one macro */
        item->plan = ITEM_WRITTEN;
        return;
    }
    filing->at = func->end;
    item->plan = is_left_out(func) ? ITEM_LEFT_OUT : ITEM_FUNCTION;
    if (item->plan == ITEM_LEFT_OUT)
        return;
    plan_uses(filing, func->body);
    func->declared |= func->is_async;
}

static void reach(struct filing *filing, unsigned at)
{
    if (filing->at < at)
        filing->at = at;
}

/* The items of one declaration. */
static void plan_group(struct filing *filing, struct toplevel *first, const struct toplevel *end)
{
    bool prototypes = true, async = false, variables = false;
    for (struct toplevel *item = first; item < end; item++) {
        prototypes &= item->is_prototype;
        async |= item->is_prototype && item->prototypes.items[0]->is_async;
        variables |= item->tree != NULL;
    }
    first->plan = prototypes && async ? ITEM_PROTOTYPES : async ? ITEM_MIXED : variables ? ITEM_VARIABLES : ITEM_KEEP;
    for (struct toplevel *item = first; item < end; item++)
        if (item->tree && !prototypes)
            plan_uses(filing, item->tree);
    for (struct toplevel *item = first; item < end; item++) {
        struct func *func = item->is_prototype ? item->prototypes.items[0] : NULL;
        if (first->plan == ITEM_PROTOTYPES && func_is_inline(func) && !func->needed)
            item->is_left_out = true;
        else if (first->plan == ITEM_PROTOTYPES || (first->plan == ITEM_MIXED && func && func->is_async))
            func->declared = true;
        if (first->plan != ITEM_KEEP && (item->tree || first->plan != ITEM_VARIABLES))
            reach(filing, item->end);
    }
    if (first->plan == ITEM_VARIABLES)
        reach(filing, first->begin);
}

void plan_file(struct unit *unit)
{
    struct filing filing = {.unit = unit};
    names_of_buffer(unit); /* emit only asks for names */
    for (size_t i = 0; i < unit->funcs.count; i++)
        if (unit->funcs.items[i]->is_async)
            unit->funcs.items[i]->stem = names_stem(unit, unit->funcs.items[i]->name);
    find_needed(unit);
    struct toplevel *items = unit->toplevels.items, *end = items + unit->toplevels.count;
    for (struct toplevel *item = items, *next; item < end; item = next) {
        next = item + 1;
        if (item->func) {
            plan_definition(&filing, item);
        } else if (item->is_replaced) {
            item->plan = ITEM_LEFT_OUT;
            filing.at = item->end;
        } else {
            while (next < end && !next->func && same_declaration(unit, next - 1, next))
                next++;
            plan_group(&filing, item, next);
            item->members = (size_t)(next - item);
        }
    }
}
