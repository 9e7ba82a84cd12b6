/* queue.c: queues of items.
 *
 * Getters wait only while there is no item, putters only while there is no room. So an item goes from the putter's
 * memory to that of a getter who waits, and when an item is got, the room goes to the putter who is first in line: its
 * item moves in at once. Both have what they waited for before their turn, so a cancellation that comes in between
 * changes nothing.
 *
 * The items are in a ring, or in order in a binary heap, where a number for each item keeps equals in their order.
 */
#include "internal.h"

#include <errno.h>
#include <string.h>

enum { FIRST_ROOM = 8 };

#if defined(__GNUC__)
#define OUT_OF_LINE static __attribute__((__noinline__)) /* so that its callers save no registers */
#else
#define OUT_OF_LINE static
#endif

/* Most items are pointers, or as large as one. */
static inline void copy_item(const async_queue *queue, void *to, const void *from)
{
    if (queue->async_item_size == sizeof(void *))
        memcpy(to, from, sizeof(void *));
    else
        memcpy(to, from, queue->async_item_size);
}

static unsigned char *slot(const async_queue *queue, size_t index)
{
    return queue->async_items + index * queue->async_item_size;
}

/* --- room --- */

/* The numbers of a heap's items stand after the items. */
static size_t numbers_offset(const async_queue *queue, size_t room)
{
    return (room * queue->async_item_size + sizeof(size_t) - 1) / sizeof(size_t) * sizeof(size_t);
}

static size_t *numbers(const async_queue *queue)
{
    return (size_t *)(void *)(queue->async_items + numbers_offset(queue, queue->async_room));
}

static size_t larger_room(const async_queue *queue)
{
    size_t room = queue->async_room ? 2 * queue->async_room : FIRST_ROOM;
    return room < queue->async_capacity ? room : queue->async_capacity;
}

/* Doubles the room; false without memory. The items then begin at index 0. */
static bool grow(async_queue *queue)
{
    size_t room = larger_room(queue), count = queue->async_count;
    if (room > (SIZE_MAX / 2 - sizeof(size_t)) / (queue->async_item_size + sizeof(size_t)))
        return false;
    unsigned char *items = memory_ask(numbers_offset(queue, room) + (queue->async_before ? room * sizeof(size_t) : 0));
    if (!items)
        return false;
    size_t begin = queue->async_room - queue->async_first; /* until the ring's end */
    if (begin > count)
        begin = count;
    if (count) {
        memcpy(items, slot(queue, queue->async_first), begin * queue->async_item_size);
        memcpy(items + begin * queue->async_item_size, queue->async_items, (count - begin) * queue->async_item_size);
        if (queue->async_before)
            memcpy(items + numbers_offset(queue, room), numbers(queue), count * sizeof(size_t));
    }
    memory_give(queue->async_items);
    queue->async_items = items;
    queue->async_room = room;
    queue->async_first = 0;
    return true;
}

/* --- the heap: each item is after its parent; children of I: 2 I + 1, 2 I + 2 --- */

/* True if an item with this number is before the one at `index`. */
static bool is_before(const async_queue *queue, const void *item, size_t number, size_t index)
{
    const void *other = slot(queue, index);
    if (queue->async_before(item, other))
        return true;
    return !queue->async_before(other, item) && numbers(queue)[index] - number - 1 < SIZE_MAX / 2;
}

static void heap_move(async_queue *queue, size_t to, size_t from)
{
    copy_item(queue, slot(queue, to), slot(queue, from));
    numbers(queue)[to] = numbers(queue)[from];
}

static void heap_push(async_queue *queue, const void *item)
{
    size_t hole = queue->async_count, number = queue->async_number++;
    for (; hole && is_before(queue, item, number, (hole - 1) / 2); hole = (hole - 1) / 2)
        heap_move(queue, hole, (hole - 1) / 2);
    copy_item(queue, slot(queue, hole), item);
    numbers(queue)[hole] = number;
}

