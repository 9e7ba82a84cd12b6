/* A leaf that yields under 100 nested calls: each task has a stack of state machines, of which the top one runs. */
#include "bench.h"

struct task;

struct call {
    void (*resume)(struct task *, struct call *);
    struct call *caller;
    int state;
    long depth; /* of the calls below; in the leaf: how often it has yielded */
    long count;
};

struct task {
    struct call *top;
    struct task *next; /* in the ready queue */
    long value;        /* what the last call that ended gave */
    int runs;          /* the top can run now */
};

static struct task *ready, **ready_end = &ready;

static void chain(struct task *task, struct call *call);

static void push(struct task *task, void (*resume)(struct task *, struct call *), long depth, long count)
{
    struct call *call = malloc(sizeof *call);
    if (!call)
        abort();
    *call = (struct call){.resume = resume, .caller = task->top, .depth = depth, .count = count};
    task->top = call;
}

static void pop(struct task *task, long value)
{
    struct call *call = task->top;
    task->value = value;
    task->top = call->caller;
    free(call);
}

static void leaf(struct task *task, struct call *call)
{
    if (call->depth++ < call->count) {
        task->runs = 0;
        task->next = NULL;
        *ready_end = task;
        ready_end = &task->next;
        return;
    }
    pop(task, call->count);
}

static void chain(struct task *task, struct call *call)
{
    if (call->state++ == 0) {
        if (call->depth == 0)
            push(task, leaf, 0, call->count);
        else
            push(task, chain, call->depth - 1, call->count);
        return;
    }
    pop(task, task->value + (call->depth != 0));
}

int main(int argc, char **argv)
{
    long depth = bench_size(argc, argv, 1, 100);
    long count = bench_size(argc, argv, 2, 100000000);
    struct task root = {0};
    double start = bench_time();
    push(&root, chain, depth, count);
    struct task *task = &root;
    for (;;) {
        task->runs = 1;
        while (task->runs && task->top)
            task->top->resume(task, task->top);
        task = ready;
        if (!task)
            break;
        ready = task->next;
        if (!ready)
            ready_end = &ready;
    }
    double seconds = bench_time() - start;
    bench_check(root.value == depth + count, "chain");
    bench_print("chain", seconds * 1e9 / (double)count, "ns/yield");
    return 0;
}
