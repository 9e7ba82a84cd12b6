/* io_stream.h: the streams of <asyncc/io.h>. Nothing that users read.
 *
 * This is annotated C with two readers: asyncc, which compiles it for the library (runtime/io/annotated/stream.c), and
 * plain C compilers, for which io_elision.h includes it. Either defines
 *
 *   ASYNC_STREAM_API       how the functions of <asyncc/io.h> are defined
 *   ASYNC_STREAM_PART      how all others are
 *   ASYNC_STREAM_ALLOCATE, ASYNC_STREAM_FREE   as malloc and free
 *
 * A stream that is zeroed is closed. Reading and writing are independent of each other. Each has a lock, held over a
 * whole operation, so that several tasks are served in their order. Whoever is in the transport holds a lock.
 *
 * Reading: what the transport gave and nobody has taken yet is in one block, which is freed when it is empty.
 *
 * Writing: what was not written yet is in a list of blocks. A block never moves, so text can be added while an earlier
 * part of it is being written. Only what the transport has taken leaves the list.
 */
#ifndef ASYNCC_IO_STREAM_H
#define ASYNCC_IO_STREAM_H

#include <errno.h>

/* Bytes: those from `async_from` up to `async_to`. */
struct async__block {
    struct async__block *async_next; /* for writing: what comes after it */
    size_t async_from, async_to, async_room;
    unsigned char async_data[];
};

enum {
    ASYNC__STREAM_LEAST = 512,  /* the smallest block for reading */
    ASYNC__STREAM_MOST = 16384, /* the largest one, unless a line needs more; what async_stream_write buffers */
    ASYNC__STREAM_BLOCK = 4096  /* the smallest block for writing */
};

/* NULL without memory. */
ASYNC_STREAM_PART struct async__block *async__block_new(size_t __room)
{
    struct async__block *__block =
        __room > ~(size_t)0 / 2 ? 0 : (struct async__block *)ASYNC_STREAM_ALLOCATE(sizeof *__block + __room);
    if (__block) {
        __block->async_next = 0;
        __block->async_from = __block->async_to = 0;
        __block->async_room = __room;
    }
    return __block;
}

/* --- opening --- */

ASYNC_STREAM_API int async_stream_init(async_stream *__stream, const async_transport *__transport, void *__context)
{
    if (!__transport || !__transport->read || !__transport->write)
        return -EINVAL;
    __builtin_memset(__stream, 0, sizeof *__stream);
    __stream->async_functions = __transport;
    __stream->async_context = __context;
    __stream->async_fd = -1;
    __stream->async_open.async_is_set = 1;
    return 0;
}

ASYNC_STREAM_PART _Async ssize_t async__fd_read(void *__context, void *__buffer, size_t __size)
{
    return _Await async_read((int)(__INTPTR_TYPE__)__context, __buffer, __size);
}

ASYNC_STREAM_PART _Async ssize_t async__fd_write(void *__context, const void *__data, size_t __size)
{
    return _Await async_write((int)(__INTPTR_TYPE__)__context, __data, __size);
}

ASYNC_STREAM_PART _Async int async__fd_shutdown(void *__context)
{
    return shutdown((int)(__INTPTR_TYPE__)__context, SHUT_WR) < 0 ? -errno : 0;
}

ASYNC_STREAM_PART _Async void async__fd_close(void *__context)
{
    async_close((int)(__INTPTR_TYPE__)__context);
}

static const async_transport async__fd_transport
    __attribute__((__unused__)) = {async__fd_read, async__fd_write, async__fd_shutdown, async__fd_close};

ASYNC_STREAM_API int async_stream_fdopen(async_stream *__stream, int __fd)
{
    int __status = __fd < 0 ? -EBADF : async_stream_init(__stream, &async__fd_transport, (void *)(__INTPTR_TYPE__)__fd);
    if (__status == 0)
        __stream->async_fd = __fd;
    return __status;
}

