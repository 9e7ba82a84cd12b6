/* check_blocking.c: calls that stop the whole loop: those that wait for something themselves, and awaits while a lock
 * of the thread is held.
 */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/node.h"

#include <string.h>

/* ---- calls that block ---- */

struct blocker {
    const char *name;
    const char *instead;
};

/* Functions of the system that may wait for any time, and what waits in their place. */
static const struct blocker blockers[] = {
    {"sleep", "async_sleep(seconds)"},
    {"usleep", "async_sleep(seconds)"},
    {"nanosleep", "async_sleep(seconds)"},
    {"clock_nanosleep", "async_sleep_until(time)"},
    {"thrd_sleep", "async_sleep(seconds)"},
    {"read", "async_read(…)"},
    {"write", "async_write(…)"},
    {"readv", "async_readv(…)"},
    {"writev", "async_writev(…)"},
    {"recv", "async_recv(…)"},
    {"send", "async_send(…)"},
    {"recvfrom", "async_recvfrom(…)"},
    {"sendto", "async_sendto(…)"},
    {"recvmsg", "async_recvmsg(…)"},
    {"sendmsg", "async_sendmsg(…)"},
    {"accept", "async_accept(…)"},
    {"accept4", "async_accept(…)"},
    {"connect", "async_connect(…)"},
    {"poll", "async_poll(…)"},
    {"ppoll", "async_poll(…)"},
    {"select", "async_poll(…)"},
    {"pselect", "async_poll(…)"},
    {"getaddrinfo", "async_getaddrinfo(…)"},
    {"gethostbyname", "async_getaddrinfo(…)"},
    {"gethostbyaddr", "async_getaddrinfo(…)"},
    {"fsync", "async_fsync(…)"},
    {"wait", "async_process_wait(…)"},
    {"waitpid", "async_process_wait(…)"},
    {"waitid", "async_process_wait(…)"},
    {"system", "async_process_wait(…)"},
    {"sigwait", "async_signals_wait(…)"},
    {"sigwaitinfo", "async_signals_wait(…)"},
    {"pthread_cond_wait", "async_condition_wait(…)"},
    {"pthread_barrier_wait", "async_barrier_wait(…)"},
    {"sem_wait", "async_semaphore_wait(…)"},
};

/* The function of this call, if it is one by its name; NULL through a pointer, or for an async function. */
static const struct func *callee_of(const struct node *call)
{
    const struct node *callee = call->child[0] ? node_strip(call->child[0]) : NULL;
    return callee && callee->kind == NODE_FUNCTION ? callee->func : NULL;
}

static bool has_word(const struct check *check, unsigned begin, unsigned end, const char *const *words)
{
    const char *text = check->unit->source->text;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end))
        for (const char *const *word = words; token.kind == TOKEN_WORD && *word; word++)
            if (token_is(text, token, *word))
                return true;
    return false;
}

/* True if the source says that this call does not wait, or that what it works on does not. */
static bool is_told_not_to_wait(const struct check *check, const struct node *call)
{
    static const char *const in_function[] = {"O_NONBLOCK", "O_NDELAY",     "SOCK_NONBLOCK",
                                              "FIONBIO",    "MSG_DONTWAIT", NULL};
    static const char *const in_call[] = {"WNOHANG", NULL};
    return has_word(check, call->begin, call->end, in_call) ||
           has_word(check, check->func->begin, check->func->end, in_function);
}

/* True for poll(…, 0), which only looks. */
static bool only_looks(const struct check *check, const struct node *call)
{
    const struct node *last = call->child[call->count - 1];
    const char *text = check->unit->source->text;
    return last && last->kind == NODE_CONSTANT && last->end == last->begin + 1 && text[last->begin] == '0' &&
           !strcmp(callee_of(call)->name, "poll");
}

void check_blocking(struct check *check, const struct node *call)
{
    const struct func *func = callee_of(call);
    if (!in_async(check) || !func)
        return;
    const char *instead = func->blocking;
    for (size_t i = 0; !instead && func->is_foreign && i < sizeof blockers / sizeof *blockers; i++)
        if (!strcmp(func->name, blockers[i].name))
            instead = blockers[i].instead;
    if (!instead || is_told_not_to_wait(check, call) || (!func->blocking && only_looks(check, call)))
        return;
    if (*instead)
        diag_warning(check->diag, call->begin, call->end, "async-blocking",
                     "this blocks the whole loop; write 'await %s'", instead);
    else
        diag_warning(check->diag, call->begin, call->end, "async-blocking", "this blocks the whole loop");
}

