/* frame.c: the layout of frames.
 *
 * A frame holds the header, then slots. Variables that are never live at the same await share a slot (a union): greedy
 * colouring, largest first, so that the small ones fill the holes between the large ones. Pinned locals occupy their
 * slot at every await of their scope. The first slot comes right after the header, where the ABI wants the value of a
 * function that is done and the timer of one that sleeps; the value is stored when nothing else is live, so it can
 * share with anything.
 */
#include "passes/frame.h"

#include "ir/attributes.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = sizeof(unsigned long) * CHAR_BIT };

struct field {
    struct var *var;
    unsigned long *occupied;
    bool first; /* must come right after the header */
};

static void set_bit(unsigned long *bits, size_t index)
{
    bits[index / BITS] |= 1ul << (index % BITS);
}

static bool meet(const unsigned long *a, const unsigned long *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (a[i] & b[i])
            return true;
    return false;
}

/* Larger ones first; equal ones in source order. */
static int compare(const void *a, const void *b)
{
    const struct field *left = a, *right = b;
    if (left->first != right->first)
        return left->first ? -1 : 1;
    if (left->var->type->size != right->var->type->size)
        return left->var->type->size > right->var->type->size ? -1 : 1;
    return left->var->index < right->var->index ? -1 : left->var->index > right->var->index;
}

/* Makes a field that does not hold a variable of the source. */
static struct var *make_var(struct func *func, const char *name, struct type *type)
{
    struct var *var = arena_take(sizeof *var);
    var->name = var->out_name = var->field = name;
    var->type = type;
    var->is_temp = true;
    var->index = (int)func->vars.count + 1;
    return var;
}

static struct type *children_type(unsigned count)
{
    struct type *element = type_named("async_frame");
    struct type *pointer = arena_take(sizeof *pointer);
    pointer->shape = TYPE_POINTER;
    pointer->inner = element;
    struct type *array = arena_take(sizeof *array);
    array->shape = TYPE_ARRAY;
    array->inner = pointer;
    array->length = arena_format("%u", count);
    array->size = 8ll * count;
    return array;
}

static struct type *timer_type(void)
{
    struct type *type = type_named("async_timer");
    type->size = 16;
    return type;
}

static struct type *place_type(void)
{
    struct type *type = type_named("async_place");
    type->size = 32;
    return type;
}

/* The names of the fields so far, and the last number that each local's name was given: a function may have thousands
 * of locals called `i`. */
struct names {
    struct words taken;
    struct last {
        const char *name;
        int number;
    } * last;
    size_t count, room;
};

static struct last *last_of(struct names *names, const char *name)
{
    if (names->count * 2 >= names->room) {
        struct names old = *names;
        names->room = old.room ? old.room * 2 : 64;
        names->count = 0;
        names->last = arena_take(names->room * sizeof *names->last);
        for (size_t i = 0; i < old.room; i++)
            if (old.last[i].name)
                last_of(names, old.last[i].name)->number = old.last[i].number;
    }
    size_t at = 0;
    for (const char *c = name; *c; c++)
        at = at * 31 + (unsigned char)*c;
    for (at &= names->room - 1; names->last[at].name; at = (at + 1) & (names->room - 1))
        if (!strcmp(names->last[at].name, name))
            return &names->last[at];
    names->count++;
    names->last[at] = (struct last){name, 1};
    return &names->last[at];
}

/* A name that no other field of this frame has, no type (see names_own), and no macro, unless it is the name of the
 * local in the source. */
static const char *field_name(const struct unit *unit, struct names *names, const struct var *var)
{
    const char *name = var->is_temp ? var->name : var->out_name;
    bool made = var->is_temp;
    for (;; made = true) {
        size_t length = strlen(name);
        bool taken = (made && words_have(&unit->macro_names, name, length)) ||
                     words_have(&unit->type_names, name, length) || words_have(&names->taken, name, length);
        if (!taken) {
            words_add(&names->taken, name, length);
            return name;
        }
        name = arena_format("%s_%d", var->name, ++last_of(names, var->name)->number);
    }
}

/* True if the variable has a slot of its own. */
static bool lives_alone(const struct frame *frame, const struct var *var)
{
    for (size_t i = 0; i < frame->slots.count; i++)
        for (size_t k = 0; k < frame->slots.items[i].vars.count; k++)
            if (frame->slots.items[i].vars.items[k] == var)
                return frame->slots.items[i].vars.count == 1;
    return false;
}

