/* type.c: types written as C. */
#include "ir/type.h"

#include "base/util.h"

#include <ctype.h>
#include <string.h>

struct type *type_named(const char *spelling)
{
    struct type *type = arena_take(sizeof *type);
    type->shape = TYPE_NAMED;
    type->spelling = spelling;
    return type;
}

/* A variable that is written later cannot be const; volatile stays. */
static const char *qualifiers(const struct type *type, bool plain)
{
    return arena_format("%s%s%s%s", type->is_const && !plain ? "const " : "", type->is_volatile ? "volatile " : "",
                        type->is_atomic_pointer ? "_Atomic " : "", type->is_restrict && !plain ? "restrict " : "");
}

static const char *parameters(const struct aliases *aliases, const struct type *type)
{
    if (type->no_prototype)
        return "()";
    if (!type->param_count && !type->variadic)
        return "(void)";
    const char *list = "";
    for (unsigned i = 0; i < type->param_count; i++)
        list = arena_format("%s%s%s", list, i ? ", " : "", type_declare_by(aliases, type->params[i], "", true));
    return arena_format("(%s%s)", list, type->variadic ? ", ..." : "");
}

static const char *name_of(const struct aliases *aliases, const struct type *type)
{
    for (size_t i = 0; i < aliases->count; i++)
        if (aliases->items[i].local == type->local && !strcmp(aliases->items[i].spelling, type->spelling))
            return aliases->items[i].name;
    return type->spelling;
}

/* Declarators are written from the inside out. */
const char *type_declare_by(const struct aliases *aliases, const struct type *type, const char *declarator, bool plain)
{
    const char *marks = qualifiers(type, plain);
    switch (type->shape) {
    case TYPE_POINTER: {
        bool wrap = type->inner->shape == TYPE_ARRAY || type->inner->shape == TYPE_FUNCTION;
        const char *convention = type->inner->convention ? type->inner->convention : "";
        const char *inner = arena_format("%s*%s%s", convention, marks, declarator);
        return type_declare_by(aliases, type->inner, wrap ? arena_format("(%s)", inner) : inner, false);
    }
    case TYPE_ARRAY:
        return type_declare_by(aliases, type->inner,
                               arena_format("%s[%s]", declarator, type->length ? type->length : "*"), plain);
    case TYPE_FUNCTION:
        return type_declare_by(aliases, type->inner, arena_format("%s%s", declarator, parameters(aliases, type)),
                               false);
    case TYPE_NAMED:
        break;
    }
    return arena_format("%s%s%s%s", marks, name_of(aliases, type), *declarator ? " " : "", declarator);
}

const char *type_declare(const struct type *type, const char *declarator, bool plain)
{
    return type_declare_by(&(struct aliases){0}, type, declarator, plain);
}

struct type *type_below(const struct type *type)
{
    return type->shape == TYPE_NAMED ? NULL : type->inner;
}

unsigned type_count_lengths(const struct type *type)
{
    unsigned count = 0;
    for (; type; type = type_below(type))
        count += type->shape == TYPE_ARRAY && !type->length;
    return count;
}

const char *type_zero(const struct aliases *aliases, const struct type *type)
{
    if (type->is_opaque) /* a matrix has no initialiser of its own */
        return arena_format("(struct { char first; %s; }){0}.value", type_declare_by(aliases, type, "value", true));
    return !type->is_record && type->shape != TYPE_ARRAY ? "0" : type->is_hollow ? "{}" : "{0}";
}

/* ---- one word for a type ----
 *
 * The word is the same in every file, and no two types share one: `struct foo *` is struct_foo_ptr. A name in the
 * source that looks like the word for a type (a typedef struct_foo, char_ptr, const_int, unsigned_int) is preceded by
 * its length: type8_char_ptr.
 */

static bool begins_with(const char *word, const char *prefix)
{
    return !strncmp(word, prefix, strlen(prefix));
}

/* True for "_array3" and the like: a word, and a number if `number`. */
static bool ends_with(const char *word, const char *suffix, bool number)
{
    size_t length = strlen(word);
    while (number && length && isdigit((unsigned char)word[length - 1]))
        length--;
    return length >= strlen(suffix) && !memcmp(word + length - strlen(suffix), suffix, strlen(suffix));
}

