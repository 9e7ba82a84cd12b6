/* expression.c: converts clang's expressions to tree nodes. clang's C interface exposes neither implicit casts nor a
 * few operators of GNU C; their shape identifies them. */
#include "clang/internal.h"

#include "clang/types.h"
#include "base/util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- expressions ---- */

bool is_type_cursor(enum CXCursorKind kind)
{
    return kind == CXCursor_TypeRef || kind == CXCursor_MemberRef || clang_isAttribute(kind) ||
           kind == CXCursor_LabelRef;
}

struct node *not_evaluated(struct node *node)
{
    struct node *wrapper = arena_take(sizeof *wrapper);
    wrapper->kind = NODE_UNEVALUATED;
    wrapper->begin = node->begin;
    wrapper->end = node->end;
    wrapper->macro = node->macro;
    wrapper->inside = node->inside;
    wrapper->is_implicit = true;
    wrapper->type = node->type;
    set_children(wrapper, 1);
    set_child(wrapper, 0, node);
    return wrapper;
}

void build_constants(struct parser *parser, struct nodes *nodes, CXCursor declaration, bool evaluated)
{
    struct cursors list = children_of(declaration);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (clang_isDeclaration(kind))
            build_constants(parser, nodes, list.items[i], false);
        if (kind == CXCursor_EnumConstantDecl)
            add_hider(parser, list.items[i]);
        if (!clang_isExpression(kind))
            continue;
        struct node *node = build_expression(parser, list.items[i], true);
        if (node->kind == NODE_CONSTANT && !node->is_function_name && !node->is_label_address)
            continue; /* no part of it ever has to be rewritten */
        ARRAY_ADD(*nodes, evaluated ? node : not_evaluated(node));
    }
}

void build_operands(struct parser *parser, struct node *node, CXCursor cursor, bool to_async)
{
    struct cursors list = children_of(cursor);
    struct nodes nodes = {0};
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (clang_isExpression(kind) || clang_isStatement(kind))
            ARRAY_ADD(nodes, build_expression(parser, list.items[i], to_async));
        else if (clang_isDeclaration(kind))
            build_constants(parser, &nodes, list.items[i], false);
    }
    set_nodes(node, &nodes);
}

/* Builds the operand of a cast or the list of a compound literal, which is the last child. The other children belong to
 * its type: operands of typeof, which are not evaluated, and lengths of arrays, which are evaluated if the type is
 * variably modified. */
static void build_operand(struct parser *parser, struct node *node, CXCursor cursor, bool to_async)
{
    build_operands(parser, node, cursor, to_async);
    const char *text = parser->source->text;
    bool variable = node->count > 1 && type_of(parser, clang_getCursorType(cursor))->is_variable;
    for (unsigned i = 0; i + 1 < node->count; i++) {
        struct node *part = node->child[i];
        unsigned at = part->begin;
        while (at > node->begin && strchr(" \t\r\n", text[at - 1]))
            at--;
        if (part->kind == NODE_UNEVALUATED || (variable && (part->inside || text[at - 1] == '[')))
            continue;
        set_child(node, i, not_evaluated(part));
    }
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
        if (parser->function && !strncmp(func->name, "__builtin_va_", 13))
            parser->function->must_be_one = true; /* gcc does not inline such a function */
    } else if (kind == CXCursor_EnumConstantDecl) {
        node->kind = NODE_CONSTANT;
    } else {
        struct var *var = remembered(parser, declaration);
        if (var) {
            node->kind = var->is_static ? NODE_GLOBAL : NODE_REF;
            node->var = var;
            if (var->was_array)
                node->type = var->type; /* libclang gives the array type, but a parameter is a pointer */
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
        to_async = true; /* comparing addresses does not leak them */
        break;
    default:
        kind = NODE_OPERATOR;
    }
    struct node *node = new_node(parser, kind, cursor);
    struct cursors list = children_of(cursor);
    if (kind == NODE_ASSIGN && list.count == 2)
        to_async = is_async_expression(list.items[0]);
    node->op = operator_text(cursor);
    build_operands(parser, node, cursor, to_async);
    return node;
}

