/* types.c: types written as C. */
#include "tree.h"

#include "util.h"

#include <ctype.h>
#include <string.h>

/* What is written to later cannot be const; volatile it stays. */
static const char *qualifiers(const struct type *type, bool plain)
{
    return arena_format("%s%s%s", type->is_const && !plain ? "const " : "", type->is_volatile ? "volatile " : "",
                        type->is_restrict && !plain ? "restrict " : "");
}

static const char *parameters(const struct type *type)
{
    if (type->no_prototype)
        return "()";
    if (!type->param_count && !type->variadic)
        return "(void)";
    const char *list = "";
    for (unsigned i = 0; i < type->param_count; i++)
        list = arena_format("%s%s%s", list, i ? ", " : "", type_declare(type->params[i], "", true));
    return arena_format("(%s%s)", list, type->variadic ? ", ..." : "");
}

static const struct alias *aliases;
static size_t alias_count;

void types_alias(const struct alias *items, size_t count)
{
    aliases = items;
    alias_count = count;
}

static const char *name_of(const struct type *type)
{
    for (size_t i = 0; i < alias_count; i++)
        if (aliases[i].local == type->local && !strcmp(aliases[i].spelling, type->spelling))
            return aliases[i].name;
    return type->spelling;
}

/* Declarators are written from the inside out. */
const char *type_declare(const struct type *type, const char *declarator, bool plain)
{
    const char *marks = qualifiers(type, plain);
    switch (type->shape) {
    case TYPE_POINTER: {
        bool wrap = type->inner->shape == TYPE_ARRAY || type->inner->shape == TYPE_FUNCTION;
        const char *inner = arena_format("*%s%s", marks, declarator);
        return type_declare(type->inner, wrap ? arena_format("(%s)", inner) : inner, false);
    }
    case TYPE_ARRAY:
        return type_declare(type->inner, arena_format("%s[%s]", declarator, type->length ? type->length : "*"), plain);
    case TYPE_FUNCTION:
        return type_declare(type->inner, arena_format("%s%s", declarator, parameters(type)), false);
    default:
        return arena_format("%s%s%s%s", marks, name_of(type), *declarator ? " " : "", declarator);
    }
}

/* One word that stands for the type, the same in every file. */
static const char *mangle(const struct type *type, bool top)
{
    const char *marks =
        top ? "" : arena_format("%s%s", type->is_const ? "const_" : "", type->is_volatile ? "volatile_" : "");
    switch (type->shape) {
    case TYPE_POINTER:
        return arena_format("%s%s%s_ptr", mangle(type->inner, false), *marks ? "_" : "",
                            *marks ? arena_copy(marks, strlen(marks) - 1) : "");
    case TYPE_ARRAY:
        return arena_format("%s_array%s", mangle(type->inner, false), type->length ? type->length : "");
    case TYPE_FUNCTION: {
        const char *list = type->no_prototype ? "_of_any" : "";
        for (unsigned i = 0; i < type->param_count; i++)
            list = arena_format("%s_%s", list, mangle(type->params[i], true));
        return arena_format("fn%u_%s%s%s", type->param_count, mangle(type->inner, true), list,
                            type->variadic ? "_more" : "");
    }
    default: {
        char *word = arena_format("%s%s", marks, type->spelling);
        for (char *c = word; *c; c++)
            if (!isalnum((unsigned char)*c) && !((unsigned char)*c & 0x80))
                *c = '_';
        return word;
    }
    }
}

const char *type_result_name(const struct type *type)
{
    return type->is_void ? "async_void" : arena_format("async_%s", mangle(type, true));
}

struct local_type *type_local(const struct type *type)
{
    while (type && (type->shape == TYPE_POINTER || type->shape == TYPE_ARRAY))
        type = type->inner;
    return type ? type->local : NULL;
}

bool type_needs_room(const struct type *type)
{
    return type_is_local(type) || type->is_flexible || type->alignment > FRAME_ALIGNMENT;
}

bool type_is_local(const struct type *type)
{
    if (type_local(type))
        return true;
    while (type->shape == TYPE_POINTER || type->shape == TYPE_ARRAY)
        type = type->inner;
    if (type->shape == TYPE_FUNCTION) {
        for (unsigned i = 0; i < type->param_count; i++)
            if (type_is_local(type->params[i]))
                return true;
        return type_is_local(type->inner);
    }
    return type->is_anonymous;
}
