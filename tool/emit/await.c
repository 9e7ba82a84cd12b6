/* await.c: awaits.
 *
 * Each await point becomes a few statements: the call, a test whether it waits, and a branch for the case
 * that it does: take a frame, save what is live, return; then a label; restore what was saved, and read the result.
 * When the frame is resumed, control jumps to the label from the top of the function.
 */
#include "emit/emit.h"

#include "passes/frame.h"
#include "ir/node.h"

#include <string.h>

/* Copies between a local and its field in the frame. */
void emit_copy(struct emit *emit, const struct var *var, bool save)
{
    const char *field = field_text(emit, var), *local = var->out_name;
    const struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
    emit_line(emit);
    if (var->pinned && wide_alignment(var))
        emit_format(emit, "async_copy(&%s, &%s, sizeof %s);", save ? var_text(emit, var) : local,
                    save ? local : var_text(emit, var), local);
    else if (type_needs_room(type))
        emit_format(emit, save ? "ASYNC_SAVE(%s, %s);" : "ASYNC_RESTORE(%s, %s);", save ? field : local,
                    save ? local : field);
    else if (type_copies_bytes(type))
        emit_format(emit, "async_copy(&%s, &%s, sizeof %s);", save ? field : local, save ? local : field, local);
    else
        emit_format(emit, "%s = %s;", save ? field : local, save ? local : field);
}

/* A parameter that is saved once is in the frame already. If the frame was taken at an earlier await, it was live
 * there, too. */
static void emit_saves(struct emit *emit, const struct node *await)
{
    for (unsigned i = 0; i < await->live_count; i++)
        if (!await->live[i]->saved_once)
            emit_copy(emit, await->live[i], true);
}

/* False if there was nothing to restore. */
static bool emit_restores(struct emit *emit, const struct node *await)
{
    bool any = false;
    for (unsigned i = 0; i < await->live_count; i++) {
        if (await->live[i]->passed)
            continue;
        any = true;
        emit_copy(emit, await->live[i], false);
    }
    return any;
}

/* The first wait of a function that is not inlined. False if the function never continues here, because it cannot have
 * a frame. */
static bool emit_first_wait(struct emit *emit, const struct node *await, const char *wait)
{
    bool asks = await->frame_state == FRAME_MAYBE;
    emit_line(emit);
    if (asks) {
        emit_format(emit, "if (!%s)", emit->frame_name);
        emit->depth++;
        emit_line(emit);
    }
    emit_wait_outside(emit, await, wait);
    emit->depth -= asks;
    return asks;
}

static void emit_take(struct emit *emit, const struct node *await)
{
    bool asks = await->frame_state == FRAME_MAYBE, any = false;
    for (unsigned i = 0; i < await->live_count; i++)
        any |= await->live[i]->saved_once;
    emit_line(emit);
    if (asks) {
        emit_format(emit, "if (!%s)%s", emit->frame_name, any ? " {" : "");
        emit->depth++;
        emit_line(emit);
    }
    emit_format(emit, "%s = async_take(&%s_function);", emit->frame_name, emit->func->stem);
    for (unsigned i = 0; i < await->live_count; i++)
        if (await->live[i]->saved_once)
            emit_copy(emit, await->live[i], true);
    if (asks) {
        emit->depth--;
        if (any) {
            emit_line(emit);
            emit_format(emit, "}");
        }
    }
}

/* The header of the frame of the function that is being written. */
static const char *header_text(struct emit *emit)
{
    return arena_format("&%s->%s", emit->frame_name, emit->header_name);
}

/* The callee that the function has waited for. */
static const char *callee_text(struct emit *emit)
{
    return arena_format("%s->%s.async_link", emit->frame_name, emit->header_name);
}

/* A frame that was taken when the function started inherits a mark that was set since then. */
static void emit_inherit(struct emit *emit)
{
    if (!emit->func->pins)
        return;
    emit_line(emit);
    emit_format(emit, "async_inherit(%s);", header_text(emit));
}

