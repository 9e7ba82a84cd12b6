/* thunk.c: what must stand at file scope before a use of an async function.
 *
 * Prototypes and result structs, which prototype.c writes; and for each function that is given to async_new,
 * async_spawn or async_run (or to a coroutine object) a small static function that does the work, since the operators
 * are expressions and cannot become statements:
 *
 *   f__new(line, arguments…)   makes a coroutine object that keeps the arguments
 *   f__spawn(arguments…)       starts it: the task is the frame that it waits in
 *   f__make, f__start          the same for `async T c = …`, which has no room for an error: they do not fail
 *   f__run(arguments…)         runs it to its end in a loop of its own
 *
 * A call through a pointer gets thunks of its own, whose first argument is the pointer.
 */
#include "emit/emit.h"

#include "ir/attributes.h"
#include "ir/names.h"
#include "ir/node.h"

/* What a call calls: the names of its thunks, and its type. */
struct target {
    const char *name;        /* in C */
    const char *stem;        /* of its thunks */
    const char *spoken;      /* for messages */
    const struct func *func; /* NULL through a pointer */
    const struct type *type;
    const struct node *store; /* NODE_NEW or NODE_SPAWN with a place for the value; else NULL */
};

/* A use of a thunk is a use of the function. */
static const char *thunk_attributes(const struct target *target)
{
    return target->func ? attributes_named(target->func, "deprecated") : "";
}

static struct target target_of(struct emit *emit, const struct node *call)
{
    const struct node *callee = call->child[0], *task = call->parent;
    bool named = callee->kind == NODE_ASYNC_REF;
    struct target target = {.func = named ? callee->func : NULL, .type = callee->type->function};
    if (named) {
        target.name = target.spoken = callee->func->name;
        target.stem = callee->func->stem;
        target.type = callee->func->type;
    } else {
        target.name = target.stem = call->thunk_stem;
        target.spoken = flat_text(emit, callee->begin, callee->end);
    }
    if (task && task->store_stem) {
        target.store = task;
        target.stem = task->store_stem;
    }
    return target;
}

const char *store_name(struct emit *emit, const struct node *task)
{
    return thunk_name(emit, task->child[0], "at");
}

const char *thunk_name(struct emit *emit, const struct node *call, const char *suffix)
{
    return arena_format("%s__%s", target_of(emit, call).stem, suffix);
}

const char *task_thunk(const struct node *task)
{
    if (task->kind == NODE_NEW)
        return task->makes_object ? "make" : "new";
    return task->makes_object ? "start" : "spawn";
}

const char *run_object_name(struct emit *emit, const struct type *type)
{
    return arena_format("%s__run_object", result_name(emit, type));
}

static const char *argument_name(struct emit *emit, unsigned index)
{
    return names_own(emit->unit, arena_format("a%u", index + 1));
}

/* The pointer that a thunk calls through has the type that the source gives it. */
static const char *pointer_param(struct emit *emit, const struct target *target)
{
    return type_declare(target->type, arena_format("(*%s)", names_own(emit->unit, "function")), false);
}

/* A parameter of a thunk. Without the names of the other parameters, a type of variable length has no lengths. */
static const char *kept_param(struct emit *emit, const struct type *function, unsigned index)
{
    const struct type *type = function->params[index];
    const char *name = argument_name(emit, index);
    return type->is_variable ? arena_format("void *%s", name) : type_declare(type, name, true);
}

/* "R (*function)(P), P a1, P a2" and "a1, a2". */
static const char *thunk_params(struct emit *emit, const struct target *target, const char *first)
{
    const char *list = first;
    if (!target->func)
        list = arena_format("%s%s%s", list, *list ? ", " : "", pointer_param(emit, target));
    for (unsigned i = 0; i < target->type->param_count; i++)
        list = arena_format("%s%s%s", list, *list ? ", " : "", kept_param(emit, target->type, i));
    return *list ? list : "void";
}

