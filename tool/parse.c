/* parse.c: libclang's tree → ours (tree.h).
 *
 * This and clang_types.c are the only files that know libclang. The buffer is given to it as an unsaved file, so that
 * headers that were pasted in and macros that were written out are parsed like anything else.
 *
 * Offsets. A cursor inside a macro invocation has the invocation's place: such nodes carry the number of the macro and,
 * where their token was written in the macro's arguments, the place of that token as well (clang calls the two
 * expansion and file location). The end of a range needs care: for a token in a macro argument libclang gives the
 * place of the macro's name.
 *
 * Keywords. asyncc.h makes each keyword an object-like macro for a prefix operator; what stands in the tree is an
 * operator at the place of that macro's name. The preprocessing record tells which.
 */
#include "parse.h"

#include "clang_types.h"
#include "util.h"

#include <clang-c/Index.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ASYNCC_RESOURCE_DIR
#define ASYNCC_RESOURCE_DIR ""
#endif

struct binding {
    CXCursor cursor;
    void *value;
};

struct parser {
    const char *input;
    const char *const *flags;
    int flag_count;
    struct source *source;
    struct diag *diag;
    CXIndex index;
    CXTranslationUnit tu;
    CXFile file;
    struct unit *unit;
    struct func *function;       /* being built */
    struct node *scope;          /* the innermost block */
    unsigned tag_begin, tag_end; /* the last type defined at file scope */
    struct binding *bindings;    /* declarations: struct var, struct func; open addressing */
    size_t binding_count, binding_room;
};

struct cursors {
    CXCursor *items;
    size_t count, room;
};

/* ---- small helpers ---- */

static const char *take_string(CXString string)
{
    const char *bytes = clang_getCString(string);
    const char *copy = arena_copy(bytes ? bytes : "", bytes ? strlen(bytes) : 0);
    clang_disposeString(string);
    return copy;
}

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    ARRAY_ADD(*(struct cursors *)data, cursor);
    return CXChildVisit_Continue;
}

static struct cursors children_of(CXCursor cursor)
{
    struct cursors list = {0};
    clang_visitChildren(cursor, collect, &list);
    return list;
}

static bool in_buffer(struct parser *parser, CXSourceLocation location, unsigned *offset)
{
    CXFile file;
    clang_getExpansionLocation(location, &file, NULL, NULL, offset);
    return file && clang_File_isEqual(file, parser->file);
}

static unsigned file_offset(CXSourceLocation location)
{
    unsigned offset;
    clang_getFileLocation(location, NULL, NULL, NULL, &offset);
    return offset;
}

/* The macro invocation around `offset`, or -1. */
static int macro_at(const struct unit *unit, unsigned offset)
{
    size_t low = 0, high = unit->macros.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unit->macros.items[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < unit->macros.count && unit->macros.items[low].begin <= offset ? (int)low : -1;
}

static enum keyword keyword_at(const struct unit *unit, unsigned offset)
{
    size_t low = 0, high = unit->keywords.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unit->keywords.items[middle].begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < unit->keywords.count && unit->keywords.items[low].begin == offset ? unit->keywords.items[low].keyword
                                                                                   : KEYWORD_NONE;
}

/* ---- declarations that we know ---- */

static struct binding *find_binding(struct parser *parser, CXCursor cursor)
{
    size_t mask = parser->binding_room - 1;
    size_t at = clang_hashCursor(cursor) & mask;
    while (parser->bindings[at].value && !clang_equalCursors(parser->bindings[at].cursor, cursor))
        at = (at + 1) & mask;
    return &parser->bindings[at];
}

static void bind(struct parser *parser, CXCursor cursor, void *value)
{
    if (parser->binding_count * 2 >= parser->binding_room) {
        struct binding *old = parser->bindings;
        size_t room = parser->binding_room;
        parser->binding_room = room ? room * 2 : 256;
        parser->bindings = arena_take(parser->binding_room * sizeof *parser->bindings);
        for (size_t i = 0; i < room; i++)
            if (old[i].value)
                *find_binding(parser, old[i].cursor) = old[i];
    }
    struct binding *binding = find_binding(parser, cursor);
    parser->binding_count += !binding->value;
    *binding = (struct binding){cursor, value};
}

static void *bound(struct parser *parser, CXCursor cursor)
{
    return parser->binding_room ? find_binding(parser, cursor)->value : NULL;
}

/* ---- what is async ---- */

struct marks {
    bool async, own;
    bool join;
    enum leaf_kind leaf;
    CXFile file;
    unsigned begin, end;
};

static enum CXChildVisitResult find_marks(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct marks *marks = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(spelling);
    if (!strcmp(text, "async")) {
        marks->async = true;
        CXFile file;
        unsigned offset;
        clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
        if (file && marks->file && clang_File_isEqual(file, marks->file) && offset >= marks->begin &&
            offset < marks->end)
            marks->own = true; /* and not inherited from an earlier declaration */
    } else if (!strcmp(text, "async_leaf")) {
        marks->leaf = LEAF_PLAIN;
    } else if (!strcmp(text, "async_leaf:timer")) {
        marks->leaf = LEAF_TIMER;
    } else if (!strcmp(text, "async_join")) {
        marks->join = true;
    }
    clang_disposeString(spelling);
    return CXChildVisit_Continue;
}

static struct marks marks_of(CXCursor cursor)
{
    struct marks marks = {0};
    CXSourceRange range = clang_getCursorExtent(cursor);
    clang_getExpansionLocation(clang_getRangeStart(range), &marks.file, NULL, NULL, &marks.begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &marks.end);
    if (!marks.file)
        return marks; /* a builtin: libclang cannot walk what was never written */
    clang_visitChildren(cursor, find_marks, &marks);
    return marks;
}

/* Does this type say, on one of its typedefs, that what it points to is an async function? */
static bool is_async_type(CXType type)
{
    for (;;) {
        switch (type.kind) {
        case CXType_Typedef: {
            CXCursor declaration = clang_getTypeDeclaration(type);
            if (marks_of(declaration).async)
                return true;
            type = clang_getTypedefDeclUnderlyingType(declaration);
            break;
        }
        case CXType_Elaborated:
            type = clang_Type_getNamedType(type);
            break;
        case CXType_Attributed:
            type = clang_Type_getModifiedType(type);
            break;
        case CXType_Pointer:
            type = clang_getPointeeType(type);
            break;
        case CXType_ConstantArray:
        case CXType_IncompleteArray:
        case CXType_VariableArray:
            type = clang_getArrayElementType(type);
            break;
        default:
            return false;
        }
    }
}

/* Does the canonical type lead to a function through pointers and arrays only? */
static bool leads_to_function(CXType type)
{
    type = clang_getCanonicalType(type);
    for (;;) {
        if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
                 type.kind == CXType_VariableArray)
            type = clang_getArrayElementType(type);
        else
            return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
    }
}

static bool is_async_declaration(CXCursor cursor)
{
    return is_async_type(clang_getCursorType(cursor)) ||
           (marks_of(cursor).async && leads_to_function(clang_getCursorType(cursor)));
}