static bool live_everywhere(const struct func *func, const struct var *var)
{
    size_t count = 0;
    for (size_t i = 0; i < func->awaits.count; i++)
        for (unsigned k = 0; k < func->awaits.items[i]->live_count; k++)
            count += func->awaits.items[i]->live[k] == var;
    return count == func->awaits.count;
}

/* On resumption, the body is passed the parameters that the frame holds. At an await that does not need a parameter its
 * field may hold anything, unless the function saves it at its start. That does not harm a number or a pointer in a
 * field of its own, but a _Bool would have to be 0 or 1, and a length in the type of another parameter would have to be
 * valid. */
static void find_resumed_params(struct func *func)
{
    bool lengths = false;
    for (size_t i = 0; i < func->params.count; i++)
        lengths |= func->params.items[i]->type->is_variable;
    for (size_t i = 0; i < func->params.count; i++) {
        struct var *var = func->params.items[i];
        const struct type *type = var->type;
        if (!var->saved || var->pinned || type->is_variable || type_needs_room(type) ||
            type->alignment > FRAME_ALIGNMENT)
            continue;
        bool alone = lives_alone(func->frame, var);
        var->saved_once = (func->twice || func->pins) && alone && !node_modifies(func->body, var);
        bool number = (type->is_integer && type->size > 1) || type->is_pointer;
        var->passed = live_everywhere(func, var) || (number && !lengths && alone) || (func->pins && var->saved_once);
    }
}

/* Compiling a body once for each of its two entries makes a call that does not wait as fast as possible, but doubles
 * the code. That pays for functions that do little but call, such as fib. One that takes its frame at its start does
 * not have such a call; it pays if the function is resumed all the time. */
enum { SMALL_AWAITS = 4, SMALL_NODES = 60 };

static void count_node(struct node *node, void *data)
{
    (void)node;
    ++*(unsigned *)data;
}

/* True if it calls nothing that could wait: a wait is all that a resumption comes from, and mostly leads to. */
static bool waits_only_itself(const struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++)
        if (func->awaits.items[i]->await != AWAIT_LEAF && !node_waits_in_line(func->awaits.items[i]))
            return false;
    return true;
}

static bool is_worth_twice(const struct func *func)
{
    unsigned nodes = 0;
    if (attributes_have(func, "always_inline"))
        return true;
    /* compilers do not inline these into other code */
    if (attributes_have(func, "target") || attributes_have(func, "optimize") || attributes_have(func, "optnone") ||
        func->must_be_one || func->awaits.count > SMALL_AWAITS || (func->pins && !waits_only_itself(func)))
        return false;
    node_walk(func->body, count_node, &nodes);
    return nodes <= SMALL_NODES;
}

/* What the frame of a function gets. */
struct layout {
    struct unit *unit;
    struct func *func;
    struct names names;
    struct field *fields;
    size_t count;
    size_t words;             /* of a set of awaits */
    unsigned long **occupied; /* by variable: the awaits that it is in the frame at, or NULL */
    unsigned long *timer;     /* the same of the timer */
    unsigned long *in_line;   /* the same of a place in a line */
    size_t vacant;            /* slots that hold nothing at any await */
};

static void add_field(struct layout *layout, struct var *var, unsigned long *occupied, bool is_timer)
{
    layout->fields[layout->count++] = (struct field){var, occupied, is_timer};
}

/* Frame fields have names of their own beside these. */
static void reserve_names(struct layout *layout)
{
    static const char *const own[] = {"frame", "value", "timer", "place"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        const char *name = names_own(layout->unit, own[i]);
        words_add(&layout->names.taken, name, strlen(name));
    }
}

/* Notes what this await saves and what the frame needs for the await itself. */
static void lay_out_await(struct layout *layout, size_t number)
{
    struct func *func = layout->func;
    struct node *await = func->awaits.items[number];
    for (unsigned i = 0; i < await->live_count; i++) {
        int index = await->live[i]->index;
        if (!layout->occupied[index])
            layout->occupied[index] = arena_take(layout->words * sizeof(unsigned long));
        set_bit(layout->occupied[index], number);
    }
    if (await->await == AWAIT_LEAF && await->child[0]->child[0]->func->leaf == LEAF_TIMER) {
        set_bit(layout->timer, number);
        func->frame->has_timer = true;
    }
    if (node_waits_in_line(await)) {
        set_bit(layout->in_line, number);
        func->frame->has_place = true;
    }
    if (await->await == AWAIT_GATHER) {
        struct var *children = make_var(func, name_unused(layout->unit, arena_format("g%d", await->number)),
                                        children_type(await->child[0]->count));
        func->frame->gathers[number] = children;
        words_add(&layout->names.taken, children->name, strlen(children->name));
        unsigned long *bits = arena_take(layout->words * sizeof *bits);
        set_bit(bits, number);
        add_field(layout, children, bits, false);
    }
}

