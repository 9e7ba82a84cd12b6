/* macro_use.c: which macro invocations have to be written out.
 *
 * All passes after expand.c edit text, so what they edit must be in the text. A macro invocation has to go
 *
 *   for what is in it      an await, a return of an async function, the name of a local that lives in the frame, and so
 *                          on: `hides`. A name in a macro's argument needs no expansion: it is in the text, unless
 *                          the macro turns its argument into a string.
 *   for where it stands    in text that is taken apart (macro_text.c, with rewritten.c), unless it is exactly one
 *                          complete operand, operator, type, specifier or attribute there (invocation.c). Any other
 *                          invocation lends its tokens to several parts, each of which would take all of them along.
 *                          The head of a function is divided in another way: macro_head.c.
 */
#include "passes/macro_use.h"

#include "passes/invocation.h"
#include "passes/lower.h"
#include "passes/macro_head.h"
#include "passes/macro_text.h"
#include "passes/pin.h"
#include "passes/rewritten.h"
#include "ir/node.h"
#include "base/util.h"

/* True if the macro that this node begins in must be written out. */
static bool hides(const struct hunt *hunt, const struct node *node)
{
    const struct func *func = hunt->func;
    bool in_async = func && func->is_async, waits = in_async && func->body->awaits;
    if (node->kept || is_always_rewritten(node))
        return true;
    switch (node->kind) {
    case NODE_ASYNC_REF:
        return node->called || !node_is_reachable(hunt->unit, node);
    case NODE_REF:
    case NODE_GLOBAL:
        return node->var && is_renamed(node->var) && !node_is_reachable(hunt->unit, node);
    case NODE_CONSTANT: /* __func__, where the output has to spell it out */
        return node->is_function_name && in_async && !func_keeps_name(func);
    case NODE_RETURN:
        return in_async;
    case NODE_VAR:
        return (waits && (node->inside || node->var->has_cleanup)) || (node->var && node->var->is_coroutine);
    case NODE_CONTINUE:
    case NODE_LABEL:
        return waits;
    case NODE_BREAK:
    case NODE_GOTO:
        return waits && func->cleans;
    case NODE_FOR:
        return waits && (!node->inside || !node->child[0] || !node->child[1] || !node->child[2]);
    case NODE_EXPRESSION:
        return gives_value(node);
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_SWITCH:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_BLOCK:
        return node->awaits && !node->inside;
    case NODE_FUNCTION:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_CALL:
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
    case NODE_INCDEC:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case NODE_DECLARATION:
    case NODE_TYPE:
    case NODE_COMPUTED_GOTO:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        return false;
    }
    return false;
}

/* An l-value that is settled before an await comes apart, so its parts must be in the text. */
static void visit_lvalue(struct hunt *hunt, struct node *node)
{
    if (node->inside && (node->kind == NODE_DEREF || node->kind == NODE_INDEX || node->is_arrow))
        want_macro(hunt, node->macro);
    for (unsigned i = 0; i < node->count; i++)
        visit_lvalue(hunt, node->child[i]);
}

static void visit_lvalues(struct hunt *hunt, struct node *node)
{
    if ((node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN) && node->child[1]->awaits)
        visit_lvalue(hunt, node->child[0]);
    if (node->kind == NODE_GATHER)
        for (unsigned i = 0; i < node->count; i++)
            if (gather_target(node->child[i]))
                visit_lvalue(hunt, gather_target(node->child[i]));
}
/* What is copied into the frame is printed between other text, so a macro that it ends in must not hold what follows.
 */
static void visit_kept(struct hunt *hunt, const struct node *node)
{
    int last = node->kept && node->end > node->begin ? macro_at(hunt->unit, node->end - 1) : -1;
    if (last < 0 || hunt->unit->macros.items[last].begin <= node->begin)
        return;
    switch (shape_of_use(hunt, last)->kind) {
    case SHAPE_TOKEN:
    case SHAPE_STRINGS:
    case SHAPE_GROUP:
    case SHAPE_LIST:
        return;
    case SHAPE_UNKNOWN:
    case SHAPE_EMPTY:
    case SHAPE_SPECIFIERS:
    case SHAPE_EXPRESSION:
        want_macro(hunt, last);
    }
}

