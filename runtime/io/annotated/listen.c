/* listen.c: listeners, and other sockets that are bound to a name. */
#include "annotated.h"

#include "../jobs.h"

static async int bind_name(const char *host, const char *service, int kind)
{
    const struct addrinfo hints = async__bind_hints(kind);
    struct addrinfo *list;
    int result = await async_getaddrinfo(host, service, &hints, &list);
    if (result < 0)
        return result;
    result = async__bind_first(list, host ? kind : kind | ASYNC__ANY_ADDRESS);
    freeaddrinfo(list);
    return async__own(result, kind & ASYNC__STREAMS);
}

async int async_tcp_listen(const char *host, const char *service)
{
    return await bind_name(host, service, ASYNC__STREAMS);
}

async int async_tcp_listen_shared(const char *host, const char *service)
{
    return await bind_name(host, service, ASYNC__STREAMS | ASYNC__SHARED);
}

async int async_udp_bind(const char *host, const char *service)
{
    return await bind_name(host, service, 0);
}

async int async_unix_listen(const char *path)
{
    if (async__is_marked())
        return await async_sleep(0);
    return async__own(async__listen_path(path), true);
}
