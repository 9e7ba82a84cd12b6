// A leaf written by hand around an API with callbacks: the example of docs/abi.md.
// RUN: %gcc %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"

// --- the API: ---

typedef void on_data(void *context, int data);

static on_data *radio_callback;
static void *radio_context;

static void radio_listen(on_data *callback, void *context)
{
    radio_callback = callback;
    radio_context = context;
}

static void radio_receive(int data)
{
    if (radio_callback)
        radio_callback(radio_context, data);
}

// --- the leaf: async int radio_read(void); ---

struct radio_read_frame {
    async_frame frame;
    int value;
};

static void radio_read_cancel(async_frame *waiting, int status)
{
    radio_listen(NULL, NULL);
    async_ready(waiting, status);
}

static async_frame *radio_read_resume(async_frame *);
static const async_leaf radio_read_leaf = {.async_name = "radio_read", .async_cancel = radio_read_cancel};
static const async_await radio_read_awaits[] = {{.async_leaf = &radio_read_leaf}};
static const async_function radio_read_function = {
    .async_resume = radio_read_resume,
    .async_name = "radio_read",
    .async_file = __FILE__,
    .async_size = sizeof(struct radio_read_frame),
    .async_await_count = 1,
    .async_status_size = sizeof(int),
    .async_awaits = radio_read_awaits,
};

// What the API calls.
static void radio_read_done(void *context, int data)
{
    struct radio_read_frame *self = context;
    self->value = data;
    radio_listen(NULL, NULL);
    async_ready(&self->frame, 0);
}

// What the loop calls after async_ready.
static async_frame *radio_read_resume(async_frame *frame)
{
    struct radio_read_frame *self = (struct radio_read_frame *)frame;
    if (frame->async_status < 0) // cancelled
        self->value = frame->async_status;
    return async_return(frame, &radio_read_function);
}

// What `await radio_read()` calls.
async_int radio_read__async(void);
async_int radio_read__async(void)
{
    struct radio_read_frame *self = async_take(&radio_read_function);
    if (async_begin(&self->frame))
        radio_listen(radio_read_done, self);
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}

// --- and its use ---

int main(void)
{
    woken = radio_receive;
    run_enter();
    async_detach(spawn_worker(42, 1));
    printf("received %d\n", run(radio_read__async()));
    // CHECK: received 42

    // Cancelled while it waits, and again: the next one does not begin.
    run_enter();
    async_int r = radio_read__async();
    async_task *task = spawn_frame(r.async_wait);
    printf("cancel: %d %d\n", async_cancel(task), async_cancel(task));
    async_ready(task, 0); // too late
    printf("received %d\n", run(async_join__async(task)));
    // CHECK-NEXT: cancel: 0 0
    // CHECK-NEXT: received -125
    return 0;
}