/* Is what this expression gives (the address of) an async function? */
static bool is_async_expression(CXCursor cursor)
{
    if (is_async_type(clang_getCursorType(cursor)))
        return true;
    struct cursors list = children_of(cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr: {
        CXCursor declaration = clang_getCursorReferenced(cursor);
        if (clang_getCursorKind(declaration) == CXCursor_FunctionDecl)
            return marks_of(declaration).async;
        return is_async_declaration(declaration);
    }
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
        return list.count == 1 && is_async_expression(list.items[0]);
    case CXCursor_UnaryOperator: {
        enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
        return (kind == CXUnaryOperator_Deref || kind == CXUnaryOperator_AddrOf || kind == CXUnaryOperator_PostInc ||
                kind == CXUnaryOperator_PostDec || kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PreDec ||
                kind == CXUnaryOperator_Extension) &&
               list.count == 1 && is_async_expression(list.items[0]);
    }
    case CXCursor_ArraySubscriptExpr:
        return list.count == 2 && (is_async_expression(list.items[0]) || is_async_expression(list.items[1]));
    case CXCursor_ConditionalOperator:
        return list.count == 3 && (is_async_expression(list.items[1]) || is_async_expression(list.items[2]));
    case CXCursor_BinaryOperator:
        switch (clang_getCursorBinaryOperatorKind(cursor)) {
        case CXBinaryOperator_Comma:
            return list.count == 2 && is_async_expression(list.items[1]);
        case CXBinaryOperator_Assign:
        case CXBinaryOperator_Add:
        case CXBinaryOperator_Sub:
            return list.count == 2 && is_async_expression(list.items[0]);
        default:
            return false;
        }
    default:
        return false;
    }
}

/* ---- functions ---- */

static struct func *func_of(struct parser *parser, CXCursor cursor)
{
    CXCursor key = clang_getCanonicalCursor(cursor);
    struct func *func = bound(parser, key);
    if (!func) {
        func = arena_take(sizeof *func);
        func->name = take_string(clang_getCursorSpelling(cursor));
        func->type = type_of(clang_getCursorType(cursor));
        func->is_static = clang_getCursorLinkage(cursor) == CXLinkage_Internal;
        func->is_main = !strcmp(func->name, "main");
        func->is_system = clang_Location_isInSystemHeader(clang_getCursorLocation(cursor));
        bind(parser, key, func);
        ARRAY_ADD(parser->unit->funcs, func);
        struct marks marks = marks_of(key);
        func->is_async = marks.async;
        func->leaf = marks.leaf;
        func->is_join = marks.join;
    }
    return func;
}

/* ---- ranges ---- */

static void set_range(struct parser *parser, struct node *node, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXSourceLocation start = clang_getRangeStart(range), end = clang_getRangeEnd(range);
    in_buffer(parser, start, &node->begin);
    in_buffer(parser, end, &node->end);
    node->macro = macro_at(unit, node->begin);
    int last = macro_at(unit, node->end);
    if (last >= 0) {
        const struct macro *macro = &unit->macros.items[last];
        if (node->end > macro->begin || (node->end == macro->begin && file_offset(end) > macro->begin))
            node->end = macro->end;
    }
    if (node->macro >= 0) {
        const struct macro *macro = &unit->macros.items[node->macro];
        node->begin = macro->begin;
        if (node->end < macro->end)
            node->end = macro->end;
        node->inside = node->end <= macro->end;
        unsigned from = file_offset(start), to = file_offset(end);
        if (node->inside && from > macro->begin && to > from && to <= macro->end) {
            node->argument_begin = from;
            node->argument_end = to;
        }
    }
}

static struct node *new_node(struct parser *parser, enum node_kind kind, CXCursor cursor)
{
    struct node *node = arena_take(sizeof *node);
    node->kind = kind;
    set_range(parser, node, cursor);
    return node;
}

static void set_children(struct node *node, unsigned count)
{
    node->child = arena_take((count ? count : 1) * sizeof *node->child);
    node->count = count;
}

static void set_child(struct node *node, unsigned index, struct node *child)
{
    node->child[index] = child;
    if (!child)
        return;
    child->parent = node;
    /* clang's range of a statement leaves out the semicolon that it ends with; ours do not. */
    if (node_is_statement(child) && !child->inside && child->end > node->end)
        node->end = child->end;
}

/* Lets a statement end behind its semicolon. */
static void take_semicolon(struct parser *parser, struct node *node)
{
    if (node->inside)
        return;
    struct token token = token_at(parser->source->text, node->end, parser->source->length);
    if (token_is(parser->source->text, token, ";"))
        node->end = token.end;
}

/* A statement that a macro makes, in one that it does not: the semicolon belongs to it. */
static void set_statement(struct parser *parser, struct node *node, unsigned index, struct node *child)
{
    set_child(node, index, child);
    if (node->inside || !child->inside || !node_is_statement(child))
        return;
    struct token token = token_at(parser->source->text, child->end, parser->source->length);
    if (!token_is(parser->source->text, token, ";"))
        return;
    child->tail = token.end;
    if (node->end < token.end)
        node->end = token.end;
}

/* ---- expressions ---- */

static struct node *build_expression(struct parser *parser, CXCursor cursor, bool to_async);
static struct node *build_statement(struct parser *parser, CXCursor cursor);
static struct node *build_block(struct parser *parser, CXCursor cursor);

static bool is_type_cursor(enum CXCursorKind kind)
{
    return kind == CXCursor_TypeRef || kind == CXCursor_MemberRef || clang_isAttribute(kind) ||
           kind == CXCursor_LabelRef;
}

/* All children that are expressions. */
static void build_operands(struct parser *parser, struct node *node, CXCursor cursor, bool to_async)
{
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (clang_isExpression(kind) || clang_isStatement(kind))
            set_child(node, count++, build_expression(parser, list.items[i], to_async));
    }
    node->count = count;
}

/* Only the last child: the operand of a cast, the list of a compound literal; the others belong to its type. */
static void build_operand(struct parser *parser, struct node *node, CXCursor cursor, bool to_async)
{
    build_operands(parser, node, cursor, to_async);
}

static struct node *build_reference(struct parser *parser, CXCursor cursor, bool to_async)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    struct node *node = new_node(parser, NODE_GLOBAL, cursor);
    node->name = take_string(clang_getCursorSpelling(cursor));
    if (kind == CXCursor_FunctionDecl) {
        struct func *func = func_of(parser, declaration);
        node->func = func;
        node->kind = func->is_async ? NODE_ASYNC_REF : NODE_FUNCTION;
        node->to_async = to_async;
        if (func->is_async)
            parser->unit->has_async = true;
    } else if (kind == CXCursor_EnumConstantDecl) {
        node->kind = NODE_CONSTANT;
    } else {
        struct var *var = bound(parser, declaration);
        if (var) {
            node->kind = var->is_static ? NODE_GLOBAL : NODE_REF;
            node->var = var;
            if (var->was_array)
                node->type = var->type; /* libclang gives the array, but it is a pointer */
        }
    }
    return node;
}

static const char *operator_text(CXCursor cursor)
{
    return take_string(clang_getBinaryOperatorKindSpelling(clang_getCursorBinaryOperatorKind(cursor)));
}

static struct node *build_binary(struct parser *parser, CXCursor cursor, bool to_async)
{
    enum node_kind kind;
    switch (clang_getCursorBinaryOperatorKind(cursor)) {
    case CXBinaryOperator_Assign:
        kind = NODE_ASSIGN;
        break;
    case CXBinaryOperator_LAnd:
        kind = NODE_AND;
        break;
    case CXBinaryOperator_LOr:
        kind = NODE_OR;
        break;
    case CXBinaryOperator_Comma:
        kind = NODE_COMMA;
        break;
    case CXBinaryOperator_EQ:
    case CXBinaryOperator_NE:
        kind = NODE_OPERATOR;
        to_async = true; /* comparing addresses gives nothing away */
        break;
    default:
        kind = NODE_OPERATOR;
    }
    struct node *node = new_node(parser, kind, cursor);
    struct cursors list = children_of(cursor);
    if (kind == NODE_ASSIGN && list.count == 2)
        to_async = is_async_expression(list.items[0]);
    node->name = operator_text(cursor);
    build_operands(parser, node, cursor, to_async);
    return node;
}

