/* network.h: a TCP network that does as the test says. Names, sockets and attempts to connect are handled here instead
 * of by the system.
 *
 * A host's name has the form "FIRST:SCRIPT". Each letter of the script is an address: a capital one of v6, another one
 * of v4. Places are numbered from FIRST. What happens when somebody connects there:
 *
 *     a  answers at once       r  refuses at once       n  there is no route
 *     h  hangs, until answer() or reset()
 */
#ifndef NETWORK_H
#define NETWORK_H

#include "check.h"

#include <ctype.h>
#include <sys/syscall.h>

enum { PLACES = 1024 };

static struct place {
    int does, family;
    int order;   /* of the attempts, from 1; 0: nobody has tried */
    double time; /* of the attempt */
    int peer;    /* the other end of a connection; 0: none */
    int reset;
} places[PLACES];
static int attempts; /* to connect */

static inline struct addrinfo *new_address(int number, int family)
{
    struct {
        struct addrinfo info;
        struct sockaddr_storage to;
    } *made = calloc(1, sizeof *made);
    made->info = (struct addrinfo){.ai_family = family, .ai_socktype = SOCK_STREAM, .ai_addr = (void *)&made->to};
    if (family == AF_INET) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000000u + (unsigned)number)};
        made->info.ai_addrlen = sizeof to;
        memcpy(&made->to, &to, sizeof to);
    } else {
        struct sockaddr_in6 to = {.sin6_family = AF_INET6};
        to.sin6_addr.s6_addr[14] = (unsigned char)(number >> 8);
        to.sin6_addr.s6_addr[15] = (unsigned char)number;
        made->info.ai_addrlen = sizeof to;
        memcpy(&made->to, &to, sizeof to);
    }
    return &made->info;
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    char *script;
    int number = (int)strtol(host, &script, 10);
    (void)service;
    if (hints->ai_flags & AI_NUMERICHOST || *script++ != ':')
        return EAI_NONAME;
    for (; *script; script++, number++) {
        int family = isupper((unsigned char)*script) ? AF_INET6 : AF_INET;
        places[number] = (struct place){.does = tolower((unsigned char)*script), .family = family};
        *result = new_address(number, family);
        result = &(*result)->ai_next;
    }
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list) {
        struct addrinfo *next = list->ai_next;
        free(list);
        list = next;
    }
}

/* Also where there is no v6. */
int socket(int family, int type, int protocol)
{
    return (int)syscall(SYS_socket, family == AF_INET6 ? AF_INET : family, type, protocol);
}

static inline int number_of(const struct sockaddr *to)
{
    if (to->sa_family == AF_INET)
        return (int)(ntohl(((const struct sockaddr_in *)(const void *)to)->sin_addr.s_addr) & 0xffff);
    const unsigned char *bytes = ((const struct sockaddr_in6 *)(const void *)to)->sin6_addr.s6_addr;
    return bytes[14] << 8 | bytes[15];
}

/* Puts one end of a pair in place of the socket. */
static inline void put_pair(int fd, struct place *place)
{
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    for (int i = 0; i < 2; i++)
        fcntl(pair[i], F_SETFL, O_NONBLOCK);
    place->peer = pair[1];
    CHECK(dup2(pair[0], fd) == fd);
    close(pair[0]);
}

/* Attempts that hang are full, so that they cannot be written to. */
int connect(int fd, const struct sockaddr *to, socklen_t length)
{
    static const char block[65536];
    struct place *place = &places[number_of(to)];
    (void)length;
    place->order = ++attempts;
    place->time = async_time();
    switch (place->does) {
    case 'a':
        put_pair(fd, place);
        return 0;
    case 'h':
        put_pair(fd, place);
        for (size_t size = sizeof block; size; size /= 2)
            while (write(fd, block, size) > 0)
                ;
        errno = EINPROGRESS;
        return -1;
    default:
        errno = place->does == 'n' ? ENETUNREACH : ECONNREFUSED;
        return -1;
    }
}

/* The attempt that hangs at this place is connected. */
static inline void answer(int number)
{
    static char block[65536];
    while (read(places[number].peer, block, sizeof block) > 0)
        ;
}

/* Takes this end of all connections away. */
static inline void hang_up(int first, int count)
{
    for (int i = first; i < first + count; i++)
        if (places[i].peer) {
            close(places[i].peer);
            places[i].peer = 0;
        }
}

#endif