/* A coroutine object is not aligned enough for this parameter, so the parameter is stored as bytes. */
static bool is_wide(const struct type *type)
{
    return type->alignment > FRAME_ALIGNMENT;
}

static const char *thunk_arguments(struct emit *emit, const struct target *target, const char *prefix)
{
    const char *list = "";
    for (unsigned i = 0; i < target->type->param_count; i++)
        list = arena_format("%s%s%s%s", list, i ? ", " : "", is_wide(target->type->params[i]) ? "" : prefix,
                            argument_name(emit, i));
    return list;
}

/* "f__async(a1, a2)". */
static const char *thunk_call(struct emit *emit, const struct target *target, const char *prefix)
{
    const char *arguments = thunk_arguments(emit, target, prefix);
    if (target->func)
        return arena_format("%s__async(%s)", target->name, arguments);
    struct type result = {.shape = TYPE_NAMED, .spelling = result_name(emit, target->type->inner)};
    struct type translated = *target->type;
    translated.inner = &result;
    return arena_format("((%s)(void (*)(void))%s%s)(%s)", type_declare(&translated, "(*)", false), prefix,
                        names_own(emit->unit, "function"), arguments);
}

/* "int *place" */
static const char *place_declaration(struct emit *emit, const struct target *target)
{
    struct type pointer = *target->store->child[1]->type;
    pointer.inner = type_outside(pointer.inner, 0, emit->source->length);
    return type_declare(&pointer, names_own(emit->unit, "place"), false);
}

/* f__at: tells an object where its value goes. */
static void emit_store(struct emit *emit, const struct target *target)
{
    const char *name = target->stem, *place = names_own(emit->unit, "place"), *task = names_own(emit->unit, "task");
    if (!emit_once(emit, arena_format("%s__at", name)))
        return;
    emit_format(emit,
                "static async_task *%s__at(%s, async_task *%s)\n{\n    if (%s)\n"
                "        ((struct %s_coroutine *)%s)->%s = %s;\n    return %s;\n}\n\n",
                name, place_declaration(emit, target), task, task, name, task, place, place, task);
}

static void emit_object_struct(struct emit *emit, const struct target *target)
{
    const struct type *type = target->type;
    bool is_void = type->inner->is_void, has_params = type->param_count || !target->func;
    emit_packing(emit, true);
    emit_format(emit, "struct %s_coroutine {\n    async_frame %s;\n", target->stem, emit->header_name);
    if (!is_void && has_params)
        emit_format(emit, "    %sunion {\n        %s;\n        %sstruct {\n", emit->anonymous,
                    value_field(emit, type->inner), emit->anonymous);
    else if (!is_void)
        emit_format(emit, "    %s;\n", value_field(emit, type->inner));
    const char *indent = !is_void && has_params ? "            " : "    ";
    for (unsigned i = 0; i < type->param_count; i++) {
        const char *name = argument_name(emit, i);
        emit_format(emit, "%s%s;\n", indent,
                    is_wide(type->params[i])    ? arena_format("ASYNC_BYTES(%lld) %s", type->params[i]->size, name)
                    : type->params[i]->is_array ? arena_format("void *%s", name)
                                                : kept_param(emit, type, i));
    }
    if (!target->func) /* last: the first argument of a generator comes right after the header */
        emit_format(emit, "%s%s;\n", indent, pointer_param(emit, target));
    if (!is_void && has_params)
        emit_format(emit, "        };\n    };\n");
    if (target->store)
        emit_format(emit, "    %s;\n", place_declaration(emit, target));
    emit_format(emit, "};\n\n");
    emit_packing(emit, false);
}

