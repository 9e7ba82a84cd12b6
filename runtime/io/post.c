/* post.c: what other threads ask a loop for: async_post, async_call; and the descriptor by which another event loop
 * waits for it, async_loop_fd. */
#include "io.h"

#include <errno.h>
#include <pthread.h>

/* --- async_post --- */

struct function_post {
    struct post post;
    void (*f)(void *context);
    void *context;
};

static void call_function(struct post *post, bool is_dropped)
{
    struct function_post call = *(struct function_post *)(void *)post;
    port_release(post);
    if (!is_dropped)
        call.f(call.context);
}

int async_post(async_loop *loop, void (*f)(void *context), void *context)
{
    if (!loop)
        return -ESHUTDOWN;
    /* Another thread frees it, so it is the system's memory. */
    struct function_post *post = memory_refused() ? NULL : port_allocate(sizeof *post);
    if (!post)
        return -ENOMEM;
    *post = (struct function_post){.post.call = call_function, .f = f, .context = context};
    int error = handle_post(loop, &post->post);
    if (error < 0)
        port_release(post);
    return error;
}

/* --- async_call --- */

/* On the stack of the thread that waits for the end of the call. */
struct caller {
    struct post post;
    int (*f)(void *context);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t has_ended;
    bool ended;
    int value;
};

/* Starts the task: see annotated/call.c. It ends with async__end_call. */
void async__begin_call(void *caller, int (*f)(void *context), void *context);
void async__end_call(void *caller, int value);

static void begin_call(struct post *post, bool is_dropped)
{
    struct caller *caller = (struct caller *)(void *)post;
    if (is_dropped)
        async__end_call(caller, -ESHUTDOWN);
    else
        async__begin_call(caller, caller->f, caller->context);
}

void async__end_call(void *caller, int value)
{
    struct caller *ended = caller;
    pthread_mutex_lock(&ended->lock);
    ended->value = value;
    ended->ended = true;
    pthread_cond_signal(&ended->has_ended);
    pthread_mutex_unlock(&ended->lock);
}

static int wait_for_end(struct caller *caller)
{
    pthread_mutex_lock(&caller->lock);
    while (!caller->ended)
        pthread_cond_wait(&caller->has_ended, &caller->lock);
    pthread_mutex_unlock(&caller->lock);
    return caller->value;
}

int async_call(async_loop *loop, int (*f)(void *context), void *context)
{
    struct caller caller = {.post.call = begin_call, .f = f, .context = context};
    if (!loop)
        return -ESHUTDOWN;
    if (handle_is_own(loop))
        return -EDEADLK;
    pthread_mutex_init(&caller.lock, NULL);
    pthread_cond_init(&caller.has_ended, NULL);
    int value = handle_post(loop, &caller.post);
    if (value == 0)
        value = wait_for_end(&caller);
    pthread_cond_destroy(&caller.has_ended);
    pthread_mutex_destroy(&caller.lock);
    return value;
}

/* --- async_loop_fd --- */

int async_loop_fd(async_loop *loop)
{
    struct io *io = loop && handle_is_own(loop) ? io_get() : NULL;
    if (!io)
        return loop && handle_is_own(loop) ? -ENOMEM : -EINVAL;
    int fd = poller_descriptor(&io->poller, &io->state->inbox.waker);
    if (fd >= 0)
        loop_is_foreign(io->state);
    return fd;
}
