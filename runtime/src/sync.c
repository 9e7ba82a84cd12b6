/* sync.c: events, mutexes, semaphores, conditions, barriers, once.
 *
 * What is released goes directly to the first in line, who has it from then on, even before its turn. So nobody can
 * come in between, and when it is cancelled before its turn it has what it waited for, and its next wait is the one
 * that ends with -ECANCELED. Nothing has to be given back on its behalf.
 */
#include "internal.h"

#include <errno.h>
#include <limits.h>

static async_int value_of(int value)
{
    return (async_int){.async_value = value};
}

/* What NAME__try gives: it is done; or the frame has to wait here. */
static async_turn done(int value)
{
    return (async_turn){.async_value = value};
}

static async_turn wait_in(async_waiters *line, void *object)
{
    async_this_thread.async_object = object;
    return (async_turn){.async_wait = line};
}

/* --- event --- */

LINE_LEAF(event_wait, line_cancel);

async_turn async_event_wait__try(async_event *event)
{
    if (event->async_is_set && !async_marked())
        return done(0);
    return wait_in(&event->async_line, NULL);
}

async_int async_event_wait__async(async_event *event)
{
    return line_call(&event_wait_function, async_event_wait__try(event));
}

void async_event_set(async_event *event)
{
    event->async_is_set = 1;
    line_wake(&event->async_line, 0);
}

void async_event_clear(async_event *event)
{
    event->async_is_set = 0;
}

/* --- mutex: somebody waits only while it is locked --- */

LINE_LEAF(mutex_lock, line_cancel);

async_turn async_mutex_lock__try(async_mutex *mutex)
{
    if (mutex->async_locked || async_marked())
        return wait_in(&mutex->async_line, NULL);
    mutex->async_locked = 1;
    return done(0);
}

async_int async_mutex_lock__async(async_mutex *mutex)
{
    return line_call(&mutex_lock_function, async_mutex_lock__try(mutex));
}

int async_mutex_trylock(async_mutex *mutex)
{
    if (mutex->async_locked)
        return -EBUSY;
    mutex->async_locked = 1;
    return 0;
}

int async_mutex_unlock_slow(async_mutex *mutex)
{
    if (!mutex->async_locked)
        return -EPERM;
    if (mutex->async_line.async_first)
        async_ready(&line_take(&mutex->async_line)->frame, 0);
    else
        mutex->async_locked = 0;
    return 0;
}

/* For code that has no inline copy. */
int async_mutex_unlock(async_mutex *mutex)
{
    return async_mutex_unlock_slow(mutex);
}

/* --- semaphore: somebody waits only while there is no unit --- */

LINE_LEAF(semaphore_wait, line_cancel);

int async_semaphore_init(async_semaphore *semaphore, unsigned value)
{
    *semaphore = (async_semaphore){.async_value = value};
    return 0;
}

async_turn async_semaphore_wait__try(async_semaphore *semaphore)
{
    if (!semaphore->async_value || async_marked())
        return wait_in(&semaphore->async_line, NULL);
    semaphore->async_value--;
    return done(0);
}

async_int async_semaphore_wait__async(async_semaphore *semaphore)
{
    return line_call(&semaphore_wait_function, async_semaphore_wait__try(semaphore));
}

int async_semaphore_trywait(async_semaphore *semaphore)
{
    if (!semaphore->async_value)
        return -EAGAIN;
    semaphore->async_value--;
    return 0;
}

int async_semaphore_post(async_semaphore *semaphore)
{
    if (semaphore->async_line.async_first) {
        async_ready(&line_take(&semaphore->async_line)->frame, 0);
        return 0;
    }
    if (semaphore->async_value == UINT_MAX)
        return -EOVERFLOW;
    semaphore->async_value++;
    return 0;
}

/* --- condition --- */

/* A waiter stands in the condition's line until it is notified or cancelled. Then it gets its result, and stands in the
 * mutex's line until it has the lock: this part of the wait does not end early. */

/* Goes on to the wait for the lock. The frame is in no line. */
static void take_lock(struct waiter *waiter, int result)
{
    async_mutex *mutex = waiter->u.at.object;
    waiter->u.at.result = result;
    if (mutex->async_locked) {
        line_add(&mutex->async_line, waiter);
    } else {
        mutex->async_locked = 1;
        async_ready(&waiter->frame, 0);
    }
}

static void condition_cancel(async_frame *frame, int status)
{
    struct waiter *self = waiter_of(frame);
    if (self->u.at.line == &((async_mutex *)self->u.at.object)->async_line)
        return;
    line_remove(self);
    frame->async_flags |= ASYNC_ENDING;
    take_lock(self, status);
}

WAITER_LEAF(condition_wait, condition_cancel);

async_int async_condition_wait__async(async_condition *condition, async_mutex *mutex)
{
    if (!mutex->async_locked)
        return value_of(-EPERM);
    bool marked = async_marked();
    async_int wait = line_wait(&condition_wait_function, &condition->async_line, mutex);
    if (!marked)
        async_mutex_unlock_slow(mutex);
    return wait;
}

