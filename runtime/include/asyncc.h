/* asyncc.h: async and await for C.
 *
 * One header, three readers:
 *
 *   a plain C compiler   sees the serial elision: `async` and `await` mean nothing, sleep sleeps, gather runs its
 *                        arguments one after the other. Nothing to link.
 *   asyncc               (__ASYNCC__) sees the keywords as marks that it can find again in clang's tree.
 *   generated C          (ASYNCC_GENERATED) sees the runtime and the ABI: frames, results, the event loop.
 *
 * What users write stands in the first part. The second part, "the ABI", is what asyncc's output and hand-written
 * leaves use; docs/abi.md explains it.
 *
 * Threads: a loop belongs to the thread that made it, and so does every task. No function here may be called for
 * another thread's task.
 */
#ifndef ASYNCC_H
#define ASYNCC_H

#if defined(__GNUC__)
#pragma GCC system_header
#pragma pack(push) /* whatever the file that includes this asked for: the library was built without it */
#pragma pack()
#endif

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A task or coroutine object: a function that was started, or will be, and has a frame of its own. Made by async_new
 * and async_spawn, owned by whoever holds the pointer until it is awaited, joined, run or detached. */
typedef struct async_frame async_task;

/* ------------------------------------------------------------------------------------------------------------------
 * The keywords
 * ---------------------------------------------------------------------------------------------------------------- */

#if defined(__clang__) && !defined(ASYNCC_GENERATED)
#define _Async __attribute__((__annotate__("async")))
#else
#define _Async
#endif

/* A prefix operator that changes neither the type nor the value of its operand. */
#define _Await __extension__

#ifndef ASYNCC_NO_KEYWORDS
#define async _Async
#define await _Await
#endif

/* ------------------------------------------------------------------------------------------------------------------
 * What users write. These names have a definition in each of the three readings below; this is what they mean. f is an
 * async function, T what it gives. What is awaited may suspend, that is, let other tasks run before it is done; nothing
 * else does.
 *
 * async_run(f(args)), async_run(object)
 *     From ordinary code: makes an event loop, runs f to its end in it, and gives its value. Tasks that are still
 *     alive then are dropped. May be called again, and inside of another one, whose tasks stand still meanwhile. When
 *     nothing can ever run again (a deadlock), that is reported, and the program aborts.
 *
 * async T c = f(args)
 *     A coroutine object: f with its arguments, not started. `await c` runs it to its end and gives its value. It is
 *     awaited once: a second time is reported and aborts. If it never is, that is reported when the run ends.
 *
 * async T c = async_start(f(args))
 *     The same, but started at once: it runs until it waits for the first time.
 *
 * async_task *t = async_new(f(args))
 *     A coroutine object without its type: for functions without a value, and for storage in structs. The caller owns
 *     it until it is awaited, joined, run or detached. NULL without memory.
 *
 * async_task *t = async_spawn(f(args))
 *     The same, but started at once: a task, which runs on while others wait. NULL if f has run to its end and there
 *     is no memory to keep its value.
 *
 * await async_join(task), await async_join_all(tasks, count)
 *     Wait for one task or for all in an array (which stays the caller's), and free them; what is new is started.
 *     Values are dropped. An int: 0, or -ENOMEM if there was a NULL, so that what async_spawn gave need not be looked
 *     at. A task is awaited or joined once: a second time is reported and aborts.
 *
 * await async_gather(f(1), x = g(2), a[i] = h())
 *     Runs all of them at the same time; goes on when all are done. Has no value of its own.
 *
 * async_detach(task)
 *     Nobody will wait for this task: it runs on, its value is dropped, and it frees itself. Starts it if it is new.
 *     Does nothing for NULL.
 *
 * async_finished(task)
 *     True when the task is done: awaiting it would not suspend.
 *
 * async_repr(task)
 *     `<coroutine NAME at 0xADDRESS>`, for people to read. The text is valid until the thread has asked for 8 more.
 *
 * await async_sleep(seconds)
 *     Waits that long or longer. Tasks wake up in the order of their deadlines, first come first served among equals.
 *     0, less than 0 and NaN are as async_yield; 285 years are as good as for ever. An int: 0. Cannot fail.
 *
 * await async_yield()
 *     Lets all that is ready have its turn first. An int: 0. Cannot fail.
 *
 * async_time()
 *     The loop's clock in seconds: monotonic, 0 when the thread first used it.
 *
 * async_virtual_time(on)
 *     For tests: the thread's clock stands still while anything can run, and jumps to the next deadline when nothing
 *     can. ASYNCC_VIRTUAL_TIME=1 in the environment turns this on for every thread.
 *
 * async_on_out_of_memory(handler)
 *     handler(function, size) is called when there are no `size` bytes for a frame of that function. It must not
 *     return. NULL: the default, which says so on stderr and aborts. Gives the one before. For all threads: set it
 *     before they start.
 *
 * ASYNCC_POOL=0 in the environment takes each frame from malloc, for valgrind to see.
 * ---------------------------------------------------------------------------------------------------------------- */