static struct node *single(struct node *node)
{
    while (node && node->count == 1 && (node->kind == NODE_PAREN || node->kind == NODE_CAST))
        node = node->child[0];
    return node;
}

struct node *node_strip(struct node *node)
{
    return single(node);
}

/* The arguments of gather: the operands of the outermost chain of commas. */
static void flatten_commas(struct node *node, struct cursors *unused, struct node *gather, size_t *room)
{
    (void)unused;
    if (node->kind == NODE_COMMA && node->count == 2) {
        flatten_commas(node->child[0], NULL, gather, room);
        flatten_commas(node->child[1], NULL, gather, room);
        return;
    }
    gather->child = arena_grow(gather->child, gather->count, room, sizeof *gather->child);
    gather->child[gather->count++] = node;
    node->parent = gather;
}

/* A coroutine object: a variable or an element of an array of them. */
static bool is_object(const struct node *node)
{
    if (node->kind == NODE_REF)
        return node->var->is_coroutine;
    if (node->kind == NODE_INDEX)
        return node->count == 2 && (is_object(node_strip(node->child[0])) || is_object(node_strip(node->child[1])));
    return false;
}

/* What `await`, async_run and their like mean depends on what they are applied to. */
static struct node *build_keyword(struct parser *parser, struct node *node, enum keyword keyword)
{
    struct node *operand = node->count ? single(node->child[node->count - 1]) : NULL;
    if (!operand)
        return node;
    parser->unit->has_async = true;
    switch (keyword) {
    case KEYWORD_AWAIT:
        node->kind = NODE_AWAIT;
        if (operand->kind == NODE_GATHER)
            node->await = AWAIT_GATHER;
        else if (operand->is_async_call && operand->child[0]->func && operand->child[0]->func->is_join)
            node->await = AWAIT_JOIN;
        else if (operand->is_async_call && operand->child[0]->func && operand->child[0]->func->leaf)
            node->await = AWAIT_LEAF;
        else
            node->await = operand->is_async_call ? AWAIT_CALL : AWAIT_OBJECT;
        break;
    case KEYWORD_NEW:
        node->kind = NODE_NEW;
        break;
    case KEYWORD_SPAWN:
    case KEYWORD_START:
        node->kind = operand->is_async_call ? NODE_SPAWN : NODE_START_OBJECT;
        break;
    case KEYWORD_RUN:
        node->kind = NODE_RUN;
        break;
    case KEYWORD_REPR:
        node->kind = NODE_REPR;
        break;
    case KEYWORD_GATHER: {
        node->kind = NODE_GATHER;
        struct node *first = node->child[node->count - 1];
        size_t room = 0;
        node->child = NULL;
        node->count = 0;
        flatten_commas(first->kind == NODE_PAREN ? first->child[0] : first, NULL, node, &room);
        return node;
    }
    default:
        return node;
    }
    set_children(node, 1);
    set_child(node, 0, operand);
    return node;
}

/* async_run(f(x)).a reads as (async_run(f(x))).a, but to clang the keyword is a prefix operator, which binds less
 * tightly than what follows the parentheses: it is put where it belongs. */
static struct node *regroup_run(struct parser *parser, struct node *node)
{
    struct node *top = node->child[0], *inner = top, *outer = NULL;
    struct token keyword = token_at(parser->source->text, node->begin, node->end);
    struct token open = token_at(parser->source->text, keyword.end, node->end);
    while (inner->count && !(inner->kind == NODE_PAREN && inner->begin == open.begin)) {
        if (inner->kind != NODE_MEMBER && inner->kind != NODE_INDEX && inner->kind != NODE_CALL &&
            inner->kind != NODE_CAST && inner->kind != NODE_INCDEC)
            return NULL;
        outer = inner;
        inner = inner->child[0];
    }
    if (!outer || inner->kind != NODE_PAREN)
        return NULL;
    struct node *run = arena_take(sizeof *run);
    *run = *node;
    run->end = inner->end;
    run->type = inner->type;
    set_children(run, 1);
    set_child(run, 0, inner);
    for (struct node *up = outer; up; up = up == top ? NULL : up->parent)
        up->begin = node->begin;
    set_child(outer, 0, run);
    build_keyword(parser, run, KEYWORD_RUN);
    return top;
}

static struct node *build_unary(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct node *node = new_node(parser, NODE_OPERATOR, cursor);
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
    switch (kind) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        node->kind = NODE_INCDEC;
        node->name = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc ? "++" : "--";
        break;
    case CXUnaryOperator_AddrOf:
        node->kind = NODE_ADDRESS;
        break;
    case CXUnaryOperator_Deref:
        node->kind = NODE_DEREF;
        break;
    case CXUnaryOperator_LNot:
        to_async = true;
        node->name = "!";
        break;
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        node->kind = NODE_MEMBER; /* a part of its operand */
        break;
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Minus:
    case CXUnaryOperator_Not:
        node->name = "~";
        break;
    default:
        break;
    }
    build_operands(parser, node, cursor, to_async);
    if (kind != CXUnaryOperator_Extension || !node->count)
        return node;
    enum keyword keyword = node->macro >= 0 ? KEYWORD_NONE : keyword_at(parser->unit, node->begin);
    if (node->macro >= 0) {
        /* In a macro the keyword cannot be told; what it is applied to says that it is one of ours. */
        struct node *operand = single(node->child[0]);
        if (operand->is_async_call || is_object(operand) || operand->kind == NODE_GATHER ||
            (operand->type && operand->type->spelling && !strcmp(operand->type->spelling, "async_task *")))
            keyword = KEYWORD_AWAIT;
        node->nested = true;
    }
    if (keyword == KEYWORD_NONE) {
        node->kind = NODE_CAST;
        return node;
    }
    struct node *regrouped = keyword == KEYWORD_RUN ? regroup_run(parser, node) : NULL;
    return regrouped ? regrouped : build_keyword(parser, node, keyword);
}

static struct node *build_cast(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_CAST, cursor);
    enum keyword keyword = node->inside ? KEYWORD_NONE : keyword_at(parser->unit, node->begin);
    build_operand(parser, node, cursor, is_async_type(clang_getCursorType(cursor)));
    if (keyword == KEYWORD_NONE || !node->count)
        return node;
    if (keyword != KEYWORD_GATHER) { /* a cast of sizeof */
        struct node *size = single(node->child[node->count - 1]);
        if (size->count)
            set_child(node, node->count - 1, size->child[size->count - 1]);
    }
    return build_keyword(parser, node, keyword);
}

