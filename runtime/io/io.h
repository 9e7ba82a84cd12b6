/* io.h: declarations shared by the files of the I/O library, not visible to users.
 *
 *   io.c            what a thread knows of its descriptors, and who waits for them
 *   poller_epoll.c, poller_poll.c  how the system tells that one is ready; a build uses one of them
 *   foreign.c       descriptors that the library has not opened: how to use them without blocking
 *   transfer.c      read, write and the like
 *   socket.c        accept, connect, poll
 *   threads.c       threads that run jobs; jobs.h declares them
 *   connection.c    the task of a connection of async_serve; serve.h declares it
 *   post.c          what other threads, and other event loops, need
 *   signals.c       signals as descriptors
 *   process.c       child processes; spawn.c: starts them
 *   system.c        how calls of the system fail in tests; system.h declares it
 *   annotated/      what is written in annotated C; annotated.h lists the files
 *
 * A wait for a descriptor stands in one of its lines. When the system says that the descriptor is ready, io_event makes
 * the attempt of the first in the line (a recv, say) itself, so that what is read belongs to that wait, whatever
 * happens before its frame is resumed; then that of the second, until one would block.
 */
#ifndef IO_H
#define IO_H

#if !defined(_FILE_OFFSET_BITS)
#define _FILE_OFFSET_BITS 64
#endif
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE /* accept4, preadv2, epoll_pwait2 */
#elif !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#include "../src/internal.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#if !defined(POLLRDHUP)
#define POLLRDHUP 0
#endif

#if defined(__linux__) && !defined(ASYNCC_IO_POLL)
#define ASYNCC_IO_EPOLL
#endif

/* Where waits for a descriptor stand. */
enum { IO_READ, IO_WRITE, IO_POLL, IO_LINES };

/* What the library knows of a descriptor. All zero: nothing. */
struct descriptor {
    async_waiters lines[IO_LINES];
    uint32_t mark;           /* the poller's own: what it needs to find stale events, or the place in its list */
    uint16_t armed;          /* the poller's own: the events that it waits for */
    unsigned own : 1;        /* the library made it: it is O_NONBLOCK, and stays registered until async_close */
    unsigned stream : 1;     /* … and a stream socket */
    unsigned other : 1;      /* not a socket, when it was last used */
    unsigned registered : 1; /* the poller's own */
    unsigned drained : 1;    /* nothing to read until the system says so */
    unsigned ended : 1;      /* the system has said that the peer ended, so `drained` says nothing */
    unsigned life : 9;       /* how often the number had a new meaning, as far as the library knows; goes round */
};

enum { DESCRIPTOR_CHUNK = 128 };

/* How the system is asked: see poller_*.c. */
struct poller {
    int fd;                /* epoll's set; -1: not open */
    int waker;             /* what others end a wait by, if it is in the set; else -1 */
    struct pollfd *wanted; /* poll's list */
    size_t count, room;
};

/* What a thread knows of descriptors. Made on first use, freed when the thread ends. */
struct io {
    struct io_hooks hooks; /* what the core calls, and how many wait */
    struct async_state *state;
    struct poller poller;
    struct descriptor **chunks; /* descriptor N is in chunk N / DESCRIPTOR_CHUNK; NULL: nothing is known of those */
    size_t chunk_count;
    unsigned streak; /* attempts that succeeded since the loop looked around */
    unsigned forks;  /* io_forks when the poller was made */
};

/* What an async function of this library is to do with a descriptor. */
struct request {
    int fd;
    int flags; /* of a message; or poll's events */
    void *buffer;
    size_t size; /* … or the number of parts */
};

/* The same with an address, for recvfrom, sendto, accept and connect. */
struct request_with_address {
    struct request base;
    void *address;
    union {
        socklen_t *length; /* where the length of an address is stored, … */
        socklen_t given;   /* … or that of one that is given */
    };
};

/* A frame that waits until its request can be done. */
struct transfer {
    union {
        struct waiter waiter;
        struct {
            async_frame frame;
            union {
                int value;
                ssize_t size_value;
            } u;
        } done;
    } as;
    struct request request;
};

struct transfer_with_address {
    struct transfer base; /* its request begins a request_with_address, … */
    void *rest[2];        /* … which ends here */
};
_Static_assert(sizeof(struct transfer_with_address) - offsetof(struct transfer, request) ==
                   sizeof(struct request_with_address),
               "the rest of a request");

/* A kind of wait for a descriptor. */
struct io_leaf {
    async_leaf leaf;
    ssize_t (*attempt)(struct io *io, const struct request *request); /* a result, or -EAGAIN: it would block */
    int line;                                                         /* where it stands */
};

ASYNC_RESULT(async_ssize, ssize_t);

/* --- io.c --- */

/* The calling thread's, made on first use; NULL without memory. */
struct io *io_get(void);

