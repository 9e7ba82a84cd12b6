/* outside.c: waits of functions with the noinline attribute (passes/plan_await.c).
 *
 * The path that takes the frame is a function of its own. The body ends with a call of it, which compilers make a jump:
 *
 *   return f_wait_1(r1.async_wait, n, sum);
 */
#include "emit/emit.h"

#include "ir/attributes.h"
#include "ir/node.h"

static const char *wait_function(struct emit *emit, const struct func *func, const struct node *await)
{
    return free_name(emit, arena_format("%s_wait_%d", func->stem, await->number));
}

static const char *join_list(const char *list, const char *item)
{
    return *list ? arena_format("%s, %s", list, item) : item;
}

void emit_wait_outside(struct emit *emit, const struct node *await, const char *wait)
{
    const char *list = wait;
    for (unsigned i = 0; i < await->live_count; i++)
        list = join_list(list, var_text(emit, await->live[i]));
    emit_format(emit, "return %s", wait_function(emit, emit->func, await));
    if (await->await == AWAIT_LEAF)
        emit_arguments(emit, await->child[0], list);
    else
        emit_format(emit, "(%s)", list);
    emit_format(emit, ";");
}

static void emit_outside(struct emit *emit, const struct func *func, const struct node *await)
{
    const char *frame = emit->frame_name, *wait = free_name(emit, "wait"), *params = "", *arguments = "";
    const struct func *leaf = await->await == AWAIT_LEAF ? await->child[0]->child[0]->func : NULL;
    if (!leaf)
        params = arena_format("async_frame *%s", wait);
    for (unsigned i = 0; i < await->live_count; i++) {
        const struct var *var = await->live[i];
        const struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
        params = join_list(params, type_declare(type, var->field, true));
    }
    for (unsigned i = 0; leaf && i < leaf->type->param_count; i++) {
        const char *name = free_name(emit, arena_format("argument_%u", i + 1));
        params = join_list(params, type_declare(leaf->type->params[i], name, true));
        arguments = arena_format("%s, %s", arguments, name);
    }
    const char *header = arena_format("&%s->%s", frame, emit->header_name);
    const char *result = func->type->inner->is_void ? NULL : result_name(emit, func->type->inner);
    emit_format(emit, "%s %s%s%s(%s)\n{\n", attributes_have(func, "hot") ? "static" : "ASYNC_COLD",
                attributes_text(func, ATTRIBUTE_CODE, true), result ? arena_format("%s ", result) : "async_frame *",
                wait_function(emit, func, await), *params ? params : "void");
    emit_format(emit, "    struct %s_frame *%s = async_take(&%s_function);\n", func->stem, frame, func->stem);
    for (unsigned i = 0; i < await->live_count; i++)
        emit_format(emit, "    %s->%s = %s;\n", frame, await->live[i]->field, await->live[i]->field);
    if (leaf)
        emit_format(emit, "    %s__wait(%s%s);\n", leaf->name, header, arguments);
    const char *waiting = leaf ? arena_format("async_wait(%s, %d)", header, await->number)
                               : arena_format("async_suspend(%s, %d, %s)", header, await->number, wait);
    emit_format(emit, "    return %s;\n}\n\n",
                result ? arena_format("(%s){.async_wait = %s}", result, waiting) : waiting);
}

void emit_waits_outside(struct emit *emit, const struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++)
        if (func->awaits.items[i]->taking == TAKES_OUTSIDE)
            emit_outside(emit, func, func->awaits.items[i]);
}
