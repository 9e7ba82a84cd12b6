/* Two tasks that exchange messages over two queues without room. Against channels written by hand. */
#include "bench.h"
#include <asyncc.h>

static async void ping(async_queue *out, async_queue *in, long count, long *last)
{
    long value = 0;
    for (long i = 0; i < count; i++) {
        await async_queue_put(out, &value);
        await async_queue_get(in, &value);
    }
    *last = value;
}

static async void pong(async_queue *in, async_queue *out, long count)
{
    for (long i = 0; i < count; i++) {
        long value;
        await async_queue_get(in, &value);
        value++;
        await async_queue_put(out, &value);
    }
}

static async long exchange(long count)
{
    async_queue there, back;
    long last = 0;
    async_queue_init(&there, sizeof last, 0);
    async_queue_init(&back, sizeof last, 0);
    await async_gather(ping(&there, &back, count, &last), pong(&there, &back, count));
    async_queue_abort(&there);
    async_queue_abort(&back);
    return last;
}

int main(int argc, char **argv)
{
    long count = bench_size(argc, argv, 1, 5000000);
    double start = bench_time();
    long result = async_run(exchange(count));
    double seconds = bench_time() - start;
    bench_check(result == count, "queue");
    bench_print("queue", seconds * 1e9 / (2.0 * (double)count), "ns/message");
    return 0;
}
