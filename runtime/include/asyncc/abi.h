/* abi.h: calls, frames and the event loop, for generated C and hand-written leaves. docs/abi.md explains it.
 *
 * An async function T f(A a) is compiled to `async_T f__async(A a)`: it returns the frame that it waits in, or NULL and
 * the value. Frames exist only for functions that actually wait.
 */
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#if !defined(ASYNCC_H) /* a leaf that includes this directly */
#if !defined(ASYNCC_GENERATED)
#define ASYNCC_GENERATED 1
#endif
#include "../asyncc.h"

#elif defined(ASYNCC_GENERATED) && !defined(ASYNCC_ABI_H)
#define ASYNCC_ABI_H

#if defined(__GNUC__)
#if defined(__clang__) /* clang expands macros in this pragma */
#pragma push_macro("push")
#undef push
#endif
#pragma pack(push) /* overrides the including file's packing: the library was built without it */
#pragma pack()
#if defined(__clang__)
#pragma pop_macro("push")
#endif
#else
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#define __UINT16_TYPE__ uint16_t
#define __UINT32_TYPE__ uint32_t
#define __UINTPTR_TYPE__ uintptr_t
#define __INT32_TYPE__ int32_t
#if UINTPTR_MAX <= 0xffffffffu
#define __SIZEOF_POINTER__ 4
#else
#define __SIZEOF_POINTER__ 8
#endif
#define __inline__ inline
#define __extension__
#endif

/* --- parts of the standard library that the output uses, without its headers -------------------------------------- */

#if defined(__GNUC__)
#define async_copy __builtin_memcpy
#define async_clear(object, size) __builtin_memset((object), 0, (size))
#define ASYNC_OFFSET(type, member) __builtin_offsetof(type, member)
#else
#define async_copy memcpy
#define async_clear(object, size) memset((object), 0, (size))
#define ASYNC_OFFSET(type, member) offsetof(type, member)
#endif

/* --- compiler features that the output uses ----------------------------------------------------------------------- */

#if defined(ASYNCC_BARE) /* one thread, and no system that knows of more */
#define ASYNC_THREAD_LOCAL
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L && !defined(__STDC_NO_THREADS__)
#define ASYNC_THREAD_LOCAL _Thread_local
#else
#define ASYNC_THREAD_LOCAL __thread
#endif

/* asyncc reads clang's <stdatomic.h>. Where one of its macros is expanded because it contains an await, gcc has other
 * names for the result. */
#if defined(__GNUC__) && !defined(__clang__)
#define __c11_atomic_init(object, x) __atomic_store_n(object, x, __ATOMIC_RELAXED)
#define __c11_atomic_store __atomic_store_n
#define __c11_atomic_load __atomic_load_n
#define __c11_atomic_exchange __atomic_exchange_n
#define __c11_atomic_compare_exchange_strong(object, expected, desired, success, failure)                              \
    __atomic_compare_exchange_n(object, expected, desired, 0, success, failure)
#define __c11_atomic_compare_exchange_weak(object, expected, desired, success, failure)                                \
    __atomic_compare_exchange_n(object, expected, desired, 1, success, failure)
#define __c11_atomic_fetch_add __atomic_fetch_add
#define __c11_atomic_fetch_sub __atomic_fetch_sub
#define __c11_atomic_fetch_or __atomic_fetch_or
#define __c11_atomic_fetch_xor __atomic_fetch_xor
#define __c11_atomic_fetch_and __atomic_fetch_and
#define __c11_atomic_thread_fence __atomic_thread_fence
#define __c11_atomic_signal_fence __atomic_signal_fence
#define __c11_atomic_is_lock_free(size) __atomic_is_lock_free(size, 0)
#endif

/* In a function that is entered through a label in a loop, gcc 12 and later believes that the loop's locals are used
 * outside of their scope, because control seems to reach the label only from the end of the loop. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#endif

/* The body of an async function has two entries, the call and the resumption, and is compiled for each of them: the
 * first has no frame, the second always has one. */
