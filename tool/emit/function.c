/* function.c: what an async function becomes.
 *
 * One with awaits becomes
 *
 *   struct f_frame             what is live across its awaits
 *   f_lines, f_function        its descriptor; f_awaits if it waits for more than callees
 *   f_wait_1 …                 if it has the noinline attribute: its first wait
 *   f                          the user's body, entered again with a frame to continue after an await
 *   f_resume                   what the loop calls
 *   f__async                   what callers call
 *
 * one without awaits only f__async. The body keeps the user's name, so that __func__ keeps its value, unless a header
 * that is not translated declares that name; then it is called f__body.
 */
#include "emit/emit.h"

#include "ir/names.h"

#include "ir/attributes.h"
#include "passes/frame.h"
#include "ir/node.h"

#include <string.h>

static const char *body_name(const struct func *func)
{
    return func_keeps_name(func) ? func->name : arena_format("%s__body", func->stem);
}

static const char *storage(const struct func *func)
{
    return func_is_inline(func) ? "static inline " : func->is_static || func->is_main ? "static " : "";
}

static const char *param_name(const struct func *func, size_t index)
{
    const struct var *var = func->params.items[index];
    return *var->name ? var->out_name : arena_format("unnamed_%zu", index + 1);
}

const char *params_text(struct emit *emit, const struct func *func)
{
    const char *source = emit->source->text, *text = "";
    unsigned at = func->params_begin + 1;
    for (size_t i = 0; i < func->tags.count; i++) {
        const struct range *tag = &func->tags.items[i];
        struct token token = token_at(source, tag->begin, tag->end);
        while (token.kind != TOKEN_END && !token_is(source, token, "{"))
            token = token_at(source, token.end, tag->end);
        if (token.kind == TOKEN_END)
            continue;
        text = arena_format("%s%s ", text, flat_text(emit, at, token.begin));
        at = tag->end;
    }
    return arena_format("%s%s", text, flat_text(emit, at, func->params_end - 1));
}

/* True if the source text of this parameter cannot stay. */
static bool respells(const struct func *func, const struct var *var, bool body)
{
    return (!*var->name && !body) || strcmp(var->name, var->out_name) || var->names_async ||
           (var->saved && !var->passed && var->type->deep_const) ||
           (var->was_array == ARRAY_SPELLED &&
            (body ? func->has_frame || func->size_effects : func->declared_by_type) && !var->type->is_variable);
}

