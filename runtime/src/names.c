/* names.c: the names that programs give to tasks, and, where steps are recorded, since when a task waits. Few tasks
 * have one, so frames have no room for it: a table by address does. A task without one has the name of its function. */
#include "internal.h"

#include <errno.h>
#include <string.h>

struct task_name {
    const async_frame *task;
    char *text;     /* NULL: only the time is known */
    uint64_t since; /* when its last step began; UINT64_MAX: not recorded */
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
static struct task_name take(struct names *names, const async_frame *task)
{
    struct task_name *entry = find(names, task), taken = *entry;
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
    return taken;
}

/* An entry for a task that has none; NULL without memory. */
static struct task_name *add(struct names *names, async_frame *task)
{
    if (2 * (names->count + 1) > names->room && !grow(names))
        return NULL;
    struct task_name *entry = find(names, task);
    *entry = (struct task_name){.task = task, .since = UINT64_MAX};
    names->count++;
    task->async_flags |= ASYNC_NAMED;
    return entry;
}

void name_forget(async_task *task)
{
    memory_give(take(&async_this_thread.async_state->names, task).text);
    task->async_flags &= (uint16_t)~ASYNC_NAMED;
}

void name_move(const async_frame *from, async_task *to)
{
    struct names *names = &async_this_thread.async_state->names;
    struct task_name entry = take(names, from);
    entry.task = to;
    *find(names, to) = entry;
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
    struct task_name *entry = task->async_flags & ASYNC_NAMED ? find(names, task) : NULL;
    if (!entry && !name)
        return 0;
    char *text = name ? copy_of(name) : NULL;
    if (name && text && !entry)
        entry = add(names, task);
    if (name && (!text || !entry)) {
        memory_give(text);
        return -ENOMEM;
    }
    memory_give(entry->text);
    entry->text = text;
    if (!text && entry->since == UINT64_MAX)
        name_forget(task);
    return 0;
}

const char *name_given(const async_task *task)
{
    return task->async_flags & ASYNC_NAMED ? find(&async_this_thread.async_state->names, task)->text : NULL;
}

uint64_t name_since(const async_task *task)
{
    return task->async_flags & ASYNC_NAMED ? find(&async_this_thread.async_state->names, task)->since : UINT64_MAX;
}

void name_record(async_task *task)
{
    struct async_state *state = async_this_thread.async_state;
    struct task_name *entry = task->async_flags & ASYNC_NAMED ? find(&state->names, task) : add(&state->names, task);
    if (entry)
        entry->since = loop_now(state);
}

const char *async_name(const async_task *task)
{
    if (task == ASYNC_SELF)
        task = task_self();
    if (!task)
        return "";
    const char *given = name_given(task);
    return given ? given : task->async_function->async_name;
}

void names_free(struct names *names)
{
    for (size_t i = 0; i < names->room; i++)
        memory_give(names->items[i].text);
    memory_give(names->items);
    *names = (struct names){0};
}