/* True if the variable is in the frame at each await. */
static bool is_everywhere(const struct func *func, const struct var *var)
{
    return var->pinned && (var->whole || var->scope == func->body);
}

static bool is_empty(const unsigned long *bits, size_t words)
{
    while (words > 0 && !bits[words - 1])
        words--;
    return !words;
}

static void place(struct layout *layout, struct field *field)
{
    struct frame *frame = layout->func->frame;
    bool empty = is_empty(field->occupied, layout->words), alone = is_everywhere(layout->func, field->var);
    for (size_t i = alone && !layout->vacant ? frame->slots.count : 0; i < frame->slots.count; i++) {
        struct slot *slot = &frame->slots.items[i];
        if (meet(slot->occupied, field->occupied, layout->words))
            continue;
        layout->vacant -= !empty && is_empty(slot->occupied, layout->words);
        for (size_t w = 0; w < layout->words; w++)
            slot->occupied[w] |= field->occupied[w];
        ARRAY_ADD(slot->vars, field->var);
        return;
    }
    struct slot slot = {.occupied = field->occupied};
    ARRAY_ADD(slot.vars, field->var);
    ARRAY_ADD(frame->slots, slot);
    layout->vacant += empty;
}

/* Gives the variable a field if it is saved or pinned. */
static void lay_out_var(struct layout *layout, size_t index)
{
    struct func *func = layout->func;
    struct var *var = func->vars.items[index];
    if (var->pinned) {
        func->pins = true;
        layout->occupied[index] = arena_take(layout->words * sizeof(unsigned long));
        bool everywhere = is_everywhere(func, var);
        if (everywhere)
            memset(layout->occupied[index], 0xff, layout->words * sizeof(unsigned long));
        for (size_t k = 0; k < func->awaits.count && !everywhere; k++)
            if (node_is_within(func->awaits.items[k], var->scope))
                set_bit(layout->occupied[index], k);
    }
    if (!layout->occupied[index])
        return;
    var->field = field_name(layout->unit, &layout->names, var);
    add_field(layout, var, layout->occupied[index], false);
}

void frame_function(struct unit *unit, struct func *func)
{
    size_t awaits = func->awaits.count;
    struct layout layout = {.unit = unit, .func = func, .words = awaits / BITS + 1};
    struct frame *frame = arena_take(sizeof *frame);
    func->frame = frame;
    func->has_frame = awaits > 0;
    frame->has_value = !func->type->inner->is_void;
    frame->gathers = arena_take((awaits + 1) * sizeof *frame->gathers);
    if (!awaits)
        return;

    struct slot first = {.occupied = arena_take(layout.words * sizeof(unsigned long))};
    ARRAY_ADD(frame->slots, first);
    layout.vacant = 1;
    size_t vars = func->vars.count;
    layout.fields = arena_take((vars + awaits + 2) * sizeof *layout.fields);
    layout.occupied = arena_take((vars + 1) * sizeof *layout.occupied);
    layout.timer = arena_take(layout.words * sizeof *layout.timer);
    layout.in_line = arena_take(layout.words * sizeof *layout.in_line);
    reserve_names(&layout);
    for (size_t i = 0; i < awaits; i++)
        lay_out_await(&layout, i);
    for (size_t i = 0; i < vars; i++)
        lay_out_var(&layout, i);
    if (frame->has_timer)
        add_field(&layout, make_var(func, names_own(unit, "timer"), timer_type()), layout.timer, true);
    if (frame->has_place)
        add_field(&layout, make_var(func, names_own(unit, "place"), place_type()), layout.in_line, true);
    qsort(layout.fields, layout.count, sizeof *layout.fields, compare);
    for (size_t i = 0; i < layout.count; i++)
        place(&layout, &layout.fields[i]);
    func->twice = is_worth_twice(func);
    find_resumed_params(func);
}
