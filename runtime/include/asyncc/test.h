/* test.h: tests of async functions: what happens when they are cancelled, or an allocation fails, anywhere.
 *
 * Called from ordinary code. Each runs f many times by async_run, in virtual time. f makes what it needs anew, and
 * frees it, in every run. After each run nothing may be left of it: no frame, no task, no descriptor. What else has to
 * hold f checks itself.
 *
 *     static async int producer_and_consumer(void) { … }
 *
 *     int main(void)
 *     {
 *         return async_test_each_wait(producer_and_consumer) < 0 || async_test_each_fault(producer_and_consumer) < 0;
 *     }
 */
#ifndef ASYNCC_TEST_H
#define ASYNCC_TEST_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../asyncc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs f without a cancellation, which counts its waits, those of its callees and of other tasks included. Then runs
 * it again for each of them, and cancels it when that one has begun; and again at every later wait, which must change
 * nothing. With a seed (async_seed) all runs have the same schedule. Returns how often f was run; -ENOTRECOVERABLE: a
 * run leaked something, which is told on stderr with the number of the wait, and was the last one. Elision: 0. */
ASYNC_API int async_test_each_wait(_Async int (*__f)(void));

/* Runs f once, which counts what may fail in it and is reported to it: the library's allocations, those of objects,
 * tasks and children, which give -ENOMEM or NULL, of queues, names and the like (the frame of a function that waits is
 * not among them: without memory for one, the out-of-memory handler is called); and the library's calls of the system.
 * Then runs it twice for each of them: that one fails, and that one and all later ones fail. A call of the system fails
 * in each way that it may, one after the other: with an errno that fits, interrupted, not ready yet, or with a transfer
 * that is short by one byte or by all but one. Returns the same as async_test_each_wait. Elision: 0. */
ASYNC_API int async_test_each_fault(_Async int (*__f)(void));

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__)
static __inline__ int async_test_each_wait(int (*__f)(void))
{
    (void)__f;
    return 0;
}

static __inline__ int async_test_each_fault(int (*__f)(void))
{
    (void)__f;
    return 0;
}
#endif

#ifdef __cplusplus
}
#endif

#endif