#if defined(__GNUC__)
#define ASYNC_BODY_ONCE static __attribute__((__noinline__)) /* … or once, if two only make it larger */
#if defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)
#define ASYNC_BODY static __inline__ __attribute__((__always_inline__))
#else
#define ASYNC_BODY ASYNC_BODY_ONCE
#endif
#define ASYNC_COLD static __attribute__((__noinline__, __cold__)) /* a wait of a function that is not inlined */
#if defined(__clang__)
#define ASYNC_OF_CLANG(attribute) __attribute__((attribute))
#define ASYNC_ENTRY /* clang warns about the static functions that it uses */
#define ASYNC_EARLY static __inline__
#else
#define ASYNC_OF_CLANG(attribute)
#define ASYNC_ENTRY __inline__ /* still external, because of its prototype; gcc inlines the recursion, … */
#define ASYNC_EARLY static __inline__ __attribute__((__always_inline__)) /* … but not if it inlines this only later */
#endif
#define ASYNC_ASSUME(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            __builtin_unreachable();                                                                                   \
    } while (0)
#define ASYNC_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
/* Hides the target of a computed goto whose labels are stored in a frame. If gcc knew the target, it would drop the
 * other labels, although their addresses are stored. */
static __inline__ const void *async_label(const void *__label)
{
    __asm__("" : "+r"(__label));
    return __label;
}
#define ASYNC_NEVER_NULL __attribute__((__returns_nonnull__))
#define ASYNC_ALIASED __attribute__((__may_alias__)) /* a frame with locals of any type that pointers may refer to */
#else
#define ASYNC_OF_CLANG(attribute)
#define ASYNC_BODY static inline
#define ASYNC_BODY_ONCE static
#define ASYNC_COLD static
#define ASYNC_ENTRY
#define ASYNC_EARLY static __inline__
#define ASYNC_ASSUME(condition) ((void)0)
#define ASYNC_UNLIKELY(condition) (condition)
#define ASYNC_ALIASED
#define ASYNC_NEVER_NULL
#endif

/* Whether the inline functions below that have a counterpart in the library are worth their size. */
#if !defined(ASYNC_INLINES)
#if defined(__OPTIMIZE_SIZE__) || (defined(__GNUC__) && !defined(__OPTIMIZE__))
#define ASYNC_INLINES 0
#else
#define ASYNC_INLINES 1
#endif
#endif

/* Accessed in one or two instructions, from a shared library as well. */
#if defined(__GNUC__) && !defined(__APPLE__) && !defined(ASYNCC_BARE)
#define ASYNC_THREAD_MODEL __attribute__((__tls_model__("initial-exec")))
#else
#define ASYNC_THREAD_MODEL
#endif

/* --- frames ------------------------------------------------------------------------------------------------------- */

typedef struct async_frame async_frame;
typedef struct async_function async_function;
typedef struct async_leaf async_leaf;
typedef struct async_await async_await;

enum {
    ASYNC_DONE = 1 << 0,      /* the function has returned; its value follows the header */
    ASYNC_TASK = 1 << 1,      /* the owner of its value frees it: a task, a gather's child, the root of async_run */
    ASYNC_DISCARD = 1 << 2,   /* a task that frees itself when it is done: it was detached */
    ASYNC_NEW = 1 << 3,       /* a coroutine object that is not started yet; parent and link form its ring */
    ASYNC_CLAIMED = 1 << 4,   /* a task that is already being awaited */
    ASYNC_CANCELLED = 1 << 5, /* the mark: every wait of this frame and of those below it ends with -ECANCELED */
    ASYNC_ROOT = 1 << 6,      /* what ASYNC_SELF means for all below: a task, a group's child, the root of async_run */
    ASYNC_ACTIVE = 1 << 7,    /* its code is on the C stack, below that of the running frame */
    ASYNC_DEADLINE = 1 << 8,  /* its timer ends the time of its callees, not its own wait */
    ASYNC_WATCHED = 1 << 9,   /* somebody else has to be told when it ends */
    ASYNC_NAMED = 1 << 10,    /* it has a name of its own */
    ASYNC_REPORTED = 1 << 11, /* that it was never awaited, or never joined, was reported */
    ASYNC_ENDING = 1 << 12,   /* its wait will give -ECANCELED, but only when something else has happened */
    ASYNC_CHILD = 1 << 13     /* a child of a group, which has to be told when it ends */
};