static struct node *build_call(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_CALL, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    CXType function = {0};
    CXCursor callee = clang_getNullCursor();
    for (size_t i = 0; i < list.count; i++) {
        if (!clang_isExpression(clang_getCursorKind(list.items[i])) &&
            !clang_isStatement(clang_getCursorKind(list.items[i])))
            continue;
        if (count == 0) {
            callee = list.items[i];
            node->is_async_call = is_async_expression(callee);
            function = clang_getCanonicalType(clang_getCursorType(callee));
            if (function.kind == CXType_Pointer)
                function = clang_getPointeeType(function);
            set_child(node, count++, build_expression(parser, callee, true));
            node->callee_end = node->child[0]->end;
            struct node *name = node->child[0]; /* (*f)(x) and (&f)(x) are f(x) */
            while (name->count == 1 && (name->kind == NODE_PAREN || name->kind == NODE_CAST ||
                                        name->kind == NODE_DEREF || name->kind == NODE_ADDRESS))
                name = name->child[0];
            if (name->kind == NODE_ASYNC_REF) {
                name->called = true;
                node->child[0] = name;
                name->parent = node;
            }
            continue;
        }
        /* Is the parameter declared as a pointer to an async function? The declaration says, or its typedefs. */
        bool to_async = is_async_type(clang_getArgType(function, count - 1));
        CXCursor declaration = clang_getCursorReferenced(cursor);
        if (!to_async && !clang_Cursor_isNull(declaration)) {
            CXCursor parameter = clang_Cursor_getArgument(declaration, count - 1);
            if (!clang_Cursor_isNull(parameter))
                to_async = is_async_declaration(parameter);
        }
        set_child(node, count++, build_expression(parser, list.items[i], to_async));
    }
    node->count = count;
    const struct node *name = count == 2 ? node_strip(node->child[0]) : NULL;
    if (name && name->kind == NODE_FUNCTION && name->func->type->no_prototype &&
        !strcmp(name->func->name, "async_repr")) {
        struct node *operand = single(node->child[1]);
        node->kind = NODE_REPR;
        node->count = 0;
        set_children(node, 1);
        set_child(node, 0, operand);
        parser->unit->has_async = true;
    }
    if (node->is_async_call)
        parser->unit->has_async = true;
    return node;
}

struct fields {
    CXCursor *items;
    size_t count, room;
};

static enum CXVisitorResult collect_field(CXCursor cursor, CXClientData data)
{
    ARRAY_ADD(*(struct fields *)data, cursor);
    return CXVisit_Continue;
}

static struct node *build_list(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct node *node = new_node(parser, NODE_INIT_LIST, cursor);
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    struct fields fields = {0};
    if (type.kind == CXType_Record)
        clang_Type_visitFields(type, collect_field, &fields);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    size_t field = 0;
    for (size_t i = 0; i < list.count; i++) {
        CXCursor item = list.items[i];
        if (!clang_isExpression(clang_getCursorKind(item)) && !clang_isStatement(clang_getCursorKind(item)))
            continue;
        bool async_field = to_async;
        bool designated = false;
        if (clang_getCursorKind(item) == CXCursor_UnexposedExpr) {
            struct cursors parts = children_of(item);
            for (size_t k = 0; k + 1 < parts.count; k++)
                if (clang_getCursorKind(parts.items[k]) == CXCursor_MemberRef) {
                    CXCursor declaration = clang_getCursorReferenced(parts.items[k]);
                    async_field = is_async_declaration(declaration);
                    designated = true;
                    for (size_t f = 0; f < fields.count; f++)
                        if (clang_equalCursors(fields.items[f], declaration))
                            field = f + 1;
                }
        }
        if (!designated && type.kind == CXType_Record) {
            async_field = field < fields.count && is_async_declaration(fields.items[field]);
            field++;
        }
        struct node *value = build_expression(parser, item, async_field);
        if (value->kind != NODE_DESIGNATED && (value->count > 1 && designated))
            value->kind = NODE_DESIGNATED;
        set_child(node, count++, value);
    }
    node->count = count;
    return node;
}

/* libclang exposes neither implicit casts nor a ?: b, nor designators; the shape tells them apart. */
static struct node *build_unexposed(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct cursors list = children_of(cursor);
    unsigned expressions = 0;
    bool designator = false;
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        expressions += clang_isExpression(kind) || clang_isStatement(kind);
        designator |= kind == CXCursor_MemberRef;
    }
    struct node *node = new_node(parser, NODE_OPERATOR, cursor);
    if (!node->inside) {
        struct token token = token_at(parser->source->text, node->begin, node->end);
        designator |= token_is(parser->source->text, token, "[");
        /* the old spelling of a designator, field: value */
    }
    if (designator && clang_getCursorType(cursor).kind == CXType_Void) {
        node->kind = NODE_DESIGNATED;
        build_operands(parser, node, cursor, to_async);
    } else if (expressions == 0) {
        node->kind = NODE_CONSTANT;
    } else if (expressions == 1 && clang_getCursorType(cursor).kind == CXType_ConstantArray &&
               clang_getCursorKind(list.items[0]) == CXCursor_StringLiteral) {
        node->kind = NODE_CONSTANT; /* the only expression of this shape is the function's name */
        node->name = "__func__";
        if (parser->function)
            parser->function->uses_name = true;
    } else if (expressions == 1) {
        node->kind = NODE_CAST;
        build_operands(parser, node, cursor, to_async);
        if (node->child[0]->var && node->child[0]->var->was_array)
            node->type = node->child[0]->type; /* not the array that libclang makes of it again */
    } else if (expressions == 4 &&
               clang_equalRanges(clang_getCursorExtent(list.items[0]), clang_getCursorExtent(list.items[1]))) {
        node->kind = NODE_ELVIS;
        set_children(node, 2);
        set_child(node, 0, build_expression(parser, list.items[0], to_async));
        set_child(node, 1, build_expression(parser, list.items[3], to_async));
    } else {
        build_operands(parser, node, cursor, to_async);
    }
    return node;
}

static struct node *build_expression(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct node *node;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    switch (kind) {
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_StringLiteral:
        node = new_node(parser, NODE_CONSTANT, cursor);
        break;
    case CXCursor_AddrLabelExpr:
        node = new_node(parser, NODE_CONSTANT, cursor);
        node->name = "&&";
        if (parser->function)
            parser->function->has_label_values = true;
        break;
    case CXCursor_DeclRefExpr:
        node = build_reference(parser, cursor, to_async);
        break;
    case CXCursor_ParenExpr:
        node = new_node(parser, NODE_PAREN, cursor);
        build_operands(parser, node, cursor, to_async);
        break;
    case CXCursor_UnaryOperator:
        node = build_unary(parser, cursor, to_async);
        break;
    case CXCursor_BinaryOperator:
        node = build_binary(parser, cursor, to_async);
        break;
    case CXCursor_CompoundAssignOperator:
        node = new_node(parser, NODE_COMPOUND_ASSIGN, cursor);
        node->name = operator_text(cursor);
        build_operands(parser, node, cursor, false);
        break;
    case CXCursor_ConditionalOperator:
        node = new_node(parser, NODE_CONDITIONAL, cursor);
        build_operands(parser, node, cursor, to_async);
        break;
    case CXCursor_CStyleCastExpr:
        node = build_cast(parser, cursor);
        break;
    case CXCursor_CallExpr:
        node = build_call(parser, cursor);
        break;
    case CXCursor_MemberRefExpr: {
        node = new_node(parser, NODE_MEMBER, cursor);
        node->name = take_string(clang_getCursorSpelling(cursor));
        build_operands(parser, node, cursor, false);
        struct cursors list = children_of(cursor);
        for (size_t i = 0; i < list.count; i++)
            if (clang_isExpression(clang_getCursorKind(list.items[i])))
                node->is_arrow = clang_getCanonicalType(clang_getCursorType(list.items[i])).kind == CXType_Pointer;
        break;
    }
    case CXCursor_ArraySubscriptExpr:
        node = new_node(parser, NODE_INDEX, cursor);
        build_operands(parser, node, cursor, false);
        break;
    case CXCursor_CompoundLiteralExpr:
        node = new_node(parser, NODE_LITERAL, cursor);
        build_operand(parser, node, cursor, is_async_type(clang_getCursorType(cursor)));
        break;
    case CXCursor_InitListExpr:
        node = build_list(parser, cursor, to_async);
        break;
    case CXCursor_StmtExpr: {
        node = new_node(parser, NODE_STATEMENTS, cursor);
        struct cursors list = children_of(cursor);
        set_children(node, 1);
        if (list.count)
            set_child(node, 0, build_block(parser, list.items[0]));
        else
            node->count = 0;
        break;
    }
    case CXCursor_UnaryExpr:
        node = new_node(parser, NODE_UNEVALUATED, cursor);
        build_operands(parser, node, cursor, true);
        break;
    case CXCursor_GenericSelectionExpr:
        node = new_node(parser, NODE_SELECTION, cursor);
        build_operands(parser, node, cursor, to_async);
        break;
    case CXCursor_UnexposedExpr:
        node = build_unexposed(parser, cursor, to_async);
        break;
    default:
        node = new_node(parser, NODE_OPERATOR, cursor);
        build_operands(parser, node, cursor, false);
        break;
    }
    if (!node->type)
        node->type = type_of(clang_getCursorType(cursor));
    return node;
}

