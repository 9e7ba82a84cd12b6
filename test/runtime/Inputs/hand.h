/* hand.h: an async function in the shape that asyncc gives it, written by hand, for tests of the runtime alone:
 *
 *     async int worker(int id, double delay)
 *     {
 *         await async_sleep(delay);
 *         woken(id);
 *         return id;
 *     }
 *
 * and what asyncc makes of async_spawn(worker(…)), async_new(worker(…)) and async_run(…).
 */
#define ASYNCC_GENERATED 1
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Called when a worker wakes up. */
static void (*woken)(int id);

static inline void print_woken(int id)
{
    printf("%d woke up at %g\n", id, async_time());
}

struct worker_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_timer timer;
            int id;
        } at_1;
    } locals;
};

static async_frame *worker_resume(async_frame *);
static const async_await worker_awaits[] = {{.async_line = 5, .async_leaf = &async_sleep__leaf}};
static const async_function worker_function = {
    .async_resume = worker_resume,
    .async_name = "worker",
    .async_file = "hand.h",
    .async_size = sizeof(struct worker_frame),
    .async_await_count = 1,
    .async_status_size = sizeof(int),
    .async_awaits = worker_awaits,
};

ASYNC_BODY async_int worker(int id, double delay, struct worker_frame *frame)
{
    if (frame)
        goto await_1;
    frame = async_take(&worker_function);
    async_sleep__wait(&frame->frame, delay);
    frame->locals.at_1.id = id;
    return (async_int){.async_wait = async_wait(&frame->frame, 1)};
await_1:
    id = frame->locals.at_1.id;
    if (frame->frame.async_status < 0)
        return (async_int){.async_value = frame->frame.async_status};
    if (woken)
        woken(id);
    return (async_int){.async_value = id};
}

static async_frame *worker_resume(async_frame *frame)
{
    struct worker_frame *self = (struct worker_frame *)frame;
    async_int result = worker(0, 0, self);
    if (result.async_wait)
        return NULL;
    self->locals.value = result.async_value;
    return async_return(frame, &worker_function);
}

static inline async_int worker__async(int id, double delay)
{
    return worker(id, delay, NULL);
}

/* --- async_new(worker(id, delay)) and async_spawn(worker(id, delay)) --- */

struct worker_coroutine {
    async_frame frame;
    union {
        int value;
        struct {
            int id;
            double delay;
        } arguments;
    } locals;
};

static async_frame *worker_coroutine_resume(async_frame *);
static const async_await worker_coroutine_awaits[1];
static const async_function worker_coroutine_function = {
    .async_resume = worker_coroutine_resume,
    .async_name = "worker",
    .async_file = "hand.h",
    .async_size = sizeof(struct worker_coroutine),
    .async_await_count = 1,
    .async_status_size = sizeof(int),
    .async_awaits = worker_coroutine_awaits,
};

static async_frame *worker_coroutine_resume(async_frame *frame)
{
    struct worker_coroutine *self = (struct worker_coroutine *)frame;
    async_int r1;
    if (frame->async_state == 0) {
        r1 = worker__async(self->locals.arguments.id, self->locals.arguments.delay);
        if (async_waits(r1.async_wait)) {
            async_suspend(frame, 1, r1.async_wait);
            return NULL;
        }
    } else {
        async_result(frame, &r1.async_value, sizeof r1.async_value);
    }
    self->locals.value = r1.async_value;
    return async_return(frame, &worker_coroutine_function);
}

static inline async_task *new_worker(int id, double delay, int line)
{
    struct worker_coroutine *object = async_new_object(&worker_coroutine_function, line);
    if (!object)
        return NULL;
    object->locals.arguments.id = id;
    object->locals.arguments.delay = delay;
    return &object->frame;
}

static inline async_task *spawn_worker(int id, double delay)
{
    async_step step;
    async_step_enter(&step, &worker_coroutine_function);
    async_int r = worker__async(id, delay);
    return async_spawned(&step, r.async_wait, &r.async_value, sizeof r.async_value);
}

/* A task that already waits in this frame. */
static inline async_task *spawn_frame(async_frame *frame)
{
    async_step step;
    async_step_enter(&step, frame->async_function);
    return async_spawned(&step, frame, NULL, 0);
}

/* --- async_run(…) --- */

static _Thread_local async_step run_steps[16]; /* of the runs that have begun */
static _Thread_local unsigned run_count;

static inline void run_enter(void)
{
    async_run_enter(&run_steps[run_count++], "worker");
}

/* The value of a call that was made after run_enter. */
static inline int run(async_int r)
{
    async_step *step = &run_steps[run_count - 1];
    if (r.async_wait)
        async_run_until(step, r.async_wait, &r.async_value, sizeof r.async_value);
    async_run_leave(step);
    run_count--;
    return r.async_value;
}

/* Closes a loop in which nothing was run. */
static inline void run_leave(void)
{
    async_run_leave(&run_steps[--run_count]);
}

/* async_run(object) */
static inline int run_object(async_task *object, const char *file, int line)
{
    async_int r = {0};
    run_enter();
    async_task *task = async_claim(&object, file, line);
    r.async_wait = async_pending(task);
    if (!r.async_wait)
        async_child(task, &r.async_value, sizeof r.async_value);
    return run(r);
}
