/* emit.c: the text of the output.
 *
 * The output is written from the first byte to the last: the author's text up to the next thing that is translated,
 * then its translation. While it is written, marks note which line of the author's each part stands for; #line
 * directives are made from them at the very end.
 *
 * An async function with awaits becomes
 *
 *   struct f_frame             what is live across its awaits
 *   f_awaits, f_function       its descriptor
 *   f                          the author's body, entered anew with a frame to go on behind an await
 *   f_resume                   what the loop calls
 *   f__async                   what callers call
 *
 * one without awaits only f__async. The body keeps the author's name, and so __func__ its value, unless a header that
 * is not translated declares that name; then it is called f__body.
 */
#include "emit.h"

#include "attributes.h"
#include "conditionals.h"
#include "frame.h"
#include "names.h"
#include "node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- writing ---- */

const char *own_format(struct emit *emit, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vformat(names_own(emit->unit, format), arguments);
    va_end(arguments);
    return text;
}

void emit_format(struct emit *emit, const char *format, ...)
{
    format = names_own(emit->unit, format);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = must_grow(NULL, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text_add(emit->out, text, (size_t)length);
    free(text);
}

void emit_line(struct emit *emit)
{
    text_add(emit->out, "\n", 1);
    text_puts(emit->out, emit->indent);
    for (int i = 0; i < emit->depth; i++)
        text_puts(emit->out, emit->unit_indent);
}

void emit_trim(struct emit *emit)
{
    struct text *out = emit->out;
    while (out->length && strchr(" \t\r\n", out->text[out->length - 1]))
        out->length--;
    out->text[out->length] = '\0';
    for (size_t i = emit->marks.count; i-- > 0 && emit->marks.items[i].at > out->length;)
        emit->marks.items[i].at = out->length;
}

static void add_mark(struct emit *emit, const struct place *place)
{
    struct mark mark = {emit->out->length, place->name, place->line};
    ARRAY_ADD(emit->marks, mark);
}

void emit_mark(struct emit *emit, unsigned offset)
{
    struct place place = source_presumed(emit->source, offset);
    add_mark(emit, &place);
}

void emit_source(struct emit *emit, unsigned begin, unsigned end)
{
    const char *text = emit->source->text;
    while (begin < end) {
        const char *line = memchr(text + begin, '\n', end - begin);
        unsigned next = line ? (unsigned)(line - text) + 1 : end;
        emit_mark(emit, begin);
        text_add(emit->out, text + begin, next - begin);
        begin = next;
    }
}

void emit_directives(struct emit *emit, unsigned begin, unsigned end)
{
    const char *text = emit->source->text;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END; token = token_at(text, begin, end)) {
        unsigned line;
        if (begins_directive(emit->source, begin, token, &line)) {
            text_puts(emit->out, "\n");
            emit_source(emit, token.begin, line);
            begin = line;
        } else {
            begin = token.end;
        }
    }
}

const char *flat_text(struct emit *emit, unsigned begin, unsigned end)
{
    struct text flat = {0};
    text_puts(&flat, "");
    for (unsigned at = begin; at < end;) {
        struct token token = token_at(emit->source->text, at, end);
        if (token.kind == TOKEN_END)
            break;
        if (token.begin > at && flat.length)
            text_puts(&flat, " ");
        text_add(&flat, emit->source->text + token.begin, token.end - token.begin);
        at = token.end;
    }
    for (size_t i = 0; i + 1 < flat.length; i++) /* strings may hold what would end a comment */
        if ((flat.text[i] == '*' && flat.text[i + 1] == '/') || (flat.text[i] == '/' && flat.text[i + 1] == '*'))
            flat.text[i] = ' ';
    const char *copy = arena_copy(flat.text, flat.length);
    free(flat.text);
    return copy;
}

const char *quoted(const char *text)
{
    char *copy = arena_take(strlen(text) * 4 + 3), *to = copy;
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *to++ = '\\';
        if ((unsigned char)*text < ' ')
            to += sprintf(to, "\\%03o", (unsigned char)*text);
        else
            *to++ = *text;
    }
    *to = '"';
    return copy;
}

bool emit_once(struct emit *emit, const char *name)
{
    for (size_t i = 0; i < emit->emitted.count; i++)
        if (!strcmp(emit->emitted.items[i], name))
            return false;
    ARRAY_ADD(emit->emitted, name);
    return true;
}

