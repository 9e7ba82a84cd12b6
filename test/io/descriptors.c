// What happens to waits when descriptors are closed, reused, duplicated, inherited, or never block.
// RUN: %io %s | FileCheck %s
#define _GNU_SOURCE // POLLRDHUP
#include "Inputs/check.h"

#include <sys/wait.h>

struct pair {
    int here, there;
};

static struct pair sockets(void)
{
    int both[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, both) == 0);
    return (struct pair){both[0], both[1]};
}

// Gives a file this number, without the library's knowledge.
static void move(int from, int to)
{
    if (from == to)
        return;
    CHECK(dup2(from, to) == to);
    close(from);
}

static async int read_one(int fd)
{
    char byte;
    ssize_t count = await async_read(fd, &byte, 1);
    return count == 1 ? byte : (int)count - 1000;
}

// async_close and async_forget end the waits of all who stand there, readers and writers and those who poll.
static async void closed(void)
{
    struct pair pair = sockets();
    async_task *reader = async_spawn(read_one(pair.here)), *second = async_spawn(read_one(pair.here));
    int polled = 0;
    async_task *poller = async_spawn(polled = async_poll(pair.here, POLLIN));
    await async_yield();
    CHECK_EQUAL(async_close(pair.here), 0);
    CHECK_EQUAL(await async_join(reader), -EBADF - 1000);
    CHECK_EQUAL(await async_join(second), -EBADF - 1000);
    CHECK_EQUAL(await async_join(poller), -EBADF);
    CHECK_EQUAL(polled, -EBADF);
    CHECK_EQUAL(async_close(pair.here), -EBADF);
    CHECK_EQUAL(await read_one(pair.here), -EBADF - 1000);
    CHECK_EQUAL(await read_one(-1), -EBADF - 1000);
    CHECK_EQUAL(await async_poll(-1, POLLIN), -EBADF);
    CHECK_EQUAL(await async_poll(1000000, POLLIN), -EBADF);

    struct pair again = sockets();
    reader = async_spawn(read_one(again.here));
    async_forget(again.here);
    CHECK_EQUAL(await async_join(reader), -EBADF - 1000);
    CHECK(write(again.there, "x", 1) == 1);
    CHECK_EQUAL(await read_one(again.here), 'x');
    async_close(again.here);
    async_close(again.there);
    async_close(pair.there);
}

// A number that other code has closed and that means another file now.
static async void reused(void)
{
    struct pair pair = sockets();
    for (int i = 0; i < 3; i++) {
        async_task *reader = async_spawn(read_one(pair.here));
        await async_yield();
        CHECK(write(pair.there, "a", 1) == 1);
        CHECK_EQUAL(await async_join(reader), 0);
        struct pair next = sockets();
        move(next.here, pair.here);
        close(pair.there);
        pair.there = next.there;
    }
    async_close(pair.here);
    async_close(pair.there);
}

// A descriptor of the library that was duplicated: its file lives on, and brings events for a number that is another
// file's.
static async void duplicated(void)
{
    struct sockaddr_in address;
    int listener = plain_listener(&address), client = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(client, (struct sockaddr *)&address, sizeof address) == 0);
    int fd = await async_accept(listener, NULL, NULL);
    CHECK(fd >= 0);
    async_task *reader = async_spawn(read_one(fd));
    await async_yield();
    int copy = dup(fd);
    CHECK_EQUAL(async_close(fd), 0);
    CHECK_EQUAL(await async_join(reader), -EBADF - 1000);
    struct pair pair = sockets();
    move(pair.here, fd);
    reader = async_spawn(read_one(fd));
    CHECK(write(client, "old", 3) == 3); // arrives at the copy
    CHECK(await async_sleep(0.01) == 0);
    CHECK(!async_finished(reader));
    CHECK(write(pair.there, "n", 1) == 1);
    CHECK_EQUAL(await async_join(reader), 0);
    CHECK_EQUAL(await read_one(copy), 'o');
    int all[] = {listener, client, fd, copy, pair.there};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        CHECK_EQUAL(async_close(all[i]), 0);
}

