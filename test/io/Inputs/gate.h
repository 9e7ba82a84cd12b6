/* gate.h: a function for async_thread that runs until it is told to end. */
#ifndef GATE_H
#define GATE_H

#include "check.h"

#include <semaphore.h>

struct gate {
    sem_t open;
    async_promise begun; /* the function has been called */
    int calls, value;    /* how often; what it gives */
};

static inline struct gate *gate_init(struct gate *gate, int value)
{
    *gate = (struct gate){.value = value};
    CHECK(sem_init(&gate->open, 0, 0) == 0);
    return gate;
}

/* The function. */
static inline int gate_pass(void *context)
{
    struct gate *gate = context;
    __atomic_add_fetch(&gate->calls, 1, __ATOMIC_SEQ_CST);
    async_promise_post(&gate->begun, 0, NULL);
    while (sem_wait(&gate->open) < 0) {
    }
    return gate->value;
}

static inline int gate_open(void *context)
{
    return sem_post(&((struct gate *)context)->open);
}

static inline int gate_calls(struct gate *gate)
{
    return __atomic_load_n(&gate->calls, __ATOMIC_SEQ_CST);
}

#endif
