/* tls.h: TLS for the streams of <asyncc/io.h>, with OpenSSL (1.1.1 or newer) and libasyncc-tls: asyncc::tls in CMake.
 *
 * Contexts (SSL_CTX), with certificates, versions and sessions, are OpenSSL's affair and the program's. Streams that
 * these functions open are used as all others are. What TLS adds:
 *
 *   async_stream_shutdown   sends close_notify; reading goes on. async_stream_close sends it as well, unless something
 *                           could not be written.
 *   the end of the file     is the peer's close_notify. A connection that ends without it may have been cut off:
 *                           -ECONNRESET.
 *   -EPROTO                 what OpenSSL says, or the peer's alert; async_tls_error has the reason.
 *   renegotiation           is refused.
 *
 * Elision: the same; link OpenSSL.
 */
#ifndef ASYNCC_TLS_H
#define ASYNCC_TLS_H

#if defined(__GNUC__) && !defined(ASYNC_TLS_LIBRARY)
#pragma GCC system_header
#endif

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ASYNC_TLS_LIBRARY) /* the library itself, which is annotated C */
#define ASYNC_TLS_PUBLIC extern
#else
#define ASYNC_TLS_PUBLIC ASYNC_API
#endif

struct ssl_ctx_st; /* SSL_CTX */

/* Handshake as a client over a connected socket, which sends the host's name (SNI) and checks the peer's certificate
 * for it, whatever the context's mode of verification; the context says whom to trust. `host` may be an IP address.
 * 0, and a stream that owns fd. Otherwise fd is closed, and so is the stream: -EPROTO, -ECONNRESET. Cancellation, too,
 * closes fd. */
ASYNC_TLS_PUBLIC _Async int async_tls_connect(async_stream *__stream, int __fd, struct ssl_ctx_st *__context,
                                              const char *__host);

/* The same as a server, with the context's certificate. */
ASYNC_TLS_PUBLIC _Async int async_tls_accept(async_stream *__stream, int __fd, struct ssl_ctx_st *__context);

/* Why this thread's last handshake, or use of such a stream, failed; valid until the next one does. Never NULL. */
ASYNC_TLS_PUBLIC const char *async_tls_error(void);

#if !defined(ASYNCC_GENERATED) && !defined(__ASYNCC__) && !defined(ASYNC_TLS_LIBRARY)
#define ASYNC_TLS_API ASYNC_ELIDED
#define ASYNC_TLS_PART ASYNC_ELIDED
#define ASYNC_TLS_REASON __attribute__((__weak__)) __thread /* one for all files of a program */
#include "tls_stream.h"
#endif

#ifdef __cplusplus
}
#endif

#endif