/* Collects the arguments of gather: the operands of the outermost comma chain. */
static void flatten_commas(struct node *node, struct node *gather, size_t *room)
{
    if (node->kind == NODE_COMMA && node->count == 2) {
        flatten_commas(node->child[0], gather, room);
        flatten_commas(node->child[1], gather, room);
        return;
    }
    gather->child = arena_grow(gather->child, gather->count, room, sizeof *gather->child);
    gather->child[gather->count++] = node;
    node->parent = gather;
}

/* True for a coroutine object: a variable or an array element. */
static bool is_object(const struct node *node)
{
    if (node->kind == NODE_REF)
        return node->var->is_coroutine;
    if (node->kind == NODE_INDEX)
        return node->count == 2 && (is_object(node_strip(node->child[0])) || is_object(node_strip(node->child[1])));
    return false;
}

/* Builds `await`, async_run and the like; their meaning depends on the operand. */
static struct node *build_keyword(struct parser *parser, struct node *node, enum keyword keyword)
{
    struct node *operand = node->count ? node_strip(node->child[node->count - 1]) : NULL;
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
        node->kind = NODE_SPAWN;
        break;
    case KEYWORD_START:
        node->kind = NODE_START;
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
        flatten_commas(first->kind == NODE_PAREN ? first->child[0] : first, node, &room);
        return node;
    }
    default:
        return node;
    }
    set_children(node, 1);
    set_child(node, 0, operand);
    return node;
}

/* async_run(f(x)).a means (async_run(f(x))).a, but to clang the keyword is a prefix operator, which binds less tightly
 * than the postfix operators after the parentheses. This moves the operator to its operand. */
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

/* The keyword in the arguments of the macro invocation that contains this node. */
static enum keyword argument_keyword(struct parser *parser, const struct node *node, CXCursor cursor)
{
    unsigned offset = file_offset(parser, clang_getRangeStart(clang_getCursorExtent(cursor)));
    const struct macro *macro = &parser->unit->macros.items[node->macro];
    return offset > macro->begin && offset < macro->end ? take_keyword(parser->unit, offset) : KEYWORD_NONE;
}

/* The keyword that this __extension__ stands for. Where a statement begins with several, clang makes one operator of
 * them, at the place of the first. */
static enum keyword prefix_keyword(struct parser *parser, const struct node *node, CXCursor cursor)
{
    if (node->macro >= 0)
        return argument_keyword(parser, node, cursor);
    const char *text = parser->source->text;
    enum keyword keyword = take_keyword(parser->unit, node->begin);
    struct token token = token_at(text, node->begin, node->end);
    while (keyword == KEYWORD_NONE && token_is(text, token, "__extension__")) {
        token = token_at(text, token.end, node->end);
        if (token.begin >= node->child[0]->begin)
            break;
        keyword = take_keyword(parser->unit, token.begin);
    }
    return keyword;
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
        node->op = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc ? "++" : "--";
        break;
    case CXUnaryOperator_AddrOf:
        node->kind = NODE_ADDRESS;
        break;
    case CXUnaryOperator_Deref:
        node->kind = NODE_DEREF;
        break;
    case CXUnaryOperator_LNot:
        to_async = true;
        node->op = "!";
        break;
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        node->kind = NODE_MEMBER; /* __real__ and __imag__ select a part of the operand */
        break;
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Minus:
    case CXUnaryOperator_Not:
        node->op = "~";
        break;
    default:
        break;
    }
    build_operands(parser, node, cursor, to_async);
    if (kind != CXUnaryOperator_Extension || !node->count)
        return node;
    enum keyword keyword = prefix_keyword(parser, node, cursor);
    if (node->macro >= 0 && keyword == KEYWORD_NONE) {
        /* There is no record of a macro that #pragma pop_macro restored; the operand shows that it is one of asyncc's
         * keywords. */
        struct node *operand = node_strip(node->child[0]);
        if (operand->is_async_call || is_object(operand) || operand->kind == NODE_GATHER ||
            (operand->type && operand->type->spelling && !strcmp(operand->type->spelling, "async_task *")))
            keyword = KEYWORD_AWAIT;
        else if (may_make_keyword(parser, &parser->unit->macros.items[node->macro]))
            parser->unit->macros.items[node->macro].makes_keyword = true; /* visible once expanded */
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
    enum keyword keyword =
        node->inside ? argument_keyword(parser, node, cursor) : take_keyword(parser->unit, node->begin);
    build_operand(parser, node, cursor, is_async_type(clang_getCursorType(cursor)));
    if (keyword == KEYWORD_NONE || !node->count)
        return node;
    if (keyword != KEYWORD_GATHER) { /* a keyword that expands to a cast of sizeof */
        struct node *size = node_strip(node->child[node->count - 1]);
        if (size->count)
            set_child(node, node->count - 1, size->child[size->count - 1]);
    }
    return build_keyword(parser, node, keyword);
}