/* Macros of the author's that are called like something below stand aside until the end. */
#if defined(__GNUC__) && (defined(ASYNCC_GENERATED) || !defined(__ASYNCC__))
#pragma push_macro("array")
#undef array
#pragma push_macro("callee")
#undef callee
#pragma push_macro("cancel")
#undef cancel
#pragma push_macro("child")
#undef child
#pragma push_macro("copy")
#undef copy
#pragma push_macro("count")
#undef count
#pragma push_macro("deadline")
#undef deadline
#pragma push_macro("done")
#undef done
#pragma push_macro("flags")
#undef flags
#pragma push_macro("function")
#undef function
#pragma push_macro("handler")
#undef handler
#pragma push_macro("label")
#undef label
#pragma push_macro("object")
#undef object
#pragma push_macro("old")
#undef old
#pragma push_macro("on")
#undef on
#pragma push_macro("parent")
#undef parent
#pragma push_macro("pool")
#undef pool
#pragma push_macro("pool_classes")
#undef pool_classes
#pragma push_macro("previous")
#undef previous
#pragma push_macro("ready")
#undef ready
#pragma push_macro("ready_end")
#undef ready_end
#pragma push_macro("reserved")
#undef reserved
#pragma push_macro("root")
#undef root
#pragma push_macro("seconds")
#undef seconds
#pragma push_macro("self")
#undef self
#pragma push_macro("size")
#undef size
#pragma push_macro("task")
#undef task
#pragma push_macro("tasks")
#undef tasks
#pragma push_macro("unit")
#undef unit
#pragma push_macro("waiting")
#undef waiting
#endif

#if defined(__ASYNCC__) && !defined(ASYNCC_GENERATED)
/* ------------------------------------------------------------------------------------------------------------------
 * What asyncc sees. Every name that takes an async call is an object-like macro for a prefix operator, so that its
 * operand stays plain text, void calls included.
 * ---------------------------------------------------------------------------------------------------------------- */

#define async_new (async_task *)sizeof
#define async_spawn (async_task *)sizeof
#define async_start __extension__
#define async_run __extension__
#define async_gather (void)
#if defined(__STDC_VERSION__) && __STDC_VERSION__ > 202000L
#define async_repr (const char *)sizeof
#else
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wstrict-prototypes"
#endif
const char *async_repr(); /* of anything */
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
#endif

/* The parameters have no names, for an author may have macros that are called so. A leaf is armed by NAME__wait(frame,
 * args); "timer" says that it wants an async_timer behind the frame's header. */
__attribute__((__annotate__("async"), __annotate__("async_leaf:timer"))) int async_sleep(double);
__attribute__((__annotate__("async"), __annotate__("async_leaf"))) int async_yield(void);
__attribute__((__annotate__("async"), __annotate__("async_join"))) int async_join(async_task *);
__attribute__((__annotate__("async"))) int async_join_all(async_task **, size_t);
void async_detach(async_task *);
int async_finished(const async_task *);
double async_time(void);
void async_virtual_time(int);
typedef void async_out_of_memory_handler(const char *, size_t);
async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *);

#elif !defined(ASYNCC_GENERATED)
/* ------------------------------------------------------------------------------------------------------------------
 * The serial elision: header only, for any GNU-style compiler.
 * ---------------------------------------------------------------------------------------------------------------- */

typedef void async_out_of_memory_handler(const char *function, size_t size);

extern int usleep(unsigned int);