/* errno.h's ECANCELED, without that header. */
#if defined(__APPLE__)
enum { ASYNC_CANCELED = 89 };
#elif defined(__FreeBSD__) || defined(__DragonFly__)
enum { ASYNC_CANCELED = 85 };
#elif defined(__NetBSD__)
enum { ASYNC_CANCELED = 87 };
#elif defined(__OpenBSD__)
enum { ASYNC_CANCELED = 88 };
#elif defined(__linux__) && (defined(__mips__) || defined(__mips))
enum { ASYNC_CANCELED = 158 };
#elif defined(__linux__) && defined(__sparc__)
enum { ASYNC_CANCELED = 127 };
#elif defined(__linux__) && defined(__hppa__)
enum { ASYNC_CANCELED = 253 };
#elif defined(__linux__) || defined(__unix__)
enum { ASYNC_CANCELED = 125 };
#else
enum { ASYNC_CANCELED = 140 }; /* newlib */
#endif

/* async_status while a frame waits for the loop or for a leaf, and nothing has woken it yet. */
enum { ASYNC_PENDING = -0x7fffffff - 1 };

/* The header of every frame. The locals that are live across its current await follow it. */
struct async_frame {
    const struct async_function *async_function; /* the function that this is a frame of */
    async_frame *async_parent;                   /* the continuation: the frame to resume when this one is done */
    async_frame *async_link;                     /* the callee it waits for; in a queue of the loop, its neighbour */
    __UINT16_TYPE__ async_state;                 /* the current await, counted from 1; 0: not started */
    __UINT16_TYPE__ async_flags;                 /* ASYNC_… */
    __INT32_TYPE__ async_status; /* the result of a wait on the loop: 0 or a negative errno, ASYNC_PENDING until there
                                    is one; in a gather: how many children are pending; in an unstarted coroutine
                                    object: the line that made it */
#if __SIZEOF_POINTER__ <= 4
    __UINT32_TYPE__ async_reserved[3]; /* the next member may be aligned to 16 bytes */
#endif
};

#if defined(__GNUC__) /* the library was not built with -fpack-struct, which no pragma turns off */
typedef char async_goes_without_fpack_struct[__alignof__(async_frame) == __alignof__(void *) ? 1 : -1];
#endif

/* Describes an async function: one constant for each, shared by its frames. */
struct async_function {
    async_frame *(*async_resume)(async_frame *); /* continues the frame; returns the next frame to resume, or NULL */
    const char *async_name;                      /* its name in the source */
    const char *async_file;                      /* where it is defined */
    __UINT32_TYPE__ async_size;                  /* the size of its frames, in bytes */
    __UINT16_TYPE__ async_await_count;           /* the number of its awaits … */
    __UINT16_TYPE__ async_status_size; /* the size of its value if that is a status, a signed integer; else 0 */
    const async_await *async_awaits;   /* … and their places: async_awaits[async_state - 1], … */
    const unsigned *async_lines;       /* … or, if all wait for callees, only their lines */
};

/* One await: its line, and what a frame waits for there. */
struct async_await {
    __UINT32_TYPE__ async_line;          /* in the function's file */
    __UINT32_TYPE__ async_children;      /* a gather: the number of children, … */
    __UINT32_TYPE__ async_offset;        /* … and the offset in the frame of the array of pointers to them */
    const struct async_leaf *async_leaf; /* a wait on the loop itself; NULL: it waits for async_link, or its children */
};

/* A kind of wait on the loop itself. */
struct async_leaf {
    const char *async_name;
    void (*async_cancel)(async_frame *, int __status);  /* asks for the end of the wait, which comes now or later, by
                                                           async_ready with this status or a result. Not called once the
                                                           frame is ready */
    __UINT32_TYPE__ async_kind;                         /* for a wait for callees: what the mark does there */
    void (*async_due)(async_frame *);                   /* with ASYNC_DEADLINE: the time is up */
    void (*async_below)(async_frame *, void *__marker); /* ASYNC_BRANCH: calls async_mark_below for each callee */
    int (*async_descriptor)(const async_frame *);       /* for dumps: the descriptor that it waits for; may be NULL */
};

void async_mark_below(void *__marker, async_frame *__callee);

/* async_leaf.async_kind: where a mark goes in a wait for callees. 0: a leaf, async_cancel ends the wait. */
enum {
    ASYNC_PASS = 1 << 0,   /* to the one callee that async_offset names, or to none if that is NULL */
    ASYNC_STOP = 1 << 1,   /* nowhere: a shield */
    ASYNC_BRANCH = 1 << 2, /* async_below knows. After the header there is room for a pointer, for the mark */
    ASYNC_ENDS = 1 << 3    /* with one of these: a marked frame's result is -ECANCELED */
};

