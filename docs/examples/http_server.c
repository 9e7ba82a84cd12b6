/* http_server.c: HTTP/1.1, for the files below a folder, and for the handlers in `routes`.
 *
 *     http_server [-p PORT] [-r FOLDER] [-s SECONDS] [-t THREADS] [-c CERTIFICATE -k KEY]
 *
 * -s: how long a peer may take for a head, for a body, to read what it asked for, and between requests. -t: so many
 * loops, each in a thread of its own. -c and -k: TLS, if this was compiled with HTTP_TLS and linked with libasyncc-tls.
 * SIGTERM and SIGINT end it when all requests have been answered, or after a while; a second one at once.
 */
#include "http_parser.h"

#include <asyncc/io.h>
#ifdef HTTP_TLS
#include <asyncc/tls.h>
#include <openssl/ssl.h>
#endif
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINGER_SECONDS = 2, END_SECONDS = 10, CONNECTIONS_MOST = 10000, BODY_MOST = 1 << 20, PART = 16384 };

/* What the command line says; the same for all threads. */
struct server {
    const char *folder;
    double seconds;
    struct ssl_ctx_st *tls; /* NULL: none */
};

/* A thread. */
struct worker {
    const struct server *server;
    async_promise asked; /* to end */
    int ending;
    struct connection *idle; /* those that wait for a request */
    char port[8];
    pthread_t thread;
};

struct connection {
    struct worker *worker;
    int fd; /* the stream's */
    async_stream stream;
    struct http_request *request; /* the current one, its body: */
    uint64_t left, received;      /* bytes: of the chunk, or of all; of all, until now */
    double deadline;
    int ended;                   /* all of it was read */
    int keep, chunked, bodyless; /* the reply */
    struct connection *next, **link;
};

/* --- bodies ------------------------------------------------------------------------------------------------------- */

/* Reads the line before a chunk, and all that follows the last one: HTTP_DONE, or the status of a refusal. */
static async int next_chunk(struct connection *c)
{
    char line[HTTP_CHUNK_LINE_MOST];
    if (c->received && (await async_stream_read_all(&c->stream, line, 2) < 2 || memcmp(line, "\r\n", 2)))
        return 400;
    ssize_t length = await async_stream_line(&c->stream, line, sizeof line);
    int status = length <= 0 ? 400 : http_chunk_line(line, (size_t)length, &c->left);
    if (status != HTTP_DONE || c->left)
        return status == HTTP_DONE && c->left > BODY_MOST - c->received ? 413 : status;
    c->ended = 1;
    size_t total = 0;
    do {
        length = await async_stream_line(&c->stream, line, sizeof line);
        total += length > 0 ? (size_t)length : 0;
        status = length == -EMSGSIZE || total > HTTP_HEAD_MOST ? 431
                 : length <= 0                                 ? 400
                                                               : http_trailer_line(line, (size_t)length);
    } while (status == HTTP_MORE);
    return status;
}

static async ssize_t body_part(struct connection *c, void *buffer, size_t size)
{
    if (c->request->expects_continue && !c->ended) {
        c->request->expects_continue = 0;
        if (async_stream_printf(&c->stream, "HTTP/1.1 100 Continue\r\n\r\n") < 0 ||
            await async_stream_flush(&c->stream) < 0)
            return -400;
    }
    int status = c->request->chunked && !c->left && !c->ended ? await next_chunk(c) : HTTP_DONE;
    if (status != HTTP_DONE || !c->left)
        return status == HTTP_DONE ? 0 : -status;
    ssize_t count = await async_stream_read(&c->stream, buffer, c->left < size ? (size_t)c->left : size);
    if (count <= 0)
        return -400;
    c->left -= (size_t)count;
    c->received += (size_t)count;
    c->ended = !c->request->chunked && !c->left;
    return count;
}

/* The next bytes of the request's body: how many, 0 at its end, or the negative status of a refusal. One limit for the
 * whole body: a byte now and then does not hold a connection for ever. */
static async ssize_t read_body(struct connection *c, void *buffer, size_t size)
{
    ssize_t count = 0;
    int status = await async_timeout_at(c->deadline, count = body_part(c, buffer, size));
    return status == -ETIMEDOUT ? -408 : status < 0 ? -503 : count;
}