// A descriptor of the library that other code has closed while a task waits for it: the next one with its number has
// nothing to do with that task.
static async void closed_by_others(void)
{
    struct sockaddr_in address;
    int listener = plain_listener(&address), clients[2];
    for (int i = 0; i < 2; i++) {
        clients[i] = socket(AF_INET, SOCK_STREAM, 0);
        CHECK(connect(clients[i], (struct sockaddr *)&address, sizeof address) == 0);
    }
    int fd = await async_accept(listener, NULL, NULL);
    async_task *reader = async_spawn(read_one(fd));
    await async_yield();
    close(fd);
    int again = await async_accept(listener, NULL, NULL);
    CHECK_EQUAL(again, fd);
    CHECK_EQUAL(await async_join(reader), -EBADF - 1000);
    CHECK(write(clients[1], "2", 1) == 1);
    CHECK_EQUAL(await read_one(again), '2');
    int all[] = {listener, clients[0], clients[1], again};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        CHECK_EQUAL(async_close(all[i]), 0);
}

static async void closes(int fd)
{
    char byte;
    CHECK_EQUAL(await async_read(fd, &byte, 1), 1);
    async_close(byte); // the other one, whose event came in the same batch
}

// Two descriptors are ready in one batch; the first to run closes the other.
static async void stale(void)
{
    struct pair one = sockets(), other = sockets();
    async_task *first = async_spawn(closes(one.here));
    async_task *second = async_spawn(read_one(other.here));
    await async_yield();
    char number = (char)other.here;
    CHECK(write(one.there, &number, 1) == 1 && write(other.there, "z", 1) == 1);
    CHECK_EQUAL(await async_join(first), 0);
    CHECK_EQUAL(await async_join(second), 0);
    async_close(one.here);
    async_close(one.there);
    async_close(other.there);
}

