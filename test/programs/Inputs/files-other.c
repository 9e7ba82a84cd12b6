#include "files.h"

static async int hidden(int x)
{
    await async_sleep(0.001);
    return x + 100;
}

async int pong(int n)
{
    return n <= 0 ? await hidden(1) : 1 + await ping(n - 1);
}

async void do_job(struct job *job)
{
    while (job->done < job->wanted)
        job->done = await in_header(job->done) - await in_header(job->done) / 2 + 1;
}
