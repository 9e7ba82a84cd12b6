// async_serve pauses where descriptors or memory run out, and never spins.
// RUN: %io %s
#include "Inputs/check.h"

#include <sys/resource.h>
#include <sys/syscall.h>

static struct sockaddr_in address; /* of the listener */
static int calls;                  /* of accept */
static int failing;                /* what the next ones give; 0: what the system does */

int accept4(int fd, struct sockaddr *from, socklen_t *length, int flags)
{
    calls++;
    if (!failing)
        return (int)syscall(SYS_accept4, fd, from, length, flags);
    errno = failing;
    return -1;
}

static async int new_client(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_EQUAL(await async_connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* Reads a byte and sends it back. */
static async void answer(int fd, void *context)
{
    char byte;
    int *running = context;
    ++*running;
    if (await async_read(fd, &byte, 1) > 0)
        await async_write(fd, &byte, 1);
    --*running;
}

static async void ask(int fd)
{
    char byte = 'x';
    CHECK_EQUAL(await async_write(fd, &byte, 1), 1);
    CHECK_EQUAL(await async_read(fd, &byte, 1), 1);
    CHECK_EQUAL(await async_read(fd, &byte, 1), 0);
    async_close(fd);
}

// --- the errors that the system may give: one attempt each 0.1 s ---

static async void lasting(int error)
{
    int running = 0, listener = plain_listener(&address);
    async_task *server = async_spawn(async_serve(listener, answer, &running, 0));
    int client = await new_client();
    double begin = async_time();
    calls = 0;
    failing = error;
    CHECK_EQUAL(await async_sleep(0.35), 0);
    CHECK(calls >= 2);
    CHECK(calls <= (async_time() - begin) / 0.1 + 1);
    failing = 0;
    await ask(client);
    failing = error;
    client = await new_client();
    CHECK_EQUAL(await async_sleep(0.01), 0);
    async_cancel(server); /* in the pause */
    CHECK_EQUAL(await async_join(server), -ECANCELED);
    failing = 0;
    async_close(client);
    async_close(listener);
}

// --- a pause ends when a connection does: in virtual time, which stands still while something can run ---

static async void until_set(int fd, void *context)
{
    (void)fd;
    await async_event_wait(context);
}

static async int until_end(void)
{
    async_event end = {0};
    int listener = plain_listener(&address);
    int one = await new_client(), two = await new_client();
    async_task *server = async_spawn(async_serve(listener, until_set, &end, 0));
    CHECK_EQUAL(await async_sleep(0.01), 0); /* both are accepted */
    calls = 0;
    failing = EMFILE;
    int three = await new_client();
    while (!calls)
        CHECK_EQUAL(await async_sleep(0.01), 0);
    failing = 0;
    int before = calls;
    double then = async_time();
    async_event_set(&end);
    for (int i = 0; i < 10; i++)
        await async_yield();
    CHECK(calls > before);
    CHECK(async_time() == then);
    async_close(listener);
    CHECK_EQUAL(await async_join(server), -EBADF);
    close(one), close(two), close(three);
    return 0;
}

// --- a process that may open no more descriptors ---

enum { CLIENTS = 20, FREE = 3 };

static async void full(void)
{
    struct rlimit limit, old;
    int clients[CLIENTS], running = 0, listener = plain_listener(&address);
    for (int i = 0; i < CLIENTS; i++)
        clients[i] = await new_client();
    CHECK(getrlimit(RLIMIT_NOFILE, &old) == 0);
    limit = old;
    limit.rlim_cur = (rlim_t)clients[CLIENTS - 1] + 1 + FREE;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);

    calls = 0;
    double begin = async_time();
    async_task *server = async_spawn(async_serve(listener, answer, &running, 0));
    CHECK_EQUAL(await async_sleep(0.25), 0);
    CHECK_EQUAL(running, FREE);
    CHECK(calls > FREE);
    CHECK(calls <= FREE + (async_time() - begin) / 0.1 + 1);
    /* Two calls for each end: of what has become free, and for more. */
    for (int i = 0; i < CLIENTS; i++)
        await ask(clients[i]);
    CHECK(calls <= 3 * CLIENTS + (async_time() - begin) / 0.1 + 1);

    async_close(listener);
    CHECK_EQUAL(await async_join(server), -EBADF);
    CHECK_EQUAL(running, 0);
    CHECK(setrlimit(RLIMIT_NOFILE, &old) == 0);
}

static async int run(void)
{
    const int errors[] = {EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM};
    await full();
    int before = descriptors();
    for (int i = 0; i < (int)(sizeof errors / sizeof *errors); i++)
        await lasting(errors[i]);
    CHECK_EQUAL(descriptors(), before);
    return 0;
}

int main(void)
{
    CHECK_EQUAL(async_run(run()), 0);
    async_virtual_time(1);
    CHECK_EQUAL(async_run(until_end()), 0);
    return 0;
}
