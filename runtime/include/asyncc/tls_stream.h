/* tls_stream.h: the transport of <asyncc/tls.h>. Nothing that users read.
 *
 * Annotated C for two readers, as io_stream.h is: libasyncc-tls (runtime/tls/tls.c) and the serial elision. Either
 * defines ASYNC_TLS_API, ASYNC_TLS_PART and ASYNC_TLS_REASON, how the functions, the others, and the thread's last
 * reason are defined.
 *
 * OpenSSL reads and writes through a BIO of our own, which never waits: it receives what is there, and keeps what
 * cannot be sent at once. So OpenSSL has always taken the whole of a record, and a cancellation leaves nothing half
 * done. The functions below wait for the descriptor: before they read where nothing was there, and before they write
 * more while something is kept.
 */
#ifndef ASYNCC_TLS_STREAM_H
#define ASYNCC_TLS_STREAM_H

#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

enum {
    ASYNC__TLS_RECORD = 16384, /* the most that one record holds */
    ASYNC__TLS_STREAK = 64     /* how often a connection may be used before others have their turn */
};

struct async__tls {
    SSL *async_ssl;
    BIO_METHOD *async_method;
    int async_fd;
    int async_error;          /* of the system; nothing is sent after it */
    int async_ended;          /* the connection has ended */
    int async_broken;         /* OpenSSL has failed, and must not be used any more */
    unsigned async_streak;    /* uses without a wait */
    unsigned char *async_out; /* records that could not be sent yet: bytes from `from` up to `to` */
    size_t async_from, async_to, async_room;
};

ASYNC_TLS_REASON char async__tls_reason[256];

ASYNC_TLS_API const char *async_tls_error(void)
{
    return async__tls_reason;
}

/* --- the BIO --- */

/* Keeps what could not be sent: 0 or -ENOMEM. */
ASYNC_TLS_PART int async__tls_keep(struct async__tls *__tls, const char *__data, size_t __size)
{
    size_t __kept = __tls->async_to - __tls->async_from;
    if (__tls->async_room - __tls->async_to < __size) {
        unsigned char *__larger = (unsigned char *)OPENSSL_malloc(__kept + __size);
        if (!__larger)
            return -ENOMEM;
        if (__kept)
            memcpy(__larger, __tls->async_out + __tls->async_from, __kept);
        OPENSSL_free(__tls->async_out);
        __tls->async_out = __larger;
        __tls->async_from = 0;
        __tls->async_to = __kept;
        __tls->async_room = __kept + __size;
    }
    memcpy(__tls->async_out + __tls->async_to, __data, __size);
    __tls->async_to += __size;
    return 0;
}