/* ---- statements ---- */

static struct var *new_var(struct parser *parser, CXCursor cursor, struct node *decl)
{
    struct var *var = arena_take(sizeof *var);
    var->name = take_string(clang_getCursorSpelling(cursor));
    var->type = type_of(clang_getCursorType(cursor));
    var->decl = decl;
    var->scope = parser->scope;
    var->index = -1;
    var->out_name = var->name;
    in_buffer(parser, clang_getCursorLocation(cursor), &var->begin);
    struct marks marks = marks_of(cursor);
    if (marks.async && !leads_to_function(clang_getCursorType(cursor))) {
        var->is_coroutine = true;
        parser->unit->has_async = true;
    }
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
    var->is_static = storage == CX_SC_Static || storage == CX_SC_Extern || storage == CX_SC_PrivateExtern;
    var->is_extern = var->is_static && storage != CX_SC_Static;
    if (parser->function && !var->is_static) {
        var->index = (int)parser->function->vars.count;
        ARRAY_ADD(parser->function->vars, var);
    } else if (parser->function) {
        ARRAY_ADD(parser->function->statics, var);
    }
    bind(parser, cursor, var);
    return var;
}

/* The number in _Alignas(16) or aligned(16). */
static void read_alignment(struct var *var, const char *text, unsigned size, struct token word)
{
    struct token open = token_at(text, word.end, size), number = token_at(text, open.end, size);
    unsigned long value = number.kind == TOKEN_NUMBER ? strtoul(text + number.begin, NULL, 0) : 0;
    if (!token_is(text, open, "("))
        value = 16; /* `aligned` alone: as much as anything needs */
    unsigned alignment = value && value < 1u << 30 ? (unsigned)value : ~0u;
    if (alignment > var->alignment)
        var->alignment = alignment;
}

/* libclang has no kind for the cleanup attribute: its text is read where it was written, in a macro's definition if
 * need be. */
static enum CXChildVisitResult find_attributes(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct parser *parser = ((void **)data)[0];
    struct var *var = ((void **)data)[1];
    if (!clang_isAttribute(clang_getCursorKind(cursor)))
        return CXChildVisit_Continue;
    CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(cursor));
    CXFile file;
    unsigned offset, here;
    clang_getSpellingLocation(start, &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = file ? clang_getFileContents(parser->tu, file, &size) : NULL;
    if (!text || offset >= size)
        return CXChildVisit_Continue;
    struct token word = token_at(text, offset, (unsigned)size), open = token_at(text, word.end, (unsigned)size);
    if (token_is(text, word, "_Alignas") || token_is(text, word, "alignas") || token_is(text, word, "aligned") ||
        token_is(text, word, "__aligned__"))
        read_alignment(var, text, (unsigned)size, word);
    if (!token_is(text, word, "cleanup") && !token_is(text, word, "__cleanup__"))
        return CXChildVisit_Continue;
    var->has_cleanup = true;
    struct token name = token_at(text, open.end, (unsigned)size);
    if (in_buffer(parser, start, &here) && name.kind == TOKEN_WORD)
        var->cleanup = arena_copy(text + name.begin, name.end - name.begin);
    return CXChildVisit_Continue;
}

static struct node *build_var(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_VAR, cursor);
    node->type = type_of(clang_getCursorType(cursor));
    node->var = new_var(parser, cursor, node);
    void *data[2] = {parser, node->var};
    clang_visitChildren(cursor, find_attributes, data);
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count + 1);
    unsigned count = 0;
    if (!clang_Cursor_isNull(init)) {
        bool to_async = is_async_declaration(cursor);
        struct node *value = build_expression(parser, init, to_async);
        set_child(node, count++, value);
        node->has_init = true;
    }
    /* Expressions in the type: the sizes of arrays, typeof. */
    for (size_t i = 0; i < list.count; i++)
        if (clang_isExpression(clang_getCursorKind(list.items[i])) && !clang_equalCursors(list.items[i], init))
            set_child(node, count++, build_expression(parser, list.items[i], true));
    node->count = count;
    return node;
}

static struct node *build_declaration(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_DECLARATION, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (kind == CXCursor_VarDecl) {
            set_child(node, count++, build_var(parser, list.items[i]));
        } else {
            struct node *type = new_node(parser, NODE_TYPE, list.items[i]);
            type->name = take_string(clang_getCursorSpelling(list.items[i]));
            type->type = type_of(clang_getCursorType(list.items[i]));
            if (kind == CXCursor_FunctionDecl)
                type->func = func_of(parser, list.items[i]);
            else
                node->defines_type = true;
            set_child(node, count++, type);
        }
    }
    node->count = count;
    return node;
}

static struct node *build_block(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_BLOCK, cursor);
    struct node *outer = parser->scope;
    parser->scope = node;
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    for (size_t i = 0; i < list.count; i++)
        set_statement(parser, node, (unsigned)i, build_statement(parser, list.items[i]));
    parser->scope = outer;
    return node;
}

/* Which of the parts of a for are there: libclang leaves out the missing ones. */
static void place_parts(struct parser *parser, struct node *node, struct cursors *list, CXCursor parts[3], bool has[3])
{
    const char *text = parser->source->text;
    unsigned present = (unsigned)list->count - 1;
    has[0] = has[1] = has[2] = false;
    if (present == 3 || node->macro >= 0) {
        for (unsigned i = 0; i < present; i++) {
            parts[i] = list->items[i];
            has[i] = true;
        }
        return;
    }
    unsigned bounds[2] = {0}, found = 0;
    int depth = 0;
    for (struct token token = token_at(text, node->begin, node->end); token.kind != TOKEN_END && found < 2;
         token = token_at(text, token.end, node->end)) {
        if (token.kind != TOKEN_PUNCTUATION)
            continue;
        char c = text[token.begin];
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        if (c == ';' && depth == 1)
            bounds[found++] = token.begin;
    }
    for (unsigned i = 0; i < present; i++) {
        struct node at = {0};
        set_range(parser, &at, list->items[i]);
        unsigned part = at.begin < bounds[0] ? 0 : at.begin < bounds[1] ? 1 : 2;
        parts[part] = list->items[i];
        has[part] = true;
    }
}

