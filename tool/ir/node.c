/* node.c: questions about tree nodes that several passes ask. */
#include "ir/node.h"

#include "ir/unit.h"
#include "base/util.h"

#include <string.h>

const char *node_kind_name(enum node_kind kind)
{
    static const char *const names[] = {
        [NODE_CONSTANT] = "constant",
        [NODE_GLOBAL] = "global",
        [NODE_FUNCTION] = "function",
        [NODE_REF] = "ref",
        [NODE_ASYNC_REF] = "async-ref",
        [NODE_PAREN] = "paren",
        [NODE_CAST] = "cast",
        [NODE_ADDRESS] = "address",
        [NODE_DEREF] = "deref",
        [NODE_MEMBER] = "member",
        [NODE_INDEX] = "index",
        [NODE_CALL] = "call",
        [NODE_ASSIGN] = "assign",
        [NODE_COMPOUND_ASSIGN] = "compound-assign",
        [NODE_INCDEC] = "incdec",
        [NODE_AND] = "and",
        [NODE_OR] = "or",
        [NODE_CONDITIONAL] = "conditional",
        [NODE_ELVIS] = "elvis",
        [NODE_COMMA] = "comma",
        [NODE_OPERATOR] = "operator",
        [NODE_UNEVALUATED] = "unevaluated",
        [NODE_SELECTION] = "selection",
        [NODE_INIT_LIST] = "init-list",
        [NODE_DESIGNATED] = "designated",
        [NODE_LITERAL] = "literal",
        [NODE_STATEMENTS] = "statements",
        [NODE_AWAIT] = "await",
        [NODE_NEW] = "new",
        [NODE_SPAWN] = "spawn",
        [NODE_START] = "start",
        [NODE_RUN] = "run",
        [NODE_GATHER] = "gather",
        [NODE_REPR] = "repr",
        [NODE_OTHER] = "other",
        [NODE_BLOCK] = "block",
        [NODE_DECLARATION] = "declaration",
        [NODE_VAR] = "var",
        [NODE_TYPE] = "type",
        [NODE_EXPRESSION] = "expression",
        [NODE_IF] = "if",
        [NODE_WHILE] = "while",
        [NODE_DO] = "do",
        [NODE_FOR] = "for",
        [NODE_SWITCH] = "switch",
        [NODE_CASE] = "case",
        [NODE_DEFAULT] = "default",
        [NODE_LABEL] = "label",
        [NODE_GOTO] = "goto",
        [NODE_COMPUTED_GOTO] = "computed-goto",
        [NODE_BREAK] = "break",
        [NODE_CONTINUE] = "continue",
        [NODE_RETURN] = "return",
        [NODE_ASM] = "asm",
        [NODE_ATTRIBUTED] = "attributed",
        [NODE_EMPTY] = "empty",
    };
    return names[kind];
}

bool node_is_statement(const struct node *node)
{
    return node->kind >= NODE_BLOCK;
}

struct node *node_strip(const struct node *node)
{
    while (node && node->count == 1 && (node->kind == NODE_PAREN || node->kind == NODE_CAST))
        node = node->child[0];
    return (struct node *)node;
}

struct node *node_strip_implicit(const struct node *node)
{
    while (node->count == 1 && (node->kind == NODE_PAREN || (node->kind == NODE_CAST && node->is_implicit)))
        node = node->child[0];
    return (struct node *)node;
}

struct node *node_array_operand(const struct node *index)
{
    for (unsigned i = 0; i < index->count; i++) { /* 1[a] is a[1] */
        const struct node *base = index->child[i];
        while (base->count == 1 && (base->kind == NODE_PAREN || base->kind == NODE_CAST))
            base = base->child[0];
        if (base->type && (base->type->is_array || base->type->is_vector))
            return index->child[i];
    }
    return NULL;
}

bool node_odd_lvalue(const struct node *lvalue)
{
    while (lvalue->count) {
        const struct node *array = lvalue->kind == NODE_INDEX ? node_array_operand(lvalue) : NULL;
        if (array)
            lvalue = array;
        else if (lvalue->kind == NODE_PAREN || lvalue->kind == NODE_CAST ||
                 (lvalue->kind == NODE_MEMBER && !lvalue->is_arrow))
            lvalue = lvalue->child[lvalue->count - 1];
        else
            break;
    }
    return lvalue->kind == NODE_OPERATOR || lvalue->kind == NODE_SELECTION;
}

