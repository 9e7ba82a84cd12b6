/* attributes.c: see attributes.h.
 *
 * libclang shows attributes, but not everything in them. Clang's own printer does, with macros expanded, so they are
 * read from its output. An async function becomes several functions: each attribute goes to those that it is meant for.
 * The check refuses an attribute that would be lost, or would mean something else.
 */
#include "ir/attributes.h"

#include "base/source.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

static const char loop_reason[] = "nothing runs it in a loop; write an ordinary function that uses async_run";
static const char symbol_reason[] = "the output has other symbols; write an async function that awaits the other one";
static const char code_reason[] = "it becomes several functions; write an ordinary function";

static const struct {
    const char *name;
    enum attribute_effect effect;
    const char *reason;
} known[] = {
    {"constructor", ATTRIBUTE_REFUSED, loop_reason},
    {"destructor", ATTRIBUTE_REFUSED, loop_reason},
    {"alias", ATTRIBUTE_REFUSED, symbol_reason},
    {"ifunc", ATTRIBUTE_REFUSED, symbol_reason},
    {"weakref", ATTRIBUTE_REFUSED, symbol_reason},
    {"weak_import", ATTRIBUTE_REFUSED, symbol_reason},
    {"symver", ATTRIBUTE_REFUSED, symbol_reason},
    {"asm", ATTRIBUTE_REFUSED, symbol_reason},
    {"copy", ATTRIBUTE_REFUSED, "write the attributes out"},
    {"naked", ATTRIBUTE_REFUSED, code_reason},
    {"interrupt", ATTRIBUTE_REFUSED, code_reason},
    {"returns_twice", ATTRIBUTE_REFUSED, code_reason},
    {"gnu_inline", ATTRIBUTE_NOTHING, NULL}, /* handled by func_is_inline */
    {"overloadable", ATTRIBUTE_REFUSED, "give each function a name of its own"},
    {"target_clones", ATTRIBUTE_REFUSED, code_reason},
    {"cpu_dispatch", ATTRIBUTE_REFUSED, code_reason},
    {"cpu_specific", ATTRIBUTE_REFUSED, code_reason},

    {"noinline", ATTRIBUTE_CODE, NULL},
    {"always_inline", ATTRIBUTE_CODE, NULL},
    {"unused", ATTRIBUTE_CODE, NULL},
    {"hot", ATTRIBUTE_CODE, NULL},
    {"cold", ATTRIBUTE_CODE, NULL},
    {"flatten", ATTRIBUTE_CODE, NULL},
    {"section", ATTRIBUTE_CODE, NULL},
    {"target", ATTRIBUTE_CODE, NULL},
    {"optnone", ATTRIBUTE_CODE, NULL},
    {"minsize", ATTRIBUTE_CODE, NULL},
    {"no_builtin", ATTRIBUTE_CODE, NULL},
    {"no_instrument_function", ATTRIBUTE_CODE, NULL},
    {"no_profile_instrument_function", ATTRIBUTE_CODE, NULL},
    {"no_stack_protector", ATTRIBUTE_CODE, NULL},
    {"no_split_stack", ATTRIBUTE_CODE, NULL},
    {"nocf_check", ATTRIBUTE_CODE, NULL},
    {"disable_sanitizer_instrumentation", ATTRIBUTE_CODE, NULL},
    {"disable_tail_calls", ATTRIBUTE_CODE, NULL},
    {"format", ATTRIBUTE_CODE, NULL},
    {"speculative_load_hardening", ATTRIBUTE_CODE, NULL},
    {"no_speculative_load_hardening", ATTRIBUTE_CODE, NULL},
    {"zero_call_used_regs", ATTRIBUTE_CODE, NULL},
    {"optimize", ATTRIBUTE_CODE, NULL},
    {"noclone", ATTRIBUTE_CODE, NULL},
    {"noipa", ATTRIBUTE_CODE, NULL},
    {"no_icf", ATTRIBUTE_CODE, NULL},
    {"stack_protect", ATTRIBUTE_CODE, NULL},

    {"nouwtable", ATTRIBUTE_CODE, NULL},
    {"patchable_function_entry", ATTRIBUTE_CODE, NULL},
    {"xray_always_instrument", ATTRIBUTE_CODE, NULL},
    {"xray_never_instrument", ATTRIBUTE_CODE, NULL},
    {"min_vector_width", ATTRIBUTE_CODE, NULL},
    {"function_return", ATTRIBUTE_CODE, NULL},
    {"force_align_arg_pointer", ATTRIBUTE_CODE, NULL},

    {"externally_visible", ATTRIBUTE_SYMBOL, NULL},
    {"internal_linkage", ATTRIBUTE_SYMBOL, NULL},
    {"nomerge", ATTRIBUTE_SYMBOL, NULL}, /* it is about the calls of the function */
    {"availability", ATTRIBUTE_SYMBOL, NULL},
    {"btf_decl_tag", ATTRIBUTE_SYMBOL, NULL},
    {"xray_log_args", ATTRIBUTE_SYMBOL, NULL},
    {"weak", ATTRIBUTE_SYMBOL, NULL},
    {"visibility", ATTRIBUTE_SYMBOL, NULL},
    {"used", ATTRIBUTE_SYMBOL, NULL},
    {"retain", ATTRIBUTE_SYMBOL, NULL},
    {"deprecated", ATTRIBUTE_SYMBOL, NULL},
    {"unavailable", ATTRIBUTE_SYMBOL, NULL},
    {"error", ATTRIBUTE_SYMBOL, NULL},
    {"warning", ATTRIBUTE_SYMBOL, NULL},
    {"nonnull", ATTRIBUTE_SYMBOL, NULL},
    {"aligned", ATTRIBUTE_SYMBOL, NULL},
    {"dllexport", ATTRIBUTE_SYMBOL, NULL},
    {"dllimport", ATTRIBUTE_SYMBOL, NULL},

    {"warn_unused_result", ATTRIBUTE_RESULT, NULL},

    {"annotate", ATTRIBUTE_NOTHING, NULL},
    {"noreturn", ATTRIBUTE_NOTHING, NULL},
    {"pure", ATTRIBUTE_NOTHING, NULL},
    {"const", ATTRIBUTE_NOTHING, NULL},
    {"malloc", ATTRIBUTE_NOTHING, NULL},
    {"restrict", ATTRIBUTE_NOTHING, NULL},
    {"returns_nonnull", ATTRIBUTE_NOTHING, NULL},
    {"alloc_size", ATTRIBUTE_NOTHING, NULL},
    {"alloc_align", ATTRIBUTE_NOTHING, NULL},
    {"assume_aligned", ATTRIBUTE_NOTHING, NULL},
    {"nothrow", ATTRIBUTE_NOTHING, NULL},
    {"leaf", ATTRIBUTE_NOTHING, NULL},
    {"format_arg", ATTRIBUTE_NOTHING, NULL},
    {"sentinel", ATTRIBUTE_NOTHING, NULL},
    {"artificial", ATTRIBUTE_NOTHING, NULL},
    {"nodebug", ATTRIBUTE_NOTHING, NULL},
    {"noduplicate", ATTRIBUTE_NOTHING, NULL},
    {"convergent", ATTRIBUTE_NOTHING, NULL},
    {"not_tail_called", ATTRIBUTE_NOTHING, NULL},
    {"noescape", ATTRIBUTE_NOTHING, NULL},
    {"no_caller_saved_registers", ATTRIBUTE_NOTHING, NULL},
    {"no_thread_safety_analysis", ATTRIBUTE_NOTHING, NULL},
    {"suppress", ATTRIBUTE_NOTHING, NULL},
    /* from C++ */
    {"abi_tag", ATTRIBUTE_NOTHING, NULL},
    {"exclude_from_explicit_instantiation", ATTRIBUTE_NOTHING, NULL},
    /* of the type of the result */
    {"vector_size", ATTRIBUTE_NOTHING, NULL},
    {"ext_vector_type", ATTRIBUTE_NOTHING, NULL},
    {"mode", ATTRIBUTE_NOTHING, NULL},
    {"may_alias", ATTRIBUTE_NOTHING, NULL},
    {"address_space", ATTRIBUTE_NOTHING, NULL},
    {"noderef", ATTRIBUTE_NOTHING, NULL},
    {"btf_type_tag", ATTRIBUTE_NOTHING, NULL},
    {"packed", ATTRIBUTE_NOTHING, NULL},
    {"matrix_type", ATTRIBUTE_NOTHING, NULL},
    /* calling conventions: all calls are asyncc's */
    {"ms_abi", ATTRIBUTE_NOTHING, NULL},
    {"sysv_abi", ATTRIBUTE_NOTHING, NULL},
    {"cdecl", ATTRIBUTE_NOTHING, NULL},
    {"stdcall", ATTRIBUTE_NOTHING, NULL},
    {"fastcall", ATTRIBUTE_NOTHING, NULL},
    {"vectorcall", ATTRIBUTE_NOTHING, NULL},
    {"preserve_most", ATTRIBUTE_NOTHING, NULL},
    {"preserve_all", ATTRIBUTE_NOTHING, NULL},
    {"regparm", ATTRIBUTE_NOTHING, NULL},
    {"pcs", ATTRIBUTE_NOTHING, NULL},
};

