/* posix.h: spans of time as the system's waits take them. A wait lasts an hour at most, after which the loop asks
 * again: no type of the system's is too small for that. Included after the system's features are asked for.
 */
#ifndef POSIX_H
#define POSIX_H

#include <poll.h>
#include <stdint.h>
#include <time.h>

static inline struct timespec span_timespec(uint64_t nanoseconds)
{
    const uint64_t second = 1000000000, hour = 3600;
    uint64_t seconds = nanoseconds / second;
    return (struct timespec){.tv_sec = (time_t)(seconds < hour ? seconds : hour),
                             .tv_nsec = (long)(nanoseconds % second)};
}

/* Rounded up, so that a wait does not end before its time. */
static inline int span_milliseconds(uint64_t nanoseconds)
{
    const uint64_t millisecond = 1000000, hour = 3600000;
    return nanoseconds < hour * millisecond ? (int)((nanoseconds + millisecond - 1) / millisecond) : (int)hour;
}

/* poll for this long, exactly where the system can. */
static inline int poll_span(struct pollfd *wanted, nfds_t count, uint64_t nanoseconds)
{
#if defined(__linux__)
    const struct timespec time = span_timespec(nanoseconds);
    return ppoll(wanted, count, &time, NULL);
#else
    return poll(wanted, count, span_milliseconds(nanoseconds));
#endif
}

#endif