/* Sends without waiting: how many bytes, 0 if none can be sent now; or a negative errno, which stays. */
ASYNC_TLS_PART ssize_t async__tls_send(struct async__tls *__tls, const void *__data, size_t __size)
{
    ssize_t __count;
    if (__tls->async_error)
        return -__tls->async_error;
    do
        __count = send(__tls->async_fd, __data, __size, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (__count < 0 && errno == EINTR);
    if (__count >= 0)
        return __count;
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return 0;
    __tls->async_error = errno == EPIPE ? ECONNRESET : errno;
    return -__tls->async_error;
}

/* Sends what is kept, as much as can be sent now: 0, or a negative errno. */
ASYNC_TLS_PART int async__tls_try(struct async__tls *__tls)
{
    while (__tls->async_from < __tls->async_to) {
        ssize_t __count =
            async__tls_send(__tls, __tls->async_out + __tls->async_from, __tls->async_to - __tls->async_from);
        if (__count <= 0)
            return (int)__count;
        __tls->async_from += (size_t)__count;
    }
    OPENSSL_free(__tls->async_out);
    __tls->async_out = 0;
    __tls->async_from = __tls->async_to = __tls->async_room = 0;
    return 0;
}

/* Takes all. When nothing can be sent any more async__tls_push says so; OpenSSL need not know, and can still read what
 * the peer has sent, its alert perhaps. */
ASYNC_TLS_PART int async__tls_bio_write(BIO *__bio, const char *__data, int __size)
{
    struct async__tls *__tls = (struct async__tls *)BIO_get_data(__bio);
    ssize_t __count = 0;
    BIO_clear_retry_flags(__bio);
    if (__size <= 0)
        return 0;
    if (__tls->async_from == __tls->async_to)
        __count = async__tls_send(__tls, __data, (size_t)__size);
    if (__count >= 0 && __count < __size && async__tls_keep(__tls, __data + __count, (size_t)(__size - __count)) < 0)
        __tls->async_error = ENOMEM; /* a part of a record is lost */
    return __size;
}

ASYNC_TLS_PART int async__tls_bio_read(BIO *__bio, char *__buffer, int __size)
{
    struct async__tls *__tls = (struct async__tls *)BIO_get_data(__bio);
    ssize_t __count;
    BIO_clear_retry_flags(__bio);
    if (__size <= 0)
        return 0;
    do
        __count = recv(__tls->async_fd, __buffer, (size_t)__size, MSG_DONTWAIT);
    while (__count < 0 && errno == EINTR);
    if (__count >= 0) {
        __tls->async_ended = __count == 0;
        return (int)__count;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        BIO_set_retry_read(__bio);
    else
        __tls->async_error = errno;
    return -1;
}

ASYNC_TLS_PART long async__tls_bio_control(BIO *__bio, int __command, long __number, void *__pointer)
{
    (void)__number;
    (void)__pointer;
    if (__command == BIO_CTRL_EOF)
        return ((struct async__tls *)BIO_get_data(__bio))->async_ended;
    return __command == BIO_CTRL_FLUSH;
}

/* --- errors --- */

ASYNC_TLS_PART void async__tls_note(const char *__reason, const char *__more)
{
    snprintf(async__tls_reason, sizeof async__tls_reason, "%s%s%s", __reason ? __reason : "unknown", __more ? ": " : "",
             __more ? __more : "");
}

/* Why the connection cannot be used any more: a negative errno. */
ASYNC_TLS_PART int async__tls_status(const struct async__tls *__tls)
{
    return __tls->async_ended ? -ECONNRESET : __tls->async_error ? -__tls->async_error : -EPROTO;
}

/* OpenSSL has failed: a negative errno, and the thread's reason. */
ASYNC_TLS_PART int async__tls_failure(struct async__tls *__tls)
{
    unsigned long __code = ERR_peek_error();
    if (__tls->async_ended)
        async__tls_note("the peer has ended the connection without close_notify", 0);
    else if (__tls->async_error)
        async__tls_note("the connection has failed", 0);
    else if (ERR_GET_LIB(__code) == ERR_LIB_SSL && ERR_GET_REASON(__code) == SSL_R_CERTIFICATE_VERIFY_FAILED)
        async__tls_note(ERR_reason_error_string(__code),
                        X509_verify_cert_error_string(SSL_get_verify_result(__tls->async_ssl)));
    else
        async__tls_note(ERR_reason_error_string(__code), 0);
    ERR_clear_error();
    __tls->async_broken = 1;
    return async__tls_status(__tls);
}

/* What a call of OpenSSL's that gave `result` means: 0: it wants to read more; otherwise a negative errno. */
ASYNC_TLS_PART int async__tls_judge(struct async__tls *__tls, int __result)
{
    return SSL_get_error(__tls->async_ssl, __result) == SSL_ERROR_WANT_READ ? 0 : async__tls_failure(__tls);
}

/* --- the transport --- */

/* Waits until what is kept has been sent: 0. A negative errno: it will not be. */
ASYNC_TLS_PART _Async int async__tls_push(void *__context)
{
    struct async__tls *__tls = (struct async__tls *)__context;
    while (__tls->async_from < __tls->async_to) {
        int __status = async__tls_try(__tls);
        if (__status == 0 && __tls->async_from < __tls->async_to)
            __status = _Await async_poll(__tls->async_fd, POLLOUT);
        if (__status < 0)
            return __status;
    }
    return -__tls->async_error;
}

/* Lets others have their turn now and then, where the connection always has something to do: 0. */
ASYNC_TLS_PART _Async int async__tls_turn(struct async__tls *__tls)
{
    if (++__tls->async_streak < ASYNC__TLS_STREAK)
        return 0;
    __tls->async_streak = 0;
    return _Await async_yield();
}

/* Waits until there is something to read: 0 or more. What OpenSSL has answered by itself is sent before, if it can. */
ASYNC_TLS_PART _Async int async__tls_wait(struct async__tls *__tls)
{
    (void)async__tls_try(__tls);
    __tls->async_streak = 0;
    return _Await async_poll(__tls->async_fd, POLLIN);
}

ASYNC_TLS_PART int async__tls_at_most(size_t __size, int __most)
{
    return __size < (size_t)__most ? (int)__size : __most;
}

ASYNC_TLS_PART _Async ssize_t async__tls_read(void *__context, void *__buffer, size_t __size)
{
    struct async__tls *__tls = (struct async__tls *)__context;
    int __status = _Await async__tls_turn(__tls), __count;
    while (__status >= 0) {
        if (__tls->async_broken)
            return async__tls_status(__tls);
        ERR_clear_error();
        __count = SSL_read(__tls->async_ssl, __buffer, async__tls_at_most(__size, 1 << 30));
        if (__count > 0)
            return __count;
        if (SSL_get_error(__tls->async_ssl, __count) == SSL_ERROR_ZERO_RETURN)
            return 0;
        __status = async__tls_judge(__tls, __count);
        if (__status == 0)
            __status = _Await async__tls_wait(__tls);
    }
    return __status;
}

/* Once OpenSSL has made a record of the data it is written, whether it could be sent already or is kept. */
ASYNC_TLS_PART _Async ssize_t async__tls_write(void *__context, const void *__data, size_t __size)
{
    struct async__tls *__tls = (struct async__tls *)__context;
    int __status = _Await async__tls_turn(__tls), __count;
    while (__status >= 0) {
        __status = _Await async__tls_push(__tls);
        if (__status < 0)
            break;
        if (__tls->async_broken)
            return async__tls_status(__tls);
        ERR_clear_error();
        __count = SSL_write(__tls->async_ssl, __data, async__tls_at_most(__size, ASYNC__TLS_RECORD));
        if (__count > 0)
            return __count;
        __status = async__tls_judge(__tls, __count);
        if (__status == 0)
            __status = _Await async__tls_wait(__tls);
    }
    return __status;
}

/* Sends close_notify as far as it can be sent now. */
ASYNC_TLS_PART int async__tls_notify(struct async__tls *__tls)
{
    if (SSL_get_shutdown(__tls->async_ssl) & SSL_SENT_SHUTDOWN)
        return 0;
    if (__tls->async_broken)
        return -EPROTO;
    ERR_clear_error();
    return SSL_shutdown(__tls->async_ssl) < 0 ? async__tls_failure(__tls) : 0;
}

ASYNC_TLS_PART _Async int async__tls_shutdown(void *__context)
{
    struct async__tls *__tls = (struct async__tls *)__context;
    int __status = _Await async__tls_push(__tls);
    if (__status == 0)
        __status = async__tls_notify(__tls);
    return __status < 0 ? __status : _Await async__tls_push(__tls);
}

ASYNC_TLS_PART void async__tls_free(struct async__tls *__tls)
{
    async_close(__tls->async_fd);
    SSL_free(__tls->async_ssl);
    BIO_meth_free(__tls->async_method);
    OPENSSL_free(__tls->async_out);
    OPENSSL_free(__tls);
    ERR_clear_error();
}

/* The stream has been flushed, so something is kept only if that failed; then close_notify would hide that the data are
 * not all. A system that closes a socket with unread input resets the connection, and what was just sent may be lost
 * with it: such input is read first. */
ASYNC_TLS_PART _Async void async__tls_close(void *__context)
{
    struct async__tls *__tls = (struct async__tls *)__context;
    char __unread[1024];
    int __left = ASYNC__TLS_STREAK;
    if (__tls->async_from == __tls->async_to && !__tls->async_error)
        (void)async__tls_notify(__tls);
    while (__left-- && recv(__tls->async_fd, __unread, sizeof __unread, MSG_DONTWAIT) > 0)
        ;
    async__tls_free(__tls);
}

static const async_transport async__tls_transport
    __attribute__((__unused__)) = {async__tls_read, async__tls_write, async__tls_shutdown, async__tls_close};

/* --- the handshake --- */

/* Gives OpenSSL its BIO: 1. */
ASYNC_TLS_PART int async__tls_attach(struct async__tls *__tls)
{
    BIO *__bio;
    __tls->async_method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "asyncc");
    if (!__tls->async_method || !BIO_meth_set_write(__tls->async_method, async__tls_bio_write) ||
        !BIO_meth_set_read(__tls->async_method, async__tls_bio_read) ||
        !BIO_meth_set_ctrl(__tls->async_method, async__tls_bio_control))
        return 0;
    __bio = BIO_new(__tls->async_method);
    if (!__bio)
        return 0;
    BIO_set_data(__bio, __tls);
    BIO_set_init(__bio, 1);
    SSL_set_bio(__tls->async_ssl, __bio, __bio);
    return 1;
}

/* NULL without memory; fd is closed then. */
ASYNC_TLS_PART struct async__tls *async__tls_new(int __fd, SSL_CTX *__context)
{
    struct async__tls *__tls = (struct async__tls *)OPENSSL_zalloc(sizeof *__tls);
    if (!__tls) {
        async_close(__fd);
        return 0;
    }
    __tls->async_fd = __fd;
    __tls->async_ssl = SSL_new(__context);
    if (!__tls->async_ssl || !async__tls_attach(__tls)) {
        async__tls_free(__tls);
        return 0;
    }
    SSL_set_mode(__tls->async_ssl, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY |
                                       SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE);
    SSL_set_options(__tls->async_ssl, SSL_OP_NO_RENEGOTIATION);
#ifdef SSL_OP_IGNORE_UNEXPECTED_EOF
    SSL_clear_options(__tls->async_ssl, SSL_OP_IGNORE_UNEXPECTED_EOF);
#endif
    return __tls;
}

/* Has the certificate checked for the host: 1. */
ASYNC_TLS_PART int async__tls_expect(SSL *__ssl, SSL_CTX *__context, const char *__host)
{
    SSL_set_verify(__ssl, SSL_VERIFY_PEER, SSL_CTX_get_verify_callback(__context));
    SSL_set_hostflags(__ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(__ssl), __host))
        return 1;
    ERR_clear_error(); /* no address */
    return SSL_set1_host(__ssl, __host) && SSL_set_tlsext_host_name(__ssl, __host);
}

