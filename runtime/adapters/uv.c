/* uv.c: <asyncc/uv.h>. A poll handle waits for the library's descriptor, a timer for its first deadline, which a
 * prepare handle looks up before libuv waits.
 */
#define _POSIX_C_SOURCE 200809L
#define ASYNC_ADAPTER
#define ASYNCC_GENERATED 1
#include <asyncc/uv.h>

#include "../src/foreign.h"

#include <errno.h>
#include <stdlib.h>
#include <uv.h>

struct adapter {
    struct async__foreign foreign;
    async_loop *loop;
    uv_poll_t poll;
    uv_timer_t timer;
    uv_prepare_t prepare;
    int handles; /* those that are open */
    bool is_detaching;
};

static void handle_closed(uv_handle_t *handle)
{
    struct adapter *adapter = handle->data;
    if (--adapter->handles == 0)
        free(adapter);
}

static void close_handles(struct adapter *adapter)
{
    uv_close((uv_handle_t *)&adapter->poll, handle_closed);
    uv_close((uv_handle_t *)&adapter->timer, handle_closed);
    uv_close((uv_handle_t *)&adapter->prepare, handle_closed);
}

/* uv_run goes on while there are tasks, or while there may be. */
static void keep_running(struct adapter *adapter, bool wanted)
{
    if (wanted)
        uv_ref((uv_handle_t *)&adapter->poll);
    else
        uv_unref((uv_handle_t *)&adapter->poll);
}

static void finish_detach(struct adapter *adapter)
{
    if (adapter->is_detaching && async__detach())
        close_handles(adapter);
}

static void step(struct adapter *adapter)
{
    async_loop_step(adapter->loop);
    finish_detach(adapter);
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    step(poll->data);
}

static void on_time(uv_timer_t *timer)
{
    step(timer->data);
}

/* Before libuv waits. */
static void on_prepare(uv_prepare_t *prepare)
{
    const double longest = 3600; /* seconds; then it is looked up again */
    struct adapter *adapter = prepare->data;
    double wait = async_loop_deadline(adapter->loop) - async_time();
    keep_running(adapter, async__has_tasks());
    if (wait > longest)
        uv_timer_stop(&adapter->timer);
    else
        uv_timer_start(&adapter->timer, on_time, wait > 0 ? (uint64_t)(wait * 1e3) + 1 : 0, 0);
}

static void on_change(struct async__foreign *foreign)
{
    keep_running((struct adapter *)(void *)foreign, true);
}

static int open_handles(struct adapter *adapter, uv_loop_t *loop, int fd)
{
    int error = uv_poll_init(loop, &adapter->poll, fd);
    if (error < 0)
        return error;
    uv_timer_init(loop, &adapter->timer);
    uv_prepare_init(loop, &adapter->prepare);
    adapter->handles = 3;
    adapter->poll.data = adapter->timer.data = adapter->prepare.data = adapter;
    error = uv_poll_start(&adapter->poll, UV_READABLE, on_readable);
    if (error < 0)
        return error;
    uv_prepare_start(&adapter->prepare, on_prepare);
    uv_unref((uv_handle_t *)&adapter->prepare);
    uv_unref((uv_handle_t *)&adapter->timer);
    return 0;
}

int async_uv_attach(uv_loop_t *loop)
{
    async_loop *own = async_loop_self();
    int fd = own ? async_loop_fd(own) : -ENOMEM;
    struct adapter *adapter = fd < 0 ? NULL : calloc(1, sizeof *adapter);
    if (!adapter)
        return fd < 0 ? fd : -ENOMEM;
    adapter->foreign.changed = on_change;
    adapter->loop = own;
    int error = async__attach(&adapter->foreign);
    if (error < 0) {
        free(adapter);
        return error;
    }
    error = open_handles(adapter, loop, fd);
    if (error < 0) {
        async__attach_failed();
        if (adapter->handles)
            close_handles(adapter);
        else
            free(adapter);
    }
    return error;
}

void async_uv_detach(uv_loop_t *loop)
{
    struct adapter *adapter = (struct adapter *)(void *)async__attached();
    if (!adapter || adapter->foreign.changed != on_change || adapter->poll.loop != loop || adapter->is_detaching)
        return;
    adapter->is_detaching = true;
    async__cancel_all();
    finish_detach(adapter);
}