/* The function takes its frame, if it has none, to wait for `callee`, or NULL. */
static void emit_frame(struct emit *emit, const struct node *await, const char *callee)
{
    const char *frame = emit->frame_name, *stem = emit->func->stem;
    switch (await->taking) {
    case TAKES_NONE:
    case TAKES_OUTSIDE:
        break;
    case TAKES_INLINE:
        emit_take(emit, await);
        break;
    case TAKES_BY_CALL:
        emit_line(emit);
        if (callee)
            emit_format(emit, "%s = async_park_for(%s, &%s_function, %d, %s);", frame, frame, stem, await->number,
                        callee);
        else
            emit_format(emit, "%s = async_park(%s, &%s_function, %d);", frame, frame, stem, await->number);
        break;
    }
}

/* return …, waiting in `wait`. */
static void emit_leave(struct emit *emit, const char *wait)
{
    emit_line(emit);
    if (returns_void(emit))
        emit_format(emit, "return %s;", wait);
    else
        emit_format(emit, "return (%s){.async_wait = %s};", result_struct(emit), wait);
}

const char *label_name(struct emit *emit, int number)
{
    return free_name(emit, arena_format("await_%d", number));
}

static void emit_label(struct emit *emit, int number)
{
    int depth = emit->depth;
    emit->depth = depth > 0 ? depth - 1 : 0;
    emit_line(emit);
    emit->depth = depth;
    emit_format(emit, "%s:", label_name(emit, number));
}

/* The frame, waiting at this await. */
static const char *waiting_frame(struct emit *emit, const struct node *await)
{
    return await->taking == TAKES_BY_CALL ? header_text(emit)
                                          : arena_format("async_wait(%s, %d)", header_text(emit), await->number);
}

/* Waits for the frame `wait`. False if there was nothing to restore. */
static bool emit_suspension(struct emit *emit, const struct node *await, const char *wait)
{
    if (await->taking != TAKES_OUTSIDE || emit_first_wait(emit, await, wait)) {
        emit_frame(emit, await, wait);
        emit_saves(emit, await);
        emit_inherit(emit);
        if (await->taking == TAKES_BY_CALL)
            emit_leave(emit, waiting_frame(emit, await));
        else
            emit_leave(emit, arena_format("async_suspend(%s, %d, %s)", header_text(emit), await->number, wait));
    }
    emit_label(emit, await->number);
    return emit_restores(emit, await);
}

/* The result of an await is read from the frame of its callee. Its address is not taken: gcc would warn about pointers
 * into the block that contains the label. */
static void emit_take_value(struct emit *emit, const char *name, const struct type *type, const char *callee)
{
    if (copies_value(type))
        emit_format(emit, "async_copy(&%s.async_value, async_value(%s), sizeof %s.async_value);", name, callee, name);
    else
        emit_format(emit, "%s.async_value = *(%s)async_value(%s);", name, pointer_to(emit, type), callee);
}

/* The result type as the function's type spells it; the call may spell it differently. */
static const char *call_result(struct emit *emit, const struct node *call)
{
    const struct node *callee = call->child[0];
    return result_name(emit,
                       callee->kind == NODE_ASYNC_REF ? callee->func->type->inner : callee->type->function->inner);
}