/* --- replies ------------------------------------------------------------------------------------------------------ */

/* With the number. */
static const char *reason(int status)
{
    static const char *const all[] = {"200 OK",
                                      "400 Bad Request",
                                      "404 Not Found",
                                      "405 Method Not Allowed",
                                      "408 Request Timeout",
                                      "413 Content Too Large",
                                      "414 URI Too Long",
                                      "417 Expectation Failed",
                                      "431 Request Header Fields Too Large",
                                      "501 Not Implemented",
                                      "503 Service Unavailable",
                                      "505 HTTP Version Not Supported"};
    const char *const *text = all;
    while (atoi(*text) != status)
        text++;
    return *text;
}

/* Buffers a reply's head. Length -1: not known; the body has chunks, or for HTTP/1.0 lasts until the end of the
 * connection. `more`: other fields. 0, or a negative errno, as all that follow: the connection is of no use any more.
 */
static int begin_reply(struct connection *c, int status, const char *type, int64_t length, const char *more)
{
    char date[40], framing[48] = "";
    struct tm parts;
    time_t now = time(NULL);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &parts));
    c->chunked = length < 0 && c->request->minor;
    c->keep = c->keep && !c->worker->ending && (length >= 0 || c->chunked) && (c->received || c->ended);
    if (length >= 0)
        snprintf(framing, sizeof framing, "Content-Length: %lld\r\n", (long long)length);
    else if (c->chunked)
        snprintf(framing, sizeof framing, "Transfer-Encoding: chunked\r\n");
    int s = async_stream_printf(&c->stream, "HTTP/1.1 %s\r\nDate: %s\r\nContent-Type: %s\r\nConnection: %s\r\n%s%s\r\n",
                                reason(status), date, type, c->keep ? "keep-alive" : "close", framing, more);
    return s < 0 ? s : 0;
}

static async int write_part(struct connection *c, const void *data, size_t size)
{
    if (c->bodyless || !size)
        return 0;
    if (c->chunked && async_stream_printf(&c->stream, "%zx\r\n", size) < 0)
        return -ENOMEM;
    ssize_t count = 0;
    int s = await async_timeout(c->worker->server->seconds, count = async_stream_write(&c->stream, data, size));
    if (s < 0 || count < (ssize_t)size)
        return s < 0 ? s : -EPIPE;
    return c->chunked && async_stream_printf(&c->stream, "\r\n") < 0 ? -ENOMEM : 0;
}

static async int flush(struct connection *c)
{
    int status = 0, s = await async_timeout(c->worker->server->seconds, status = async_stream_flush(&c->stream));
    return s < 0 ? s : status;
}

static async int end_reply(struct connection *c)
{
    if (c->chunked && !c->bodyless && async_stream_printf(&c->stream, "0\r\n\r\n") < 0)
        return -ENOMEM;
    return await flush(c);
}

static async int reply(struct connection *c, int status, const char *text, const char *more)
{
    int s = begin_reply(c, status, "text/plain", (int64_t)strlen(text), more);
    if (s == 0)
        s = await write_part(c, text, strlen(text));
    return s < 0 ? s : await end_reply(c);
}

/* --- handlers: 0, they have replied; the status of a reply; or a negative errno ----------------------------------- */

static async int hello(struct connection *c)
{
    return await reply(c, 200, "hello\n", "");
}

/* Sends the body back while it comes. */
static async int echo(struct connection *c)
{
    char part[PART];
    ssize_t count = await read_body(c, part, sizeof part);
    if (count < 0)
        return (int)-count;
    int s = begin_reply(c, 200, "application/octet-stream", -1, "");
    while (s == 0 && count > 0) {
        s = await write_part(c, part, (size_t)count);
        if (s == 0)
            s = await flush(c);
        count = s < 0 ? s : await read_body(c, part, sizeof part);
    }
    /* It is too late for another status: a reply without its last chunk says that something went wrong. */
    return s < 0 || count < 0 ? -EPROTO : await end_reply(c);
}

