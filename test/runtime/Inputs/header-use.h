/* What a program can do with <asyncc.h> in any dialect of C, and in C++, with nothing else included. In C89, for the
 * whole text of it. */
#include <asyncc.h>
#include <asyncc.h>

/* The names that the standard library has are the program's own. */
typedef int uint64_t;
typedef char size_t, uintptr_t, uint8_t, int32_t, ptrdiff_t;
struct NULL_ {
    uint64_t a;
    size_t b[3];
};

#if defined(NULL) || defined(offsetof) || defined(SIZE_MAX) || defined(UINT64_MAX) || defined(_STDINT_H) ||            \
    defined(_FEATURES_H) || defined(_STDDEF_H)
#error asyncc.h has included a header of the system
#endif

#if defined(__cplusplus) || defined(ASYNCC_NO_KEYWORDS)
#if defined(async) || defined(await)
#error asyncc.h has defined a keyword
#endif
#elif !defined(async) || !defined(await)
#error asyncc.h has not defined the keywords
#endif

_Async int add(int x, int y);
_Async void nothing(double seconds, async_task **tasks);

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__)
_Async int add(int x, int y)
{
    return x + y;
}

_Async void nothing(double seconds, async_task **tasks)
{
    _Await async_sleep(seconds);
    _Await async_yield();
    (void)_Await add(1, 2);
    _Await async_join_all(tasks, 2);
    _Await async_join(tasks[0]);
    async_detach(tasks[1]);
    async_virtual_time(async_finished(tasks[0]) && async_time() > 0);
    async_on_out_of_memory(async_on_out_of_memory(0));
}
#endif

#if defined(ASYNCC_GENERATED)
struct frame {
    async_frame frame;
    char room[sizeof(async_timer)];
};
async_int result(struct frame *frame);
#endif
