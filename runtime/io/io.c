/* io.c: what a thread knows of its descriptors, and who waits for them. */
#include "io.h"

#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { STREAK = 128 }; /* attempts in a row that succeed, after which others have their turn */

/* --- what is done once --- */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static volatile unsigned forks; /* of this process and its ancestors */

static void count_fork(void)
{
    forks++;
}

/* A write to a connection that the peer has closed is an error, not the end of the process. */
static void ignore_sigpipe(void)
{
    struct sigaction now;
    if (sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
        signal(SIGPIPE, SIG_IGN);
}

static void prepare(void)
{
    pthread_atfork(NULL, NULL, count_fork);
    ignore_sigpipe();
}

/* --- descriptors --- */

struct descriptor *io_find(const struct io *io, int fd)
{
    size_t chunk = (size_t)fd / DESCRIPTOR_CHUNK;
    if (fd < 0 || chunk >= io->chunk_count || !io->chunks[chunk])
        return NULL;
    return &io->chunks[chunk][fd % DESCRIPTOR_CHUNK];
}

static bool make_chunks(struct io *io, size_t count)
{
    if (count <= io->chunk_count)
        return true;
    size_t room = count + count / 2;
    struct descriptor **chunks = memory_ask(room * sizeof *chunks);
    if (!chunks)
        return false;
    memset(chunks, 0, room * sizeof *chunks);
    if (io->chunk_count)
        memcpy(chunks, io->chunks, io->chunk_count * sizeof *chunks);
    memory_give(io->chunks);
    io->chunks = chunks;
    io->chunk_count = room;
    return true;
}

struct descriptor *io_make(struct io *io, int fd)
{
    struct descriptor *known = io_find(io, fd);
    size_t chunk = (size_t)fd / DESCRIPTOR_CHUNK;
    if (known || fd < 0 || !make_chunks(io, chunk + 1))
        return known;
    const size_t size = DESCRIPTOR_CHUNK * sizeof(struct descriptor);
    struct descriptor *made = memory_ask(size);
    if (!made)
        return NULL;
    memset(made, 0, size);
    io->chunks[chunk] = made;
    return io_find(io, fd);
}

/* Calls this for each descriptor that may be known. */
static void each_descriptor(struct io *io, void (*call)(struct io *, int, struct descriptor *))
{
    for (size_t i = 0; i < io->chunk_count; i++)
        for (int j = 0; io->chunks[i] && j < DESCRIPTOR_CHUNK; j++)
            call(io, (int)i * DESCRIPTOR_CHUNK + j, &io->chunks[i][j]);
}

/* The number has a new meaning. */
static void reset(struct descriptor *descriptor)
{
    descriptor->own = descriptor->stream = descriptor->other = descriptor->drained = descriptor->ended = 0;
    descriptor->life++;
}

unsigned async__life(int fd)
{
    struct io *io = io_get();
    const struct descriptor *descriptor = io ? io_make(io, fd) : NULL;
    return descriptor ? descriptor->life : 0;
}

int io_pipe(int ends[2], bool nonblocking)
{
    if (system_fails(SYSTEM_MAKE, NULL))
        return -errno;
#if defined(__linux__)
    return pipe2(ends, nonblocking ? O_CLOEXEC | O_NONBLOCK : O_CLOEXEC) < 0 ? -errno : 0;
#else
    if (pipe(ends) < 0)
        return -errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        if (nonblocking)
            fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
#endif
}

void async__outside(int change)
{
    async_this_thread.async_state->outside += (size_t)change;
}

/* --- the thread's --- */

static void arm_again(struct io *io, int fd, struct descriptor *descriptor)
{
    descriptor->registered = 0;
    descriptor->drained = 0;
    if (io_wanted(descriptor))
        io_arm(io, fd, descriptor);
}

static void check_fork(struct io *io)
{
    if (io->forks == forks)
        return;
    io->forks = forks;
    poller_forked(io);
    io->hooks.descriptors = io->poller.fd >= 0;
    each_descriptor(io, arm_again);
}

static void io_wait_for(struct async_state *state, uint64_t deadline)
{
    struct io *io = (struct io *)(void *)state->io;
    check_fork(io);
    io->streak = 0;
    poller_wait(io, deadline, &state->inbox.waker);
}

static void io_close(struct async_state *state)
{
    struct io *io = (struct io *)(void *)state->io;
    poller_close(&io->poller);
    for (size_t i = 0; i < io->chunk_count; i++)
        memory_give(io->chunks[i]);
    memory_give(io->chunks);
    memory_give(io);
    state->io = NULL;
}

static struct io *io_new(struct async_state *state)
{
    struct io *io = memory_ask(sizeof *io);
    if (!io)
        return NULL;
    *io = (struct io){.hooks = {.wait = io_wait_for, .close = io_close}, .state = state};
    if (poller_open(&io->poller) < 0) {
        memory_give(io);
        return NULL;
    }
    pthread_once(&once, prepare);
    io->forks = forks;
    io->hooks.descriptors = io->poller.fd >= 0;
    state->io = &io->hooks;
    return io;
}

struct io *io_get(void)
{
    struct async_state *state = state_get();
    if (!state)
        return NULL;
    if (!state->io)
        return io_new(state);
    struct io *io = (struct io *)(void *)state->io;
    check_fork(io);
    return io;
}

/* --- waiting --- */

static const struct io_leaf *leaf_of(const async_function *function)
{
    return (const struct io_leaf *)(const void *)function->async_awaits->async_leaf;
}

static struct transfer *transfer_of(async_frame *frame)
{
    return (struct transfer *)(void *)frame;
}

unsigned io_wanted(const struct descriptor *descriptor)
{
    unsigned events = 0;
    if (descriptor->lines[IO_READ].async_first)
        events |= POLLIN;
    if (descriptor->lines[IO_WRITE].async_first)
        events |= POLLOUT;
    for (async_frame *frame = descriptor->lines[IO_POLL].async_first; frame; frame = frame->async_link)
        events |= (unsigned)transfer_of(frame)->request.flags;
    return events;
}

static void count_waits(struct io *io, int change)
{
    io->hooks.waiting += (size_t)change;
    io->state->outside += (size_t)change;
    io->state->holds += (unsigned)change;
}

static void set_value(struct transfer *transfer, ssize_t value)
{
    if (transfer->as.done.frame.async_function->async_status_size == sizeof(int))
        transfer->as.done.u.value = (int)value;
    else
        transfer->as.done.u.size_value = value;
}

/* Ends the wait of a transfer that has left its line. */
static void finish(struct io *io, struct transfer *transfer, ssize_t value)
{
    count_waits(io, -1);
    set_value(transfer, value);
    async_ready(&transfer->as.done.frame, 0);
}

/* True if a wait may begin although the descriptor is ready, and the system has said so before. */
static bool may_be_ready(const struct io *io)
{
    return io->streak > STREAK || io->state->test; /* a test may have said that it is not */
}

/* Ends all waits for a descriptor. */
static void end_waits(struct io *io, struct descriptor *descriptor, int status)
{
    for (int i = 0; i < IO_LINES; i++)
        while (descriptor->lines[i].async_first)
            finish(io, transfer_of(&line_take(&descriptor->lines[i])->frame), status);
}

void io_arm(struct io *io, int fd, struct descriptor *descriptor)
{
    int error = poller_arm(io, fd, descriptor, may_be_ready(io));
    if (error < 0)
        end_waits(io, descriptor, error);
}

/* Makes the attempts of a line, in order, until one would block. */
static void serve(struct io *io, struct async_waiters *line)
{
    while (line->async_first) {
        struct transfer *first = transfer_of(line->async_first);
        ssize_t value = leaf_of(first->as.done.frame.async_function)->attempt(io, &first->request);
        if (value == -EAGAIN)
            return;
        line_take(line);
        finish(io, first, value);
    }
}

/* The same for those that take nothing away from each other. */
static void serve_each(struct io *io, struct async_waiters *line)
{
    for (async_frame *frame = line->async_first, *next; frame; frame = next) {
        next = frame->async_link;
        struct transfer *transfer = transfer_of(frame);
        ssize_t value = leaf_of(frame->async_function)->attempt(io, &transfer->request);
        if (value == -EAGAIN)
            continue;
        line_remove(&transfer->as.waiter);
        finish(io, transfer, value);
    }
}

void io_event(struct io *io, int fd, struct descriptor *descriptor, unsigned events)
{
    const unsigned ends = POLLERR | POLLHUP | POLLRDHUP | POLLNVAL;
    if (events & ends)
        descriptor->ended = 1;
    if (events & (POLLIN | ends)) {
        descriptor->drained = 0;
        serve(io, &descriptor->lines[IO_READ]);
    }
    if (events & (POLLOUT | ends))
        serve(io, &descriptor->lines[IO_WRITE]);
    serve_each(io, &descriptor->lines[IO_POLL]);
    if (ASYNC_UNLIKELY(io->state->test != NULL) && descriptor->own && io_wanted(descriptor))
        io_arm(io, fd, descriptor);
}

/* True if an attempt may be made now; false: whoever comes has to stand in this line first, or is marked. */
static bool may_try(struct io *io, int fd, int line)
{
    if (async_marked() || ++io->streak > STREAK)
        return false;
    const struct descriptor *descriptor = io_find(io, fd);
    if (!descriptor)
        return true;
    return !descriptor->lines[line].async_first &&
           !(line == IO_READ && descriptor->drained && !descriptor->ended && descriptor->registered);
}

/* 0 if the transfer stands in its line and the poller knows. */
static int stand(struct io *io, struct transfer *transfer, int line)
{
    int fd = transfer->request.fd;
    struct descriptor *descriptor = io_make(io, fd);
    if (!descriptor)
        return fd < 0 ? -EBADF : -ENOMEM;
    line_add(&descriptor->lines[line], &transfer->as.waiter);
    int error = poller_arm(io, fd, descriptor, may_be_ready(io));
    if (error < 0)
        line_remove(&transfer->as.waiter);
    return error;
}

/* Begins the wait of a new frame. */
static void wait_in_line(struct io *io, struct transfer *transfer, const struct io_leaf *leaf)
{
    if (!async_begin(&transfer->as.done.frame))
        return;
    count_waits(io, 1);
    int error = stand(io, transfer, leaf->line);
    if (error < 0) /* -EPERM: it is always ready */
        finish(io, transfer, error == -EPERM ? leaf->attempt(io, &transfer->request) : error);
}

ssize_t io_try(const async_function *function, const struct request *request)
{
    struct io *io = io_get();
    if (!io)
        return -ENOMEM;
    return async_marked() ? -ECANCELED : leaf_of(function)->attempt(io, request);
}

async_ssize io_begin(const async_function *function, const struct request *request)
{
    const struct io_leaf *leaf = leaf_of(function);
    struct io *io = io_get();
    if (!io)
        return (async_ssize){.async_value = -ENOMEM};
    if (may_try(io, request->fd, leaf->line)) {
        ssize_t value = leaf->attempt(io, request);
        if (value != -EAGAIN)
            return (async_ssize){.async_value = value};
    }
    struct transfer *transfer = async_take(function);
    memcpy(&transfer->request, request, function->async_size - offsetof(struct transfer, request));
    wait_in_line(io, transfer, leaf);
    return (async_ssize){.async_wait = async_wait(&transfer->as.done.frame, 1)};
}

void transfer_cancel(async_frame *frame, int status)
{
    struct transfer *transfer = transfer_of(frame);
    struct io *io = io_get();
    line_remove(&transfer->as.waiter);
    count_waits(io, -1);
    poller_relax(io, transfer->request.fd, io_find(io, transfer->request.fd));
    async_ready(frame, status);
}

int transfer_descriptor(const async_frame *frame)
{
    return ((const struct transfer *)(const void *)frame)->request.fd;
}

async_frame *transfer_resume(async_frame *frame)
{
    if (frame->async_status < 0)
        set_value(transfer_of(frame), frame->async_status);
    return async_return(frame, frame->async_function);
}

/* --- the end of descriptors --- */

void io_forget(struct io *io, int fd)
{
    struct descriptor *descriptor = io_find(io, fd);
    if (!descriptor)
        return;
    poller_drop(io, fd, descriptor);
    reset(descriptor);
    end_waits(io, descriptor, -EBADF);
}

int io_own(struct io *io, int fd, bool is_stream)
{
    struct descriptor *descriptor = fd < 0 ? NULL : io_make(io, fd);
    if (!descriptor)
        return fd;     /* as one that somebody else has made */
    io_forget(io, fd); /* what had this number was closed without the library's knowledge */
    descriptor->own = 1;
    descriptor->stream = is_stream;
    return fd;
}

int async__own(int fd, bool is_stream)
{
    struct io *io = io_get();
    return io ? io_own(io, fd, is_stream) : fd;
}

void async_forget(int fd)
{
    struct io *io = io_get();
    if (io)
        io_forget(io, fd);
}

bool (*io_closing)(int fd); /* atomic */

int async_close(int fd)
{
    bool (*closing)(int) = __atomic_load_n(&io_closing, __ATOMIC_SEQ_CST);
    if (closing)
        closing(fd);
    async_forget(fd);
    /* When a signal interrupts it, Linux has closed the descriptor, and the number may be another one already. */
    return close(fd) < 0 && errno != EINTR ? -errno : 0;
}
