// async_getaddrinfo with a resolver that takes as long as the test wants: other jobs go on; a look-up that nobody waits
// for any more ends by itself, and its result is freed; all errors.
// RUN: %io --tsan %s | FileCheck %s
#include "Inputs/gate.h"

#include <asyncc/test.h>

enum { LOOKUPS = 32 }; // so many look-ups run at once

static struct gate gates[LOOKUPS + 2];
static int found_count, freed_count, asked_count;

// The program's own, in place of the system's. The host "gate N" waits at that gate; "error N" gives that error.
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    int error = 0;
    if (hints && hints->ai_flags & AI_NUMERICHOST)
        return EAI_NONAME;
    __atomic_add_fetch(&asked_count, 1, __ATOMIC_SEQ_CST);
    CHECK(!service || !strcmp(service, "service"));
    CHECK_EQUAL(hints ? hints->ai_socktype : 0, hints ? SOCK_DGRAM : 0);
    if (!strncmp(host, "gate ", 5))
        error = gate_pass(&gates[atoi(host + 5)]);
    else if (!strncmp(host, "error ", 6))
        error = atoi(host + 6);
    if (error) {
        errno = EIO;
        return error;
    }
    *found = calloc(1, sizeof **found);
    __atomic_add_fetch(&found_count, 1, __ATOMIC_SEQ_CST);
    return 0;
}

void freeaddrinfo(struct addrinfo *found)
{
    free(found);
    __atomic_add_fetch(&freed_count, 1, __ATOMIC_SEQ_CST);
}

static async int look_up(const char *kind, int number)
{
    char host[32], service[] = "service";
    struct addrinfo hints = {.ai_socktype = SOCK_DGRAM}, *found = NULL;
    snprintf(host, sizeof host, "%s %d", kind, number);
    int status = await async_getaddrinfo(host, number % 2 ? service : NULL, number % 3 ? &hints : NULL, &found);
    memset(host, 'x', sizeof host); // the look-up has copies
    memset(&hints, 'x', sizeof hints);
    memset(service, 'x', sizeof service);
    CHECK(!status == !!found);
    if (found)
        freeaddrinfo(found);
    return status;
}

static async int errors(void)
{
    static const int expected[][2] = {
        {EAI_SYSTEM, -EIO},     {EAI_AGAIN, -EAGAIN},     {EAI_MEMORY, -ENOMEM},  {EAI_NONAME, -ENOENT},
        {EAI_SERVICE, -ENOENT}, {EAI_BADFLAGS, -EINVAL},  {EAI_FAMILY, -EINVAL},  {EAI_FAIL, -EINVAL},
        {EAI_SOCKTYPE, -EINVAL}, {EAI_OVERFLOW, -EINVAL}, {0, 0},
#if defined(__GLIBC__)
        {-5, -ENOENT}, {-9, -ENOENT}, // EAI_NODATA, EAI_ADDRFAMILY
#endif
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        CHECK_EQUAL(await look_up("error", expected[i][0]), expected[i][1]);
    return 0;
}

static int one(void *unused)
{
    (void)unused;
    return 1;
}

static async int slow(void)
{
    async_task *tasks[LOOKUPS + 2];
    struct stat status;
    for (int i = 0; i < LOOKUPS + 2; i++)
        tasks[i] = async_spawn(look_up("gate", i));
    for (int i = 0; i < LOOKUPS; i++)
        CHECK_EQUAL(await async_promise_wait(&gates[i].begun, NULL), 0);
    // All threads for names are in use, and two look-ups are queued; others have theirs.
    CHECK_EQUAL(await async_thread(one, NULL), 1);
    CHECK_EQUAL(await async_stat("/dev/null", &status), 0);
    // The first half is cancelled while it runs, and one that is queued: all at once, though no gate is open.
    for (int i = 0; i < LOOKUPS / 2; i++)
        async_cancel(tasks[i]);
    async_cancel(tasks[LOOKUPS]);
    for (int i = 0; i < LOOKUPS / 2; i++)
        CHECK_EQUAL(await async_join(tasks[i]), -ECANCELED);
    CHECK_EQUAL(await async_join(tasks[LOOKUPS]), -ECANCELED);
    // Those that were left alone keep their threads until they end.
    CHECK_EQUAL(gate_calls(&gates[LOOKUPS + 1]), 0);
    for (int i = 0; i < LOOKUPS; i++)
        gate_open(&gates[i]);
    gate_open(&gates[LOOKUPS + 1]);
    for (int i = LOOKUPS / 2; i < LOOKUPS; i++)
        CHECK_EQUAL(await async_join(tasks[i]), 0);
    CHECK_EQUAL(await async_join(tasks[LOOKUPS + 1]), 0);
    CHECK_EQUAL(gate_calls(&gates[LOOKUPS]), 0);
    while (__atomic_load_n(&freed_count, __ATOMIC_SEQ_CST) < __atomic_load_n(&found_count, __ATOMIC_SEQ_CST))
        CHECK_EQUAL(await async_sleep(0.001), 0);
    return 0;
}

static async int marked(void)
{
    async_cancel(ASYNC_SELF);
    int before = asked_count;
    CHECK_EQUAL(await look_up("error", 0), -ECANCELED);
    CHECK_EQUAL(asked_count, before);
    return 0;
}

static async int quick(void)
{
    int status = await look_up("error", 0);
    CHECK(status == 0 || status == -ECANCELED || status == -ENOMEM || status == -EAGAIN);
    status = await look_up("error", 0);
    CHECK(status == 0 || status == -ECANCELED || status == -ENOMEM || status == -EAGAIN);
    return status;
}

int main(void)
{
    for (int i = 0; i < LOOKUPS + 2; i++)
        gate_init(&gates[i], 0);
    CHECK_EQUAL(async_run(errors()), 0);
    CHECK_EQUAL(async_run(slow()), 0);
    CHECK_EQUAL(async_run(marked()), 0);
    for (int i = 0; i < 20; i++)
        CHECK(async_test_each_wait(quick) >= 1);
    CHECK(async_test_each_fault(quick) > 8);
    async_stats stats;
    async_get_stats(&stats);
    // CHECK: tasks 0, frames 0
    printf("tasks %d, frames %d\n", (int)stats.tasks, (int)stats.frames);
    return 0;
}