static inline int async_sleep(double seconds)
{
    for (; seconds > 0.5; seconds -= 0.5)
        usleep(500000);
    if (seconds > 0)
        usleep((unsigned int)(seconds * 1e6));
    return 0;
}
static inline int async_yield(void)
{
    return 0;
}
static inline async_task *async_elided_task(void)
{
    static char done;
    return (async_task *)(void *)&done;
}
static inline int async_join(async_task *task)
{
    (void)task;
    return 0;
}
static inline int async_join_all(async_task **tasks, size_t count)
{
    (void)tasks;
    (void)count;
    return 0;
}
static inline void async_detach(async_task *task)
{
    (void)task;
}
static inline int async_finished(const async_task *task)
{
    (void)task;
    return 1;
}
static inline double async_time(void)
{
    return 0;
}
static inline void async_virtual_time(int on)
{
    (void)on;
}
static inline async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *handler)
{
    (void)handler;
    return NULL;
}

#define async_new(...)                                                                                                 \
    __extension__({                                                                                                    \
        __VA_ARGS__;                                                                                                   \
        async_elided_task();                                                                                           \
    })
#define async_spawn(...)                                                                                               \
    __extension__({                                                                                                    \
        __VA_ARGS__;                                                                                                   \
        async_elided_task();                                                                                           \
    })
#define async_start(...) (__VA_ARGS__)
#define async_run(...) __extension__({ __VA_ARGS__; })
#define async_gather(...) ((void)(__VA_ARGS__))
#define async_repr(...) ("<coroutine " #__VA_ARGS__ ">")

#else
/* ------------------------------------------------------------------------------------------------------------------
 * The ABI: what generated code and hand-written leaves use. See docs/abi.md.
 *
 * An async function T f(A a) is compiled to `async_T f__async(A a)`: it returns the frame it waits in, or NULL and the
 * value. Frames exist only for functions that really wait.
 * ---------------------------------------------------------------------------------------------------------------- */

/* In a file that has a macro of such a name asyncc calls the members otherwise. The macros come back at the end. */
#if defined(ASYNCC_PREFIXED)
#define ASYNC_MEMBER(name) async_member_##name
#pragma push_macro("frame")
#pragma push_macro("value")
#pragma push_macro("wait")
#pragma push_macro("state")
#pragma push_macro("link")
#pragma push_macro("status")
#pragma push_macro("timer")
#pragma push_macro("resume")
#pragma push_macro("name")
#pragma push_macro("file")
#pragma push_macro("size")
#pragma push_macro("line")
#pragma push_macro("leaf")
#pragma push_macro("offset")
#pragma push_macro("children")
#pragma push_macro("awaits")
#pragma push_macro("await_count")
#pragma push_macro("function")
#define frame async_member_frame
#define value async_member_value
#define wait async_member_wait
#define state async_member_state
#define link async_member_link
#define status async_member_status
#define timer async_member_timer
#define resume async_member_resume
#define name async_member_name
#define file async_member_file
#define size async_member_size
#define line async_member_line
#define leaf async_member_leaf
#define offset async_member_offset
#define children async_member_children
#define awaits async_member_awaits
#define await_count async_member_await_count
#define function async_member_function
#else
#define ASYNC_MEMBER(name) name
#endif

#if defined(__GNUC__)
#define async_copy __builtin_memcpy /* the author's file need not know <string.h> */
#define async_clear(object, size) __builtin_memset((object), 0, (size))
#else
#include <string.h>
#define async_copy memcpy
#define async_clear(object, size) memset((object), 0, (size))
#endif

#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L && !defined(__STDC_NO_THREADS__)
#define ASYNC_THREAD_LOCAL _Thread_local
#else
#define ASYNC_THREAD_LOCAL __thread
#endif

/* <stdatomic.h> is read as clang has it. Where one of its macros is written out, for an await stands in it, gcc knows
 * what comes out of it by other names. */
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

/* A function that is entered through a label in a loop makes gcc 12 and later believe that the loop's locals are used
 * behind their scope: before the label, control seems to come from the end of the loop only. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#endif

/* The body of an async function has two entries, the call and the resumption, and is to be compiled for each of them:
 * the one has no frame, the other always has one. */
#if defined(__GNUC__)
#define ASYNC_BODY_ONCE static __attribute__((__noinline__)) /* … or once, where that would only make it larger */
#if defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)
#define ASYNC_BODY static inline __attribute__((__always_inline__))
#else
#define ASYNC_BODY ASYNC_BODY_ONCE
#endif
#if defined(__clang__)
#define ASYNC_OF_CLANG(attribute) __attribute__((attribute))
#define ASYNC_ENTRY /* clang warns of the static functions that it uses */
#else
#define ASYNC_OF_CLANG(attribute)
#define ASYNC_ENTRY inline /* external all the same, for a prototype stands before it; gcc inlines the recursion */
#endif
#define ASYNC_ASSUME(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            __builtin_unreachable();                                                                                   \
    } while (0)