// Regular files are always ready; epoll does not take them.
static async void regular(void)
{
    char name[] = "/tmp/asyncc-io-XXXXXX", text[10] = "";
    int fd = mkstemp(name);
    CHECK(fd >= 0 && unlink(name) == 0);
    CHECK_EQUAL(await async_write_all(fd, "0123456789", 10), 10);
    CHECK_EQUAL(await async_poll(fd, POLLIN), POLLIN);
    CHECK(lseek(fd, 5, SEEK_SET) == 5);
    CHECK_EQUAL(await async_read_all(fd, text, 10), 5);
    CHECK(!memcmp(text, "56789", 5));
    CHECK_EQUAL(await async_read(fd, text, 10), 0);
    CHECK(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
    async_close(fd);
    fd = open("/dev/null", O_RDWR);
    CHECK_EQUAL(await async_read(fd, text, 1), 0);
    CHECK_EQUAL(await async_write(fd, text, 1), 1);
    async_close(fd);
    CHECK_EQUAL(await async_read((fd = open("/", O_RDONLY)), text, 1), -EISDIR);
    async_close(fd);
}

static async int fill(int fd)
{
    static char block[1 << 20];
    return await async_write_all(fd, block, sizeof block) == sizeof block ? 0 : -1;
}

// Pipes that block stay as they are where the system can do without; neither end stops the thread.
static async void pipes(void)
{
    int ends[2];
    static char block[1 << 20];
    CHECK(pipe(ends) == 0);
    async_task *reader = async_spawn(read_one(ends[0]));
    await async_yield();
    CHECK(!async_finished(reader));
    CHECK_EQUAL(await async_write(ends[1], "p", 1), 1);
    CHECK_EQUAL(await async_join(reader), 0);
    async_task *writer = async_spawn(fill(ends[1]));
    await async_yield();
    CHECK(!async_finished(writer));
    CHECK_EQUAL(await async_read_all(ends[0], block, sizeof block), sizeof block);
    CHECK_EQUAL(await async_join(writer), 0);
    // A pipe without writers hangs up, which is no input: the end of the file.
    reader = async_spawn(read_one(ends[0]));
    await async_yield();
    async_close(ends[1]);
    CHECK_EQUAL(await async_join(reader), -1000);
    async_close(ends[0]);
    CHECK(pipe(ends) == 0);
    async_close(ends[0]);
    CHECK_EQUAL(await async_write(ends[1], "p", 1), -EPIPE);
    async_close(ends[1]);
}

// What poll says: RDHUP only if it was asked for, HUP without being asked, never one for the other.
static async void events(void)
{
    struct pair pair = sockets();
    int seen = 0;
    async_task *poller = async_spawn(seen = async_poll(pair.here, POLLIN | POLLRDHUP));
    await async_yield();
    CHECK_EQUAL(await async_poll(pair.here, POLLOUT), POLLOUT);
    CHECK(shutdown(pair.there, SHUT_WR) == 0);
    CHECK_EQUAL(await async_join(poller), 0);
    CHECK_EQUAL(seen, POLLIN | POLLRDHUP);
    CHECK_EQUAL(await async_poll(pair.here, POLLIN), POLLIN);
    CHECK_EQUAL(await async_write(pair.here, "x", 1), 1); // half-closed: this way is open
    CHECK_EQUAL(await read_one(pair.there), 'x');
    async_close(pair.there);
    CHECK_EQUAL(await async_poll(pair.here, POLLRDHUP), POLLRDHUP | POLLHUP);
    CHECK_EQUAL(await async_write(pair.here, "x", 1), -EPIPE);
    async_close(pair.here);
}

// Several wait in one line, and are served in their order; one that is cancelled loses nothing.
static async void lines(void)
{
    struct pair pair = sockets();
    enum { COUNT = 5 };
    async_task *readers[COUNT];
    int got[COUNT];
    for (int i = 0; i < COUNT; i++)
        readers[i] = async_spawn(got[i] = read_one(pair.here));
    await async_yield();
    async_cancel(readers[1]);
    CHECK(write(pair.there, "abc", 3) == 3);
    await async_sleep(0.001);
    CHECK_EQUAL(await async_join(readers[1]), -ECANCELED - 1000);
    CHECK(write(pair.there, "d", 1) == 1);
    for (int i = 0; i < COUNT; i++)
        if (i != 1)
            CHECK_EQUAL(await async_join(readers[i]), 0);
    CHECK(got[0] == 'a' && got[2] == 'b' && got[3] == 'c' && got[4] == 'd');
    async_close(pair.here);
    async_close(pair.there);
}

// A child of a fork has a set of its own; what it does to its descriptors does not concern the parent.
static async void forked(void)
{
    struct pair pair = sockets();
    async_task *reader = async_spawn(read_one(pair.here));
    await async_yield();
    pid_t child = fork();
    if (child == 0) {
        CHECK_EQUAL(async_close(pair.here), 0);
        CHECK_EQUAL(await async_join(reader), -EBADF - 1000);
        struct pair own = sockets();
        reader = async_spawn(read_one(own.here));
        await async_yield();
        CHECK(write(own.there, "c", 1) == 1);
        CHECK_EQUAL(await async_join(reader), 0);
        _exit(42);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 42);
    CHECK(write(pair.there, "p", 1) == 1);
    CHECK_EQUAL(await async_join(reader), 0);
    async_close(pair.here);
    async_close(pair.there);
}

// In virtual time a wait for a descriptor makes the clock run as it does outside.
static async void clocks(void)
{
    struct pair pair = sockets();
    async_virtual_time(1);
    async_task *reader = async_spawn(read_one(pair.here));
    double begin = async_time();
    CHECK_EQUAL(await async_sleep(0.01), 0);
    CHECK(async_time() - begin > 0.0099 && !async_finished(reader));
    async_cancel(reader);
    CHECK_EQUAL(await async_join(reader), -ECANCELED - 1000);
    begin = async_time();
    CHECK_EQUAL(await async_sleep(1e6), 0); // jumps again
    CHECK(async_time() - begin > 999999);
    async_virtual_time(0);
    async_close(pair.here);
    async_close(pair.there);
}

static async void all(void)
{
    await closed();
    await reused();
    await duplicated();
    await closed_by_others();
    await stale();
    await regular();
    await pipes();
    await events();
    await lines();
    await forked();
    await clocks();
}

int main(void)
{
    async_run(all());
    int before = descriptors();
    async_run(all());
    CHECK_EQUAL(descriptors(), before);
    // CHECK: {{^}}done{{$}}
    puts("done");
}