/* Takes out the first item: the last one moves from the top to its place. */
static void heap_pop(async_queue *queue, void *item)
{
    size_t count = queue->async_count - 1, hole = 0, child;
    copy_item(queue, item, slot(queue, 0));
    for (; (child = 2 * hole + 1) < count; hole = child) {
        size_t *number = numbers(queue);
        if (child + 1 < count && is_before(queue, slot(queue, child + 1), number[child + 1], child))
            child++;
        if (!is_before(queue, slot(queue, child), number[child], count))
            break;
        heap_move(queue, hole, child);
    }
    if (hole != count)
        heap_move(queue, hole, count);
}

/* --- items --- */

/* Puts an item in, for which there is room. */
static void push(async_queue *queue, const void *item)
{
    if (queue->async_before) {
        heap_push(queue, item);
    } else {
        size_t index = queue->async_first + queue->async_count;
        copy_item(queue, slot(queue, index < queue->async_room ? index : index - queue->async_room), item);
    }
    queue->async_count++;
}

/* Takes the next item out. */
static void pop(async_queue *queue, void *item)
{
    if (queue->async_before) {
        heap_pop(queue, item);
    } else {
        copy_item(queue, item, slot(queue, queue->async_first));
        if (++queue->async_first == queue->async_room)
            queue->async_first = 0;
    }
    queue->async_count--;
}

/* Moves the putter whose item is next to the beginning of the line. */
static void first_putter(async_queue *queue)
{
    struct waiter *next = waiter_of(queue->async_putters.async_first);
    for (async_frame *other = next->frame.async_link; other; other = other->async_link)
        if (queue->async_before(waiter_of(other)->u.at.object, next->u.at.object))
            next = waiter_of(other);
    line_remove(next);
    line_add_first(&queue->async_putters, next);
}

/* --- put and get --- */

LINE_LEAF(queue_put, line_cancel);
LINE_LEAF(queue_get, line_cancel);

int async_queue_init(async_queue *queue, size_t item_size, size_t capacity)
{
    if (!item_size)
        return -EINVAL;
    *queue = (async_queue){.async_item_size = item_size, .async_capacity = capacity, .async_is_open = 1};
    return 0;
}

int async_queue_order(async_queue *queue, int (*before)(const void *a, const void *b))
{
    if (queue->async_count)
        return -EBUSY;
    memory_give(queue->async_items); /* a heap's room has another layout */
    queue->async_items = NULL;
    queue->async_room = queue->async_first = 0;
    queue->async_before = before;
    return 0;
}

/* Takes the first out of a line. It becomes ready: its wait has not ended, otherwise it would have left the line. */
static inline struct waiter *wake_first(async_waiters *line)
{
    struct waiter *first = line_take(line);
    async_ready(&first->frame, 0);
    return first;
}

/* From the putter's memory to that of a getter who waits, or the other way round. */
static inline void hand_to_getter(async_queue *queue, const void *item)
{
    copy_item(queue, wake_first(&queue->async_getters)->u.at.object, item);
    queue->async_got++;
}

static inline void take_from_putter(async_queue *queue, void *item)
{
    copy_item(queue, item, wake_first(&queue->async_putters)->u.at.object);
    queue->async_got++;
}

/* -EAGAIN: it has to wait. */
static inline int try_put(async_queue *queue, const void *item)
{
    if (!queue->async_is_open)
        return -EPIPE;
    if (queue->async_getters.async_first) {
        hand_to_getter(queue, item);
        return 0;
    }
    if (queue->async_count == queue->async_capacity)
        return -EAGAIN;
    if (queue->async_count == queue->async_room && !grow(queue))
        return -ENOMEM;
    push(queue, item);
    return 0;
}

static inline int try_get(async_queue *queue, void *item)
{
    if (queue->async_count) {
        pop(queue, item);
        if (queue->async_putters.async_first)
            push(queue, wake_first(&queue->async_putters)->u.at.object);
        queue->async_got++;
        return 0;
    }
    if (!queue->async_putters.async_first)
        return queue->async_is_open ? -EAGAIN : -EPIPE;
    if (queue->async_before)
        first_putter(queue);
    take_from_putter(queue, item);
    return 0;
}

