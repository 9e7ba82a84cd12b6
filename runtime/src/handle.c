/* handle.c: a thread's loop as other threads know it, an async_loop.
 *
 * It says whether the loop takes posts, and into which inbox. A thread may end while others are about to post to its
 * loop, so handles are never freed: those of threads that have ended are used again, but only after many others, so
 * that a post that comes too late is still refused.
 */
#include "atomic.h"
#include "internal.h"

#include <errno.h>

struct async_loop {
    void *inbox;  /* atomic: where posts go; NULL: the loop is not in a run */
    int posters;  /* atomic: those who look at it right now */
    int is_free;  /* atomic: its thread has ended */
    int released; /* atomic: how many had been released by then */
    void *next;   /* in the list of all handles; never changes */
};

#if defined(ASYNCC_BARE) /* one thread, and no memory but the program's */

static struct async_loop only;

static async_loop *take_handle(void)
{
    return &only;
}

void handle_release(async_loop *handle)
{
    handle_close(handle);
}

#else

enum { QUARANTINE = 1024 }; /* handles that are released before one is used again */

static void *handles; /* atomic: all of them, the last one first */
static int releases;  /* atomic: how often one was released */

static bool use_again(async_loop *handle)
{
    if (!add_int(&handle->is_free, 0))
        return false;
    unsigned since = (unsigned)add_int(&releases, 0) - (unsigned)add_int(&handle->released, 0);
    return since > QUARANTINE && swap_int(&handle->is_free, 0);
}

static async_loop *take_handle(void)
{
    for (async_loop *handle = load(&handles); handle; handle = handle->next)
        if (use_again(handle))
            return handle;
    async_loop *handle = memory_refused() ? NULL : port_allocate(sizeof *handle);
    if (!handle)
        return NULL;
    *handle = (async_loop){0};
    do
        handle->next = load(&handles);
    while (!replace(&handles, handle->next, handle));
    return handle;
}

void handle_release(async_loop *handle)
{
    handle_close(handle);
    swap_int(&handle->released, add_int(&releases, 1));
    swap_int(&handle->is_free, 1);
}

#endif

void handle_open(struct inbox *inbox)
{
    swap(&inbox->handle->inbox, inbox);
}

void handle_close(async_loop *handle)
{
    swap(&handle->inbox, NULL);
    while (add_int(&handle->posters, 0))
        port_pause();
}

void handle_forked(async_loop *handle)
{
    swap_int(&handle->posters, 0);
}

bool handle_is_own(const async_loop *handle)
{
    const struct async_state *state = async_this_thread.async_state;
    return state && handle && state->inbox.handle == handle;
}

int handle_post(async_loop *handle, struct post *post)
{
    post->promise.async_awaited = POSTED_CALL;
    add_int(&handle->posters, 1);
    struct inbox *inbox = load(&handle->inbox);
    if (inbox)
        inbox_put(inbox, &post->promise);
    add_int(&handle->posters, -1); /* from now on its run may end */
    return inbox ? 0 : -ESHUTDOWN;
}

async_loop *async_loop_self(void)
{
    struct async_state *state = state_get();
    if (!state)
        return NULL;
    if (!state->inbox.handle)
        state->inbox.handle = take_handle();
    if (!state->inbox.handle)
        return NULL;
    inbox_open(&state->inbox);
    if (state->depth && !state->closing) {
        state->is_known = true;
        handle_open(&state->inbox);
    }
    return state->inbox.handle;
}
