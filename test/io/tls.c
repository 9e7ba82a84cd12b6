// Streams over TLS between two tasks: large amounts both ways, half-close, connections that are cut off, refused
// handshakes, cancellation at each wait.
// REQUIRES: openssl
// RUN: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout %t.key -out %t.crt -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost
// RUN: %io --source=%source/runtime/tls/tls.c --link=-lssl --link=-lcrypto %s %t.key %t.crt | FileCheck %s
#include "Inputs/tls.h"
#include <asyncc/test.h>

static SSL_CTX *server, *client;

struct ends {
    async_stream server, client;
    int server_status, client_status;
};

static async void close_ends(struct ends *ends)
{
    await async_stream_close(&ends->server);
    await async_stream_close(&ends->client);
}

/* Two ends of a connection, if the handshakes succeed. */
static async int open_ends(struct ends *ends, const char *host)
{
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    await async_gather(ends->server_status = async_tls_accept(&ends->server, pair[0], server),
                       ends->client_status = async_tls_connect(&ends->client, pair[1], client, host));
    CHECK(ends->server_status == 0 || fcntl(pair[0], F_GETFD) < 0);
    CHECK(ends->client_status == 0 || fcntl(pair[1], F_GETFD) < 0);
    return ends->server_status < 0 ? ends->server_status : ends->client_status;
}

/* --- large amounts --- */

enum { LARGE = 3000000 };

static async void send_much(async_stream *stream, unsigned seed)
{
    static char buffers[2][60000];
    for (size_t done = 0, size; done < LARGE; done += size) {
        size = (seed + done) % 59999 + 1;
        size = size < LARGE - done ? size : LARGE - done;
        for (size_t i = 0; i < size; i++)
            buffers[seed][i] = (char)((done + i) * (seed + 7) >> 3);
        CHECK_EQUAL(await async_stream_write(stream, buffers[seed], size), size);
    }
    CHECK_EQUAL(await async_stream_shutdown(stream), 0);
}

static async void receive_much(async_stream *stream, unsigned seed)
{
    char buffer[5000];
    size_t done = 0;
    ssize_t count;
    while ((count = await async_stream_read(stream, buffer, (done + seed) % sizeof buffer + 1)) > 0)
        for (ssize_t i = 0; i < count; i++, done++)
            CHECK(buffer[i] == (char)(done * (seed + 7) >> 3));
    CHECK_EQUAL(count, 0);
    CHECK_EQUAL(done, LARGE);
}

static async int much_both_ways(void)
{
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    CHECK_EQUAL(await open_ends(&ends, "localhost"), 0);
    await async_gather(send_much(&ends.server, 0), receive_much(&ends.client, 0), send_much(&ends.client, 1),
                       receive_much(&ends.server, 1));
    return 0;
}

/* --- ends --- */

static async int half_close(void)
{
    char line[50];
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    CHECK_EQUAL(await open_ends(&ends, "localhost"), 0);
    CHECK_EQUAL(async_stream_printf(&ends.client, "question\n"), 9);
    CHECK_EQUAL(await async_stream_shutdown(&ends.client), 0);
    CHECK_EQUAL(await async_stream_line(&ends.server, line, sizeof line), 9);
    CHECK_EQUAL(await async_stream_line(&ends.server, line, sizeof line), 0);
    CHECK_EQUAL(async_stream_printf(&ends.server, "answer\n"), 7);
    await async_stream_close(&ends.server);
    CHECK_EQUAL(await async_stream_line(&ends.client, line, sizeof line), 7);
    CHECK_EQUAL(await async_stream_line(&ends.client, line, sizeof line), 0);
    return 0;
}

/* The connection ends without close_notify: not the end of the file. */
static async int cut_off(void)
{
    char line[50];
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    CHECK_EQUAL(await open_ends(&ends, "localhost"), 0);
    CHECK_EQUAL(async_stream_printf(&ends.server, "half of a li"), 12);
    CHECK_EQUAL(await async_stream_flush(&ends.server), 0);
    CHECK(shutdown(async_stream_fileno(&ends.server), SHUT_RDWR) == 0);
    CHECK_EQUAL(await async_stream_line(&ends.client, line, sizeof line), -ECONNRESET);
    printf("%s\n", async_tls_error());
    CHECK_EQUAL(await async_stream_read(&ends.client, line, sizeof line), 12);
    CHECK_EQUAL(await async_stream_read(&ends.client, line, sizeof line), -ECONNRESET);
    CHECK_EQUAL(async_stream_printf(&ends.client, "x"), 1);
    CHECK_EQUAL(await async_stream_flush(&ends.client), -ECONNRESET);
    return 0;
}

/* What is not flushed when the stream is closed is not hidden by a close_notify. */
static async int close_of_stalled(void)
{
    static char much[3000000], line[50];
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    CHECK_EQUAL(await open_ends(&ends, "localhost"), 0);
    CHECK_EQUAL(async_stream_printf(&ends.client, "%*d", (int)sizeof much, 1), sizeof much);
    await async_stream_close(&ends.client);
    ssize_t count = await async_stream_read_all(&ends.server, much, sizeof much);
    CHECK(count > 0 && count < (ssize_t)sizeof much);
    CHECK_EQUAL(await async_stream_read(&ends.server, line, sizeof line), -ECONNRESET);
    return 0;
}

/* Whoever waits in a stream leaves it when it is closed. */
static async void read_closed(async_stream *stream, int *ended)
{
    char line[50];
    CHECK_EQUAL(await async_stream_line(stream, line, sizeof line), -EBADF);
    *ended = 1;
}

