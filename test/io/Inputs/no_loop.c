/* What a program finds that has no loop. Under asyncc, outside of a run, it looks the same. */
#include "check.h"

static void call(void *context)
{
    (void)context;
}

int main(void)
{
    async_loop *loop = NULL;
#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__)
    loop = async_loop_self();
    CHECK(!loop && async_loop_step(loop) == 0 && async_loop_fd(loop) == -ENOSYS && async_loop_deadline(loop) > 1e300);
#endif
    CHECK(async_post(loop, call, NULL) < 0);
    puts("no loop");
    return 0;
}
