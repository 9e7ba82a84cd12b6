/* io.h: POSIX for async functions: descriptors, sockets, streams, names, threads, files, signals, processes.
 *
 * Results are >= 0, or a negative errno; errno itself is never used. Whatever allocates may give -ENOMEM, and has then
 * done nothing. Whatever waits may give -ECANCELED: in a marked frame it does not begin; a wait that has its result
 * gives that. Neither is repeated below.
 *
 * Descriptors may be blocking or not: the library never lets the thread block on one. Those that the library makes are
 * O_NONBLOCK and FD_CLOEXEC, and TCP sockets have TCP_NODELAY. Of others, sockets stay as they are; what has no other
 * way becomes O_NONBLOCK when it has to wait, which is undone at exit for 0, 1 and 2. Any number of tasks may wait for
 * one descriptor; they are served in their order. Regular files are always ready: async_read of one blocks as read(2)
 * does, async_pread does not. SIGPIPE is ignored from a thread's first I/O on, unless the program handles it. EINTR is
 * never seen. After a fork the child's loop makes descriptors of its own.
 *
 * Elision: the same calls of the system, which block. Nothing to link.
 */
#ifndef ASYNCC_IO_H
#define ASYNCC_IO_H

#if defined(__GNUC__) && !defined(ASYNC_IO_LIBRARY)
#pragma GCC system_header
#endif

#include "../asyncc.h"

#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#if defined(__GLIBC__) && !defined(__USE_XOPEN2K8)
#error "<asyncc/io.h> needs POSIX 2008 before the first #include: -std=gnu11, or _POSIX_C_SOURCE=200809L"
#endif
#if defined(__GLIBC__) && !defined(__LP64__) && !defined(__x86_64__) && !defined(__USE_FILE_OFFSET64)
#error "<asyncc/io.h> needs a 64-bit off_t before the first #include: _FILE_OFFSET_BITS=64"
#endif

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ASYNC_IO_LIBRARY) /* the library itself, part of which is annotated C */
#define ASYNC_IO_API extern
#else
#define ASYNC_IO_API ASYNC_API
#endif

/* --- readiness and descriptors ------------------------------------------------------------------------------------ */

/* Waits until one of POLLIN, POLLOUT, POLLPRI, POLLRDHUP is there: which (> 0), with POLLERR and POLLHUP. -EBADF. A
 * regular file: at once. */
ASYNC_IO_API _Async int async_poll(int __fd, short __events);

/* close(2), after which whoever waits for the descriptor gets -EBADF. 0, or -EBADF. Never closes twice because of a
 * signal. Does not wait, and works in a marked frame. */
ASYNC_IO_API int async_close(int __fd);

/* The library lets go of the descriptor, as before a close, but leaves it open: before other code closes or polls it.
 * Those who wait for it get -EBADF. Elision: nothing. */
ASYNC_IO_API void async_forget(int __fd);

/* --- as POSIX, but they wait -------------------------------------------------------------------------------------- */

/* -errno instead of -1; 0 is the end of the file; counts may be short. With MSG_DONTWAIT they do not wait: -EAGAIN.
 * MSG_WAITALL has no effect: async_read_all. */
ASYNC_IO_API _Async ssize_t async_read(int __fd, void *__buffer, size_t __size);
ASYNC_IO_API _Async ssize_t async_write(int __fd, const void *__data, size_t __size);
ASYNC_IO_API _Async ssize_t async_readv(int __fd, const struct iovec *__parts, int __count);
ASYNC_IO_API _Async ssize_t async_writev(int __fd, const struct iovec *__parts, int __count);
ASYNC_IO_API _Async ssize_t async_recv(int __fd, void *__buffer, size_t __size, int __flags);
ASYNC_IO_API _Async ssize_t async_send(int __fd, const void *__data, size_t __size, int __flags);
ASYNC_IO_API _Async ssize_t async_recvfrom(int __fd, void *__buffer, size_t __size, int __flags,
                                           struct sockaddr *__from, socklen_t *__length);
ASYNC_IO_API _Async ssize_t async_sendto(int __fd, const void *__data, size_t __size, int __flags,
                                         const struct sockaddr *__to, socklen_t __length);
ASYNC_IO_API _Async ssize_t async_recvmsg(int __fd, struct msghdr *__message, int __flags);
ASYNC_IO_API _Async ssize_t async_sendmsg(int __fd, const struct msghdr *__message, int __flags);

/* A new descriptor, which belongs to the caller, O_NONBLOCK and FD_CLOEXEC. A connection that is gone before it is
 * accepted is passed over. -EMFILE, -ENFILE, -ENOBUFS: the connection waits; close something, or wait, and try again.
 * Cancellation: a connection that was accepted is returned. */
