// What streams read and write, against models of a few lines, with pieces of random sizes.
// RUN: %io --elision %s | FileCheck %s
#include "Inputs/pieces.h"

static struct pieces p;

/* Some text with few different bytes, so that marks are frequent, and often nearly there. */
static void make_text(void)
{
    static const char bytes[] = "aaab\r\n\0";
    size_t longest = 1 + random_below(&p.random, 3000);
    p.in_at = 0;
    p.in_size = random_below(&p.random, 20000);
    for (size_t i = 0; i < p.in_size; i++)
        p.in[i] = random_below(&p.random, longest) ? (unsigned char)bytes[random_below(&p.random, 4)]
                                                   : (unsigned char)bytes[random_below(&p.random, sizeof bytes)];
}

static ssize_t model_line(const unsigned char *left, size_t count, size_t size)
{
    for (size_t i = 0; i < count && i + 1 < size; i++)
        if (left[i] == '\n')
            return (ssize_t)i + 1;
    return count < size ? (ssize_t)count : -EMSGSIZE;
}

static ssize_t model_until(const unsigned char *left, size_t count, const char *mark, size_t length, size_t size)
{
    for (size_t i = 0; i + length <= count && i + length <= size; i++)
        if (!memcmp(left + i, mark, length))
            return (ssize_t)(i + length);
    return count >= size ? -EMSGSIZE : count ? -ENODATA : 0;
}

/* Reads all of a text by operations at random. */
static async size_t read_text(async_stream *stream)
{
    static const char *const marks[] = {"\r\n", "b", "ab", "aab", "aaaaab", "\n\r\n"};
    static char buffer[24000];
    size_t at = 0, operations = 0;
    for (;; operations++) {
        size_t size = random_below(&p.random, random_below(&p.random, 2) ? 40 : 22000), left = p.in_size - at;
        ssize_t count, expected;
        memset(buffer, 'x', sizeof buffer);
        switch (random_below(&p.random, 4)) {
        case 0:
            expected = model_line(p.in + at, left, size);
            CHECK_EQUAL(count = await async_stream_line(stream, buffer, size), expected);
            CHECK(count < 0 || !buffer[count]);
            break;
        case 1: {
            const char *mark = marks[random_below(&p.random, sizeof marks / sizeof *marks)];
            expected = model_until(p.in + at, left, mark, strlen(mark), size);
            CHECK_EQUAL(count = await async_stream_until(stream, mark, strlen(mark), buffer, size), expected);
            break;
        }
        case 2:
            count = await async_stream_read(stream, buffer, size);
            CHECK(count >= 0 && (size_t)count <= size && (count > 0 || size == 0 || left == 0));
            break;
        default:
            expected = (ssize_t)(size < left ? size : left);
            CHECK_EQUAL(count = await async_stream_read_all(stream, buffer, size), expected);
        }
        if (count > 0) {
            CHECK(!memcmp(buffer, p.in + at, (size_t)count));
            CHECK(buffer[count] == 'x' || buffer[count] == 0);
            at += (size_t)count;
        }
        if (left == 0 && count == 0)
            return operations;
    }
}

static unsigned char written[PIECES_SIZE];

/* Writes by operations at random; the transport may fail: what was not taken is not written, all else once. */
static async void write_text(async_stream *stream)
{
    static char text[70000];
    size_t total = 0;
    for (int i = 0; i < 40; i++) {
        size_t size = random_below(&p.random, random_below(&p.random, 4) ? 300 : sizeof text);
        for (size_t k = 0; k < size; k++)
            text[k] = (char)('a' + random_below(&p.random, 26));
        text[size] = 0;
        ssize_t count;
        switch (random_below(&p.random, 5)) {
        case 0:
            if (size == sizeof text)
                break;
            CHECK_EQUAL(async_stream_printf(stream, "%d %s", i, text), size + (i < 10 ? 2 : 3));
            total += (size_t)sprintf((char *)written + total, "%d %s", i, text);
            break;
        case 1:
            count = await async_stream_flush(stream);
            CHECK(count == 0 || (count == -EIO && p.fail));
            CHECK(count < 0 || p.out_size == total);
            break;
        default:
            count = await async_stream_write(stream, text, size);
            CHECK(count == (ssize_t)size || (p.fail && count >= -EIO && count < (ssize_t)size));
            if (count > 0)
                memcpy(written + total, text, (size_t)count);
            total += count > 0 ? (size_t)count : 0;
        }
        CHECK(p.out_size <= total && !memcmp(p.out, written, p.out_size));
    }
    p.fail = 0;
    CHECK_EQUAL(await async_stream_shutdown(stream), 0);
    CHECK_EQUAL(p.shut, 1);
    CHECK_EQUAL(p.out_size, total);
    CHECK(!memcmp(p.out, written, total));
}

static async size_t round_of(unsigned number)
{
    async_stream stream = {0};
    p.random = number;
    p.most = (size_t[]){1, 2, 7, 100, 1000, 50000}[number % 6];
    p.wait = number % 4 ? 0 : 5;
    p.fail = 0;
    p.shut = p.closed = 0;
    p.out_size = 0;
    make_text();
    CHECK_EQUAL(async_stream_init(&stream, &pieces_transport, &p), 0);
    CHECK_EQUAL(async_stream_fileno(&stream), -1);
    size_t operations = await read_text(&stream);
    p.most = p.most < 100 ? 100 : p.most;
    p.fail = number % 3 ? 0 : 10;
    await write_text(&stream);
    CHECK(!stream.async_in && !stream.async_out && !stream.async_pending); /* nothing buffered: no memory held */
    await async_stream_close(&stream);
    CHECK_EQUAL(p.closed, 1);
    await async_stream_close(&stream);
    CHECK_EQUAL(p.closed, 1);
    return operations;
}

static async int run(void)
{
    size_t operations = 0;
    for (unsigned i = 0; i < 300; i++)
        operations += await round_of(i);
    return operations > 1000;
}

int main(void)
{
    async_virtual_time(1);
    // CHECK: many: 1
    printf("many: %d\n", async_run(run()));
    return 0;
}
