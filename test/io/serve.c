// async_serve: many connections, a limit, the end of the listener, cancellation, connections that are gone.
// RUN: %io %s
#include "Inputs/check.h"

#include <asyncc/test.h>
#include <sys/resource.h>

static struct sockaddr_in address; /* of the listener */

static async int new_listener(void)
{
    socklen_t size = sizeof address;
    int listener = await async_tcp_listen("127.0.0.1", "0");
    CHECK(listener >= 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    return listener;
}

/* A connection to it. */
static async int new_client(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_EQUAL(await async_connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static int running, most, ended, cancelled; /* handlers */

static async void echo(int fd, void *context)
{
    char byte;
    ssize_t count;
    (void)context;
    running++;
    most = running > most ? running : most;
    while ((count = await async_read(fd, &byte, 1)) > 0)
        await async_write_all(fd, &byte, 1);
    cancelled += count == -ECANCELED;
    running--;
    ended++;
}

static int listener;
static async_task *server;

static async void begin(async_connection_handler *handler, void *context, size_t max)
{
    running = most = ended = cancelled = 0;
    listener = await new_listener();
    server = async_spawn(async_serve(listener, handler, context, max));
}

static async void until_running(int count)
{
    while (running < count)
        await async_sleep(0.001);
}

static async void end(void)
{
    async_close(listener);
    CHECK_EQUAL(await async_join(server), -EBADF);
}

/* Sends a byte, and waits for it and for the end. */
static async void use(int fd)
{
    char byte = 'x';
    CHECK_EQUAL(await async_write(fd, &byte, 1), 1);
    CHECK_EQUAL(await async_read(fd, &byte, 1), 1);
    CHECK(shutdown(fd, SHUT_WR) == 0);
    CHECK_EQUAL(await async_read(fd, &byte, 1), 0);
    async_close(fd);
}

static async void use_new(void)
{
    int fd = await new_client();
    await use(fd);
}

// --- a thousand connections at once ---

enum { MANY = 1000 };

static async void many(void)
{
    static int clients[MANY];
    async_stats before, idle;
    await begin(echo, NULL, 0);
    async_get_stats(&before);
    for (int i = 0; i < MANY; i++)
        clients[i] = await new_client();
    await until_running(MANY);
    async_get_stats(&idle);
    CHECK((idle.bytes - before.bytes) / MANY <= 200); /* the handler's included */
    async_group uses = {0};
    for (int i = 0; i < MANY; i++)
        CHECK_EQUAL(async_group_spawn(&uses, use(clients[i])), 0);
    CHECK_EQUAL(await async_group_join(&uses), 0);
    await end();
    CHECK_EQUAL(ended, MANY);
    CHECK_EQUAL(most, MANY);
}

// --- at most three at once ---

static async void limited(void)
{
    await begin(echo, NULL, 3);
    async_group uses = {0};
    for (int i = 0; i < 50; i++)
        CHECK_EQUAL(async_group_spawn(&uses, use_new()), 0);
    CHECK_EQUAL(await async_group_join(&uses), 0);
    await end();
    CHECK_EQUAL(ended, 50);
    CHECK_EQUAL(most, 3);
}

// --- the listener is closed: handlers end by themselves ---

static async void closed(void)
{
    await begin(echo, NULL, 0);
    int one = await new_client(), two = await new_client();
    await until_running(2);
    async_close(listener);
    for (int i = 0; i < 10; i++)
        await async_yield();
    CHECK(!async_finished(server));
    await async_gather(use(one), use(two));
    CHECK_EQUAL(await async_join(server), -EBADF);
    CHECK_EQUAL(ended, 2);
    CHECK_EQUAL(cancelled, 0);
}

/* … while it waits for a handler to end; and the number becomes that of another listener, which is not its own. */
static async void reused(void)
{
    await begin(echo, NULL, 1);
    int one = await new_client();
    await until_running(1);
    async_close(listener);
    CHECK_EQUAL(await new_listener(), listener); /* the same number */
    int other = await new_client();
    await use(one);
    CHECK_EQUAL(await async_join(server), -EBADF);
    CHECK_EQUAL(ended, 1);
    close(await async_accept(listener, NULL, NULL));
    close(other);
    async_close(listener);
}

// --- cancellation reaches the handlers, which take their time ---

static async void linger(int fd, void *context)
{
    char byte;
    int *closing = context;
    running++;
    CHECK_EQUAL(await async_read(fd, &byte, 1), -ECANCELED);
    ++*closing;
    CHECK_EQUAL(await async_shield_for(10, async_sleep(0.01)), 0);
    ended++;
}

static async void stopped(void)
{
    int closing = 0;
    char byte;
    await begin(linger, &closing, 0);
    int one = await new_client(), two = await new_client();
    await until_running(2);
    async_cancel(server);
    CHECK_EQUAL(await async_join(server), -ECANCELED);
    CHECK_EQUAL(closing, 2);
    CHECK_EQUAL(ended, 2);
    CHECK_EQUAL(await async_read(one, &byte, 1), 0);
    CHECK_EQUAL(await async_read(two, &byte, 1), 0);
    async_close(one);
    async_close(two);
    async_close(listener);
}

/* The same after the listener was closed. */
static async void closed_and_stopped(void)
{
    await begin(echo, NULL, 1);
    int one = await new_client();
    await until_running(1);
    async_close(listener);
    await async_yield();
    async_cancel(server);
    CHECK(await async_join(server) < 0);
    CHECK_EQUAL(cancelled, 1);
    async_close(one);
}

// --- connections that are reset before they are accepted ---

static async void gone(void)
{
    struct linger reset = {.l_onoff = 1};
    listener = await new_listener();
    for (int i = 0; i < 10; i++) {
        int fd = await new_client();
        CHECK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) == 0);
        async_close(fd);
    }
    server = async_spawn(async_serve(listener, echo, NULL, 2));
    await use_new();
    await end();
    CHECK_EQUAL(running, 0);
}

// --- what is no listener ---

static async void no_listener(void)
{
    int pair[2], fd = socket(AF_INET, SOCK_STREAM, 0), file = open("/dev/null", O_RDWR);
    CHECK(pipe(pair) == 0);
    CHECK_EQUAL(await async_serve(fd, echo, NULL, 0), -EINVAL);
    CHECK_EQUAL(await async_serve(pair[0], echo, NULL, 0), -ENOTSOCK);
    CHECK_EQUAL(await async_serve(file, echo, NULL, 0), -ENOTSOCK);
    close(pair[0]), close(pair[1]), close(file), close(fd);
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK_EQUAL(await async_serve(fd, echo, NULL, 0), -EOPNOTSUPP);
    close(fd);
    CHECK_EQUAL(await async_serve(fd, echo, NULL, 0), -EBADF);
    CHECK_EQUAL(await async_serve(-1, echo, NULL, 0), -EBADF);
}

// --- cancelled at each wait; without memory ---

static async void visit(void)
{
    char byte = 'x';
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (await async_connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && await async_write(fd, &byte, 1) > 0)
        await async_read(fd, &byte, 1);
    async_close(fd);
}

static async int each(void)
{
    listener = plain_listener(&address);
    server = async_spawn(async_serve(listener, echo, NULL, 1));
    await async_gather(async_timeout(0.02, visit()), async_timeout(0.02, visit()));
    async_close(listener);
    int result = await async_join(server);
    CHECK(result < 0);
    return 0;
}

static async int run(void)
{
    await closed();
    int before = descriptors();
    await limited();
    await reused();
    await stopped();
    await closed_and_stopped();
    await gone();
    await no_listener();
    CHECK_EQUAL(descriptors(), before);
    await many();
    CHECK_EQUAL(descriptors(), before);
    return 0;
}

int main(void)
{
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK_EQUAL(async_run(run()), 0);
    CHECK(async_test_each_wait(each) > 5);
    CHECK(async_test_each_fault(each) > 5);
    return 0;
}
