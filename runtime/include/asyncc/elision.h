/* elision.h: <asyncc.h> for a plain C compiler: the serial elision, for any GNU-style one. Nothing to link. */
#ifndef ASYNCC_ELISION_H
#define ASYNCC_ELISION_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

/* System functions, by names that no program or macro can use for anything else. */
#if defined(__USER_LABEL_PREFIX__)
#define ASYNC_SYSTEM_NAME(name) __asm__(ASYNC_SYSTEM_PREFIX(__USER_LABEL_PREFIX__) name)
#define ASYNC_SYSTEM_PREFIX(prefix) ASYNC_SYSTEM_STRING(prefix)
#define ASYNC_SYSTEM_STRING(prefix) #prefix
#else
#define ASYNC_SYSTEM_NAME(name) __asm__(name)
#endif

extern int async__usleep(unsigned int) ASYNC_SYSTEM_NAME("usleep");

struct async__timespec {
    long async_seconds, async_nanoseconds;
};
extern int async__clock_gettime(int, struct async__timespec *) ASYNC_SYSTEM_NAME("clock_gettime");

static __inline__ double async_time(void)
{
    struct async__timespec __now = {0, 0};
    async__clock_gettime(1, &__now); /* CLOCK_MONOTONIC */
    return (double)__now.async_seconds + (double)__now.async_nanoseconds / 1e9;
}

static __inline__ int async_sleep(double __seconds)
{
    for (; __seconds > 0.5; __seconds -= 0.5)
        async__usleep(500000);
    if (__seconds > 0)
        async__usleep((unsigned int)(__seconds * 1e6));
    return 0;
}

static __inline__ int async_yield(void)
{
    return 0;
}

static __inline__ int async_sleep_until(double __time)
{
    return async_sleep(__time - async_time());
}

static __inline__ int async_interval_tick(async_interval *__interval)
{
    double __now = async_time(), __passed;
    int __tick = __interval->async_started;
    if (!(__interval->period > 0))
        return -22;
    if (!__tick) {
        __interval->async_next = __now;
        __tick = 1;
    }
    __passed = (__now - __interval->async_next) / __interval->period;
    if (__passed > (double)__tick)
        __tick = (int)__passed + ((double)(int)__passed < __passed);
    async_sleep_until(__interval->async_next + (double)__tick * __interval->period);
    __passed = (double)(__tick - (__interval->async_started ? __interval->async_started : 1));
    __interval->async_started = __tick + 1;
    return (int)__passed;
}

/* --- tasks: each has ended when it is spawned; the handle keeps its status --- */

struct async_frame {
    int async_status;
};

/* NULL without memory. */
static __inline__ async_task *async__elided_task(int __status)
{
    async_task *__task = (async_task *)__builtin_malloc(sizeof *__task);
    if (__task)
        __task->async_status = __status;
    return __task;
}

__extension__ typedef long long async__any_status;

static __inline__ int async__as_status(async__any_status __value)
{
    return __value >= 0 ? 0 : __value < -0x7fffffff - 1 ? -0x7fffffff - 1 : (int)__value;
}

static __inline__ int async_join(async_task *__task)
{
    int __status = __task ? __task->async_status : -12; /* -ENOMEM */
    __builtin_free(__task);
    return __status;
}

static __inline__ int async_join_all(async_task *const *__tasks, __SIZE_TYPE__ __count)
{
    int __first = 0;
    for (; __count; __count--) {
        int __status = async_join(*__tasks++);
        if (!__first)
            __first = __status;
    }
    return __first;
}

static __inline__ int async_wait_any(async_task *const *__tasks, __SIZE_TYPE__ __count)
{
    (void)__tasks;
    return __count ? 0 : -22; /* -EINVAL */
}

static __inline__ int async_cancel(async_task *__task)
{
    (void)__task;
    return -114;
}

static __inline__ int async_set_name(async_task *__task, const char *__name)
{
    (void)__task;
    (void)__name;
    return 0;
}

static __inline__ const char *async_name(const async_task *__task)
{
    (void)__task;
    return "";
}

static __inline__ void async_detach(async_task *__task)
{
    __builtin_free(__task);
}

static __inline__ int async_finished(const async_task *__task)
{
    (void)__task;
    return 1;
}

/* --- synchronisation: -EDEADLK (35) where another task would be needed --- */

static __inline__ int async_event_wait(async_event *__event)
{
    return __event->async_is_set ? 0 : -35;
}

static __inline__ void async_event_set(async_event *__event)
{
    __event->async_is_set = 1;
}

