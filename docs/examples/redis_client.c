/* redis_client.c: commands to a Redis server, by hiredis.
 *
 *     redis_client [ADDRESS [PORT]] < COMMANDS
 *
 * Each line of the input is a command: "set colour blue". Up to 100 are on their way at the same time; the answers are
 * printed in the order of the commands.
 *
 * The asynchronous interface of hiredis leaves the waiting to others. It says what it waits for (want_read and so on),
 * and is told when it can go on: here by a task, `pump`. An answer sets a promise, for which its command waits.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <hiredis/async.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { AT_ONCE = 100, LINE = 4096, WORDS = 64 };
static const double answer_seconds = 10;

struct redis {
    redisAsyncContext *context; /* NULL: the connection has ended, and hiredis has freed it */
    short events;               /* that hiredis waits for */
    int changed;
};

/* --- what hiredis wants ------------------------------------------------------------------------------------------- */

static void want(struct redis *redis, int events)
{
    if (events == redis->events)
        return;
    redis->events = (short)events;
    redis->changed = 1;
    async_forget(redis->context->c.fd); /* ends the wait in pump, which begins a new one */
}

static void want_read(void *redis)
{
    want(redis, ((struct redis *)redis)->events | POLLIN);
}

static void want_no_read(void *redis)
{
    want(redis, ((struct redis *)redis)->events & ~POLLIN);
}

static void want_write(void *redis)
{
    want(redis, ((struct redis *)redis)->events | POLLOUT);
}

static void want_no_write(void *redis)
{
    want(redis, ((struct redis *)redis)->events & ~POLLOUT);
}

static void want_nothing(void *redis) /* it is about to close the socket */
{
    want(redis, 0);
    ((struct redis *)redis)->context = NULL;
}

static void connection_ends(const redisAsyncContext *context, int status)
{
    if (status != REDIS_OK)
        fprintf(stderr, "redis_client: %s\n", context->errstr);
}

static int redis_open(struct redis *redis, const char *address, int port)
{
    redisAsyncContext *context = redisAsyncConnect(address, port);
    if (!context || context->err) {
        fprintf(stderr, "redis_client: %s\n", context ? context->errstr : strerror(ENOMEM));
        redisAsyncFree(context);
        return -ENOTCONN;
    }
    *redis = (struct redis){.context = context};
    context->ev.data = redis;
    context->ev.addRead = want_read;
    context->ev.delRead = want_no_read;
    context->ev.addWrite = want_write;
    context->ev.delWrite = want_no_write;
    context->ev.cleanup = want_nothing;
    redisAsyncSetConnectCallback(context, connection_ends);
    redisAsyncSetDisconnectCallback(context, connection_ends);
    return 0;
}

/* Ends the connection at once. Commands without an answer get -ENOTCONN. */
static void redis_abort(struct redis *redis)
{
    if (redis->context)
        redisAsyncFree(redis->context);
}

static async int pump(struct redis *redis)
{
    while (redis->context) {
        redis->changed = 0;
        int s = await async_poll(redis->context->c.fd, redis->events);
        if (s == -ECANCELED || (s < 0 && !redis->changed))
            return s;
        if (redis->context && s > 0 && s & ~POLLOUT)
            redisAsyncHandleRead(redis->context);
        if (redis->context && s > 0 && s & ~POLLIN)
            redisAsyncHandleWrite(redis->context);
        fflush(stdout);
    }
    return -ENOTCONN;
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static void print(const redisReply *reply)
{
    switch (reply->type) {
    case REDIS_REPLY_INTEGER:
        printf("%lld\n", reply->integer);
        break;
    case REDIS_REPLY_NIL:
        printf("(nil)\n");
        break;
    case REDIS_REPLY_ARRAY:
        for (size_t i = 0; i < reply->elements; i++)
            print(reply->element[i]);
        break;
    default: /* a string, a status, an error */
        fwrite(reply->str, 1, (size_t)reply->len, stdout);
        putchar('\n');
    }
}

/* The reply belongs to hiredis, and is gone after this. NULL: there is none, as the connection has ended. */
static void answered(redisAsyncContext *context, void *reply, void *promise)
{
    (void)context;
    if (reply)
        print(reply);
    async_promise_set(promise, reply ? 0 : -ENOTCONN, NULL);
}

/* Leaves nothing of the line to be used later. */
static int send_words(struct redis *redis, char *line, async_promise *promise)
{
    const char *words[WORDS];
    int count = 0;
    for (char *word = strtok(line, " \r\n"); word && count < WORDS; word = strtok(NULL, " \r\n"))
        words[count++] = word;
    if (!redis->context)
        return -ENOTCONN;
    if (!count)
        return async_promise_set(promise, 0, NULL);
    return redisAsyncCommandArgv(redis->context, answered, promise, count, words, NULL) == REDIS_OK ? 0 : -ENOTCONN;
}

/* Sends a command, and waits until its answer has been printed. */
static async int command(struct redis *redis, char *line)
{
    async_promise promise = {0};
    int result = send_words(redis, line, &promise);
    if (result < 0)
        return result;
    int s = await async_timeout(answer_seconds, result = async_promise_wait(&promise, NULL));
    if (s < 0)
        redis_abort(redis); /* answers come in order, and the promise is about to go: nobody can pass one over */
    return s < 0 ? s : result;
}

static async int converse(struct redis *redis)
{
    async_stream input __attribute__((cleanup(async_stream_close))) = {0};
    ASYNC_SCOPED_GROUP(commands);
    char line[LINE];
    ssize_t s = async_stream_fdopen(&input, STDIN_FILENO);
    async_group_discard(&commands);
    async_group_limit(&commands, AT_ONCE);
    while (s >= 0 && (s = await async_stream_line(&input, line, sizeof line)) > 0) {
        s = await async_group_slot(&commands);
        if (s == 0)
            s = async_group_spawn(&commands, command(redis, line));
    }
    int failure = await async_group_join(&commands);
    return failure < 0 ? failure : (int)s;
}

async int main(int argc, char **argv)
{
    struct redis redis;
    if (redis_open(&redis, argc > 1 ? argv[1] : "127.0.0.1", argc > 2 ? atoi(argv[2]) : 6379) < 0)
        return 1;
    int lost, s;
    if (await async_race(lost = pump(&redis), s = converse(&redis)) == 0 && (s == 0 || s == -ECANCELED))
        s = lost;
    redis_abort(&redis);
    if (s < 0)
        fprintf(stderr, "redis_client: %s\n", strerror(-s));
    return s < 0;
}