const char *free_name(struct emit *emit, const char *name)
{
    return name_unused(emit->unit, name);
}

/* ---- functions ---- */

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

/* Can the author's text not stay for this parameter? */
static bool respells(const struct func *func, const struct var *var, bool body)
{
    return (!*var->name && !body) || strcmp(var->name, var->out_name) || (var->saved && var->type->deep_const) ||
           (var->was_array == ARRAY_SPELLED &&
            (body ? func->has_frame || func->size_effects : func->declared_by_type) && !var->type->is_variable);
}

/* The end of a parameter in the author's text, which the next one begins behind. */
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

/* The author's text of a parameter, with the names that the parameters have in the output. */
static const char *param_text(struct emit *emit, const struct func *func, unsigned at, unsigned end)
{
    const char *source = emit->source->text, *text = "";
    struct token before = {0};
    for (struct token token = token_at(source, at, end); token.kind != TOKEN_END;
         before = token, token = token_at(source, token.end, end)) {
        bool other = token.kind != TOKEN_WORD || token_is(source, before, "struct") ||
                     token_is(source, before, "union") || token_is(source, before, "enum") ||
                     token_is(source, before, ".") || token_is(source, before, "->");
        for (size_t i = 0; i < func->params.count && !other; i++) {
            const struct var *var = func->params.items[i];
            if (!strcmp(var->name, var->out_name) || token.begin < var->begin || !token_is(source, token, var->name))
                continue;
            text = arena_format("%s%s %s ", text, flat_text(emit, at, token.begin), var->out_name);
            at = token.end;
        }
    }
    return arena_format("%s%s", text, flat_text(emit, at, end));
}

/* The parameters without their parentheses: the author's text where it can stay. Those without a name have none in the
 * body either. Only the author's text has the lengths of types of variable length. */
static const char *param_list(struct emit *emit, const struct func *func, bool body)
{
    bool own = func->knr, is_variable = false;
    for (size_t i = 0; i < func->params.count; i++) {
        own |= respells(func, func->params.items[i], body);
        is_variable |= func->params.items[i]->type->is_variable;
    }
    if (!func->params.count)
        return "";
    own &= body || !func->size_effects;                       /* they happen in the entry, once */
    own &= !is_variable || (!func->knr && !func->tags.count); /* a parameter can be told from the others */
    if (!own)
        return params_text(emit, func);
    const char *list = "";
    unsigned at = func->params_begin + 1, end = func->params_end - 1;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        unsigned behind = is_variable ? param_end(emit, at, end) : end;
        bool stays = is_variable && (var->type->is_variable || !respells(func, var, body));
        list = arena_format("%s%s%s%s", list, i ? ", " : "",
                            var->may_be_unused && !stays ? "__attribute__((__unused__)) " : "",
                            stays ? param_text(emit, func, at, behind)
                                  : type_declare(var->type, body && !*var->name ? "" : param_name(func, i), true));
        at = behind + 1;
    }
    return list;
}

bool copies_value(const struct type *type)
{
    return type->has_const_member || type->alignment > FRAME_ALIGNMENT;
}

const char *value_field(struct emit *emit, const struct type *type)
{
    const char *name = own_format(emit, "value");
    if (type->alignment > FRAME_ALIGNMENT) /* the header is not aligned so that it could stand behind it */
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
        else if (type_needs_room(type) || (wide && var->pinned)) /* bytes may be aligned to more already */
            emit_format(emit, "%s%sASYNC_BYTES(%lld) %s; /* %s */\n", indent,
                        *aligned ? arena_format("_Alignas(%d) ", FRAME_ALIGNMENT) : "",
                        (type->size ? type->size : 1) + (var->pinned ? wide : 0), var->field,
                        type_declare(type, var->name, true));
        else
            emit_format(
                emit, "%s%s%s;\n", indent, aligned,
                type_declare(
                    type, var->is_temp && !strcmp(var->field, "timer") ? own_format(emit, "timer") : var->field, true));
    }
    if (count > 1)
        emit_format(emit, "    };\n");
}

