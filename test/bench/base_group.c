/* A million tasks that are spawned, wait once, and are joined one after the other. */
#include "bench_group.h"

static async int spawn_all(long count, double *memory)
{
    double before = bench_memory();
    int status = 0;
    async_task **all = malloc((size_t)count * sizeof *all);
    if (!all)
        return -1;
    for (long i = 0; i < count; i++)
        all[i] = async_spawn(child((int)i));
    *memory = bench_memory() - before;
    for (long i = 0; i < count; i++)
        status |= await async_join(all[i]);
    free(all);
    return status;
}