/* Follows the header of a frame while it sleeps. */
typedef struct async_timer {
    __UINT64_TYPE__ async_deadline; /* nanoseconds of the loop's clock */
    async_frame *async_previous;    /* the neighbour on the other side of async_link */
} async_timer;

/* Follows the header of a frame while it waits in a line. */
typedef struct async_place {
    async_frame *async_previous; /* the neighbour on the other side of async_link; the first one's: the last */
    async_waiters *async_line;   /* where it stands */
    void *async_object;          /* an item, a mutex, … that the leaf needs in the end */
    int async_result;            /* what the wait gives if async_status is 0 */
} async_place;

/* What a leaf says that can wait in a line: where, or NULL and its value. (With a third member gcc would pass it
 * through memory: what else the wait needs is in async_this_thread.async_object.) */
typedef struct async_turn {
    async_waiters *async_wait;
    int async_value;
} async_turn;

/* The result of an async function: the frame that it waits in, or NULL and its value. */
#define ASYNC_RESULT(name, ...)                                                                                        \
    __extension__ typedef struct name {                                                                                \
        async_frame *async_wait;                                                                                       \
        __VA_ARGS__ async_value;                                                                                       \
    } name

typedef async_frame *async_void;
#if defined(__cplusplus)
ASYNC_RESULT(async__Bool, bool);
#else
ASYNC_RESULT(async__Bool, _Bool);
#endif
ASYNC_RESULT(async_char, char);
ASYNC_RESULT(async_signed_char, signed char);
ASYNC_RESULT(async_unsigned_char, unsigned char);
ASYNC_RESULT(async_short, short);
ASYNC_RESULT(async_unsigned_short, unsigned short);
ASYNC_RESULT(async_int, int);
ASYNC_RESULT(async_unsigned_int, unsigned int);
ASYNC_RESULT(async_long, long);
ASYNC_RESULT(async_unsigned_long, unsigned long);
ASYNC_RESULT(async_long_long, long long);
ASYNC_RESULT(async_unsigned_long_long, unsigned long long);
ASYNC_RESULT(async_float, float);
ASYNC_RESULT(async_double, double);
ASYNC_RESULT(async_long_double, long double);
ASYNC_RESULT(async_size_t, __SIZE_TYPE__);
ASYNC_RESULT(async_void_ptr, void *);
ASYNC_RESULT(async_char_ptr, char *);
ASYNC_RESULT(async_const_char_ptr, const char *);

/* --- the pool ----------------------------------------------------------------------------------------------------- */

/* Size classes. The size of a frame is a multiple of the unit, because it contains pointers. */
enum { ASYNC_POOL_UNIT = sizeof(void *), ASYNC_POOL_CLASSES = 65 };

/* The part of the calling thread's running loop that the inline functions below use. */
struct async_thread {
    async_frame *async_ready;           /* frames to resume, first in, first out, through async_link */
    async_frame **async_ready_end;      /* where the next one is stored; set once the thread has taken a frame */
    async_frame *async_running;         /* the frame whose code runs, or that its callers wait in; never NULL once the
                                           thread has taken a frame */
    __UINT32_TYPE__ async_pool_classes; /* ASYNC_POOL_CLASSES, or 0 while the pool is off */
    struct async_state *async_state;    /* private to the runtime */
    async_frame *async_outside;         /* the running one between the steps of a loop inside of another one, or NULL */
    void *async_object;                 /* for the place of the frame that is about to wait in a line */
    async_frame *async_pool[ASYNC_POOL_CLASSES]; /* free frames by size class, through async_link */
};
extern ASYNC_THREAD_LOCAL struct async_thread async_this_thread ASYNC_THREAD_MODEL;

void *async_take_slow(const async_function *__function);
void async_release_slow(async_frame *__frame);
async_frame *async_return_slow(async_frame *__frame);
async_frame *async_task_done(async_frame *__frame);

/* A new frame of this function. It inherits the mark of the running frame, which is its parent until somebody waits for
 * it, so that it leads to its loop at any time; the other fields are set when it waits. Never NULL: without memory it
 * calls the out-of-memory handler, which does not return. The caller owns the frame. */