enum place_kind node_place(const struct node *node)
{
    switch (node->kind) {
    case LEAF_KINDS:
        return PLACE_NAMED;
    case NODE_PAREN:
    case NODE_CAST:
        return PLACE_INNER;
    case NODE_MEMBER:
        return node->is_arrow ? PLACE_POINTED : PLACE_MEMBER;
    case NODE_INDEX:
        return PLACE_ELEMENT;
    case NODE_DEREF:
        return PLACE_POINTED;
    case NODE_ADDRESS:
    case NODE_CALL:
    case UPDATE_KINDS:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case INITIALISER_KINDS:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case STATEMENT_KINDS:
        return PLACE_NONE;
    }
    return PLACE_NONE;
}

struct var *node_root(const struct node *node)
{
    for (;;) {
        switch (node_place(node)) {
        case PLACE_NAMED:
            return node->kind == NODE_REF ? node->var : NULL;
        case PLACE_INNER:
            if (!node->count)
                return NULL;
            node = node->child[node->count - 1];
            break;
        case PLACE_MEMBER:
            if (!node->count)
                return NULL;
            node = node->child[0];
            break;
        case PLACE_ELEMENT: {
            /* Only of an array that is a variable itself: a pointer leads elsewhere. */
            const struct node *base = node_array_operand(node);
            if (!base)
                return NULL;
            while (base->count == 1 && (base->kind == NODE_PAREN || base->kind == NODE_CAST))
                base = base->child[0];
            node = base;
            break;
        }
        case PLACE_POINTED:
        case PLACE_NONE:
            return NULL;
        }
    }
}

bool node_modifies(const struct node *node, const struct var *var)
{
    if (!node)
        return false;
    if ((node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN || node->kind == NODE_INCDEC) && node->count &&
        (node_root(node->child[0]) == var ||
         (node_odd_lvalue(node->child[0]) && node_names(node->child[0], var, false))))
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (node_modifies(node->child[i], var) || (node->kind == NODE_ASM && node_root(node->child[i]) == var))
            return true;
    return false;
}

void node_visit(const struct node *node, void (*visit)(const struct node *, void *), void *data)
{
    if (!node)
        return;
    visit(node, data);
    for (unsigned i = 0; i < node->count; i++)
        node_visit(node->child[i], visit, data);
}

void node_walk(struct node *node, void (*visit)(struct node *, void *), void *data)
{
    if (!node)
        return;
    visit(node, data);
    for (unsigned i = 0; i < node->count; i++)
        node_walk(node->child[i], visit, data);
}

bool node_names(const struct node *node, const struct var *var, bool evaluated)
{
    if (node->kind == NODE_REF && node->var == var)
        return true;
    if (evaluated && node->kind == NODE_UNEVALUATED)
        return false;
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i] && node_names(node->child[i], var, evaluated))
            return true;
    return false;
}

bool node_names_itself(const struct node *decl)
{
    const struct var *var = decl->var;
    return decl->has_init && decl->child[0]->awaits && !var->is_static && !var->is_coroutine &&
           node_names(decl->child[0], var, false);
}

bool node_is_assignable(const struct node *decl)
{
    const struct type *type = decl->var->type;
    return !type->is_array && !type->deep_const && decl->child[0]->kind != NODE_INIT_LIST;
}

bool node_mark_awaits(struct node *node)
{
    if (!node)
        return false;
    bool awaits = node->kind == NODE_AWAIT;
    for (unsigned i = 0; i < node->count; i++)
        awaits |= node_mark_awaits(node->child[i]);
    if (node->kind == NODE_UNEVALUATED)
        awaits = false; /* the check refuses it; where a macro repeats its argument in a sizeof, nothing is awaited */
    node->awaits = awaits;
    return awaits;
}

bool node_is_within(const struct node *node, const struct node *around)
{
    while (node && node != around)
        node = node->parent;
    return node != NULL;
}

int macro_at(const struct unit *unit, unsigned offset)
{
    size_t low = FIRST_FROM(unit->macros, end, offset + 1);
    return low < unit->macros.count && unit->macros.items[low].begin <= offset ? (int)low : -1;
}