ASYNC_IO_API _Async int async_accept(int __fd, struct sockaddr *__from, socklen_t *__length);

/* 0. Cancellation: the attempt is left unfinished; the only thing to do with the descriptor is to close it. */
ASYNC_IO_API _Async int async_connect(int __fd, const struct sockaddr *__to, socklen_t __length);

/* --- whole buffers ------------------------------------------------------------------------------------------------ */

/* The count. It is less than asked for only at the end of the file, or when the wait was cancelled or failed after some
 * bytes; a negative errno means that there were none. The parts of writev_all are not changed. */
ASYNC_IO_API _Async ssize_t async_read_all(int __fd, void *__buffer, size_t __size);
ASYNC_IO_API _Async ssize_t async_write_all(int __fd, const void *__data, size_t __size);
ASYNC_IO_API _Async ssize_t async_writev_all(int __fd, const struct iovec *__parts, int __count);

/* --- connections by name ------------------------------------------------------------------------------------------ */

/* All give a new descriptor, which belongs to the caller, or a negative errno. Cancellation leaves none open. Errors of
 * names: see async_getaddrinfo. */

/* A TCP connection, as RFC 8305 has it ("happy eyeballs"): the addresses of the name are tried one after the other, the
 * two families in turn, each 0.25 s after the one before, or when that has failed. The first to be connected wins, and
 * the others are closed. If all fail, the first error that says something of the peer: -ECONNREFUSED rather than
 * -ENETUNREACH. -ECONNREFUSED also for a connection to itself. Elision: each when the one before has failed. */
ASYNC_IO_API _Async int async_tcp_connect(const char *__host, const char *__service);

/* A connection to a listener in the file system; if the path begins with '@', in the abstract namespace (Linux).
 * -ENAMETOOLONG; -ENOENT; -ECONNREFUSED: nobody listens. */
ASYNC_IO_API _Async int async_unix_connect(const char *__path);

/* A TCP listener with SO_REUSEADDR. Host NULL: at any address, v6 and v4; if there is no v6, v4. Service "0": at a port
 * that is free, which getsockname tells. -EADDRINUSE, -EACCES. */
ASYNC_IO_API _Async int async_tcp_listen(const char *__host, const char *__service);

/* The same with SO_REUSEPORT, which all listeners at the port need to have: one for each thread. The system deals
 * connections out to them. */
ASYNC_IO_API _Async int async_tcp_listen_shared(const char *__host, const char *__service);

/* A listener at a path, see async_unix_connect. A socket file that nobody listens to is replaced; anything else there
 * is -EADDRINUSE. The file stays when the listener is closed. */
ASYNC_IO_API _Async int async_unix_listen(const char *__path);

/* A datagram socket; host and service as for async_tcp_listen. */
ASYNC_IO_API _Async int async_udp_bind(const char *__host, const char *__service);

/* --- serving ------------------------------------------------------------------------------------------------------ */

/* What is done with a connection. The descriptor is closed when the handler has ended, however it ends; it may
 * shutdown(2) it, but not close it. */
typedef _Async void async_connection_handler(int __fd, void *__context);

/* Accepts for ever. Each connection has a task of its own; at most `max` at once (0: any number), while others wait in
 * the system's line. Where descriptors or memory run out it pauses until a connection ends, or 0.1 s. -EBADF: somebody
 * has closed the listener; then all handlers have ended. (It does not close the listener itself.) -EINVAL, -ENOTSOCK,
 * -EOPNOTSUPP: this is none. Cancellation: goes to the handlers, which are waited for. Elision: one connection after
 * the other. */
ASYNC_IO_API _Async int async_serve(int __listener, async_connection_handler *__handler, void *__context, size_t __max);

/* --- streams ------------------------------------------------------------------------------------------------------
 *
 * A buffer for each direction, over a descriptor or any other transport. One task may read while another one writes;
 * several that do the same are served in their order. A stream holds memory while something is buffered or a task waits
 * for input, and 0.5 to 16 KiB for that, or as much as the longest line that is asked for. All give -EBADF once the
 * stream is closed, also those that are waiting. Elision: the same, over what the transport does. */

/* As async_read and async_write: counts may be short, 0 is the end of the file; -ECANCELED: nothing was read or
 * written. `shutdown`: no more writes, as half-close; `close`: the last call, which also ends the others' waits. Either
 * may be NULL. */
typedef struct async_transport {
    _Async ssize_t (*read)(void *__context, void *__buffer, size_t __size);
    _Async ssize_t (*write)(void *__context, const void *__data, size_t __size);
    _Async int (*shutdown)(void *__context);
    _Async void (*close)(void *__context);
} async_transport;