ASYNC_EARLY void *async_take(const async_function *__function)
{
#if ASYNC_INLINES
    __SIZE_TYPE__ __unit = __function->async_size / ASYNC_POOL_UNIT;
    if (__unit < ASYNC_POOL_CLASSES && async_this_thread.async_pool[__unit]) {
        async_frame *__frame = async_this_thread.async_pool[__unit];
        async_this_thread.async_pool[__unit] = __frame->async_link;
        __frame->async_function = __function;
        __frame->async_parent = async_this_thread.async_running;
        __frame->async_flags = async_this_thread.async_running->async_flags & ASYNC_CANCELLED;
        return __frame;
    }
#endif
    return async_take_slow(__function);
}

/* Frees a frame. Here and below, _fast names the inline version of a function, for small functions that may wait often.
 */
void async_release(async_frame *__frame);
static __inline__ void async_release_fast(async_frame *__frame)
{
#if ASYNC_INLINES
    __SIZE_TYPE__ __unit = __frame->async_function->async_size / ASYNC_POOL_UNIT;
    if (__unit < ASYNC_POOL_CLASSES && __unit < async_this_thread.async_pool_classes) {
        __frame->async_link = async_this_thread.async_pool[__unit];
        async_this_thread.async_pool[__unit] = __frame;
    } else {
        async_release_slow(__frame);
    }
#else
    async_release(__frame);
#endif
}

/* --- waiting and returning ---------------------------------------------------------------------------------------- */

/* True if a callee waits. The hint that it mostly does not makes the call cheap. */
#define async_waits(wait) ASYNC_UNLIKELY((wait) != 0)

/* `self` waits in its await number `state` for `callee`, whose continuation it becomes. Returns self. */
static __inline__ async_frame *async_suspend(async_frame *__self, unsigned __state, async_frame *__callee)
{
    __self->async_state = (__UINT16_TYPE__)__state;
    __self->async_link = __callee;
    __callee->async_parent = __self;
    return __self;
}

/* `self` waits in its await number `state` for the loop, where a leaf has queued it. Returns self. */
static __inline__ async_frame *async_wait(async_frame *__self, unsigned __state)
{
    __self->async_state = (__UINT16_TYPE__)__state;
    return __self;
}

/* The function waits in its await number `state`: in `frame`, or, if that is NULL, in a new frame of `function`.
 * Returns the frame, in which the caller then stores all values that are needed after the wait. */
void *async_park(void *__frame, const async_function *__function, unsigned __state);

/* The same, waiting for `callee`, whose continuation the frame becomes. */
void *async_park_for(void *__frame, const async_function *__function, unsigned __state, async_frame *__callee);

/* The address of the value in a frame whose function is done. */
static __inline__ void *async_value(async_frame *__frame)
{
    return __frame + 1;
}

/* Reads the value of the callee that `self` waited for. The callee has already freed its frame, but it has not been
 * reused: this is the first call after a frame is resumed. (async_child reads a task's value.) */
static __inline__ void async_result(async_frame *__self, void *__value, __SIZE_TYPE__ __size)
{
    async_copy(__value, __self->async_link + 1, __size);
}

/* Ends a function that waited, a frame of `function`; its value follows the header. Frees the frame, unless someone
 * keeps it, and returns the next one to resume, or NULL. (The function is a constant at the call; loading it from the
 * frame would delay the next async_take.) */
async_frame *async_return(async_frame *__frame, const async_function *__function);
static __inline__ async_frame *async_return_fast(async_frame *__frame, const async_function *__function)
{
#if ASYNC_INLINES
    __SIZE_TYPE__ __unit = __function->async_size / ASYNC_POOL_UNIT;
    if (__frame->async_flags & ASYNC_TASK)
        return async_task_done(__frame);
    if (__unit >= ASYNC_POOL_CLASSES || __unit >= async_this_thread.async_pool_classes)
        return async_return_slow(__frame);
    __frame->async_link = async_this_thread.async_pool[__unit];
    async_this_thread.async_pool[__unit] = __frame;
    return __frame->async_parent;
#else
    return async_return(__frame, __function);
#endif
}

