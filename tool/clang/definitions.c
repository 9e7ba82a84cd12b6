/* definitions.c: the definitions of macros that the buffer invokes, and of macros that those use in turn.
 *
 * libclang tells which definition an invocation in the buffer refers to, but records nothing about the macros that this
 * definition names. Those are found by name, which is exact as long as the name was defined once.
 */
#include "clang/internal.h"

#include "base/pragmas.h"
#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

static struct definition *read_definition(struct parser *parser, CXCursor cursor);

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct named_definition *)a)->name, ((const struct named_definition *)b)->name);
}

const struct named_definition *definitions_named(struct parser *parser, const char *name, size_t *count)
{
    if (!parser->definitions_sorted && parser->definitions.count)
        qsort(parser->definitions.items, parser->definitions.count, sizeof *parser->definitions.items, compare_names);
    parser->definitions_sorted = true;
    size_t low = 0, high = parser->definitions.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(parser->definitions.items[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct named_definition *first = parser->definitions.items + low;
    for (*count = 0; low < parser->definitions.count && !strcmp(parser->definitions.items[low].name, name); low++)
        ++*count;
    return *count ? first : NULL;
}

/* True if a function-like macro of this name, with the macros that it uses in turn, may use # or ##. */
static bool named_pastes(struct parser *parser, const char *name)
{
    size_t count;
    const struct named_definition *named = definitions_named(parser, name, &count);
    if (keyword_named(name) != KEYWORD_NONE)
        return false;
    return count != 1 || read_definition(parser, named->cursor)->pastes;
}

/* True if the definition, or one that it passes an argument on to, uses # or ##. */
static bool definition_pastes(struct parser *parser, const struct definition *definition)
{
    const char *text = definition->text;
    unsigned length = definition->length;
    for (struct token token = token_at(text, (unsigned)strlen(definition->name), length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length)) {
        if (token_is(text, token, "#") ||
            (token_is(text, token, "%") && token_is(text, token_at(text, token.end, length), ":")))
            return true;
        if (token.kind == TOKEN_WORD && token_is(text, token_at(text, token.end, length), "(") &&
            words_have(&parser->unit->macro_names, text + token.begin, token.end - token.begin) &&
            named_pastes(parser, arena_copy(text + token.begin, token.end - token.begin)))
            return true;
    }
    return false;
}

/* Records the macros that this text names as uses of the definition. */
static void read_used(struct parser *parser, const char *text, unsigned begin, unsigned length)
{
    struct unit *unit = parser->unit;
    for (struct token token = token_at(text, begin, length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length)) {
        if (token.kind != TOKEN_WORD || !words_have(&unit->macro_names, text + token.begin, token.end - token.begin) ||
            words_have(&parser->definitions_read, text + token.begin, token.end - token.begin))
            continue;
        words_add(&parser->definitions_read, text + token.begin, token.end - token.begin);
        const char *name = arena_copy(text + token.begin, token.end - token.begin);
        size_t count;
        const struct named_definition *named = definitions_named(parser, name, &count);
        if (keyword_named(name) != KEYWORD_NONE || count != 1)
            continue; /* a name without an entry is not expanded */
        struct definition *used = read_definition(parser, named->cursor);
        ARRAY_ADD(unit->definitions, used);
    }
}

/* True for a compiler header whose macros only clang can read. Headers that the C standard requires of every compiler
 * are not among them, and asyncc.h defines what the macros of <stdatomic.h> expand to. */
static bool is_of_compiler(CXFile file)
{
    static const char *const common[] = {"stdatomic.h", "stdarg.h",    "stddef.h", "stdbool.h",  "limits.h",
                                         "float.h",     "stdint.h",    "iso646.h", "stdalign.h", "stdnoreturn.h",
                                         "inttypes.h",  "stdckdint.h", "unwind.h", "varargs.h"};
    const char *path = file ? take_string(clang_getFileName(file)) : "";
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (!strstr(path, "/lib/clang/") || !strncmp(name, "__std", 5))
        return false;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (!strcmp(name, common[i]))
            return false;
    return true;
}

static struct definition *read_definition(struct parser *parser, CXCursor cursor)
{
    struct definition *definition = remembered(parser, cursor);
    if (definition)
        return definition;
    definition = arena_take(sizeof *definition);
    remember(parser, cursor, definition);
    *definition = definition_text(parser, cursor, true);
    definition->text = arena_copy(definition->text, definition->length);
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXFile file;
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, NULL);
    /* If there were several definitions, libclang would look at another one; here there is only one (from the command
     * line). */
    definition->is_function =
        file ? definition->text[strlen(definition->name)] == '(' : clang_Cursor_isMacroFunctionLike(cursor) != 0;
    if (!in_buffer(parser, clang_getRangeStart(range), &definition->begin))
        definition->begin = 0;
    definition->pastes = definition_pastes(parser, definition);
    definition->of_compiler = is_of_compiler(file);
    read_used(parser, definition->text, (unsigned)strlen(definition->name), definition->length);
    return definition;
}

void read_macro_definition(struct parser *parser, struct macro *macro, CXCursor cursor)
{
    if (!clang_Cursor_isNull(cursor) && clang_getCursorKind(cursor) == CXCursor_MacroDefinition)
        macro->definition = read_definition(parser, cursor);
    macro->pastes = macro->definition && macro->definition->pastes;
    if (macro->end - macro->begin > strlen(macro->name)) /* there may be macros in its arguments */
        read_used(parser, parser->source->text, macro->begin + (unsigned)strlen(macro->name), macro->end);
}

/* libclang parses without OpenMP, so it has no record of the macros in its directives. */
void read_pragma_definitions(struct parser *parser)
{
    const struct source *source = parser->source;
    struct pragma pragma;
    for (unsigned at = 0; next_pragma(source, at, source->length, &pragma); at = pragma.end)
        if (token_is(source->text, token_at(source->text, pragma.words_begin, pragma.words_end), "omp"))
            read_used(parser, source->text, pragma.words_begin, pragma.words_end);
}

static int compare_definitions(const void *a, const void *b)
{
    return strcmp((*(struct definition *const *)a)->name, (*(struct definition *const *)b)->name);
}

void sort_macro_definitions(struct unit *unit)
{
    if (unit->definitions.count)
        qsort(unit->definitions.items, unit->definitions.count, sizeof *unit->definitions.items, compare_definitions);
}