/* ---- awaits while a lock of the thread is held ---- */

/* A lock that is held, as a list: later ones first. */
struct held {
    const struct node *call; /* what took it */
    const struct held *rest;
};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

/* True if both calls have the same first argument, by its text. */
static bool is_same_lock(const struct check *check, const struct node *one, const struct node *other)
{
    const char *text = check->unit->source->text;
    if (one->count < 2 || other->count < 2 || !one->child[1] || !other->child[1])
        return true; /* cannot be told */
    const struct node *a = one->child[1], *b = other->child[1];
    return a->end - a->begin == b->end - b->begin && !memcmp(text + a->begin, text + b->begin, a->end - a->begin);
}

static const struct held *without(const struct check *check, const struct held *held, const struct node *unlock)
{
    if (!held)
        return NULL;
    const struct held *rest = without(check, held->rest, unlock);
    if (is_same_lock(check, held->call, unlock))
        return rest;
    struct held *kept = arena_take(sizeof *kept);
    *kept = (struct held){held->call, rest};
    return kept;
}

/* What is held after either of two ways: only what both leave held, so that nothing is said that may be wrong. */
static const struct held *both(const struct held *one, const struct held *other)
{
    const struct held *common = NULL;
    for (; one; one = one->rest)
        for (const struct held *at = other; at; at = at->rest)
            if (at->call == one->call) {
                struct held *kept = arena_take(sizeof *kept);
                *kept = (struct held){one->call, common};
                common = kept;
            }
    return common;
}

static const struct held *after_call(const struct check *check, const struct node *call, const struct held *held)
{
    static const char *const locks[] = {
        "pthread_mutex_lock", "pthread_rwlock_rdlock", "pthread_rwlock_wrlock", "pthread_spin_lock", "mtx_lock", NULL};
    static const char *const unlocks[] = {"pthread_mutex_unlock", "pthread_rwlock_unlock", "pthread_spin_unlock",
                                          "mtx_unlock", NULL};
    const struct func *func = callee_of(call);
    if (!func || !func->is_foreign)
        return held;
    if (is_one_of(func->name, unlocks))
        return without(check, held, call);
    if (!is_one_of(func->name, locks))
        return held;
    struct held *more = arena_take(sizeof *more);
    *more = (struct held){call, held};
    return more;
}

/* True if nothing comes after this statement. */
static bool ends_in_jump(const struct node *node)
{
    while (node && node->kind == NODE_BLOCK && node->count)
        node = node->child[node->count - 1];
    return node && node_is_jump(node);
}

/* Follows the text, and gives what is held after it. A branch that ends in a jump does not count for what comes after
 * it; a loop's body runs or does not. */
static const struct held *follow(struct check *check, const struct node *node, const struct held *held)
{
    if (!node)
        return held;
    if (node->kind == NODE_IF || node->kind == NODE_CONDITIONAL) {
        held = follow(check, node->child[0], held);
        const struct held *then = follow(check, node->child[1], held);
        const struct held *other = node->count > 2 ? follow(check, node->child[2], held) : held;
        if (ends_in_jump(node->child[1]))
            return other;
        return node->count > 2 && ends_in_jump(node->child[2]) ? then : both(then, other);
    }
    const struct held *before = held;
    for (unsigned i = 0; i < node->count; i++)
        held = follow(check, node->child[i], held);
    if (node->kind == NODE_AWAIT && held) {
        if (diag_warning(check->diag, node->begin, node->end, "async-blocking",
                         "this may wait while the thread holds a lock: a task that wants it blocks the whole loop; "
                         "use an async_mutex"))
            diag_note(check->diag, held->call->begin, held->call->end, "it is locked here");
    }
    if (node->kind == NODE_CALL)
        return after_call(check, node, held);
    bool may_not_run = node->kind == NODE_WHILE || node->kind == NODE_FOR || node->kind == NODE_SWITCH ||
                       node->kind == NODE_AND || node->kind == NODE_OR;
    return may_not_run ? both(before, held) : held;
}

void check_held_locks(struct check *check, const struct node *body)
{
    if (in_async(check))
        follow(check, body, NULL);
}
