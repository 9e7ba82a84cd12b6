// Streams over TLS to the programs of OpenSSL, and from them.
// REQUIRES: openssl
// RUN: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout %t.key -out %t.crt -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1
// RUN: %io --elision --source=%source/runtime/tls/tls.c --link=-lssl --link=-lcrypto %s %t.key %t.crt | FileCheck %s
#include "Inputs/tls.h"

static const char *key, *certificate;
static char command[4096];

static int connect_to(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    to.sin_port = htons((in_port_t)port);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

/* Ours is the client of a server that turns lines round. */
static async void client(int port, SSL_CTX *context, const char *host)
{
    char line[100];
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    int fd = connect_to(port), status = await async_tls_connect(&stream, fd, context, host);
    if (status < 0) {
        printf("%s: %s\n", host, async_tls_error());
        CHECK_EQUAL(status, -EPROTO);
        CHECK_EQUAL(fcntl(fd, F_GETFD), -1);
        CHECK_EQUAL(async_stream_printf(&stream, "x"), -EBADF);
        return;
    }
    CHECK_EQUAL(async_stream_fileno(&stream), fd);
    CHECK_EQUAL(async_stream_printf(&stream, "hello\nabc\n"), 10);
    CHECK_EQUAL(await async_stream_flush(&stream), 0);
    CHECK_EQUAL(await async_stream_line(&stream, line, sizeof line), 6);
    printf("%s: %s", host, line);
    CHECK_EQUAL(await async_stream_line(&stream, line, sizeof line), 4);
    printf("%s: %s", host, line);
}

static async int clients(const char *version)
{
    char line[200] = "";
    int port = 0;
    snprintf(command, sizeof command,
             "exec openssl s_server -accept 127.0.0.1:0 -key %s -cert %s -rev -naccept 3 %s 2>/dev/null </dev/null", key,
             certificate, version);
    FILE *server = popen(command, "r");
    while (sscanf(line, "ACCEPT 127.0.0.1:%d", &port) != 1)
        CHECK(fgets(line, sizeof line, server));
    SSL_CTX *context = client_context(certificate), *trusts_nobody = SSL_CTX_new(TLS_client_method());
    await client(port, context, "localhost");
    await client(port, context, "127.0.0.1");
    await client(port, trusts_nobody, "localhost");
    SSL_CTX_free(context);
    SSL_CTX_free(trusts_nobody);
    while (fgets(line, sizeof line, server))
        ;
    return pclose(server);
}

/* Ours is the server of a client that says a line. */
static async int server(const char *version)
{
    struct sockaddr_in address;
    char line[100];
    int listener = plain_listener(&address);
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    SSL_CTX *context = server_context(key, certificate);
    snprintf(command, sizeof command,
             "echo hello | openssl s_client -connect 127.0.0.1:%d -CAfile %s -verify_return_error -servername localhost "
             "-verify_hostname localhost -quiet %s 2>/dev/null",
             ntohs(address.sin_port), certificate, version);
    FILE *program = popen(command, "r");
    CHECK_EQUAL(await async_tls_accept(&stream, await async_accept(listener, NULL, NULL), context), 0);
    CHECK_EQUAL(await async_stream_line(&stream, line, sizeof line), 6);
    CHECK_EQUAL(async_stream_printf(&stream, "you said %s", line), 15);
    await async_stream_close(&stream);
    CHECK(fgets(line, sizeof line, program));
    printf("%s", line);
    SSL_CTX_free(context);
    close(listener);
    return pclose(program);
}

/* A client that wants to negotiate again is refused. It says so in a pipe that stays open. */
static async int renegotiation(void)
{
    struct sockaddr_in address;
    char line[300];
    int says[2], listener = plain_listener(&address), refused = 0;
    async_stream stream __attribute__((cleanup(async_stream_close))) = {0};
    SSL_CTX *context = server_context(key, certificate);
#ifdef SSL_OP_ALLOW_CLIENT_RENEGOTIATION
    SSL_CTX_set_options(context, SSL_OP_ALLOW_CLIENT_RENEGOTIATION); /* which the library does not heed */
#endif
    CHECK(pipe(says) == 0 && fcntl(says[1], F_SETFD, FD_CLOEXEC) == 0 && write(says[1], "R\n", 2) == 2);
    snprintf(command, sizeof command, "exec openssl s_client -connect 127.0.0.1:%d -tls1_2 </dev/fd/%d 2>&1",
             ntohs(address.sin_port), says[0]);
    FILE *program = popen(command, "r");
    CHECK_EQUAL(await async_tls_accept(&stream, await async_accept(listener, NULL, NULL), context), 0);
    CHECK(await async_stream_line(&stream, line, sizeof line) < 0);
    await async_stream_close(&stream);
    while (fgets(line, sizeof line, program))
        refused |= strstr(line, "no renegotiation") != NULL;
    printf("renegotiation refused: %d\n", refused);
    SSL_CTX_free(context);
    close(listener);
    close(says[0]);
    close(says[1]);
    return pclose(program);
}

int main(int count, char **arguments)
{
    CHECK(count == 3);
    key = arguments[1];
    certificate = arguments[2];
    // CHECK:      localhost: olleh
    // CHECK-NEXT: localhost: cba
    // CHECK-NEXT: 127.0.0.1: olleh
    // CHECK-NEXT: 127.0.0.1: cba
    // CHECK-NEXT: localhost: certificate verify failed: self{{.}}signed certificate
    async_run(clients("-tls1_3"));
    // CHECK:      localhost: olleh
    // CHECK:      localhost: certificate verify failed
    async_run(clients("-tls1_2"));
    // CHECK:      you said hello
    // CHECK-NEXT: you said hello
    async_run(server("-tls1_3"));
    async_run(server("-tls1_2"));
    // CHECK-NEXT: renegotiation refused: 1
    async_run(renegotiation());
    return 0;
}
