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

/* The handle of every task: all tasks are done. */
static __inline__ async_task *async__elided_task(void)
{
    static char __done;
    return (async_task *)(void *)&__done;
}

static __inline__ int async_join(async_task *__task)
{
    (void)__task;
    return 0;
}

static __inline__ int async_join_all(async_task **__tasks, __SIZE_TYPE__ __count)
{
    (void)__tasks;
    (void)__count;
    return 0;
}

static __inline__ void async_detach(async_task *__task)
{
    (void)__task;
}

static __inline__ int async_finished(const async_task *__task)
{
    (void)__task;
    return 1;
}

static __inline__ double async_time(void)
{
    return 0;
}

static __inline__ void async_virtual_time(int __on)
{
    (void)__on;
}

static __inline__ async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *__handler)
{
    (void)__handler;
    return 0;
}

#define async_new(...)                                                                                                 \
    __extension__({                                                                                                    \
        __VA_ARGS__;                                                                                                   \
        async__elided_task();                                                                                          \
    })
#define async_spawn(...)                                                                                               \
    __extension__({                                                                                                    \
        __VA_ARGS__;                                                                                                   \
        async__elided_task();                                                                                          \
    })
#define async_start(...) (__VA_ARGS__)
#define async_run(...) __extension__({ __VA_ARGS__; })
#define async_gather(...) ((void)(__VA_ARGS__))
#define async_repr(...) ("<coroutine " #__VA_ARGS__ ">")

#endif