void async_condition_signal(async_condition *condition)
{
    if (condition->async_line.async_first)
        take_lock(line_take(&condition->async_line), 0);
}

void async_condition_broadcast(async_condition *condition)
{
    while (condition->async_line.async_first)
        async_condition_signal(condition);
}

/* --- barrier --- */

/* Places are given when all have come, so that they have no gaps where somebody was cancelled. */

static void barrier_cancel(async_frame *frame, int status)
{
    ((async_barrier *)waiter_of(frame)->u.at.object)->async_waiting--;
    line_cancel(frame, status);
}

LINE_LEAF(barrier_wait, barrier_cancel);

int async_barrier_init(async_barrier *barrier, unsigned count)
{
    if (!count)
        return -EINVAL;
    if (barrier->async_waiting)
        return -EBUSY;
    barrier->async_count = count;
    return 0;
}

async_turn async_barrier_wait__try(async_barrier *barrier)
{
    unsigned others = barrier->async_count ? barrier->async_count - 1 : 0;
    bool marked = async_marked();
    if (barrier->async_waiting < others || marked) {
        barrier->async_waiting += !marked;
        return wait_in(&barrier->async_line, barrier);
    }
    barrier->async_waiting = 0;
    for (int place = 0; barrier->async_line.async_first; place++) {
        struct waiter *waiter = line_take(&barrier->async_line);
        waiter->u.at.result = place;
        async_ready(&waiter->frame, 0);
    }
    return done((int)others);
}

async_int async_barrier_wait__async(async_barrier *barrier)
{
    return line_call(&barrier_wait_function, async_barrier_wait__try(barrier));
}

/* --- once --- */

/* The frame waits in line, and, when its turn to try has come, for f. */

enum { IN_LINE = 1, IN_CALL = 2 };

enum { TRY = 1 }; /* async_status: its turn has come; 0: there is a value */

struct once_frame {
    struct waiter waiter; /* object: the flag */
    int (*call)(void *context);
    void *context;
};

static async_frame *once_resume(async_frame *frame);

static const async_leaf once_leaf = {.async_name = "async_once", .async_cancel = line_cancel};
static const async_await once_awaits[] = {{.async_leaf = &once_leaf}, {.async_leaf = NULL}};
static const async_function once_function = {.async_resume = once_resume,
                                             .async_name = "async_once",
                                             .async_size = sizeof(struct once_frame),
                                             .async_await_count = 2,
                                             .async_status_size = sizeof(int),
                                             .async_awaits = once_awaits};

/* A pointer to an async function has the type of its source. */
static async_int call_once(int (*f)(void *), void *context)
{
    return ((async_int(*)(void *))(void (*)(void))f)(context);
}

/* f has ended, or its caller gives up: the others get the value, or the next in line tries. */
static void once_end(async_once_flag *flag, int value)
{
    flag->async_running = 0;
    if (value >= 0) {
        flag->async_done = 1;
        flag->async_value = value;
        line_wake(&flag->async_line, value);
    } else if (flag->async_line.async_first) {
        flag->async_running = 1;
        async_ready(&line_take(&flag->async_line)->frame, TRY);
    }
}

static async_frame *once_return(struct once_frame *self, int value)
{
    self->waiter.u.value = value;
    return async_return_fast(&self->waiter.frame, &once_function);
}

static async_frame *once_resume(async_frame *frame)
{
    struct once_frame *self = (struct once_frame *)frame;
    async_once_flag *flag = self->waiter.u.at.object;
    async_int result = value_of(-ECANCELED);
    if (frame->async_state == IN_CALL) {
        async_result(frame, &result.async_value, sizeof result.async_value);
    } else if (frame->async_status != TRY) {
        return once_return(self, frame->async_status < 0 ? frame->async_status : self->waiter.u.at.result);
    } else if (!(frame->async_flags & ASYNC_CANCELLED)) { /* else it was cancelled meanwhile, and does not count */
        result = call_once(self->call, self->context);
        if (async_waits(result.async_wait)) {
            async_suspend(frame, IN_CALL, result.async_wait);
            return NULL;
        }
    }
    once_end(flag, result.async_value);
    return once_return(self, result.async_value);
}

async_int async_once__async(async_once_flag *flag, int (*f)(void *context), void *context)
{
    bool marked = async_marked();
    if (flag->async_done && !marked)
        return value_of(flag->async_value);
    struct once_frame *self;
    async_int wait;
    if (flag->async_running || marked) {
        wait = line_wait(&once_function, &flag->async_line, flag);
    } else {
        flag->async_running = 1;
        wait = call_once(f, context);
        if (!async_waits(wait.async_wait)) {
            once_end(flag, wait.async_value);
            return wait;
        }
        wait.async_wait = async_park_for(NULL, &once_function, IN_CALL, wait.async_wait);
    }
    self = (struct once_frame *)wait.async_wait;
    self->waiter.u.at.object = flag;
    self->call = f;
    self->context = context;
    return wait;
}