static bool does_async(const struct node *node)
{
    bool does = node->is_async_call || node->kind == NODE_AWAIT || node->kind == NODE_RUN || node->kind == NODE_REPR ||
                node->kind == NODE_SPAWN || node->kind == NODE_START;
    for (unsigned i = 0; i < node->count && !does; i++)
        does = node->child[i] && does_async(node->child[i]);
    return does;
}

/* The value of an integer constant expression. */
static bool constant_value(CXCursor cursor, long long *value)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    bool is_number = result && clang_EvalResult_getKind(result) == CXEval_Int;
    if (is_number)
        *value = clang_EvalResult_getAsLongLong(result);
    if (result)
        clang_EvalResult_dispose(result);
    return is_number;
}

/* Marks operands of builtins that do not evaluate them. If an operand has side effects, as everything async has, the
 * builtin's result does not depend on it. */
static void note_unevaluated_call(struct node *node, const struct cursors *list)
{
    const struct node *callee = node->count > 1 ? node_strip(node->child[0]) : NULL;
    if (!callee || callee->kind != NODE_FUNCTION || !does_async(node))
        return;
    const char *name = callee->func->name;
    long long which = 0;
    if (!strcmp(name, "__builtin_constant_p"))
        node->instead = "0";
    else if (!strcmp(name, "__builtin_object_size") || !strcmp(name, "__builtin_dynamic_object_size"))
        node->instead = list->count == 3 && constant_value(list->items[2], &which) && which & 2 ? "((__SIZE_TYPE__)0)"
                                                                                                : "((__SIZE_TYPE__)-1)";
    else if (!strcmp(name, "__builtin_assume"))
        node->instead = "((void)0)";
    else if (strcmp(name, "__builtin_classify_type"))
        return;
    node->kind = NODE_UNEVALUATED;
}

/* True if the first child of this _Generic is its controlling expression, which may also be a type. */
static bool is_in_front(struct parser *parser, const struct node *node)
{
    const char *text = parser->source->text;
    struct token word = token_at(text, node->begin, node->end), open = token_at(text, word.end, node->end);
    return token_at(text, open.end, node->end).begin == node->child[0]->begin;
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
        /* The parameter is a pointer to an async function if its declaration or one of its typedefs says so. */
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
        struct node *operand = node_strip(node->child[1]);
        node->kind = NODE_REPR;
        node->count = 0;
        set_children(node, 1);
        set_child(node, 0, operand);
        parser->unit->has_async = true;
    }
    if (node->is_async_call)
        parser->unit->has_async = true;
    note_unevaluated_call(node, &list);
    return node;
}

/* Builds __builtin_choose_expr(c, a, b) as a cast of the chosen operand; the others are not evaluated. If one of them
 * awaits, the choice must not depend on the compiler, so the condition's value is stored as its name. */
