/* check_outlives.c: values of tasks that are stored in objects which end before the task does.
 *
 *     async_task *t;
 *     {
 *         int x;
 *         t = async_spawn(x = f());
 *     }
 *
 * f stores its value when it ends, and then there is no x. The warning is given if x is declared in a block inside that
 * of the handle or group, and nothing in the block of x mentions a join of it.
 */
#include "passes/check_internal.h"

#include "ir/node.h"

#include <string.h>

/* The variable that the handle of a task goes to, or the group that it becomes a child of; NULL if that is unknown. */
static struct var *owner_of(const struct node *task)
{
    const struct node *node = task, *up = task->parent;
    for (; up; node = up, up = up->parent) {
        if (up->kind == NODE_VAR)
            return up->var;
        if (up->kind == NODE_ASSIGN)
            return up->child[1] == node ? node_root(up->child[0]) : NULL;
        if (up->kind == NODE_CALL && !up->is_async_call && up->count == 3 && up->child[2] == node) { /* group_spawn */
            const struct node *group = node_strip(up->child[1]);
            return group->kind == NODE_ADDRESS ? node_root(group->child[0]) : NULL;
        }
        if (up->kind != NODE_PAREN && up->kind != NODE_CAST)
            return NULL;
    }
    return NULL;
}

struct search {
    const struct check *check;
    const struct var *owner;
    bool joined;
};

/* True for a call that can end after what it is given has ended: a join of the library; or a function of the program's
 * own, if it can wait, which in an async function only async ones can. */
static bool may_join(const struct check *check, const struct node *call)
{
    static const char *const joins[] = {"async_join",       "async_join_all",   "async_wait_any",
                                        "async_group_next", "async_group_join", "async_group_end"};
    const struct node *callee = node_strip(call->child[0]);
    const char *name = callee->func ? callee->func->name : callee->name;
    for (size_t i = 0; name && i < sizeof joins / sizeof *joins; i++)
        if (!strcmp(name, joins[i]))
            return true;
    if (name && !strncmp(name, "async_", strlen("async_")))
        return false;
    return call->is_async_call || !in_async(check);
}

static void find_join(struct node *node, void *data)
{
    struct search *search = data;
    if (node->kind != NODE_REF || node->var != search->owner)
        return;
    for (const struct node *up = node->parent; up && !node_is_statement(up); up = up->parent)
        search->joined |= up->kind == NODE_RUN || (up->kind == NODE_CALL && up->count && may_join(search->check, up));
}

void check_outlives(struct check *check, const struct node *task)
{
    const struct node *target = task->child[1]->child[0];
    const struct var *place = node_root(target), *owner = owner_of(task);
    if (!place || !owner || place->index < 0 || owner->index < 0 || place == owner || !place->scope || !owner->scope ||
        place->scope == owner->scope || !node_is_within(place->scope, owner->scope))
        return;
    struct search search = {check, owner, false};
    node_walk((struct node *)place->scope, find_join, &search);
    if (!search.joined)
        diag_warning(
            check->diag, target->begin, target->end, "async-outlives",
            "'%s' ends with its block, and the value may be stored after that: declare it where '%s' is declared, "
            "or join in this block",
            place->name, owner->name);
}