/* The function that starts an object and stores the value of the function that it was made of. */
static void emit_object_resume(struct emit *emit, const struct target *target)
{
    const struct type *type = target->type;
    bool is_void = type->inner->is_void, has_params = type->param_count || !target->func;
    const char *frame = names_own(emit->unit, "frame"), *self = names_own(emit->unit, "self");
    const char *result = names_own(emit->unit, is_void ? "wait" : "result"), *value = names_own(emit->unit, "value");
    const char *wait = is_void ? result : arena_format("%s.async_wait", result);
    emit_format(emit, "static async_frame *%s_coroutine_resume(async_frame *%s)\n{\n", target->stem, frame);
    if (has_params || !is_void)
        emit_format(emit, "    struct %s_coroutine *%s = (struct %s_coroutine *)%s;\n", target->stem, self,
                    target->stem, frame);
    emit_format(emit, "    if (%s->async_state == 0) {\n", frame);
    for (unsigned i = 0; i < type->param_count; i++) {
        const char *name = argument_name(emit, i);
        if (is_wide(type->params[i]))
            emit_format(emit, "        %s;\n        async_copy(&%s, &%s->%s, sizeof %s);\n", kept_param(emit, type, i),
                        name, self, name, name);
    }
    emit_format(emit,
                "        %s%s = %s;\n        if (%s) {\n"
                "            async_suspend(%s, 1, %s);\n            return %s;\n        }\n",
                is_void ? "async_frame *" : arena_format("%s ", result_name(emit, type->inner)), result,
                thunk_call(emit, target, arena_format("%s->", self)), wait, frame, wait, emit->null);
    if (!is_void && copies_value(type->inner))
        emit_format(emit, "        async_copy(&%s->%s, &%s.async_value, sizeof %s.async_value);\n", self, value, result,
                    result);
    else if (!is_void)
        emit_format(emit, "        %s->%s = %s.async_value;\n", self, value, result);
    if (!is_void)
        emit_format(emit, "    } else {\n        async_result(%s, &%s->%s, sizeof %s->%s);\n", frame, self, value, self,
                    value);
    emit_format(emit, "    }\n");
    if (target->store)
        emit_format(emit, "    *%s->%s %s %s->%s;\n", self, names_own(emit->unit, "place"), target->store->op, self,
                    value);
    emit_format(emit, "    return async_return(%s, %s->async_function);\n}\n\n", frame, frame);
}

const char *status_size(const struct type *type)
{
    return type->status ? arena_format("    .async_status_size = sizeof(%s),\n", type->status) : "";
}

static void emit_object(struct emit *emit, const struct target *target, unsigned at)
{
    const char *name = target->stem;
    if (!emit_once(emit, arena_format("%s_coroutine", name)))
        return;
    struct place place = source_place(emit->source, at);
    emit_object_struct(emit, target);
    emit_object_resume(emit, target);
    /* Several lines may make such objects, so its await has none. */
    emit_format(emit,
                "static const async_function %s_coroutine_function = {\n    .async_resume = %s_coroutine_resume,\n"
                "    .async_name = %s,\n    .async_file = %s,\n    .async_size = sizeof(struct %s_coroutine),\n"
                "    .async_await_count = 1,\n%s};\n\n",
                name, name, quoted(target->spoken), quoted_file(emit, place.name), name,
                status_size(target->type->inner));
}

/* f__new, or f__make. */
static void emit_new(struct emit *emit, const struct target *target, bool fails)
{
    const char *name = target->stem, *thunk = fails ? "new" : "make",
               *take = fails ? "async_new_object" : "async_make_object";
    const struct type *type = target->type;
    if (!emit_once(emit, arena_format("%s__%s", name, thunk)))
        return;
    bool has_params = type->param_count || !target->func;
    const char *object = names_own(emit->unit, "object"), *line = names_own(emit->unit, "line");
    emit_format(emit, "static %sasync_task *%s__%s(%s)\n{\n", thunk_attributes(target), name, thunk,
                thunk_params(emit, target, arena_format("int %s", line)));
    if (!has_params) {
        emit_format(emit, "    return %s(&%s_coroutine_function, %s);\n}\n\n", take, name, line);
        return;
    }
    emit_format(emit, "    struct %s_coroutine *%s = %s(&%s_coroutine_function, %s);\n", name, object, take, name,
                line);
    if (fails)
        emit_format(emit, "    if (!%s)\n        return %s;\n", object, emit->null);
    if (!target->func) {
        const char *function = names_own(emit->unit, "function");
        emit_format(emit, "    %s->%s = %s;\n", object, function, function);
    }
    for (unsigned i = 0; i < type->param_count; i++) {
        const char *argument = argument_name(emit, i);
        if (type->params[i]->has_const_member || is_wide(type->params[i]))
            emit_format(emit, "    async_copy(&%s->%s, &%s, sizeof %s);\n", object, argument, argument, argument);
        else
            emit_format(emit, "    %s->%s = %s;\n", object, argument, argument);
    }
    emit_format(emit, "    return &%s->%s;\n}\n\n", object, emit->header_name);
}

