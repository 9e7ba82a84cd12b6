/* keyword.c: builds awaits and the other keywords. libclang shows them as prefix operators and casts, which
 * clang/record.c tells from others by their places. */
#include "clang/internal.h"

#include "base/util.h"

#include <string.h>

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

/* `x = f()` or `x += f()` in the parentheses of async_new or async_spawn: the call, and the address of x, where its
 * value goes. */
static bool build_stored_call(struct node *node, struct node *operand)
{
    if (operand->kind != NODE_ASSIGN && operand->kind != NODE_COMPOUND_ASSIGN)
        return false;
    struct node *target = operand->child[0], *call = node_strip_implicit(operand->child[1]);
    if (!call->is_async_call)
        return false;
    node->op = operand->kind == NODE_ASSIGN ? "=" : operand->op;
    struct type *pointer = arena_take(sizeof *pointer);
    *pointer = (struct type){.shape = TYPE_POINTER, .inner = target->type, .is_pointer = true, .spelling = ""};
    struct node *address = arena_take(sizeof *address);
    *address = *target;
    address->kind = NODE_ADDRESS;
    address->type = pointer;
    address->is_implicit = true;
    address->var = NULL;
    set_children(address, 1);
    set_child(address, 0, target);
    set_children(node, 2);
    set_child(node, 0, call);
    set_child(node, 1, address);
    return true;
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
        else if (operand->is_async_call && operand->child[0]->func && operand->child[0]->func->leaf &&
                 operand->child[0]->func->leaf != LEAF_LINE)
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
        operand = node_strip_implicit(node->child[node->count - 1]); /* not the cast of ASYNC_SELF */
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
    if ((keyword == KEYWORD_NEW || keyword == KEYWORD_SPAWN) && build_stored_call(node, operand))
        return node;
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

struct node *build_unary(struct parser *parser, CXCursor cursor, bool to_async)
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

struct node *build_cast(struct parser *parser, CXCursor cursor)
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