/* Zeroed: closed. */
typedef struct async_stream {
    const async_transport *async_functions; /* all members are private */
    void *async_context;
    _Async int (*async_push)(void *__context); /* sends what the transport has taken and holds itself */
    async_event async_open;                    /* set: it is */
    async_mutex async_reading, async_writing;
    struct async__block *async_in, *async_out, *async_last;
    size_t async_pending;   /* bytes from async_out to async_last */
    unsigned async_waiting; /* those who wait for room to write */
    unsigned async_chunk;   /* how large async_in will be */
    int async_fd;           /* -1: none */
} async_stream;

/* 0. The transport is the caller's, and stays while the stream is open. -EINVAL: it has no read or no write. */
ASYNC_IO_API int async_stream_init(async_stream *__stream, const async_transport *__transport, void *__context);

/* The same over a descriptor, which belongs to the stream from then on: 0. -EBADF: negative. */
ASYNC_IO_API int async_stream_fdopen(async_stream *__stream, int __fd);

/* That descriptor, or -1. */
ASYNC_IO_API int async_stream_fileno(const async_stream *__stream);

/* Reads up to and with '\n', and appends a NUL: the length without that. 0: the end of the file. What is left at the
 * end counts as a line. The line may hold NULs. -EMSGSIZE: it does not fit; nothing was taken. Cancellation: nothing
 * was taken. */
ASYNC_IO_API _Async ssize_t async_stream_line(async_stream *__stream, char *__line, size_t __size);

/* Reads up to and with the mark, without a NUL: the count. 0: the end of the file. -ENODATA: the end of the file, and
 * no mark in what is left. -EMSGSIZE: no mark in the next `size` bytes. With these, as after a cancellation, nothing
 * was taken. -EINVAL: an empty mark. */
ASYNC_IO_API _Async ssize_t async_stream_until(async_stream *__stream, const void *__mark, size_t __length,
                                               void *__buffer, size_t __size);

/* Reads what is there, at least a byte: the count. 0: the end of the file. */
ASYNC_IO_API _Async ssize_t async_stream_read(async_stream *__stream, void *__buffer, size_t __size);

/* As async_read_all. */
ASYNC_IO_API _Async ssize_t async_stream_read_all(async_stream *__stream, void *__buffer, size_t __size);

/* Buffers up to 16 KiB, and waits only while that is not enough: size, or a short count as async_write_all. What one
 * call writes stays together. A failure to write is learned here, or by async_stream_flush. */
ASYNC_IO_API _Async ssize_t async_stream_write(async_stream *__stream, const void *__data, size_t __size);