ASYNC_STREAM_API int async_stream_fileno(const async_stream *__stream)
{
    return __stream->async_open.async_is_set ? __stream->async_fd : -1;
}

/* Takes a lock of a stream: 0. -EBADF: it is closed, perhaps since this began to wait. */
ASYNC_STREAM_PART _Async int async__stream_enter(async_stream *__stream, async_mutex *__lock)
{
    int __status;
    if (!__stream->async_open.async_is_set)
        return -EBADF;
    __status = _Await async_mutex_lock(__lock);
    if (__status == 0 && !__stream->async_open.async_is_set) {
        async_mutex_unlock(__lock);
        return -EBADF;
    }
    return __status;
}

/* --- reading: the lock is held, but where a function of <asyncc/io.h> takes it --- */

/* Reads from the transport. A stream that was closed meanwhile may have lost its descriptor to somebody else. */
ASYNC_STREAM_PART _Async ssize_t async__stream_get(async_stream *__stream, void *__buffer, size_t __size)
{
    ssize_t __count;
    if (!__stream->async_open.async_is_set)
        return -EBADF;
    __count = _Await __stream->async_functions->read(__stream->async_context, __buffer, __size);
    return __count > 0 && (size_t)__count > __size ? -EIO : __count;
}

/* How many bytes are buffered. */
ASYNC_STREAM_PART size_t async__stream_have(const async_stream *__stream)
{
    const struct async__block *__in = __stream->async_in;
    return __in ? __in->async_to - __in->async_from : 0;
}

/* The block, with room for at least a byte at its end; grows to at most `full` bytes, of which fewer are there. NULL
 * without memory. */
ASYNC_STREAM_PART struct async__block *async__stream_room(async_stream *__stream, size_t __full)
{
    struct async__block *__in = __stream->async_in, *__larger;
    size_t __have = async__stream_have(__stream), __room;
    if (!__in)
        return __stream->async_in =
                   async__block_new(__stream->async_chunk ? __stream->async_chunk : ASYNC__STREAM_LEAST);
    if (__in->async_to < __in->async_room)
        return __in;
    if (__in->async_from) {
        __builtin_memmove(__in->async_data, __in->async_data + __in->async_from, __have);
        __in->async_from = 0;
        __in->async_to = __have;
        return __in;
    }
    __room = __full / 2 < __in->async_room ? __full : 2 * __in->async_room;
    __larger = async__block_new(__room);
    if (!__larger)
        return 0;
    __builtin_memcpy(__larger->async_data, __in->async_data, __have);
    __larger->async_to = __have;
    ASYNC_STREAM_FREE(__in);
    return __stream->async_in = __larger;
}

/* Frees the block if nothing is left in it. */
ASYNC_STREAM_PART void async__stream_trim(async_stream *__stream)
{
    if (__stream->async_in && !async__stream_have(__stream)) {
        ASYNC_STREAM_FREE(__stream->async_in);
        __stream->async_in = 0;
    }
}

/* How large the next block will be: twice this one, which was filled, or as much as came. So a connection on which
 * little comes holds little while it waits. */
ASYNC_STREAM_PART unsigned async__stream_next_chunk(const struct async__block *__in, size_t __count)
{
    size_t __wanted = __in->async_to == __in->async_room ? 2 * __in->async_room : __count;
    unsigned __chunk = ASYNC__STREAM_LEAST;
    while (__chunk < __wanted && __chunk < ASYNC__STREAM_MOST)
        __chunk *= 2;
    return __chunk;
}

/* Reads more into the buffer, which has less than `full` bytes: how many; 0: the end of the file. */
ASYNC_STREAM_PART _Async ssize_t async__stream_fill(async_stream *__stream, size_t __full)
{
    struct async__block *__in = async__stream_room(__stream, __full);
    ssize_t __count;
    if (!__in)
        return -ENOMEM;
    __count = _Await async__stream_get(__stream, __in->async_data + __in->async_to, __in->async_room - __in->async_to);
    if (__count > 0) {
        __in->async_to += (size_t)__count;
        __stream->async_chunk = async__stream_next_chunk(__in, (size_t)__count);
    }
    async__stream_trim(__stream);
    return __count;
}

