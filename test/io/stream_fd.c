// Streams over sockets and pipes: half-close, close with what is buffered, errors; a server and its clients.
// RUN: %io --elision %s | FileCheck %s
#include "Inputs/check.h"

/* Both ends of a connection. */
static void connection(async_stream *one, async_stream *other)
{
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    CHECK_EQUAL(async_stream_fdopen(one, pair[0]), 0);
    CHECK_EQUAL(async_stream_fdopen(other, pair[1]), 0);
    CHECK_EQUAL(async_stream_fileno(other), pair[1]);
}

static async void half_close(void)
{
    char line[100];
    async_stream one __attribute__((cleanup(async_stream_close))) = {0},
                     other __attribute__((cleanup(async_stream_close))) = {0};
    connection(&one, &other);
    CHECK_EQUAL(async_stream_printf(&one, "question %d\nand ", 1), 15);
    CHECK_EQUAL(await async_stream_write(&one, "the rest", 8), 8);
    CHECK_EQUAL(await async_stream_shutdown(&one), 0);
    CHECK_EQUAL(await async_stream_line(&other, line, sizeof line), 11);
    CHECK(!strcmp(line, "question 1\n"));
    CHECK_EQUAL(await async_stream_line(&other, line, sizeof line), 12);
    CHECK(!strcmp(line, "and the rest"));
    CHECK_EQUAL(await async_stream_line(&other, line, sizeof line), 0);
    CHECK_EQUAL(await async_stream_line(&other, line, sizeof line), 0);
    CHECK_EQUAL(await async_stream_write(&other, "answer\r\n", 8), 8);
    CHECK_EQUAL(await async_stream_flush(&other), 0);
    CHECK_EQUAL(await async_stream_until(&one, "\r\n", 2, line, sizeof line), 8);
    CHECK_EQUAL(await async_stream_write(&one, "more", 4), 4);
    CHECK_EQUAL(await async_stream_flush(&one), -EPIPE);
}

static async void close_writes(void)
{
    char line[100];
    async_stream one = {0}, other = {0};
    connection(&one, &other);
    async_stream_printf(&one, "text");
    await async_stream_close(&one);
    await async_stream_close(&one);
    CHECK_EQUAL(await async_stream_read_all(&other, line, sizeof line), 4);
    CHECK_EQUAL(await async_stream_flush(&other), 0);
    CHECK_EQUAL(await async_stream_write(&other, line, 4), 4);
    CHECK_EQUAL(await async_stream_flush(&other), -EPIPE);
    await async_stream_close(&other);
}

static async void over_pipe(void)
{
    int ends[2];
    char text[1000], back[1000];
    async_stream from = {0}, to = {0};
    CHECK(pipe(ends) == 0);
    memset(text, 'x', sizeof text);
    CHECK_EQUAL(async_stream_fdopen(&from, ends[0]), 0);
    CHECK_EQUAL(async_stream_fdopen(&to, ends[1]), 0);
    for (int i = 0; i < 20; i++)
        CHECK_EQUAL(await async_stream_write(&to, text, sizeof text), sizeof text);
    CHECK_EQUAL(await async_stream_shutdown(&to), -ENOTSOCK);
    await async_stream_close(&to);
    for (int i = 0; i < 20; i++)
        CHECK_EQUAL(await async_stream_read_all(&from, back, sizeof back), sizeof back);
    CHECK_EQUAL(await async_stream_read(&from, back, sizeof back), 0);
    CHECK(!memcmp(text, back, sizeof back));
    await async_stream_close(&from);
    CHECK_EQUAL(async_stream_fdopen(&from, ends[0]), 0); /* of no descriptor */
    CHECK_EQUAL(await async_stream_line(&from, back, sizeof back), -EBADF);
    CHECK_EQUAL(async_stream_printf(&from, "x"), 1);
    CHECK_EQUAL(await async_stream_flush(&from), -EBADF);
    await async_stream_close(&from);
}

/* --- a server that says what it was told --- */

static async void serve(int fd)
{
    char line[64];
    ssize_t length;
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    CHECK_EQUAL(async_stream_fdopen(&stream, fd), 0);
    while ((length = await async_stream_line(&stream, line, sizeof line)) > 0)
        CHECK_EQUAL(async_stream_printf(&stream, "%zd:%s", length, line), length + (length < 10 ? 2 : 3));
    CHECK_EQUAL(length, 0);
    CHECK_EQUAL(await async_stream_flush(&stream), 0); /* a close would give up after a second */
}

static async void ask(int fd, int lines)
{
    char text[64], line[64], expected[64];
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    CHECK_EQUAL(async_stream_fdopen(&stream, fd), 0);
    for (int i = 0; i < lines; i++)
        async_stream_printf(&stream, "line %d\n", i);
    CHECK_EQUAL(await async_stream_shutdown(&stream), 0);
    for (int i = 0; i < lines; i++) {
        int length = sprintf(text, "line %d\n", i);
        sprintf(expected, "%d:%s", length, text);
        CHECK_EQUAL(await async_stream_line(&stream, line, sizeof line), strlen(expected));
        CHECK(!strcmp(line, expected));
    }
    CHECK_EQUAL(await async_stream_read(&stream, line, sizeof line), 0);
}

static async void serve_many(void)
{
#ifdef ASYNCC_GENERATED /* needs two tasks */
    async_group tasks = {0};
    for (int i = 0; i < 20; i++) {
        int pair[2];
        CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
        CHECK_EQUAL(async_group_spawn(&tasks, serve(pair[0])), 0);
        CHECK_EQUAL(async_group_spawn(&tasks, ask(pair[1], 20000)), 0);
    }
    CHECK_EQUAL(await async_group_join(&tasks), 0);
#else
    (void)serve;
    (void)ask;
#endif
}

static async int run(void)
{
    await half_close();
    await close_writes();
    await over_pipe();
    await serve_many();
    return 0;
}

int main(void)
{
    int before = descriptors(), result = async_run(run());
    // CHECK: result 0
    printf("result %d\n", result);
    CHECK(descriptors() - before <= 2); // the library's own
    return 0;
}
