/* check.h: what tests of <asyncc/io.h> share. */
#ifndef CHECK_H
#define CHECK_H

#include <asyncc/io.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ends the program unless this holds. */
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);                                  \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The same for two numbers, which are printed. */
#define CHECK_EQUAL(one, other)                                                                                        \
    do {                                                                                                               \
        long long one_ = (one), other_ = (other);                                                                      \
        if (one_ != other_) {                                                                                          \
            fprintf(stderr, "%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #one, one_, other_);                  \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* How many descriptors are open. */
static inline int descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* A listener at a free port of 127.0.0.1, made without the library; its address. */
static inline int plain_listener(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    CHECK(bind(fd, (struct sockaddr *)address, size) == 0);
    CHECK(listen(fd, 1000) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)address, &size) == 0);
    return fd;
}

/* Sends a byte through a connection, whose ends these are, and closes them. */
static inline async void use_pair(int here, int there)
{
    char byte = 0;
    CHECK_EQUAL(await async_write(here, "x", 1), 1);
    CHECK_EQUAL(await async_read(there, &byte, 1), 1);
    CHECK_EQUAL(byte, 'x');
    CHECK_EQUAL(async_close(there), 0);
    CHECK_EQUAL(await async_read(here, &byte, 1), 0);
    CHECK_EQUAL(async_close(here), 0);
}

#endif