static const char *type_of(const char *path)
{
    static const char *const types[] = {".html", "text/html",       ".css",  "text/css",         ".txt", "text/plain",
                                        ".js",   "text/javascript", ".json", "application/json", ".png", "image/png",
                                        ".jpg",  "image/jpeg",      ".svg",  "image/svg+xml",    NULL};
    const char *end = strrchr(path, '.');
    for (const char *const *type = types; end && *type; type += 2)
        if (!strcmp(end, *type))
            return type[1];
    return "application/octet-stream";
}

static async int send_open_file(struct connection *c, int fd, const char *type)
{
    char part[PART];
    struct stat file;
    if (fstat(fd, &file) < 0 || !S_ISREG(file.st_mode))
        return 404;
    int s = begin_reply(c, 200, type, file.st_size, "");
    for (off_t sent = 0; s == 0 && sent < file.st_size && !c->bodyless;) {
        size_t size = file.st_size - sent < PART ? (size_t)(file.st_size - sent) : PART;
        ssize_t count = await async_pread(fd, part, size, sent);
        s = count > 0 ? await write_part(c, part, (size_t)count) : -EIO; /* the file has become shorter */
        sent += count;
    }
    return s < 0 ? s : await end_reply(c);
}

static async int send_file(struct connection *c)
{
    char path[PATH_MAX];
    size_t length = strlen(c->worker->server->folder);
    memcpy(path, c->worker->server->folder, length);
    int status = http_target_path(c->request->target, path + length, sizeof path - length - sizeof "index.html");
    if (status != HTTP_DONE)
        return status;
    if (path[strlen(path) - 1] == '/')
        strcat(path, "index.html");
    int fd = await async_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (fd < 0)
        return fd == -EMFILE || fd == -ENFILE || fd == -ENOMEM || fd == -ECANCELED ? 503 : 404;
    int s = await send_open_file(c, fd, type_of(path));
    async_close(fd);
    return s;
}

static const struct route {
    const char *target, *methods;
    async int (*handler)(struct connection *c);
} routes[] = {{"/hello", "GET, HEAD", hello}, {"/echo", "POST", echo}, {"", "GET, HEAD", send_file}}; /* "": all */

/* True if a word is in a list with commas. */
static int lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (; *list; list += strcspn(list, ","), list += strspn(list, ", "))
        if (!strncmp(list, word, length) && (list[length] == ',' || !list[length]))
            return 1;
    return 0;
}

static async int answer(struct connection *c)
{
    const char *method = c->request->method, *target = c->request->target;
    const struct route *route = routes;
    size_t length = strcspn(target, "?");
    while (*route->target && (strlen(route->target) != length || memcmp(route->target, target, length)))
        route++;
    if (!lists("GET, HEAD, POST, PUT, DELETE, OPTIONS, TRACE, PATCH", method))
        return 501;
    if (lists(route->methods, method))
        return await route->handler(c);
    char allow[64];
    snprintf(allow, sizeof allow, "Allow: %s\r\n", route->methods);
    return await reply(c, 405, "405 Method Not Allowed\n", allow);
}

/* --- connections -------------------------------------------------------------------------------------------------- */

/* Its first byte has been read. HTTP_DONE, the status of a refusal, or -1: the peer is gone. */
static async int read_head(struct connection *c, char first)
{
    int status = HTTP_MORE;
    for (size_t had = 1, room; status == HTTP_MORE; had = 0) {
        char *line = http_request_room(c->request, &room);
        if (had)
            *line = first;
        ssize_t length = await async_stream_line(&c->stream, line + had, room - had);
        if (length <= 0)
            return length == -EMSGSIZE ? http_request_too_long(c->request) : -1;
        status = http_request_line(c->request, had + (size_t)length);
    }
    return status;
}

