/* names.c: the names that programs give to tasks. Few tasks have one, so frames have no room for it: a table by address
 * does. A task without one has the name of its function. */
#include "internal.h"

#include <errno.h>
#include <string.h>

struct task_name {
    const async_frame *task;
    char *text;
};

static size_t place_of(const async_frame *task, size_t room)
{
    return (size_t)(((uint64_t)(uintptr_t)task * 0x9e3779b97f4a7c15u) >> 32) & (room - 1);
}

/* Where the task is in the table, or would be. */
static struct task_name *find(const struct names *names, const async_frame *task)
{
    size_t at = place_of(task, names->room);
    while (names->items[at].task && names->items[at].task != task)
        at = (at + 1) & (names->room - 1);
    return &names->items[at];
}

static bool grow(struct names *names)
{
    struct names larger = {.room = names->room ? 2 * names->room : 16, .count = names->count};
    larger.items = memory_ask(larger.room * sizeof *larger.items);
    if (!larger.items)
        return false;
    memset(larger.items, 0, larger.room * sizeof *larger.items);
    for (size_t i = 0; i < names->room; i++)
        if (names->items[i].task)
            *find(&larger, names->items[i].task) = names->items[i];
    memory_give(names->items);
    *names = larger;
    return true;
}

/* Takes an entry out, and moves those up that were after it because of it. */
static char *take(struct names *names, const async_frame *task)
{
    struct task_name *entry = find(names, task);
    char *text = entry->text;
    *entry = (struct task_name){0};
    names->count--;
    size_t hole = (size_t)(entry - names->items);
    for (size_t at = (hole + 1) & (names->room - 1); names->items[at].task; at = (at + 1) & (names->room - 1)) {
        size_t wanted = place_of(names->items[at].task, names->room);
        if (((at - wanted) & (names->room - 1)) < ((at - hole) & (names->room - 1)))
            continue;
        names->items[hole] = names->items[at];
        names->items[at] = (struct task_name){0};
        hole = at;
    }
    return text;
}

void name_forget(async_task *task)
{
    memory_give(take(&async_thread.async_state->names, task));
    task->async_flags &= (uint16_t)~ASYNC_NAMED;
}

void name_move(const async_frame *from, async_task *to)
{
    struct names *names = &async_thread.async_state->names;
    char *text = take(names, from);
    *find(names, to) = (struct task_name){to, text};
    names->count++;
    to->async_flags |= ASYNC_NAMED;
}

static char *copy_of(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = memory_ask(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

int async_set_name(async_task *task, const char *name)
{
    struct names *names = &state_need()->names;
    if (task == ASYNC_SELF)
        task = task_self();
    if (!task)
        return 0;
    char *text = name ? copy_of(name) : NULL;
    if (name && (!text || (2 * (names->count + 1) > names->room && !grow(names)))) {
        memory_give(text);
        return -ENOMEM;
    }
    if (task->async_flags & ASYNC_NAMED)
        name_forget(task);
    if (!name)
        return 0;
    *find(names, task) = (struct task_name){task, text};
    names->count++;
    task->async_flags |= ASYNC_NAMED;
    return 0;
}

const char *async_name(const async_task *task)
{
    if (task == ASYNC_SELF)
        task = task_self();
    if (!task)
        return "";
    if (task->async_flags & ASYNC_NAMED)
        return find(&async_thread.async_state->names, task)->text;
    return task->async_function->async_name;
}

void names_free(struct names *names)
{
    for (size_t i = 0; i < names->room; i++)
        memory_give(names->items[i].text);
    memory_give(names->items);
    *names = (struct names){0};
}