static bool looks_made(const char *name)
{
    static const char *const beginnings[] = {"struct_", "union_", "enum_", "const_", "volatile_", "type_"};
    static const char *const arithmetic[] = {"signed_char",   "unsigned_char", "unsigned_short",     "unsigned_int",
                                             "unsigned_long", "long_long",     "unsigned_long_long", "long_double"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins_with(name, beginnings[i]))
            return true;
    for (size_t i = 0; i < sizeof arithmetic / sizeof *arithmetic; i++)
        if (!strcmp(name, arithmetic[i]))
            return true;
    bool numbered = begins_with(name, "type") || begins_with(name, "fn");
    size_t word = name[0] == 't' ? 4 : 2, digits = numbered ? strspn(name + word, "0123456789") : 0;
    return (digits && name[word + digits] == '_') || ends_with(name, "_ptr", false) ||
           ends_with(name, "_const", false) || ends_with(name, "_volatile", false) || ends_with(name, "_array", true);
}

/* The name of a type: one from the source, or a few words of C. */
static const char *mangle_name(const char *name)
{
    static const char *const tags[] = {"struct ", "union ", "enum "};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (begins_with(name, tags[i]))
            return arena_format("%.*s_%s", (int)strlen(tags[i]) - 1, tags[i], mangle_name(name + strlen(tags[i])));
    if (name[strcspn(name, "(*[,")]) { /* _Atomic(T), a vector */
        const char *word = "type0_";
        for (; *name; name++)
            word = arena_format(isalnum((unsigned char)*name) ? "%s%c" : "%s_%02x", word, (unsigned char)*name);
        return word;
    }
    if (!strchr(name, ' '))
        return looks_made(name) ? arena_format("type%zu_%s", strlen(name), name) : name;
    char *word = arena_format("%s", name);
    for (char *c = word; *c; c++)
        if (*c == ' ')
            *c = '_';
    return word;
}

static const char *mangle(const struct type *type, bool top)
{
    const char *marks =
        top ? ""
            : arena_format("%s%s%s", type->is_const ? "const_" : "", type->is_volatile ? "volatile_" : "",
                           type->is_atomic_pointer ? "_Atomic_" : "");
    switch (type->shape) {
    case TYPE_POINTER:
        return arena_format("%s%s%s_ptr", mangle(type->inner, false), *marks ? "_" : "",
                            *marks ? arena_copy(marks, strlen(marks) - 1) : "");
    case TYPE_ARRAY:
        return arena_format("%s_array%s", mangle(type->inner, false), type->length ? type->length : "");
    case TYPE_FUNCTION: { /* each word preceded by its length */
        const char *word = mangle(type->inner, true);
        const char *list = arena_format("%zu%s", strlen(word), word);
        for (unsigned i = 0; i < type->param_count; i++) {
            word = mangle(type->params[i], true);
            list = arena_format("%s_%zu%s", list, strlen(word), word);
        }
        return arena_format("fn%u_%s%s%s", type->param_count, list, type->no_prototype ? "_of_any" : "",
                            type->variadic ? "_more" : "");
    }
    case TYPE_NAMED:
        break;
    }
    return arena_format("%s%s", marks, mangle_name(type->spelling));
}

const char *type_word(const struct type *type)
{
    return type->is_void ? "void" : mangle(type, true);
}

struct local_type *type_local(const struct type *type)
{
    while (type && (type->shape == TYPE_POINTER || type->shape == TYPE_ARRAY))
        type = type->inner;
    return type ? type->local : NULL;
}

struct type *type_outside(struct type *type, unsigned begin, unsigned end)
{
    if (type->shape == TYPE_NAMED && type->local && type->local->begin >= begin && type->local->begin < end &&
        type->instead) {
        struct type *plain = arena_take(sizeof *plain);
        *plain = *type_outside(type->instead, begin, end);
        plain->is_const |= type->is_const;
        plain->is_volatile |= type->is_volatile;
        return plain;
    }
    if (type->shape != TYPE_POINTER && type->shape != TYPE_ARRAY)
        return type;
    struct type *inner = type_outside(type->inner, begin, end);
    if (inner == type->inner)
        return type;
    struct type *copy = arena_take(sizeof *copy);
    *copy = *type;
    copy->inner = inner;
    return copy;
}

bool type_copies_bytes(const struct type *type)
{
    return type->is_array || type->has_const_member;
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