/* The end of a parameter in the source text; the next parameter begins after it. */
static unsigned param_end(struct emit *emit, unsigned at, unsigned end)
{
    const char *text = emit->source->text;
    for (struct token token = token_at(text, at, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        if (token_is(text, token, ","))
            return token.begin;
        if (token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{"))
            token.end = skip_bracket(text, token.begin, end);
    }
    return end;
}

/* The parameter whose name this token is, or NULL. */
static const struct var *named_param(const struct emit *emit, const struct func *func, struct token token)
{
    const struct var *found = NULL;
    for (size_t i = 0; i < func->params.count && !found; i++)
        if (func->params.items[i]->begin == token.begin)
            found = func->params.items[i];
    for (size_t i = 0; i < func->param_uses.count && !found; i++)
        if (func->param_uses.items[i].at == token.begin)
            found = func->param_uses.items[i].var;
    return found && token_is(emit->source->text, token, found->name) ? found : NULL;
}

/* The source text of a parameter, with the names that the parameters have in the output. */
static const char *param_text(struct emit *emit, const struct func *func, unsigned at, unsigned end)
{
    const char *source = emit->source->text, *text = "";
    for (struct token token = token_at(source, at, end); token.kind != TOKEN_END;
         token = token_at(source, token.end, end)) {
        const struct var *var = named_param(emit, func, token);
        if (!var || !strcmp(var->name, var->out_name))
            continue;
        text = arena_format("%s%s %s ", text, flat_text(emit, at, token.begin), var->out_name);
        at = token.end;
    }
    return arena_format("%s%s", text, flat_text(emit, at, end));
}

/* The parameters without their parentheses: the source text where it can stay. Parameters without a name have none in
 * the body either. Only the source text contains the lengths of types of variable length. */
static const char *param_list(struct emit *emit, const struct func *func, bool body)
{
    bool own = func->knr, is_variable = false;
    for (size_t i = 0; i < func->params.count; i++) {
        own |= respells(func, func->params.items[i], body);
        is_variable |= func->params.items[i]->type->is_variable;
    }
    if (!func->params.count)
        return "";
    own &= body || !func->size_effects;                       /* they happen once, in the entry function */
    own &= !is_variable || (!func->knr && !func->tags.count); /* each parameter can be located */
    if (!own)
        return params_text(emit, func);
    const char *list = "";
    unsigned at = func->params_begin + 1, end = func->params_end - 1;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        unsigned after = is_variable ? param_end(emit, at, end) : end;
        bool stays = is_variable && (var->type->is_variable || !respells(func, var, body));
        list = arena_format("%s%s%s%s", list, i ? ", " : "",
                            var->may_be_unused && !stays ? "__attribute__((__unused__)) " : "",
                            stays ? param_text(emit, func, at, after)
                                  : type_declare(var->type, body && !*var->name ? "" : param_name(func, i), true));
        at = after + 1;
    }
    return list;
}

bool copies_value(const struct type *type)
{
    return type->has_const_member || type->alignment > FRAME_ALIGNMENT;
}

const char *value_field(struct emit *emit, const struct type *type)
{
    const char *name = names_own(emit->unit, "value");
    if (type->alignment > FRAME_ALIGNMENT) /* the header is not aligned enough for the field to follow it */
        return arena_format("ASYNC_BYTES(%lld) %s", type->size, name);
    return type_declare(type, name, true);
}

static void emit_fields(struct emit *emit, const struct slot *slot, const char *value)
{
    size_t count = slot->vars.count + (value != NULL);
    const char *indent = count > 1 ? "        " : "    ";
    if (!count)
        return;
    if (count > 1)
        emit_format(emit, "    %sunion {\n", emit->anonymous);
    if (value)
        emit_format(emit, "%s%s;\n", indent, value);
    for (size_t i = 0; i < slot->vars.count; i++) {
        const struct var *var = slot->vars.items[i];
        struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
        unsigned wide = wide_alignment(var);
        const char *aligned =
            var->alignment > type->alignment && !wide ? arena_format("_Alignas(%u) ", var->alignment) : "";
        if ((var->pinned && type->is_variable) || var->was_array == ARRAY_OF_UNNAMED)
            emit_format(emit, "%svoid *%s;\n", indent, var->field);
        else if (type_needs_room(type) || (wide && var->pinned)) /* the bytes may have a larger alignment already */
            emit_format(emit, "%s%sASYNC_BYTES(%lld) %s; /* %s */\n", indent,
                        *aligned ? arena_format("_Alignas(%d) ", FRAME_ALIGNMENT) : "",
                        (type->size ? type->size : 1) + (var->pinned ? wide : 0), var->field,
                        type_declare(type, var->name, true));
        else
            emit_format(emit, "%s%s%s;\n", indent, aligned, type_declare(type, var->field, true));
    }
    if (count > 1)
        emit_format(emit, "    };\n");
}

/* Compilers must not conclude that a pointer to some struct cannot point to a local, although the local is a member of
 * another struct now. */
static bool may_be_aliased(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (func->vars.items[i]->pinned)
            return true;
    return false;
}

void emit_packing(struct emit *emit, bool ours)
{
    if (emit->unit->packs)
        emit_format(emit, ours ? "_Pragma(\"pack(push)\") _Pragma(\"pack()\")\n" : "_Pragma(\"pack(pop)\")\n\n");
}

static void emit_frame_struct(struct emit *emit, const struct func *func)
{
    emit_packing(emit, true);
    emit_format(emit, "struct %s%s_frame {\n    async_frame %s;\n", may_be_aliased(func) ? "ASYNC_ALIASED " : "",
                func->stem, emit->header_name);
    const struct frame *frame = func->frame;
    for (size_t i = 0; i < frame->slots.count; i++)
        emit_fields(emit, &frame->slots.items[i],
                    i == 0 && frame->has_value ? value_field(emit, func->type->inner) : NULL);
    emit_format(emit, "};\n\n");
    emit_packing(emit, false);
}

/* A table with the kind of each wait. */
static void emit_awaits(struct emit *emit, const struct func *func)
{
    const char *name = func->stem;
    emit_format(emit, "static const async_await %s_awaits[] = {\n", name);
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct node *await = func->awaits.items[i];
        emit_format(emit, "    {.async_line = %u", source_place(emit->source, await->begin).line);
        if (await->await == AWAIT_LEAF || node_waits_in_line(await))
            emit_format(emit, ", .async_leaf = &%s__leaf", await->child[0]->child[0]->func->name);
        if (await->await == AWAIT_GATHER)
            emit_format(emit, ", .async_children = %u, .async_offset = ASYNC_OFFSET(struct %s_frame, %s)",
                        await->child[0]->count, name, func->frame->gathers[i]->field);
        emit_format(emit, "},\n");
    }
    emit_format(emit, "};\n");
}

/* The table of a function that only waits for callees, a sixth as large. */
static void emit_await_lines(struct emit *emit, const struct func *func)
{
    enum { IN_A_LINE = 16 };
    bool many = func->awaits.count > IN_A_LINE;
    emit_format(emit, "static const unsigned %s_lines[] = {", func->stem);
    for (size_t i = 0; i < func->awaits.count; i++)
        emit_format(emit, "%s%s%u", i ? "," : "",
                    many && i % IN_A_LINE == 0 ? "\n    "
                    : i                        ? " "
                                               : "",
                    source_place(emit->source, func->awaits.items[i]->begin).line);
    emit_format(emit, many ? ",\n};\n" : "};\n");
}

static void emit_descriptor(struct emit *emit, const struct func *func)
{
    const char *name = func->stem;
    struct place where = source_place(emit->source, func->name_begin);
    bool only_calls = true;
    for (size_t i = 0; i < func->awaits.count; i++)
        only_calls &= func->awaits.items[i]->await != AWAIT_LEAF && func->awaits.items[i]->await != AWAIT_GATHER &&
                      !node_waits_in_line(func->awaits.items[i]);
    emit_format(emit, "static async_frame *%s_resume(async_frame *);\n", name);
    if (only_calls)
        emit_await_lines(emit, func);
    else
        emit_awaits(emit, func);
    emit_format(
        emit,
        "static const async_function %s_function = {\n    .async_resume = %s_resume,\n    .async_name = \"%s\",\n"
        "    .async_file = %s,\n    .async_size = sizeof(struct %s_frame),\n    .async_await_count = %zu,\n%s"
        "    .async_%s = %s_%s,\n};\n\n",
        name, name, func->name, quoted_file(emit, where.name), name, func->awaits.count, status_size(func->type->inner),
        only_calls ? "lines" : "awaits", name, only_calls ? "lines" : "awaits");
}

static const char *zero_of(const struct emit *emit, const struct type *type)
{
    if (type->is_record || (!type->is_pointer && !type->is_integer && type->shape == TYPE_NAMED && type->size > 16))
        return arena_format("(%s)%s", type_declare(type, "", true), type->is_record ? zero_text(emit, type) : "{0}");
    return type->is_opaque ? zero_text(emit, type) : "0";
}

/* The memory of arrays of variable length is freed when the function has finished. */
static void emit_free_arrays(struct emit *emit, const struct func *func, const char *frame, const char *indent)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (is_variable_array(func->vars.items[i]))
            emit_format(emit, "%sasync_array_free(%s->%s);\n", indent, frame, func->vars.items[i]->field);
}