/* 0: another request may follow. */
static async int serve_request(struct connection *c, char first)
{
    struct http_request request;
    int status = 0, s;
    http_request_init(&request);
    c->request = &request;
    c->keep = c->chunked = c->bodyless = c->ended = 0;
    c->left = c->received = 0;
    s = await async_timeout(c->worker->server->seconds, status = read_head(c, first));
    if (s == -ETIMEDOUT)
        status = 408;
    if (s == -ECANCELED || status < 0)
        return -1;
    if (status == HTTP_DONE) {
        c->keep = request.keep_alive;
        c->bodyless = !strcmp(request.method, "HEAD");
        c->left = request.length;
        c->ended = !request.chunked && !request.length;
        c->deadline = async_time() + c->worker->server->seconds;
        status = request.length > BODY_MOST ? 413 : await answer(c);
    }
    if (status > 0) {
        char text[64];
        c->keep = c->keep && (status == 404);
        snprintf(text, sizeof text, "%s\n", reason(status));
        status = await reply(c, status, text, "");
    }
    return status < 0 || !c->keep || !c->ended ? -1 : 0;
}

/* Waits for a request: 0, and its first byte. While it waits the connection is in the list of those that the end of the
 * server ends at once; what has come until then is still read, and answered. */
static async int next_request(struct connection *c, char *first)
{
    ssize_t count = 0;
    if (c->worker->ending)
        shutdown(c->fd, SHUT_RD);
    c->link = &c->worker->idle;
    c->next = *c->link;
    if (c->next)
        c->next->link = &c->next;
    *c->link = c;
    int s = await async_timeout(c->worker->server->seconds, count = async_stream_read(&c->stream, first, 1));
    *c->link = c->next;
    if (c->next)
        c->next->link = c->link;
    return s == 0 && count == 1 ? 0 : -1;
}

/* A connection that is closed while the peer still sends may lose it the reply: first no more is written, then what
 * comes is read for a while. */
static async void linger(struct connection *c)
{
    char waste[512];
    if (await async_stream_shutdown(&c->stream) == 0)
        while (await async_stream_read(&c->stream, waste, sizeof waste) > 0)
            ;
}

static async int open_stream(struct connection *c)
{
    int s = 0;
#ifdef HTTP_TLS
    if (c->worker->server->tls) {
        await async_timeout(c->worker->server->seconds,
                            s = async_tls_accept(&c->stream, c->fd, c->worker->server->tls));
        return s;
    }
#endif
    s = async_stream_fdopen(&c->stream, c->fd);
    if (s < 0)
        async_close(c->fd);
    return s;
}

static async void handle(int fd, struct worker *worker)
{
    char first;
    struct connection c = {.worker = worker, .fd = fd};
    if (await open_stream(&c) < 0)
        return;
    while (await next_request(&c, &first) == 0 && await serve_request(&c, first) == 0)
        ;
    await async_timeout(LINGER_SECONDS, linger(&c));
    await async_stream_close(&c.stream);
}

/* --- the server --------------------------------------------------------------------------------------------------- */

static async int accept_all(struct worker *worker, int listener, async_group *connections)
{
    for (;;) {
        if (await async_group_slot(connections) < 0)
            return -ECANCELED;
        int fd = await async_accept(listener, NULL, NULL);
        if (fd == -EMFILE || fd == -ENFILE || fd == -ENOBUFS || fd == -ENOMEM) {
            if (await async_sleep(0.1) < 0)
                return -ECANCELED;
        } else if (fd < 0) {
            return fd;
        } else if (async_group_spawn(connections, handle(fd, worker)) < 0) {
            async_close(fd);
        }
    }
}

/* Serves until it is asked to end, and all connections have ended. */
static async int serve(struct worker *worker, int listener)
{
    int s = 0;
    ASYNC_SCOPED_GROUP(connections);
    async_group_discard(&connections);
    async_group_keep_going(&connections);
    async_group_limit(&connections, CONNECTIONS_MOST);
    await async_race(async_promise_wait(&worker->asked, NULL), s = accept_all(worker, listener, &connections));
    worker->ending = 1;
    await async_timeout(0, accept_all(worker, listener, &connections)); /* who is in the line already */
    async_close(listener);
    for (struct connection *c = worker->idle; c; c = c->next)
        shutdown(c->fd, SHUT_RD);
    await async_timeout(END_SECONDS, async_group_join(&connections));
    return s == -ECANCELED ? 0 : s;
}