/* True if the macro means the same by this name wherever it uses it. */
static bool means_one(const struct unit *unit, const struct node *node)
{
    const void *meant = node->func ? (const void *)node->func : node->var;
    size_t low = FIRST_FROM(unit->uses, at, node->argument_begin);
    for (; low < unit->uses.count && unit->uses.items[low].at == node->argument_begin; low++)
        if (unit->uses.items[low].meant != meant)
            return false;
    return true;
}

bool node_is_reachable(const struct unit *unit, const struct node *node)
{
    return node->argument_end && !unit->macros.items[node->macro].pastes && means_one(unit, node);
}

bool is_skipped(const struct unit *unit, unsigned offset)
{
    for (size_t i = 0; i < unit->skipped.count; i++)
        if (unit->skipped.items[i].begin <= offset && offset < unit->skipped.items[i].end)
            return true;
    return false;
}

bool node_acts(const struct node *node)
{
    return node->kind == NODE_CALL || node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN ||
           node->kind == NODE_INCDEC || node->kind == NODE_STATEMENTS;
}

bool node_is_jump(const struct node *node)
{
    return node->kind == NODE_RETURN || node->kind == NODE_GOTO || node->kind == NODE_COMPUTED_GOTO ||
           node->kind == NODE_BREAK || node->kind == NODE_CONTINUE;
}

bool node_jumps(const struct node *node)
{
    bool jumps = node_is_jump(node);
    for (unsigned i = 0; i < node->count && !jumps; i++)
        jumps = node->child[i] && node_jumps(node->child[i]);
    return jumps;
}

bool run_takes_task(const struct node *run)
{
    const struct node *operand = run->child[0];
    const struct var *root = node_root(operand);
    return !operand->is_async_call && !(root && root->is_coroutine) && operand->type && operand->type->is_pointer;
}

bool node_waits_in_line(const struct node *await)
{
    if (await->await != AWAIT_CALL)
        return false;
    const struct node *callee = await->child[0]->child[0];
    return callee->kind == NODE_ASYNC_REF && callee->func->leaf == LEAF_LINE;
}

bool node_is_discarded(const struct node *node)
{
    const struct node *parent = node->parent;
    while (parent && parent->count == 1 && (parent->kind == NODE_PAREN || parent->kind == NODE_CAST)) {
        if (parent->type && parent->type->is_void)
            return true;
        node = parent;
        parent = node->parent;
    }
    if (!parent)
        return false;
    if (parent->kind == NODE_EXPRESSION)
        return !parent->var;
    if (parent->kind == NODE_COMMA)
        return parent->child[0] == node || node_is_discarded(parent);
    if (parent->kind == NODE_CONDITIONAL || parent->kind == NODE_ELVIS || parent->kind == NODE_AND ||
        parent->kind == NODE_OR)
        return parent->child[0] != node && node_is_discarded(parent);
    return parent->kind == NODE_FOR && (parent->child[0] == node || parent->child[2] == node);
}

/* The rule before C99, and with the attribute gnu_inline: the definition has `extern inline`, and no declaration has
 * `inline` alone. */
static bool is_gnu_inline(const struct func *func)
{
    const struct decl *definition = NULL;
    for (size_t i = 0; i < func->decls.count; i++) {
        const struct decl *decl = &func->decls.items[i];
        if (decl->has_inline && !decl->has_extern)
            return false;
        if (decl->defines)
            definition = decl;
    }
    return definition && definition->has_inline;
}

bool func_is_inline(const struct func *func)
{
    if (func->gnu_inline && !func->is_static)
        return is_gnu_inline(func);
    bool any = false, external = false;
    for (size_t i = 0; i < func->decls.count; i++) {
        any |= func->decls.items[i].has_inline;
        external |= func->decls.items[i].has_extern || !func->decls.items[i].has_inline;
    }
    return any && (!external || func->is_static);
}

bool func_keeps_name(const struct func *func)
{
    if (func->is_main || func->is_macro)
        return false;
    for (size_t i = 0; i < func->params.count; i++)
        if (!strcmp(func->params.items[i]->name, func->name))
            return false;
    for (size_t i = 0; i < func->decls.count; i++)
        if (!func->decls.items[i].in_buffer)
            return false;
    return true;
}

const struct func *func_async_named(const struct unit *unit, const char *name, size_t length)
{
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct func *func = unit->funcs.items[i];
        if (func->is_async && strlen(func->name) == length && !memcmp(func->name, name, length))
            return func;
    }
    return NULL;
}
