#ifndef FILES_H
#define FILES_H

#include <asyncc.h>

struct job {
    const char *name;
    int wanted, done;
};

async int ping(int n);
async int pong(int n);
async void do_job(struct job *job);

static inline async int in_header(int x)
{
    await async_yield();
    return 2 * x;
}

#endif
