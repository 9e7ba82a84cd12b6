// Several tasks write to a stream, one flushes it, one reads: each message arrives whole, once, and in its writer's
// order; whatever is cancelled at any wait.
// RUN: %io %s | FileCheck %s
#include "Inputs/pieces.h"
#include <asyncc/test.h>

static struct pieces p;

/* A message is its writer, its number, its length, and that many dots. */
static size_t message(char *text, int writer, int number, size_t size)
{
    size_t head = (size_t)sprintf(text, "<%d %d %zu>", writer, number, size);
    memset(text + head, '.', size);
    text[head + size] = 0;
    return head + size;
}

static async void write_messages(async_stream *stream, int writer)
{
    static char texts[4][30000];
    char *text = texts[writer];
    for (int number = 0; number < 15; number++) {
        size_t size = message(text, writer, number, random_below(&p.random, number % 3 ? 200 : 29000));
        if (number % 2)
            CHECK_EQUAL(await async_stream_write(stream, text, size), size);
        else
            CHECK_EQUAL(async_stream_printf(stream, "%s", text), size);
        await async_sleep(0.001 * random_below(&p.random, 20));
        if (writer == 0)
            CHECK_EQUAL(await async_stream_flush(stream), 0);
    }
}

static async void write_together(async_stream *stream)
{
    await async_gather(write_messages(stream, 0), write_messages(stream, 1), write_messages(stream, 2),
                       write_messages(stream, 3));
}

/* All messages have arrived. */
static void check_messages(int writers, int numbers)
{
    int next[4] = {0}, length;
    p.out[p.out_size] = 0;
    for (const char *at = (const char *)p.out; *at;) {
        int writer, number;
        size_t size;
        CHECK(sscanf(at, "<%d %d %zu>%n", &writer, &number, &size, &length) == 3);
        CHECK_EQUAL(number, next[writer]++);
        at += length;
        CHECK(strspn(at, ".") == size);
        at += size;
    }
    for (int i = 0; i < writers; i++)
        CHECK_EQUAL(next[i], numbers);
}

static async void all_arrive(unsigned seed)
{
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    p = (struct pieces){.random = seed, .most = seed % 2 ? 500 : 20000, .wait = 2, .pause = seed % 3 * 0.01};
    CHECK_EQUAL(async_stream_init(&stream, &pieces_transport, &p), 0);
    await write_together(&stream);
    CHECK_EQUAL(await async_stream_shutdown(&stream), 0);
    check_messages(4, 15);
}

/* --- cancellation --- */

/* Writes, perhaps cancelled: what is said to be written arrives, once; nothing else does. */
static async void write_exactly(async_stream *stream)
{
    static char expected[300000], text[50000];
    size_t total = 0;
    for (int number = 0; number < 6; number++) {
        size_t size = message(text, 0, number, number % 2 ? 40000 : 9000);
        ssize_t count = number == 2 ? async_stream_printf(stream, "%s", text)
                                    : await async_stream_write(stream, text, size);
        CHECK(count == (ssize_t)size || count == -ECANCELED || count == -ENOMEM || (count > 0 && size > 16384));
        if (count > 0)
            memcpy(expected + total, text, (size_t)count);
        total += count > 0 ? (size_t)count : 0;
        int status = await async_stream_flush(stream);
        CHECK(status == 0 || status == -ECANCELED);
        CHECK(status < 0 || p.out_size == total);
    }
    int status;
    if (await async_shield(status = async_stream_flush(stream)) == -ENOMEM)
        status = await async_stream_flush(stream);
    CHECK_EQUAL(status, 0);
    CHECK_EQUAL(p.out_size, total);
    CHECK(!memcmp(p.out, expected, total));
}

static async int cancelled_writer(void)
{
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    p = (struct pieces){.random = 1, .most = 9000, .wait = 1, .pause = 0.001};
    CHECK_EQUAL(async_stream_init(&stream, &pieces_transport, &p), 0);
    await write_exactly(&stream);
    return 0;
}

static const char lines[] = "one\ntwo two\n\nthree three three\nfour\nthe last";

/* Reads lines, perhaps cancelled: what is left is what was not given. */
static async int cancelled_reader(void)
{
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    char line[32], all[sizeof lines] = "";
    ssize_t count = 0;
    size_t total = 0;
    p = (struct pieces){.random = 1, .most = 3, .wait = 2, .in_size = sizeof lines - 1};
    memcpy(p.in, lines, sizeof lines);
    CHECK_EQUAL(async_stream_init(&stream, &pieces_transport, &p), 0);
    for (int i = 0; i < 20; i++) {
        if (i % 2)
            count = await async_stream_line(&stream, line, sizeof line);
        else if ((count = await async_stream_until(&stream, " t", 2, line, sizeof line)) == -ENODATA)
            continue;
        CHECK(count >= 0 || count == -ECANCELED || count == -ENOMEM);
        if (count > 0)
            memcpy(all + total, line, (size_t)count);
        total += count > 0 ? (size_t)count : 0;
    }
    CHECK(total < sizeof lines);
    if (await async_shield(count = async_stream_read_all(&stream, all + total, sizeof all - total)) == -ENOMEM)
        count = await async_stream_read_all(&stream, all + total, sizeof all - total);
    CHECK(count >= 0 && !strcmp(all, lines));
    return 0;
}

/* Some waits of several tasks, and a close while they wait. */
static async void read_line(async_stream *stream, int *ends)
{
    char line[10];
    ssize_t count = await async_stream_line(stream, line, sizeof line);
    CHECK(count == -EBADF || count == -ECANCELED);
    ++*ends;
}