/* Takes bytes out of the buffer, which has as many or more: the count. */
ASYNC_STREAM_PART ssize_t async__stream_take(async_stream *__stream, void *__buffer, size_t __size)
{
    struct async__block *__in = __stream->async_in;
    if (!__in)
        return 0;
    __builtin_memcpy(__buffer, __in->async_data + __in->async_from, __size);
    __in->async_from += __size;
    async__stream_trim(__stream);
    return (ssize_t)__size;
}

/* Where the mark ends that begins at `from` or later; 0: nowhere. */
ASYNC_STREAM_PART size_t async__mark_end(const unsigned char *__data, size_t __from, size_t __size,
                                         const unsigned char *__mark, size_t __length)
{
    while (__size - __from >= __length) {
        const unsigned char *__first =
            (const unsigned char *)__builtin_memchr(__data + __from, __mark[0], __size - __from - (__length - 1));
        if (!__first)
            return 0;
        __from = (size_t)(__first - __data);
        if (!__builtin_memcmp(__first, __mark, __length))
            return __from + __length;
        __from++;
    }
    return 0;
}

/* Reads until the mark is among the first `limit` bytes: where it ends. 0: the file ends without it. -EMSGSIZE: `full`
 * bytes are there without it. Takes nothing. */
ASYNC_STREAM_PART _Async ssize_t async__stream_find(async_stream *__stream, const unsigned char *__mark,
                                                    size_t __length, size_t __limit, size_t __full)
{
    size_t __passed = 0; /* no mark begins before this */
    for (;;) {
        const struct async__block *__in = __stream->async_in;
        size_t __have = async__stream_have(__stream), __within = __have < __limit ? __have : __limit;
        size_t __end =
            __in ? async__mark_end(__in->async_data + __in->async_from, __passed, __within, __mark, __length) : 0;
        ssize_t __count;
        if (__end)
            return (ssize_t)__end;
        if (__have >= __full)
            return -EMSGSIZE;
        if (__within >= __length)
            __passed = __within - __length + 1;
        __count = _Await async__stream_fill(__stream, __full);
        if (__count <= 0)
            return __count;
    }
}

/* A line of size - 1 bytes at the end of the file fits as well, so it takes one byte more to say that it is too long.
 */
ASYNC_STREAM_API _Async ssize_t async_stream_line(async_stream *__stream, char *__line, size_t __size)
{
    ssize_t __count = _Await async__stream_enter(__stream, &__stream->async_reading);
    if (__count < 0)
        return __count;
    __count =
        __size ? _Await async__stream_find(__stream, (const unsigned char *)"\n", 1, __size - 1, __size) : -EMSGSIZE;
    if (__count == 0)
        __count = (ssize_t)async__stream_have(__stream);
    if (__count >= 0)
        __line[async__stream_take(__stream, __line, (size_t)__count)] = 0;
    async_mutex_unlock(&__stream->async_reading);
    return __count;
}

ASYNC_STREAM_API _Async ssize_t async_stream_until(async_stream *__stream, const void *__mark, size_t __length,
                                                   void *__buffer, size_t __size)
{
    ssize_t __count = _Await async__stream_enter(__stream, &__stream->async_reading);
    if (__count < 0)
        return __count;
    __count = __length ? _Await async__stream_find(__stream, (const unsigned char *)__mark, __length, __size, __size)
                       : -EINVAL;
    if (__count > 0)
        async__stream_take(__stream, __buffer, (size_t)__count);
    else if (__count == 0 && async__stream_have(__stream))
        __count = -ENODATA;
    async_mutex_unlock(&__stream->async_reading);
    return __count;
}