static bool has_arrays(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (is_variable_array(func->vars.items[i]))
            return true;
    return false;
}

static void emit_resume(struct emit *emit, const struct func *func)
{
    const char *arguments = "", *self = free_name(emit, "self");
    unsigned pointers = 0;
    bool has_restrict = false;
    for (size_t i = 0; i < func->params.count; i++)
        has_restrict |= func->params.items[i]->type->is_restrict;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct type *type = func->params.items[i]->type;
        const char *argument = zero_of(emit, type);
        if (func->params.items[i]->passed)
            argument = arena_format("%s->%s", self, func->params.items[i]->field);
        else if (type->is_integer) /* it may be a length in the type of another parameter, so it must not be zero */
            argument = "1";
        else if (type->is_pointer && !type->function) /* not NULL: compilers do not see that it is unused … */
            argument = has_restrict && pointers++     /* … nor that restrict permits one pointer twice */
                           ? arena_format("(void *)((char *)%s + %u)", emit->frame_name, pointers - 1)
                           : arena_format("(void *)%s", emit->frame_name);
        arguments = arena_format("%s%s, ", arguments, argument);
    }
    const char *name = func->stem, *frame = emit->frame_name, *result = emit->result_name;
    const char *value = names_own(emit->unit, "value");
    emit_format(emit, "static %sasync_frame *%s_resume(async_frame *%s)\n{\n",
                attributes_text(func, ATTRIBUTE_CODE, true), name, frame);
    emit_format(emit, "    struct %s_frame *%s = (struct %s_frame *)%s;\n    ASYNC_ASSUME(%s);\n", name, self, name,
                frame, self);
    const char *resumed = func->pins ? ", 1" : "";
    if (func->type->inner->is_void) {
        emit_format(emit, "    if (%s(%s%s%s))\n        return %s;\n", body_name(func), arguments, self, resumed,
                    emit->null);
        emit_free_arrays(emit, func, self, "    ");
    } else {
        emit_format(emit, "    %s %s = %s(%s%s%s);\n    if (%s.async_wait)\n        return %s;\n",
                    result_name(emit, func->type->inner), result, body_name(func), arguments, self, resumed, result,
                    emit->null);
        emit_free_arrays(emit, func, self, "    ");
        if (copies_value(func->type->inner))
            emit_format(emit, "    async_copy(&%s->%s, &%s.async_value, sizeof %s.async_value);\n", self, value, result,
                        result);
        else
            emit_format(emit, "    %s->%s = %s.async_value;\n", self, value, result);
    }
    emit_format(emit, "    return async_return%s(%s, &%s_function);\n}\n", func->twice ? "_fast" : "", frame, name);
}

