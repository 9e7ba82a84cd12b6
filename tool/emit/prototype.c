/* prototype.c: result structs, and the prototypes of translated functions. */
#include "emit/emit.h"

#include "ir/attributes.h"

#include <string.h>

/* Result structs that asyncc.h defines. */
static bool in_header(const char *name)
{
    static const char *const names[] = {
        "async_void",
        "async__Bool",
        "async_char",
        "async_signed_char",
        "async_unsigned_char",
        "async_short",
        "async_unsigned_short",
        "async_int",
        "async_unsigned_int",
        "async_long",
        "async_unsigned_long",
        "async_long_long",
        "async_unsigned_long_long",
        "async_float",
        "async_double",
        "async_long_double",
        "async_size_t",
        "async_void_ptr",
        "async_char_ptr",
        "async_const_char_ptr",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name))
            return true;
    return false;
}

const char *result_name(struct emit *emit, const struct type *type)
{
    const char *word = type_word(type), *name = arena_format("async_%s", word);
    /* The source may have a typedef `task`, or something called async_conn. */
    if (in_header(name) || !strcmp(free_name(emit, name), name))
        return name;
    return free_name(emit, arena_format("async_type_%s", word));
}

void emit_result_struct(struct emit *emit, const struct type *type)
{
    const char *name = result_name(emit, type);
    if (in_header(name) || !emit_once(emit, name))
        return;
    const char *value = type_declare(type, "async_value", true);
    emit_packing(emit, true);
    if (emit_once(emit, arena_format("struct %s", name)))
        emit_format(emit, "typedef struct %s {\n    async_frame *async_wait;\n    %s;\n} %s;\n\n", name, value, name);
    else
        emit_format(emit, "struct %s {\n    async_frame *async_wait;\n    %s;\n};\n\n", name, value);
    emit_packing(emit, false);
}

void emit_result_name(struct emit *emit, const struct type *type)
{
    const char *name = result_name(emit, type);
    if (type->shape != TYPE_NAMED)
        emit_result_struct(emit, type);
    else if (!in_header(name) && emit_once(emit, arena_format("struct %s", name)))
        emit_format(emit, "typedef struct %s %s;\n", name, name);
}

static const char *result_declarator(struct emit *emit, const struct type *type)
{
    return type->is_void ? "async_frame *" : arena_format("%s ", result_name(emit, type));
}

/* "(int, char *)" from the types. */
static const char *type_params(const struct type *function)
{
    if (function->no_prototype)
        return "()";
    if (!function->param_count)
        return "(void)";
    const char *list = "";
    for (unsigned i = 0; i < function->param_count; i++)
        list = arena_format("%s%s%s", list, i ? ", " : "", type_declare(function->params[i], "", true));
    return arena_format("(%s)", list);
}

void emit_prototype(struct emit *emit, const struct func *func, const char *params)
{
    emit_result_name(emit, func->type->inner);
    if (params && !strcmp(params, "()"))
        params = NULL;
    emit_format(emit, "%s%s%s%s%s__async%s",
                func_is_inline(func)               ? "static inline "
                : func->is_static || func->is_main ? "static "
                                                   : "",
                attributes_text(func, ATTRIBUTE_CODE, false), attributes_text(func, ATTRIBUTE_SYMBOL, false),
                result_declarator(emit, func->type->inner), func->name, params ? params : type_params(func->type));
}

void emit_quiet(struct emit *emit, const struct func *func)
{
    static const char *const warnings[][2] = {{"deprecated", "-Wdeprecated-declarations"},
                                              {"format", "-Wformat-nonliteral"}};
    const char *pragmas = "";
    for (size_t i = 0; i < sizeof warnings / sizeof *warnings; i++)
        if (attributes_have(func, warnings[i][0]))
            pragmas = arena_format("%s#pragma GCC diagnostic ignored \"%s\"\n", pragmas, warnings[i][1]);
    if (*pragmas)
        emit_format(emit, "#pragma GCC diagnostic push\n%s", pragmas);
}

void emit_quiet_end(struct emit *emit, const struct func *func)
{
    if (attributes_have(func, "deprecated") || attributes_have(func, "format"))
        emit_format(emit, "\n#pragma GCC diagnostic pop\n");
}