/* True if what runs now is marked: a wait that begins now ends with -ECANCELED. */
static __inline__ int async_marked(void)
{
    return (async_this_thread.async_running->async_flags & ASYNC_CANCELLED) != 0;
}

/* A frame that was taken before the running frame was marked, in the same step, inherits the mark. Comes before each
 * wait of a function that takes its frame at its start. */
static __inline__ void async_inherit(async_frame *__self)
{
    __self->async_flags |= async_this_thread.async_running->async_flags & ASYNC_CANCELLED;
}

/* Puts a frame at the end of the ready queue; the result of its wait is `status`. The frame is in no queue. */
static __inline__ void async_ready_now(async_frame *__frame, int __status)
{
    __frame->async_status = __status;
    __frame->async_link = 0;
    *async_this_thread.async_ready_end = __frame;
    async_this_thread.async_ready_end = &__frame->async_link;
}

/* Leaves: begins a wait of `self`. True: the leaf arms it. False: the frame is marked, so the wait has ended with
 * -ECANCELED; the leaf arms nothing. */
int async_begin(async_frame *__self);

/* Tells a loop around this one that there is something to step. */
void async_tell(void);

/* Leaves: ends a wait, with this result (not ASYNC_PENDING). A wait that has ended already keeps the result it has. */
static __inline__ void async_ready(async_frame *__frame, int __status)
{
    if (__frame->async_status != ASYNC_PENDING)
        return;
    async_ready_now(__frame, __status);
    if (ASYNC_UNLIKELY(async_this_thread.async_running == async_this_thread.async_outside))
        async_tell();
}

/* --- leaves of the core: NAME__wait arms the wait of a frame, NAME__async has a frame of its own ------------------ */

extern const async_leaf async_sleep__leaf, async_yield__leaf;

/* Queues `self` (with an async_timer after its header) until `seconds` from now. Status 0. */
void async_sleep__wait(async_frame *__self, double __seconds);
async_int async_sleep__async(double __seconds);

static __inline__ void async_yield__wait(async_frame *__self)
{
    async_ready_now(__self, __self->async_flags & ASYNC_CANCELLED ? -ASYNC_CANCELED : 0);
}
async_int async_yield__async(void);

async_int async_join__async(async_task *__task);
async_int async_join_all__async(async_task *const *__tasks, __SIZE_TYPE__ __count);
async_int async_wait_any__async(async_task *const *__tasks, __SIZE_TYPE__ __count);
async_int async_sleep_until__async(double __time);
async_int async__timeout__async(double __seconds, async_task *__call);
async_int async__timeout_at__async(double __time, async_task *__call);
async_int async__shield__async(async_task *__call);
async_int async__shield_for__async(double __seconds, async_task *__call);
int async__group_spawn(async_group *__group, async_task *__call);
async_int async_group_slot__async(async_group *__group);
async_int async_group_next__async(async_group *__group);
async_int async_group_join__async(async_group *__group);
async_void async_group_end__async(async_group *__group);
async_generator *async__generator_start(async_generator *__generator, async_task *__call);
async_int async_generator_next__async(async_generator *__generator);
async_void async_generator_end__async(async_generator *__generator);
async_int async__emit__async(void *__out, const void *__value, __SIZE_TYPE__ __size);
async_int async__race__async(async_task **__calls, int __count);
async_int async_interval_tick__async(async_interval *__interval);

/* --- leaves that wait in a line: NAME__try does it at once, or says where the frame has to stand -------------------
 */

extern const async_leaf async_event_wait__leaf, async_mutex_lock__leaf, async_semaphore_wait__leaf;
extern const async_leaf async_barrier_wait__leaf, async_queue_put__leaf, async_queue_get__leaf;
extern const async_leaf async_queue_drained__leaf, async_promise_wait__leaf;

async_turn async_event_wait__try(async_event *__event);
async_turn async_mutex_lock__try(async_mutex *__mutex);
async_turn async_semaphore_wait__try(async_semaphore *__semaphore);
async_turn async_barrier_wait__try(async_barrier *__barrier);
async_turn async_queue_put__try(async_queue *__queue, const void *__item);
async_turn async_queue_get__try(async_queue *__queue, void *__item);
async_turn async_queue_drained__try(async_queue *__queue);
async_turn async_promise_wait__try(async_promise *__promise, void **__value);

