/* name.c: what locals and types are called in the output. */
#include "emit/emit.h"

#include "ir/node.h"

#include <string.h>

static const struct aliases *aliases(const struct emit *emit)
{
    static const struct aliases none;
    return emit->func ? &emit->func->aliases : &none;
}

const char *type_text(const struct emit *emit, const struct type *type, const char *declarator, bool plain)
{
    return type_declare_by(aliases(emit), type, declarator, plain);
}

const char *zero_text(const struct emit *emit, const struct type *type)
{
    return type_zero(aliases(emit), type);
}

/* "T *" for objects of this type that may be written to. */
const char *pointer_to(const struct emit *emit, const struct type *type)
{
    struct type bare = *type, pointer = {.shape = TYPE_POINTER, .inner = &bare};
    bare.is_const = false;
    return type_text(emit, &pointer, "", true);
}

const char *field_text(struct emit *emit, const struct var *var)
{
    return arena_format("%s->%s", emit->frame_name, var->field);
}

bool is_variable_array(const struct var *var)
{
    return var->pinned && var->type->is_variable && var->type->is_array;
}

/* The lengths in a prototype are not evaluated and mean [*], so any expression is valid. [*] itself is not used: clang
 * 19 drops statements that contain sizeof of a call through a cast to such a type. */
static struct type *type_of_parameter(struct type *type, const char *length)
{
    if (!type_below(type) || !type->is_variable)
        return type;
    struct type *copy = arena_take(sizeof *copy);
    *copy = *type;
    if (type->shape == TYPE_ARRAY && !type->length)
        copy->length = length;
    copy->inner = type_of_parameter(type->inner, length);
    return copy;
}

/* A type of variable length with the lengths that the frame keeps. */
static struct type *sized_type(struct emit *emit, const struct var *var, const struct type *type, unsigned *next)
{
    struct type *copy = arena_take(sizeof *copy);
    *copy = *type;
    if (type->shape == TYPE_ARRAY && !type->length)
        copy->length = field_text(emit, var->lengths[(*next)++]);
    if (type->shape == TYPE_FUNCTION)
        copy->params = arena_take((type->param_count + 1) * sizeof *copy->params);
    for (unsigned i = 0; type->shape == TYPE_FUNCTION && i < type->param_count; i++)
        copy->params[i] = type_of_parameter(type->params[i], field_text(emit, var->lengths[0]));
    if (type_below(type))
        copy->inner = sized_type(emit, var, type->inner, next);
    return copy;
}

const struct type *type_with_lengths(struct emit *emit, const struct var *var)
{
    unsigned next = 0;
    return sized_type(emit, var, var->type, &next);
}

unsigned wide_alignment(const struct var *var)
{
    long long alignment = var->type->alignment > var->alignment ? var->type->alignment : var->alignment;
    return alignment > FRAME_ALIGNMENT && !var->is_coroutine ? (unsigned)alignment : 0;
}

const char *local_text(struct emit *emit, const struct node *node)
{
    const struct var *var = node->var;
    if (node->form == NAME_NULL)
        return arena_format("(*(%s)0)", pointer_to(emit, var->type));
    if (node->form == NAME_ALIGNED)
        return arena_format("((struct { _Alignas(%u) %s; } *)0)->%s", var->alignment,
                            type_text(emit, var->type, var->name, true), var->name);
    if (node->form != NAME_BARE)
        return var_text(emit, var);
    const struct type *type = var->lengths ? type_with_lengths(emit, var) : var->type;
    struct type bare = *type, pointer = {.shape = TYPE_POINTER, .inner = &bare};
    return arena_format("(*(%s)&%s)", type_text(emit, &pointer, "", true), var_text(emit, var));
}

const char *var_text(struct emit *emit, const struct var *var)
{
    if (var->pinned && var->type->is_variable) {
        const struct type *sized = type_with_lengths(emit, var);
        return arena_format("(*(%s)%s%s)", pointer_to(emit, sized), var->type->is_array ? "" : "(void *)&",
                            field_text(emit, var));
    }
    if (var->pinned && wide_alignment(var))
        return arena_format("(*(%s)ASYNC_ALIGNED(%s->%s, sizeof(%s), %u))", pointer_to(emit, var->type),
                            emit->frame_name, var->field, type_text(emit, var->type, "", true), wide_alignment(var));
    if (var->pinned && type_needs_room(var->type) && !var->is_coroutine)
        return arena_format("(*(%s)ASYNC_ROOM(%s->%s, sizeof(%s)))", pointer_to(emit, var->type), emit->frame_name,
                            var->field, type_text(emit, var->type, "", true));
    if (var->pinned)
        return arena_format("%s->%s", emit->frame_name, var->field);
    return var->out_name;
}

const char *result_struct(struct emit *emit)
{
    return result_name(emit, emit->func->type->inner);
}

bool returns_void(struct emit *emit)
{
    return emit->func->type->inner->is_void;
}
