/* Shared by the two files of several-files.c; not rewritten by asyncc. */
#ifndef PEER_H
#define PEER_H
#include <asyncc.h>

struct work {
    int n;
    async int (*step)(struct work *, int);
    const char *name;
};
typedef async int stepper(struct work *, int);

/* Recursion goes to and fro between the files. */
async int ping(int n, int *trace);
extern async int pong(int n, int *trace);

/* A table of async functions of the other file. */
extern stepper *const steps[3];
extern struct work peer_work;
async stepper *find_step(const char *name);

async void no_value(int *x);
async struct work make_work(const char *name);
async long double wide(char a, short b, float c, long double d);

/* Async functions defined in a header. */
static inline async int in_header(int x)
{
    await async_yield();
    return x * 3;
}
static async int calls_other_file(int n)
{
    int trace = 0;
    int r = await pong(n, &trace);
    return r * 100 + trace;
}
#endif