/* The compiler must not conclude that a pointer to some struct cannot lead to a local because the local is a member of
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
    emit_format(emit, "struct %s%s_frame {\n    async_frame frame;\n", may_be_aliased(func) ? "ASYNC_ALIASED " : "",
                func->stem);
    const struct frame *frame = func->frame;
    for (size_t i = 0; i < frame->slots.count; i++)
        emit_fields(emit, &frame->slots.items[i],
                    i == 0 && frame->has_value ? value_field(emit, func->type->inner) : NULL);
    emit_format(emit, "};\n\n");
    emit_packing(emit, false);
}

static void emit_descriptor(struct emit *emit, const struct func *func)
{
    const char *name = func->stem;
    struct place where = source_place(emit->source, func->name_begin);
    emit_format(emit, "static async_frame *%s_resume(async_frame *);\n", name);
    emit_format(emit, "static const async_await %s_awaits[] = {\n", name);
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct node *await = func->awaits.items[i];
        emit_format(emit, "    {.line = %u", source_place(emit->source, await->begin).line);
        if (await->await == AWAIT_LEAF)
            emit_format(emit, ", .leaf = &%s__leaf", await->child[0]->child[0]->func->name);
        if (await->await == AWAIT_GATHER)
            emit_format(emit, ", .children = %u, .offset = offsetof(struct %s_frame, %s)", await->child[0]->count, name,
                        func->frame->gathers[i]->field);
        emit_format(emit, "},\n");
    }
    emit_format(emit, "};\n");
    emit_format(emit,
                "static const async_function %s_function = {\n    .resume = %s_resume,\n    .name = \"%s\",\n"
                "    .file = %s,\n    .size = sizeof(struct %s_frame),\n    .await_count = %zu,\n"
                "    .awaits = %s_awaits,\n};\n\n",
                name, name, func->name, quoted(where.name), name, func->awaits.count, name);
}

static const char *zero_of(const struct type *type)
{
    if (type->is_record || (!type->is_pointer && !type->is_integer && type->shape == TYPE_NAMED && type->size > 16))
        return arena_format("(%s)%s", type_declare(type, "", true), type->is_record ? type_zero(type) : "{0}");
    return "0";
}

/* Memory of arrays of variable length is given back when the function is done. */
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
    const char *arguments = "";
    unsigned pointers = 0;
    bool has_restrict = false;
    for (size_t i = 0; i < func->params.count; i++)
        has_restrict |= func->params.items[i]->type->is_restrict;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct type *type = func->params.items[i]->type;
        const char *argument = zero_of(type);
        if (type->is_integer) /* it may be a length in the type of another parameter, and zero is none */
            argument = "1";
        else if (type->is_pointer && !type->function) /* not NULL: compilers see no reason why it is not used … */
            argument = has_restrict && pointers++     /* … nor why restrict should allow the same one twice */
                           ? arena_format("(void *)((char *)%s + %u)", emit->frame_name, pointers - 1)
                           : arena_format("(void *)%s", emit->frame_name);
        arguments = arena_format("%s%s, ", arguments, argument);
    }
    const char *name = func->stem, *frame = emit->frame_name, *self = free_name(emit, "self");
    const char *result = emit->result_name;
    emit_format(emit, "static %sasync_frame *%s_resume(async_frame *%s)\n{\n",
                attributes_text(func, ATTRIBUTE_CODE, true), name, frame);
    emit_format(emit, "    struct %s_frame *%s = (struct %s_frame *)%s;\n    ASYNC_ASSUME(%s);\n", name, self, name,
                frame, self);
    const char *resumed = func->pins ? ", 1" : "";
    if (func->type->inner->is_void) {
        emit_format(emit, "    if (%s(%s%s%s))\n        return NULL;\n", body_name(func), arguments, self, resumed);
        emit_free_arrays(emit, func, self, "    ");
    } else {
        emit_format(emit, "    %s %s = %s(%s%s%s);\n    if (%s.wait)\n        return NULL;\n",
                    result_name(emit, func->type->inner), result, body_name(func), arguments, self, resumed, result);
        emit_free_arrays(emit, func, self, "    ");
        if (copies_value(func->type->inner))
            emit_format(emit, "    async_copy(&%s->value, &%s.value, sizeof %s.value);\n", self, result, result);
        else
            emit_format(emit, "    %s->value = %s.value;\n", self, result);
    }
    emit_format(emit, "    return async_return(%s, &%s_function);\n}\n", frame, name);
}

