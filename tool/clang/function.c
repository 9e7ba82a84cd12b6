/* function.c: builds the definition of a function: its parameters, and what they declare and use. */
#include "clang/internal.h"

#include "clang/identity.h"
#include "clang/types.h"

#include <string.h>

/* clang's range of a function excludes leading attributes in brackets. */
unsigned before_attributes(const char *text, unsigned begin)
{
    for (;;) {
        unsigned at = begin;
        while (at > 0 && strchr(" \t\r\n", text[at - 1]))
            at--;
        if (at < 4 || text[at - 1] != ']' || text[at - 2] != ']')
            return begin;
        int depth = 0;
        do {
            at--;
            depth += text[at] == ']';
            depth -= text[at] == '[';
        } while (at > 0 && depth > 0);
        if (depth || text[at + 1] != '[')
            return begin;
        begin = at;
    }
}

/* Finds the parentheses of a definition's parameters, and its name. */
static void find_parameters(struct parser *parser, struct func *func, CXCursor cursor)
{
    const char *text = parser->source->text;
    in_buffer(parser, clang_getCursorLocation(cursor), &func->name_begin);
    struct token token = token_at(text, func->name_begin, func->end);
    while (token.kind != TOKEN_END && !token_is(text, token, "("))
        token = token_at(text, token.end, func->end);
    func->params_begin = token.begin;
    func->params_end = skip_bracket(text, token.begin, func->end);
}

static bool does_something(const struct node *node)
{
    if (node->is_async_call) /* in a type it is only an operand of typeof or sizeof */
        return false;
    bool any = node->kind == NODE_CALL || node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN ||
               node->kind == NODE_INCDEC;
    for (unsigned i = 0; i < node->count; i++)
        any |= does_something(node->child[i]);
    return any;
}

/* True if the size in a parameter's declarator has side effects. */
static bool has_effects(struct parser *parser, CXCursor cursor)
{
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++)
        if (clang_isExpression(clang_getCursorKind(list.items[i])) &&
            does_something(build_expression(parser, list.items[i], true)))
            return true;
    return false;
}

struct tag_hunt {
    struct parser *parser;
    struct func *func;
};

/* Finds types that are declared in the parameter list, or first named there. */
static enum CXChildVisitResult find_tags(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct tag_hunt *hunt = data;
    struct func *func = hunt->func;
    CXCursor tag = clang_getCursorKind(cursor) == CXCursor_TypeRef ? clang_getCursorReferenced(cursor) : cursor;
    enum CXCursorKind kind = clang_getCursorKind(tag);
    if (kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl && kind != CXCursor_EnumDecl)
        return CXChildVisit_Recurse;
    struct node range = {0};
    set_range(hunt->parser, &range, tag);
    if (range.begin <= func->params_begin || range.end >= func->params_end)
        return CXChildVisit_Continue;
    for (size_t i = 0; i < func->tags.count; i++)
        if (func->tags.items[i].begin == range.begin)
            return CXChildVisit_Continue;
    struct range found = {range.begin, range.end};
    ARRAY_ADD(func->tags, found);
    func->tags_unnamed |= clang_Cursor_isAnonymous(tag) != 0;
    return CXChildVisit_Continue;
}

/* Finds the labels whose address is taken, even where no node is built, for example in a static table. */
static enum CXChildVisitResult find_taken(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct func *func = data;
    if (clang_getCursorKind(cursor) != CXCursor_AddrLabelExpr)
        return CXChildVisit_Recurse;
    struct cursors list = children_of(cursor);
    if (list.count)
        ARRAY_ADD(func->taken, statement_identity(clang_getCursorReferenced(list.items[0])));
    else
        func->goes_astray = true;
    return CXChildVisit_Continue;
}

/* Finds the parameters that array lengths use, as in int a[n], int (*p)[s->n]. */
static enum CXChildVisitResult find_param_uses(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct tag_hunt *hunt = data;
    struct param_use use = {.var = NULL};
    if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr)
        use.var = remembered(hunt->parser, clang_getCursorReferenced(cursor));
    use.at = file_offset(hunt->parser, clang_getCursorLocation(cursor));
    if (use.var && use.var->is_param)
        ARRAY_ADD(hunt->func->param_uses, use);
    return CXChildVisit_Recurse;
}

