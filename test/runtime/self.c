// ASYNC_SELF in every place: the innermost task around, which is what a cancellation there reaches.
// RUN: %matrix %s
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition) ((condition) ? (void)0 : (void)printf("line %d\n", __LINE__))

// Gives the calling task a name, or tells whether it has this one.
static async int set_name(const char *name, int waits)
{
    if (waits)
        await async_yield();
    return async_set_name(ASYNC_SELF, name);
}

static async int has_name(const char *name, int waits)
{
    if (waits)
        await async_yield();
    return strcmp(async_name(ASYNC_SELF), name) == 0;
}

static async int own_name(const char *name, const char *function, int waits)
{
    CHECK(await has_name(function, waits) == 1);
    CHECK(await set_name(name, waits) == 0);
    await async_yield();
    CHECK(await has_name(name, waits) == 1);
    return -1;
}

static async int emits_name(int *out, const char *name, int waits)
{
    int status = await async_emit(out, await has_name(name, waits));
    return status < 0 ? status : await has_name(name, waits);
}

static async int cancels(int waits)
{
    if (waits)
        await async_yield();
    CHECK(async_cancel(ASYNC_SELF) == 0);
    int status = await async_sleep(1);
    CHECK(status == -ECANCELED);
    return status;
}

static async int shielded_cancel(int waits)
{
    if (waits)
        await async_yield();
    CHECK(async_cancel(ASYNC_SELF) == 0);
    return await async_sleep(1); // the mark stops at the shield
}

static async int in_operators(int waits)
{
    int a = 0, b = 0, x = 0;
    CHECK(await set_name("outer", 0) == 0);
    // Calls that an operator waits for belong to the task around.
    await async_gather(a = has_name("outer", waits), b = has_name("outer", 1));
    CHECK(a == 1 && b == 1);
    CHECK(await async_timeout(5, a = has_name("outer", waits)) == 0 && a == 1);
    CHECK(await async_race(a = has_name("outer", waits), b = has_name("outer", waits)) >= 0 && a == 1);
    CHECK(await async_shield(a = has_name("outer", waits)) == 0 && a == 1);
    CHECK(await async_shield_for(5, a = has_name("outer", waits)) == 0 && a == 1);
    async int object = has_name("outer", waits);
    CHECK(await object == 1);
    async_generator g;
    async_generator_start(&g, a = emits_name(&x, "outer", waits));
    CHECK(await async_generator_next(&g) == 1 && x == 1 && await async_generator_next(&g) == 0 && a == 1);
    // Tasks, children, and what async_start starts, are tasks of their own.
    async_task *task = async_spawn(own_name("spawned", "own_name", waits));
    CHECK(strcmp(async_name(task), "spawned") == 0 || waits);
    CHECK(await async_join(task) == -1);
    CHECK(await async_join(async_new(own_name("new", "own_name", waits))) == -1);
    async int started = async_start(own_name("started", "own_name", waits));
    CHECK(await started == -1);
    async_group group = {0};
    async_group_keep_going(&group);
    CHECK(async_group_spawn(&group, own_name("child", "own_name", waits)) == 0);
    CHECK(await async_group_join(&group) == -1);
    CHECK(async_run(own_name("inner", "own_name", waits)) == -1);
    CHECK(await has_name("outer", waits) == 1 && await async_yield() == 0);
    // A cancellation reaches the same.
    async int cancelled = async_start(cancels(waits));
    CHECK(await cancelled == -ECANCELED);
    CHECK(await async_join(async_spawn(cancels(waits))) == -ECANCELED);
    CHECK(async_group_spawn(&group, cancels(waits)) == 0 && await async_group_join(&group) == 0);
    CHECK(async_run(cancels(waits)) == -ECANCELED && await async_yield() == 0);
    CHECK(await async_shield(a = shielded_cancel(waits)) == 0 && a == 0 && await async_yield() == -ECANCELED);
    return 0;
}

static async int in_timeout(int waits)
{
    int a = 0;
    CHECK(await async_timeout(5, a = cancels(waits)) == -ECANCELED && a == -ECANCELED);
    return await async_yield();
}

static async int in_gather(int waits)
{
    int a = 0, b = 0;
    await async_gather(a = async_sleep(3), b = cancels(waits));
    CHECK(a == -ECANCELED && b == -ECANCELED);
    return await async_yield();
}

static async int accepted(void)
{
    async_task *self[] = {ASYNC_SELF};
    CHECK(!async_finished(ASYNC_SELF) && async_set_name(ASYNC_SELF, "a") == 0 && async_set_name(ASYNC_SELF, NULL) == 0);
    CHECK(strcmp(async_name(ASYNC_SELF), "accepted") == 0 && strstr(async_repr(ASYNC_SELF), "accepted"));
    int status = 0;
    CHECK(await async_timeout(1, status = async_wait_any(self, 1)) == -ETIMEDOUT && status == -ECANCELED);
    return 0;
}

int main(void)
{
    for (int waits = 0; waits < 2; waits++) {
        CHECK(async_run(in_operators(waits)) == 0);
        CHECK(async_run(in_timeout(waits)) == -ECANCELED);
        CHECK(async_run(in_gather(waits)) == -ECANCELED);
    }
    CHECK(async_run(accepted()) == 0);
    CHECK(async_cancel(ASYNC_SELF) <= 0); // outside of any task
    return 0;
}