static void emit_entry(struct emit *emit, const struct func *func, const char *attribute, const char *params)
{
    const char *arguments = "";
    for (size_t i = 0; i < func->params.count; i++)
        arguments = arena_format("%s%s%s", arguments, i ? ", " : "", param_name(func, i));
    if (func->has_frame)
        arguments = arena_format("%s%s%s", arguments, *arguments ? ", " : "",
                                 func->pins ? arena_format("%s, 0", emit->frame_name) : "NULL");
    const char *result =
        func->type->inner->is_void ? "async_frame *" : arena_format("%s ", result_name(emit, func->type->inner));
    /* A prototype and an inline definition: external all the same, and compilers inline the recursion. */
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
                    is_void ? "" : own_format(emit, ".wait"), frees ? " {" : "");
        emit_free_arrays(emit, func, frame, "        ");
        emit_format(emit, "        async_release(&%s->frame);\n%s    return %s;\n", frame, frees ? "    }\n" : "",
                    value);
    } else {
        emit_format(emit, "    return %s(%s);\n", body_name(func), arguments);
    }
    emit_format(emit, "}");
}

static void emit_main(struct emit *emit, struct func *func)
{
    emit_format(emit, "\n\n%s(%s)\n{\n    %s%s__run(", type_declare(func->type->inner, "main", true),
                func->params.count ? param_list(emit, func, false) : "void",
                func->type->inner->is_void ? "" : "return ", func->stem);
    for (size_t i = 0; i < func->params.count; i++)
        emit_format(emit, "%s%s", i ? ", " : "", param_name(func, i));
    emit_format(emit, ");\n}");
}

enum { LARGE_FUNCTION = 24 };

/* Small bodies are compiled for each of their two entries, with a frame and without: for fib that is twice as fast. A
 * body that has a frame either way gains nothing by it, and some must exist once, or cannot be inlined. */
static const char *body_macro(const struct func *func)
{
    if (attributes_have(func, "always_inline"))
        return "static inline";
    if (attributes_have(func, "noinline") || attributes_have(func, "noipa"))
        return "static";
    bool special = attributes_have(func, "target") || attributes_have(func, "optimize") ||
                   attributes_have(func, "optnone"); /* not inlined into other code */
    bool small = func->awaits.count <= LARGE_FUNCTION && !func->pins && !special;
    return small && !func->must_be_one ? "ASYNC_BODY" : "ASYNC_BODY_ONCE";
}

static void emit_function(struct emit *emit, struct func *func)
{
    const char *body_attribute = attributes_text(func, ATTRIBUTE_CODE, false);
    const char *attribute = arena_format("%s%s", body_attribute, attributes_text(func, ATTRIBUTE_SYMBOL, false));
    const char *params = param_list(emit, func, false);
    const char *body_params = param_list(emit, func, true);
    const char *result =
        func->type->inner->is_void ? "async_frame *" : arena_format("%s ", result_name(emit, func->type->inner));
    emit_mark(emit, func->begin);
    emit_result_struct(emit, func->type->inner);
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
        emit_mark(emit, func->begin);
        /* A body that has its frame from the start cannot tell by it whether it is called or goes on. */
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
    func->declared = true;
    if (func->is_main) {
        emit_format(emit, "\n\n");
        struct node call = {.kind = NODE_CALL, .is_async_call = true}, run = {.kind = NODE_RUN}, callee = {0};
        struct node *call_child = &callee, *run_child = &call;
        callee = (struct node){.kind = NODE_ASYNC_REF, .func = func, .called = true};
        call.child = &call_child;
        call.count = 1;
        call.type = func->type->inner;
        run.child = &run_child;
        run.count = 1;
        run.type = call.type;
        emit_needs(emit, &run);
        emit_trim(emit);
        emit_main(emit, func);
    }
    emit_mark(emit, func->end - 1);
}

/* ---- what is needed ---- */

static void need_function(struct unit *unit, struct func *func);

static void visit_need(struct node *node, void *data)
{
    if (node->kind == NODE_ASYNC_REF || node->kind == NODE_FUNCTION)
        if (node->func)
            need_function(data, node->func);
}

static void need_function(struct unit *unit, struct func *func)
{
    if (func->needed)
        return;
    func->needed = true;
    if (func->defined)
        node_walk(func->body, visit_need, unit);
}

