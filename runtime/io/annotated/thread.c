/* thread.c: functions that other threads call, and names. */
#include "annotated.h"

#include "../jobs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Waits for a job that has begun: 0 when it has run. -ECANCELED: it never will, or it was abandoned. */
static async int wait_for(struct async_job *job)
{
    async__outside(1);
    int status = await async_promise_wait(&job->done, NULL);
    if (status == -ECANCELED && !async__job_withdraw(job))
        await async_shield(status = async_promise_wait(&job->done, NULL));
    async__outside(-1);
    return status;
}

/* --- functions --- */

struct call {
    struct async_job job;
    void (*f)(void *context);
    void *context;
};

static void run_call(struct async_job *job)
{
    struct call *call = (struct call *)job;
    call->f(call->context);
}

async int async__in_thread(void (*f)(void *context), void *context)
{
    struct call call = {.job.run = run_call, .f = f, .context = context};
    int status = async__job_begin(&call.job, ASYNC_JOBS);
    return status < 0 ? status : await wait_for(&call.job);
}

struct function {
    int (*f)(void *context);
    void *context;
    int value;
};

static void run_function(void *context)
{
    struct function *function = context;
    function->value = function->f(function->context);
}

async int async_thread(int (*f)(void *context), void *context)
{
    struct function function = {.f = f, .context = context};
    int status = await async__in_thread(run_function, &function);
    return status < 0 ? status : function.value;
}

/* --- names --- */

/* Copies of what is asked, since whoever asks may be gone before the answer comes. */
struct lookup {
    struct async_job job;
    struct addrinfo hints, *found;
    int status;
    bool has_hints;             /* none are not the same as empty ones */
    const char *host, *service; /* in `text`, or NULL */
    char text[];
};

static int status_of(int error)
{
    switch (error) {
    case 0:
        return 0;
    case EAI_SYSTEM:
        return errno ? -errno : -EIO;
    case EAI_AGAIN:
        return -EAGAIN;
    case EAI_MEMORY:
        return -ENOMEM;
    case EAI_NONAME:
    case EAI_SERVICE:
#if defined(EAI_NODATA)
    case EAI_NODATA:
#endif
#if defined(EAI_ADDRFAMILY)
    case EAI_ADDRFAMILY:
#endif
        return -ENOENT;
    default:
        return -EINVAL;
    }
}

static int look_up(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    int status;
    do
        status = status_of(getaddrinfo(host, service, hints, found));
    while (status == -EINTR);
    return status;
}

static void run_lookup(struct async_job *job)
{
    struct lookup *lookup = (struct lookup *)job;
    lookup->status = look_up(lookup->host, lookup->service, lookup->has_hints ? &lookup->hints : NULL, &lookup->found);
}

static void release_lookup(struct async_job *job)
{
    struct lookup *lookup = (struct lookup *)job;
    if (lookup->found)
        freeaddrinfo(lookup->found);
    free(lookup);
}

/* Copies a string, which may be NULL, to *place, after which that points behind the copy. */
static const char *copy(char **place, const char *string)
{
    if (!string)
        return NULL;
    size_t size = strlen(string) + 1;
    char *made = memcpy(*place, string, size);
    *place += size;
    return made;
}

/* The members of hints that count. */
static struct addrinfo hints_of(const struct addrinfo *hints)
{
    return (struct addrinfo){.ai_flags = hints->ai_flags,
                             .ai_family = hints->ai_family,
                             .ai_socktype = hints->ai_socktype,
                             .ai_protocol = hints->ai_protocol};
}

static struct lookup *new_lookup(const char *host, const char *service, const struct addrinfo *hints)
{
    size_t size = sizeof(struct lookup) + (host ? strlen(host) + 1 : 0) + (service ? strlen(service) + 1 : 0);
    struct lookup *lookup = async__job_new(size);
    if (!lookup)
        return NULL;
    char *place = lookup->text;
    lookup->job.run = run_lookup;
    lookup->job.release = release_lookup;
    lookup->host = copy(&place, host);
    lookup->service = copy(&place, service);
    lookup->has_hints = hints != NULL;
    if (hints)
        lookup->hints = hints_of(hints);
    return lookup;
}

static async int look_up_elsewhere(const char *host, const char *service, const struct addrinfo *hints,
                                   struct addrinfo **result)
{
    struct lookup *lookup = new_lookup(host, service, hints);
    if (!lookup)
        return -ENOMEM;
    int status = async__job_begin(&lookup->job, ASYNC_LOOKUPS);
    if (status >= 0) {
        status = await wait_for(&lookup->job);
        if (status < 0)
            return status;
        status = lookup->status;
        *result = lookup->found;
        lookup->found = NULL;
    }
    release_lookup(&lookup->job);
    return status;
}

async int async_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                            struct addrinfo **result)
{
    if (async__is_marked())
        return await async_sleep(0);
    if (hints) {
        const int numeric = AI_NUMERICHOST | AI_NUMERICSERV; /* which needs no other thread */
        struct addrinfo quick = hints_of(hints);
        quick.ai_flags |= numeric;
        int status = look_up(host, service, &quick, result);
        if (status != -ENOENT || (hints->ai_flags & numeric) == numeric)
            return status;
    }
    return await look_up_elsewhere(host, service, hints, result);
}
