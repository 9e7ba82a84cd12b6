/* check_endless.c: loops that a cancellation cannot end.
 *
 * In a cancelled task each wait ends with -ECANCELED, and the task has to end by itself because of it. A loop without
 * an exit that drops the results of all its waits goes on for ever.
 */
#include "passes/check_internal.h"
#include "passes/lower.h"

#include "base/util.h"
#include "ir/attributes.h"
#include "ir/node.h"

#include <string.h>

struct loop {
    const struct check *check;
    const struct node *wait; /* the first one in it */
    bool exits, used;        /* it has an exit; it uses the result of a wait */
};

/* True if a declaration in the buffer says _Noreturn, which libclang does not show. */
static bool says_noreturn(const struct check *check, const struct func *func)
{
    const char *text = check->unit->source->text;
    for (size_t i = 0; i < func->decls.count; i++) {
        const struct decl *decl = &func->decls.items[i];
        struct token token = token_at(text, decl->begin, decl->end);
        for (; decl->in_buffer && token.kind == TOKEN_WORD; token = token_at(text, token.end, decl->end))
            if (token_is(text, token, "_Noreturn") || token_is(text, token, "noreturn"))
                return true;
    }
    return false;
}

/* True for a function that does not return. */
static bool never_returns(const struct check *check, const struct func *func)
{
    static const char *const names[] = {"exit",    "_exit",      "_Exit",        "abort",    "quick_exit",
                                        "longjmp", "siglongjmp", "pthread_exit", "thrd_exit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(func->name, names[i]))
            return true;
    return attributes_have(func, "noreturn") || says_noreturn(check, func);
}

/* An operator stores the value of its call. */
static void find_stored(const struct node *node, void *loop)
{
    if ((node->kind == NODE_NEW || node->kind == NODE_SPAWN) && node->count > 1)
        ((struct loop *)loop)->used = true;
}

static void visit_await(struct loop *loop, const struct node *await)
{
    const struct node *operand = await->child[0];
    if (!loop->wait)
        loop->wait = await;
    if (await->await != AWAIT_GATHER)
        loop->used |= !await->type->is_void && !node_is_discarded(await);
    for (unsigned i = 0; await->await == AWAIT_GATHER && i < operand->count; i++)
        loop->used |= gather_target(operand->child[i]) != NULL;
    node_visit(operand, find_stored, loop);
}

/* `nested`: a break in this node leaves another loop or a switch inside of it. */
static void visit(struct loop *loop, const struct node *node, bool nested)
{
    if (!node)
        return;
    if (node->kind == NODE_AWAIT)
        visit_await(loop, node);
    else if (node->kind == NODE_BREAK)
        loop->exits |= !nested;
    else if (node->kind == NODE_RETURN || node->kind == NODE_GOTO || node->kind == NODE_COMPUTED_GOTO ||
             node->kind == NODE_ASM)
        loop->exits = true; /* or perhaps */
    else if (node->kind == NODE_CALL && node->child[0])
        loop->exits |= node_strip(node->child[0])->kind == NODE_FUNCTION &&
                       never_returns(loop->check, node_strip(node->child[0])->func);
    bool leaves =
        node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR || node->kind == NODE_SWITCH;
    for (unsigned i = 0; i < node->count; i++)
        visit(loop, node->child[i], nested || leaves);
}

void check_endless(struct check *check, const struct node *node)
{
    if (!check->func || !check->func->is_async || !node->is_endless)
        return;
    struct loop loop = {.check = check};
    for (unsigned i = 0; i < node->count; i++)
        visit(&loop, node->child[i], false);
    if (!loop.wait || loop.exits || loop.used)
        return;
    const char *advice = loop.wait->type->is_void || loop.wait->await == AWAIT_GATHER
                             ? "end it when a wait gives -ECANCELED"
                             : "write 'if (await … < 0) break;'";
    struct token word = token_at(check->unit->source->text, node->begin, node->end);
    diag_warning(check->diag, word.begin, word.end, "async-endless",
                 "this loop has no exit and drops the results of its waits, so a cancellation cannot end it: %s",
                 advice);
}
