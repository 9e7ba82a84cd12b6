/* group.c: groups of tasks.
 *
 * Each child is a coroutine object, whose continuation is a frame of its own that belongs to the group (struct child).
 * When the child has ended, this frame takes its value. If async_group_next may still ask for the value, the frame goes
 * on as a record of it, so that no end is lost without memory; equal values in a row share one record.
 */
#include "internal.h"

#include <errno.h>

/* group->async_state */
enum {
    WINDING = 1 << 0,    /* no more children until it is joined */
    KEEP_GOING = 1 << 1, /* a failure does not cancel the others */
    DISCARD = 1 << 2,    /* ends are not kept */
    MARKED = 1 << 3,     /* somebody who is marked waits for the end … */
    REACHED = 1 << 4,    /* … and children were cancelled by that */
    SETTINGS = KEEP_GOING | DISCARD
};

struct child {
    async_frame frame; /* as a record: async_status is the value */
    async_group *group;
    struct child *next;
    struct child *previous; /* the first one's is NULL */
    union {
        async_task *call;
        size_t count; /* as a record: how many children gave this value */
    } u;
};

static struct child *child_of(async_frame *frame)
{
    return (struct child *)frame;
}

static async_frame *child_resume(async_frame *frame);

static const unsigned child_lines[1];
static const async_function child_function = {.async_resume = child_resume,
                                              .async_name = "async_group",
                                              .async_size = sizeof(struct child),
                                              .async_await_count = 1,
                                              .async_lines = child_lines};

/* --- the list of children --- */

static void add_child(async_group *group, struct child *child)
{
    struct child *first = child_of(group->async_children);
    child->next = first;
    child->previous = NULL;
    if (first)
        first->previous = child;
    group->async_children = &child->frame;
    group->async_running++;
}

static void remove_child(async_group *group, struct child *child)
{
    if (child->next)
        child->next->previous = child->previous;
    if (child->previous)
        child->previous->next = child->next;
    else
        group->async_children = child->next ? &child->next->frame : NULL;
    group->async_running--;
}

bool group_child_is_alone(const async_frame *task)
{
    async_frame *owner = task->async_parent;
    return owner && owner->async_function == &child_function && !child_of(owner)->group->async_joining;
}

/* --- winding down --- */

static void wind_down(async_group *group)
{
    group->async_state |= WINDING;
    line_wake(&group->async_slots, -ECANCELED);
    for (struct child *child = child_of(group->async_children); child; child = child->next)
        mark(child->u.call);
}

void async_group_cancel(async_group *group)
{
    wind_down(group);
}

/* --- waiting for all --- */

struct join_frame {
    async_frame frame;
    union {
        int value;
        struct {
            async_frame *branch; /* see cancel.c */
            async_frame *next;   /* another one that waits for the end */
            async_group *group;
            int result;
        } at;
    } u;
};

static void free_ends(async_group *group)
{
    while (group->async_ends) {
        async_frame *end = group->async_ends;
        group->async_ends = child_of(end)->next ? &child_of(end)->next->frame : NULL;
        async_release_fast(end);
    }
    group->async_last_end = NULL;
}

/* All children have ended: the result of the join. Makes the group as new. */
static int finish(async_group *group)
{
    int result = group->async_failure ? group->async_failure : group->async_state & REACHED ? -ECANCELED : 0;
    group->async_failure = 0;
    group->async_state &= SETTINGS;
    free_ends(group);
    return result;
}

static async_frame *join_resume(async_frame *frame);
static async_frame *end_resume(async_frame *frame);

/* The mark reaches the children through whoever waits for their end. */
static void join_below(async_frame *frame, void *marker)
{
    async_group *group = ((struct join_frame *)frame)->u.at.group;
    if (marker_marks(marker))
        group->async_state |= group->async_running ? MARKED | REACHED : MARKED;
    for (struct child *child = child_of(group->async_children); child; child = child->next)
        async_mark_below(marker, child->u.call);
}

