/* tasks.h: coroutine objects and tasks, the ends of tasks, and their names. */
#ifndef TASKS_H
#define TASKS_H

#include "state.h"

/* --- objects.c --- */

/* Rings of coroutine objects that are not started: link points forward, parent back. */
static inline void ring_init(async_frame *head)
{
    head->async_link = head->async_parent = head;
}

static inline void ring_remove(async_frame *object)
{
    object->async_parent->async_link = object->async_link;
    object->async_link->async_parent = object->async_parent;
    object->async_link = object->async_parent = NULL;
}

static inline void ring_add(async_frame *head, async_frame *object)
{
    object->async_parent = head->async_parent;
    object->async_link = head;
    head->async_parent->async_link = object;
    head->async_parent = object;
}

/* Frees an object that was not started. */
void task_discard(async_task *object);

/* --- tasks.c --- */

/* Resumes a frame, and the frames that continue after it, until all of them wait. */
static inline void task_resume(async_frame *frame)
{
    do {
        async_this_thread.async_running = frame;
        frame = frame->async_function->async_resume(frame);
    } while (frame);
}

/* Begins and ends a step on the C stack, inside the step of another frame: that of `callee`, if that is a callee of the
 * other frame, so that a mark goes on to it; otherwise NULL. */
void step_begin(async_step *step, async_frame *callee);
void step_end(async_step *step);

/* async_step_enter, which does not fail. The thread's state is there. */
void step_enter(async_step *step, const async_function *function);

/* Runs an object to its first wait as a call that an operator waits for: under a mark or not; `below`: a mark of the
 * frame that runs reaches it. The operator continues it, and frees it with task_release. */
void task_begin(async_task *call, bool marked, bool below);

/* The same for the producer of a generator: a callee of this frame, which the running frame is about to wait in. */
void task_begin_for(async_task *call, async_frame *consumer);

/* The same for a child of a group, a task that `owner` continues. Its status is its place there. */
void task_begin_child(async_task *call, async_frame *owner, size_t place, bool marked);

/* Before a wait for the end of this frame, which nothing but that ends. One of an outer run stands still until this run
 * has ended: that is reported, since no other deadlock need follow from it. */
void await_begins(const async_frame *frame, const char *file, int line);

/* Claims a task for its awaiter, and starts it if it is new. In a marked frame it gets the mark. */
void task_claim(async_task *task, bool root, const char *file, int line);

/* The same for most: it was spawned, and nothing else has happened to it. */
static inline void task_claim_fast(async_task *task, const char *file, int line)
{
    const unsigned more = ASYNC_DISCARD | ASYNC_CLAIMED | ASYNC_NEW | ASYNC_DONE;
    if (ASYNC_UNLIKELY(task->async_flags & more || async_marked() || async_this_thread.async_state->depth > 1))
        task_claim(task, true, file, line);
    else
        task->async_flags |= ASYNC_CLAIMED;
}

/* The value of a task that is done, as a status: see async_join. */
int task_status_slow(const async_frame *task);
static inline int task_status(const async_frame *task)
{
    unsigned size = task->async_function->async_status_size;
    if (!size)
        return 0;
    if (size != sizeof(int))
        return task_status_slow(task);
    int status;
    async_copy(&status, task + 1, sizeof status);
    return status < 0 ? status : 0;
}

/* Forgets the name of a task that has one: see names.c. */
void name_forget(async_task *task);

/* Frees a task that is done. */
static inline void task_release(async_task *task)
{
    if (ASYNC_UNLIKELY(task->async_flags & ASYNC_NAMED))
        name_forget(task);
    async_release_fast(task);
}

/* The task that ASYNC_SELF means: the innermost one around what runs now. */
async_frame *task_self(void);

/* The task that a frame is part of, or NULL. */
async_frame *task_around(async_frame *frame);

/* Starts a new task without claiming it. */
void task_start(async_task *task);

/* The frame of a function of the library that keeps nothing but its value, a status. */
struct status_frame {
    async_frame frame;
    int value;
};

/* Resumes such a frame at its end: its value is async_status. */
async_frame *status_resume(async_frame *frame);

/* The descriptor of a function of the library that gives a status: NAME_function. It has one await, NAME_awaits. */
#define STATUS_FUNCTION(name, title, resume, size)                                                                     \
    static const async_function name##_function = {.async_resume = resume,                                             \
                                                   .async_name = title,                                                \
                                                   .async_size = size,                                                 \
                                                   .async_await_count = 1,                                             \
                                                   .async_status_size = sizeof(int),                                   \
                                                   .async_awaits = name##_awaits}

/* The current await of a suspended frame, or NULL if it has not started. */
const async_await *task_await(const async_frame *frame);

/* The line of that await, or 0. */
unsigned task_line(const async_frame *frame);

/* --- join.c --- */

/* Tells those in async_wait_any that the task has ended. */
void watch_tell(async_task *task);

/* --- group.c --- */

/* A child of a group has ended. */
void group_child_ended(async_frame *child);

/* True for a group's child while nobody waits for the end of the group. */
bool group_child_is_alone(const async_frame *task);

/* --- names.c --- */

/* The name that the program has given it, or NULL. */
const char *name_given(const async_task *task);

/* Notes that a step of the task begins, and when the last one did; UINT64_MAX: that is not known. */
void name_record(async_task *task);
uint64_t name_since(const async_task *task);

/* Gives the name of a task to another one; frees all. */
void name_move(const async_frame *from, async_task *to);
void names_free(struct names *names);

#endif
