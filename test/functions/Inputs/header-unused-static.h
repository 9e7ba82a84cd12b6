#define HELPER_OF(name) \
    static int name(int x) { return x + 1; }
HELPER_OF(helper)

static int counter;
static const int step = 2;

static int helper_of_helper(int x)
{
    return x + step;
}

static async int async_helper(int x)
{
    await async_yield();
    return x + helper_of_helper(1);
}

static inline async int calls_helper(int x)
{
    await async_yield();
    return helper(x);
}

static inline async int counts(void)
{
    counter++;
    return await async_yield();
}

static inline async int calls_async(int x)
{
    return await async_helper(x);
}

static int (*const pointed)(int) = helper;

static inline async int calls_both(int x)
{
    async int later = calls_async(x);
    return pointed(await calls_helper(await later));
}
