/* pieces.h: transports that give and take what they are asked for in pieces of random sizes. */
#ifndef PIECES_H
#define PIECES_H

#include "check.h"

enum { PIECES_SIZE = 1 << 20 };

struct pieces {
    unsigned random;
    size_t most;     /* the largest piece */
    int wait;        /* 1 of so many calls waits first; 0: none */
    double pause;    /* how long, at random up to twice that; 0: a turn */
    int fail;        /* 1 of so many calls fails; 0: none */
    unsigned char in[PIECES_SIZE], out[PIECES_SIZE];
    size_t in_size, in_at, out_size;
    int shut, closed;
};

static inline unsigned random_below(unsigned *state, size_t below)
{
    *state = *state * 1664525 + 1013904223;
    return (unsigned)((*state >> 8) % below);
}

/* The size of the next piece, at most this. */
static async ssize_t next_piece(struct pieces *p, size_t size)
{
    size_t count = 1 + random_below(&p->random, p->most);
    int status = 0;
    if (p->fail && random_below(&p->random, (size_t)p->fail) == 0)
        return -EIO;
    if (p->wait && random_below(&p->random, (size_t)p->wait) == 0)
        status = p->pause > 0 ? await async_sleep(p->pause * random_below(&p->random, 3)) : await async_yield();
    return status < 0 ? status : (ssize_t)(count < size ? count : size);
}

static async ssize_t pieces_read(void *context, void *buffer, size_t size)
{
    struct pieces *p = context;
    size_t left = p->in_size - p->in_at;
    ssize_t count = await next_piece(p, left < size ? left : size);
    if (count < 0)
        return count;
    memcpy(buffer, p->in + p->in_at, (size_t)count);
    p->in_at += (size_t)count;
    return count;
}

static async ssize_t pieces_write(void *context, const void *data, size_t size)
{
    struct pieces *p = context;
    ssize_t count = await next_piece(p, size);
    if (count < 0)
        return count;
    CHECK(count > 0 && (size_t)count <= sizeof p->out - p->out_size);
    CHECK(!p->shut && !p->closed);
    memcpy(p->out + p->out_size, data, (size_t)count);
    p->out_size += (size_t)count;
    return count;
}

static async int pieces_shutdown(void *context)
{
    ((struct pieces *)context)->shut++;
    return 0;
}

static async void pieces_close(void *context)
{
    ((struct pieces *)context)->closed++;
}

static const async_transport pieces_transport = {pieces_read, pieces_write, pieces_shutdown, pieces_close};

#endif
