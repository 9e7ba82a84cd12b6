/* State machines that exchange messages over two channels without room. */
#include "bench.h"

#include <stdbool.h>

struct task {
    void (*resume)(struct task *);
    struct task *next; /* in the ready queue */
};

static struct task *ready, **ready_end = &ready;

static void queue(struct task *task)
{
    task->next = NULL;
    *ready_end = task;
    ready_end = &task->next;
}

struct channel {
    struct task *receiver, *sender;
    long *to, value;
};

/* True if the message has gone through; else the task is resumed when it has. */
static bool put(struct channel *channel, long value, struct task *self)
{
    if (!channel->receiver) {
        channel->sender = self;
        channel->value = value;
        return false;
    }
    *channel->to = value;
    queue(channel->receiver);
    channel->receiver = NULL;
    return true;
}

static bool get(struct channel *channel, long *to, struct task *self)
{
    if (!channel->sender) {
        channel->receiver = self;
        channel->to = to;
        return false;
    }
    *to = channel->value;
    queue(channel->sender);
    channel->sender = NULL;
    return true;
}

struct peer {
    struct task task;
    struct channel *in, *out;
    long i, count, value;
    int state;
};

static void ping(struct task *task)
{
    struct peer *self = (struct peer *)task;
    for (;;) {
        switch (self->state) {
        case 0:
            if (self->i++ == self->count)
                return;
            self->state = 1;
            if (!put(self->out, self->value, task))
                return; /* fallthrough */
        case 1:
            self->state = 0;
            if (!get(self->in, &self->value, task))
                return;
        }
    }
}

static void pong(struct task *task)
{
    struct peer *self = (struct peer *)task;
    for (;;) {
        switch (self->state) {
        case 0:
            if (self->i++ == self->count)
                return;
            self->state = 1;
            if (!get(self->in, &self->value, task))
                return; /* fallthrough */
        case 1:
            self->state = 0;
            if (!put(self->out, self->value + 1, task))
                return;
        }
    }
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 5000000);
    double start = bench_time();
    struct channel there = {0}, back = {0};
    struct peer first = {.task = {.resume = ping}, .in = &back, .out = &there, .count = count};
    struct peer second = {.task = {.resume = pong}, .in = &there, .out = &back, .count = count};
    queue(&first.task);
    queue(&second.task);
    while (ready) {
        struct task *task = ready;
        ready = task->next;
        if (!ready)
            ready_end = &ready;
        task->resume(task);
    }
    double seconds = bench_time() - start;
    bench_check(first.value == count, "queue");
    bench_print("queue", seconds * 1e9 / (2.0 * (double)count), "ns/message");
    return 0;
}