static void build_choice(struct parser *parser, struct node *node, const struct cursors *list, bool to_async)
{
    long long value = 0;
    struct node *operands[3];
    bool is_known = constant_value(list->items[0], &value), awaits = false;
    for (unsigned i = 0; i < 3; i++) {
        operands[i] = build_expression(parser, list->items[i], to_async);
        awaits |= does_async(operands[i]);
    }
    node->kind = NODE_CAST;
    node->type = operands[value ? 1 : 2]->type;
    set_children(node, 3);
    set_child(node, 0, not_evaluated(operands[0]));
    set_child(node, 1, not_evaluated(operands[value ? 2 : 1]));
    set_child(node, 2, operands[value ? 1 : 2]);
    if (awaits && is_known)
        node->child[0]->instead = value ? "1" : "0";
    if (awaits && !is_known)
        node->kind = NODE_SELECTION; /* refused */
}

/* _Generic evaluates one of its associations, and not its controlling expression. The choice matters where associations
 * await. libclang does not expose it; it follows from the type, if only one association has the type of the whole, or
 * from the text (clang/selection.c). The result is a cast of that association, as above. */
static struct node *build_selection(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct node *node = new_node(parser, NODE_SELECTION, cursor);
    build_operands(parser, node, cursor, to_async);
    if (!node->count || !does_async(node))
        return node;
    unsigned first = is_in_front(parser, node) ? 1 : 0, selected = 0, count = 0, operand = 0;
    if (first)
        set_child(node, 0, not_evaluated(node->child[0]));
    bool awaits = false;
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (!clang_isExpression(kind) || operand++ < first)
            continue;
        awaits |= does_async(node->child[operand - 1]);
        if (clang_equalTypes(clang_getCanonicalType(clang_getCursorType(list.items[i])), type)) {
            selected = operand - 1;
            count++;
        }
    }
    if (awaits && count != 1 && first && operand == node->count) {
        size_t control = 0;
        while (!clang_isExpression(clang_getCursorKind(list.items[control])))
            control++;
        selected = chosen_association(parser, node, clang_getCursorType(list.items[control]));
        count = selected != 0;
    }
    if (!awaits || count != 1 || operand != node->count)
        return node; /* refused if it awaits */
    node->kind = NODE_CAST;
    node->is_selection = true;
    struct node *chosen = node->child[selected];
    for (unsigned i = first, to = first; i < node->count; i++)
        if (i != selected)
            set_child(node, to++, not_evaluated(node->child[i]));
    set_child(node, node->count - 1, chosen);
    node->type = chosen->type;
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

/* True if the cursor's text begins with this word, even in a macro's definition. */
static bool begins_with(struct parser *parser, CXCursor cursor, const char *word)
{
    CXFile file;
    unsigned offset;
    clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = file ? clang_getFileContents(parser->tu, file, &size) : NULL;
    return text && offset < size && token_is(text, token_at(text, offset, (unsigned)size), word);
}

/* libclang exposes neither implicit casts nor a ?: b, nor designators; their shape identifies them. */
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
        /* the old form of a designator, field: value */
    }
    if (designator && clang_getCursorType(cursor).kind == CXType_Void) {
        node->kind = NODE_DESIGNATED;
        build_operands(parser, node, cursor, to_async);
    } else if (expressions == 0) {
        build_operands(parser, node, cursor, to_async); /* operands in a type that offsetof declares */
        node->kind = node->count ? NODE_UNEVALUATED : NODE_CONSTANT;
    } else if (expressions <= 2 && begins_with(parser, cursor, "__builtin_types_compatible_p")) {
        node->kind = NODE_UNEVALUATED;
        build_operands(parser, node, cursor, to_async);
    } else if (expressions == 1 && clang_getCursorType(cursor).kind == CXType_ConstantArray &&
               clang_getCursorKind(list.items[0]) == CXCursor_StringLiteral) {
        node->kind = NODE_CONSTANT; /* the only expression of this shape is the function's name */
        node->is_function_name = true;
        if (parser->function)
            parser->function->uses_name = true;
    } else if (expressions == 1) {
        node->kind = NODE_CAST;
        node->is_implicit = true;
        build_operands(parser, node, cursor, to_async);
        if (node->child[0]->var && node->child[0]->var->was_array)
            node->type = node->child[0]->type; /* not the array type that libclang reports */
    } else if (expressions == 4 &&
               clang_equalRanges(clang_getCursorExtent(list.items[0]), clang_getCursorExtent(list.items[1]))) {
        node->kind = NODE_ELVIS;
        set_children(node, 2);
        set_child(node, 0, build_expression(parser, list.items[0], to_async));
        set_child(node, 1, build_expression(parser, list.items[3], to_async));
    } else if (expressions == 3 && list.count == 3 && begins_with(parser, cursor, "__builtin_choose_expr")) {
        build_choice(parser, node, &list, to_async);
    } else {
        build_operands(parser, node, cursor, to_async);
    }
    return node;
}