/* Inline functions that nothing uses are left out, as a compiler would. */
static void find_needed(struct unit *unit)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        bool here = item->func && source_place(unit->source, item->func->begin).file == 0;
        if (item->func && (here || !func_is_inline(item->func)))
            need_function(unit, item->func);
        if (item->tree)
            node_walk(item->tree, visit_need, unit);
    }
}

/* ---- the file ---- */

/* Do two things at file scope belong to one declaration? */
static bool same_declaration(struct emit *emit, const struct toplevel *a, const struct toplevel *b)
{
    for (struct token token = token_at(emit->source->text, a->end, b->begin); token.kind != TOKEN_END;
         token = token_at(emit->source->text, token.end, b->begin))
        if (token_is(emit->source->text, token, ";") || token_is(emit->source->text, token, "}"))
            return false;
    return true;
}

static const char *prototype_params(struct emit *emit, const struct toplevel *item, const struct func *func)
{
    const char *text = emit->source->text;
    unsigned at = item->begin;
    struct token token = token_at(text, at, item->end);
    while (token.kind != TOKEN_END && !token_is(text, token, func->name))
        token = token_at(text, token.end, item->end);
    struct token open = token_at(text, token.end, item->end);
    if (token.kind == TOKEN_END || !token_is(text, open, "(") || func->type->no_prototype)
        return NULL;
    unsigned end = skip_bracket(text, open.begin, item->end);
    return flat_text(emit, open.begin, end);
}

/* `async struct pair { int a, b; } f(void)`: the type comes first, the result struct needs it. */
static void emit_tag(struct emit *emit, const struct toplevel *item)
{
    if (!item->tag_end)
        return;
    emit_source(emit, item->tag_begin, item->tag_end);
    emit_format(emit, ";\n");
}

/* Where the first declarator of a declaration begins: behind its specifiers. */
static unsigned specifiers_end(const char *text, unsigned begin, unsigned end, const char *name)
{
    bool operand = false; /* typeof(int), __attribute__((unused)), _Alignas(8), _Atomic(int) */
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        if (token_is(text, token, name) || token_is(text, token, "*") || (token_is(text, token, "(") && !operand))
            return token.begin;
        operand = token.kind == TOKEN_WORD &&
                  strstr(" __attribute__ __attribute typeof __typeof__ __typeof "
                         "typeof_unqual _Alignas alignas _Atomic _BitInt __declspec ",
                         arena_format(" %.*s ", (int)(token.end - token.begin), text + token.begin));
        if (token_is(text, token, "(") || token_is(text, token, "{") || token_is(text, token, "["))
            token.end = skip_bracket(text, token.begin, end);
    }
    return end;
}

/* The comma or semicolon behind a declarator, and the attributes that may stand there. */
static struct token behind_declarator(const char *text, unsigned at, unsigned end)
{
    struct token token = token_at(text, at, end);
    while (token.kind != TOKEN_END && !token_is(text, token, ",") && !token_is(text, token, ";")) {
        if (token_is(text, token, "("))
            token.end = skip_bracket(text, token.begin, end);
        token = token_at(text, token.end, end);
    }
    return token;
}

/* `async int f(int), (*p)(int) = g;`: the prototypes get declarations of their own, behind that of the variables. */
static void emit_mixed_group(struct emit *emit, size_t first, size_t last, unsigned *at)
{
    struct unit *unit = emit->unit;
    const char *text = emit->source->text;
    const struct toplevel *items = unit->toplevels.items;
    const char *name =
        items[first].is_prototype ? items[first].prototypes.items[0]->name : items[first].tree->var->name;
    emit_source(emit, *at, items[first].begin);
    for (size_t i = first; i <= last; i++)
        if (items[i].tree)
            emit_needs(emit, items[i].tree);
    unsigned begin = specifiers_end(text, items[first].begin, items[first].end, name), end = begin;
    emit_source(emit, items[first].begin, begin);
    bool any = false;
    for (size_t i = first; i <= last; i++) {
        const struct toplevel *item = &items[i];
        struct token behind = behind_declarator(text, item->end, emit->source->length);
        begin = end;
        end = behind.end;
        if (item->is_prototype && item->prototypes.items[0]->is_async) {
            emit_directives(emit, begin, behind.begin);
            continue;
        }
        if (any)
            emit_format(emit, ",");
        any = true;
        if (item->tree)
            emit_range(emit, begin, behind.begin, item->tree->child, item->tree->count);
        else
            emit_source(emit, begin, behind.begin);
    }
    emit_format(emit, ";");
    for (size_t i = first; i <= last; i++) {
        if (!items[i].is_prototype || !items[i].prototypes.items[0]->is_async)
            continue;
        emit_format(emit, "\n");
        emit_prototype(emit, items[i].prototypes.items[0], NULL);
        emit_format(emit, ";");
        items[i].prototypes.items[0]->declared = true;
    }
    *at = end;
}