/* f__spawn, or f__start. */
static void emit_spawn(struct emit *emit, const struct target *target, bool fails)
{
    const char *name = target->stem, *thunk = fails ? "spawn" : "start";
    const char *done = fails ? "async_spawned" : "async_object_started";
    if (!emit_once(emit, arena_format("%s__%s", name, thunk)))
        return;
    emit_format(emit, "static %sasync_task *%s__%s(%s)\n{\n", thunk_attributes(target), name, thunk,
                thunk_params(emit, target, ""));
    const char *result = names_own(emit->unit, "result"), *step = names_own(emit->unit, "step");
    emit_format(emit, "    async_step %s;\n", step);
    if (fails)
        emit_format(emit, "    if (!async_step_enter(&%s, &%s_coroutine_function))\n        return %s;\n", step, name,
                    emit->null);
    else
        emit_format(emit, "    async_step_begin(&%s, &%s_coroutine_function);\n", step, name);
    if (target->type->inner->is_void)
        emit_format(emit, "    return %s(&%s, %s, %s, 0);\n}\n\n", done, step, thunk_call(emit, target, ""),
                    emit->null);
    else
        emit_format(emit,
                    "    %s %s = %s;\n"
                    "    return %s(&%s, %s.async_wait, &%s.async_value, sizeof %s.async_value);\n}\n\n",
                    result_name(emit, target->type->inner), result, thunk_call(emit, target, ""), done, step, result,
                    result, result);
}

static void emit_run(struct emit *emit, const struct target *target)
{
    const char *name = target->stem;
    if (!emit_once(emit, arena_format("%s__run", name)))
        return;
    const struct type *type = target->type->inner;
    const char *result = names_own(emit->unit, type->is_void ? "wait" : "result"),
               *step = names_own(emit->unit, "step");
    emit_format(emit, "static %s%s(%s)\n{\n    async_step %s;\n    async_%s_enter(&%s, %s);\n",
                thunk_attributes(target), type_declare(type, arena_format("%s__run", name), true),
                thunk_params(emit, target, ""), step, target->func && target->func->is_main ? "main" : "run", step,
                quoted(target->spoken));
    if (type->is_void)
        emit_format(emit,
                    "    async_frame *%s = %s;\n    if (%s)\n        async_run_until(&%s, %s, %s, 0);\n"
                    "    async_run_leave(&%s);\n}\n\n",
                    result, thunk_call(emit, target, ""), result, step, result, emit->null, step);
    else
        emit_format(emit,
                    "    %s %s = %s;\n    if (%s.async_wait)\n"
                    "        async_run_until(&%s, %s.async_wait, &%s.async_value, sizeof %s.async_value);\n"
                    "    async_run_leave(&%s);\n    return %s.async_value;\n}\n\n",
                    result_name(emit, type), result, thunk_call(emit, target, ""), result, step, result, result, result,
                    step, result);
}