static const async_leaf join_leaf = {
    .async_name = "async_group_join", .async_kind = ASYNC_BRANCH, .async_below = join_below};
static const async_await join_awaits[] = {{.async_leaf = &join_leaf}};
static const async_function join_function = {.async_resume = join_resume,
                                             .async_name = "async_group_join",
                                             .async_size = sizeof(struct join_frame),
                                             .async_await_count = 1,
                                             .async_status_size = sizeof(int),
                                             .async_awaits = join_awaits};
static const async_leaf end_leaf = {
    .async_name = "async_group_end", .async_kind = ASYNC_BRANCH, .async_below = join_below};
static const async_await end_awaits[] = {{.async_leaf = &end_leaf}};
static const async_function end_function = {.async_resume = end_resume,
                                            .async_name = "async_group_end",
                                            .async_size = sizeof(struct join_frame),
                                            .async_await_count = 1,
                                            .async_awaits = end_awaits};

static async_frame *join_resume(async_frame *frame)
{
    struct join_frame *self = (struct join_frame *)frame;
    self->u.value = self->u.at.result;
    return async_return_fast(frame, &join_function);
}

static async_frame *end_resume(async_frame *frame)
{
    return async_return_fast(frame, &end_function);
}

static async_frame *wait_for_all(const async_function *function, async_group *group)
{
    struct join_frame *self = async_take(function);
    self->u.at.group = group;
    self->u.at.next = group->async_joining;
    group->async_joining = &self->frame;
    self->frame.async_status = ASYNC_PENDING;
    if (self->frame.async_flags & ASYNC_CANCELLED) {
        group->async_state |= MARKED | REACHED;
        for (struct child *child = child_of(group->async_children); child; child = child->next)
            mark(child->u.call);
    }
    return async_wait(&self->frame, 1);
}

async_int async_group_join__async(async_group *group)
{
    if (group->async_running)
        return (async_int){.async_wait = wait_for_all(&join_function, group)};
    return (async_int){.async_value = finish(group)};
}

async_void async_group_end__async(async_group *group)
{
    wind_down(group);
    if (group->async_running)
        return wait_for_all(&end_function, group);
    finish(group);
    return NULL;
}

/* --- the end of a child --- */

/* Keeps an end for async_group_next: in this frame, or in the last record if that has the same value. */
static void keep_end(async_group *group, struct child *child, int value)
{
    struct child *last = child_of(group->async_last_end);
    if (last && last->frame.async_status == value) {
        last->u.count++;
        async_release_fast(&child->frame);
        return;
    }
    child->frame.async_status = value;
    child->frame.async_flags |= ASYNC_DONE;
    child->next = NULL;
    child->u.count = 1;
    if (last)
        last->next = child;
    else
        group->async_ends = &child->frame;
    group->async_last_end = &child->frame;
}

static void report_end(async_group *group, struct child *child, int value)
{
    if (group->async_nexts.async_first) {
        struct waiter *waiter = line_take(&group->async_nexts);
        waiter->u.at.result = value;
        async_ready(&waiter->frame, 0);
        async_release_fast(&child->frame);
    } else if (group->async_state & DISCARD) {
        async_release_fast(&child->frame);
    } else {
        keep_end(group, child, value);
    }
}

static void wake_slot(async_group *group)
{
    if (!group->async_slots.async_first || (group->async_limit && group->async_running >= group->async_limit))
        return;
    async_ready(&line_take(&group->async_slots)->frame, 0);
}

/* Wakes those who wait for all, or for another child that does not come. */
static void report_all(async_group *group)
{
    line_wake(&group->async_nexts, -ENOENT);
    if (!group->async_joining)
        return;
    int result = finish(group);
    while (group->async_joining) {
        struct join_frame *join = (struct join_frame *)group->async_joining;
        group->async_joining = join->u.at.next;
        join->u.at.result = result;
        async_ready(&join->frame, 0);
    }
}

