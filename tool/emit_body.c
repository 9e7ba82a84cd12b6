/* emit_body.c: function bodies.
 *
 * Statements in which no await stands are the author's text, with two kinds of small changes: pinned locals are
 * written as fields of the frame, and `return x` gives the result struct. A statement with steps is written as the
 * steps, each on lines of its own, then what is left of the statement. Loops whose condition or step awaits become
 * `for (;;)` with the condition inside; their `continue` becomes a goto where it has to run something first.
 */
#include "emit.h"

#include "frame.h"
#include "node.h"

#include <stdlib.h>
#include <string.h>

static void statement(struct emit *emit, struct node *node, bool item);
static const char *indent_of(struct emit *emit, unsigned offset);

/* ---- names ---- */

/* "T *" for objects of this type that may be written to. */
static const char *pointer_to(const struct type *type)
{
    struct type bare = *type, pointer = {.shape = TYPE_POINTER, .inner = &bare};
    bare.is_const = false;
    return type_declare(&pointer, "", true);
}

const char *field_text(struct emit *emit, const struct var *var)
{
    return arena_format("%s->%s", emit->frame_name, var->field);
}

bool is_variable_array(const struct var *var)
{
    return var->pinned && var->type->is_variable && var->type->is_array;
}

/* A type of variable length with the lengths that the frame keeps. */
static struct type *sized_type(struct emit *emit, const struct var *var, const struct type *type, unsigned *next)
{
    struct type *copy = arena_take(sizeof *copy);
    *copy = *type;
    copy->is_const = false;
    if (type->shape == TYPE_ARRAY && !type->length)
        copy->length = field_text(emit, var->lengths[(*next)++]);
    if (type->shape == TYPE_ARRAY || type->shape == TYPE_POINTER)
        copy->inner = sized_type(emit, var, type->inner, next);
    return copy;
}

const char *var_text(struct emit *emit, const struct var *var)
{
    if (var->pinned && var->type->is_variable) {
        unsigned next = 0;
        struct type *sized = sized_type(emit, var, var->type, &next);
        return arena_format("(*(%s)%s%s)", pointer_to(sized), var->type->is_array ? "" : "(void *)&",
                            field_text(emit, var));
    }
    if (var->pinned && type_is_local(var->type) && !var->is_coroutine)
        return arena_format("(*(%s)ASYNC_ROOM(%s->%s, sizeof(%s)))", pointer_to(var->type), emit->frame_name,
                            var->field, type_declare(var->type, "", true));
    if (var->pinned)
        return arena_format("%s->%s", emit->frame_name, var->field);
    return var->out_name;
}

static const char *result_struct(struct emit *emit)
{
    return type_result_name(emit->func->type->inner);
}

static bool returns_void(struct emit *emit)
{
    return emit->func->type->inner->is_void;
}

/* ---- expressions ---- */

static void emit_declaration(struct emit *emit, struct node *node, bool item);

static bool is_touched_ref(const struct node *node)
{
    if (node->kind == NODE_REF || (node->kind == NODE_GLOBAL && node->var))
        return node->var->pinned || strcmp(node->var->name, node->var->out_name);
    return node->kind == NODE_ASYNC_REF && !node->called;
}

struct edits {
    struct node **items;
    size_t count, room;
};

static void find_edits(struct node *node, struct edits *edits)
{
    if (!node)
        return;
    if (is_touched_ref(node) && node->argument_end) {
        ARRAY_ADD(*edits, node);
        return;
    }
    for (unsigned i = 0; i < node->count; i++)
        find_edits(node->child[i], edits);
}

static int compare_edits(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    return left->argument_begin < right->argument_begin ? -1 : left->argument_begin > right->argument_begin;
}

static const char *async_address(const struct node *node)
{
    const struct func *func = node->func;
    return arena_format("(%s)(void (*)(void))%s__async", type_declare(func->type, "(*)", false), func->name);
}

/* A macro invocation stays as it is, but for names in its arguments. */
static void emit_macro(struct emit *emit, const struct macro *macro, struct edits *edits)
{
    unsigned at = macro->begin;
    if (edits->count)
        qsort(edits->items, edits->count, sizeof *edits->items, compare_edits);
    for (size_t i = 0; i < edits->count; i++) {
        const struct node *node = edits->items[i];
        if (node->argument_begin < at)
            continue; /* the same token, seen again where the macro uses it twice */
        emit_source(emit, at, node->argument_begin);
        emit_format(emit, "%s", node->var ? var_text(emit, node->var) : async_address(node));
        at = node->argument_end;
    }
    emit_source(emit, at, macro->end);
}