/* Another thread's part. */
static async int serve_shared(struct worker *worker)
{
    int listener = await async_tcp_listen_shared(NULL, worker->port);
    return listener < 0 ? listener : await serve(worker, listener);
}

static void *run(void *worker)
{
    int s = async_run(serve_shared(worker));
    if (s < 0)
        fprintf(stderr, "http_server: a thread: %s\n", strerror(-s));
    return NULL;
}

static void end_all(struct worker *workers, int count)
{
    for (int i = 0; i < count; i++)
        async_promise_post(&workers[i].asked, 0, NULL);
}

/* The first signal asks all threads to end, and restores what signals usually do: the second one ends the process. */
static async void until_asked(int signals, struct worker *workers, int count)
{
    if (await async_signals_wait(signals, NULL) > 0)
        end_all(workers, count);
    async_close(signals);
}

static int use_tls(struct server *server, const char *certificate, const char *key)
{
#ifdef HTTP_TLS
    server->tls = SSL_CTX_new(TLS_server_method());
    return server->tls && SSL_CTX_use_certificate_chain_file(server->tls, certificate) == 1 &&
                   SSL_CTX_use_PrivateKey_file(server->tls, key, SSL_FILETYPE_PEM) == 1
               ? 0
               : -EINVAL;
#else
    (void)server, (void)certificate, (void)key;
    return -ENOTSUP;
#endif
}

/* Serves in this thread and in others: 0, or a negative errno. */
static async int serve_all(struct worker *workers, int count, int signals, const char *port)
{
    int started = 1, s = 0;
    int listener = count > 1 ? await async_tcp_listen_shared(NULL, port) : await async_tcp_listen(NULL, port);
    struct sockaddr_in6 address;
    socklen_t length = sizeof address;
    if (listener < 0 || getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        return listener < 0 ? listener : -errno;
    printf("listening at port %d\n", ntohs(address.sin6_port)); /* where sockaddr_in has it, too */
    fflush(stdout);
    for (; started < count; started++) {
        snprintf(workers[started].port, sizeof workers->port, "%d", ntohs(address.sin6_port));
        s = -pthread_create(&workers[started].thread, NULL, run, &workers[started]);
        if (s < 0)
            break;
    }
    async_task *watch = async_spawn(until_asked(signals, workers, count));
    if (s == 0 && !watch)
        s = -ENOMEM;
    if (s == 0)
        s = await serve(&workers[0], listener);
    else
        async_close(listener);
    async_cancel(watch);
    await async_join(watch);
    end_all(workers, count);
    while (--started > 0)
        pthread_join(workers[started].thread, NULL);
    return s;
}

async int main(int argc, char **argv)
{
    static const char letters[] = "prstck";
    const char *value[] = {"8080", ".", "30", "1", NULL, NULL};
    int option, s;
    while ((option = getopt(argc, argv, "p:r:s:t:c:k:")) != -1 && option != '?')
        value[strchr(letters, option) - letters] = optarg;
    struct server server = {.folder = value[1], .seconds = atof(value[2])};
    int threads = atoi(value[3]);
    if (option == '?' || optind < argc || threads < 1 || threads > 1000 || server.seconds <= 0 ||
        strlen(server.folder) >= PATH_MAX / 2 || !value[4] != !value[5]) {
        fprintf(stderr, "usage: http_server [-p PORT] [-r FOLDER] [-s SECONDS] [-t THREADS] [-c CERTIFICATE -k KEY]\n");
        return 2;
    }
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    struct worker *workers = calloc((size_t)threads, sizeof *workers);
    int signals = async_signals_open(&set);
    s = !workers ? -ENOMEM : signals < 0 ? signals : value[4] ? use_tls(&server, value[4], value[5]) : 0;
    for (int i = 0; workers && i < threads; i++)
        workers[i].server = &server;
    if (s == 0)
        s = await serve_all(workers, threads, signals, value[0]);
#ifdef HTTP_TLS
    SSL_CTX_free(server.tls);
#endif
    free(workers);
    if (s < 0)
        fprintf(stderr, "http_server: %s\n", strerror(-s));
    return s < 0;
}