/* In a marked frame, and for what is no descriptor, this ends at the first wait. A peer that has reset the connection
 * may have said why. */
ASYNC_TLS_PART _Async int async__tls_handshake(struct async__tls *__tls)
{
    int __status = _Await async_poll(__tls->async_fd, POLLOUT), __result = 0;
    while (__status >= 0) {
        ERR_clear_error();
        __result = SSL_do_handshake(__tls->async_ssl);
        __status = __result == 1 ? 0 : async__tls_judge(__tls, __result);
        if (__status == 0)
            __status = _Await async__tls_push(__tls);
        if ((__status < 0 && __status != -ECONNRESET) || __tls->async_broken || __result == 1)
            break;
        __status = _Await async__tls_wait(__tls);
    }
    return __status;
}

/* Takes the handshake, then opens the stream over it: 0. Otherwise all is freed. */
ASYNC_TLS_PART _Async int async__tls_open(async_stream *__stream, struct async__tls *__tls)
{
    int __status = _Await async__tls_handshake(__tls);
    if (__status < 0) {
        if (!__tls->async_broken)
            async__tls_note(__status == -ECANCELED ? "cancelled" : "the connection has failed", 0);
        async__tls_free(__tls);
        return __status;
    }
    async_stream_init(__stream, &async__tls_transport, __tls);
    __stream->async_fd = __tls->async_fd;
    __stream->async_push = async__tls_push;
    return 0;
}