static struct node *build_for(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_FOR, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, 4);
    struct node *outer = parser->scope;
    parser->scope = node;
    CXCursor parts[3];
    bool has[3];
    place_parts(parser, node, &list, parts, has);
    if (has[0])
        set_child(node, 0,
                  clang_getCursorKind(parts[0]) == CXCursor_DeclStmt ? build_declaration(parser, parts[0])
                                                                     : build_expression(parser, parts[0], false));
    for (unsigned i = 1; i < 3; i++)
        if (has[i])
            set_child(node, i, build_expression(parser, parts[i], false));
    set_statement(parser, node, 3, build_statement(parser, list.items[list.count - 1]));
    parser->scope = outer;
    return node;
}

/* Statements whose children are all expressions, but for a last one that is a statement. */
static struct node *build_compound(struct parser *parser, CXCursor cursor, enum node_kind kind, unsigned expressions)
{
    struct node *node = new_node(parser, kind, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (is_type_cursor(clang_getCursorKind(list.items[i])))
            continue;
        struct node *child = count < expressions ? build_expression(parser, list.items[i], false)
                                                 : build_statement(parser, list.items[i]);
        set_statement(parser, node, count++, child);
    }
    node->count = count;
    return node;
}

static struct node *build_statement(struct parser *parser, CXCursor cursor)
{
    struct node *node;
    struct cursors list;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_CompoundStmt:
        return build_block(parser, cursor);
    case CXCursor_DeclStmt:
        return build_declaration(parser, cursor);
    case CXCursor_IfStmt:
        return build_compound(parser, cursor, NODE_IF, 1);
    case CXCursor_WhileStmt:
        return build_compound(parser, cursor, NODE_WHILE, 1);
    case CXCursor_SwitchStmt:
        return build_compound(parser, cursor, NODE_SWITCH, 1);
    case CXCursor_DoStmt:
        node = new_node(parser, NODE_DO, cursor);
        list = children_of(cursor);
        set_children(node, 2);
        set_statement(parser, node, 0, build_statement(parser, list.items[0]));
        set_child(node, 1, build_expression(parser, list.items[1], false));
        take_semicolon(parser, node);
        return node;
    case CXCursor_ForStmt:
        return build_for(parser, cursor);
    case CXCursor_CaseStmt:
        list = children_of(cursor);
        return build_compound(parser, cursor, NODE_CASE, (unsigned)list.count - 1);
    case CXCursor_DefaultStmt:
        return build_compound(parser, cursor, NODE_DEFAULT, 0);
    case CXCursor_LabelStmt:
        node = build_compound(parser, cursor, NODE_LABEL, 0);
        node->name = take_string(clang_getCursorSpelling(cursor));
        return node;
    case CXCursor_GotoStmt:
        node = new_node(parser, NODE_GOTO, cursor);
        list = children_of(cursor);
        node->name = list.count ? take_string(clang_getCursorSpelling(list.items[0])) : "";
        take_semicolon(parser, node);
        return node;
    case CXCursor_IndirectGotoStmt:
        node = build_compound(parser, cursor, NODE_COMPUTED_GOTO, 1);
        take_semicolon(parser, node);
        return node;
    case CXCursor_BreakStmt:
        node = new_node(parser, NODE_BREAK, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_ContinueStmt:
        node = new_node(parser, NODE_CONTINUE, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_ReturnStmt:
        list = children_of(cursor);
        node = new_node(parser, NODE_RETURN, cursor);
        set_children(node, (unsigned)list.count);
        for (size_t i = 0; i < list.count; i++)
            set_child(
                node, (unsigned)i,
                build_expression(parser, list.items[i],
                                 parser->function && parser->function->type->inner && parser->function->returns_await));
        take_semicolon(parser, node);
        return node;
    case CXCursor_AsmStmt:
        node = new_node(parser, NODE_ASM, cursor);
        build_operands(parser, node, cursor, false);
        take_semicolon(parser, node);
        return node;
    case CXCursor_NullStmt:
        node = new_node(parser, NODE_EMPTY, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_UnexposedStmt:
        return build_compound(parser, cursor, NODE_ATTRIBUTED, 0);
    default:
        node = new_node(parser, NODE_EXPRESSION, cursor);
        set_children(node, 1);
        set_child(node, 0, build_expression(parser, cursor, false));
        node->end = node->child[0]->end;
        take_semicolon(parser, node);
        return node;
    }
}

/* ---- file scope ---- */

static void add_decl(struct parser *parser, struct func *func, CXCursor cursor)
{
    struct decl decl = {0};
    CXSourceRange range = clang_getCursorExtent(cursor);
    decl.in_buffer = in_buffer(parser, clang_getRangeStart(range), &decl.begin);
    in_buffer(parser, clang_getRangeEnd(range), &decl.end);
    struct marks marks = marks_of(cursor);
    decl.is_async = marks.own || is_async_type(clang_getCursorType(cursor));
    decl.defines = clang_isCursorDefinition(cursor);
    decl.has_inline = clang_Cursor_isFunctionInlined(cursor);
    decl.has_extern = clang_Cursor_getStorageClass(cursor) == CX_SC_Extern;
    if (!decl.in_buffer) {
        CXFile file;
        clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, &decl.place.line, &decl.place.column, NULL);
        decl.place.name = take_string(clang_getFileName(file));
    }
    if (decl.is_async)
        func->is_async = true;
    if (clang_getCursorLinkage(cursor) == CXLinkage_Internal)
        func->is_static = true;
    ARRAY_ADD(func->decls, decl);
}

/* Where the parentheses of a definition's parameters are, and where its name. */
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
    bool any = node->kind == NODE_CALL || node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN ||
               node->kind == NODE_INCDEC;
    for (unsigned i = 0; i < node->count; i++)
        any |= does_something(node->child[i]);
    return any;
}

/* Does the size in a parameter's declarator do more than compute? */
static bool has_effects(struct parser *parser, CXCursor cursor)
{
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++)
        if (clang_isExpression(clang_getCursorKind(list.items[i])) &&
            does_something(build_expression(parser, list.items[i], true)))
            return true;
    return false;
}

static void build_function(struct parser *parser, CXCursor cursor, struct func *func)
{
    struct node whole = {0};
    set_range(parser, &whole, cursor);
    func->begin = whole.begin;
    func->end = whole.end;
    func->defined = true;
    func->type = type_of(clang_getCursorType(cursor));
    find_parameters(parser, func, cursor);
    func->vars.count = func->params.count = func->statics.count = 0;
    parser->function = func;
    func->returns_await = is_async_type(clang_getCursorResultType(cursor)) ? (struct node *)func : NULL;
    struct node *scope = arena_take(sizeof *scope);
    scope->kind = NODE_BLOCK;
    parser->scope = scope;
    struct cursors list = children_of(cursor);
    CXCursor body = clang_getNullCursor();
    int params = clang_Cursor_getNumArguments(cursor), next = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (clang_getCursorKind(list.items[i]) == CXCursor_ParmDecl) {
            /* The parameters of what it returns are there as well. */
            if (next >= params || !clang_equalCursors(list.items[i], clang_Cursor_getArgument(cursor, (unsigned)next)))
                continue;
            next++;
            struct var *var = new_var(parser, list.items[i], NULL);
            var->is_param = true;
            var->is_static = false;
            if (var->type->is_array || var->type->is_function) {
                var->was_array = !var->type->is_array             ? NO_ARRAY
                                 : var->type->shape == TYPE_ARRAY ? ARRAY_SPELLED
                                                                  : ARRAY_NAMED;
                var->type = type_decay(var->type);
            }
            if (*var->name) {
                var->name_begin = var->begin;
                var->name_end = var->begin + (unsigned)strlen(var->name);
            }
            func->size_effects |= var->was_array && has_effects(parser, list.items[i]);
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
    }
    func->returns_await = NULL;
    parser->function = NULL;
    parser->scope = NULL;
}

