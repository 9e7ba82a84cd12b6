/* check_statement.c: the rules of statements: jumps, loops, and preprocessor directives between their parts. */
#include "passes/check_internal.h"

#include "ir/node.h"
#include "passes/conditionals.h"

static bool is_left_by_break(const struct node *node)
{
    return node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_SWITCH;
}

/* Compilers do not agree which loop a jump in the head of a loop belongs to, and the head of a loop that awaits moves
 * into its body. */
void check_jump(struct check *check, const struct node *jump)
{
    for (const struct node *node = jump, *up = jump->parent; up; node = up, up = up->parent) {
        if (!is_left_by_break(up))
            continue;
        unsigned body = up->kind == NODE_DO ? 0 : up->kind == NODE_FOR ? 3 : 1;
        if (up->child[body] == node)
            return;
        if (node->awaits)
            error_at(check, jump,
                     "a jump out of the head of a loop that awaits is not supported: put it into the body");
        return;
    }
}

/* True if a block inside this expression contains the place. The statements of a block stay in order. */
static bool is_in_block(const struct node *node, unsigned at)
{
    if (!node || at < node->begin || at >= node->end)
        return false;
    if (node->kind == NODE_BLOCK)
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (is_in_block(node->child[i], at))
            return true;
    return false;
}

/* A directive in text that is taken apart would be lost, or would come after the text that it should precede. */
static void refuse_directives(struct check *check, const struct node *node, unsigned begin, unsigned end)
{
    const struct source *source = check->unit->source;
    for (unsigned at; begin < end && has_directive(source->text, source->length, begin, end, &at);) {
        struct token word = token_at(source->text, at + 1, end);
        bool line = token_is(source->text, word, "line") ||
                    word.kind == TOKEN_NUMBER; /* the output has its own #line directives */
        if (!line && !is_in_block(node, at)) {
            diag_error(check->diag, at, at + 1,
                       "a directive in the middle of a statement with an await is not supported: put it in front of "
                       "it");
            return;
        }
        begin = token_at(source->text, at, end).end;
    }
}

static void check_for_head(struct check *check, const struct node *node)
{
    const struct node *first = node->child[0];
    unsigned head = node->begin;
    bool awaits = false;
    for (unsigned i = 0; i < 3; i++) {
        head = node->child[i] && node->child[i]->end > head ? node->child[i]->end : head;
        awaits |= node->child[i] && node->child[i]->awaits;
    }
    if (awaits || (first && first->kind == NODE_DECLARATION && node->awaits))
        refuse_directives(check, node, node->begin,
                          node->child[2] && node->child[2]->awaits ? node->child[3]->begin : head);
}

static void check_declarator(struct check *check, const struct node *var)
{
    if (var->kind == NODE_VAR && var->var->scope && var->var->scope->awaits)
        refuse_directives(check, var, var->var->begin, var->has_init && !var->awaits ? var->child[0]->begin : var->end);
}

/* Directives between the parts of a statement can stay: see emit_directives. */
void check_directives(struct check *check, const struct node *node)
{
    const struct node *first = node->count ? node->child[0] : NULL;
    switch (node->kind) {
    case NODE_EXPRESSION:
    case NODE_COMPUTED_GOTO:
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_WHILE:
        if (first && first->awaits)
            refuse_directives(check, first, node->begin, first->end);
        break;
    case NODE_RETURN:
        if (!first)
            break;
        refuse_directives(check, first, node->begin, first->awaits ? first->end : first->begin);
        refuse_directives(check, first, first->end, node->end);
        break;
    case NODE_DO:
        if (node->child[1]->awaits)
            refuse_directives(check, node->child[1], node->child[1]->begin, node->end);
        break;
    case NODE_FOR:
        check_for_head(check, node);
        break;
    case NODE_DECLARATION:
        for (unsigned i = 0; i < node->count; i++)
            check_declarator(check, node->child[i]);
        break;
    case NODE_BLOCK:
    case NODE_VAR:
    case NODE_TYPE:
    case LABEL_KINDS:
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        break;
    }
}

struct leaving {
    struct check *check;
    const struct node *gather;
};

static void check_leaving(struct node *node, void *data)
{
    const struct leaving *leaving = data;
    bool jumps = node_is_jump(node);
    for (const struct node *up = node; up != leaving->gather && jumps; up = up->parent)
        jumps = (node->kind != NODE_BREAK && node->kind != NODE_CONTINUE) || !is_left_by_break(up);
    if (jumps)
        error_at(leaving->check, node,
                 "a jump in an argument of async_gather, where a call before it may be waiting already, is not "
                 "supported: compute the argument before");
}

void check_gather(struct check *check, const struct node *node)
{
    if (!node->parent || node->parent->kind != NODE_AWAIT) {
        const struct node *up = node->parent;
        while (up && up->kind == NODE_PAREN)
            up = up->parent;
        if (!up || up->kind != NODE_AWAIT)
            error_at(check, node, "async_gather without await: it would not run");
    }
    for (unsigned i = 1; i < node->count; i++)
        node_walk(node->child[i], check_leaving, &(struct leaving){check, node});
}

/* If the condition or step of a loop awaits, the output encloses them in braces, which limit the scope of a type. */
void check_loop(struct check *check, const struct node *node)
{
    const struct node *body = node->child[node->kind == NODE_DO ? 0 : node->count - 1];
    bool awaits = false;
    for (unsigned i = node->kind == NODE_FOR ? 1 : 0; i < node->count; i++)
        awaits |= node->child[i] && node->child[i] != body && node->child[i]->awaits;
    if (node->leaks_type && awaits)
        error_at(
            check, node,
            "before C99 a type that is declared in a loop is visible after it; here, where the loop's condition or "
            "step awaits, that is not supported: declare it before");
}