/* clang represents an argument for a parameter of a transparent union as a compound literal of the union, which begins
 * at the same place as its list. The source has only the argument itself, and a temporary for it needs the argument's
 * own type. */
static CXCursor transparent_argument(CXCursor literal)
{
    struct cursors list = children_of(literal);
    CXCursor last = list.count ? list.items[list.count - 1] : clang_getNullCursor();
    if (clang_getCursorKind(last) != CXCursor_InitListExpr ||
        !clang_equalLocations(clang_getRangeStart(clang_getCursorExtent(literal)),
                              clang_getRangeStart(clang_getCursorExtent(last))))
        return clang_getNullCursor();
    struct cursors values = children_of(last);
    return values.count == 1 ? values.items[0] : clang_getNullCursor();
}

/* True if the operand is a type, as in sizeof (int[n++]): expressions in it are not the operand. */
static bool has_type_operand(struct parser *parser, const struct node *node)
{
    const char *text = parser->source->text;
    struct token keyword = token_at(text, node->begin, node->end);
    return node->inside || token_at(text, keyword.end, node->end).begin != node->child[0]->begin;
}

static enum CXChildVisitResult find_async_name(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr || !is_async_declaration(clang_getCursorReferenced(cursor)))
        return CXChildVisit_Recurse;
    *(bool *)data = true;
    return CXChildVisit_Break;
}

/* Builds a node of unknown kind. Its content is not visited, so check refuses it where that matters. */
static struct node *build_other(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_OTHER, cursor);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    node->what = kind == CXCursor_BlockExpr ? "a block (^)" : take_string(clang_getCursorKindSpelling(kind));
    clang_visitChildren(cursor, find_async_name, &node->names_async);
    return node;
}

struct node *build_expression(struct parser *parser, CXCursor cursor, bool to_async)
{
    struct node *node;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    switch (kind) {
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_CXXBoolLiteralExpr: /* both are C23 */
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr:
    case CXCursor_FixedPointLiteral:
        node = new_node(parser, NODE_CONSTANT, cursor);
        break;
    case CXCursor_AddrLabelExpr:
        node = new_node(parser, NODE_CONSTANT, cursor);
        node->is_label_address = true;
        if (parser->function)
            parser->function->must_be_one = true;
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
        node->op = operator_text(cursor);
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
        if (clang_Cursor_isBitField(clang_getCursorReferenced(cursor)))
            node->bits = clang_getFieldDeclBitWidth(clang_getCursorReferenced(cursor));
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
    case CXCursor_CompoundLiteralExpr: {
        CXCursor argument = transparent_argument(cursor);
        if (!clang_Cursor_isNull(argument))
            return build_expression(parser, argument, to_async);
        node = new_node(parser, NODE_LITERAL, cursor);
        build_operand(parser, node, cursor, is_async_type(clang_getCursorType(cursor)));
        break;
    }
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
        node->is_alignof = begins_with(parser, cursor, "_Alignof") || begins_with(parser, cursor, "alignof") ||
                           begins_with(parser, cursor, "__alignof__") || begins_with(parser, cursor, "__alignof");
        node->is_computed = node->count && has_type_operand(parser, node);
        break;
    case CXCursor_GenericSelectionExpr:
        node = build_selection(parser, cursor, to_async);
        break;
    case CXCursor_UnexposedExpr:
        node = build_unexposed(parser, cursor, to_async);
        break;
    default:
        node = build_other(parser, cursor);
        break;
    }
    if (!node->type)
        node->type = type_of(parser, clang_getCursorType(cursor));
    return node;
}