static async int close_under_reader(void)
{
    int ended = 0;
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    CHECK_EQUAL(await open_ends(&ends, "localhost"), 0);
    async_task *reader = async_spawn(read_closed(&ends.client, &ended));
    CHECK(!ended);
    await async_stream_close(&ends.client);
    CHECK(ended);
    return await async_join(reader);
}

/* --- handshakes that fail --- */

static async int wrong_host(void)
{
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    await open_ends(&ends, "example.org");
    CHECK_EQUAL(ends.client_status, -EPROTO);
    CHECK_EQUAL(ends.server_status, -EPROTO);
    CHECK_EQUAL(async_stream_fileno(&ends.client), -1);
    return 0;
}

/* A peer that says this, and then nothing more. */
static async int odd_peer(const char *said, int is_client, int expected)
{
    int pair[2], status;
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    CHECK(write(pair[1], said, strlen(said)) == (ssize_t)strlen(said));
    CHECK(shutdown(pair[1], SHUT_WR) == 0);
    status = is_client ? await async_tls_connect(&stream, pair[0], client, "localhost")
                       : await async_tls_accept(&stream, pair[0], server);
    CHECK_EQUAL(status, expected);
    CHECK(*async_tls_error());
    CHECK(fcntl(pair[0], F_GETFD) < 0);
    close(pair[1]);
    return status;
}

static async int odd_peers(void)
{
    async_stream stream = {0};
    await odd_peer("", 1, -ECONNRESET);
    await odd_peer("", 0, -ECONNRESET);
    await odd_peer("SSH-2.0-x\r\n", 1, -EPROTO);
    await odd_peer("GET / HTTP/1.0\r\n\r\n", 0, -EPROTO);
    printf("%s\n", async_tls_error());
    CHECK_EQUAL(await async_tls_connect(&stream, -1, client, "localhost"), -EBADF);
    CHECK_EQUAL(await async_tls_accept(&stream, -1, server), -EBADF);
    CHECK_EQUAL(await async_tls_connect(&stream, open("/dev/null", O_RDWR), client, NULL), -EINVAL);
    return 0;
}

/* --- cancellation --- */

static async int cancelled_handshake(void)
{
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    await open_ends(&ends, "localhost");
    CHECK(ends.client_status == 0 || ends.client_status == -ECANCELED || ends.client_status == -ECONNRESET);
    CHECK(ends.server_status == 0 || ends.server_status == -ECANCELED || ends.server_status == -ECONNRESET);
    return 0;
}

static char received[2000000];

static async void receive_all(async_stream *stream, ssize_t *count)
{
    *count = await async_stream_read_all(stream, received, sizeof received);
}

/* What a cancelled writer is told to be written arrives, once. */
static async void write_exactly(async_stream *stream)
{
    static char text[400000], expected[2000000];
    size_t total = 0;
    ssize_t received_count = -1;
    struct ends *ends = (struct ends *)((char *)stream - offsetof(struct ends, client));
    async_task *reader = async_spawn(receive_all(&ends->server, &received_count));
    for (int i = 0; i < 4; i++) {
        memset(text, 'a' + i, sizeof text);
        ssize_t count = await async_stream_write(stream, text, i % 2 ? sizeof text : 9000);
        CHECK(count > 0 || count == -ECANCELED);
        if (count > 0)
            memcpy(expected + total, text, (size_t)count);
        total += count > 0 ? (size_t)count : 0;
        CHECK(await async_stream_flush(stream) <= 0);
    }
    int status;
    await async_shield(status = async_stream_shutdown(stream));
    CHECK_EQUAL(status, 0);
    await async_shield(async_join(reader));
    CHECK_EQUAL(received_count, total);
    CHECK(!memcmp(received, expected, total));
}

static async int cancelled_writer(void)
{
    struct ends ends __attribute__((cleanup(close_ends))) = {0};
    int status;
    await async_shield(status = open_ends(&ends, "localhost"));
    CHECK_EQUAL(status, 0);
    await write_exactly(&ends.client);
    return 0;
}

static async void all(void)
{
    CHECK_EQUAL(await much_both_ways(), 0);
    CHECK_EQUAL(await half_close(), 0);
    CHECK_EQUAL(await cut_off(), 0);
    CHECK_EQUAL(await close_of_stalled(), 0);
    CHECK_EQUAL(await close_under_reader(), 0);
    CHECK_EQUAL(await wrong_host(), 0);
    CHECK_EQUAL(await odd_peers(), 0);
}

int main(int count, char **arguments)
{
    static const int versions[] = {TLS1_3_VERSION, TLS1_2_VERSION};
    CHECK(count == 3);
    for (int i = 0; i < 2; i++) {
        server = server_context(arguments[1], arguments[2]);
        client = client_context(arguments[2]);
        CHECK(SSL_CTX_set_max_proto_version(client, versions[i]) == 1);
        // CHECK:      the peer has ended the connection without close_notify
        // CHECK-NEXT: http request
        // CHECK:      the peer has ended the connection without close_notify
        // CHECK-NEXT: http request
        async_run(all());
        // CHECK: 1 1
        printf("%d ", async_test_each_wait(cancelled_handshake) > 3);
        printf("%d\n", async_test_each_wait(cancelled_writer) > 5);
        SSL_CTX_free(server);
        SSL_CTX_free(client);
    }
    return 0;
}