#define ASYNC_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
/* Where a jump goes whose labels are stored in a frame. If gcc could see where, it would leave out the other labels,
 * whose addresses are stored all the same. */
static inline const void *async_label(const void *label)
{
    __asm__("" : "+r"(label));
    return label;
}
#define ASYNC_ALIASED __attribute__((__may_alias__)) /* a frame with locals that pointers lead to, of whatever type */
#else
#define ASYNC_OF_CLANG(attribute)
#define ASYNC_BODY static inline
#define ASYNC_BODY_ONCE static
#define ASYNC_ENTRY
#define ASYNC_ASSUME(condition) ((void)0)
#define ASYNC_UNLIKELY(condition) (condition)
#define ASYNC_ALIASED
#endif

/* Are the functions below that are inline and have a counterpart in the library worth their size? */
#if !defined(ASYNC_INLINES)
#if defined(__OPTIMIZE_SIZE__) || (defined(__GNUC__) && !defined(__OPTIMIZE__))
#define ASYNC_INLINES 0
#else
#define ASYNC_INLINES 1
#endif
#endif

/* Reached in one instruction or two, from a shared library as well. */
#if defined(__GNUC__) && !defined(__APPLE__)
#define ASYNC_THREAD_MODEL __attribute__((__tls_model__("initial-exec")))
#else
#define ASYNC_THREAD_MODEL
#endif

typedef struct async_frame async_frame;
typedef struct async_function async_function;
typedef struct async_leaf async_leaf;
typedef struct async_await async_await;

enum {
    ASYNC_DONE = 1 << 0,     /* the function has returned; its value stands behind the header */
    ASYNC_TASK = 1 << 1,     /* whoever has its value frees it: a task, a gather's child, what async_run runs */
    ASYNC_DISCARD = 1 << 2,  /* a task that frees itself when it is done: it was detached */
    ASYNC_NEW = 1 << 3,      /* a coroutine object that is not started yet; parent and link chain these */
    ASYNC_CLAIMED = 1 << 4,  /* a task that somebody awaits already */
    ASYNC_CANCELLED = 1 << 5 /* reserved: every wait of this task ends with -ECANCELED */
};

/* The header of every frame. The locals that are live across the await it stands at follow it. */
struct async_frame {
    const async_function *function; /* what this is a frame of */
    async_frame *parent;            /* the continuation: whom to resume when this one is done */
    async_frame *link;              /* the callee it waits for; in a queue of the loop, its neighbour */
    uint16_t state;                 /* the await it stands at, counted from 1; 0: not started */
    uint16_t flags;                 /* ASYNC_… */
    int32_t status;       /* what a wait on the loop gave: 0 or a negative errno; in a gather: how many children
                             are pending; in an unstarted coroutine object: the line that made it */
#if UINTPTR_MAX <= 0xffffffffu
    uint32_t reserved[3]; /* what follows may be aligned to 16 bytes, and stands right behind */
#endif
};

#if defined(__GNUC__) /* the library was not built with -fpack-struct, which no pragma turns off */
typedef char async_goes_without_fpack_struct[__alignof__(async_frame) == __alignof__(void *) ? 1 : -1];
#endif

/* What an async function is: one constant for each, shared by its frames. */
struct async_function {
    async_frame *(*resume)(async_frame *); /* goes on where the frame stands; gives the next frame to resume, or NULL */
    const char *name;                      /* the author's name for it */
    const char *file;                      /* where it is defined */
    uint32_t size;                         /* of its frames, in bytes */
    uint32_t await_count;                  /* how many awaits it has … */
    const async_await *awaits;             /* … and where: awaits[state - 1] */
};

/* One await: which line, and what a frame that stands there waits for. */
struct async_await {
    uint32_t line;          /* in the function's file */
    uint32_t children;      /* a gather: how many children, … */
    uint32_t offset;        /* … and where in the frame the array of pointers to them is */
    const async_leaf *leaf; /* a wait on the loop itself, or NULL: then it waits for frame->link, or its children */
};

/* A kind of wait on the loop itself. */
struct async_leaf {
    const char *name;
    void (*cancel)(async_frame *waiting, int status); /* ends the wait early: makes the frame ready */
};