static bool mentions_async(const char *text, size_t length)
{
    for (size_t i = 0; i + 5 <= length; i++)
        if (!memcmp(text + i, "async", 5) || !memcmp(text + i, "await", 5) || !memcmp(text + i, "_Awai", 5))
            return true;
    return false;
}

/* A function that a header defines: must its text be translated? */
static void look_into_header(struct parser *parser, CXCursor cursor)
{
    CXFile file;
    unsigned begin, end;
    CXSourceRange range = clang_getCursorExtent(cursor);
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
    size_t size;
    const char *text = file ? clang_getFileContents(parser->tu, file, &size) : NULL;
    if (!text || end > size || begin > end)
        return;
    if (!marks_of(cursor).async && !mentions_async(text + begin, end - begin))
        return;
    const char *name = take_string(clang_getFileName(file));
    for (size_t i = 0; i < parser->unit->includes.count; i++)
        if (!strcmp(parser->unit->includes.items[i].path, name))
            parser->unit->includes.items[i].has_code = true;
    struct include deep = {.path = name, .has_code = true};
    ARRAY_ADD(parser->unit->includes, deep); /* found through its includers in mark_includers() */
    parser->unit->has_async = true;
}

static void mark_includers(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    struct unit *unit = parser->unit;
    const char *name = take_string(clang_getFileName(included));
    bool has_code = false;
    for (size_t i = 0; i < unit->includes.count; i++)
        has_code |= unit->includes.items[i].has_code && !strcmp(unit->includes.items[i].path, name);
    if (!has_code)
        return;
    for (unsigned i = 0; i < depth; i++) {
        unsigned offset;
        if (!in_buffer(parser, stack[i], &offset))
            continue;
        for (size_t k = 0; k < unit->includes.count; k++)
            if (unit->includes.items[k].end && offset >= unit->includes.items[k].begin &&
                offset <= unit->includes.items[k].end + 1)
                unit->includes.items[k].has_code = true;
    }
}

static void build_toplevel(struct parser *parser, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    unsigned begin;
    bool here = in_buffer(parser, clang_getCursorLocation(cursor), &begin);
    if (!here) {
        if (kind == CXCursor_FunctionDecl && !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor))) {
            struct func *func = func_of(parser, cursor);
            add_decl(parser, func, cursor);
            if (clang_isCursorDefinition(cursor))
                look_into_header(parser, cursor);
        }
        return;
    }
    struct toplevel item = {0};
    struct node range = {0};
    set_range(parser, &range, cursor);
    item.begin = range.begin;
    item.end = range.end;
    if (kind == CXCursor_FunctionDecl && parser->tag_begin >= item.begin && parser->tag_end &&
        parser->tag_end <= item.end) {
        item.tag_begin = parser->tag_begin;
        item.tag_end = parser->tag_end;
    }
    if (kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl) {
        parser->tag_begin = item.begin;
        parser->tag_end = item.end;
    }
    if (kind == CXCursor_FunctionDecl) {
        struct func *func = func_of(parser, cursor);
        add_decl(parser, func, cursor);
        if (clang_isCursorDefinition(cursor)) {
            item.func = func;
            build_function(parser, cursor, func);
        } else {
            item.is_prototype = true;
            ARRAY_ADD(item.prototypes, func);
        }
        if (func->is_async)
            unit->has_async = true;
    } else if (kind == CXCursor_VarDecl) {
        item.tree = build_var(parser, cursor);
        item.tree->var->is_static = true;
    } else {
        return;
    }
    ARRAY_ADD(unit->toplevels, item);
}

/* ---- the preprocessing record ---- */

static enum keyword keyword_named(const char *name)
{
    static const struct {
        const char *name;
        enum keyword keyword;
    } names[] = {
        {"async", KEYWORD_ASYNC},       {"_Async", KEYWORD_ASYNC},  {"await", KEYWORD_AWAIT},
        {"_Await", KEYWORD_AWAIT},      {"async_new", KEYWORD_NEW}, {"async_spawn", KEYWORD_SPAWN},
        {"async_start", KEYWORD_START}, {"async_run", KEYWORD_RUN}, {"async_gather", KEYWORD_GATHER},
        {"async_repr", KEYWORD_REPR},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i].name, name))
            return names[i].keyword;
    return KEYWORD_NONE;
}

/* Does the definition of this macro, or of one that it names, use # or ##? */
static bool definition_pastes(struct parser *parser, CXCursor definition, int depth)
{
    if (clang_Cursor_isNull(definition) || clang_getCursorKind(definition) != CXCursor_MacroDefinition)
        return false;
    CXToken *tokens;
    unsigned count;
    clang_tokenize(parser->tu, clang_getCursorExtent(definition), &tokens, &count);
    bool pastes = depth > 8;
    for (unsigned i = 1; i < count && !pastes; i++) {
        const char *text = take_string(clang_getTokenSpelling(parser->tu, tokens[i]));
        pastes = !strcmp(text, "#") || !strcmp(text, "##");
    }
    clang_disposeTokens(parser->tu, tokens, count);
    return pastes;
}

static int compare_macros(const void *a, const void *b)
{
    const struct macro *left = a, *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return left->end > right->end ? -1 : left->end < right->end;
}

static void read_record(struct parser *parser, const struct cursors *cursors)
{
    struct unit *unit = parser->unit;
    struct {
        struct macro *items;
        size_t count, room;
    } all = {0};
    for (size_t i = 0; i < cursors->count; i++) {
        CXCursor cursor = cursors->items[i];
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        bool names = kind == CXCursor_MacroDefinition;
        if (kind != CXCursor_MacroExpansion && kind != CXCursor_InclusionDirective && !names)
            continue;
        CXSourceRange range = clang_getCursorExtent(cursor);
        unsigned begin, end;
        if (!in_buffer(parser, clang_getRangeStart(range), &begin) ||
            !in_buffer(parser, clang_getRangeEnd(range), &end))
            continue;
        if (names) {
            struct macro definition = {.begin = begin, .name = take_string(clang_getCursorSpelling(cursor))};
            ARRAY_ADD(unit->macros_defined, definition);
            continue;
        }
        if (kind == CXCursor_InclusionDirective) {
            CXFile file = clang_getIncludedFile(cursor);
            struct include include = {begin, end, file ? take_string(clang_getFileName(file)) : "", false};
            ARRAY_ADD(unit->includes, include);
            continue;
        }
        const char *name = take_string(clang_getCursorSpelling(cursor));
        struct macro macro = {.begin = begin, .end = end, .name = name, .keyword = keyword_named(name)};
        if (macro.keyword == KEYWORD_NONE)
            macro.pastes = definition_pastes(parser, clang_getCursorReferenced(cursor), 0);
        ARRAY_ADD(all, macro);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_macros);
    unsigned behind = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct macro *macro = &all.items[i];
        if (macro->keyword != KEYWORD_NONE) {
            ARRAY_ADD(unit->keywords, *macro);
        } else if (macro->begin >= behind) {
            ARRAY_ADD(unit->macros, *macro);
            behind = macro->end;
        } else if (macro->pastes) {
            unit->macros.items[unit->macros.count - 1].pastes = true;
        }
    }
}

/* ---- running libclang ---- */

