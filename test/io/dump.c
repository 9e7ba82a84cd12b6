// A dump says which descriptor a task waits for.
// RUN: %io %s | FileCheck %s
#include "Inputs/check.h"

static async void wait_for(int fd, short events)
{
    char byte;
    if (events)
        await async_poll(fd, events);
    else
        await async_read(fd, &byte, 1);
}

// The order of tasks in a dump is not fixed.
static void check_dump(const char *line)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    CHECK(file != NULL);
    async_dump_tasks(file);
    fclose(file);
    CHECK(strstr(text, line) != NULL);
    free(text);
}

async int main(void)
{
    int both[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, both) == 0);
    CHECK(dup2(both[0], 50) == 50 && dup2(both[1], 51) == 51);
    async_detach(async_spawn(wait_for(50, 0)));
    async_detach(async_spawn(wait_for(51, POLLIN)));
    await async_yield();
    check_dump("\n      async_read (descriptor 50)\n");
    check_dump("\n      async_poll (descriptor 51)\n");
    // CHECK: {{^}}done{{$}}
    puts("done");
    return 0;
}
