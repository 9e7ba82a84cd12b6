/* inbox.h: promises, and what other threads have for a loop. */
#ifndef INBOX_H
#define INBOX_H

#include "core.h"
#include "port.h"

struct async_state;

/* Where posts from other threads and from signal handlers arrive: see inbox.c. Posters reach nothing else of a thread's
 * state. */
struct inbox {
    void *first;                       /* atomic: the promise that was posted last, through async_next */
    int sleeping;                      /* atomic: a poster has to wake the thread */
    int posters;                       /* atomic: those that are in here right now */
    async_promise *taken, *last_taken; /* those that the thread is about to deliver, in their order */
    async_loop *handle;                /* what other threads know; NULL: async_loop_self was not called */
    struct port_waker waker;
    const async_port *port; /* NULL: the system */
};

/* --- promise.c --- */

/* Wakes those who wait for a promise that has its result. */
void promise_deliver(struct async_state *state, async_promise *promise);

/* --- inbox.c --- */

/* What another thread wants the loop to call. It is freed by its function. */
struct post {
    async_promise promise;                            /* its place in an inbox */
    void (*call)(struct post *post, bool is_dropped); /* is_dropped: the thread ends, and nothing more can run */
};

enum { POSTED_CALL = -1 }; /* async_awaited of a promise that is part of a post */

/* Puts a promise that is posted there. From any thread, and from signal handlers. */
void inbox_put(struct inbox *inbox, async_promise *promise);

/* Wakes those who wait for promises that were posted, and makes the calls that were posted. */
void inbox_empty(struct async_state *state);
bool inbox_is_empty(struct inbox *inbox);

/* From now on posters wake the thread, or do not. */
void inbox_sleeps(struct inbox *inbox, bool sleeps);

/* Lets others wake the thread. */
void inbox_open(struct inbox *inbox);

/* Ends the thread's wait, or the next one. From any thread, and from signal handlers. */
void inbox_wake(const struct inbox *inbox);

/* Waits until the clock shows this, or shorter. Also ends when something is posted. */
void inbox_wait(struct async_state *state, uint64_t deadline);

/* Before the state of a thread is freed. */
void inbox_close(struct inbox *inbox);

/* --- handle.c --- */

/* The loop takes posts; it takes no more: whoever is about to post has done so, or gets -ESHUTDOWN. */
void handle_open(struct inbox *inbox);
void handle_close(async_loop *handle);

/* The thread ends. */
void handle_release(async_loop *handle);

/* This is the child of a fork, which has no other threads. */
void handle_forked(async_loop *handle);

/* True for the handle of the calling thread's loop. */
bool handle_is_own(const async_loop *handle);

/* Has the loop make this call: 0. -ESHUTDOWN: it is not in a run. From any thread. */
int handle_post(async_loop *handle, struct post *post);

#endif