static void emit_await_call(struct emit *emit, const struct node *await)
{
    const struct node *call = await->child[0];
    const char *name = await->value->name;
    bool is_void = await->type->is_void;
    const char *wait = is_void ? name : arena_format("%s.async_wait", name);
    emit_format(emit, "%s%s = ", is_void ? "async_frame *" : arena_format("%s ", call_result(emit, call)), name);
    emit_async_call(emit, call);
    emit_format(emit, ";");
    emit_line(emit);
    emit_format(emit, "if (async_waits(%s)) {", wait);
    emit->depth++;
    bool any = emit_suspension(emit, await, wait);
    if (await->value->used) {
        emit_line(emit);
        emit_take_value(emit, name, await->type, callee_text(emit));
    } else if (!any) {
        emit_format(emit, ";");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* A leaf that tries first. If it has to wait, the frame itself stands in the line that it names. */
static void emit_await_in_line(struct emit *emit, const struct node *await)
{
    const struct node *call = await->child[0];
    const char *name = await->value->name;
    emit_format(emit, "async_turn %s = %s__try", name, call->child[0]->func->name);
    emit_arguments(emit, call, "");
    emit_format(emit, ";");
    emit_line(emit);
    emit_format(emit, "if (async_waits(%s.async_wait)) {", name);
    emit->depth++;
    emit_frame(emit, await, NULL);
    emit_saves(emit, await);
    emit_line(emit);
    emit_format(emit, "async_line_wait(%s, %s.async_wait);", header_text(emit), name);
    emit_leave(emit, waiting_frame(emit, await));
    emit_label(emit, await->number);
    bool any = emit_restores(emit, await);
    if (await->value->used) {
        emit_line(emit);
        emit_format(emit, "%s.async_value = async_line_value(%s);", name, header_text(emit));
    } else if (!any) {
        emit_format(emit, ";");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_await_leaf(struct emit *emit, const struct node *await)
{
    const struct node *call = await->child[0];
    const char *name = await->value->name;
    if (await->value->used) {
        emit_format(emit, "int %s;", name);
        emit_line(emit);
    }
    emit_format(emit, "{");
    emit->depth++;
    if (await->taking != TAKES_OUTSIDE || emit_first_wait(emit, await, "")) {
        emit_frame(emit, await, NULL);
        emit_line(emit);
        emit_format(emit, "%s__wait", call->child[0]->func->name);
        emit_arguments(emit, call, header_text(emit));
        emit_format(emit, ";");
        emit_saves(emit, await);
        emit_leave(emit, waiting_frame(emit, await));
    }
    emit_label(emit, await->number);
    bool any = emit_restores(emit, await);
    if (await->value->used) {
        emit_line(emit);
        emit_format(emit, "%s = %s->%s.async_status;", name, emit->frame_name, emit->header_name);
    } else if (!any) {
        emit_format(emit, ";");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* A coroutine object, or a task that is joined. */
static void emit_await_object(struct emit *emit, const struct node *await)
{
    const struct node *operand = await->child[0];
    bool join = await->await == AWAIT_JOIN;
    if (join)
        operand = operand->child[1];
    const char *name = await->value->name, *fast = emit->func->twice ? "_fast" : "";
    const char *task = free_name(emit, arena_format("%s_task", name));
    emit_format(emit, join ? "async_task *%s = async_claim_handle(" : "async_task *%s = async_claim(&", task);
    emit_expression(emit, operand);
    emit_format(emit, ", __FILE__, __LINE__);");
    emit_line(emit);
    emit_format(emit, "if (async_waits(async_pending(%s))) {", task);
    emit->depth++;
    emit_suspension(emit, await, task);
    emit_line(emit);
    emit_format(emit, "%s = %s;", task, callee_text(emit));
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
    emit_line(emit);
    if (join) {
        emit_format(emit, await->value->used ? "int %s = async_joined(%s);" : "%sasync_joined(%s);",
                    await->value->used ? name : "", task);
        return;
    }
    if (await->value->used) {
        const char *result = result_name(emit, await->type);
        if (copies_value(await->type)) {
            emit_format(emit, "%s %s;", result, name);
            emit_line(emit);
            emit_take_value(emit, name, await->type, task);
        } else {
            emit_format(emit, "%s %s = {.async_value = *(%s)async_value(%s)};", result, name,
                        pointer_to(emit, await->type), task);
        }
        emit_line(emit);
    }
    emit_format(emit, "async_release%s(%s);", fast, task);
}

static void emit_gathered(struct emit *emit, const struct node *child, const char *value)
{
    const struct node *target = gather_target(child);
    if (!target)
        return;
    const struct node *given = node_strip(child)->child[1], *call = gather_call(child);
    emit_expression(emit, target);
    emit_format(emit, " %s ", gather_operator(child));
    emit_source(emit, given->begin, call->begin); /* a cast */
    emit_format(emit, "%s", value);
    emit_source(emit, call->end, given->end);
    emit_format(emit, ";");
}

/* Takes the value of a gather's child that has ended, and frees its frame. */
static void emit_child_end(struct emit *emit, const struct node *await, unsigned index, const char *condition)
{
    const struct var *children = emit->func->frame->gathers[await->number - 1];
    const struct node *child = await->child[0]->child[index], *call = gather_call(child);
    const char *name = arena_format("%s_%u", children->name, index), *fast = emit->func->twice ? "_fast" : "";
    const char *saved = arena_format("%s[%u]", field_text(emit, children), index);
    bool stores = gather_target(child) != NULL;
    emit_line(emit);
    emit_format(emit, "if (%s)%s", condition, stores ? " {" : "");
    emit->depth++;
    emit_line(emit);
    if (stores) {
        const char *value = arena_format("%s.async_value", name);
        if (copies_value(call->type)) {
            emit_take_value(emit, name, call->type, saved);
            emit_line(emit);
        } else {
            value = arena_format("*(%s)async_value(%s)", pointer_to(emit, call->type), saved);
        }
        emit_gathered(emit, child, value);
        emit_line(emit);
    }
    emit_format(emit, "async_release%s(%s);", fast, saved);
    if (child->stores_early) {
        emit_line(emit);
        emit_format(emit, "%s = %s;", saved, emit->null);
    }
    emit->depth--;
    if (stores) {
        emit_line(emit);
        emit_format(emit, "}");
    }
}

static void emit_await_gather(struct emit *emit, const struct node *await)
{
    const struct node *gather = await->child[0];
    const char *children = emit->func->frame->gathers[await->number - 1]->name;
    emit_format(emit, "async_frame *%s[%u];", children, gather->count);
    for (unsigned i = 0; i < gather->count; i++) {
        const struct node *call = gather_call(gather->child[i]);
        const char *name = arena_format("%s_%u", children, i);
        emit_line(emit);
        if (call->type->is_void) {
            emit_format(emit, "%s[%u] = ", children, i);
            emit_async_call(emit, call);
            emit_format(emit, ";");
            continue;
        }
        emit_format(emit, "%s %s = ", call_result(emit, call), name);
        emit_async_call(emit, call);
        emit_format(emit, ";");
        emit_line(emit);
        if (gather_target(gather->child[i])) {
            emit_format(emit, "if (!(%s[%u] = %s.async_wait))", children, i, name);
            emit->depth++;
            emit_line(emit);
            emit_gathered(emit, gather->child[i], arena_format("%s.async_value", name));
            emit->depth--;
        } else {
            emit_format(emit, "%s[%u] = %s.async_wait;", children, i, name);
        }
    }
    emit_line(emit);
    emit_format(emit, "if (async_gather_waits(%s, %u)) {", children, gather->count);
    emit->depth++;
    emit_frame(emit, await, NULL);
    emit_saves(emit, await);
    const char *saved = field_text(emit, emit->func->frame->gathers[await->number - 1]);
    emit_leave(emit, arena_format("async_gather_suspend(%s, %d, %s, %s, %u)", header_text(emit), await->number, saved,
                                  children, gather->count));
    emit_label(emit, await->number);
    if (gather->stores_early)
        emit_restores(emit, await);
    for (unsigned i = 0; i < gather->count; i++)
        if (gather->child[i]->stores_early)
            emit_child_end(emit, await, i, arena_format("async_ended(%s[%u])", saved, i));
    emit_line(emit);
    emit_format(emit, "if (async_gather_pending(%s))", header_text(emit));
    emit->depth++;
    emit_leave(emit, header_text(emit));
    emit->depth--;
    if (!gather->stores_early)
        emit_restores(emit, await);
    for (unsigned i = 0; i < gather->count; i++)
        if (!gather->child[i]->stores_early)
            emit_child_end(emit, await, i, arena_format("%s[%u]", saved, i));
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

void emit_await(struct emit *emit, const struct node *await)
{
    emit_mark(emit, await->begin);
    emit_format(emit, "/* %s */", written_text(emit, await->begin, await->end));
    emit_line(emit);
    switch (await->await) {
    case AWAIT_CALL:
        if (node_waits_in_line(await))
            emit_await_in_line(emit, await);
        else
            emit_await_call(emit, await);
        break;
    case AWAIT_LEAF:
        emit_await_leaf(emit, await);
        break;
    case AWAIT_OBJECT:
    case AWAIT_JOIN:
        emit_await_object(emit, await);
        break;
    case AWAIT_GATHER:
        emit_await_gather(emit, await);
        break;
    }
    if (await->value->pinned) { /* spill.c pins values if a function saves too many */
        emit_line(emit);
        emit_format(emit, "%s = %s;", var_text(emit, await->value), await->value->out_name);
    }
}
