/* body.c: function bodies: what comes before the first statement of a function with a frame, and after the last one. */
#include "emit/statement.h"

#include "passes/frame.h"
#include "ir/node.h"

#include <string.h>

static void emit_dispatch(struct emit *emit, const struct func *func)
{
    size_t count = func->awaits.count;
    const char *resumed = func->pins ? emit->resumed_name : emit->frame_name;
    emit_line(emit);
    if (count == 1) {
        bool braces = lines_up(emit, func->body);
        emit_format(emit, "if (%s)%s", resumed, braces ? " {" : "");
        emit->depth++;
        emit_line(emit);
        emit_format(emit, "goto %s;", label_name(emit, 1));
        emit->depth--;
        if (braces) {
            emit_line(emit);
            emit_format(emit, "}");
        }
        return;
    }
    emit_format(emit, "if (%s) {", resumed);
    emit->depth++;
    emit_line(emit);
    emit_format(emit, "switch (%s->%s.async_state) {", emit->frame_name, emit->header_name);
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
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* The lengths of a parameter's type are taken from the type itself, which is valid when the function starts. */
static void emit_variable_param(struct emit *emit, const struct var *var)
{
    const char *object = var->out_name;
    unsigned length = 0;
    for (const struct type *type = var->type; type; type = type_below(type)) {
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

void emit_body(struct emit *emit, const struct func *func)
{
    const struct node *body = func->body;
    emit->func = func;
    if (func->is_kept) {
        emit_source(emit, body->begin, body->end);
        emit->func = NULL;
        return;
    }
    emit->need_line = false;
    emit->indent = emit->unit_indent;
    emit->depth = 0;
    emit_source(emit, body->begin, first_item(emit, body));
    if (func->is_async && func->has_frame) {
        emit_dispatch(emit, func);
        for (size_t i = 0; i < func->vars.count; i++)
            if (is_variable_array(func->vars.items[i])) {
                emit_line(emit);
                emit_format(emit, "%s = %s;", field_text(emit, func->vars.items[i]), emit->null);
            }
        for (size_t i = 0; i < func->params.count; i++) {
            const struct var *var = func->params.items[i];
            if (var->pinned && var->type->is_variable)
                emit_variable_param(emit, var);
            else if (var->pinned || (func->pins && var->saved_once))
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
            emit_format(emit, "return %s;", emit->null);
        else
            emit_format(emit, "return (%s){.async_value = %s};", result_struct(emit),
                        zero_text(emit, func->type->inner));
        emit_format(emit, "\n");
    }
    emit_mark(emit, body->end - 1);
    emit_format(emit, "}");
    emit->func = NULL;
}