static __inline__ void async_event_clear(async_event *__event)
{
    __event->async_is_set = 0;
}

static __inline__ int async_mutex_trylock(async_mutex *__mutex)
{
    if (__mutex->async_locked)
        return -16; /* EBUSY */
    __mutex->async_locked = 1;
    return 0;
}

static __inline__ int async_mutex_lock(async_mutex *__mutex)
{
    return async_mutex_trylock(__mutex) ? -35 : 0;
}

static __inline__ int async_mutex_unlock(async_mutex *__mutex)
{
    if (!__mutex->async_locked)
        return -1; /* EPERM */
    __mutex->async_locked = 0;
    return 0;
}

static __inline__ int async_semaphore_init(async_semaphore *__semaphore, unsigned __value)
{
    __semaphore->async_line.async_first = 0;
    __semaphore->async_value = __value;
    return 0;
}

static __inline__ int async_semaphore_trywait(async_semaphore *__semaphore)
{
    if (!__semaphore->async_value)
        return -11; /* EAGAIN */
    __semaphore->async_value--;
    return 0;
}

static __inline__ int async_semaphore_wait(async_semaphore *__semaphore)
{
    return async_semaphore_trywait(__semaphore) ? -35 : 0;
}

static __inline__ int async_semaphore_post(async_semaphore *__semaphore)
{
    if (__semaphore->async_value == ~0u)
        return -75; /* EOVERFLOW */
    __semaphore->async_value++;
    return 0;
}

static __inline__ int async_condition_wait(async_condition *__condition, async_mutex *__mutex)
{
    (void)__condition;
    return __mutex->async_locked ? -35 : -1; /* EPERM */
}

static __inline__ void async_condition_signal(async_condition *__condition)
{
    (void)__condition;
}

static __inline__ void async_condition_broadcast(async_condition *__condition)
{
    (void)__condition;
}

static __inline__ int async_barrier_init(async_barrier *__barrier, unsigned __count)
{
    if (!__count)
        return -22; /* EINVAL */
    __barrier->async_count = __count;
    return 0;
}

static __inline__ int async_barrier_wait(async_barrier *__barrier)
{
    return __barrier->async_count > 1 ? -35 : 0;
}

static __inline__ int async_once(async_once_flag *__flag, int (*__f)(void *__context), void *__context)
{
    int __value;
    if (__flag->async_done)
        return __flag->async_value;
    if (__flag->async_running)
        return -35;
    __flag->async_running = 1;
    __value = __f(__context);
    __flag->async_running = 0;
    if (__value >= 0) {
        __flag->async_done = 1;
        __flag->async_value = __value;
    }
    return __value;
}

/* --- queues: an array of items from async_first; a priority queue looks for its first one --- */

static __inline__ int async_queue_init(async_queue *__queue, __SIZE_TYPE__ __item_size, __SIZE_TYPE__ __capacity)
{
    if (!__item_size)
        return -22; /* EINVAL */
    __builtin_memset(__queue, 0, sizeof *__queue);
    __queue->async_item_size = __item_size;
    __queue->async_capacity = __capacity;
    __queue->async_is_open = 1;
    return 0;
}

static __inline__ int async_queue_order(async_queue *__queue, int (*__before)(const void *__a, const void *__b))
{
    if (__queue->async_count)
        return -16; /* EBUSY */
    __queue->async_before = __before;
    return 0;
}

/* Room for an item at the end; false without memory. */
static __inline__ int async__queue_room(async_queue *__queue)
{
    __SIZE_TYPE__ __size = __queue->async_item_size, __room = __queue->async_room ? 2 * __queue->async_room : 8;
    unsigned char *__items;
    if (__queue->async_first + __queue->async_count < __queue->async_room)
        return 1;
    if (__queue->async_first >= __queue->async_room / 2 && __queue->async_room) {
        __builtin_memmove(__queue->async_items, __queue->async_items + __queue->async_first * __size,
                          __queue->async_count * __size);
        __queue->async_first = 0;
        return 1;
    }
    if (__room > ~(__SIZE_TYPE__)0 / 2 / __size)
        return 0;
    __items = (unsigned char *)__builtin_realloc(__queue->async_items, __room * __size);
    if (!__items)
        return 0;
    __queue->async_items = __items;
    __queue->async_room = __room;
    return 1;
}

