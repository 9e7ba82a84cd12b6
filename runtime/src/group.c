/* group.c: groups of tasks.
 *
 * Each child is a coroutine object. All of a group have the same continuation, a frame that belongs to the group
 * (struct owner) and is there while children run. It has them in an array; a child's status is its place there. When a
 * child has ended, its value is taken. If async_group_next may still ask for the value, the child's frame goes on as a
 * record of it, so that no end is lost without memory; equal values in a row share one record.
 */
#include "internal.h"

#include <errno.h>
#include <string.h>

/* group->async_state */
enum {
    WINDING = 1 << 0,    /* no more children until it is joined */
    KEEP_GOING = 1 << 1, /* a failure does not cancel the others */
    DISCARD = 1 << 2,    /* ends are not kept */
    MARKED = 1 << 3,     /* somebody who is marked waits for the end … */
    REACHED = 1 << 4,    /* … and children were cancelled by that */
    SETTINGS = KEEP_GOING | DISCARD
};

enum { FIRST_ROOM = 4 };

struct owner {
    async_frame frame;
    async_group *group;
    struct owner *next;    /* a group has one for each loop that its children run in */
    async_task **children; /* `first`, or memory of their own */
    size_t count, room;
    async_task *first[FIRST_ROOM];
};

static async_frame *owner_resume(async_frame *frame)
{
    (void)frame; /* children tell their ends by ASYNC_CHILD */
    return NULL;
}

static const async_function owner_function = {
    .async_resume = owner_resume, .async_name = "async_group", .async_size = sizeof(struct owner)};

static struct owner *owner_of(async_frame *frame)
{
    return (struct owner *)frame;
}

/* Marks all children: by the mark that goes down from a frame that waits for their end, or, if that is NULL, another.
 */
static void mark_children(const async_group *group, void *marker)
{
    for (const struct owner *owner = owner_of(group->async_children); owner; owner = owner->next)
        if (marker)
            mark_all_below(marker, owner->children, owner->count);
        else
            mark_all(owner->children, owner->count);
}

/* --- the list of children --- */

/* The owner of children that run in this loop, or NULL without memory. */
static struct owner *find_owner(async_group *group, const struct loop *loop)
{
    struct owner *owner = owner_of(group->async_children);
    while (owner && owner->frame.async_parent != &loop->base)
        owner = owner->next;
    if (owner)
        return owner;
    owner = (struct owner *)pool_try(&owner_function, false);
    if (!owner)
        return NULL;
    owner->group = group;
    owner->next = owner_of(group->async_children);
    owner->children = owner->first;
    owner->count = 0;
    owner->room = FIRST_ROOM;
    group->async_children = &owner->frame;
    return owner;
}

static void free_owner(struct owner *owner)
{
    struct owner *other = owner_of(owner->group->async_children);
    if (other == owner)
        owner->group->async_children = owner->next ? &owner->next->frame : NULL;
    for (; other != owner; other = other->next)
        if (other->next == owner) {
            other->next = owner->next;
            break;
        }
    if (owner->children != owner->first)
        memory_give(owner->children);
    async_release_fast(&owner->frame);
}

/* Makes room for another child. False without memory. */
static bool make_room(struct owner *owner)
{
    if (owner->count < owner->room)
        return true;
    async_task **larger = memory_ask(2 * owner->room * sizeof *larger);
    if (!larger)
        return false;
    memcpy(larger, owner->children, owner->room * sizeof *larger);
    if (owner->children != owner->first)
        memory_give(owner->children);
    owner->children = larger;
    owner->room *= 2;
    return true;
}

static struct owner *owner_need(async_group *group)
{
    struct owner *owner = find_owner(group, async_this_thread.async_state->loop);
    return owner && make_room(owner) ? owner : NULL;
}

/* A child's status is its place. Returns it. */
static size_t add_child(struct owner *owner, async_task *child)
{
    owner->children[owner->count] = child;
    owner->group->async_running++;
    return owner->count++;
}

