// A callback API made awaitable by a promise, without a leaf of its own: the example of docs/abi.md.
// RUN: %matrix %s
// elision: same
#include <asyncc.h>
#include <stdio.h>

// --- the API: ---

typedef void on_data(void *context, int data);

static void radio_listen(on_data *callback, void *context)
{
    if (callback)
        callback(context, 42); // a real one calls later, perhaps in another thread
}

// --- made awaitable: ---

static void radio_data(void *context, int data)
{
    async_promise_post(context, data, NULL);
}

static async int radio_read(void)
{
    async_promise promise = {0};
    radio_listen(radio_data, &promise);
    int data = await async_promise_wait(&promise, NULL);
    if (data < 0)
        radio_listen(NULL, NULL); // cancelled: nobody may post any more
    return data;
}

async int main(void)
{
    printf("received %d\n", await radio_read());
    return 0;
}
// expect: received 42
