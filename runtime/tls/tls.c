/* tls.c: libasyncc-tls. The serial elision is made of the same text, so it is in a header. */
#if !defined(_FILE_OFFSET_BITS)
#define _FILE_OFFSET_BITS 64
#endif
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#elif !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#define ASYNC_TLS_LIBRARY
#include <asyncc/tls.h>

#define ASYNC_TLS_API
#define ASYNC_TLS_PART static
#define ASYNC_TLS_REASON static _Thread_local
#include <asyncc/tls_stream.h>