static __inline__ int async_queue_tryput(async_queue *__queue, const void *__item)
{
    __SIZE_TYPE__ __size = __queue->async_item_size;
    if (!__queue->async_is_open)
        return -32; /* EPIPE */
    if (__queue->async_count >= __queue->async_capacity)
        return -11; /* EAGAIN */
    if (!async__queue_room(__queue))
        return -12; /* ENOMEM */
    __builtin_memcpy(__queue->async_items + (__queue->async_first + __queue->async_count) * __size, __item, __size);
    __queue->async_count++;
    return 0;
}

static __inline__ int async_queue_tryget(async_queue *__queue, void *__item)
{
    __SIZE_TYPE__ __size = __queue->async_item_size, __i;
    unsigned char *__first, *__other;
    if (!__queue->async_count)
        return __queue->async_is_open ? -11 : -32;
    __other = __first = __queue->async_items + __queue->async_first * __size;
    for (__i = 1; __queue->async_before && __i < __queue->async_count; __i++)
        if (__queue->async_before(__first + __i * __size, __other))
            __other = __first + __i * __size;
    __builtin_memcpy(__item, __other, __size);
    __builtin_memmove(__first + __size, __first, (__SIZE_TYPE__)(__other - __first));
    __queue->async_first++;
    __queue->async_count--;
    __queue->async_got++;
    return 0;
}

static __inline__ int async_queue_put(async_queue *__queue, const void *__item)
{
    int __status = async_queue_tryput(__queue, __item);
    return __status == -11 ? -35 : __status;
}

static __inline__ int async_queue_get(async_queue *__queue, void *__item)
{
    int __status = async_queue_tryget(__queue, __item);
    return __status == -11 ? -35 : __status;
}

static __inline__ void async_queue_close(async_queue *__queue)
{
    __queue->async_is_open = 0;
}

static __inline__ void async_queue_abort(async_queue *__queue)
{
    __queue->async_is_open = 0;
    __builtin_free(__queue->async_items);
    __queue->async_items = 0;
    __queue->async_room = __queue->async_first = __queue->async_count = 0;
}

static __inline__ __SIZE_TYPE__ async_queue_size(const async_queue *__queue)
{
    return __queue->async_count;
}

static __inline__ int async_queue_done(async_queue *__queue)
{
    if (!__queue->async_got)
        return -22; /* EINVAL */
    __queue->async_got--;
    return 0;
}

static __inline__ int async_queue_drained(async_queue *__queue)
{
    return __queue->async_count || __queue->async_got ? -35 : 0;
}

/* --- promises --- */

static __inline__ int async_promise_post(async_promise *__promise, int __status, void *__value)
{
    if (__atomic_exchange_n(&__promise->async_claimed, 1, __ATOMIC_ACQ_REL))
        return -114; /* EALREADY */
    __promise->async_status = __status;
    __promise->async_value = __value;
    __atomic_store_n(&__promise->async_loop, (void *)__promise, __ATOMIC_RELEASE); /* not 0: it has its result */
    return 0;
}

static __inline__ int async_promise_set(async_promise *__promise, int __status, void *__value)
{
    return async_promise_post(__promise, __status, __value);
}

static __inline__ int async_promise_wait(async_promise *__promise, void **__value)
{
    if (!__atomic_load_n(&__promise->async_loop, __ATOMIC_ACQUIRE))
        return -35;
    if (__value)
        *__value = __promise->async_value;
    return __promise->async_status;
}

static __inline__ void async_virtual_time(int __on)
{
    (void)__on;
}

static __inline__ void async_seed(__UINT64_TYPE__ __seed)
{
    (void)__seed;
}

static __inline__ void async_get_stats(async_stats *__stats)
{
    async_stats __none = {0, 0, 0, 0, 0, 0};
    *__stats = __none;
}

static __inline__ async_slow_step_handler *async_on_slow_step(double __seconds, async_slow_step_handler *__handler)
{
    (void)__seconds;
    (void)__handler;
    return 0;
}

static __inline__ async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *__handler)
{
    (void)__handler;
    return 0;
}

static __inline__ void async_set_port(const async_port *__port)
{
    (void)__port;
}

static __inline__ void async_port_tick(__UINT32_TYPE__ __nanoseconds)
{
    (void)__nanoseconds;
}

static __inline__ async_loop *async_loop_self(void)
{
    return 0;
}

static __inline__ int async_loop_step(async_loop *__loop)
{
    (void)__loop;
    return 0;
}

static __inline__ int async_loop_fd(async_loop *__loop)
{
    (void)__loop;
    return -38; /* ENOSYS */
}

static __inline__ double async_loop_deadline(async_loop *__loop)
{
    (void)__loop;
    return __builtin_inf();
}

/* --- groups: each child has ended when it is spawned --- */

