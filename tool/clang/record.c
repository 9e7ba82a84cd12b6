/* record.c: what the preprocessor did: the macros that the buffer defines and invokes, its #includes, and the parts
 * that #if leaves out. */
#include "clang/internal.h"

#include "ir/names.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int compare_macros(const void *a, const void *b)
{
    const struct macro *left = a, *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return left->end > right->end ? -1 : left->end < right->end;
}

struct macros {
    struct macro *items;
    size_t count, room;
};

/* Adds records of invocations that libclang has lost: see note_lost. They may include a name that is not a macro at its
 * place, which is harmless: it expands to itself. */
static void add_lost(struct parser *parser, const struct words *functions, struct macros *all)
{
    const char *text = parser->source->text;
    unsigned length = parser->source->length;
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length)) {
        if (token.kind != TOKEN_WORD || !words_have(&parser->lost, text + token.begin, token.end - token.begin))
            continue;
        const char *name = arena_copy(text + token.begin, token.end - token.begin);
        struct macro macro = {.begin = token.begin, .end = token.end, .name = name, .pastes = true};
        struct token next = token_at(text, token.end, length);
        if (token_is(text, next, "(") && words_have(functions, name, strlen(name)))
            macro.end = skip_bracket(text, next.begin, length);
        ARRAY_ADD(*all, macro);
    }
}

static const char *real_path(const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = arena_copy(real ? real : path, strlen(real ? real : path));
    free(real);
    return copy;
}

static void add_next(struct parser *parser, CXCursor cursor)
{
    struct next_include next = {0};
    CXFile in, file = clang_getIncludedFile(cursor);
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &in, NULL, NULL, &next.offset);
    size_t size = 0;
    const char *text = in ? text_of_file(parser, in, &size) : NULL;
    struct token word = text ? token_at(text, next.offset + 1, (unsigned)size) : (struct token){0};
    if (!text || !file || !token_is(text, word, "include_next"))
        return;
    next.in = real_path(take_string(clang_getFileName(in)));
    next.path = real_path(take_string(clang_getFileName(file)));
    next.is_system = clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, file, 0));
    for (size_t i = 0; i < parser->nexts.count; i++)
        if (parser->nexts.items[i].offset == next.offset && !strcmp(parser->nexts.items[i].in, next.in))
            return;
    ARRAY_ADD(parser->nexts, next);
}

/* Records whether the output may use NULL: a program that includes no header may have none, or define its own. */
static void note_null(struct unit *unit, CXCursor definition, bool in_buffer)
{
    CXString name = clang_getCursorSpelling(definition);
    if (!strcmp(clang_getCString(name), "NULL")) {
        if (!unit->has_null)
            unit->null_at = in_buffer              ? UINT_MAX
                            : unit->includes.count ? unit->includes.items[unit->includes.count - 1].begin
                                                   : 0;
        else if (in_buffer)
            unit->null_at = UINT_MAX;
        unit->has_null = true;
    }
    clang_disposeString(name);
}

void read_record(struct parser *parser, const struct cursors *cursors)
{
    struct unit *unit = parser->unit;
    struct macros all = {0};
    struct words functions = {0};
    read_definitions(parser, cursors);
    for (size_t i = 0; i < cursors->count; i++) { /* read all names first: a macro may use one that is defined later */
        CXCursor cursor = cursors->items[i];
        if (clang_getCursorKind(cursor) != CXCursor_MacroDefinition)
            continue;
        CXString name = clang_getCursorSpelling(cursor);
        words_add(&unit->macro_names, clang_getCString(name), strlen(clang_getCString(name)));
        if (parser->lost.count && clang_Cursor_isMacroFunctionLike(cursor))
            words_add(&functions, clang_getCString(name), strlen(clang_getCString(name)));
        clang_disposeString(name);
    }
    unit->has_null = false;
    for (size_t i = 0; i < cursors->count; i++) {
        CXCursor cursor = cursors->items[i];
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        bool names = kind == CXCursor_MacroDefinition;
        if (kind != CXCursor_MacroExpansion && kind != CXCursor_InclusionDirective && !names)
            continue;
        CXSourceRange range = clang_getCursorExtent(cursor);
        unsigned begin, end;
        bool here =
            in_buffer(parser, clang_getRangeStart(range), &begin) && in_buffer(parser, clang_getRangeEnd(range), &end);
        if (!here && kind == CXCursor_MacroExpansion) {
            CXString spelling = clang_getCursorSpelling(cursor);
            const char *name = clang_getCString(spelling);
            struct far_keyword keyword;
            clang_getExpansionLocation(clang_getRangeStart(range), &keyword.file, NULL, NULL, &keyword.offset);
            if (keyword.file &&
                (keyword_named(name) != KEYWORD_NONE || words_have(&parser->making_keywords, name, strlen(name))))
                ARRAY_ADD(parser->keywords, keyword);
            clang_disposeString(spelling);
        }
        if (!here && kind == CXCursor_InclusionDirective) {
            add_next(parser, cursor);
            CXFile in;
            clang_getExpansionLocation(clang_getRangeStart(range), &in, NULL, NULL, NULL);
            note_include(parser, number_of_file(parser, in), number_of_file(parser, clang_getIncludedFile(cursor)),
                         false);
        }
        if (names)
            note_null(unit, cursor, here);
        if (!here)
            continue;
        if (names) {
            unsigned there;
            clang_getExpansionLocation(clang_getRangeStart(range), NULL, NULL, NULL, &there);
            if (is_inserted(parser, there))
                continue;
            struct macro definition = {.begin = begin, .name = take_string(clang_getCursorSpelling(cursor))};
            definition.is_function = parser->source->text[begin + strlen(definition.name)] == '(';
            ARRAY_ADD(unit->macros_defined, definition);
            continue;
        }
        if (kind == CXCursor_InclusionDirective) {
            CXFile file = clang_getIncludedFile(cursor);
            struct include include = {.begin = begin, .end = end, .file = number_of_file(parser, file)};
            include.path = file ? take_string(clang_getFileName(file)) : "";
            ARRAY_ADD(unit->includes, include);
            continue;
        }
        const char *name = take_string(clang_getCursorSpelling(cursor));
        struct macro macro = {.begin = begin, .end = end, .name = name, .keyword = keyword_named(name)};
        if (macro.keyword == KEYWORD_NONE)
            read_macro_definition(parser, &macro, clang_getCursorReferenced(cursor));
        ARRAY_ADD(all, macro);
    }
    if (parser->lost.count)
        add_lost(parser, &functions, &all);
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_macros);
    if (unit->openmp)
        read_pragma_definitions(parser);
    sort_macro_definitions(unit);
    unit->nexts = parser->nexts;
    unsigned after = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct macro *macro = &all.items[i];
        if (macro->keyword != KEYWORD_NONE) {
            ARRAY_ADD(unit->keywords, *macro);
        } else if (macro->begin >= after) {
            look_into_macro(parser, macro);
            ARRAY_ADD(unit->macros, *macro);
            after = macro->end;
        } else if (macro->pastes) {
            unit->macros.items[unit->macros.count - 1].pastes = true;
        }
    }
}

void read_skipped(struct parser *parser)
{
    CXSourceRangeList *list = clang_getSkippedRanges(parser->tu, parser->file);
    for (unsigned i = 0; list && i < list->count; i++) {
        struct range range;
        if (in_buffer(parser, clang_getRangeStart(list->ranges[i]), &range.begin) &&
            in_buffer(parser, clang_getRangeEnd(list->ranges[i]), &range.end))
            ARRAY_ADD(parser->unit->skipped, range);
    }
    clang_disposeSourceRangeList(list);
}
