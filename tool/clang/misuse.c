/* misuse.c: finds misplaced `async` and async functions that only libclang's tree shows.
 *
 * Most errors are found in asyncc's tree. But it has no nodes for the members of a struct, the parameters of a
 * prototype or the type of a typedef, so these are examined here, and check reports the results. A mark in a
 * declaration that declares only a type, or nothing, is in no cursor at all; its tokens show it. */
#include "clang/internal.h"

#include "base/util.h"
#include "ir/names.h"
#include "ir/node.h"

#include <string.h>

static void add_misuse(struct parser *parser, enum misuse_kind kind, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    struct misuse misuse = {.kind = kind, .name = take_string(clang_getCursorSpelling(cursor))};
    CXSourceLocation location = clang_getCursorLocation(cursor);
    misuse.in_buffer = in_buffer(parser, location, &misuse.begin);
    misuse.end = misuse.begin + (unsigned)strlen(misuse.name);
    if (!misuse.in_buffer)
        misuse.place = place_of(parser, location);
    for (size_t i = 0; i < unit->misuses.count; i++) { /* a declaration repeats the type that it defines */
        const struct misuse *known = &unit->misuses.items[i];
        if (known->in_buffer == misuse.in_buffer && known->begin == misuse.begin &&
            (misuse.in_buffer ||
             (known->place.line == misuse.place.line && known->place.column == misuse.place.column)))
            return;
    }
    unit->has_async = true;
    ARRAY_ADD(unit->misuses, misuse);
}

static enum CXChildVisitResult find_name(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt)
        return CXChildVisit_Continue;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr || !is_async_declaration(clang_getCursorReferenced(cursor)))
        return CXChildVisit_Recurse;
    add_misuse(data, MISUSE_IN_TYPE, cursor);
    return CXChildVisit_Continue;
}

void find_names_in_types(struct parser *parser, CXCursor cursor)
{
    clang_visitChildren(cursor, find_name, parser);
}

/* True if the annotation is on a function, or a pointer to one. */
static bool is_function_like(CXCursor declaration)
{
    CXType type = clang_getCursorKind(declaration) == CXCursor_TypedefDecl
                      ? clang_getTypedefDeclUnderlyingType(declaration)
                      : clang_getCursorType(declaration);
    return leads_to_function(type);
}

static enum CXChildVisitResult find_mark(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct parser *parser = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Recurse;
    if (strcmp(take_string(clang_getCursorSpelling(cursor)), "async") || is_function_like(parent))
        return CXChildVisit_Continue;
    unsigned offset;
    switch (clang_getCursorKind(parent)) {
    case CXCursor_FieldDecl:
        add_misuse(parser, MISUSE_MEMBER, parent);
        break;
    case CXCursor_ParmDecl:
        add_misuse(parser, MISUSE_PARAMETER, parent);
        break;
    case CXCursor_TypedefDecl:
        add_misuse(parser, MISUSE_TYPEDEF, parent);
        break;
    case CXCursor_VarDecl: /* variables of the buffer are in the tree */
        if (!in_buffer(parser, clang_getCursorLocation(parent), &offset))
            add_misuse(parser, MISUSE_VARIABLE, parent);
        break;
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_EnumDecl:
    case CXCursor_EnumConstantDecl:
        add_misuse(parser, MISUSE_TAG, parent);
        break;
    default:
        break;
    }
    return CXChildVisit_Continue;
}

/* True if this part of the buffer contains `async`, perhaps in a macro. */
static bool has_mark(const struct parser *parser, unsigned begin, unsigned end)
{
    const struct unit *unit = parser->unit;
    const struct macro *items = unit->keywords.items;
    for (size_t i = FIRST_FROM(unit->keywords, begin, begin); i < unit->keywords.count && items[i].begin < end; i++)
        if (items[i].keyword == KEYWORD_ASYNC)
            return true;
    items = unit->macros.items;
    if (!parser->making_keywords.count)
        return false;
    for (size_t i = FIRST_FROM(unit->macros, begin, begin); i < unit->macros.count && items[i].begin < end; i++)
        if (words_have(&parser->making_keywords, items[i].name, strlen(items[i].name)))
            return true;
    return false;
}