struct async__elided_end { /* a run of equal values for async_group_next */
    struct async__elided_end *async_next;
    __SIZE_TYPE__ async_count;
    int async_value;
};

enum { ASYNC__WINDING = 1, ASYNC__KEEP_GOING = 2, ASYNC__DISCARD = 4 }; /* async_group.async_state */

static __inline__ void async_group_limit(async_group *__group, __SIZE_TYPE__ __count)
{
    __group->async_limit = __count;
}

static __inline__ void async_group_keep_going(async_group *__group)
{
    __group->async_state |= ASYNC__KEEP_GOING;
}

static __inline__ void async_group_discard(async_group *__group)
{
    __group->async_state |= ASYNC__DISCARD;
}

static __inline__ void async_group_cancel(async_group *__group)
{
    __group->async_state |= ASYNC__WINDING;
}

static __inline__ int async_group_slot(async_group *__group)
{
    return __group->async_state & ASYNC__WINDING ? -125 : 0; /* -ECANCELED */
}

static __inline__ int async_group_next(async_group *__group)
{
    struct async__elided_end *__end = (struct async__elided_end *)(void *)__group->async_ends;
    int __value;
    if (__group->async_state & ASYNC__DISCARD)
        return -22; /* -EINVAL */
    if (!__end)
        return -2; /* -ENOENT */
    __value = __end->async_value;
    if (!--__end->async_count) {
        __group->async_ends = (async_task *)(void *)__end->async_next;
        if (!__end->async_next)
            __group->async_last_end = 0;
        __builtin_free(__end);
    }
    return __value;
}

static __inline__ int async_group_join(async_group *__group)
{
    int __failure = __group->async_failure;
    while (async_group_next(__group) != -2 && !(__group->async_state & ASYNC__DISCARD))
        ;
    __group->async_failure = 0;
    __group->async_state &= ASYNC__KEEP_GOING | ASYNC__DISCARD;
    return __failure;
}

static __inline__ void async_group_end(async_group *__group)
{
    async_group_join(__group);
}

/* A child has ended with this status. */
static __inline__ int async__elided_child(async_group *__group, int __status)
{
    struct async__elided_end *__last = (struct async__elided_end *)(void *)__group->async_last_end, *__end;
    if (__status < 0 && __status != -125) {
        if (!__group->async_failure)
            __group->async_failure = __status;
        if (!(__group->async_state & ASYNC__KEEP_GOING))
            __group->async_state |= ASYNC__WINDING;
    }
    if (__group->async_state & ASYNC__DISCARD)
        return 0;
    if (__last && __last->async_value == __status) {
        __last->async_count++;
        return 0;
    }
    __end = (struct async__elided_end *)__builtin_malloc(sizeof *__end);
    if (!__end)
        return 0;
    __end->async_next = 0;
    __end->async_count = 1;
    __end->async_value = __status;
    if (__last)
        __last->async_next = __end;
    else
        __group->async_ends = (async_task *)(void *)__end;
    __group->async_last_end = (async_task *)(void *)__end;
    return 0;
}

/* --- generators: start makes the call and keeps what it emits --- */

struct async__elided_values {
    struct async__elided_values *async_outer; /* that of the loop around this call */
    const void *async_out;                    /* where values are emitted to, once that is known */
    __SIZE_TYPE__ async_size, async_count, async_room, async_given;
    unsigned char async_bytes[1];
};

/* The generators whose calls are running, the innermost first; one list for all files of the program. */
extern __thread async_generator *async__elided_generator __attribute__((__weak__));
__thread async_generator *async__elided_generator;

static __inline__ async_generator *async__elided_open(async_generator *__generator)
{
    __generator->async_call = 0;
    __generator->async_out = 0;
    __generator->async_state = 0;
    __generator->async_consumer = (async_task *)(void *)async__elided_generator;
    async__elided_generator = __generator;
    return __generator;
}

static __inline__ async_generator *async__elided_close(async_generator *__generator)
{
    async__elided_generator = (async_generator *)(void *)__generator->async_consumer;
    return __generator;
}