static void print_diagnostic(struct parser *parser, CXDiagnostic diagnostic)
{
    static const char *const names[] = {"ignored", "note", "warning", "error", "fatal error"};
    enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(diagnostic);
    CXFile file;
    unsigned line, column, offset;
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, &column, &offset);
    const char *message = take_string(clang_getDiagnosticSpelling(diagnostic));
    if (!file) {
        fprintf(stderr, "asyncc: %s: %s\n", names[severity], message);
    } else if (parser->file && clang_File_isEqual(file, parser->file)) {
        struct place place = source_place(parser->source, offset);
        diag_print(&place, 1, names[severity], message);
    } else {
        struct place place = {.name = take_string(clang_getFileName(file)), .line = line, .column = column};
        size_t size;
        const char *text = clang_getFileContents(parser->tu, file, &size);
        if (text && offset <= size) {
            size_t begin = offset, end = offset;
            while (begin > 0 && text[begin - 1] != '\n')
                begin--;
            while (end < size && text[end] != '\n')
                end++;
            place.line_text = text + begin;
            place.line_length = (unsigned)(end - begin);
        }
        diag_print(&place, 1, names[severity], message);
    }
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        print_diagnostic(parser, note);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

/* Runs libclang over `text` in the place of the author's file. */
static bool run_clang(struct parser *parser, const char *text, unsigned length, bool probe)
{
    const char **flags = arena_take(((size_t)parser->flag_count + 16) * sizeof *flags);
    int count = 0;
    for (int i = 0; i < parser->flag_count; i++)
        if (strcmp(parser->flags[i], "-pedantic-errors"))
            flags[count++] = parser->flags[i];
    flags[count++] = "-D__ASYNCC__=1";
    flags[count++] = "-Wno-everything";
    flags[count++] = "-Wno-error";
    flags[count++] = "-fno-caret-diagnostics";
    flags[count++] = "-fbracket-depth=4096";
    if (*ASYNCC_RESOURCE_DIR) {
        flags[count++] = "-resource-dir";
        flags[count++] = ASYNCC_RESOURCE_DIR;
    }
    if (probe) {
        flags[count++] = "-W#pragma-messages";
        flags[count++] = "-ferror-limit=0";
    }
    struct CXUnsavedFile unsaved = {parser->input, text, length};
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    parser->tu = NULL;
    enum CXErrorCode code = CXError_Failure;
    /* What the author's compiler knows and libclang does not must not stop us: unknown flags are left out. */
    for (int attempt = 0; attempt < 32; attempt++) {
        code = clang_parseTranslationUnit2(parser->index, parser->input, flags, count, &unsaved, 1,
                                           CXTranslationUnit_DetailedPreprocessingRecord, &parser->tu);
        if (code != CXError_Success || !parser->tu)
            break;
        const char *unknown = NULL;
        for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu) && !unknown; i++) {
            CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
            const char *message = take_string(clang_getDiagnosticSpelling(diagnostic));
            if (!strncmp(message, "unknown argument", 16) || !strncmp(message, "unsupported option", 18) ||
                !strncmp(message, "unsupported argument", 20)) {
                const char *quote = strchr(message, '\'');
                const char *end = quote ? strchr(quote + 1, '\'') : NULL;
                if (end)
                    unknown = arena_copy(quote + 1, (size_t)(end - quote - 1));
            }
            clang_disposeDiagnostic(diagnostic);
        }
        if (!unknown)
            break;
        int kept = 0;
        for (int i = 0; i < count; i++)
            if (strcmp(flags[i], unknown))
                flags[kept++] = flags[i];
        if (kept == count)
            break;
        count = kept;
        clang_disposeTranslationUnit(parser->tu);
        parser->tu = NULL;
    }
    if (code != CXError_Success || !parser->tu) {
        fprintf(stderr, "asyncc: error: libclang cannot parse %s (code %d)\n", parser->input, (int)code);
        return false;
    }
    parser->file = clang_getFile(parser->tu, parser->input);
    return true;
}

struct parser *parser_new(const char *input, const char *const *flags, int flag_count, struct source *source,
                          struct diag *diag)
{
    struct parser *parser = arena_take(sizeof *parser);
    parser->input = input;
    parser->flags = flags;
    parser->flag_count = flag_count;
    parser->source = source;
    parser->diag = diag;
    parser->index = clang_createIndex(0, 0);
    return parser;
}

struct unit *parser_run(struct parser *parser)
{
    if (!run_clang(parser, parser->source->text, parser->source->length, false))
        return NULL;
    int errors = 0;
    for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            print_diagnostic(parser, diagnostic);
            errors++;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    if (errors) {
        parser->diag->errors += errors;
        return NULL;
    }
    struct unit *unit = arena_take(sizeof *unit);
    unit->source = parser->source;
    parser->unit = unit;
    types_forget();
    parser->tag_begin = parser->tag_end = 0;
    parser->bindings = NULL;
    parser->binding_count = parser->binding_room = 0;
    struct cursors toplevel = children_of(clang_getTranslationUnitCursor(parser->tu));
    read_record(parser, &toplevel);
    for (size_t i = 0; i < toplevel.count; i++)
        if (!clang_isPreprocessing(clang_getCursorKind(toplevel.items[i])))
            build_toplevel(parser, toplevel.items[i]);
    clang_getInclusions(parser->tu, mark_includers, parser);
    for (size_t i = 0; i < unit->includes.count; i++) /* text in the middle of an async function */
        for (size_t k = 0; k < unit->toplevels.count && unit->includes.items[i].end; k++) {
            const struct func *func = unit->toplevels.items[k].func;
            unsigned begin = unit->includes.items[i].begin;
            if (func && func->is_async && begin > func->begin && begin < func->end)
                unit->includes.items[i].has_code = true;
        }
    return unit;
}

/* The probe: in front of every invocation a #pragma message whose text is the stringised expansion. It must be
 * evaluated at that very place, for macros may be defined anew anywhere. */
bool parser_expansions(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts)
{
    struct source *source = parser->source;
    struct text probe = {0};
    text_puts(&probe, "#define ASYNCC_S_(...) #__VA_ARGS__\n#define ASYNCC_S(...) ASYNCC_S_(__VA_ARGS__)\n#line 1\n");
    static const char keywords[] = "\n#undef async\n#undef _Async\n#undef await\n#undef _Await\n#undef async_new\n"
                                   "#undef async_spawn\n#undef async_start\n#undef async_run\n#undef async_gather\n"
                                   "#undef async_repr";
    unsigned at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct macro *macro = macros[i];
        text_add(&probe, source->text + at, macro->begin - at);
        struct place place = source_place(source, macro->begin);
        if (i == 0)
            text_puts(&probe, keywords);
        text_printf(&probe, "\n#line %u\n#pragma message(\"asyncc %zu \" ASYNCC_S(", place.line, i);
        for (unsigned k = macro->begin; k < macro->end;) {
            struct token token = token_at(source->text, k, macro->end);
            if (token.begin > k)
                text_puts(&probe, " ");
            text_add(&probe, source->text + token.begin, token.end - token.begin);
            k = token.end > k ? token.end : k + 1;
        }
        text_printf(&probe, " ))\n#line %u\n", place.line);
        at = macro->begin;
        texts[i] = NULL;
    }
    text_add(&probe, source->text + at, source->length - at);
    bool fine = run_clang(parser, probe.text, (unsigned)probe.length, true);
    free(probe.text);
    if (!fine)
        return false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        const char *message = take_string(clang_getDiagnosticSpelling(diagnostic));
        char *end;
        if (!strncmp(message, "asyncc ", 7)) {
            unsigned long number = strtoul(message + 7, &end, 10);
            if (*end == ' ' && number < count)
                texts[number] = end + 1;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return true;
}

void parser_free(struct parser *parser)
{
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    clang_disposeIndex(parser->index);
}