/* Reads what is there. Much goes directly where it is wanted; and so does everything if there is no memory. */
ASYNC_STREAM_PART _Async ssize_t async__stream_some(async_stream *__stream, void *__buffer, size_t __size)
{
    size_t __have = async__stream_have(__stream);
    if (!__have) {
        ssize_t __count = -ENOMEM;
        if (__size < ASYNC__STREAM_LEAST || __size < __stream->async_chunk)
            __count = _Await async__stream_fill(__stream, 1);
        if (__count == -ENOMEM)
            return _Await async__stream_get(__stream, __buffer, __size);
        if (__count <= 0)
            return __count;
        __have = (size_t)__count;
    }
    return async__stream_take(__stream, __buffer, __have < __size ? __have : __size);
}

ASYNC_STREAM_API _Async ssize_t async_stream_read(async_stream *__stream, void *__buffer, size_t __size)
{
    ssize_t __count = _Await async__stream_enter(__stream, &__stream->async_reading);
    if (__count < 0)
        return __count;
    if (__size)
        __count = _Await async__stream_some(__stream, __buffer, __size);
    async_mutex_unlock(&__stream->async_reading);
    return __count;
}

ASYNC_STREAM_API _Async ssize_t async_stream_read_all(async_stream *__stream, void *__buffer, size_t __size)
{
    size_t __done = 0;
    ssize_t __count = _Await async__stream_enter(__stream, &__stream->async_reading);
    if (__count < 0)
        return __count;
    while (__done < __size) {
        __count = _Await async__stream_some(__stream, (char *)__buffer + __done, __size - __done);
        if (__count <= 0)
            break;
        __done += (size_t)__count;
    }
    async_mutex_unlock(&__stream->async_reading);
    return __done ? (ssize_t)__done : __count;
}

/* --- writing --- */

/* Writes to the transport: how many bytes; never 0. The lock is held. */
ASYNC_STREAM_PART _Async ssize_t async__stream_put(async_stream *__stream, const void *__data, size_t __size)
{
    ssize_t __count;
    if (!__stream->async_open.async_is_set)
        return -EBADF;
    __count = _Await __stream->async_functions->write(__stream->async_context, __data, __size);
    return __count == 0 || (__count > 0 && (size_t)__count > __size) ? -EIO : __count;
}

/* Writes of what is buffered first: how many bytes. The lock is held, and something is buffered. */
ASYNC_STREAM_PART _Async ssize_t async__stream_send(async_stream *__stream)
{
    struct async__block *__out = __stream->async_out;
    ssize_t __count =
        _Await async__stream_put(__stream, __out->async_data + __out->async_from, __out->async_to - __out->async_from);
    if (__count < 0)
        return __count;
    __out->async_from += (size_t)__count;
    __stream->async_pending -= (size_t)__count;
    if (__out->async_from == __out->async_to) {
        __stream->async_out = __out->async_next;
        if (!__out->async_next)
            __stream->async_last = 0;
        ASYNC_STREAM_FREE(__out);
    }
    return __count;
}

/* Writes all that is buffered now, and nothing that is added meanwhile, so that it has an end. The lock is held. */
ASYNC_STREAM_PART _Async int async__stream_send_all(async_stream *__stream)
{
    size_t __left = __stream->async_pending;
    while (__left) {
        ssize_t __count = _Await async__stream_send(__stream);
        if (__count < 0)
            return (int)__count;
        __left -= (size_t)__count < __left ? (size_t)__count : __left;
    }
    return __stream->async_push ? _Await __stream->async_push(__stream->async_context) : 0;
}

/* Adds a block that has room for so much at the end of the list. NULL without memory. */
ASYNC_STREAM_PART struct async__block *async__stream_extend(async_stream *__stream, size_t __size)
{
    struct async__block *__block = async__block_new(__size < ASYNC__STREAM_BLOCK ? ASYNC__STREAM_BLOCK : __size);
    if (!__block)
        return 0;
    *(__stream->async_last ? &__stream->async_last->async_next : &__stream->async_out) = __block;
    return __stream->async_last = __block;
}