static void child_ended(struct child *child)
{
    async_group *group = child->group;
    int value = task_status(child->u.call);
    task_release(child->u.call);
    remove_child(group, child);
    if (value < 0 && value != -ECANCELED) {
        if (!group->async_failure)
            group->async_failure = value;
        if (!(group->async_state & (KEEP_GOING | WINDING)))
            wind_down(group);
    }
    report_end(group, child, value);
    if (group->async_running)
        wake_slot(group);
    else
        report_all(group), wake_slot(group);
}

static async_frame *child_resume(async_frame *frame)
{
    child_ended(child_of(frame));
    return NULL;
}

/* --- spawning --- */

void async_group_limit(async_group *group, size_t count)
{
    group->async_limit = count;
}

void async_group_keep_going(async_group *group)
{
    group->async_state |= KEEP_GOING;
}

void async_group_discard(async_group *group)
{
    group->async_state |= DISCARD;
}

/* Why no child may be spawned; 0: one may. */
static int refusal(const async_group *group)
{
    if (async_marked() || group->async_state & WINDING)
        return -ECANCELED;
    return group->async_limit && group->async_running >= group->async_limit ? -EAGAIN : 0;
}

int async__group_spawn(async_group *group, async_task *call)
{
    if (!call)
        return -ENOMEM;
    int refused = refusal(group);
    struct child *child = refused ? NULL : child_of(pool_try(&child_function, false));
    if (!child) {
        task_discard(call);
        return refused ? refused : -ENOMEM;
    }
    child->group = group;
    child->u.call = call;
    child->frame.async_state = 1;
    child->frame.async_link = call;
    add_child(group, child);
    if (group->async_state & MARKED)
        group->async_state |= REACHED;
    task_begin_child(call, &child->frame, group->async_state & MARKED);
    if (call->async_flags & ASYNC_DONE)
        child_ended(child);
    return 0;
}

/* --- waiting for a place, or for the next end --- */

/* Whoever is woken may not use the place, so the next in line is woken, too, and finds out in its turn. */
static async_frame *slot_resume(async_frame *frame)
{
    struct waiter *self = waiter_of(frame);
    async_group *group = self->u.at.object;
    if (frame->async_status < 0 || self->u.at.result < 0)
        return waiter_resume(frame);
    if (group->async_state & WINDING) {
        self->u.at.result = -ECANCELED;
    } else if (group->async_limit && group->async_running >= group->async_limit) {
        frame->async_status = ASYNC_PENDING;
        if (async_begin(frame))
            line_add_first(&group->async_slots, self);
        return NULL;
    }
    wake_slot(group);
    return waiter_resume(frame);
}

static const async_leaf slot_leaf = {.async_name = "async_group_slot", .async_cancel = line_cancel};
static const async_await slot_awaits[] = {{.async_leaf = &slot_leaf}};
static const async_function slot_function = {.async_resume = slot_resume,
                                             .async_name = "async_group_slot",
                                             .async_size = sizeof(struct waiter),
                                             .async_await_count = 1,
                                             .async_status_size = sizeof(int),
                                             .async_awaits = slot_awaits};

async_int async_group_slot__async(async_group *group)
{
    int refused = async_marked() ? -EAGAIN : refusal(group); /* in a marked frame the wait is refused below */
    if (refused != -EAGAIN)
        return (async_int){.async_value = refused};
    return line_wait(&slot_function, &group->async_slots, group);
}

WAITER_LEAF(group_next, line_cancel);

async_int async_group_next__async(async_group *group)
{
    if (group->async_state & DISCARD)
        return (async_int){.async_value = -EINVAL};
    if (async_marked() || (!group->async_ends && group->async_running))
        return line_wait(&group_next_function, &group->async_nexts, group);
    if (!group->async_ends)
        return (async_int){.async_value = -ENOENT};
    struct child *end = child_of(group->async_ends);
    int value = end->frame.async_status;
    if (!--end->u.count) {
        group->async_ends = end->next ? &end->next->frame : NULL;
        if (!group->async_ends)
            group->async_last_end = NULL;
        async_release_fast(&end->frame);
    }
    return (async_int){.async_value = value};
}