/* Puts `self` (with an async_place after its header) at the end of the line, unless it is marked. */
void async_line_wait(async_frame *__self, async_waiters *__line);

/* What the wait has given. */
static __inline__ int async_line_value(async_frame *__self)
{
    return __self->async_status < 0 ? __self->async_status : ((async_place *)(void *)(__self + 1))->async_result;
}

/* The same with frames of their own. */
async_int async_event_wait__async(async_event *__event);
async_int async_mutex_lock__async(async_mutex *__mutex);
async_int async_semaphore_wait__async(async_semaphore *__semaphore);
async_int async_barrier_wait__async(async_barrier *__barrier);
async_int async_queue_put__async(async_queue *__queue, const void *__item);
async_int async_queue_get__async(async_queue *__queue, void *__item);
async_int async_queue_drained__async(async_queue *__queue);
async_int async_promise_wait__async(async_promise *__promise, void **__value);

async_int async_condition_wait__async(async_condition *__condition, async_mutex *__mutex);
async_int async_once__async(async_once_flag *__flag, int (*__f)(void *__context), void *__context);

int async_mutex_unlock_slow(async_mutex *__mutex);

/* What a mutex that nobody else wants costs. The library has the functions of these names. */
#if defined(__GNUC__) && ASYNC_INLINES && !defined(ASYNC_LIBRARY)
#define ASYNC_INLINE_COPY extern __inline__ __attribute__((__gnu_inline__, __always_inline__))
ASYNC_INLINE_COPY async_turn async_mutex_lock__try(async_mutex *__mutex)
{
    async_turn __turn = {0, 0};
    if (ASYNC_UNLIKELY(__mutex->async_locked || async_marked()))
        __turn.async_wait = &__mutex->async_line;
    else
        __mutex->async_locked = 1;
    return __turn;
}

ASYNC_INLINE_COPY int async_mutex_unlock(async_mutex *__mutex)
{
    if (ASYNC_UNLIKELY(!__mutex->async_locked || __mutex->async_line.async_first))
        return async_mutex_unlock_slow(__mutex);
    __mutex->async_locked = 0;
    return 0;
}
#endif

/* --- locals whose type cannot be named at file scope -------------------------------------------------------------- */

/* Room for `size` bytes in a frame, with the largest alignment that a frame can have. */
#define ASYNC_BYTES(size)                                                                                              \
    union {                                                                                                            \
        unsigned char async_bytes[size];                                                                               \
        void *async_pointer;                                                                                           \
    } __attribute__((__aligned__(16)))

/* The address of such a local; does not compile if the type is larger here than it was for asyncc. */
#define ASYNC_ROOM(field, size) ((void *)((char *)&(field) + 0 * sizeof(char[(size) <= sizeof(field) ? 1 : -1])))

/* The same for a local with a larger alignment than a frame's: the field has `alignment` more bytes. */
#define ASYNC_ALIGNED(field, size, alignment)                                                                          \
    ((void *)(((__UINTPTR_TYPE__)ASYNC_ROOM(field, (size) + (alignment)) + (alignment)-1) &                            \
              ~((__UINTPTR_TYPE__)(alignment)-1)))

/* Copies such a local to its field, and back. */
#define ASYNC_SAVE(field, local) async_copy(ASYNC_ROOM(field, sizeof(local)), &(local), sizeof(local))
#define ASYNC_RESTORE(local, field) async_copy(&(local), ASYNC_ROOM(field, sizeof(local)), sizeof(local))

/* --- arrays of variable length: separate memory, owned by the frame ----------------------------------------------- */

/* Allocates `size` bytes in place of `old` (or NULL), whose content is lost. Never NULL: see async_take. */
void *async_array(void *__old, __SIZE_TYPE__ __size);
void async_array_free(void *__array);

/* --- gather ------------------------------------------------------------------------------------------------------- */

/* `self` waits in its await number `state` for those of `children` that are not NULL. Copies them to `copy`, which is
 * in self. Returns self. */
async_frame *async_gather_suspend(async_frame *__self, unsigned __state, async_frame **__copy,
                                  async_frame *const *__children, __SIZE_TYPE__ __count);

/* Called when a child is done and self is resumed: true while other children are pending. */
static __inline__ int async_gather_pending(async_frame *__self)
{
    return --__self->async_status > 0;
}