/* The functions that this one becomes share the types that are declared in its list of parameters. */
static void emit_param_tags(struct emit *emit, const struct func *func)
{
    for (size_t i = 0; i < func->tags.count; i++) {
        emit_source(emit, func->tags.items[i].begin, func->tags.items[i].end);
        emit_format(emit, ";\n");
    }
}

static size_t emit_group(struct emit *emit, size_t first, unsigned *at)
{
    struct unit *unit = emit->unit;
    size_t last = first;
    bool prototypes = true, any = false;
    for (;; last++) {
        struct toplevel *item = &unit->toplevels.items[last];
        prototypes &= item->is_prototype;
        any |= item->is_prototype && item->prototypes.items[0]->is_async;
        if (last + 1 == unit->toplevels.count || unit->toplevels.items[last + 1].func ||
            !same_declaration(emit, item, &unit->toplevels.items[last + 1]))
            break;
    }
    if (prototypes && any) {
        emit_source(emit, *at, unit->toplevels.items[first].begin);
        emit_tag(emit, &unit->toplevels.items[first]);
        for (size_t i = first; i <= last; i++) {
            struct func *func = unit->toplevels.items[i].prototypes.items[0];
            if (func_is_inline(func) && !func->needed)
                continue;
            if (i > first)
                emit_directives(emit, unit->toplevels.items[i - 1].end, unit->toplevels.items[i].end);
            emit_mark(emit, unit->toplevels.items[i].begin);
            emit_prototype(emit, func, prototype_params(emit, &unit->toplevels.items[i], func));
            func->declared = true;
            if (i < last)
                emit_format(emit, ";\n");
        }
        *at = unit->toplevels.items[last].end;
        if (!func_is_inline(unit->toplevels.items[last].prototypes.items[0]) ||
            unit->toplevels.items[last].prototypes.items[0]->needed)
            return last;
        struct token semicolon = token_at(emit->source->text, *at, emit->source->length);
        if (token_is(emit->source->text, semicolon, ";"))
            *at = semicolon.end; /* of what was left out */
        return last;
    }
    if (any) {
        emit_mixed_group(emit, first, last, at);
        return last;
    }
    bool needs = false;
    for (size_t i = first; i <= last; i++)
        needs |= unit->toplevels.items[i].tree != NULL;
    if (needs) {
        emit_source(emit, *at, unit->toplevels.items[first].begin);
        *at = unit->toplevels.items[first].begin;
        for (size_t i = first; i <= last; i++)
            if (unit->toplevels.items[i].tree)
                emit_needs(emit, unit->toplevels.items[i].tree);
        for (size_t i = first; i <= last; i++) {
            struct toplevel *item = &unit->toplevels.items[i];
            if (!item->tree || item->end <= *at)
                continue;
            unsigned begin = item->begin > *at ? item->begin : *at; /* a second declarator begins behind the first */
            emit_source(emit, *at, begin);
            emit_range(emit, begin, item->end, item->tree->child, item->tree->count);
            *at = item->end;
        }
    }
    return last;
}

static void emit_definition(struct emit *emit, const struct toplevel *item, unsigned *at)
{
    struct func *func = item->func;
    emit_source(emit, *at, func->begin);
    *at = func->end;
    if (func->is_async) {
        if (item->tag_begin < func->params_begin)
            emit_tag(emit, item);
        emit_param_tags(emit, func);
    }
    if (func_is_inline(func) && !func->needed && func->is_async)
        return;
    emit_needs(emit, func->body);
    emit_aliases(emit, func, NULL);
    if (func->body->inside) { /* a macro makes it, and nothing in it is to be changed */
        emit_source(emit, func->begin, func->end);
        return;
    }
    if (func->is_async) {
        emit_function(emit, func);
        return;
    }
    emit_source(emit, func->begin, func->body->begin);
    emit_body(emit, func);
}

/* ---- #line ---- */