enum attribute_effect attribute_effect(const char *name, const char **reason)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name)) {
            if (reason)
                *reason = known[i].reason;
            return known[i].effect;
        }
    if (!strncmp(name, "no_sanitize", 11))
        return ATTRIBUTE_CODE;
    /* read by static analysers */
    static const char *const prefixes[] = {"ownership_", "acquire_",  "release_",  "requires_", "exclusive_",
                                           "shared_",    "assert_",   "locks_",    "try_",      "unlock_",
                                           "lock_",      "callable_", "consumable"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
            return ATTRIBUTE_NOTHING;
    return ATTRIBUTE_UNKNOWN;
}

static const char *other_spelling(const char *name)
{
    static const char *const others[][2] = {{"nodiscard", "warn_unused_result"}, {"maybe_unused", "unused"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(name, others[i][0]))
            return others[i][1];
    return name;
}

/* The message of an attribute as a string literal: clang prints its text unescaped. */
static const char *message(const char *text, unsigned begin, unsigned end)
{
    struct text out = {0};
    text_puts(&out, "(\"");
    for (unsigned i = begin; i < end; i++) {
        if (text[i] == '"' || text[i] == '\\')
            text_puts(&out, "\\");
        if (text[i] == '\n')
            text_puts(&out, "\\n");
        else
            text_add(&out, text + i, 1);
    }
    text_puts(&out, "\")");
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

/* The name without the underscores around it. */
static const char *bare_name(const char *text, struct token word)
{
    unsigned length = word.end - word.begin, skip = 0;
    if (length > 4 && !memcmp(text + word.begin, "__", 2) && !memcmp(text + word.end - 2, "__", 2))
        skip = 2;
    return arena_copy(text + word.begin + skip, length - 2 * skip);
}

/* Reads the attribute whose name is `word`; `close` comes after it. Returns its end. */
static unsigned read_one(struct attributes *list, const char *text, struct token word, const char *close)
{
    unsigned size = word.end + (unsigned)strlen(text + word.end);
    struct attribute attribute = {
        .name = other_spelling(bare_name(text, word)),
        .arguments = "",
    };
    struct token open = token_at(text, word.end, size), first = token_at(text, open.end, size);
    unsigned end = word.end;
    if (token_is(text, open, "(")) {
        const char *last = arena_format("\")%s", close), *found = strstr(text + open.end, last);
        if (text[first.begin] == '"' && found && *close) {
            end = (unsigned)(found - text) + 2;
            attribute.arguments = !strcmp(attribute.name, "deprecated") || !strcmp(attribute.name, "unavailable") ||
                                          !strcmp(attribute.name, "btf_decl_tag")
                                      ? message(text, first.begin + 1, (unsigned)(found - text))
                                      : arena_copy(text + open.begin, end - open.begin);
        } else {
            end = skip_bracket(text, open.begin, size);
            attribute.arguments = arena_copy(text + open.begin, end - open.begin);
        }
    }
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->items[i].name, attribute.name) && !strcmp(list->items[i].arguments, attribute.arguments))
            return end;
    ARRAY_ADD(*list, attribute);
    return end;
}

