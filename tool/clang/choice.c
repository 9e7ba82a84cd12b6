/* choice.c: builds what evaluates only some of its operands: _Generic, __builtin_choose_expr, and the builtins that
 * evaluate none. */
#include "clang/internal.h"

#include "ir/node.h"

#include <string.h>

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
void note_unevaluated_call(struct node *node, const struct cursors *list)
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

/* Builds __builtin_choose_expr(c, a, b) as a cast of the chosen operand; the others are not evaluated. If one of them
 * awaits, the choice must not depend on the compiler, so the condition's value is stored as its name. */
void build_choice(struct parser *parser, struct node *node, const struct cursors *list, bool to_async)
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
struct node *build_selection(struct parser *parser, CXCursor cursor, bool to_async)
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