static int compare_nodes(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

void emit_range(struct emit *emit, unsigned begin, unsigned end, struct node **children, unsigned count)
{
    struct node **sorted = arena_take((count + 1) * sizeof *sorted);
    unsigned used = 0;
    bool ordered = true;
    for (unsigned i = 0; i < count; i++)
        if (children[i]) {
            ordered &= !used || sorted[used - 1]->begin <= children[i]->begin;
            sorted[used++] = children[i];
        }
    if (!ordered)
        qsort(sorted, used, sizeof *sorted, compare_nodes);
    unsigned at = begin;
    for (unsigned i = 0; i < used; i++) {
        struct node *child = sorted[i];
        if (child->begin >= end)
            continue;
        if (child->begin < at) {
            /* A variable behind the struct that its declaration defines, or the same macro seen twice. */
            if (child->end > at && !child->inside) {
                emit_range(emit, at, child->end, child->child, child->count);
                at = child->end;
            }
            continue;
        }
        emit_source(emit, at, child->begin);
        if (child->inside && !child->value) {
            const struct macro *macro = &emit->unit->macros.items[child->macro];
            struct edits edits = {0};
            for (; i < used && sorted[i]->inside && sorted[i]->macro == child->macro; i++)
                find_edits(sorted[i], &edits);
            i--;
            emit_macro(emit, macro, &edits);
            at = macro->end;
            continue;
        }
        emit_expression(emit, child);
        at = child->end;
    }
    if (at < end)
        emit_source(emit, at, end);
}

/* The arguments of a call as they stand, parentheses included; `first` goes in front of them. */
static void emit_arguments(struct emit *emit, struct node *call, const char *first)
{
    unsigned at = call->callee_end;
    struct token token = token_at(emit->source->text, at, call->end);
    emit_source(emit, at, token.end);
    if (*first)
        emit_format(emit, "%s%s", first, call->count > 1 ? ", " : "");
    emit_range(emit, token.end, call->end, call->child + 1, call->count - 1);
}

/* A call of the translated function: f__async(…), or through a pointer. */
static void emit_async_call(struct emit *emit, struct node *call)
{
    struct node *callee = call->child[0];
    if (callee->kind == NODE_ASYNC_REF) {
        emit_format(emit, "%s__async", callee->func->name);
    } else {
        const struct type *function = callee->type->function;
        const char *name = type_result_name(function->inner);
        struct type result = {.shape = TYPE_NAMED, .spelling = name};
        if (function->inner->is_void)
            result.spelling = "async_void";
        struct type translated = *function;
        translated.inner = &result;
        emit_format(emit, "((%s)(void (*)(void))(", type_declare(&translated, "(*)", false));
        emit_expression(emit, callee);
        emit_format(emit, "))");
    }
    emit_arguments(emit, call, "");
}

/* A call of a thunk with what async_new, async_spawn or async_run was given. */
static void emit_thunk_call(struct emit *emit, struct node *call, const char *suffix)
{
    emit_format(emit, "%s", thunk_name(emit, call, suffix));
    const char *first = !strcmp(suffix, "new") ? "__LINE__" : "";
    if (call->child[0]->kind == NODE_ASYNC_REF) {
        emit_arguments(emit, call, first);
        return;
    }
    /* A function pointer is the first argument. */
    emit_format(emit, "(%s%s", first, *first ? ", " : "");
    emit_expression(emit, call->child[0]);
    struct token token = token_at(emit->source->text, call->callee_end, call->end);
    if (call->count > 1)
        emit_format(emit, ", ");
    emit_range(emit, token.end, call->end, call->child + 1, call->count - 1);
}

static bool is_object_operand(const struct node *node)
{
    const struct var *root = node_root(node);
    return root && root->is_coroutine;
}

static void emit_self(struct emit *emit, struct node *node)
{
    switch (node->kind) {
    case NODE_TYPE: {
        struct token keyword = token_at(emit->source->text, node->begin, node->end);
        if (!node->type || !node->type->local || !node->type->local->needs_tag)
            break;
        emit_source(emit, node->begin, keyword.end);
        emit_format(emit, " unnamed_%u", node->type->local->begin);
        emit_source(emit, keyword.end, node->end);
        return;
    }
    case NODE_LITERAL:
        if (node->var) {
            emit_format(emit, "(*(%s)async_copy(&%s, &", pointer_to(node->type), var_text(emit, node->var));
            emit_range(emit, node->begin, node->end, node->child, node->count);
            emit_format(emit, ", sizeof(%s)))", type_declare(node->type, "", true));
            return;
        }
        break;
    case NODE_PAREN: {
        /* if ((await f() == 0)): with a temporary in it, clang takes the double parentheses for a mistake. */
        const struct node *inner = node_strip(node);
        if (node->parent && node_is_statement(node->parent) && inner->kind == NODE_OPERATOR && inner->name &&
            !strcmp(inner->name, "==") && node_strip(inner->child[0])->value) {
            emit_expression(emit, node->child[0]);
            return;
        }
        break;
    }
    case NODE_AWAIT: /* in a sizeof: only the type matters */
        emit_format(emit, node->type->is_void ? "(void)0" : "(*(%s)0)", pointer_to(node->type));
        return;
    case NODE_CONSTANT:
        if (node->name && !strcmp(node->name, "__func__") && emit->func && emit->func->is_async &&
            !func_keeps_name(emit->func)) {
            emit_format(emit, "%s", quoted(emit->func->name));
            return;
        }
        break;
    case NODE_GLOBAL:
    case NODE_REF:
        if (is_touched_ref(node))
            emit_format(emit, "%s", var_text(emit, node->var));
        else
            emit_source(emit, node->begin, node->end);
        return;
    case NODE_ASYNC_REF:
        emit_format(emit, "(%s)", async_address(node));
        return;
    case NODE_ADDRESS:
    case NODE_DEREF:
        if (node_strip(node->child[0])->kind == NODE_ASYNC_REF) {
            emit_expression(emit, node->child[0]);
            return;
        }
        break;
    case NODE_NEW:
        emit_thunk_call(emit, node->child[0], "new");
        return;
    case NODE_SPAWN:
        emit_thunk_call(emit, node->child[0], "spawn");
        return;
    case NODE_RUN:
        if (node->child[0]->is_async_call) {
            emit_thunk_call(emit, node->child[0], "run");
            return;
        }
        emit_format(emit, "%s(", run_object_name(node->type));
        if (is_object_operand(node->child[0]))
            emit_format(emit, "&");
        emit_expression(emit, node->child[0]);
        emit_format(emit, ", __FILE__, __LINE__)");
        return;
    case NODE_REPR:
        emit_format(emit, "async_repr(");
        emit_expression(emit, node->child[0]);
        emit_format(emit, ")");
        return;
    case NODE_COMMA:
        if (node->rewritten) {
            emit_expression(emit, node->child[1]);
            return;
        }
        break;
    case NODE_COMPOUND_ASSIGN:
        if (node->var) {
            bool statement = node->parent && node->parent->kind == NODE_EXPRESSION;
            emit_format(emit, statement ? "" : "("); /* an = that is a condition is a mistake to compilers */
            emit_expression(emit, node->child[0]);
            emit_format(emit, " = %s %.*s (", var_text(emit, node->var), (int)strlen(node->name) - 1, node->name);
            emit_expression(emit, node->child[1]);
            emit_format(emit, statement ? ")" : "))");
            return;
        }
        break;
    case NODE_STATEMENTS: {
        struct node *block = node->child[0];
        emit_source(emit, node->begin, block->begin);
        statement(emit, block, false);
        emit_source(emit, block->end, node->end);
        return;
    }
    default:
        break;
    }
    emit_range(emit, node->begin, node->end, node->child, node->count);
}

void emit_expression(struct emit *emit, struct node *node)
{
    if (node->value) {
        if (node->value->type->is_void)
            emit_format(emit, "(void)0");
        else
            emit_format(emit, "%s", var_text(emit, node->value));
        return;
    }
    if (node->inside) {
        struct edits edits = {0};
        find_edits(node, &edits);
        emit_macro(emit, &emit->unit->macros.items[node->macro], &edits);
        return;
    }
    emit_self(emit, node);
}

/* ---- awaits ---- */

static bool copies_bytes(const struct type *type)
{
    return type->is_array || type->has_const_member;
}

/* Between a local and its field in the frame. */
static void emit_copy(struct emit *emit, const struct var *var, bool save)
{
    const char *field = field_text(emit, var), *local = var->out_name;
    emit_line(emit);
    if (type_is_local(var->type))
        emit_format(emit, save ? "ASYNC_SAVE(%s, %s);" : "ASYNC_RESTORE(%s, %s);", save ? field : local,
                    save ? local : field);
    else if (copies_bytes(var->type))
        emit_format(emit, "async_copy(&%s, &%s, sizeof %s);", save ? field : local, save ? local : field, local);
    else
        emit_format(emit, "%s = %s;", save ? field : local, save ? local : field);
}

/* A parameter that nothing changes, in a slot of its own: once it is saved, it stays. (If it is live here, it was live
 * at each await before, the first included, which took the frame.) */
static bool saved_once(struct emit *emit, const struct var *var)
{
    if (!var->is_param || var->pinned || node_modifies(emit->func->body, var))
        return false;
    const struct frame *frame = emit->func->frame;
    for (size_t i = 0; i < frame->slots.count; i++)
        for (size_t k = 0; k < frame->slots.items[i].vars.count; k++)
            if (frame->slots.items[i].vars.items[k] == var)
                return frame->slots.items[i].vars.count == 1;
    return false;
}

static void emit_saves(struct emit *emit, const struct node *await)
{
    for (unsigned i = 0; i < await->live_count; i++)
        if (emit->func->pins || !saved_once(emit, await->live[i]))
            emit_copy(emit, await->live[i], true);
}

static void emit_restores(struct emit *emit, const struct node *await)
{
    for (unsigned i = 0; i < await->live_count; i++)
        emit_copy(emit, await->live[i], false);
}

static void emit_take(struct emit *emit, const struct node *await)
{
    if (emit->func->pins)
        return;
    bool any = false;
    for (unsigned i = 0; i < await->live_count; i++)
        any |= saved_once(emit, await->live[i]);
    emit_line(emit);
    emit_format(emit, "if (!%s)%s", emit->frame_name, any ? " {" : "");
    emit->depth++;
    emit_line(emit);
    emit_format(emit, "%s = async_take(&%s_function);", emit->frame_name, emit->func->name);
    for (unsigned i = 0; i < await->live_count; i++)
        if (saved_once(emit, await->live[i]))
            emit_copy(emit, await->live[i], true);
    emit->depth--;
    if (any) {
        emit_line(emit);
        emit_format(emit, "}");
    }
}

/* return …, waiting in `wait`. */
static void emit_leave(struct emit *emit, const char *wait)
{
    emit_line(emit);
    if (returns_void(emit))
        emit_format(emit, "return %s;", wait);
    else
        emit_format(emit, "return (%s){.wait = %s};", result_struct(emit), wait);
}

static const char *label_name(struct emit *emit, int number)
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

static void emit_suspension(struct emit *emit, struct node *await, const char *wait)
{
    emit_take(emit, await);
    emit_saves(emit, await);
    emit_leave(emit, arena_format("async_suspend(&%s->frame, %d, %s)", emit->frame_name, await->number, wait));
    emit_label(emit, await->number);
    emit_restores(emit, await);
}

/* An await's result is read from the frame of its callee. Its address is not taken: gcc would warn of pointers into the
 * block that the label stands in. */
static void emit_take_value(struct emit *emit, const char *name, const struct type *type, const char *callee)
{
    if (type->has_const_member)
        emit_format(emit, "async_copy(&%s.value, async_value(%s), sizeof %s.value);", name, callee, name);
    else
        emit_format(emit, "%s.value = *(%s)async_value(%s);", name, pointer_to(type), callee);
}

static void emit_await_call(struct emit *emit, struct node *await)
{
    struct node *call = await->child[0];
    const char *name = await->value->name;
    bool is_void = await->type->is_void;
    const char *wait = is_void ? name : arena_format("%s.wait", name);
    emit_format(emit, "%s%s = ", is_void ? "async_frame *" : arena_format("%s ", type_result_name(await->type)), name);
    emit_async_call(emit, call);
    emit_format(emit, ";");
    emit_line(emit);
    emit_format(emit, "if (async_waits(%s)) {", wait);
    emit->depth++;
    emit_suspension(emit, await, wait);
    if (await->value->used) {
        emit_line(emit);
        emit_take_value(emit, name, await->type, arena_format("%s->frame.link", emit->frame_name));
    } else if (!await->live_count) {
        emit_format(emit, ";");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_await_leaf(struct emit *emit, struct node *await)
{
    struct node *call = await->child[0];
    const char *name = await->value->name;
    if (await->value->used) {
        emit_format(emit, "int %s;", name);
        emit_line(emit);
    }
    emit_format(emit, "{");
    emit->depth++;
    emit_take(emit, await);
    emit_line(emit);
    emit_format(emit, "%s__wait", call->child[0]->func->name);
    emit_arguments(emit, call, arena_format("&%s->frame", emit->frame_name));
    emit_format(emit, ";");
    emit_saves(emit, await);
    emit_leave(emit, arena_format("async_wait(&%s->frame, %d)", emit->frame_name, await->number));
    emit_label(emit, await->number);
    emit_restores(emit, await);
    if (await->value->used) {
        emit_line(emit);
        emit_format(emit, "%s = %s->frame.status;", name, emit->frame_name);
    } else if (!await->live_count) {
        emit_format(emit, ";");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* The value of a task that is done, and its end. */
static void emit_task_value(struct emit *emit, const struct node *await, bool has_value, const char *task)
{
    if (await->await == AWAIT_JOIN) {
        emit_format(emit, await->value->used ? "%s = async_joined(%s);" : "%sasync_joined(%s);",
                    await->value->used ? await->value->name : "", task);
        return;
    }
    if (has_value) {
        emit_take_value(emit, await->value->name, await->type, task);
        emit_line(emit);
    }
    emit_format(emit, "async_release(%s);", task);
}

/* A coroutine object, or a task that is joined. */
static void emit_await_object(struct emit *emit, struct node *await)
{
    struct node *operand = await->child[0];
    bool join = await->await == AWAIT_JOIN;
    if (join)
        operand = operand->child[1];
    const char *name = await->value->name;
    bool has_value = await->value->used && !join;
    const char *task = free_name(emit, arena_format("%s_task", name));
    const char *wait = free_name(emit, arena_format("%s_wait", name));
    emit_format(emit, join ? "async_task *%s = async_claim_handle(" : "async_task *%s = async_claim(&", task);
    emit_expression(emit, operand);
    emit_format(emit, ", __FILE__, __LINE__);");
    if (join && await->value->used) {
        emit_line(emit);
        emit_format(emit, "int %s;", name);
    }
    emit_line(emit);
    emit_format(emit, "async_frame *%s = async_pending(%s);", wait, task);
    if (has_value) {
        emit_line(emit);
        emit_format(emit, "%s %s;", type_result_name(await->type), name);
    }
    emit_line(emit);
    emit_format(emit, "if (async_waits(%s)) {", wait);
    emit->depth++;
    emit_suspension(emit, await, wait);
    emit_line(emit);
    emit_task_value(emit, await, has_value, arena_format("%s->frame.link", emit->frame_name));
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "} else {");
    emit->depth++;
    emit_line(emit);
    emit_task_value(emit, await, has_value, task);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_gathered(struct emit *emit, struct node *child, const char *value)
{
    struct node *target = gather_target(child);
    if (!target)
        return;
    emit_expression(emit, target);
    emit_format(emit, " = %s;", value);
}

static void emit_await_gather(struct emit *emit, struct node *await)
{
    struct node *gather = await->child[0];
    const char *children = emit->func->frame->gathers[await->number - 1]->name;
    emit_format(emit, "async_frame *%s[%u];", children, gather->count);
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *call = gather_call(gather->child[i]);
        const char *name = arena_format("%s_%u", children, i);
        emit_line(emit);
        if (call->type->is_void) {
            emit_format(emit, "%s[%u] = ", children, i);
            emit_async_call(emit, call);
            emit_format(emit, ";");
            continue;
        }
        emit_format(emit, "%s %s = ", type_result_name(call->type), name);
        emit_async_call(emit, call);
        emit_format(emit, ";");
        emit_line(emit);
        if (gather_target(gather->child[i])) {
            emit_format(emit, "if (!(%s[%u] = %s.wait))", children, i, name);
            emit->depth++;
            emit_line(emit);
            emit_gathered(emit, gather->child[i], arena_format("%s.value", name));
            emit->depth--;
        } else {
            emit_format(emit, "%s[%u] = %s.wait;", children, i, name);
        }
    }
    emit_line(emit);
    emit_format(emit, "if (async_gather_waits(%s, %u)) {", children, gather->count);
    emit->depth++;
    emit_take(emit, await);
    emit_saves(emit, await);
    const char *saved = field_text(emit, emit->func->frame->gathers[await->number - 1]);
    emit_leave(emit, arena_format("async_gather_suspend(&%s->frame, %d, %s, %s, %u)", emit->frame_name, await->number,
                                  saved, children, gather->count));
    emit_label(emit, await->number);
    emit_line(emit);
    emit_format(emit, "if (async_gather_pending(&%s->frame))", emit->frame_name);
    emit->depth++;
    emit_leave(emit, arena_format("&%s->frame", emit->frame_name));
    emit->depth--;
    emit_restores(emit, await);
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *call = gather_call(gather->child[i]);
        const char *name = arena_format("%s_%u", children, i);
        emit_line(emit);
        if (!gather_target(gather->child[i])) {
            emit_format(emit, "if (%s[%u])", saved, i);
            emit->depth++;
            emit_line(emit);
            emit_format(emit, "async_release(%s[%u]);", saved, i);
            emit->depth--;
            continue;
        }
        emit_format(emit, "if (%s[%u]) {", saved, i);
        emit->depth++;
        emit_line(emit);
        emit_take_value(emit, name, call->type, arena_format("%s[%u]", saved, i));
        emit_line(emit);
        emit_format(emit, "async_release(%s[%u]);", saved, i);
        emit_line(emit);
        emit_gathered(emit, gather->child[i], arena_format("%s.value", name));
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_await(struct emit *emit, struct node *await)
{
    emit_mark(emit, await->begin);
    emit_format(emit, "/* %s */", flat_text(emit, await->begin, await->end));
    emit_line(emit);
    switch (await->await) {
    case AWAIT_CALL:
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
}

/* ---- steps ---- */

static void emit_steps(struct emit *emit, struct step *step);

static void emit_branch(struct emit *emit, struct step *step)
{
    struct node *condition = node_strip(step->node);
    if (step->negated || step->node->value || condition->inside || condition->kind != NODE_OPERATOR ||
        !condition->name || strcmp(condition->name, "=="))
        condition = step->node; /* with its own parentheses, but for == clang takes two pairs for a mistake */
    emit_format(emit, step->negated ? "if (!(" : "if (");
    emit_expression(emit, condition);
    emit_format(emit, step->negated ? ")) {" : ") {");
    emit->depth++;
    emit_steps(emit, step->then);
    emit->depth--;
    emit_line(emit);
    if (step->otherwise) {
        emit_format(emit, "} else {");
        emit->depth++;
        emit_steps(emit, step->otherwise);
        emit->depth--;
        emit_line(emit);
    }
    emit_format(emit, "}");
}

/* Would a compiler accept it as a statement without a word? */
static bool has_effect(const struct node *node)
{
    const struct node *bare = node;
    while (bare->count == 1 && (bare->kind == NODE_PAREN || (bare->kind == NODE_CAST && bare->type->is_void)))
        bare = bare->child[0];
    return bare->kind == NODE_CALL || bare->kind == NODE_ASSIGN || bare->kind == NODE_COMPOUND_ASSIGN ||
           bare->kind == NODE_INCDEC || bare->kind == NODE_STATEMENTS || (node->type && node->type->is_void);
}

static void emit_step(struct emit *emit, struct step *step)
{
    struct node *node = step->node;
    switch (step->kind) {
    case STEP_AWAIT:
        emit_await(emit, node);
        break;
    case STEP_BRANCH:
        emit_mark(emit, node->begin);
        emit_branch(emit, step);
        break;
    case STEP_BLOCK:
        emit_mark(emit, node->begin);
        statement(emit, node->child[0], false);
        break;
    case STEP_DECLARE:
        if (step->bare && !step->temp->needs_init)
            emit_format(emit, "%s;", type_declare(step->temp->type, step->temp->out_name, true));
        else
            emit_format(emit, "%s = %s;", type_declare(step->temp->type, step->temp->out_name, true),
                        step->bare && step->temp->type->is_record ? "{0}" : arena_format("%d", step->number));
        break;
    case STEP_VALUE:
        emit_mark(emit, node->begin);
        if (step->temp)
            emit_format(emit, "%s = ", type_declare(step->temp->type, step->temp->out_name, true));
        if (step->temp && node->value == step->temp) {
            node->value = NULL; /* its own value is what is being computed */
            emit_expression(emit, node);
            node->value = step->temp;
        } else {
            bool idle = !step->temp && !has_effect(node);
            emit_format(emit, idle ? "(void)(" : "");
            emit_expression(emit, node);
            emit_format(emit, idle ? ")" : "");
        }
        emit_format(emit, ";");
        break;
    case STEP_SET:
        emit_mark(emit, node->begin);
        emit_format(emit, "%s = %s", step->temp->out_name, step->truth ? "(" : "");
        emit_expression(emit, node);
        emit_format(emit, step->truth ? ") != 0;" : ";");
        break;
    }
}

/* Is nothing left to evaluate? */
static bool is_spent(struct node *node)
{
    while (!node->value && node->count == 1 &&
           (node->kind == NODE_PAREN || (node->kind == NODE_CAST && node->type && node->type->is_void)))
        node = node->child[0];
    if (node->kind == NODE_COMMA && node->rewritten)
        return is_spent(node->child[1]);
    return node->value != NULL;
}

static void emit_steps(struct emit *emit, struct step *step)
{
    for (; step; step = step->next) {
        if (step->kind == STEP_VALUE && !step->temp && is_spent(step->node))
            continue;
        emit_line(emit);
        emit_step(emit, step);
    }
}

/* The steps in front of something that follows on a line of its own. The first stands where the output is. */
static void emit_steps_here(struct emit *emit, struct step *step)
{
    for (bool first = true; step; step = step->next) {
        if (step->kind == STEP_VALUE && !step->temp && is_spent(step->node))
            continue;
        if (!first || emit->need_line)
            emit_line(emit);
        emit->need_line = false;
        first = false;
        emit_step(emit, step);
        emit->need_line = true;
    }
}

/* Before the rest of a statement. */
static void here(struct emit *emit)
{
    if (emit->need_line)
        emit_line(emit);
    emit->need_line = false;
}

/* ---- cleanup ---- */

/* Has the variable been declared, and not yet gone out of scope, where `node` begins? */
static bool is_active(const struct var *var, const struct node *node)
{
    if (var->decl->end > node->begin)
        return false;
    for (; node; node = node->parent)
        if (node == var->scope)
            return true;
    return false;
}

static bool is_cleaned(const struct var *var)
{
    return var->pinned && var->has_cleanup;
}

/* The cleanups of a jump from one place to another (NULL: out of the function), the latest variable first. Only asks
 * if `write` is false. */
static bool emit_cleanups(struct emit *emit, const struct node *from, const struct node *to, bool write)
{
    bool any = false;
    const struct func *func = emit->func;
    for (size_t i = func->cleans ? func->vars.count : 0; i-- > 0;) {
        const struct var *var = func->vars.items[i];
        if (!is_cleaned(var) || !is_active(var, from) || (to && is_active(var, to)))
            continue;
        any = true;
        if (!write)
            break;
        emit_format(emit, "%s(&%s);", var->cleanup, var_text(emit, var));
        emit_line(emit);
    }
    return any;
}

struct label_search {
    const char *name;
    struct node *found;
};

static void find_label(struct node *node, void *data)
{
    struct label_search *search = data;
    if (node->kind == NODE_LABEL && !strcmp(node->name, search->name))
        search->found = node;
}

/* Where control is after this statement, as far as scopes matter. */
static const struct node *jump_target(struct emit *emit, const struct node *jump)
{
    if (jump->kind == NODE_GOTO) {
        struct label_search search = {jump->name, NULL};
        node_walk(emit->func->body, find_label, &search);
        return search.found;
    }
    return jump->target;
}

/* The end of a block that control may reach. */
static void emit_block_cleanups(struct emit *emit, const struct node *block)
{
    const struct node *last = block->count ? block->child[block->count - 1] : NULL;
    if (!emit->func || !emit->func->cleans || !last || (last->kind >= NODE_GOTO && last->kind <= NODE_RETURN))
        return;
    bool any = false;
    for (size_t i = emit->func->vars.count; i-- > 0;) {
        const struct var *var = emit->func->vars.items[i];
        if (!is_cleaned(var) || var->scope != block)
            continue;
        if (!any) {
            emit_trim(emit);
            emit->indent = indent_of(emit, last->begin);
            emit->depth = 0;
        }
        any = true;
        emit_line(emit);
        emit_format(emit, "%s(&%s);", var->cleanup, var_text(emit, var));
    }
    if (any)
        emit_format(emit, "\n%s", indent_of(emit, block->end - 1));
}

/* A brace may be written <%. */
static unsigned brace_length(struct emit *emit, unsigned offset)
{
    return emit->source->text[offset] == '<' ? 2 : 1;
}

/* ---- statements ---- */

static const char *indent_of(struct emit *emit, unsigned offset)
{
    const char *text = emit->source->text;
    unsigned begin = offset;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    unsigned end = begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return arena_copy(text + begin, end - begin);
}

static bool touched_var(const struct node *decl)
{
    const struct var *var = decl->var;
    if (var->is_static)
        return strcmp(var->name, var->out_name) != 0;
    return var->pinned || var->is_coroutine || decl->steps || strcmp(var->name, var->out_name) ||
           (var->needs_init && !decl->has_init) || (var->saved && var->type->deep_const);
}

static bool touched_declaration(const struct node *node)
{
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i]->kind == NODE_VAR && touched_var(node->child[i]))
            return true;
    return false;
}

/* Does the statement become more than one? */
static bool is_many(struct emit *emit, const struct node *node)
{
    switch (node->kind) {
    case NODE_EXPRESSION:
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_COMPUTED_GOTO:
        return node->steps != NULL;
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
        return emit->func->cleans && emit_cleanups((struct emit *)emit, node, jump_target(emit, node), false);
    case NODE_RETURN:
        return node->steps || (node->count && returns_void(emit) && emit->func->is_async);
    case NODE_FOR:
        return node->steps_for[0] != NULL;
    default:
        return false;
    }
}

static void emit_tail(struct emit *emit, const struct node *node)
{
    if (node->tail)
        emit_source(emit, node->end, node->tail);
}

/* A statement that is a part of another one. */
static void emit_sub(struct emit *emit, struct node *node)
{
    if (!node)
        return;
    if (!is_many(emit, node)) {
        statement(emit, node, false);
        emit_tail(emit, node);
        return;
    }
    const char *indent = emit->indent;
    int depth = emit->depth;
    emit->indent = indent_of(emit, node->begin);
    const struct node *parent = node->parent;
    bool same_line = parent && !memchr(emit->source->text + parent->begin, '\n', node->begin - parent->begin);
    emit->depth = same_line ? 1 : 0;
    emit_format(emit, "{");
    emit->need_line = true;
    here(emit);
    statement(emit, node, true);
    emit->depth--;
    if (emit->depth < 0) {
        size_t length = strlen(emit->indent), unit = strlen(emit->unit_indent);
        emit->indent = arena_copy(emit->indent, length >= unit ? length - unit : 0);
        emit->depth = 0;
    }
    emit_line(emit);
    emit_format(emit, "}");
    emit->need_line = false;
    emit->indent = indent;
    emit->depth = depth;
}

/* What stands between the braces of a block. */
static void emit_items(struct emit *emit, struct node *block)
{
    unsigned at = block->begin + brace_length(emit, block->begin);
    unsigned end = block->end - (emit->source->text[block->end - 1] == '>' ? 2 : 1);
    for (unsigned i = 0; i < block->count; i++) {
        struct node *child = block->child[i];
        if (child->begin < at)
            continue; /* the same macro again */
        emit_source(emit, at, child->begin);
        at = child->end;
        if (child->inside) {
            const struct macro *macro = &emit->unit->macros.items[child->macro];
            struct edits edits = {0};
            for (; i < block->count && block->child[i]->inside && block->child[i]->macro == child->macro; i++)
                find_edits(block->child[i], &edits);
            i--;
            emit_macro(emit, macro, &edits);
            at = macro->end;
            continue;
        }
        statement(emit, child, true);
    }
    emit_source(emit, at, end);
    emit_block_cleanups(emit, block);
}

/* Generated lines do not share theirs with the author's text. */
static void emit_items_below(struct emit *emit, struct node *block)
{
    const char *text = emit->source->text;
    unsigned at = block->begin + brace_length(emit, block->begin);
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')
        at++;
    if (text[at] != '\n' && text[at] != '}')
        emit_line(emit);
    emit_items(emit, block);
}

/* The body of a loop whose braces are ours. It keeps its own if something follows that must not see its locals. */
static void emit_loop_body(struct emit *emit, struct node *body, bool last)
{
    if (!last) {
        emit_line(emit);
        statement(emit, body, body->kind != NODE_BLOCK);
        emit_tail(emit, body);
        emit->need_line = false;
        return;
    }
    if (body->kind == NODE_BLOCK && !body->inside) {
        emit->need_line = false;
        emit_items_below(emit, body);
        /* The author's text ends in front of the closing brace; ours goes on there. */
        emit_trim(emit);
        return;
    }
    emit_line(emit);
    const char *indent = emit->indent;
    int depth = emit->depth;
    statement(emit, body, true);
    emit_tail(emit, body);
    emit->indent = indent;
    emit->depth = depth;
    emit->need_line = false;
}

static void emit_continue_label(struct emit *emit, struct node *node)
{
    if (!node->continued)
        return;
    emit_line(emit);
    emit_format(emit, "%s:;", free_name(emit, arena_format("continue_%d", node->number)));
}

static void emit_unless(struct emit *emit, struct node *condition)
{
    emit_line(emit);
    emit_mark(emit, condition->begin);
    emit_format(emit, "if (!(");
    emit_expression(emit, condition);
    emit_format(emit, ")) {"); /* with braces, whatever the author's indentation makes of what follows */
    emit->depth++;
    emit_line(emit);
    emit_format(emit, "break;");
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void find_continues(struct node *node, void *data)
{
    if (node->kind == NODE_CONTINUE && node->target == data)
        node->target->continued = true;
}

/* From here on `continue` has something to run that it cannot reach by itself. */
static void redirect_continues(struct emit *emit, struct node *loop, struct node *body)
{
    node_walk(body, find_continues, loop);
    if (loop->continued)
        loop->number = ++emit->loops;
}

static void emit_while(struct emit *emit, struct node *node)
{
    if (!node->steps) {
        emit_range(emit, node->begin, node->child[1]->begin, node->child, 1);
        emit_sub(emit, node->child[1]);
        return;
    }
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_steps(emit, node->steps);
    emit_unless(emit, node->child[0]);
    emit_loop_body(emit, node->child[1], true);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_do(struct emit *emit, struct node *node)
{
    struct node *body = node->child[0], *condition = node->child[1];
    if (!node->steps) {
        emit_source(emit, node->begin, body->begin);
        emit_sub(emit, body);
        emit_range(emit, body->tail ? body->tail : body->end, node->end, &condition, 1);
        return;
    }
    redirect_continues(emit, node, body);
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_loop_body(emit, body, false);
    emit_continue_label(emit, node);
    emit_steps(emit, node->steps);
    emit_unless(emit, condition);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* `int i = 0` in the head of a for where i is pinned: frame->i = 0. */
static bool emit_pinned_init(struct emit *emit, struct node *init)
{
    for (unsigned i = 0; i < init->count; i++) {
        const struct node *decl = init->child[i];
        if (decl->kind != NODE_VAR || !decl->var->pinned || !decl->has_init || decl->steps ||
            decl->child[0]->kind == NODE_INIT_LIST || copies_bytes(decl->var->type) || decl->var->is_coroutine)
            return false;
    }
    for (unsigned i = 0; i < init->count; i++) {
        emit_format(emit, "%s%s = ", i ? ", " : "", var_text(emit, init->child[i]->var));
        emit_expression(emit, init->child[i]->child[0]);
    }
    emit_format(emit, ";");
    return true;
}

/* One plain declarator with another name or without its const. */
static bool emit_plain_init(struct emit *emit, struct node *init)
{
    struct node *decl = init->child[0];
    if (init->count != 1 || decl->kind != NODE_VAR || decl->var->pinned || decl->steps || decl->var->is_coroutine ||
        !decl->has_init)
        return false;
    emit_format(emit, "%s = ", type_declare(decl->var->type, decl->var->out_name, true));
    emit_expression(emit, decl->child[0]);
    emit_format(emit, ";");
    return true;
}

static bool for_needs_block(const struct node *node)
{
    const struct node *init = node->child[0];
    return init && init->kind == NODE_DECLARATION && touched_declaration(init);
}

/* The head up to the condition. */
static void emit_for_init(struct emit *emit, struct node *node, bool done)
{
    struct node *init = node->child[0];
    emit_format(emit, "for (");
    if (!init || done)
        emit_format(emit, ";");
    else if (init->kind == NODE_DECLARATION && touched_declaration(init)) {
        if (!emit_pinned_init(emit, init))
            emit_plain_init(emit, init);
    } else {
        emit_expression(emit, init);
        if (init->kind != NODE_DECLARATION)
            emit_format(emit, ";");
    }
}

static bool simple_for_init(struct emit *emit, struct node *init)
{
    struct text *out = emit->out;
    size_t length = out->length, marks = emit->marks.count;
    bool simple = emit_pinned_init(emit, init) || emit_plain_init(emit, init);
    out->length = length; /* it was only asked */
    if (out->text)
        out->text[length] = '\0';
    emit->marks.count = marks;
    return simple;
}

static void emit_for(struct emit *emit, struct node *node, bool item)
{
    struct node *init = node->child[0], *condition = node->child[1], *step = node->child[2], *body = node->child[3];
    bool block = for_needs_block(node) && !simple_for_init(emit, init);
    bool wrap = block || (node->steps_for[0] && !item);
    if (!wrap && !node->steps_for[0] && !node->steps_for[1] && !node->steps_for[2] && !for_needs_block(node)) {
        emit_range(emit, node->begin, body->begin, node->child, 3);
        emit_sub(emit, body);
        return;
    }
    if (wrap) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
    }
    if (block) {
        emit_declaration(emit, init, true);
        emit->need_line = true;
    } else if (node->steps_for[0]) {
        emit_steps_here(emit, node->steps_for[0]);
    }
    here(emit);
    emit_for_init(emit, node, block || (node->steps_for[0] && init && is_spent(init)));
    if (condition && !node->steps_for[1]) {
        emit_format(emit, " ");
        emit_expression(emit, condition);
    }
    emit_format(emit, ";");
    if (step && !node->steps_for[2]) {
        emit_format(emit, " ");
        emit_expression(emit, step);
    }
    emit_format(emit, ") ");
    if (!node->steps_for[1] && !node->steps_for[2]) {
        emit_sub(emit, body);
    } else {
        emit_format(emit, "{");
        emit->depth++;
        if (node->steps_for[2])
            redirect_continues(emit, node, body);
        if (node->steps_for[1]) {
            emit_steps(emit, node->steps_for[1]);
            emit_unless(emit, condition);
        }
        emit_loop_body(emit, body, !node->steps_for[2]);
        if (node->steps_for[2]) {
            emit_continue_label(emit, node);
            emit_steps(emit, node->steps_for[2]);
            if (!is_spent(step)) {
                emit_line(emit);
                emit_expression(emit, step);
                emit_format(emit, ";");
            }
        }
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
    if (wrap) {
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}

static void emit_value(struct emit *emit, struct node *node)
{
    const struct node *bare = node;
    while (bare->kind == NODE_CAST && bare->count == 1 && !bare->value && bare->begin == bare->child[0]->begin)
        bare = bare->child[0];
    bool comma = bare->kind == NODE_COMMA && !bare->value && !bare->rewritten && !bare->inside;
    emit_format(emit, comma ? "(" : "");
    emit_expression(emit, node);
    emit_format(emit, comma ? ")" : "");
}

static void emit_return(struct emit *emit, struct node *node)
{
    if (!emit->func->is_async) {
        emit_range(emit, node->begin, node->end, node->child, node->count);
        return;
    }
    if (returns_void(emit)) {
        if (node->count && !is_spent(node->child[0])) {
            emit_expression(emit, node->child[0]);
            emit_format(emit, ";");
            emit_line(emit);
        }
        emit_cleanups(emit, node, NULL, true);
        emit_format(emit, "return NULL;");
        return;
    }
    emit_mark(emit, node->begin);
    bool cleans = emit_cleanups(emit, node, NULL, false); /* they come after the value is computed */
    if (cleans) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
        emit_format(emit, "%s %s = {", result_struct(emit), emit->result_name);
    } else {
        emit_format(emit, "return (%s){", result_struct(emit));
    }
    if (node->count) {
        emit_format(emit, ".value = ");
        emit_value(emit, node->child[0]);
    } else {
        emit_format(emit, ".wait = NULL");
    }
    emit_format(emit, "};");
    if (cleans) {
        emit_line(emit);
        emit_cleanups(emit, node, NULL, true);
        emit_format(emit, "return %s;", emit->result_name);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}

/* ---- declarations ---- */

struct type *object_type(struct type *type)
{
    if (type->shape == TYPE_ARRAY) {
        struct type *array = arena_take(sizeof *array);
        *array = *type;
        array->inner = object_type(type->inner);
        return array;
    }
    static struct type task = {.shape = TYPE_NAMED, .spelling = "async_task"};
    static struct type pointer = {.shape = TYPE_POINTER, .inner = &task, .is_pointer = true};
    return &pointer;
}

/* The lengths of a variable's type, from the expressions in its declarator: clang gives the innermost first. */
static void emit_lengths(struct emit *emit, struct node *decl)
{
    struct var *var = decl->var;
    unsigned levels = 0, length = 0, first = decl->has_init ? 1 : 0;
    for (const struct type *type = var->type; type->shape == TYPE_ARRAY || type->shape == TYPE_POINTER;
         type = type->inner)
        levels += type->shape == TYPE_ARRAY;
    unsigned index = 0;
    for (const struct type *type = var->type; type->shape == TYPE_ARRAY || type->shape == TYPE_POINTER;
         type = type->inner) {
        if (type->shape != TYPE_ARRAY)
            continue;
        struct node *size = decl->child[first + levels - 1 - index++];
        if (type->length)
            continue;
        emit_format(emit, "%s = ", field_text(emit, var->lengths[length++]));
        emit_expression(emit, size);
        emit_format(emit, ";");
        emit_line(emit);
    }
}

/* An array of variable length lives in memory of its own; a pointer to one in the frame. */
static void emit_variable(struct emit *emit, struct node *decl)
{
    struct var *var = decl->var;
    emit_lengths(emit, decl);
    if (is_variable_array(var))
        emit_format(emit, "%s = async_array(%s, sizeof %s);", field_text(emit, var), field_text(emit, var),
                    var_text(emit, var));
    else if (decl->has_init) {
        emit_format(emit, "%s = ", var_text(emit, var));
        emit_expression(emit, decl->child[0]);
        emit_format(emit, ";");
    } else {
        emit_format(emit, "%s = NULL;", field_text(emit, var));
    }
}

static void emit_pinned_var(struct emit *emit, struct node *decl)
{
    struct var *var = decl->var;
    if (var->type->is_variable) {
        emit_variable(emit, decl);
        return;
    }
    struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
    const char *text = var_text(emit, var);
    struct node *init = decl->child[0];
    bool list = init->kind == NODE_INIT_LIST;
    if (type->is_array || (copies_bytes(type) && list)) {
        const struct node *string = node_strip(init);
        emit_format(emit, "async_copy((void *)&%s, (const void *)&(%s)", text, type_declare(type, "", true));
        if (!list)
            emit_format(emit, "{");
        if (list || string)
            emit_expression(emit, init);
        if (!list)
            emit_format(emit, "}");
        emit_format(emit, ", sizeof %s);", text);
        return;
    }
    if (copies_bytes(type)) {
        emit_format(emit, "async_copy((void *)&%s, &(", text);
        emit_format(emit, "%s){", type_declare(type, "", true));
        emit_expression(emit, init);
        emit_format(emit, "}, sizeof %s);", text);
        return;
    }
    emit_format(emit, "%s = ", text);
    if (list)
        emit_format(emit, "(%s)", type_declare(type, "", true));
    emit_expression(emit, init);
    emit_format(emit, ";");
}

static void emit_var(struct emit *emit, struct node *decl)
{
    struct var *var = decl->var;
    struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
    if (var->is_static) {
        /* Only reached beside a declarator that is rewritten. */
        emit_format(emit, "%s %s", var->is_extern ? "extern" : "static", type_declare(type, var->out_name, false));
    } else {
        emit_format(emit, "%s", type_declare(type, var->out_name, var->saved));
    }
    if (decl->has_init) {
        emit_format(emit, " = ");
        emit_expression(emit, decl->child[0]);
    } else if (var->needs_init) {
        emit_format(emit, " = %s", type->is_record ? "{0}" : "0");
    }
    emit_format(emit, ";");
}

static void emit_declaration(struct emit *emit, struct node *node, bool item)
{
    (void)item;
    bool prototypes = node->count > 0;
    for (unsigned i = 0; i < node->count; i++)
        prototypes &= node->child[i]->func && node->child[i]->func->is_async;
    if (prototypes) {
        for (unsigned i = 0; i < node->count; i++) {
            emit_format(emit, i ? " " : "");
            emit_prototype(emit, node->child[i]->func, NULL);
            emit_format(emit, ";");
        }
        return;
    }
    if (!touched_declaration(node)) {
        emit_range(emit, node->begin, node->end, node->child, node->count);
        return;
    }
    bool first = true;
    for (unsigned i = 0; i < node->count; i++) {
        struct node *child = node->child[i];
        if (child->kind == NODE_TYPE) {
            if (!first || emit->need_line)
                emit_line(emit);
            emit->need_line = false;
            emit_expression(emit, child);
            emit_format(emit, ";");
            first = false;
            continue;
        }
        if (child->steps) {
            if (!first)
                emit->need_line = true;
            emit_steps_here(emit, child->steps);
        } else if (!first) {
            emit->need_line = true;
        }
        emit_mark(emit, child->begin);
        if (child->var->pinned && !child->has_init && !child->var->type->is_variable) {
            emit->need_line = false;
            if (first && node->count == 1)
                emit_format(emit, "/* %s is in the frame */", child->var->name);
            else if (!first)
                emit->need_line = false;
            continue;
        }
        here(emit);
        if (child->var->pinned)
            emit_pinned_var(emit, child);
        else
            emit_var(emit, child);
        first = false;
    }
    emit->need_line = false;
}

/* ---- the statement ---- */

static void emit_self_statement(struct emit *emit, struct node *node, bool item)
{
    switch (node->kind) {
    case NODE_BLOCK:
        emit_source(emit, node->begin, node->begin + brace_length(emit, node->begin));
        emit_items(emit, node);
        emit_source(emit, node->end - (emit->source->text[node->end - 1] == '>' ? 2 : 1), node->end);
        break;
    case NODE_DECLARATION:
        emit_declaration(emit, node, item);
        break;
    case NODE_EXPRESSION:
        emit_steps_here(emit, node->steps);
        if (node->steps && is_spent(node->child[0]) && !node->var) {
            emit->need_line = false;
            break;
        }
        here(emit);
        if (node->var)
            emit_format(emit, "%s = ", var_text(emit, node->var));
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    case NODE_IF:
    case NODE_SWITCH:
        emit_steps_here(emit, node->steps);
        here(emit);
        emit_range(emit, node->begin, node->child[1]->begin, node->child, 1);
        emit_sub(emit, node->child[1]);
        if (node->count > 2) {
            emit_source(emit, node->child[1]->tail ? node->child[1]->tail : node->child[1]->end, node->child[2]->begin);
            emit_sub(emit, node->child[2]);
        }
        break;
    case NODE_WHILE:
        emit_while(emit, node);
        break;
    case NODE_DO:
        emit_do(emit, node);
        break;
    case NODE_FOR:
        emit_for(emit, node, item);
        break;
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ATTRIBUTED: {
        struct node *last = node->count ? node->child[node->count - 1] : NULL;
        if (!last) {
            emit_source(emit, node->begin, node->end);
            break;
        }
        emit_range(emit, node->begin, last->begin, node->child, node->count - 1);
        emit_sub(emit, last);
        break;
    }
    case NODE_RETURN:
        emit_steps_here(emit, node->steps);
        here(emit);
        emit_return(emit, node);
        break;
    case NODE_GOTO:
    case NODE_BREAK:
        emit_cleanups(emit, node, jump_target(emit, node), true);
        emit_source(emit, node->begin, node->end);
        break;
    case NODE_CONTINUE:
        emit_cleanups(emit, node, jump_target(emit, node), true);
        if (node->target && node->target->continued)
            emit_format(emit, "goto %s;", free_name(emit, arena_format("continue_%d", node->target->number)));
        else
            emit_source(emit, node->begin, node->end);
        break;
    case NODE_COMPUTED_GOTO:
        emit_steps_here(emit, node->steps);
        here(emit);
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    default:
        emit_range(emit, node->begin, node->end, node->child, node->count);
    }
}

static void statement(struct emit *emit, struct node *node, bool item)
{
    if (node->inside) {
        struct edits edits = {0};
        find_edits(node, &edits);
        const struct macro *macro = &emit->unit->macros.items[node->macro];
        emit_macro(emit, macro, &edits);
        return;
    }
    const char *indent = emit->indent;
    int depth = emit->depth;
    if (node->kind != NODE_BLOCK) {
        const char *text = emit->source->text;
        unsigned begin = node->begin;
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
            begin--;
        if (begin == 0 || text[begin - 1] == '\n') {
            emit->indent = indent_of(emit, node->begin);
            emit->depth = 0;
        }
    }
    emit_self_statement(emit, node, item);
    emit->indent = indent;
    emit->depth = depth;
}

static void emit_dispatch(struct emit *emit, struct func *func)
{
    size_t count = func->awaits.count;
    emit_line(emit);
    emit_format(emit, "if (%s) {", func->pins ? emit->resumed_name : emit->frame_name);
    emit->depth++;
    emit_line(emit);
    if (count == 1) {
        emit_format(emit, "goto %s;", label_name(emit, 1));
    } else {
        emit_format(emit, "switch (%s->frame.state) {", emit->frame_name);
        for (size_t i = 1; i <= count; i++) {
            emit_line(emit);
            emit_format(emit, "%s", i == count ? "default:" : arena_format("case %zu:", i));
            emit->depth++;
            emit_line(emit);
            emit_format(emit, "goto %s;", label_name(emit, (int)i));
            emit->depth--;
        }
        emit_line(emit);
        emit_format(emit, "}");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* Types without a tag that the output has to name. */
static void find_tags(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        struct local_type *local = type_local(var->type);
        if (local && !local->has_tag && (var->is_temp || var->pinned || (var->decl && touched_var(var->decl))))
            local->needs_tag = true;
    }
}

/* The lengths of a parameter's type are taken from the type itself, which is right when the function starts. */
static void emit_variable_param(struct emit *emit, const struct var *var)
{
    const char *object = var->out_name;
    unsigned length = 0;
    for (const struct type *type = var->type; type->shape == TYPE_ARRAY || type->shape == TYPE_POINTER;
         type = type->inner) {
        if (type->shape == TYPE_ARRAY && !type->length) {
            emit_line(emit);
            emit_format(emit, "%s = sizeof(%s) / sizeof(*%s);", field_text(emit, var->lengths[length++]), object,
                        object);
        }
        object = arena_format("(*%s)", object);
    }
    emit_line(emit);
    emit_format(emit, "%s = (void *)%s;", field_text(emit, var), var->out_name);
}

void emit_body(struct emit *emit, struct func *func)
{
    struct node *body = func->body;
    emit->func = func;
    find_tags(func);
    emit->loops = 0;
    emit->need_line = false;
    emit->indent = emit->unit_indent;
    emit->depth = 0;
    emit_mark(emit, body->begin);
    emit_format(emit, "{");
    if (func->is_async && func->has_frame) {
        emit_dispatch(emit, func);
        for (size_t i = 0; i < func->vars.count; i++)
            if (is_variable_array(func->vars.items[i])) {
                emit_line(emit);
                emit_format(emit, "%s = NULL;", field_text(emit, func->vars.items[i]));
            }
        for (size_t i = 0; i < func->params.count; i++) {
            struct var *var = func->params.items[i];
            if (var->pinned && var->type->is_variable)
                emit_variable_param(emit, var);
            else if (var->pinned)
                emit_copy(emit, var, true);
        }
    }
    if (func->is_async && func->has_frame)
        emit_items_below(emit, body);
    else
        emit_items(emit, body);
    if (func->is_async && func->end_reachable) {
        emit_trim(emit);
        emit_line(emit);
        if (returns_void(emit))
            emit_format(emit, "return NULL;");
        else
            emit_format(emit, "return (%s){.value = %s};", result_struct(emit),
                        func->type->inner->is_record ? "{0}" : "0");
        emit_format(emit, "\n");
    }
    emit_mark(emit, body->end - 1);
    emit_format(emit, "}");
    emit->func = NULL;
}