/* Stands right behind the header of a frame while it sleeps. */
typedef struct async_timer {
    uint64_t deadline;     /* nanoseconds of the loop's clock */
    async_frame *previous; /* the neighbour on the other side of frame->link */
} async_timer;

/* What an async function returns: the frame that it waits in, or NULL and its value. */
#define ASYNC_RESULT(name, ...)                                                                                        \
    typedef struct name {                                                                                              \
        async_frame *ASYNC_MEMBER(wait);                                                                               \
        __VA_ARGS__ ASYNC_MEMBER(value);                                                                               \
    } name

typedef async_frame *async_void;
ASYNC_RESULT(async__Bool, _Bool);
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
ASYNC_RESULT(async_size_t, size_t);
ASYNC_RESULT(async_void_ptr, void *);
ASYNC_RESULT(async_char_ptr, char *);
ASYNC_RESULT(async_const_char_ptr, const char *);

/* Size classes. The size of a frame is a multiple of the unit, for it holds pointers. */
enum { ASYNC_POOL_UNIT = sizeof(void *), ASYNC_POOL_CLASSES = 65 };

/* The calling thread's running loop, as far as the inline functions below touch it. */
struct async_thread {
    async_frame *ready;                    /* frames to resume, first in, first out, through link */
    async_frame **ready_end;               /* where the next one is linked in; set once the thread has taken a frame */
    uint32_t pool_classes;                 /* ASYNC_POOL_CLASSES, or 0 while the pool steps aside */
    struct async_state *state;             /* what only the runtime knows */
    async_frame *pool[ASYNC_POOL_CLASSES]; /* free frames by size class, through link */
};
extern ASYNC_THREAD_LOCAL struct async_thread async_thread ASYNC_THREAD_MODEL;

void *async_take_slow(const async_function *function);
void async_release_slow(async_frame *frame);
async_frame *async_return_slow(async_frame *frame);
async_frame *async_task_done(async_frame *frame);

/* A new frame of this function, of which only `function` and `flags` are set: the rest is when it waits. Never NULL:
 * without memory the out-of-memory handler is called, which does not return. The caller owns it. */
static inline void *async_take(const async_function *function)
{
#if ASYNC_INLINES
    size_t unit = function->size / ASYNC_POOL_UNIT;
    if (unit < ASYNC_POOL_CLASSES && async_thread.pool[unit]) {
        async_frame *frame = async_thread.pool[unit];
        async_thread.pool[unit] = frame->link;
        frame->function = function;
        frame->flags = 0;
        return frame;
    }
#endif
    return async_take_slow(function);
}

/* Gives a frame back. As with the functions below, the one called _fast is the same inline: small functions, which may
 * wait often, use it. */
void async_release(async_frame *frame);
static inline void async_release_fast(async_frame *frame)
{
#if ASYNC_INLINES
    size_t unit = frame->function->size / ASYNC_POOL_UNIT;
    if (unit < ASYNC_POOL_CLASSES && unit < async_thread.pool_classes) {
        frame->link = async_thread.pool[unit];
        async_thread.pool[unit] = frame;
    } else {
        async_release_slow(frame);
    }
#else
    async_release(frame);
#endif
}

/* True if a callee waits. Compilers are told that it mostly does not, which is what makes the call a cheap one. */
#define async_waits(wait) ASYNC_UNLIKELY((wait) != NULL)

/* `self` waits in its await number `state` for `callee`, whose continuation it becomes. Gives self. */
static inline async_frame *async_suspend(async_frame *self, unsigned state, async_frame *callee)
{
    self->state = (uint16_t)state;
    self->link = callee;
    callee->parent = self;
    return self;
}

/* `self` waits in its await number `state` for the loop, where a leaf has queued it. Gives self. */
static inline async_frame *async_wait(async_frame *self, unsigned state)
{
    self->state = (uint16_t)state;
    return self;
}

/* The function waits in its await number `state`: in `frame`, or, if that is NULL, in a new frame of `function`. Gives
 * the frame, where the caller then stores what has to outlive the wait. */
void *async_park(void *frame, const async_function *function, unsigned state);

/* The same, waiting for `callee`, whose continuation the frame becomes. */
void *async_park_for(void *frame, const async_function *function, unsigned state, async_frame *callee);

