// Scenarios in which a descriptor or data could be lost, under a thousand schedules.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

static struct sockaddr_in address; /* of the listener */

/* What may come of a wait: its result, or -ECANCELED. Both have to be seen. */
static int done, cancelled;

static void note(int was_done)
{
    if (was_done)
        done++;
    else
        cancelled++;
}

static void report(const char *what)
{
    printf("%s: %s\n", what, done && cancelled ? "both" : "only one");
    done = cancelled = 0;
}

/* Turns of the loop, which looks for what is ready in those where somebody sleeps. */
static async void tick(unsigned turns)
{
    while (turns-- > 0)
        if (turns % 2)
            await async_yield();
        else
            await async_sleep(0.00001);
}

/* Cancels a task when some turns have passed. */
static async void cancel_after(unsigned turns, async_task *task)
{
    await tick(turns);
    async_cancel(task);
}

// --- accept is cancelled as it completes: the descriptor is returned, or the next one gets the connection ---

static int client;

static async void connect_after(unsigned turns)
{
    await tick(turns);
    client = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_EQUAL(await async_connect(client, (struct sockaddr *)&address, sizeof address), 0);
}

static async int cancelled_accept(unsigned seed)
{
    int listener = plain_listener(&address), fd = -1;
    async_task *task = async_spawn(fd = async_accept(listener, NULL, NULL));
    if (seed & 8)
        await async_gather(connect_after(seed % 3), cancel_after(seed / 3 % 5, task));
    else
        await async_gather(cancel_after(seed / 3 % 5, task), connect_after(seed % 3));
    await async_join(task);
    note(fd >= 0);
    if (fd < 0) {
        CHECK_EQUAL(fd, -ECANCELED);
        CHECK((fd = await async_accept(listener, NULL, NULL)) >= 0);
    }
    async_close(fd);
    async_close(client);
    async_close(listener);
    return 0;
}

// --- a server is cancelled as it accepts ---

static async void hold(int fd, void *context)
{
    char byte;
    int *ended = context;
    CHECK_EQUAL(await async_read(fd, &byte, 1), -ECANCELED);
    ++*ended;
}

static async int cancelled_serve(unsigned seed)
{
    int listener = plain_listener(&address), ended = 0;
    char byte;
    async_task *server = async_spawn(async_serve(listener, hold, &ended, 0));
    if (seed & 8)
        await async_gather(connect_after(seed % 3), cancel_after(seed / 3 % 5, server));
    else
        await async_gather(cancel_after(seed / 3 % 5, server), connect_after(seed % 3));
    CHECK_EQUAL(await async_join(server), -ECANCELED);
    note(ended);
    async_close(listener); /* resets what was not accepted */
    CHECK(await async_read(client, &byte, 1) <= 0);
    async_close(client);
    return 0;
}

// --- a read is cancelled while another one waits, which gets the data; or the first has got it already ---

static async void write_after(unsigned turns, int fd)
{
    await tick(turns);
    CHECK_EQUAL(await async_write(fd, "x", 1), 1);
}

static async int cancelled_read(unsigned seed)
{
    int pair[2];
    char one, other;
    ssize_t first = 0, second = 0;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    async_task *reader = async_spawn(first = async_read(pair[0], &one, 1));
    async_task *next = async_spawn(second = async_read(pair[0], &other, 1));
    if (seed & 8)
        await async_gather(write_after(seed % 3, pair[1]), cancel_after(seed / 3 % 5, reader));
    else
        await async_gather(cancel_after(seed / 3 % 5, reader), write_after(seed % 3, pair[1]));
    await async_join(reader);
    note(first == 1);
    if (first == 1)
        close(pair[1]); /* the end of the file for the second */
    else
        CHECK_EQUAL(first, -ECANCELED);
    await async_join(next);
    CHECK_EQUAL(second, first == 1 ? 0 : 1);
    if (first != 1)
        close(pair[1]);
    async_close(pair[0]);
    return 0;
}

// --- whole buffers, cancelled half-way: the exact count ---

enum { SIZE = 1 << 20 };
static char sent[SIZE], received[SIZE];

static async int cancelled_whole(unsigned seed)
{
    int pair[2], size = 4096 * (1 + (int)(seed % 7));
    ssize_t written = 0, got = 0;
    size_t total = 0;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    async_task *writer = async_spawn(written = async_write_all(pair[0], sent, SIZE));
    for (unsigned i = 0; i < seed % 5; i++) {
        ssize_t count = read(pair[1], received + total, (size_t)size);
        total += count > 0 ? (size_t)count : 0;
        await async_yield();
    }
    async_cancel(writer);
    await async_join(writer);
    CHECK(written > 0 && written < SIZE);
    for (ssize_t count; (count = read(pair[1], received + total, SIZE - total)) > 0;)
        total += (size_t)count;
    CHECK_EQUAL(total, written);

    async_task *reader = async_spawn(got = async_read_all(pair[0], received, SIZE));
    CHECK_EQUAL(write(pair[1], sent, (size_t)size), size);
    await async_gather(cancel_after(seed % 4, reader));
    await async_join(reader);
    note(got >= 0);
    CHECK(got == size || got == -ECANCELED);
    if (got < 0)
        CHECK_EQUAL(read(pair[0], received, SIZE), size);
    async_close(pair[0]);
    close(pair[1]);
    return 0;
}

static void under_seeds(async int (*f)(unsigned seed), const char *what)
{
    int before = descriptors();
    for (unsigned seed = 0; seed < 1000; seed++) {
        async_seed(seed);
        CHECK_EQUAL(async_run(f(seed)), 0);
    }
    CHECK_EQUAL(descriptors(), before);
    report(what);
}

static async int prepare(void)
{
    return await async_unix_connect("/nowhere"); /* makes what the library keeps open */
}

int main(void)
{
    CHECK_EQUAL(async_run(prepare()), -ENOENT);
    under_seeds(cancelled_accept, "accept"); // CHECK: accept: both
    under_seeds(cancelled_serve, "serve");   // CHECK: serve: both
    under_seeds(cancelled_read, "read");     // CHECK: read: both
    under_seeds(cancelled_whole, "whole");   // CHECK: whole: both
    return 0;
}