/* async_run of a coroutine object, which it consumes. */
static void emit_run_object(struct emit *emit, const struct node *run)
{
    const struct type *type = run->type;
    const char *name = run_object_name(emit, type);
    if (!emit_once(emit, name))
        return;
    if (!type->is_void)
        emit_result_struct(emit, type);
    const char *object = names_own(emit->unit, "object"), *task = names_own(emit->unit, "task");
    const char *file = names_own(emit->unit, "file"), *line = names_own(emit->unit, "line");
    const char *value = names_own(emit->unit, "value"), *step = names_own(emit->unit, "step");
    const char *where =
        type->is_void ? arena_format("%s, 0", emit->null) : arena_format("&%s, sizeof %s", value, value);
    emit_format(emit, "static %s(async_task **%s, const char *%s, int %s)\n{\n", type_declare(type, name, true), object,
                file, line);
    if (!type->is_void)
        emit_format(emit, "    %s;\n", type_declare(type, value, true));
    emit_format(emit,
                "    async_step %s;\n    async_run_enter(&%s, \"a coroutine object\");\n"
                "    async_task *%s = async_claim(%s, %s, %s);\n"
                "    if (async_pending(%s))\n        async_run_until(&%s, %s, %s);\n    else\n"
                "        async_child(%s, %s);\n    async_run_leave(&%s);\n%s}\n\n",
                step, step, task, object, file, line, task, step, task, where, task, where, step,
                type->is_void ? "" : arena_format("    return %s;\n", value));
}

/* Written before a function that calls itself. It contains the lengths in the parameters; otherwise gcc warns about the
 * definition. */
static const char *own_params(struct emit *emit, const struct node *ref)
{
    const struct func *func = ref->func;
    bool is_variable = false, own = func->defined && func->begin <= ref->begin && ref->end <= func->end;
    for (size_t i = 0; i < func->params.count; i++)
        is_variable |= func->params.items[i]->type->is_variable;
    return own && is_variable && !func->knr ? arena_format("(%s)", params_text(emit, func)) : NULL;
}

static void need(const struct node *node, void *data)
{
    struct emit *emit = data;
    if (node->func && node->func->is_async) /* also for a prototype in a block: the name must outlive the block */
        emit_result_name(emit, node->func->type->inner);
    if (node->kind == NODE_ASYNC_REF) {
        if (node->called)
            emit_result_struct(emit, node->func->type->inner);
        if (node->declares_func) {
            emit_prototype(emit, node->func, own_params(emit, node));
            emit_format(emit, ";\n");
        }
    } else if (node->is_async_call && node->child[0]->kind != NODE_ASYNC_REF) {
        emit_result_struct(emit, node->child[0]->type->function->inner);
    } else if (node->kind == NODE_AWAIT && node->await == AWAIT_OBJECT) {
        emit_result_struct(emit, node->type);
    }
}

static void need_thunk(const struct node *node, void *data)
{
    struct emit *emit = data;
    if (node->kind != NODE_NEW && node->kind != NODE_SPAWN && node->kind != NODE_RUN)
        return;
    const struct node *call = node->child[0];
    if (!call->is_async_call) {
        if (!run_takes_task(node))
            emit_run_object(emit, node);
        return;
    }
    struct target target = target_of(emit, call);
    if (target.func)
        emit_quiet(emit, target.func);
    if (node->kind != NODE_RUN)
        emit_object(emit, &target, call->begin);
    if (node->kind == NODE_NEW || target.store)
        emit_new(emit, &target, !node->makes_object);
    if (target.store)
        emit_store(emit, &target);
    else if (node->kind == NODE_SPAWN)
        emit_spawn(emit, &target, !node->makes_object);
    else if (node->kind == NODE_RUN)
        emit_run(emit, &target);
    if (target.func)
        emit_quiet_end(emit, target.func);
}

void emit_run_of_main(struct emit *emit, const struct func *func)
{
    struct target target = {
        .name = func->name, .stem = func->stem, .spoken = func->name, .func = func, .type = func->type};
    emit_quiet(emit, func);
    emit_run(emit, &target);
    emit_quiet_end(emit, func);
}

void emit_needs(struct emit *emit, const struct node *tree)
{
    size_t before = emit->out->length;
    node_visit(tree, need, emit);
    if (emit->out->length > before)
        emit_format(emit, "\n");
    node_visit(tree, need_thunk, emit);
}
