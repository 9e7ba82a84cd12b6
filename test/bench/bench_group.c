/* A million children of a group, each of which waits once, and the end of the group. Time and memory for each. Against
 * tasks that are spawned and joined. */
#include "bench_group.h"

static async int spawn_all(long count, double *memory)
{
    double before = bench_memory();
    async_group group = {0};
    for (long i = 0; i < count; i++)
        if (async_group_spawn(&group, child((int)i)) < 0)
            break;
    *memory = bench_memory() - before;
    return await async_group_join(&group);
}