ASYNC_STREAM_PART void async__block_add(struct async__block *__block, const void *__data, size_t __size)
{
    __builtin_memcpy(__block->async_data + __block->async_to, __data, __size);
    __block->async_to += __size;
}

/* Buffers all of it, or nothing without memory: -ENOMEM. */
ASYNC_STREAM_PART int async__stream_add(async_stream *__stream, const void *__data, size_t __size)
{
    struct async__block *__last = __stream->async_last, *__more;
    size_t __here = __last ? __last->async_room - __last->async_to : 0;
    if (__here > __size)
        __here = __size;
    if (__here < __size) {
        __more = async__stream_extend(__stream, __size - __here);
        if (!__more)
            return -ENOMEM;
        async__block_add(__more, (const char *)__data + __here, __size - __here);
    }
    if (__here)
        async__block_add(__last, __data, __here);
    __stream->async_pending += __size;
    return 0;
}

/* True if the buffer has room for so much. */
ASYNC_STREAM_PART int async__stream_fits(const async_stream *__stream, size_t __size)
{
    return __size <= ASYNC__STREAM_MOST && __stream->async_pending <= ASYNC__STREAM_MOST - __size;
}

/* Writes more than the buffer holds, without copying: the count. The lock is held. What others add meanwhile comes
 * after it; if there is none, the last part is buffered. */
ASYNC_STREAM_PART _Async ssize_t async__stream_write_much(async_stream *__stream, const char *__data, size_t __size)
{
    size_t __done = 0;
    while (__done < __size) {
        ssize_t __count;
        if (__done && !__stream->async_pending && async__stream_fits(__stream, __size - __done) &&
            async__stream_add(__stream, __data + __done, __size - __done) == 0)
            break;
        __count = _Await async__stream_put(__stream, __data + __done, __size - __done);
        if (__count < 0)
            return __done ? (ssize_t)__done : __count;
        __done += (size_t)__count;
    }
    return (ssize_t)__size;
}

/* Writes where the buffer is too full: makes room, so that what one call writes stays together. */
ASYNC_STREAM_PART _Async ssize_t async__stream_write_full(async_stream *__stream, const char *__data, size_t __size)
{
    while (__stream->async_pending && !async__stream_fits(__stream, __size)) {
        ssize_t __count = _Await async__stream_send(__stream);
        if (__count < 0)
            return __count;
    }
    if (!async__stream_fits(__stream, __size))
        return _Await async__stream_write_much(__stream, __data, __size);
    return async__stream_add(__stream, __data, __size) < 0 ? -ENOMEM : (ssize_t)__size;
}

/* While the buffer has room this needs no lock: a flush that waits stops nobody. But nobody comes before one who waits
 * for room. */
ASYNC_STREAM_API _Async ssize_t async_stream_write(async_stream *__stream, const void *__data, size_t __size)
{
    ssize_t __count;
    if (!__stream->async_open.async_is_set)
        return -EBADF;
    __count = _Await async_event_wait(&__stream->async_open); /* -ECANCELED in a marked frame */
    if (__count < 0)
        return __count;
    if (!__stream->async_waiting && async__stream_fits(__stream, __size))
        return async__stream_add(__stream, __data, __size) < 0 ? -ENOMEM : (ssize_t)__size;
    __stream->async_waiting++;
    __count = _Await async__stream_enter(__stream, &__stream->async_writing);
    if (__count < 0) {
        __stream->async_waiting--;
        return __count;
    }
    __count = _Await async__stream_write_full(__stream, (const char *)__data, __size);
    __stream->async_waiting--;
    async_mutex_unlock(&__stream->async_writing);
    return __count;
}