int async_queue_tryput(async_queue *queue, const void *item)
{
    return try_put(queue, item);
}

int async_queue_tryget(async_queue *queue, void *item)
{
    return try_get(queue, item);
}

/* The usual cases come first, without a call in them: the operation has to wait, or somebody waits for it and the item
 * is as large as a pointer. While somebody waits for items the queue is open and empty; while somebody waits for room,
 * it is open. */

static bool is_slow(const async_queue *queue)
{
    return queue->async_item_size != sizeof(void *) || async_marked();
}

static async_turn turn_of(int status, async_waiters *line, void *item)
{
    if (status != -EAGAIN)
        return (async_turn){.async_value = status};
    async_this_thread.async_object = item;
    return (async_turn){.async_wait = line};
}

OUT_OF_LINE async_turn put_slow(async_queue *queue, const void *item)
{
    return turn_of(async_marked() ? -EAGAIN : try_put(queue, item), &queue->async_putters, (void *)(uintptr_t)item);
}

async_turn async_queue_put__try(async_queue *queue, const void *item)
{
    if (queue->async_getters.async_first) {
        if (is_slow(queue))
            return put_slow(queue, item);
        hand_to_getter(queue, item);
        return (async_turn){0};
    }
    if (queue->async_count != queue->async_capacity || !queue->async_is_open)
        return put_slow(queue, item);
    async_this_thread.async_object = (void *)(uintptr_t)item;
    return (async_turn){.async_wait = &queue->async_putters};
}

async_int async_queue_put__async(async_queue *queue, const void *item)
{
    return line_call(&queue_put_function, async_queue_put__try(queue, item));
}

OUT_OF_LINE async_turn get_slow(async_queue *queue, void *item)
{
    return turn_of(async_marked() ? -EAGAIN : try_get(queue, item), &queue->async_getters, item);
}

async_turn async_queue_get__try(async_queue *queue, void *item)
{
    if (queue->async_count)
        return get_slow(queue, item);
    if (queue->async_putters.async_first) {
        if (is_slow(queue) || queue->async_before)
            return get_slow(queue, item);
        take_from_putter(queue, item);
        return (async_turn){0};
    }
    if (!queue->async_is_open)
        return get_slow(queue, item);
    async_this_thread.async_object = item;
    return (async_turn){.async_wait = &queue->async_getters};
}

async_int async_queue_get__async(async_queue *queue, void *item)
{
    return line_call(&queue_get_function, async_queue_get__try(queue, item));
}

/* --- the end --- */

/* True while an item is in the queue, or was got and is not done. */
static bool is_unfinished(const async_queue *queue)
{
    return queue->async_count || queue->async_got;
}

static void wake_drainers(async_queue *queue)
{
    if (!is_unfinished(queue))
        line_wake(&queue->async_drainers, 0);
}

void async_queue_close(async_queue *queue)
{
    queue->async_is_open = 0;
    line_wake(&queue->async_putters, -EPIPE);
    line_wake(&queue->async_getters, -EPIPE);
}

void async_queue_abort(async_queue *queue)
{
    async_queue_close(queue);
    memory_give(queue->async_items);
    queue->async_items = NULL;
    queue->async_count = queue->async_room = queue->async_first = 0;
    wake_drainers(queue);
}

size_t async_queue_size(const async_queue *queue)
{
    return queue->async_count;
}

/* --- done, drained --- */

LINE_LEAF(queue_drained, line_cancel);

int async_queue_done(async_queue *queue)
{
    if (!queue->async_got)
        return -EINVAL;
    queue->async_got--;
    wake_drainers(queue);
    return 0;
}

async_turn async_queue_drained__try(async_queue *queue)
{
    return turn_of(is_unfinished(queue) || async_marked() ? -EAGAIN : 0, &queue->async_drainers, NULL);
}

async_int async_queue_drained__async(async_queue *queue)
{
    return line_call(&queue_drained_function, async_queue_drained__try(queue));
}
