/* rewritten.c: which text of a function is taken apart.
 *
 * In an async function that is everything that contains an await, `return`, and declarations of locals that may live
 * longer than the C function because of an await. In any function it is the calls that start or run coroutines. The
 * callers deal with what hides in such text (a macro, a preprocessor directive): macro_text.c, conditionals.c and
 * check_statement.c. emit/ relies on it.
 */
#include "passes/rewritten.h"

#include "ir/node.h"

#include <string.h>

static bool declares_async(const struct node *declaration)
{
    for (unsigned i = 0; i < declaration->count; i++)
        if (declaration->child[i]->func && declaration->child[i]->func->is_async)
            return true;
    return false;
}

/* True if a variable lives in a scope that awaits, so that it may be saved, pinned, renamed or initialised. */
static bool declaration_waits(const struct node *declaration)
{
    for (unsigned i = 0; i < declaration->count; i++) {
        const struct node *child = declaration->child[i];
        if (child->kind != NODE_VAR)
            continue;
        const struct var *var = child->var;
        if (child->awaits || var->is_coroutine || var->pinned || (var->scope && var->scope->awaits) ||
            strcmp(var->name, var->out_name))
            return true;
    }
    return declares_async(declaration);
}

static struct rewritten *add_range(struct rewritten *ranges, unsigned *count, unsigned begin, unsigned end)
{
    struct rewritten *range = &ranges[(*count)++];
    *range = (struct rewritten){.begin = begin, .end = end};
    return range;
}

static void add_part(struct rewritten *range, struct node *part)
{
    if (part)
        range->part[range->count++] = part;
}

/* The text of a statement with an expression in front of a body. */
static unsigned head_text(struct node *node, struct rewritten *ranges)
{
    unsigned count = 0;
    if (!node->child[0]->awaits)
        return 0;
    add_part(add_range(ranges, &count, node->begin, node->child[1]->begin), node->child[0]);
    return count;
}

static unsigned for_text(struct node *node, struct rewritten *ranges)
{
    unsigned count = 0;
    bool waits = false;
    for (unsigned i = 0; i < 3; i++)
        waits |= node->child[i] && node->child[i]->awaits;
    const struct node *init = node->child[0];
    if (!waits && !(init && init->kind == NODE_DECLARATION && declaration_waits(init)))
        return 0;
    struct rewritten *range = add_range(ranges, &count, node->begin, node->child[3]->begin);
    for (unsigned i = 0; i < 3; i++)
        add_part(range, node->child[i]);
    return count;
}

static unsigned do_text(struct node *node, struct rewritten *ranges)
{
    unsigned count = 0;
    if (!node->child[1]->awaits)
        return 0;
    add_range(ranges, &count, node->begin, node->child[0]->begin);
    struct rewritten *range = add_range(ranges, &count, node->child[0]->end, node->end);
    add_part(range, node->child[1]);
    range->ends_statement = true;
    return count;
}

bool gives_value(const struct node *node)
{
    const struct node *up = node->parent;
    while (up && (up->kind == NODE_LABEL || up->kind == NODE_ATTRIBUTED))
        up = up->parent;
    return up && up->kind == NODE_BLOCK && up->parent && up->parent->kind == NODE_STATEMENTS && up->parent->awaits;
}

bool is_always_rewritten(const struct node *node)
{
    switch (node->kind) {
    case NODE_AWAIT:
    case KEYWORD_KINDS:
        return true;
    case NODE_CALL:
        return node->is_async_call;
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_REF:
    case NODE_ASYNC_REF:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_MEMBER:
    case NODE_INDEX:
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
    case NODE_OTHER:
    case STATEMENT_KINDS:
        return false;
    }
    return false;
}

/* True for one that is written where it stands. The others are written as steps, with the statement that they are in,
 * or with an operator. */
static bool is_operator(const struct node *node)
{
    return is_always_rewritten(node) && node->kind != NODE_AWAIT && node->kind != NODE_GATHER &&
           node->kind != NODE_CALL;
}

