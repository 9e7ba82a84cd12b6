/* glib.c: <asyncc/glib.h>. A source that is ready when the library's descriptor is, or at its first deadline. */
#define _POSIX_C_SOURCE 200809L
#define ASYNC_ADAPTER
#define ASYNCC_GENERATED 1
#include <asyncc/glib.h>

#include "../src/foreign.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib.h>

struct adapter {
    GSource source;
    struct async__foreign foreign;
    async_loop *loop;
    void *tag; /* of the descriptor */
    bool is_detaching;
};

/* Seconds until the next deadline. */
static double until_deadline(const struct adapter *adapter)
{
    return async_loop_deadline(adapter->loop) - async_time();
}

/* Before GLib waits. */
static gboolean prepare(GSource *source, gint *timeout)
{
    const double longest = 3600;
    double wait = until_deadline((struct adapter *)(void *)source);
    *timeout = wait <= 0 ? 0 : wait < longest ? (gint)(wait * 1e3) + 1 : -1;
    return wait <= 0;
}

static gboolean check(GSource *source)
{
    struct adapter *adapter = (struct adapter *)(void *)source;
    return g_source_query_unix_fd(source, adapter->tag) != 0 || until_deadline(adapter) <= 0;
}

/* True if it is attached no more. */
static bool finish_detach(struct adapter *adapter)
{
    return adapter->is_detaching && async__detach();
}

static gboolean dispatch(GSource *source, GSourceFunc function, gpointer data)
{
    struct adapter *adapter = (struct adapter *)(void *)source;
    (void)function, (void)data;
    async_loop_step(adapter->loop);
    return finish_detach(adapter) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static GSourceFuncs functions = {.prepare = prepare, .check = check, .dispatch = dispatch};

/* The source is asked before each wait, so it finds out by itself. */
static void on_change(struct async__foreign *foreign)
{
    (void)foreign;
}

int async_glib_attach(GMainContext *context)
{
    async_loop *own = async_loop_self();
    int fd = own ? async_loop_fd(own) : -ENOMEM;
    if (fd < 0)
        return fd;
    struct adapter *adapter = (struct adapter *)(void *)g_source_new(&functions, sizeof *adapter);
    adapter->foreign.changed = on_change;
    adapter->loop = own;
    int error = async__attach(&adapter->foreign);
    if (error == 0) {
        adapter->tag = g_source_add_unix_fd(&adapter->source, fd, G_IO_IN);
        g_source_set_name(&adapter->source, "asyncc");
        g_source_attach(&adapter->source, context);
    }
    g_source_unref(&adapter->source); /* the context has it */
    return error;
}

void async_glib_detach(GMainContext *context)
{
    struct async__foreign *foreign = async__attached();
    if (!foreign || foreign->changed != on_change)
        return;
    struct adapter *adapter = (struct adapter *)(void *)((char *)foreign - offsetof(struct adapter, foreign));
    GMainContext *own = g_source_get_context(&adapter->source);
    if (own != (context ? context : g_main_context_default()) || adapter->is_detaching)
        return;
    adapter->is_detaching = true;
    async__cancel_all();
    if (finish_detach(adapter))
        g_source_destroy(&adapter->source);
}
