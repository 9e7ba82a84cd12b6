/* chat_server.c: a chat with rooms.
 *
 *     chat_server [PORT]
 *
 * The first line that somebody sends is the name; "/join ROOM" goes to a room; "/quit" leaves; any other line is for
 * all who are in the same room, or in none. They all see the lines in the same order.
 *
 * Each client has a queue of messages, and a task that writes them. Nobody waits for a client that does not read: when
 * its queue is full, it is dropped.
 */
#include <asyncc/io.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLIENTS = 1000, QUEUE = 256, LINE = 512, NAME = 32, SOCKET_BUFFER = 32768 };
static const double name_seconds = 60, idle_seconds = 3600, write_seconds = 30;

struct message { /* one text for all queues that it is in */
    int users, length;
    char text[2 * NAME + LINE];
};

struct client {
    async_stream stream;
    async_queue messages; /* of struct message *: each is a use of it */
    char name[NAME], room[NAME];
    struct client *next;
};

static struct client *clients;
static async_mutex speaking;

static void release(struct message *message)
{
    if (--message->users == 0)
        free(message);
}

/* Into the client's queue. If that is full the client's connection ends, and with it the client's two tasks. */
static void deliver(struct client *to, struct message *message)
{
    int s = async_queue_tryput(&to->messages, &message);
    if (s == 0) {
        message->users++;
    } else if (s != -EPIPE) { /* it is not leaving already */
        async_queue_close(&to->messages);
        shutdown(async_stream_fileno(&to->stream), SHUT_RDWR);
    }
}

/* To all in the room. There is one message at a time, and those who write have their turn before the next one: so only
 * the queues of clients that do not read get longer. */
static async int broadcast(const char *room, struct message *message)
{
    int s = await async_mutex_lock(&speaking);
    if (s < 0)
        return s;
    for (struct client *to = clients; to; to = to->next)
        if (!strcmp(to->room, room))
            deliver(to, message);
    await async_yield();
    return async_mutex_unlock(&speaking);
}

static async int say(const struct client *from, const char *before, const char *after, const char *text)
{
    struct message *message = malloc(sizeof *message);
    if (!message)
        return -ENOMEM;
    message->users = 1;
    message->length = snprintf(message->text, sizeof message->text, "%s%s%s%s\n", before, from->name, after, text);
    int s = await broadcast(from->room, message);
    release(message);
    return s;
}

static async int leave(struct client *client)
{
    return client->room[0] ? await say(client, "* ", " has left ", client->room) : 0;
}

static async int join(struct client *client, const char *room)
{
    await leave(client);
    snprintf(client->room, sizeof client->room, "%.*s", NAME - 1, room);
    return await say(client, "* ", " has come to ", client->room);
}

/* Takes the next line, without its end: 1. 0: there are no more. */
static async int next_line(struct client *client, char *line, double seconds)
{
    ssize_t length;
    int s = await async_timeout(seconds, length = async_stream_line(&client->stream, line, LINE));
    if (s < 0 || length <= 0)
        return s < 0 ? s : (int)length;
    line[strcspn(line, "\r\n")] = '\0';
    return 1;
}

static async int converse(struct client *client)
{
    char line[LINE];
    int s = await next_line(client, line, name_seconds);
    snprintf(client->name, sizeof client->name, "%.*s", NAME - 1, s > 0 ? line : "");
    while (s > 0 && (s = await next_line(client, line, idle_seconds)) > 0 && strcmp(line, "/quit"))
        if ((!strncmp(line, "/join ", 6) ? await join(client, line + 6) : await say(client, "", ": ", line)) < 0)
            break;
    return await leave(client);
}

static async void read_lines(struct client *client)
{
    await converse(client);
    async_queue_close(&client->messages); /* write_messages writes what is left, and ends */
}

static async int write_message(struct client *client, const struct message *message)
{
    ssize_t size = await async_stream_write(&client->stream, message->text, (size_t)message->length);
    if (size < message->length)
        return size < 0 ? (int)size : -EPIPE;
    return async_queue_size(&client->messages) ? 0 : await async_stream_flush(&client->stream);
}

static async void write_messages(struct client *client)
{
    struct message *message;
    int s = 0, written = 0;
    while (s == 0 && written == 0 && await async_queue_get(&client->messages, &message) == 0) {
        s = await async_timeout(write_seconds, written = write_message(client, message));
        release(message);
    }
    shutdown(async_stream_fileno(&client->stream), SHUT_RDWR); /* ends read_lines, if it has not ended */
}

static async void handle(int fd)
{
    struct client client = {.next = clients};
    struct message *message;
    int size = SOCKET_BUFFER; /* the system, too, keeps no more than this for one who does not read */
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    async_stream_fdopen(&client.stream, fd);
    async_queue_init(&client.messages, sizeof message, QUEUE);
    clients = &client;
    await async_gather(read_lines(&client), write_messages(&client));
    struct client **place = &clients;
    while (*place != &client)
        place = &(*place)->next;
    *place = client.next;
    while (async_queue_tryget(&client.messages, &message) == 0)
        release(message);
    async_queue_abort(&client.messages);
    await async_stream_close(&client.stream);
}

static async int serve(int listener)
{
    ASYNC_SCOPED_GROUP(connections);
    async_group_discard(&connections);
    async_group_limit(&connections, MOST_CLIENTS);
    for (int s; (s = await async_group_slot(&connections)) == 0;) {
        int fd = await async_accept(listener, NULL, NULL);
        if (fd == -EMFILE || fd == -ENFILE || fd == -ENOBUFS || fd == -ENOMEM)
            await async_sleep(0.1);
        else if (fd < 0)
            return fd;
        else if (async_group_spawn(&connections, handle(fd)) < 0)
            async_close(fd);
    }
    return -ECANCELED;
}

async int main(int argc, char **argv)
{
    const char *port = argc > 1 ? argv[1] : "7001";
    int listener = await async_tcp_listen(NULL, port);
    if (listener < 0) {
        fprintf(stderr, "chat_server: port %s: %s\n", port, strerror(-listener));
        return 1;
    }
    printf("listening at port %s\n", port);
    fflush(stdout);
    int s = await serve(listener);
    async_close(listener);
    if (s == -ECANCELED) /* Ctrl-C */
        return 0;
    fprintf(stderr, "chat_server: %s\n", strerror(-s));
    return 1;
}
