// Tasks inside of GLib's main loop take turns with its sources. After a detach they end while it goes on.
// REQUIRES: glib
// RUN: %io --epoll %with-glib %s | FileCheck %s
#include "Inputs/turns.h"

#include <asyncc/glib.h>
#include <glib.h>

static GMainContext *context;

static gboolean on_tick(gpointer unused)
{
    int before = answers;
    (void)unused;
    if (ticks++ == 0)
        start_talk();
    if (ticks == 5)
        CHECK(before > 0 && before < 20); // they take turns
    return G_SOURCE_CONTINUE;
}

static async int none(void)
{
    CHECK_EQUAL(async_glib_attach(context), -EBUSY); // in a run
    return 0;
}

static async int detach_itself(void)
{
    CHECK_EQUAL(await async_sleep(0.001), 0);
    async_glib_detach(context);
    CHECK_EQUAL(await async_sleep(1000), -ECANCELED);
    cancelled++;
    return 0;
}

static void add_timer(void)
{
    GSource *timer = g_timeout_source_new(5);
    g_source_set_callback(timer, on_tick, NULL, NULL);
    g_source_attach(timer, context);
    g_source_unref(timer);
}

static void whole(void)
{
    cancelled = ticks = answers = posted = sleeps = 0;
    CHECK_EQUAL(async_run(none()), 0);
    CHECK_EQUAL(async_glib_attach(context), 0);
    CHECK_EQUAL(async_glib_attach(context), -EBUSY);
    add_timer();
    pthread_t thread = start_thread();
    while (answers < 20 || sleeps < 20 || posted < 10 || ticks < 5)
        g_main_context_iteration(context, TRUE);
    pthread_join(thread, NULL);
    printf("%d answers, %d sleeps, %d calls\n", answers, sleeps, posted);

    async_detach(async_spawn(stay()));
    async_detach(async_spawn(stay()));
    g_main_context_iteration(context, TRUE);
    async_glib_detach(context);
    async_glib_detach(context);
    CHECK_EQUAL(async_glib_attach(context), -EBUSY); // not before all have ended
    while (cancelled < 2)
        g_main_context_iteration(context, TRUE);

    CHECK_EQUAL(async_glib_attach(context), 0); // again
    async_detach(async_spawn(detach_itself()));
    while (cancelled < 3)
        g_main_context_iteration(context, TRUE);
    CHECK_EQUAL(async_run(none()), 0);
}

int main(void)
{
    whole(); // CHECK: 20 answers, 20 sleeps, 10 calls
    context = g_main_context_new();
    whole(); // CHECK-NEXT: 20 answers, 20 sleeps, 10 calls
    g_main_context_unref(context);
    return 0;
}