static void add_directive(struct text *out, const struct mark *mark)
{
    text_printf(out, "#line %u %s\n", mark->line, quoted(mark->file));
}

/* Copies the lines, and puts a directive in front of each that would otherwise count as another one. */
static bool continues_line(const char *text, size_t at)
{
    size_t end = at > 0 ? at - 1 : 0; /* of the line before, without its newline */
    if (end > 0 && text[end - 1] == '\r')
        end--;
    return at > 1 && end > 0 && text[end - 1] == '\\';
}

/* 1 for #if and its kind, -1 for #endif, 0 for what stands between them; 2 for any other line. */
static int conditional_in(const char *text, size_t at, size_t end)
{
    struct token hash = token_at(text, (unsigned)at, (unsigned)end);
    struct token word = token_at(text, hash.end, (unsigned)end);
    if (!token_is(text, hash, "#") || word.kind != TOKEN_WORD)
        return 2;
    if (token_is(text, word, "endif"))
        return -1;
    return !strncmp(text + word.begin, "if", 2) ? 1 : strncmp(text + word.begin, "el", 2) ? 2 : 0;
}

static void add_directives(struct emit *emit, struct text *to)
{
    const struct text *from = emit->out;
    size_t mark = 0;
    struct mark now = {0, "", 0}; /* what the compiler believes */
    struct mark want = {0, "", 1};
    int depth = 0;
    bool added = false; /* since the outermost #if that we are in; the compiler may have skipped it */
    for (size_t at = 0; at < from->length;) {
        const char *newline = memchr(from->text + at, '\n', from->length - at);
        size_t end = newline ? (size_t)(newline - from->text) + 1 : from->length;
        size_t first = mark;
        while (mark < emit->marks.count && emit->marks.items[mark].at < end)
            mark++;
        if (first != mark)
            want = emit->marks.items[first];
        /* Generated lines stand for the same line of the author's, each of them. Behind a backslash no line begins. */
        if (!continues_line(from->text, at)) {
            if (mark && (want.line != now.line || strcmp(want.file, now.file))) {
                add_directive(to, &want);
                added = depth > 0;
            }
            now = want;
        }
        text_add(to, from->text + at, end - at);
        now.line++;
        int conditional = conditional_in(from->text, at, end);
        if (conditional == 1)
            depth++;
        else if (conditional < 1 && added)
            now.line = 0;
        if (conditional == -1 && --depth <= 0)
            depth = added = 0;
        at = end;
    }
}

static const char *indent_unit(const struct source *source)
{
    for (unsigned i = 0; i + 1 < source->length; i++)
        if (source->text[i] == '\n' && source->text[i + 1] == '\t')
            return "\t";
    return "    ";
}

void emit_unit(struct unit *unit, const struct emit_options *options, struct text *out)
{
    struct text plain = {0};
    struct emit emit = {.unit = unit, .source = unit->source, .out = &plain, .indent = ""};
    emit.unit_indent = indent_unit(unit->source);
    emit.anonymous = options->before_c11 ? "__extension__ " : "";
    emit.frame_name = free_name(&emit, "frame");
    emit.result_name = free_name(&emit, "result");
    emit.resumed_name = free_name(&emit, "resumed");
    for (size_t i = 0; i < unit->funcs.count; i++)
        if (unit->funcs.items[i]->is_async)
            unit->funcs.items[i]->stem = names_stem(unit, unit->funcs.items[i]->name);
    find_needed(unit);
    unsigned at = 0;
    if (unit->source->length >= 3 && !memcmp(unit->source->text, "\xEF\xBB\xBF", 3)) {
        at = 3; /* a byte order mark comes before everything */
        text_add(&plain, unit->source->text, 3);
    }
    emit_format(&emit, "/* Generated by asyncc from %s. */\n#define ASYNCC_GENERATED 1\n%s",
                unit->source->files.items[0].name, unit->prefixed ? "#define ASYNCC_PREFIXED 1\n" : "");
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        if (item->func)
            emit_definition(&emit, item, &at);
        else
            i = emit_group(&emit, i, &at);
    }
    emit_source(&emit, at, unit->source->length);
    if (plain.text[plain.length - 1] != '\n')
        text_puts(&plain, "\n"); /* compilers expect it */
    if (options->line_directives)
        add_directives(&emit, out);
    else
        text_add(out, plain.text, plain.length);
    free(plain.text);
}