/* Notes why no handshake began, and closes fd. Returns the status. */
ASYNC_TLS_PART int async__tls_refuse(int __fd, int __status, const char *__reason)
{
    async__tls_note(__reason, 0);
    if (__fd >= 0)
        async_close(__fd);
    return __status;
}

ASYNC_TLS_API _Async int async_tls_connect(async_stream *__stream, int __fd, struct ssl_ctx_st *__context,
                                           const char *__host)
{
    struct async__tls *__tls;
    memset(__stream, 0, sizeof *__stream);
    if (__fd < 0 || !__host || !*__host)
        return async__tls_refuse(__fd, __fd < 0 ? -EBADF : -EINVAL, "no descriptor, or no name to check");
    __tls = async__tls_new(__fd, __context);
    if (!__tls)
        return async__tls_refuse(-1, -ENOMEM, "no memory");
    if (!async__tls_expect(__tls->async_ssl, __context, __host)) {
        async__tls_free(__tls);
        return async__tls_refuse(-1, -EINVAL, "no name of a host");
    }
    SSL_set_connect_state(__tls->async_ssl);
    return _Await async__tls_open(__stream, __tls);
}

ASYNC_TLS_API _Async int async_tls_accept(async_stream *__stream, int __fd, struct ssl_ctx_st *__context)
{
    struct async__tls *__tls;
    memset(__stream, 0, sizeof *__stream);
    if (__fd < 0)
        return async__tls_refuse(__fd, -EBADF, "no descriptor");
    __tls = async__tls_new(__fd, __context);
    if (!__tls)
        return async__tls_refuse(-1, -ENOMEM, "no memory");
    SSL_set_accept_state(__tls->async_ssl);
    return _Await async__tls_open(__stream, __tls);
}

#endif