/* In GNU C89 an `extern inline` function may be defined again, and then the second definition counts: calls of the
 * first need not be inlined, and those of an async function never are. An ordinary one is separate text. */
static void set_aside_definition(struct parser *parser, struct func *func)
{
    struct unit *unit = parser->unit;
    for (size_t i = unit->toplevels.count; i-- > 0;) {
        struct toplevel *item = &unit->toplevels.items[i];
        if (item->func != func)
            continue;
        struct func *first = arena_take(sizeof *first);
        *first = *func;
        item->func = func->is_async ? NULL : first;
        item->is_replaced = func->is_async;
        memset(&func->vars, 0, sizeof func->vars);
        memset(&func->params, 0, sizeof func->params);
        memset(&func->statics, 0, sizeof func->statics);
        memset(&func->hiders, 0, sizeof func->hiders);
        memset(&func->tags, 0, sizeof func->tags);
        memset(&func->taken, 0, sizeof func->taken);
        memset(&func->param_uses, 0, sizeof func->param_uses);
        return;
    }
}

void build_function(struct parser *parser, CXCursor cursor, struct func *func)
{
    if (func->defined)
        set_aside_definition(parser, func);
    struct node whole = {0};
    set_range(parser, &whole, cursor);
    func->begin = before_attributes(parser->source->text, whole.begin);
    func->end = whole.end;
    func->defined = true;
    func->type = type_of(parser, clang_getCursorType(cursor));
    if (func->type->function) /* declared through a typedef before */
        func->type = func->type->function;
    find_parameters(parser, func, cursor);
    func->vars.count = func->params.count = func->statics.count = func->hiders.count = func->tags.count = 0;
    func->param_uses.count = 0;
    func->taken.count = 0;
    func->computes = func->goes_astray = false;
    parser->function = func;
    func->returns_async = is_async_type(clang_getCursorResultType(cursor));
    struct node *scope = arena_take(sizeof *scope);
    scope->kind = NODE_BLOCK;
    parser->scope = scope;
    struct cursors list = children_of(cursor);
    CXCursor body = clang_getNullCursor();
    int params = clang_Cursor_getNumArguments(cursor), next = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (clang_getCursorKind(list.items[i]) == CXCursor_ParmDecl) {
            /* The list also has the parameters of a function type that it returns. */
            if (next >= params || !clang_equalCursors(list.items[i], clang_Cursor_getArgument(cursor, (unsigned)next)))
                continue;
            next++;
            struct var *var = new_var(parser, list.items[i], NULL);
            var->is_param = true;
            var->may_be_unused = may_be_unused(parser, list.items[i]);
            var->is_static = false;
            if (var->type->is_array || var->type->is_function) {
                bool unnamed = var->type->is_array && (var->type->is_va_list || type_is_local(var->type->element));
                var->was_array = !var->type->is_array             ? NO_ARRAY
                                 : var->type->shape == TYPE_ARRAY ? ARRAY_SPELLED
                                 : unnamed                        ? ARRAY_OF_UNNAMED
                                                                  : ARRAY_NAMED;
                var->type = type_decay(var->type);
            }
            func->size_effects |= var->was_array && has_effects(parser, list.items[i]);
            clang_visitChildren(list.items[i], find_tags, &(struct tag_hunt){parser, func});
            var->names_async = contains_async_name(list.items[i]);
            clang_visitChildren(list.items[i], find_param_uses, &(struct tag_hunt){parser, func});
            struct node range = {0};
            set_range(parser, &range, list.items[i]);
            func->knr |= var->begin > func->params_end || (*var->name && range.begin == var->begin);
            ARRAY_ADD(func->params, var);
        } else if (clang_getCursorKind(list.items[i]) == CXCursor_CompoundStmt) {
            body = list.items[i];
        }
    }
    func->knr |= func->type->no_prototype && func->params.count;
    if (!clang_Cursor_isNull(body)) {
        func->body = build_block(parser, body);
        for (size_t i = 0; i < func->params.count; i++)
            func->params.items[i]->scope = func->body;
        if (func->computes)
            clang_visitChildren(body, find_taken, func);
    }
    parser->function = NULL;
    parser->scope = NULL;
}