/* Where the value of a frame whose function is done stands. */
static inline void *async_value(async_frame *frame)
{
    return frame + 1;
}

/* The value of the callee that `self` waited for. The callee has given its frame back already, and nobody has taken it
 * yet: this comes first when a frame is resumed. (A task's value is taken by async_child.) */
static inline void async_result(async_frame *self, void *value, size_t size)
{
    async_copy(value, self->link + 1, size);
}

/* The end of a function that waited, a frame of `function`: its value stands behind the header. Gives the frame back,
 * unless someone keeps it, and the next one to resume, or NULL. (The function is a constant where this is called; to
 * find it through the frame would make the next async_take wait.) */
async_frame *async_return(async_frame *frame, const async_function *function);
static inline async_frame *async_return_fast(async_frame *frame, const async_function *function)
{
#if ASYNC_INLINES
    size_t unit = function->size / ASYNC_POOL_UNIT;
    if (frame->flags & ASYNC_TASK)
        return async_task_done(frame);
    if (unit >= ASYNC_POOL_CLASSES || unit >= async_thread.pool_classes)
        return async_return_slow(frame);
    frame->link = async_thread.pool[unit];
    async_thread.pool[unit] = frame;
    return frame->parent;
#else
    return async_return(frame, function);
#endif
}

/* Puts a waiting frame at the end of the ready queue; its wait gives `status`. For leaves. The frame must not be in
 * any queue of the loop. */
static inline void async_ready(async_frame *frame, int status)
{
    frame->status = status;
    frame->link = NULL;
    *async_thread.ready_end = frame;
    async_thread.ready_end = &frame->link;
}

/* --- leaves of the core: NAME__wait arms the wait of a frame, NAME__async has a frame of its own --- */

extern const async_leaf async_sleep__leaf, async_yield__leaf;

/* Queues `self` (with an async_timer behind its header) until `seconds` from now. Status 0. */
void async_sleep__wait(async_frame *self, double seconds);
async_int async_sleep__async(double seconds);

static inline void async_yield__wait(async_frame *self)
{
    async_ready(self, 0);
}
async_int async_yield__async(void);

async_int async_join__async(async_task *task);
async_int async_join_all__async(async_task **tasks, size_t count);

/* --- locals whose type cannot be named at file scope --- */

/* Room for `size` bytes in a frame, aligned for anything. */
#define ASYNC_BYTES(size)                                                                                              \
    union {                                                                                                            \
        unsigned char async_bytes[size];                                                                               \
        long long async_integer;                                                                                       \
        long double async_float;                                                                                       \
        void *async_pointer;                                                                                           \
    }

/* Where such a local lives; the compiler refuses it if the type is larger here than it was for asyncc. */
#define ASYNC_ROOM(field, size) ((void *)((char *)&(field) + 0 * sizeof(char[(size) <= sizeof(field) ? 1 : -1])))

/* The same for one that is aligned to more than a frame is: there is room for `alignment` bytes more. */
#define ASYNC_ALIGNED(field, size, alignment)                                                                          \
    ((void *)(((uintptr_t)ASYNC_ROOM(field, (size) + (alignment)) + (alignment)-1) & ~((uintptr_t)(alignment)-1)))

/* Copies one of them to its field, and back. */
#define ASYNC_SAVE(field, local) async_copy(ASYNC_ROOM(field, sizeof(local)), &(local), sizeof(local))
#define ASYNC_RESTORE(local, field) async_copy(&(local), ASYNC_ROOM(field, sizeof(local)), sizeof(local))

/* --- arrays of variable length: memory of their own, owned by the frame --- */

/* Makes room for `size` bytes where `old` (or NULL) was; what that held is gone. Never NULL: see async_take. */
void *async_array(void *old, size_t size);
void async_array_free(void *array);

/* --- gather --- */

/* `self` waits in its await number `state` for those of `children` that are not NULL. Copies them to `copy`, which is
 * in self. Gives self. */
async_frame *async_gather_suspend(async_frame *self, unsigned state, async_frame **copy, async_frame *const *children,
                                  size_t count);

/* Called when a child is done and self is resumed: true while others are not. */
static inline int async_gather_pending(async_frame *self)
{
    return --self->status > 0;
}

/* True if a child waits. */
static inline int async_gather_waits(async_frame *const *children, size_t count)
{
    while (count > 0)
        if (children[--count])
            return 1;
    return 0;
}

