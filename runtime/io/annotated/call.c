/* call.c: the tasks that async_call starts. */
#include "annotated.h"

#include <errno.h>

/* The caller's thread goes on, and its frame is gone, once it knows the value. */
static async void run(void *caller, async int (*f)(void *context), void *context, bool *has_begun)
{
    *has_begun = true;
    int value = await f(context);
    async__end_call(caller, value);
}

void async__begin_call(void *caller, async int (*f)(void *context), void *context)
{
    bool has_begun = false;
    async_task *task = async_spawn(run(caller, f, context, &has_begun));
    if (!has_begun)
        async__end_call(caller, -ENOMEM);
    async_detach(task);
}