static void emit_entry(struct emit *emit, const struct func *func, const char *attribute, const char *params)
{
    const char *arguments = "";
    for (size_t i = 0; i < func->params.count; i++)
        arguments = arena_format("%s%s%s", arguments, i ? ", " : "", param_name(func, i));
    if (func->has_frame)
        arguments = arena_format("%s%s%s", arguments, *arguments ? ", " : "",
                                 func->pins ? arena_format("%s, 0", emit->frame_name) : emit->null);
    const char *result =
        func->type->inner->is_void ? "async_frame *" : arena_format("%s ", result_name(emit, func->type->inner));
    /* A prototype and an inline definition: linkage stays external, and compilers inline the recursion. */
    bool own = *storage(func) == '\0' && !*attribute;
    if (own)
        emit_format(emit, "\n%s%s__async(%s);", result, func->name, *params ? params : "void");
    emit_format(emit, "\n%s%s%s%s%s__async(%s)\n{\n", storage(func), own ? "ASYNC_ENTRY " : "", attribute, result,
                func->name, *params ? params : "void");
    if (func->pins) {
        bool is_void = func->type->inner->is_void;
        const char *frame = emit->frame_name, *value = emit->result_name;
        bool frees = has_arrays(func);
        emit_format(emit, "    struct %s_frame *%s = async_take(&%s_function);\n", func->stem, frame, func->stem);
        emit_format(emit, "    %s%s = %s(%s);\n    if (!%s%s)%s\n", result, value, body_name(func), arguments, value,
                    is_void ? "" : ".async_wait", frees ? " {" : "");
        emit_free_arrays(emit, func, frame, "        ");
        emit_format(emit, "        async_release_fast(&%s->%s);\n%s    return %s;\n", frame, emit->header_name,
                    frees ? "    }\n" : "", value);
    } else {
        emit_format(emit, "    return %s(%s);\n", body_name(func), arguments);
    }
    emit_format(emit, "}");
}