ASYNC_STREAM_API int async_stream_printf(async_stream *__stream, const char *__format, ...)
{
    struct async__block *__last = __stream->async_last;
    size_t __room = __last ? __last->async_room - __last->async_to : 0;
    __builtin_va_list __arguments;
    int __length;
    if (!__stream->async_open.async_is_set)
        return -EBADF;
    __builtin_va_start(__arguments, __format);
    __length = __builtin_vsnprintf(__room ? (char *)__last->async_data + __last->async_to : (char *)0, __room, __format,
                                   __arguments);
    __builtin_va_end(__arguments);
    if (__length <= 0)
        return __length < 0 ? -errno : 0;
    if ((size_t)__length >= __room) { /* with its NUL it does not fit */
        __last = async__stream_extend(__stream, (size_t)__length + 1);
        if (!__last)
            return -ENOMEM;
        __builtin_va_start(__arguments, __format);
        __builtin_vsnprintf((char *)__last->async_data, __last->async_room, __format, __arguments);
        __builtin_va_end(__arguments);
    }
    __last->async_to += (size_t)__length;
    __stream->async_pending += (size_t)__length;
    return __length;
}

/* Writes what is buffered; after that no more will be written, if `shut`. */
ASYNC_STREAM_PART _Async int async__stream_finish(async_stream *__stream, int __shut)
{
    int __status = _Await async__stream_enter(__stream, &__stream->async_writing);
    if (__status < 0)
        return __status;
    __status = _Await async__stream_send_all(__stream);
    if (__status == 0 && __shut && __stream->async_functions->shutdown)
        __status = _Await __stream->async_functions->shutdown(__stream->async_context);
    async_mutex_unlock(&__stream->async_writing);
    return __status;
}

ASYNC_STREAM_API _Async int async_stream_flush(async_stream *__stream)
{
    return _Await async__stream_finish(__stream, 0);
}

ASYNC_STREAM_API _Async int async_stream_shutdown(async_stream *__stream)
{
    return _Await async__stream_finish(__stream, 1);
}

/* --- the end --- */

/* Takes both locks, for good: nobody is in the transport any more. */
ASYNC_STREAM_PART _Async void async__stream_lock(async_stream *__stream)
{
    (void)_Await async_mutex_lock(&__stream->async_reading);
    (void)_Await async_mutex_lock(&__stream->async_writing);
}

ASYNC_STREAM_PART void async__stream_free(async_stream *__stream)
{
    struct async__block *__block;
    ASYNC_STREAM_FREE(__stream->async_in);
    while ((__block = __stream->async_out) != 0) {
        __stream->async_out = __block->async_next;
        ASYNC_STREAM_FREE(__block);
    }
    __builtin_memset(__stream, 0, sizeof *__stream);
}

/* Whoever waits in the transport has to leave it: over a descriptor before it is closed, as async_forget ends these
 * waits; of other transports `close` does that. Without memory for a shield they are not waited for, and the buffers
 * not freed. */
ASYNC_STREAM_API _Async void async_stream_close(async_stream *__stream)
{
    const async_transport *__transport = __stream->async_functions;
    void *__context = __stream->async_context;
    int __has_fd = __stream->async_fd >= 0, __status = 0;
    if (__stream->async_open.async_is_set && (__stream->async_pending || __stream->async_push))
        (void)_Await async_shield_for(1.0, async_stream_flush(__stream));
    if (!__stream->async_open.async_is_set)
        return;
    async_event_clear(&__stream->async_open);
    if (__has_fd)
        async_forget(__stream->async_fd);
    else if (__transport->close)
        _Await __transport->close(__context);
    if (__stream->async_reading.async_locked || __stream->async_writing.async_locked)
        __status = _Await async_shield(async__stream_lock(__stream));
    if (__has_fd && __transport->close)
        _Await __transport->close(__context);
    if (__status == 0)
        async__stream_free(__stream);
}

#endif