/* What is known of a descriptor; NULL: nothing. `make`: then an empty record, unless there is no memory. */
struct descriptor *io_find(const struct io *io, int fd);
struct descriptor *io_make(struct io *io, int fd);

/* The library has just made this descriptor, O_NONBLOCK and FD_CLOEXEC. Returns it. */
int io_own(struct io *io, int fd, bool is_stream);
int async__own(int fd, bool is_stream); /* in the calling thread, for annotated C */

/* The number of this life of the descriptor, for annotated C. */
unsigned async__life(int fd);

/* Does what a function of the library is asked to, or has a frame of it wait. */
async_ssize io_begin(const async_function *function, const struct request *request);

/* Makes the attempt, or none if the frame is marked: -ECANCELED. */
ssize_t io_try(const async_function *function, const struct request *request);

/* A pipe, FD_CLOEXEC, and O_NONBLOCK if that is wanted: 0, or a negative errno. */
int io_pipe(int ends[2], bool nonblocking);

/* Called by async_close, once it is set: signals.c closes what belongs to a descriptor. */
extern bool (*io_closing)(int fd);

/* io_begin for functions whose value is an int. */
static inline async_int io_begin_int(const async_function *function, const struct request *request)
{
    async_ssize result = io_begin(function, request);
    return (async_int){.async_wait = result.async_wait, .async_value = (int)result.async_value};
}

/* Has the poller wait for what is wanted; if it cannot, those who wait learn that. */
void io_arm(struct io *io, int fd, struct descriptor *descriptor);

/* The system says that a descriptor is ready. `events`: from poll.h. */
void io_event(struct io *io, int fd, struct descriptor *descriptor, unsigned events);

/* What somebody waits for there. */
unsigned io_wanted(const struct descriptor *descriptor);

/* Those who wait for the descriptor get -EBADF, and nothing more is known of it. */
void io_forget(struct io *io, int fd);

/* What IO_LEAF needs. */
async_frame *transfer_resume(async_frame *frame);
void transfer_cancel(async_frame *frame, int status);
int transfer_descriptor(const async_frame *frame);

/* Describes async_NAME, a function of <asyncc/io.h> with a value of this type: the frame in which it waits, its
 * attempt, its line. */
#define IO_LEAF(name, kind, tries, where, type)                                                                        \
    static const struct io_leaf name##_leaf = {.leaf = {.async_name = "async_" #name,                                  \
                                                        .async_cancel = transfer_cancel,                               \
                                                        .async_descriptor = transfer_descriptor},                      \
                                               .attempt = tries,                                                       \
                                               .line = where};                                                         \
    static const async_await name##_awaits[] = {{.async_leaf = &name##_leaf.leaf}};                                    \
    static const async_function name##_function = {.async_resume = transfer_resume,                                    \
                                                   .async_name = "async_" #name,                                       \
                                                   .async_size = sizeof(struct kind),                                  \
                                                   .async_await_count = 1,                                             \
                                                   .async_status_size = sizeof(type),                                  \
                                                   .async_awaits = name##_awaits}

/* --- poller_*.c --- */

/* Opens it: 0, or a negative errno; closes it. */
int poller_open(struct poller *poller);
void poller_close(struct poller *poller);

/* Has io_event called when one of the events comes that somebody waits for: 0. `now`: even if it has come already and
 * was seen. -EPERM: the descriptor is always ready. -EBADF, -ENOMEM, -ENOSPC. */
int poller_arm(struct io *io, int fd, struct descriptor *descriptor, bool now);

/* Fewer wait for it than before. */
void poller_relax(struct io *io, int fd, struct descriptor *descriptor);

/* It is about to be closed, or to be used by others. */
void poller_drop(struct io *io, int fd, struct descriptor *descriptor);

/* This is the child of a fork: nothing is armed. */
void poller_forked(struct io *io);

/* A descriptor that is readable when poller_wait has something to do; -ENOSYS, -ENOMEM. */
int poller_descriptor(struct poller *poller, const struct port_waker *waker);

/* Waits until the clock shows `deadline` (0: does not wait), until a descriptor is ready, or until the thread is woken;
 * calls io_event for each that is ready. */
void poller_wait(struct io *io, uint64_t deadline, const struct port_waker *waker);

/* --- foreign.c --- */

/* read(2) and write(2) of a descriptor that the library has not opened, without blocking: a count, or a negative
 * errno; -EAGAIN: it would block. `descriptor` may be NULL. */
ssize_t foreign_read(int fd, struct descriptor *descriptor, const struct iovec *parts, int count);
ssize_t foreign_write(int fd, struct descriptor *descriptor, const struct iovec *parts, int count);

/* Makes it O_NONBLOCK: 0, or a negative errno. For 0, 1 and 2 that is undone at exit. */
int foreign_set_nonblocking(int fd);

/* --- the calls of the system, as they are used here --- */

/* -errno instead of -1. */
static inline ssize_t io_result(ssize_t result, int error)
{
    return result < 0 ? -(ssize_t)error : result;
}

#endif