void attributes_read(struct attributes *list, const char *printed)
{
    unsigned size = (unsigned)strlen(printed);
    for (struct token token = token_at(printed, 0, size); token.kind != TOKEN_END;
         token = token_at(printed, token.end, size)) {
        struct token next = token_at(printed, token.end, size);
        if (token_is(printed, token, "__attribute__")) {
            struct token word = token_at(printed, token_at(printed, next.end, size).end, size);
            token.end = read_one(list, printed, word, "))") + 2;
        } else if (token_is(printed, token, "[") && token_is(printed, next, "[")) {
            struct token word = token_at(printed, next.end, size);
            while (printed[word.end] == ':' && printed[word.end + 1] == ':')
                word = token_at(printed, word.end + 2, size);
            token.end = read_one(list, printed, word, "]]") + 2;
        } else if (token_is(printed, token, "asm")) {
            token.end = read_one(list, printed, token, "");
        } else if (token_is(printed, token, "(")) {
            token.end = skip_bracket(printed, token.begin, size);
        }
        if (token.end > size)
            break;
    }
}

static bool is_among(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name))
        names++;
    return *names != NULL;
}

static const char *const of_gcc[] = {"optimize",           "noclone", "noipa", "no_icf", "stack_protect",
                                     "externally_visible", "symver",  "copy",  NULL};

