// RUN: %matrix %s
// RUN: %matrix --all --only="gcc -O0, sanitizers" %s
// Handles without a type: async_new and async_spawn in expressions, structs, arrays, arguments, returns; of pointers to
// functions; with arguments that await; joined, joined in a row, asked whether they are done, let go.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    async_task *task;
    const char *name;
    int result;
};
struct big {
    int v[30];
};
typedef async void action(int *, int);

static int log_length;
static char log_text[200];

static void put(char c)
{
    log_text[log_length++] = c;
}
static async void work(struct job *job, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        put(job->name[0]);
        await async_yield();
    }
    job->result = rounds;
}
static async void add(int *sum, int x)
{
    *sum += x;
    await async_sleep(0.001);
    *sum += x;
}
static async int value(int x)
{
    put('v');
    await async_yield();
    return x;
}
static async void sum_of(struct big b, double scale, long long *out)
{
    await async_yield();
    for (int i = 0; i < 30; i++)
        *out += (long long)(b.v[i] * scale);
}
static async_task *start(int *sum, int x)
{
    return x ? async_spawn(add(sum, x)) : async_new(add(sum, 100));
}
static int finished(async_task *task)
{
    return async_finished(task);
}

async int main(void)
{
    struct job jobs[3] = {{NULL, "a", 0}, {NULL, "b", 0}, {NULL, "c", 0}};
    for (int i = 0; i < 3; i++)
        jobs[i].task = async_spawn(work(&jobs[i], i + 1));
    for (int i = 0; i < 3; i++)
        await async_join(jobs[i].task);
    printf("%s %d%d%d\n", log_text, jobs[0].result, jobs[1].result, jobs[2].result);

    int sum = 0;
    async_task *tasks[4] = {start(&sum, 1), start(&sum, 2), async_new(add(&sum, 4)), start(&sum, 0)};
    printf("%d %d\n", sum, finished(tasks[0]));
    await async_join_all(tasks, 4);
    printf("%d\n", sum);

    action *f = add;
    async_task *t = async_spawn(f(&sum, await value(1000))), *u = async_new((*f)(&sum, 10000));
    await async_join(t);
    await async_join(u);
    printf("%d\n", sum);

    struct big big = {{0}};
    for (int i = 0; i < 30; i++)
        big.v[i] = i;
    long long out = 0;
    t = async_new(sum_of(big, 0.5, &out));
    big.v[29] = 0;
    await async_join(t);
    printf("%lld\n", out);

    /* A value that nobody takes. */
    t = async_spawn(value(7));
    await async_join(t);
    async_detach(async_spawn(add(&sum, 1)));
    async_detach(async_new(add(&sum, 1)));
    await async_sleep(0.01);
    printf("%d\n", sum);

    /* On the heap, in a list. */
    struct node {
        async_task *task;
        struct node *next;
    } *list = NULL;
    log_length = 0;
    for (int i = 0; i < 5; i++) {
        struct node *node = malloc(sizeof *node);
        *node = (struct node){async_spawn(value(i)), list};
        list = node;
    }
    int count = 0;
    while (list) {
        struct node *next = list->next;
        await async_join(list->task);
        count++;
        free(list);
        list = next;
    }
    log_text[log_length] = 0;
    printf("%d %s\n", count, log_text);
    return 0;
}
// expect: abcbcc 123
// expect: 3 0
// expect: 214
// expect: 22214
// expect: 210
// expect: 22218
// expect: 5 vvvvv
