/* generator.c: async generators: async_generator_start, _next, _end, async_emit.
 *
 * The producer is a coroutine object. It runs while the consumer waits for a value, as a callee of the frame that
 * waits, so a mark of the consumer reaches it then. Between two values it stands in async_emit, below nobody.
 * async_emit finds its generator by walking up the frames to the nearest consumer.
 */
#include "internal.h"

#include <errno.h>
#include <string.h>

enum { GENERATOR_ENDED, GENERATOR_NEW, GENERATOR_STARTED, GENERATOR_NO_MEMORY };

async_generator *async__generator_start(async_generator *generator, async_task *call)
{
    *generator = (async_generator){.async_call = call, .async_state = call ? GENERATOR_NEW : GENERATOR_NO_MEMORY};
    if (call)
        memcpy(&generator->async_out, call + 1, sizeof generator->async_out); /* its first argument */
    return generator;
}

/* --- the consumer --- */

struct consumer_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_task *call; /* where a mark goes */
            async_generator *generator;
        } at;
    } u;
};

static const async_function next_function, end_function;

/* The producer has ended, and its value is stored. */
static void generator_close(async_generator *generator)
{
    task_release(generator->async_call);
    generator->async_call = generator->async_emitter = NULL;
    generator->async_state = GENERATOR_ENDED;
}

/* Lets the producer run, as a callee of this frame: to its first wait if it is new, else from async_emit on, which
 * returns `status`. */
static void generator_go(async_generator *generator, async_frame *consumer, int status)
{
    async_task *call = generator->async_call;
    async_frame *emitter = generator->async_emitter;
    generator->async_consumer = consumer;
    if (generator->async_state == GENERATOR_NEW) {
        generator->async_state = GENERATOR_STARTED;
        task_begin_for(call, consumer);
        return;
    }
    call->async_parent = consumer;
    if (consumer->async_flags & ASYNC_CANCELLED)
        mark(call);
    generator->async_emitter = NULL;
    if (emitter)
        async_ready(emitter, status);
}

static async_frame *next_resume(async_frame *frame)
{
    struct consumer_frame *self = (struct consumer_frame *)frame;
    async_generator *generator = self->u.at.generator;
    bool ended = generator->async_call->async_flags & ASYNC_DONE;
    generator->async_consumer = NULL;
    if (ended)
        generator_close(generator);
    self->u.value = !ended;
    return async_return_fast(frame, &next_function);
}

static const async_leaf next_leaf = {.async_name = "async_generator_next", .async_kind = ASYNC_PASS};
static const async_await next_awaits[] = {
    {.async_leaf = &next_leaf, .async_children = 1, .async_offset = offsetof(struct consumer_frame, u.at.call)}};
STATUS_FUNCTION(next, "async_generator_next", next_resume, sizeof(struct consumer_frame));

/* A frame that waits for the producer. */
static async_frame *consumer_new(const async_function *function, async_generator *generator)
{
    struct consumer_frame *self = async_take(function);
    self->u.at.generator = generator;
    self->u.at.call = generator->async_call;
    self->frame.async_status = ASYNC_PENDING;
    self->frame.async_link = NULL;
    self->frame.async_parent = async_this_thread.async_running;
    return async_wait(&self->frame, 1);
}

async_int async_generator_next__async(async_generator *generator)
{
    if (generator->async_state == GENERATOR_ENDED || generator->async_state == GENERATOR_NO_MEMORY)
        return (async_int){.async_value = generator->async_state == GENERATOR_ENDED ? 0 : -ENOMEM};
    async_frame *self = consumer_new(&next_function, generator);
    generator_go(generator, self, 0);
    if (!(generator->async_call->async_flags & ASYNC_DONE))
        return (async_int){.async_wait = self};
    generator->async_consumer = NULL;
    generator_close(generator);
    async_release_fast(self);
    return (async_int){.async_value = 0};
}

static async_frame *end_resume(async_frame *frame)
{
    struct consumer_frame *self = (struct consumer_frame *)frame;
    generator_close(self->u.at.generator);
    return async_return_fast(frame, &end_function);
}

static const async_leaf end_leaf = {.async_name = "async_generator_end", .async_kind = ASYNC_PASS};
static const async_await end_awaits[] = {
    {.async_leaf = &end_leaf, .async_children = 1, .async_offset = offsetof(struct consumer_frame, u.at.call)}};
static const async_function end_function = {.async_resume = end_resume,
                                            .async_name = "async_generator_end",
                                            .async_size = sizeof(struct consumer_frame),
                                            .async_await_count = 1,
                                            .async_awaits = end_awaits};

async_void async_generator_end__async(async_generator *generator)
{
    if (generator->async_state == GENERATOR_NEW)
        task_discard(generator->async_call);
    if (generator->async_state != GENERATOR_STARTED) {
        generator->async_state = GENERATOR_ENDED;
        return NULL;
    }
    async_frame *self = consumer_new(&end_function, generator);
    mark(generator->async_call);
    generator_go(generator, self, -ECANCELED);
    generator->async_consumer = NULL; /* nobody asks any more */
    return self;
}

/* --- the producer --- */

/* A mark does not end this wait: whoever asks for the next value does, and a later emit finds the mark. */
static void emit_cancel(async_frame *frame, int status)
{
    (void)frame;
    (void)status;
}

static const async_leaf emit_leaf = {.async_name = "async_emit", .async_cancel = emit_cancel};
static const async_await emit_awaits[] = {{.async_leaf = &emit_leaf}};
STATUS_FUNCTION(emit, "async_emit", status_resume, sizeof(struct status_frame));

/* The generator of the nearest consumer above what runs now, or NULL. */
static async_generator *generator_around(void)
{
    for (const async_frame *frame = async_this_thread.async_running; frame; frame = frame->async_parent)
        if (frame->async_function == &next_function || frame->async_function == &end_function)
            return ((const struct consumer_frame *)frame)->u.at.generator;
    return NULL;
}

async_int async__emit__async(void *out, const void *value, size_t size)
{
    async_generator *generator = generator_around();
    if (!generator || generator->async_out != out || !generator->async_consumer)
        return (async_int){.async_value = -EINVAL};
    struct status_frame *self = async_take(&emit_function);
    async_frame *consumer = generator->async_consumer;
    if (async_begin(&self->frame)) {
        memcpy(out, value, size);
        generator->async_emitter = &self->frame;
        generator->async_consumer = NULL;
        async_ready(consumer, 0);
    }
    return (async_int){.async_wait = async_wait(&self->frame, 1)};
}
