/* relevant.c: which ordinary functions can involve async ones.
 *
 * Most code of a large program does not and is left unchanged; a tree of it would take most of the time and memory of a
 * translation. The test is textual: a function without a relevant word cannot name anything async. Relevant are
 *
 *   - names that begin as the keywords and the runtime's names do,
 *   - what is declared at file scope, in headers too, by a declaration with a relevant word in it: functions,
 * variables, types; of structs, the members,
 *   - macros whose definition has a relevant word or ##, or is not known,
 *   - attributes that name a function by a string.
 *
 * A false positive costs a little time; a false negative would be a miscompilation.
 */
#include "clang/internal.h"

#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

/* Attributes, and names in assembly, say by a string which function is meant. */
static bool names_by_string(const char *text, struct token token)
{
    static const char *const names[] = {"alias", "ifunc", "weakref", "asm", "copy"};
    while (token.begin < token.end && text[token.begin] == '_')
        token.begin++;
    while (token.end > token.begin && text[token.end - 1] == '_')
        token.end--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (token_is(text, token, names[i]))
            return true;
    return false;
}

static bool is_relevant(const struct parser *parser, const char *text, struct token token)
{
    static const char *const beginnings[] = {"async", "await", "_Async", "_Await"};
    size_t length = token.end - token.begin;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (length >= strlen(beginnings[i]) && !memcmp(text + token.begin, beginnings[i], strlen(beginnings[i])))
            return true;
    return words_have(&parser->relevant, text + token.begin, length) ||
           words_have(&parser->lost, text + token.begin, length) || names_by_string(text, token);
}

static bool has_relevant(const struct parser *parser, const char *text, unsigned begin, unsigned end)
{
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end))
        if (token.kind == TOKEN_WORD && is_relevant(parser, text, token))
            return true;
    return false;
}

static bool is_relevant_macro(const struct parser *parser, const struct definition *definition)
{
    const char *text = definition->text;
    struct token before = {0};
    for (struct token token = token_at(text, (unsigned)strlen(definition->name), definition->length);
         token.kind != TOKEN_END; before = token, token = token_at(text, token.end, definition->length)) {
        if (token_is(text, token, "##") || (token_is(text, token, "#") && token_is(text, before, "#")))
            return true;
        if (token.kind != TOKEN_WORD)
            continue;
        if (is_relevant(parser, text, token))
            return true;
        /* A macro with several definitions is not among those that were read. */
        if (words_have(&parser->unit->macro_names, text + token.begin, token.end - token.begin) &&
            !words_have(&parser->macros_read, text + token.begin, token.end - token.begin))
            return true;
    }
    return false;
}

static void add_macro(struct parser *parser, const struct definition *definition)
{
    size_t length = strlen(definition->name);
    if (!words_have(&parser->relevant, definition->name, length) && is_relevant_macro(parser, definition))
        words_add(&parser->relevant, definition->name, length);
}

static void add_relevant_macros(struct parser *parser)
{
    const struct unit *unit = parser->unit;
    size_t before;
    do {
        before = parser->relevant.count;
        const struct definition *last = NULL;
        for (size_t i = 0; i < unit->definitions.count; i++)
            add_macro(parser, unit->definitions.items[i]);
        for (size_t i = 0; i < unit->macros.count; i++) {
            const struct macro *macro = &unit->macros.items[i];
            if (!macro->definition)
                words_add(&parser->relevant, macro->name, strlen(macro->name));
            else if (macro->definition != last)
                add_macro(parser, macro->definition);
            last = macro->definition;
        }
    } while (parser->relevant.count > before);
}

/* A range of the buffer or a header. */
struct stretch {
    const char *text;
    unsigned begin, end;
};

static struct stretch stretch_of(struct parser *parser, CXCursor cursor)
{
    struct stretch stretch = {.text = parser->source->text};
    CXSourceRange range = clang_getCursorExtent(cursor);
    if (in_buffer(parser, clang_getRangeStart(range), &stretch.begin) &&
        in_buffer(parser, clang_getRangeEnd(range), &stretch.end))
        return stretch;
    CXFile file, other;
    size_t size = 0;
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &stretch.begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), &other, NULL, NULL, &stretch.end);
    stretch.text = file ? text_of_file(parser, file, &size) : NULL;
    if (!stretch.text || !other || !clang_File_isEqual(file, other) || stretch.end > size ||
        stretch.begin > stretch.end)
        stretch.text = NULL;
    return stretch;
}

/* True if the range is relevant; one that is not the text of a single file counts as relevant. */
static bool is_relevant_stretch(struct parser *parser, struct stretch stretch)
{
    return !stretch.text || has_relevant(parser, stretch.text, stretch.begin, stretch.end);
}

static void add_name(struct parser *parser, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    words_add(&parser->relevant, clang_getCString(name), strlen(clang_getCString(name)));
    clang_disposeString(name);
}

static enum CXChildVisitResult add_members(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct parser *parser = data;
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_FieldDecl && is_relevant_stretch(parser, stretch_of(parser, cursor)))
        add_name(parser, cursor);
    return CXChildVisit_Recurse;
}

/* Adds the names that a declaration at file scope makes relevant. Of a function's definition only the head counts. */
static void add_relevant_names(struct parser *parser, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    struct stretch stretch = stretch_of(parser, cursor);
    if (kind == CXCursor_FunctionDecl && stretch.text && clang_isCursorDefinition(cursor)) {
        unsigned end = stretch.end, at = file_offset(parser, clang_getCursorLocation(cursor));
        if (at < stretch.begin || at >= end)
            at = stretch.begin;
        for (struct token token = token_at(stretch.text, at, end);
             token.kind != TOKEN_END && !token_is(stretch.text, token, "{");
             token = token_at(stretch.text, token.end, end))
            stretch.end = token.end;
    }
    if (!is_relevant_stretch(parser, stretch))
        return;
    if (kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_TypedefDecl)
        clang_visitChildren(cursor, add_members, parser);
    if (kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl || kind == CXCursor_TypedefDecl)
        add_name(parser, cursor);
}

void find_relevant(struct parser *parser, const struct cursors *toplevel)
{
    const struct unit *unit = parser->unit;
    parser->relevant = parser->macros_read = (struct words){0};
    for (size_t i = 0; i < unit->definitions.count; i++)
        words_add(&parser->macros_read, unit->definitions.items[i]->name, strlen(unit->definitions.items[i]->name));
    size_t before;
    do {
        before = parser->relevant.count;
        add_relevant_macros(parser);
        for (size_t i = 0; i < toplevel->count; i++)
            if (!clang_isPreprocessing(clang_getCursorKind(toplevel->items[i])) &&
                !is_runtime_header(clang_getCursorLocation(toplevel->items[i])))
                add_relevant_names(parser, toplevel->items[i]);
        /* The new names may occur in macros, and in declarations that use those macros. */
    } while (parser->relevant.count > before && unit->macros.count);
}

bool is_relevant_range(struct parser *parser, unsigned begin, unsigned end)
{
    const struct unit *unit = parser->unit;
    for (size_t i = 0; i < unit->includes.count; i++)
        if (unit->includes.items[i].end && unit->includes.items[i].begin >= begin &&
            unit->includes.items[i].begin < end)
            return true;
    return has_relevant(parser, parser->source->text, begin, end);
}