unsigned rewritten_text(const struct func *func, struct node *node, struct rewritten ranges[MOST_REWRITTEN])
{
    unsigned count = 0;
    bool is_async = func && func->is_async;
    struct rewritten *range = NULL;
    if (is_operator(node)) {
        add_part(add_range(ranges, &count, node->begin, node->end), node->child[0]);
        return count;
    }
    if (node->kind == NODE_CALL && node->is_async_call) { /* it may make a coroutine object, which check finds out */
        add_part(add_range(ranges, &count, node->begin, node->end), node);
        return count;
    }
    switch (node->kind) {
    case NODE_DECLARATION:
        if (is_async ? declaration_waits(node) : declares_async(node))
            range = add_range(ranges, &count, node->begin, node->end);
        break;
    case NODE_RETURN:
        if (is_async)
            range = add_range(ranges, &count, node->begin, node->end);
        break;
    case NODE_COMPUTED_GOTO:
        if (is_async && (node->awaits || func->body->awaits)) /* async_label() */
            range = add_range(ranges, &count, node->begin, node->end);
        break;
    case NODE_EXPRESSION:
        if (is_async && (node->awaits || gives_value(node)))
            range = add_range(ranges, &count, node->begin, node->end);
        break;
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_WHILE:
        return is_async ? head_text(node, ranges) : 0;
    case NODE_DO:
        return is_async ? do_text(node, ranges) : 0;
    case NODE_FOR:
        return is_async ? for_text(node, ranges) : 0;
    case NODE_BLOCK:
    case NODE_VAR:
    case NODE_TYPE:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        return 0;
    }
    if (!range)
        return 0;
    range->ends_statement = node->kind != NODE_DECLARATION || node->parent->kind != NODE_FOR;
    if (node->kind == NODE_DECLARATION)
        add_part(range, node);
    else if (node->count)
        add_part(range, node->child[0]);
    return count;
}

/* True for an l-value that is settled before an await: `a[i].b->c = await f()`. */
static bool is_settled(const struct node *node)
{
    const struct node *parent = node->parent;
    for (; parent; node = parent, parent = parent->parent) {
        if ((parent->kind == NODE_ASSIGN || parent->kind == NODE_COMPOUND_ASSIGN) && parent->child[0] == node) {
            const struct node *up = parent->parent;
            while (up && up->kind == NODE_PAREN)
                up = up->parent;
            return parent->child[1]->awaits || (up && up->kind == NODE_GATHER);
        }
        bool leads = parent->kind == NODE_PAREN || parent->kind == NODE_CAST || parent->kind == NODE_MEMBER ||
                     parent->kind == NODE_DEREF || parent->kind == NODE_INDEX || parent->kind == NODE_ADDRESS;
        if (!leads || parent->child[0] != node)
            return false;
    }
    return false;
}

/* True for a part of an initialiser list that awaits somewhere: each value of it may go into a temporary. */
static bool is_in_awaiting_list(const struct node *node)
{
    for (; node && (node->kind == NODE_DESIGNATED || node->kind == NODE_INIT_LIST); node = node->parent)
        if (node->awaits)
            return true;
    return false;
}

bool comes_apart(const struct node *node)
{
    if (node->awaits || node->kind == NODE_DECLARATION || node->kind == NODE_VAR || node->kind == NODE_GATHER)
        return true;
    const struct node *parent = node->parent;
    if (parent && is_always_rewritten(parent) && parent->kind != NODE_CALL && parent->kind != NODE_REPR)
        return true;         /* a call, whose parts the output arranges, but for the operand of async_repr */
    if (node->is_async_call) /* it may be in parentheses, or assigned in a gather */
        return true;
    return is_settled(node) || is_in_awaiting_list(node) || (node->type && node->type->is_variable);
}

bool same_declaration(const struct unit *unit, const struct toplevel *a, const struct toplevel *b)
{
    const char *text = unit->source->text;
    for (struct token token = token_at(text, a->end, b->begin); token.kind != TOKEN_END;
         token = token_at(text, token.end, b->begin))
        if (token_is(text, token, ";") || token_is(text, token, "}"))
            return false;
    return true;
}