static __inline__ int async__emit(void *__out, const void *__value, __SIZE_TYPE__ __size)
{
    async_generator *__generator = async__elided_generator;
    struct async__elided_values *__values;
    __SIZE_TYPE__ __room;
    if (!__generator || (__generator->async_out && __generator->async_out != __out))
        return -22; /* -EINVAL */
    __values = (struct async__elided_values *)(void *)__generator->async_call;
    if (!__values || __values->async_count == __values->async_room) {
        __room = __values ? 2 * __values->async_room : 8;
        __values = (struct async__elided_values *)__builtin_realloc(__values, sizeof *__values + __room * __size);
        if (!__values)
            return -12; /* -ENOMEM */
        if (!__generator->async_call)
            __values->async_count = __values->async_given = 0;
        __values->async_room = __room;
        __values->async_size = __size;
        __generator->async_call = (async_task *)(void *)__values;
    }
    __generator->async_out = __out;
    __builtin_memcpy(__values->async_bytes + __values->async_count++ * __size, __value, __size);
    return 0;
}

static __inline__ int async_generator_next(async_generator *__generator)
{
    struct async__elided_values *__values = (struct async__elided_values *)(void *)__generator->async_call;
    if (!__values || __values->async_given == __values->async_count)
        return 0;
    __builtin_memcpy((void *)(__UINTPTR_TYPE__)__generator->async_out,
                     __values->async_bytes + __values->async_given++ * __values->async_size, __values->async_size);
    return 1;
}

static __inline__ void async_generator_end(async_generator *__generator)
{
    __builtin_free(__generator->async_call);
    __generator->async_call = 0;
}

/* --- operators --- */

/* Evaluates a call, or an assignment from one: its value as a status. */
#if defined(__cplusplus)
#define ASYNC__STATUS(...)                                                                                             \
    __extension__({                                                                                                    \
        __VA_ARGS__;                                                                                                   \
        0;                                                                                                             \
    })
#else
#define ASYNC__IS(type, ...) __builtin_types_compatible_p(__typeof__(__VA_ARGS__), type)
#define ASYNC__VALUE(...) __builtin_choose_expr(ASYNC__IS(void, __VA_ARGS__), 0, (__VA_ARGS__))
#define ASYNC__IS_SIGNED(...)                                                                                          \
    (ASYNC__IS(signed char, __VA_ARGS__) || ASYNC__IS(short, __VA_ARGS__) || ASYNC__IS(int, __VA_ARGS__) ||            \
     ASYNC__IS(long, __VA_ARGS__) || ASYNC__IS(long long, __VA_ARGS__))
#define ASYNC__STATUS(...)                                                                                             \
    __builtin_choose_expr(ASYNC__IS_SIGNED(__VA_ARGS__),                                                               \
                          async__as_status(__builtin_choose_expr(ASYNC__IS_SIGNED(__VA_ARGS__), (__VA_ARGS__), 0)),    \
                          ((void)(__VA_ARGS__), 0))
#endif

#define async_new(...) async__elided_task(ASYNC__STATUS(__VA_ARGS__))
#define async_spawn(...) async__elided_task(ASYNC__STATUS(__VA_ARGS__))
#define async_group_spawn(group, ...)                                                                                  \
    __extension__({                                                                                                    \
        async_group *__async_group = (group);                                                                          \
        async_group_slot(__async_group) ? -125 : async__elided_child(__async_group, ASYNC__STATUS(__VA_ARGS__));       \
    })
#define async_timeout(seconds, ...) ((void)(seconds), (void)(__VA_ARGS__), 0)
#define async_timeout_at(time, ...) ((void)(time), (void)(__VA_ARGS__), 0)
#define async_race(...) ((void)(__VA_ARGS__), 0)
#define async_shield(...) ((void)(__VA_ARGS__), 0)
#define async_shield_for(seconds, ...) ((void)(seconds), (void)(__VA_ARGS__), 0)
#define async_generator_start(generator, ...)                                                                          \
    __extension__({                                                                                                    \
        async_generator *__async_generator = async__elided_open(generator);                                            \
        (void)(__VA_ARGS__);                                                                                           \
        async__elided_close(__async_generator);                                                                        \
    })
#define async_start(...) (__VA_ARGS__)
/* Of a task: what async_join gives. */
#define async_run(...)                                                                                                 \
    __builtin_choose_expr(ASYNC__IS_TASK(__VA_ARGS__), async_join(ASYNC__TASK(__VA_ARGS__)),                           \
                          __extension__({ __VA_ARGS__; }))
#define ASYNC__IS_TASK(...) __builtin_types_compatible_p(__typeof__(__VA_ARGS__), async_task *)
#define ASYNC__TASK(...) __builtin_choose_expr(ASYNC__IS_TASK(__VA_ARGS__), (__VA_ARGS__), (async_task *)0)
#define async_gather(...) ((void)(__VA_ARGS__))
#define async_repr(...) ("<coroutine " #__VA_ARGS__ ">")

#endif