static const char *const of_clang[] = {"optnone",
                                       "minsize",
                                       "no_builtin",
                                       "disable_sanitizer_instrumentation",
                                       "disable_tail_calls",
                                       "speculative_load_hardening",
                                       "no_speculative_load_hardening",
                                       "nouwtable",
                                       "xray_always_instrument",
                                       "xray_never_instrument",
                                       "xray_log_args",
                                       "min_vector_width",
                                       "internal_linkage",
                                       "nomerge",
                                       "availability",
                                       "btf_decl_tag",
                                       NULL};

bool attribute_is_of_gcc(const char *name)
{
    return is_among(of_gcc, name);
}

void attributes_read_source(struct attributes *list, const char *text, unsigned begin, unsigned end)
{
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END && !token_is(text, token, "{");
         token = token_at(text, token.end, end)) {
        if (token_is(text, token, "(")) {
            token.end = skip_bracket(text, token.begin, end);
            continue;
        }
        if (!token_is(text, token, "__attribute__") && !token_is(text, token, "__attribute"))
            continue;
        struct token open = token_at(text, token.end, end);
        unsigned close = skip_bracket(text, open.begin, end);
        for (struct token word = token_at(text, open.end, close); word.kind != TOKEN_END;
             word = token_at(text, word.end, close))
            if (attribute_is_of_gcc(bare_name(text, word))) /* clang leaves these out of its tree */
                word.end = read_one(list, text, word, "");
        token.end = close;
    }
}

static const char *spelled(const struct attribute *attribute)
{
    bool empty = !strcmp(attribute->arguments, "(\"\")");
    const char *arguments = empty ? "" : attribute->arguments;
    if (is_among(of_clang, attribute->name)) /* since the source may have chosen it with __clang__ */
        return arena_format("ASYNC_OF_CLANG(__%s__%s) ", attribute->name, arguments);
    return arena_format("__attribute__((__%s__%s)) ", attribute->name, arguments);
}

const char *attributes_named(const struct func *func, const char *name)
{
    const char *all = "";
    for (size_t i = 0; i < func->attributes.count; i++)
        if (!strcmp(func->attributes.items[i].name, name))
            all = arena_format("%s%s", all, spelled(&func->attributes.items[i]));
    return all;
}

const char *attributes_text(const struct func *func, enum attribute_effect effect, bool resumes)
{
    const char *all = "";
    for (size_t i = 0; i < func->attributes.count; i++) {
        const struct attribute *attribute = &func->attributes.items[i];
        if (resumes && (!strcmp(attribute->name, "always_inline") || !strcmp(attribute->name, "format")))
            continue; /* the function's address is taken, and it has no parameters of the source */
        if (attribute_effect(attribute->name, NULL) == effect)
            all = arena_format("%s%s", all, spelled(attribute));
    }
    return all;
}

const char *attributes_of_body(const struct func *func)
{
    const char *all = "";
    for (size_t i = 0; i < func->attributes.count; i++) {
        const struct attribute *attribute = &func->attributes.items[i];
        bool entry = !strcmp(attribute->name, "noinline") || !strcmp(attribute->name, "noipa");
        if (attribute_effect(attribute->name, NULL) == ATTRIBUTE_CODE && !entry)
            all = arena_format("%s%s", all, spelled(attribute));
    }
    return all;
}

const char *attributes_of_static(const struct var *var)
{
    const char *all = "";
    for (size_t i = 0; i < var->attributes.count; i++) {
        const struct attribute *attribute = &var->attributes.items[i];
        if (strcmp(attribute->name, "aligned") && strcmp(attribute->name, "unused") && strcmp(attribute->name, "asm") &&
            strcmp(attribute->name, "annotate"))
            all = arena_format("%s%s", all, spelled(attribute));
    }
    return all;
}

bool attributes_have(const struct func *func, const char *name)
{
    for (size_t i = 0; i < func->attributes.count; i++)
        if (!strcmp(func->attributes.items[i].name, name))
            return true;
    return false;
}
