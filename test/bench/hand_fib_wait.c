/* fib where every leaf waits once, as a state machine: a frame per call from a free list, a ready queue. */
#include "bench.h"

struct call {
    struct call *(*resume)(struct call *);
    struct call *parent;
    struct call *next; /* in the ready queue or the free list */
    int state;
    int n;
    int left;
    int value; /* of the callee, put here when it returns */
};

static struct call *ready, **ready_end = &ready, *unused;

static struct call *resume(struct call *call);

static struct call *call_new(int n, struct call *parent)
{
    struct call *call = unused;
    if (call)
        unused = call->next;
    else
        call = malloc(sizeof *call);
    if (!call)
        abort();
    call->resume = resume;
    call->parent = parent;
    call->state = 0;
    call->n = n;
    return call;
}

static struct call *call_return(struct call *call, int value)
{
    struct call *parent = call->parent;
    parent->value = value;
    call->next = unused;
    unused = call;
    return parent;
}

/* Gives whom to resume next, or NULL. */
static struct call *resume(struct call *call)
{
    switch (call->state) {
    case 0:
        if (call->n < 2) {
            call->state = 3;
            call->next = NULL;
            *ready_end = call;
            ready_end = &call->next;
            return NULL;
        }
        call->state = 1;
        return call_new(call->n - 1, call);
    case 1:
        call->left = call->value;
        call->state = 2;
        return call_new(call->n - 2, call);
    case 2:
        return call_return(call, call->left + call->value);
    default:
        return call_return(call, call->n);
    }
}

static int done;

static struct call *finish(struct call *root)
{
    (void)root;
    done = 1;
    return NULL;
}

static int run(int n)
{
    struct call root = {.resume = finish};
    struct call *call = call_new(n, &root);
    for (;;) {
        do
            call = call->resume(call);
        while (call);
        if (done)
            return root.value;
        call = ready;
        ready = call->next;
        if (!ready)
            ready_end = &ready;
    }
}

static int plain(int n)
{
    int a = 0, b = 1;
    for (; n > 0; n--) {
        int next = a + b;
        a = b;
        b = next;
    }
    return a;
}

int main(int argc, char **argv)
{
    int n = (int)bench_size(argc, argv, 1, 32);
    double start = bench_time();
    int result = run(n);
    double seconds = bench_time() - start;
    bench_check(result == plain(n), "fib");
    bench_print("fib_wait", seconds * 1e9 / (2.0 * plain(n + 1) - 1), "ns/call");
    return 0;
}
