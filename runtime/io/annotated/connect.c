/* connect.c: connect, and connections by name. */
#include "annotated.h"

#include <errno.h>

async int async_connect(int fd, const struct sockaddr *to, socklen_t length)
{
    double pause = 0.001;
    for (;;) {
        int result = await async__connect(fd, to, length);
        if (result != -EAGAIN)
            return result;
        /* The line of a Unix socket's listener is full, and nothing tells when it no longer is. */
        if ((result = await async_sleep(pause)) < 0)
            return result;
        pause = pause < 0.05 ? 2 * pause : pause;
    }
}

/* --- Unix --- */

async int async_unix_connect(const char *path)
{
    struct sockaddr_un address;
    int length = async__unix_address(&address, path);
    if (length < 0)
        return length;
    int fd = async__own(async__socket(AF_UNIX, SOCK_STREAM), true);
    if (fd < 0)
        return fd;
    int result = await async_connect(fd, (const struct sockaddr *)&address, (socklen_t)length);
    if (result == 0)
        return fd;
    async_close(fd);
    return result;
}

/* --- TCP: the addresses of a name race each other (RFC 8305) --- */

#define STAGGER 0.25 /* seconds between attempts, unless one fails before */

struct contest {
    int winner; /* -1: none yet */
    int error;  /* of attempts that have failed */
};

/* Several may be connected in the same turn; the first has won. */
static async void attempt(struct contest *contest, const struct addrinfo *to)
{
    int fd = async__own(async__socket(to->ai_family, SOCK_STREAM), true);
    int result = fd < 0 ? fd : await async_connect(fd, to->ai_addr, to->ai_addrlen);
    if (result == 0 && async__is_own_peer(fd))
        result = -ECONNREFUSED;
    if (result == 0 && contest->winner < 0) {
        contest->winner = fd;
        return;
    }
    if (result < 0)
        contest->error = async__failure(contest->error, result);
    if (fd >= 0)
        async_close(fd);
}

/* Waits until an attempt has ended: 0; -ENOENT: none is left. `more`: or until it is time for another one. */
static async int wait_for_end(async_group *attempts, bool more)
{
    int result;
    if (!more)
        return await async_group_next(attempts);
    int waited = await async_timeout(STAGGER, result = async_group_next(attempts));
    return waited < 0 ? waited : result;
}

/* The descriptor of the winner, or a negative errno. */
static async int connect_first(const struct addrinfo *list)
{
    struct async__addresses all = async__addresses_of(list, list->ai_family);
    struct contest contest = {.winner = -1};
    async_group attempts = {0};
    const struct addrinfo *to = async__address_take(&all);
    int result = 0;
    while (contest.winner < 0 && result != -ECANCELED && result != -ENOMEM && (to || result != -ENOENT)) {
        if (to && (result = async_group_spawn(&attempts, attempt(&contest, to))) == -ENOMEM)
            break;
        to = async__address_take(&all);
        if (contest.winner < 0)
            result = await wait_for_end(&attempts, to);
    }
    await async_group_end(&attempts);
    if (contest.winner >= 0)
        return contest.winner;
    return result == -ECANCELED || result == -ENOMEM ? result : contest.error;
}

async int async_tcp_connect(const char *host, const char *service)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *list;
    int result = await async_getaddrinfo(host, service, &hints, &list);
    if (result < 0)
        return result;
    result = await connect_first(list);
    freeaddrinfo(list);
    return result;
}