/* The type that such a literal declares is printed elsewhere, with a tag in front of its brace. */
static void visit_kept_type(struct hunt *hunt, const struct node *node)
{
    const struct source *source = hunt->unit->source;
    const struct local_type *local = node->kept && node->kind == NODE_LITERAL ? type_local(node->type) : NULL;
    if (!local || local->begin < node->begin || local->end > node->end || local->end <= local->begin)
        return;
    for (struct token token = token_at(source->text, node->begin, local->end);
         token.kind != TOKEN_END && !token_is(source->text, token, "{");
         token = token_at(source->text, token.end, local->end))
        want_macro(hunt, macro_at(hunt->unit, token.begin));
    want_macro(hunt, macro_at(hunt->unit, local->end - 1));
}

static void visit(struct node *node, void *data)
{
    struct hunt *hunt = data;
    visit_lvalues(hunt, node);
    visit_kept(hunt, node);
    visit_kept_type(hunt, node);
    bool cleans = node->kind == NODE_VAR && node->var->has_cleanup && hunt->func && hunt->func->is_async;
    if (cleans && !node->var->cleanup && node->var->cleanup_begin)
        want_macro(hunt, macro_at(hunt->unit, node->var->cleanup_begin));
    else if (cleans && !node->var->cleanup)
        for (size_t i = 0; i < hunt->unit->macros.count; i++) /* the attribute comes out of one of these */
            if (hunt->unit->macros.items[i].begin >= node->parent->begin &&
                hunt->unit->macros.items[i].end <= node->parent->end)
                want_macro(hunt, (int)i);
    if (node->kind == NODE_FOR && node->is_unclear && hunt->func && hunt->func->is_async)
        for (size_t i = 0; i < hunt->unit->macros.count; i++)
            if (hunt->unit->macros.items[i].begin >= node->begin &&
                hunt->unit->macros.items[i].end <= node->child[3]->begin)
                want_macro(hunt, (int)i);
    if (node->macro >= 0 && hides(hunt, node))
        want_macro(hunt, node->macro);
}

/* ---- all of them ---- */

static void visit_toplevel(struct hunt *hunt, struct toplevel *item)
{
    const struct unit *unit = hunt->unit;
    struct node *tree = item->func ? item->func->body : item->tree;
    size_t first = first_macro_after(unit, item->begin), end = first;
    while (end < unit->macros.count && unit->macros.items[end].begin < item->end)
        end++;
    hunt->func = item->func;
    hunt->starts = false;
    visit_declaration(hunt, item, first);
    node_walk(tree, visit, hunt);
    node_walk(tree, note_uses, hunt);
    node_walk(tree, visit_text, hunt);
    visit_shared(hunt, first, end);
}

bool find_hiding_macros(struct unit *unit, bool *wanted)
{
    struct hunt hunt = {.unit = unit, .wanted = wanted};
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        node_mark_awaits(func->body);
        pin_function(unit, func);
    }
    if (!unit->macros.count)
        return false;
    hunt.uses = arena_take(unit->macros.count * sizeof *hunt.uses);
    const struct toplevel *items = unit->toplevels.items;
    for (size_t i = 0, first = 0; i < unit->toplevels.count; i++) {
        visit_toplevel(&hunt, &unit->toplevels.items[i]);
        bool more = i + 1 < unit->toplevels.count && !items[i].func && !items[i + 1].func &&
                    same_declaration(unit, &items[i], &items[i + 1]);
        if (more)
            continue;
        visit_group(&hunt, &items[first], i + 1 - first);
        first = i + 1;
    }
    return hunt.any;
}
