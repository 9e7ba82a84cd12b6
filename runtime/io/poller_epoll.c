/* poller_epoll.c: the poller for Linux.
 *
 * Descriptors that the library has made are registered once, edge-triggered, when somebody first waits for them: a wait
 * costs no call of the system. Others may be closed and their numbers reused without the library's knowledge, so they
 * are armed for each wait, and for one event (EPOLLONESHOT): if the number means another file by now, epoll does not
 * know it, and says so.
 *
 * A registration belongs to the open file, not to the number. If a file was duplicated, or inherited by another
 * process, it may bring events after its number was closed here. Each registration has a mark, which such an event does
 * not have any more.
 */
#include "io.h"

#include "../src/posix.h"
#include "system.h"

#if defined(ASYNCC_IO_EPOLL)

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    EVENTS = 256, /* taken at a time */
    SIDES = POLLIN | POLLOUT | POLLRDHUP
};

_Static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT && EPOLLPRI == POLLPRI && EPOLLERR == POLLERR &&
                   EPOLLHUP == POLLHUP && EPOLLRDHUP == POLLRDHUP,
               "epoll's events are poll's");

static const uint64_t WAKER = UINT64_MAX; /* its data; no descriptor has this number */

int poller_open(struct poller *poller)
{
    *poller = (struct poller){.fd = system_fails(SYSTEM_MAKE, NULL) ? -1 : epoll_create1(EPOLL_CLOEXEC), .waker = -1};
    return poller->fd < 0 ? -errno : 0;
}

void poller_close(struct poller *poller)
{
    if (poller->fd >= 0)
        close(poller->fd);
    poller->fd = -1;
}

static int control(struct io *io, int operation, int fd, const struct descriptor *descriptor, unsigned events)
{
    struct epoll_event event = {.events = events, .data.u64 = (uint64_t)descriptor->mark << 32 | (uint32_t)fd};
    if (operation != EPOLL_CTL_DEL && system_fails(SYSTEM_REGISTER, NULL))
        return -errno;
    return epoll_ctl(io->poller.fd, operation, fd, &event) < 0 ? -errno : 0;
}

/* Registers a descriptor, whatever epoll knows of it. */
static int put(struct io *io, int fd, struct descriptor *descriptor, unsigned events)
{
    int first = descriptor->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    descriptor->mark++;
    int error = control(io, first, fd, descriptor, events);
    if (error == -ENOENT || error == -EEXIST)
        error = control(io, first == EPOLL_CTL_MOD ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, descriptor, events);
    descriptor->registered = error == 0;
    return error;
}

int poller_arm(struct io *io, int fd, struct descriptor *descriptor, bool now)
{
    unsigned wanted = io_wanted(descriptor);
    if (!descriptor->own) {
        descriptor->armed = (uint16_t)wanted;
        return put(io, fd, descriptor, wanted | EPOLLONESHOT);
    }
    wanted |= SIDES;
    if (!now && descriptor->registered && !(wanted & ~(unsigned)descriptor->armed))
        return 0;
    descriptor->armed = (uint16_t)wanted;
    return put(io, fd, descriptor, wanted | EPOLLET);
}

void poller_relax(struct io *io, int fd, struct descriptor *descriptor)
{
    (void)io, (void)fd, (void)descriptor; /* an event that nobody waits for is ignored, and comes once */
}

void poller_drop(struct io *io, int fd, struct descriptor *descriptor)
{
    if (descriptor->registered)
        control(io, EPOLL_CTL_DEL, fd, descriptor, 0); /* fails if it was closed: then there is nothing to do */
    descriptor->registered = 0;
    descriptor->mark++;
}

/* The set is shared with the parent, which must not notice anything. */
void poller_forked(struct io *io)
{
    poller_close(&io->poller);
    poller_open(&io->poller);
}

/* --- waiting --- */

static bool add_waker(struct poller *poller, const struct port_waker *waker)
{
    if (!waker || !waker->is_open || poller->waker == waker->read)
        return true;
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = WAKER};
    if (epoll_ctl(poller->fd, EPOLL_CTL_ADD, waker->read, &event) < 0 && errno != EEXIST)
        return false;
    poller->waker = waker->read;
    return true;
}

int poller_descriptor(struct poller *poller, const struct port_waker *waker)
{
    return add_waker(poller, waker) ? poller->fd : -ENOMEM;
}

/* epoll_wait that is exact to the nanosecond where the system can. */
static int wait_for_events(int fd, struct epoll_event *events, uint64_t span)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 35)
    const struct timespec time = span_timespec(span);
    int count = span ? epoll_pwait2(fd, events, EVENTS, &time, NULL) : epoll_wait(fd, events, EVENTS, 0);
    if (count >= 0 || errno != ENOSYS)
        return count;
#endif
    return epoll_wait(fd, events, EVENTS, span_milliseconds(span));
}

static void take_event(struct io *io, const struct epoll_event *event)
{
    int fd = (int)(uint32_t)event->data.u64;
    struct descriptor *descriptor = io_find(io, fd);
    if (!descriptor || descriptor->mark != (uint32_t)(event->data.u64 >> 32))
        return; /* it is about an earlier life of this number */
    io_event(io, fd, descriptor, event->events);
    if (!descriptor->own && io_wanted(descriptor))
        io_arm(io, fd, descriptor);
}

void poller_wait(struct io *io, uint64_t deadline, const struct port_waker *waker)
{
    struct epoll_event events[EVENTS];
    uint64_t now = deadline ? port_now() : 0, span = deadline > now ? deadline - now : 0;
    const uint64_t short_wait = 1000000; /* where nobody can wake */
    if (!add_waker(&io->poller, waker) && span > short_wait)
        span = short_wait;
    int count = system_fails(SYSTEM_WAIT, NULL) ? 0 : wait_for_events(io->poller.fd, events, span);
    for (int i = 0; i < count; i++) {
        if (events[i].data.u64 == WAKER)
            port_waker_read(waker);
        else
            take_event(io, &events[i]);
    }
}

#endif