/* Buffers the text, however long, without its NUL, and never waits: its length. -EOVERFLOW: longer than an int says. */
ASYNC_IO_API int async_stream_printf(async_stream *__stream, const char *__format, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* Waits until all that is buffered has been written: 0. Cancellation, errors: what was not written stays in the buffer.
 */
ASYNC_IO_API _Async int async_stream_flush(async_stream *__stream);

/* Flushes, then has the transport say that no more comes: 0. */
ASYNC_IO_API _Async int async_stream_shutdown(async_stream *__stream);

/* Flushes for at most a second, which no cancellation ends; closes the transport; frees. Harmless for one that is
 * closed. May be a cleanup function: async_stream s __attribute__((cleanup(async_stream_close))) = {0}. */
ASYNC_IO_API _Async void async_stream_close(async_stream *__stream);

/* --- names, threads, files ---------------------------------------------------------------------------------------- */

/* What has no way not to block runs in threads of the library, which are started when they are needed and end when
 * they are idle; signals are blocked in them. -EAGAIN: there is not a single one, and none can be started. In the child
 * of a fork, which has no such threads, what had not ended gives -ECANCELED. */

/* As getaddrinfo(3): 0, and freeaddrinfo is the caller's. EAI_SYSTEM: -errno; EAI_AGAIN: -EAGAIN; EAI_MEMORY: -ENOMEM;
 * EAI_NONAME, EAI_NODATA, EAI_ADDRFAMILY, EAI_SERVICE: -ENOENT; others: -EINVAL. Numbers are converted at once; names
 * have threads of their own, at most 32. Cancellation: returns at once; the look-up is left to end by itself. */
ASYNC_IO_API _Async int async_getaddrinfo(const char *__host, const char *__service, const struct addrinfo *__hints,
                                          struct addrinfo **__result);

/* Calls f in another thread: its value. Jobs begin in their order. Cancellation: one that has not begun gives
 * -ECANCELED, and f is never called; one that runs is waited for, and its value returned. */
ASYNC_IO_API _Async int async_thread(int (*__f)(void *__context), void *__context);

/* At most so many jobs at once in this process, those of files included. 0: the default, which is ASYNCC_THREADS in the
 * environment, else 4 times the cores, at most 64. A job that waits for another one needs a second thread. Elision:
 * nothing. */
ASYNC_IO_API void async_thread_limit(size_t __count);

/* As open(2): a new descriptor, which belongs to the caller, O_NONBLOCK and FD_CLOEXEC. The open itself may have to
 * wait, as that of a FIFO does: with O_NONBLOCK in `flags` it does not. Cancellation: one that has begun is waited for,
 * and a descriptor that was opened is returned. */
ASYNC_IO_API _Async int async_open(const char *__path, int __flags, mode_t __mode);

/* As the calls of POSIX, which do not block the thread: a count, which may be short, or 0. Cancellation: one that has
 * begun is waited for, and its value returned. */
ASYNC_IO_API _Async ssize_t async_pread(int __fd, void *__buffer, size_t __size, off_t __offset);
ASYNC_IO_API _Async ssize_t async_pwrite(int __fd, const void *__data, size_t __size, off_t __offset);
ASYNC_IO_API _Async int async_fsync(int __fd);
ASYNC_IO_API _Async int async_stat(const char *__path, struct stat *__status);

/* --- from other threads ------------------------------------------------------------------------------------------- */

/* Has a loop (async_loop_self in its thread) call f between steps, in the order of the posts of each thread: 0.
 * -ESHUTDOWN: the loop is not in a run. What was posted before the end of a run is called before its end. May be called
 * from any thread. Elision: -ENOSYS. */
ASYNC_IO_API int async_post(async_loop *__loop, void (*__f)(void *__context), void *__context);

/* Runs f(context) as a task of that loop, and blocks the calling thread until it has ended: its value. -EDEADLK: in the
 * loop's own thread. -ESHUTDOWN: as above. May be called from any thread. At the end of the run the task is cancelled
 * like any other. Elision: -ENOSYS. */
ASYNC_IO_API int async_call(async_loop *__loop, _Async int (*__f)(void *__context), void *__context);

/* --- signals and processes ---------------------------------------------------------------------------------------- */

/* A descriptor by which these signals are awaited from now on; they no longer have their usual effect. Those that
 * cannot be caught are left out. async_close gives them back: when the last descriptor for a signal is closed, its
 * disposition is what it was, and it is blocked again if the thread had blocked it. Several may be open; each sees
 * every signal. Elision: -ENOSYS. */
ASYNC_IO_API int async_signals_open(const sigset_t *__signals);

/* The next signal's number, in their order; `info` may be NULL. Signals that come between two waits are kept, as many
 * as the system keeps. -EBADF: not a descriptor of async_signals_open. Elision: -EDEADLK. */
ASYNC_IO_API _Async int async_signals_wait(int __fd, siginfo_t *__info);

/* For a stream of a child: the parent's own, a new pipe, /dev/null, and for `err` where `out` goes. A number above 0 is
 * that descriptor. */
enum { ASYNC_INHERIT = 0, ASYNC_PIPE = -1, ASYNC_DEVNULL = -2, ASYNC_STDOUT = -3 };

/* Zeroed, or NULL: everything as the parent's. */
typedef struct async_process_options {
    int in, out, err;         /* ASYNC_…, or a descriptor, which stays the caller's */
    char *const *environment; /* NULL: the parent's */
    const char *directory;    /* NULL: the parent's */
    int new_session;          /* setsid: the child leads a process group, all of which async_process_kill reaches */
} async_process_options;

typedef struct async_process {
    pid_t pid;
    int in, out, err; /* this side's ends of the pipes, O_NONBLOCK, which belong to the caller; -1: there is none */
    int async_fd;
    int async_state;
} async_process;

/* Starts a program; argv[0] is looked for in PATH: 0. -ENOENT, -EACCES and so on, also where exec fails. The child has
 * default signal dispositions, an empty mask, and no descriptor but its three. Blocks until exec has succeeded. */
ASYNC_IO_API int async_process_spawn(async_process *__process, char *const __argv[],
                                     const async_process_options *__options);

/* Waits for its end: 0, and what waitpid stores; `status` may be NULL. Again: the same. -ECHILD: it was released, or
 * the program has waited for it in another way. Cancellation: the process runs on. */
ASYNC_IO_API _Async int async_process_wait(async_process *__process, int *__status);

/* Sends it a signal: 0. -ESRCH: it has ended. Never reaches another process. */
ASYNC_IO_API int async_process_kill(async_process *__process, int __signal);

/* Frees what the library holds of it, but not the pipes. One that still runs is reaped when it ends. Twice is harmless.
 * Elision: one that still runs stays a zombie from its end to that of the program. */
ASYNC_IO_API void async_process_release(async_process *__process);

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__) && !defined(ASYNC_IO_LIBRARY)
#include "io_elision.h"
#endif

#ifdef __cplusplus
}
#endif

#endif