static async int closed_under_readers(void)
{
    int pair[2], ends = 0;
    async_stream stream = {0};
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    CHECK_EQUAL(async_stream_fdopen(&stream, pair[0]), 0);
    CHECK_EQUAL(async_stream_fileno(&stream), pair[0]);
    async_group readers = {0};
    for (int i = 0; i < 3; i++)
        (void)async_group_spawn(&readers, read_line(&stream, &ends));
    await async_sleep(0.001);
    await async_stream_close(&stream);
    CHECK_EQUAL(async_stream_fileno(&stream), -1);
    await async_group_join(&readers);
    CHECK(ends == 3 || ends == 0);
    close(pair[1]);
    return 0;
}

/* --- the buffer, closing --- */

static async int stalled_write(int *ended)
{
    int status = await async_sleep(1e9);
    *ended = 1;
    return status;
}

static async ssize_t stalled(void *context, const void *data, size_t size)
{
    (void)data;
    (void)size;
    return await stalled_write(context);
}

static const async_transport stalled_transport = {pieces_read, stalled, NULL, NULL};

/* The buffer takes 16 KiB and printf's text without waiting; the close of a stream that cannot be flushed takes a
 * second, even in a marked frame. */
static async int slow_peer(void)
{
    static char text[16384];
    int ended = 0;
    async_stream stream = {0};
    async_cancel(ASYNC_SELF);
    CHECK_EQUAL(async_stream_init(&stream, &stalled_transport, &ended), 0);
    CHECK_EQUAL(await async_stream_write(&stream, text, 1), -ECANCELED);
    CHECK_EQUAL(await async_stream_flush(&stream), -ECANCELED);
    CHECK_EQUAL(await async_stream_line(&stream, text, 9), -ECANCELED);
    CHECK_EQUAL(async_stream_printf(&stream, "%d", 12), 2);
    double start = async_time();
    await async_stream_close(&stream);
    CHECK(ended && async_time() - start > 0.999 && async_time() - start < 1.001);
    return 0;
}

static async int fill_buffer(void)
{
    static char text[16384];
    int ended = 0;
    async_stream stream = {0};
    CHECK_EQUAL(async_stream_init(&stream, &stalled_transport, &ended), 0);
    async_task *flush = async_spawn(async_stream_flush(&stream));
    CHECK_EQUAL(async_stream_printf(&stream, "%s", ""), 0);
    CHECK_EQUAL(await async_stream_write(&stream, text, 10000), 10000);
    async_task *other = async_spawn(async_stream_flush(&stream));
    CHECK_EQUAL(await async_stream_write(&stream, text, 6384), 6384);
    async_task *full = async_spawn(async_stream_write(&stream, text, 1));
    CHECK(!async_finished(full));
    CHECK_EQUAL(stream.async_waiting, 1);
    async_task *next = async_spawn(async_stream_write(&stream, text, 0));
    CHECK(!async_finished(next)); /* nobody passes */
    async_cancel(next);
    CHECK_EQUAL(await async_join(next), -ECANCELED);
    CHECK_EQUAL(async_stream_printf(&stream, "%.*s", 5, "12345678"), 5);
    async_cancel(full);
    CHECK_EQUAL(await async_join(full), -ECANCELED);
    CHECK_EQUAL(stream.async_pending, 16389);
    async_cancel(other);
    CHECK_EQUAL(await async_join(other), -ECANCELED);
    CHECK_EQUAL(await async_join(flush), 0); /* there was nothing yet */
    CHECK_EQUAL(stream.async_waiting, 0);
    await async_stream_close(&stream);
    return 0;
}

/* What is no stream. */
static async int closed(void)
{
    char text[4];
    async_stream stream = {0};
    CHECK_EQUAL(await async_stream_line(&stream, text, 4), -EBADF);
    CHECK_EQUAL(await async_stream_until(&stream, "a", 1, text, 4), -EBADF);
    CHECK_EQUAL(await async_stream_read(&stream, text, 4), -EBADF);
    CHECK_EQUAL(await async_stream_read_all(&stream, text, 4), -EBADF);
    CHECK_EQUAL(await async_stream_write(&stream, text, 4), -EBADF);
    CHECK_EQUAL(async_stream_printf(&stream, "a"), -EBADF);
    CHECK_EQUAL(await async_stream_flush(&stream), -EBADF);
    CHECK_EQUAL(await async_stream_shutdown(&stream), -EBADF);
    CHECK_EQUAL(async_stream_fileno(&stream), -1);
    await async_stream_close(&stream);
    CHECK_EQUAL(async_stream_fdopen(&stream, -1), -EBADF);
    CHECK_EQUAL(async_stream_init(&stream, &(async_transport){0}, NULL), -EINVAL);
    return 0;
}

int main(void)
{
    async_virtual_time(1);
    for (unsigned seed = 0; seed < 40; seed++) {
        async_seed(seed);
        async_run(all_arrive(seed));
    }
    async_seed(0);
    // CHECK: 1 1 1
    printf("%d ", async_test_each_wait(cancelled_writer) > 20);
    printf("%d ", async_test_each_wait(cancelled_reader) > 5);
    async_run(closed_under_readers()); /* opens what the library needs itself */
    printf("%d\n", async_test_each_wait(closed_under_readers) > 3);
    // CHECK-NEXT: 0 0 0
    printf("%d %d %d\n", async_run(slow_peer()), async_run(fill_buffer()), async_run(closed()));
    // CHECK-NEXT: 1 1
    printf("%d ", async_test_each_fault(cancelled_writer) > 0);
    printf("%d\n", async_test_each_fault(cancelled_reader) > 0);
    return 0;
}