static void emit_main(struct emit *emit, const struct func *func)
{
    emit_format(emit, "\n\n%s(%s)\n{\n    %s%s__run(", type_declare(func->type->inner, "main", true),
                func->params.count ? param_list(emit, func, false) : "void",
                func->type->inner->is_void ? "" : "return ", func->stem);
    for (size_t i = 0; i < func->params.count; i++)
        emit_format(emit, "%s%s", i ? ", " : "", param_name(func, i));
    emit_format(emit, ");\n}");
}

static const char *body_macro(const struct func *func)
{
    if (attributes_have(func, "always_inline"))
        return "static inline";
    return func->twice ? "ASYNC_BODY" : "ASYNC_BODY_ONCE";
}

void emit_function(struct emit *emit, const struct func *func, unsigned comments)
{
    const char *body_attribute = attributes_of_body(func);
    const char *attribute = arena_format("%s%s", attributes_text(func, ATTRIBUTE_CODE, false),
                                         attributes_text(func, ATTRIBUTE_SYMBOL, false));
    /* clang does not warn about deprecated names inside deprecated functions, so the body must be deprecated, too. */
    body_attribute = arena_format("%s%s", body_attribute, attributes_named(func, "deprecated"));
    const char *params = param_list(emit, func, false);
    const char *body_params = param_list(emit, func, true);
    const char *result =
        func->type->inner->is_void ? "async_frame *" : arena_format("%s ", result_name(emit, func->type->inner));
    emit_mark(emit, func->begin);
    emit_result_struct(emit, func->type->inner);
    if (!func->has_frame)
        emit_source(emit, comments, func->begin);
    if (!func->has_frame && func->uses_name && func_keeps_name(func)) {
        emit_format(emit, "static %s%s%s(%s)\n", body_attribute, result, func->name, *params ? body_params : "void");
        emit_body(emit, func);
        emit_format(emit, "\n");
        emit_quiet(emit, func);
        emit_entry(emit, func, attribute, params);
        emit_quiet_end(emit, func);
    } else if (!func->has_frame) {
        emit_format(emit, "%s%s%s%s__async(%s)\n", storage(func), attribute, result, func->name,
                    !*params             ? "void"
                    : func->size_effects ? params
                                         : body_params);
        emit_body(emit, func);
    } else {
        emit_frame_struct(emit, func);
        emit_descriptor(emit, func);
        emit_waits_outside(emit, func);
        emit_source(emit, comments, func->begin);
        emit_mark(emit, func->begin);
        /* A body that has its frame from the start cannot tell from the frame whether it is called or resumed. */
        emit_format(emit, "%s %s%s%s(%s%sstruct %s_frame *%s%s)\n", body_macro(func), body_attribute, result,
                    body_name(func), body_params, *params ? ", " : "", func->stem, emit->frame_name,
                    func->pins ? arena_format(", int %s", emit->resumed_name) : "");
        emit_body(emit, func);
        emit_format(emit, "\n\n");
        emit_quiet(emit, func);
        emit_resume(emit, func);
        emit_entry(emit, func, attribute, params);
        emit_quiet_end(emit, func);
    }
    if (func->is_main) {
        emit_format(emit, "\n\n");
        emit_run_of_main(emit, func);
        emit_trim(emit);
        emit_main(emit, func);
    }
    emit_mark(emit, func->end - 1);
}
