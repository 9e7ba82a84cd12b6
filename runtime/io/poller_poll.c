/* poller_poll.c: the poller for any POSIX system: poll, with a list of the descriptors that somebody waits for. The
 * first place in the list is the waker's.
 */
#include "io.h"

#include "../src/posix.h"
#include "system.h"

#if !defined(ASYNCC_IO_EPOLL)

#include <errno.h>
#include <string.h>

int poller_open(struct poller *poller)
{
    *poller = (struct poller){.fd = -1, .waker = -1};
    return 0;
}

void poller_close(struct poller *poller)
{
    memory_give(poller->wanted);
    *poller = (struct poller){.fd = -1, .waker = -1};
}

void poller_forked(struct io *io)
{
    io->poller.count = 0; /* all descriptors are armed again */
}

/* A place for one more. */
static bool make_room(struct poller *poller)
{
    if (poller->count + 2 <= poller->room)
        return true;
    size_t room = poller->room ? 2 * poller->room : 16;
    struct pollfd *wanted = memory_ask(room * sizeof *wanted);
    if (!wanted)
        return false;
    if (poller->count)
        memcpy(wanted + 1, poller->wanted + 1, poller->count * sizeof *wanted);
    memory_give(poller->wanted);
    poller->wanted = wanted;
    poller->room = room;
    return true;
}

int poller_arm(struct io *io, int fd, struct descriptor *descriptor, bool now)
{
    struct poller *poller = &io->poller;
    (void)now; /* poll always tells what is there */
    if (!descriptor->registered) {
        struct pollfd asked = {.fd = fd};
        if (poll(&asked, 1, 0) > 0 && asked.revents & POLLNVAL)
            return -EBADF;
        if (!make_room(poller))
            return -ENOMEM;
        descriptor->mark = (uint32_t)++poller->count;
        descriptor->registered = 1;
    }
    poller->wanted[descriptor->mark] = (struct pollfd){.fd = fd, .events = (short)io_wanted(descriptor)};
    return 0;
}

void poller_drop(struct io *io, int fd, struct descriptor *descriptor)
{
    struct poller *poller = &io->poller;
    (void)fd;
    if (!descriptor->registered)
        return;
    struct pollfd *last = &poller->wanted[poller->count--];
    poller->wanted[descriptor->mark] = *last;
    io_find(io, last->fd)->mark = descriptor->mark;
    descriptor->registered = 0;
}

void poller_relax(struct io *io, int fd, struct descriptor *descriptor)
{
    if (io_wanted(descriptor))
        io_arm(io, fd, descriptor);
    else
        poller_drop(io, fd, descriptor);
}

int poller_descriptor(struct poller *poller, const struct port_waker *waker)
{
    (void)poller, (void)waker; /* a list is no descriptor */
    return -ENOSYS;
}

/* --- waiting --- */

void poller_wait(struct io *io, uint64_t deadline, const struct port_waker *waker)
{
    struct poller *poller = &io->poller;
    uint64_t now = deadline ? port_now() : 0, span = deadline > now ? deadline - now : 0;
    const uint64_t short_wait = 1000000; /* where nobody can wake */
    struct pollfd none[1], *wanted = poller->wanted ? poller->wanted : none;
    if (waker && !waker->is_open && span > short_wait)
        span = short_wait;
    wanted[0] = (struct pollfd){.fd = waker && waker->is_open ? waker->read : -1, .events = POLLIN};
    int count = system_fails(SYSTEM_WAIT, NULL) ? 0 : poll_span(wanted, poller->count + 1, span);
    if (count > 0 && wanted[0].revents)
        port_waker_read(waker);
    /* From the end, because a descriptor that leaves the list is replaced by the last one. */
    for (size_t place = count > 0 ? poller->count : 0; place; place--) {
        struct pollfd seen = poller->wanted[place];
        struct descriptor *descriptor = io_find(io, seen.fd);
        if (!seen.revents)
            continue;
        io_event(io, seen.fd, descriptor, (unsigned)(unsigned short)seen.revents);
        poller_relax(io, seen.fd, descriptor);
    }
}

#endif