/* The value of a gather's child, or of a task, that is done; frees it. */
static inline void async_child(async_frame *child, void *value, size_t size)
{
    if (size)
        async_copy(value, child + 1, size);
    async_release(child);
}

/* --- coroutine objects and tasks --- */

/* A new coroutine object, not started, made at `line` of function->file. The caller stores the arguments behind the
 * header. NULL without memory. Reported when nobody ever starts it. */
void *async_new_object(const async_function *function, int line);

/* What async_spawn and async_start give: the task that waits in `wait`, or, if that is NULL, one that is done with
 * this value. `function` names it then. NULL without memory. */
async_task *async_spawned(async_frame *wait, const async_function *function, const void *value, size_t size);

/* Begins `await *object`: starts it if it is new, and gives the task. *object is no pointer any more then: a second
 * await (or NULL) is reported with its place, and aborts. */
async_task *async_claim(async_task **object, const char *file, int line);
async_task *async_claim_task(async_task *task, const char *file, int line); /* the same for a handle */

/* The same for `await async_join(task)`, where NULL (of a spawn without memory) is an error and not a mistake. */
static inline async_task *async_claim_handle(async_task *task, const char *file, int line)
{
    return task ? async_claim_task(task, file, line) : NULL;
}

/* The frame to wait in for a claimed task: NULL when it is done. */
static inline async_frame *async_pending(async_task *task)
{
    return !task || task->flags & ASYNC_DONE ? NULL : task;
}

/* The end of a join: frees the task. What the join gives: 0, or -ENOMEM for no task. */
static inline int async_joined(async_task *task)
{
    if (!task)
        return -12;
    async_release(task);
    return 0;
}

/* --- async_run --- */

/* Makes a loop the thread's running loop; runs it until `root` is done and gives its value; closes it. Calls nest:
 * the loop that ran before is the running one again after async_run_leave. async_run_until without a way to go on (a
 * deadlock) is reported and aborts. */
void async_run_enter(void);
void async_run_until(async_frame *root, void *value, size_t size);
void async_run_leave(void);

/* --- what users call and asyncc leaves as it is; see above --- */

void async_detach(async_task *task);
int async_finished(const async_task *task);
const char *async_repr(const async_task *task);

double async_time(void);
void async_virtual_time(int on);
typedef void async_out_of_memory_handler(const char *function, size_t size);
async_out_of_memory_handler *async_on_out_of_memory(async_out_of_memory_handler *handler);

#if defined(ASYNCC_PREFIXED)
#pragma pop_macro("frame")
#pragma pop_macro("value")
#pragma pop_macro("wait")
#pragma pop_macro("state")
#pragma pop_macro("link")
#pragma pop_macro("status")
#pragma pop_macro("timer")
#pragma pop_macro("resume")
#pragma pop_macro("name")
#pragma pop_macro("file")
#pragma pop_macro("size")
#pragma pop_macro("line")
#pragma pop_macro("leaf")
#pragma pop_macro("offset")
#pragma pop_macro("children")
#pragma pop_macro("awaits")
#pragma pop_macro("await_count")
#pragma pop_macro("function")
#endif

#endif

#ifdef __cplusplus
}
#endif

#if defined(__GNUC__) && (defined(ASYNCC_GENERATED) || !defined(__ASYNCC__))
#pragma pop_macro("array")
#pragma pop_macro("callee")
#pragma pop_macro("cancel")
#pragma pop_macro("child")
#pragma pop_macro("copy")
#pragma pop_macro("count")
#pragma pop_macro("deadline")
#pragma pop_macro("done")
#pragma pop_macro("flags")
#pragma pop_macro("function")
#pragma pop_macro("handler")
#pragma pop_macro("label")
#pragma pop_macro("object")
#pragma pop_macro("old")
#pragma pop_macro("on")
#pragma pop_macro("parent")
#pragma pop_macro("pool")
#pragma pop_macro("pool_classes")
#pragma pop_macro("previous")
#pragma pop_macro("ready")
#pragma pop_macro("ready_end")
#pragma pop_macro("reserved")
#pragma pop_macro("root")
#pragma pop_macro("seconds")
#pragma pop_macro("self")
#pragma pop_macro("size")
#pragma pop_macro("task")
#pragma pop_macro("tasks")
#pragma pop_macro("unit")
#pragma pop_macro("waiting")
#endif

#if defined(__GNUC__)
#pragma pack(pop)
#endif

#endif
