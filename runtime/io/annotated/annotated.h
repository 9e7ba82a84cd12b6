/* annotated.h: what the files of this folder need of each other, and of the rest of the library. They are annotated C:
 * the library is built with asyncc itself.
 *
 *   whole.c    whole buffers
 *   connect.c  connect, and connections by name
 *   listen.c   listeners
 *   serve.c    async_serve
 *   thread.c   functions that other threads call, and names
 *   file.c     files
 *   stream.c   streams, whose text is in <asyncc/io_stream.h>
 *   call.c     the tasks of async_call
 *   process.c  async_process_wait
 */
#ifndef ANNOTATED_H
#define ANNOTATED_H

#if !defined(_FILE_OFFSET_BITS)
#define _FILE_OFFSET_BITS 64
#endif
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#elif !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#define ASYNC_IO_LIBRARY
#include <asyncc/io.h>

#include "../system.h"

#define ASYNC_SYSTEM_FAILS(call) system_fails(call, NULL)
#include <asyncc/io_sockets.h>

#include <stdbool.h>

/* --- socket.c --- */

/* async_connect, but -EAGAIN where a Unix socket's listener has a full line. */
async int async__connect(int fd, const struct sockaddr *to, socklen_t length);

/* --- src/memory.c --- */

/* As malloc and free; async_test_each_fault has it fail. */
void *memory_ask(size_t size);
void memory_give(void *memory);

/* --- post.c --- */

/* The task that another thread waits for has ended, with this value. */
void async__end_call(void *caller, int value);

/* Starts it, for post.c. */
void async__begin_call(void *caller, async int (*f)(void *context), void *context);

/* --- process.c --- */

/* 1: the process has ended, with this status; 0: it runs. -ECHILD: there is none, or others have waited for it. */
int async__process_ended(async_process *process, int *status);

/* False once its status is known, or nothing is. */
bool async__process_runs(const async_process *process);

/* --- io.c --- */

/* Somebody begins (1) or ends (-1) to wait for what is outside of the loop, such as a job or a process: meanwhile
 * virtual time passes as the clock does. */
void async__outside(int change);

/* The library has made this descriptor, O_NONBLOCK and FD_CLOEXEC, `is_stream`: a stream socket. Returns it. */
int async__own(int fd, bool is_stream);

/* The number of the descriptor's life, which changes when it is closed or forgotten. */
unsigned async__life(int fd);

/* --- thread.c --- */

/* Has another thread call f: 0 when it has returned. -ECANCELED: it was not called, and never will be. -ENOMEM,
 * -EAGAIN. */
async int async__in_thread(void (*f)(void *context), void *context);

#endif
