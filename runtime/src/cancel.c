/* cancel.c: marks.
 *
 * To cancel is to mark a frame and everything below it that it waits for. Frames that are taken later inherit the mark
 * of the frame that runs. In a marked frame every wait ends with -ECANCELED: the one that it is in, because the leaf is
 * asked to end it, and later ones as they begin. A wait whose result is there already keeps it, so nothing that a leaf
 * has handed over is lost. All this only makes frames ready; no code of a task runs here.
 *
 * A frame usually waits for one callee, so a mark walks down a list. Frames that wait for several are kept on another
 * list meanwhile, so that the depth of the C stack does not depend on the program.
 */
#include "internal.h"

#include <errno.h>

struct marker {
    async_frame *branches;              /* frames that wait for several, through `next_branch` */
    bool ended;                         /* a wait ends with -ECANCELED */
    void (*see)(async_frame *, void *); /* not NULL: nothing is marked, this sees the callees */
    void *context;
};

/* The operators and gathers of generated code do not use their link while they wait for several. Other frames have room
 * for a pointer after their header. */
static async_frame **next_branch(async_frame *frame, const async_await *at)
{
    return at->async_children ? &frame->async_link : (async_frame **)(void *)(frame + 1);
}

/* The children of a frame that waits for some. */
static async_frame **children_of(const async_frame *frame, const async_await *at)
{
    return (async_frame **)(void *)((char *)frame + at->async_offset);
}

/* The one callee that the mark goes on to, or NULL. */
static async_frame *mark_one(struct marker *marker, async_frame *frame)
{
    frame->async_flags |= ASYNC_CANCELLED;
    if (frame->async_flags & ASYNC_ACTIVE)
        return frame->async_link; /* a callee that has begun in this step: see step_begin */
    if (frame == async_this_thread.async_running || frame->async_flags & ASYNC_NEW)
        return NULL; /* what it calls from now on inherits the mark */
    const async_await *at = task_await(frame);
    if (!at)
        return NULL;
    const async_leaf *leaf = at->async_leaf;
    unsigned kind = leaf ? leaf->async_kind : 0;
    if (leaf && !kind) {
        if (frame->async_status == ASYNC_PENDING)
            leaf->async_cancel(frame, -ECANCELED);
        marker->ended |= frame->async_status == -ECANCELED || frame->async_flags & ASYNC_ENDING;
        return NULL;
    }
    if (kind & ASYNC_ENDS)
        marker->ended = true;
    if (kind & ASYNC_STOP)
        return NULL;
    if (at->async_children == 1)
        return *children_of(frame, at);
    if (at->async_children || kind & ASYNC_BRANCH) {
        *next_branch(frame, at) = marker->branches;
        marker->branches = frame;
        return NULL;
    }
    return frame->async_link;
}

static void mark_down(struct marker *marker, async_frame *frame)
{
    while (frame && !(frame->async_flags & (ASYNC_CANCELLED | ASYNC_DONE)))
        frame = mark_one(marker, frame);
}

void async_mark_below(void *marker, async_frame *callee)
{
    struct marker *self = marker;
    if (self->see)
        self->see(callee, self->context);
    else
        mark_down(self, callee);
}

bool marker_marks(const void *marker)
{
    return !((const struct marker *)marker)->see;
}

static void mark_branch(struct marker *marker, async_frame *frame)
{
    const async_await *at = task_await(frame);
    async_frame **next = next_branch(frame, at);
    marker->branches = *next;
    *next = NULL;
    for (uint32_t i = 0; i < at->async_children; i++)
        mark_down(marker, children_of(frame, at)[i]);
    if (!at->async_children)
        at->async_leaf->async_below(frame, marker);
}

bool mark(async_frame *frame)
{
    struct marker marker = {0};
    mark_down(&marker, frame);
    while (marker.branches)
        mark_branch(&marker, marker.branches);
    return marker.ended;
}

void each_callee(async_frame *frame, void (*see)(async_frame *, void *), void *context)
{
    struct marker marker = {.see = see, .context = context};
    const async_await *at = task_await(frame);
    const async_leaf *leaf = at ? at->async_leaf : NULL;
    if (!at || (leaf && !leaf->async_kind))
        return; /* the link belongs to the leaf that wakes it */
    for (uint32_t i = 0; i < at->async_children; i++)
        if (children_of(frame, at)[i])
            see(children_of(frame, at)[i], context);
    if (at->async_children)
        return;
    if (leaf && leaf->async_kind & ASYNC_BRANCH)
        leaf->async_below(frame, &marker);
    else if (frame->async_link)
        see(frame->async_link, context);
}

void mark_all(async_frame *const *frames, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (frames[i])
            mark(frames[i]);
}

void mark_all_below(void *marker, async_frame *const *callees, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (callees[i])
            async_mark_below(marker, callees[i]);
}

/* --- the beginning of waits --- */

_Static_assert(ASYNC_CANCELED == ECANCELED, "abi.h must know this system's ECANCELED");

int async_begin(async_frame *self)
{
    async_inherit(self);
    self->async_status = ASYNC_PENDING;
    if (!(self->async_flags & ASYNC_CANCELLED))
        return 1;
    async_ready_now(self, -ECANCELED);
    return 0;
}

/* --- async_cancel --- */

int async_cancel(async_task *task)
{
    if (task == ASYNC_SELF)
        task = task_self();
    if (!task || task->async_flags & ASYNC_DONE)
        return -EALREADY;
    mark(task);
    return 0;
}
