// Awaits of leaves that stand in a line with the frame of the function itself: in functions of every shape, used and
// not used, at once and later, beside sleeps and calls, which share the room after the header.
// RUN: %matrix --all %s
// elision: no
#include <asyncc.h>
#include <stdio.h>

static async_mutex mutex;
static async_semaphore semaphore;
static async_event event;
static async_queue queue;

// --- small: compiled twice ---

static async int lock(void)
{
    return await async_mutex_lock(&mutex);
}

static async void pass(int n)
{
    await async_mutex_lock(&mutex);
    printf("%d passes\n", n);
    async_mutex_unlock(&mutex);
}

// --- not inlined, always inlined ---

__attribute__((noinline)) static async int add(int n)
{
    int status = await async_semaphore_wait(&semaphore);
    return status < 0 ? status : n + 1;
}

__attribute__((always_inline)) static inline async int see(int n)
{
    return n + await async_event_wait(&event);
}

// --- in expressions ---

static async int sum(int n)
{
    int item = n, other;
    int a = n > 0 ? await async_queue_get(&queue, &item) : 7;
    int b = (await async_semaphore_wait(&semaphore), await async_queue_get(&queue, &other)) + a;
    if (n && await async_mutex_lock(&mutex) == 0 && await async_semaphore_wait(&semaphore) == 0)
        async_mutex_unlock(&mutex);
    int c = ({
        await async_sleep(0);
        int inner = await async_event_wait(&event);
        inner + 1;
    });
    return 1000 * item + 100 * other + a + b + c + await add(n);
}

// --- large, with locals of many types that are live, and sleeps in between ---

struct pair {
    long first;
    char text[5];
};

static async double large(int n, double x, const struct pair *given)
{
    struct pair pair = *given;
    int counts[3] = {n, n + 1, n + 2};
    long total = 0;
    for (int i = 0; i < 3; i++) {
        switch (i) {
        case 0:
            if (await lock() < 0)
                return -1;
            break;
        case 1:
            await async_sleep(0.5);
            async_mutex_unlock(&mutex);
            await async_event_wait(&event);
            break;
        default:
            total += await async_semaphore_wait(&semaphore);
            await async_yield();
            total += await see(counts[i]);
        }
        total += counts[i] + pair.first;
        pair.text[i]++;
        x *= 2;
    }
    char variable[n + 3];
    for (int i = 0; i < n + 3; i++)
        variable[i] = (char)i;
    int item = 0;
    while (await async_queue_get(&queue, &item) == 0 && item > 0)
        total += item + variable[n];
    printf("%s\n", pair.text);
    return (double)total + x;
}

// --- as operands of operators: with frames of their own ---

static async void operators(void)
{
    async_task *task = async_spawn(async_mutex_lock(&mutex));
    await async_join(task);
    int a = 1, b = 1;
    await async_gather(a = async_event_wait(&event), b = async_semaphore_wait(&semaphore));
    printf("%d %d\n", a, b);
    int (*wait)(async_mutex *) = async_mutex_trylock;
    printf("%d\n", wait(&mutex) < 0);
    async_mutex_unlock(&mutex);
}

static async void feed(void)
{
    async_mutex_trylock(&mutex);
    await async_sleep(1);
    async_mutex_unlock(&mutex);
    await async_sleep(1);
    async_event_set(&event);
    for (int i = 0; i < 20; i++) {
        await async_yield();
        async_semaphore_post(&semaphore);
    }
    for (int i = 5; i-- > 0;)
        await async_queue_put(&queue, &i);
}

static async void feed_again(void)
{
    for (int i = 1; i < 4; i++)
        await async_queue_put(&queue, &i);
}

async int main(void)
{
    async_queue_init(&queue, sizeof(int), 1);
    struct pair pair = {10, "abcd"};
    int added = 0, summed = 0, zero = 0;
    double result = 0;
    await async_gather(feed(), pass(1), pass(2), added = add(1), result = large(3, 1.5, &pair));
    printf("%d %g\n", added, result);
    await async_gather(summed = sum(1), zero = sum(0), feed_again());
    printf("%d %d\n", summed, zero);
    await operators();
    async_queue_abort(&queue);
    return 0;
}
// expect: 1 passes
// expect: 2 passes
// expect: bcdd
// expect: 2 81
// expect: 1303 216
// expect: 0 0
// expect: 1
