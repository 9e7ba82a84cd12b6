static inline async int one(int x)
{
    await async_yield();
    return x;
}
static inline async int two(int x)
{
    return await one(x) + 1;
}
/* Ordinary functions stay, whether anybody calls them or not, and so does what they use. */
static inline int objects(int x)
{
    async int object = two(x);
    return async_run(object) + async_run(one(x));
}