/* The last one takes its place. */
static void remove_child(struct owner *owner, const async_task *child)
{
    size_t at = (size_t)child->async_status;
    async_task *last = owner->children[--owner->count];
    owner->children[at] = last;
    last->async_status = (int32_t)at;
    owner->group->async_running--;
    if (!owner->count)
        free_owner(owner);
}

bool group_child_is_alone(const async_frame *task)
{
    const async_frame *owner = task->async_parent;
    return owner && owner->async_function == &owner_function && !((const struct owner *)owner)->group->async_joining;
}

/* --- winding down --- */

static void wind_down(async_group *group)
{
    group->async_state |= WINDING;
    line_wake(&group->async_slots, -ECANCELED);
    mark_children(group, NULL);
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
        group->async_ends = end->async_link;
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
    mark_children(group, marker);
}

static const async_leaf join_leaf = {
    .async_name = "async_group_join", .async_kind = ASYNC_BRANCH, .async_below = join_below};
static const async_await join_awaits[] = {{.async_leaf = &join_leaf}};
STATUS_FUNCTION(join, "async_group_join", join_resume, sizeof(struct join_frame));
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
    for (const struct owner *owner = owner_of(group->async_children); owner; owner = owner->next)
        await_begins(owner->children[0], NULL, 0);
    struct join_frame *self = async_take(function);
    self->u.at.group = group;
    self->u.at.next = group->async_joining;
    group->async_joining = &self->frame;
    self->frame.async_status = ASYNC_PENDING;
    if (self->frame.async_flags & ASYNC_CANCELLED) {
        group->async_state |= MARKED | REACHED;
        mark_children(group, NULL);
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

/* How many children gave the value of a record. A record has no continuation. */
static uintptr_t record_count(const async_frame *record)
{
    return (uintptr_t)record->async_parent;
}

static void set_record_count(async_frame *record, uintptr_t count)
{
    record->async_parent = (async_frame *)count;
}

/* Keeps an end for async_group_next: in this frame, or in the last record if that has the same value. */
static void keep_end(async_group *group, async_frame *child, int value)
{
    async_frame *last = group->async_last_end;
    if (last && last->async_status == value) {
        set_record_count(last, record_count(last) + 1);
        async_release_fast(child);
        return;
    }
    child->async_status = value;
    child->async_flags = ASYNC_DONE;
    child->async_link = NULL;
    set_record_count(child, 1);
    if (last)
        last->async_link = child;
    else
        group->async_ends = child;
    group->async_last_end = child;
}

static void report_end(async_group *group, async_frame *child, int value)
{
    if (group->async_nexts.async_first) {
        struct waiter *waiter = line_take(&group->async_nexts);
        waiter->u.at.result = value;
        async_ready(&waiter->frame, 0);
        async_release_fast(child);
    } else if (group->async_state & DISCARD) {
        async_release_fast(child);
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

void group_child_ended(async_frame *child)
{
    struct owner *owner = owner_of(child->async_parent);
    async_group *group = owner->group;
    int value = task_status(child);
    remove_child(owner, child);
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
    struct owner *owner = refused ? NULL : owner_need(group);
    if (!owner) {
        task_discard(call);
        return refused ? refused : -ENOMEM;
    }
    if (group->async_state & MARKED)
        group->async_state |= REACHED;
    task_begin_child(call, &owner->frame, add_child(owner, call), group->async_state & MARKED);
    if (call->async_flags & ASYNC_DONE)
        group_child_ended(call);
    else
        call->async_flags |= ASYNC_CHILD;
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
STATUS_FUNCTION(slot, "async_group_slot", slot_resume, sizeof(struct waiter));

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
    async_frame *end = group->async_ends;
    int value = end->async_status;
    set_record_count(end, record_count(end) - 1);
    if (!record_count(end)) {
        group->async_ends = end->async_link;
        if (!group->async_ends)
            group->async_last_end = NULL;
        async_release_fast(end);
    }
    return (async_int){.async_value = value};
}