/* True for a gather's child that has ended, and is not freed yet. */
static __inline__ int async_ended(const async_frame *__child)
{
    return __child && __child->async_flags & ASYNC_DONE;
}

/* True if a child waits. */
static __inline__ int async_gather_waits(async_frame *const *__children, __SIZE_TYPE__ __count)
{
    while (__count > 0)
        if (__children[--__count])
            return 1;
    return 0;
}

/* Reads the value of a gather's child, or of a task, that is done, and frees it. */
static __inline__ void async_child(async_frame *__child, void *__value, __SIZE_TYPE__ __size)
{
    if (__size)
        async_copy(__value, __child + 1, __size);
    async_release(__child);
}

/* --- coroutine objects and tasks ---------------------------------------------------------------------------------- */

/* A new coroutine object, not started, made at `line` of function->async_file. The caller stores the arguments after
 * the header. NULL without memory. Reported if it is never started. */
void *async_new_object(const async_function *__function, int __line);

/* The same for an object that cannot be told to be missing: without memory it calls the out-of-memory handler. */
void *async_make_object(const async_function *__function, int __line);

/* The first, synchronous part of a task, which has no frame of its own yet. On the C stack. */
typedef struct async_step {
    async_frame async_self;   /* stands for the task's frame: it is the running one */
    async_frame *async_outer; /* the one that was running before */
    async_function async_own; /* in async_run: describes the function */
} async_step;

/* Begins such a part, for a task of `function`: 1. It is not marked, whoever starts it. 0: there is too little memory
 * to begin anything. */
int async_step_enter(async_step *__step, const async_function *__function);

/* Ends it: the result of async_spawn and async_start, the task that waits in `wait`, or, if that is NULL, one of the
 * step's function that is done with this value. NULL without memory. */
async_task *async_spawned(async_step *__step, async_frame *__wait, const void *__value, __SIZE_TYPE__ __size);

/* The two for a coroutine object: without memory they call the out-of-memory handler. */
void async_step_begin(async_step *__step, const async_function *__function);
async_task *async_object_started(async_step *__step, async_frame *__wait, const void *__value, __SIZE_TYPE__ __size);

/* Starts an object: async_spawn of a call whose value is stored. Returns it. NULL is allowed. */
async_task *async_started(async_task *__object);

/* Begins `await *object`: starts it if it is new, and returns the task. After that *object is not a valid pointer: a
 * second await (or NULL) is reported with its place and aborts. */
ASYNC_NEVER_NULL async_task *async_claim(async_task **__object, const char *__file, int __line);
async_task *async_claim_task(async_task *__task, const char *__file, int __line); /* the same for a handle */

/* The same for `await async_join(task)`, where NULL (from a spawn without memory) is an error to return, not a misuse.
 */
static __inline__ async_task *async_claim_handle(async_task *__task, const char *__file, int __line)
{
    return __task ? async_claim_task(__task, __file, __line) : 0;
}

/* The frame to wait in for a claimed task: NULL when it is done. */
static __inline__ async_frame *async_pending(async_task *__task)
{
    return !__task || __task->async_flags & ASYNC_DONE ? 0 : __task;
}

/* Ends a join: frees the task. Returns the result of the join: the task's value if that is a status and negative, else
 * 0; -ENOMEM for NULL. */
int async_joined(async_task *__task);

const char *async_repr(const async_task *__task);

/* --- async_run ---------------------------------------------------------------------------------------------------- */

/* These make a loop the thread's running loop and begin the first part of a function of this name in it; run the loop
 * until `root` is done and read its value; cancel and await what is left, and close the loop. Calls nest: after
 * async_run_leave the previous loop is the running one again. If the loop cannot continue (a deadlock), it reports that
 * and aborts. */
void async_main_enter(async_step *__step, const char *__name); /* for `async int main` */
void async_run_enter(async_step *__step, const char *__name);
void async_run_until(async_step *__step, async_frame *__root, void *__value, __SIZE_TYPE__ __size);
void async_run_leave(async_step *__step);

/* All of this for a task: what async_join gives. */
int async_run_task(async_task *__task, const char *__file, int __line);

#if defined(__GNUC__)
#if defined(__clang__)
#pragma push_macro("pop")
#undef pop
#endif
#pragma pack(pop)
#if defined(__clang__)
#pragma pop_macro("pop")
#endif
#endif

#endif
