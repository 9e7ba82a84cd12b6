/* expression.c: converts clang's expressions to tree nodes. clang's C interface exposes neither implicit casts nor a
 * few operators of GNU C; their shape identifies them. */
#include "clang/internal.h"

#include "clang/types.h"
#include "base/util.h"

#include <string.h>

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
void build_operand(struct parser *parser, struct node *node, CXCursor cursor, bool to_async)
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
        node->is_internal = clang_getCursorLinkage(declaration) == CXLinkage_Internal;
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
        struct node *operand = node_strip_implicit(node->child[1]); /* not the cast of ASYNC_SELF */
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
    const char *text = file ? text_of_file(parser, file, &size) : NULL;
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

/* Builds a node of unknown kind. Its content is not visited, so check refuses it where that matters. */
static struct node *build_other(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_OTHER, cursor);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    node->what = kind == CXCursor_BlockExpr ? "a block (^)" : take_string(clang_getCursorKindSpelling(kind));
    node->names_async = contains_async_name(cursor);
    return node;
}

/* True for an expression that is a value, which is never an array. libclang gives the array type where a parameter was
 * declared as one: for `(f(), a)` and `a + 1`, too. */
static bool is_never_array(const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_COMMA:
    case CHOICE_KINDS:
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
    case NODE_INCDEC:
    case NODE_OPERATOR:
    case NODE_STATEMENTS:
        return true;
    case NODE_PAREN:
        return node->count && node->child[0]->type && !node->child[0]->type->is_array;
    default:
        return false;
    }
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
    if (is_never_array(node) && node->type->is_array)
        node->type = type_decay(node->type);
    return node;
}