void find_misused_marks(struct parser *parser, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    unsigned begin, end;
    bool marked;
    if (in_buffer(parser, clang_getRangeStart(range), &begin) && in_buffer(parser, clang_getRangeEnd(range), &end)) {
        const char *text = parser->source->text;
        if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl) /* the function's own mark precedes its name */
            in_buffer(parser, clang_getCursorLocation(cursor), &begin);
        else /* the extent begins after a mark in front: async typedef int t; */
            while (begin && !strchr(";}", text[begin - 1]))
                begin--;
        marked = has_mark(parser, begin, end);
    } else {
        CXFile file;
        clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
        clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
        marked = range_mentions_async(parser, file, begin, end);
    }
    if (marked)
        clang_visitChildren(cursor, find_mark, parser);
}

/* ---- declarations without a declarator ---- */

static bool is_word_of_type(const char *text, struct token token)
{
    static const char *const words[] = {"_Bool",    "char",          "const",    "double", "extern", "float",
                                        "int",      "long",          "short",    "signed", "static", "typedef",
                                        "unsigned", "void",          "volatile", "_Async", "async",  "_Atomic",
                                        "inline",   "_Thread_local", "_Complex", NULL};
    for (size_t i = 0; words[i]; i++)
        if (token_is(text, token, words[i]))
            return true;
    return false;
}

/* Skips an attribute, or `_Alignas(16)`: a word and what stands in parentheses after it. */
static bool skip_attribute(const char *text, struct token *token, unsigned limit)
{
    static const char *const words[] = {"__attribute__", "__attribute", "_Alignas", "__extension__", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (!token_is(text, *token, words[i]))
            continue;
        unsigned end = token->end;
        *token = token_at(text, end, limit);
        if (token_is(text, *token, "("))
            *token = token_at(text, skip_bracket(text, token->begin, limit), limit);
        return true;
    }
    return false;
}

/* Reads the specifiers of a declaration from this token on, to the token after them. True if one is a struct, union or
 * enum. */
static bool read_specifiers(const char *text, struct token *token, unsigned limit)
{
    bool tag = false;
    for (;;) {
        if (skip_attribute(text, token, limit))
            continue;
        bool begins_tag =
            token_is(text, *token, "struct") || token_is(text, *token, "union") || token_is(text, *token, "enum");
        if (!begins_tag && !is_word_of_type(text, *token))
            return tag;
        *token = token_at(text, token->end, limit);
        if (!begins_tag)
            continue;
        tag = true;
        while (skip_attribute(text, token, limit)) {
        }
        if (token->kind == TOKEN_WORD)
            *token = token_at(text, token->end, limit);
        if (token_is(text, *token, "{"))
            *token = token_at(text, skip_bracket(text, token->begin, limit), limit);
    }
}

void find_loose_marks(struct parser *parser)
{
    struct unit *unit = parser->unit;
    const char *text = parser->source->text;
    unsigned limit = parser->source->length;
    for (size_t i = 0; i < unit->keywords.count; i++) {
        const struct macro *keyword = &unit->keywords.items[i];
        struct token first = token_at(text, keyword->end, limit), token = first;
        if (keyword->keyword != KEYWORD_ASYNC || macro_at(unit, keyword->begin) >= 0)
            continue;
        bool tag = read_specifiers(text, &token, limit);
        if (token.begin == first.begin || !token_is(text, token, ";"))
            continue;
        struct misuse misuse = {.kind = tag ? MISUSE_TAG : MISUSE_NOTHING, .name = "", .in_buffer = true};
        misuse.begin = keyword->begin;
        misuse.end = keyword->end;
        unit->has_async = true;
        ARRAY_ADD(unit->misuses, misuse);
    }
}
