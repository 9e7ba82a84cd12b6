/* macros.c: which macros lead to a name.
 *
 * The preprocessing record shows the invocations written in a file, but not what the definitions use. Three facts are
 * needed:
 *
 *   __COUNTER__    gives another number each time, so the text that asyncc writes must not have one use more or less
 *                  than the source, nor have them in another order. All uses in the buffer are written out together.
 *   the keywords   a macro may be another name for one (`#define SPAWN async_spawn`), or make one (`async_##x`). The
 *                  rest of the parser wants to see them in the text.
 *   _Pragma        conditionals.c deals with those about loops and blocks, where it sees them.
 */
#include "clang/internal.h"

#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

static const char counter[] = "__COUNTER__";

/* A definition on the command line is in no file. */
const char *text_of_tokens(struct parser *parser, CXCursor cursor)
{
    CXToken *tokens;
    unsigned count;
    struct text text = {0};
    clang_tokenize(parser->tu, clang_getCursorExtent(cursor), &tokens, &count);
    text_puts(&text, "");
    for (unsigned i = 0; i < count; i++)
        text_printf(&text, "%s ", take_string(clang_getTokenSpelling(parser->tu, tokens[i])));
    clang_disposeTokens(parser->tu, tokens, count);
    const char *copy = arena_copy(text.text, text.length);
    free(text.text);
    return copy;
}

struct definition definition_text(struct parser *parser, CXCursor cursor, bool flags_matter)
{
    struct definition definition = {.name = take_string(clang_getCursorSpelling(cursor)), .text = ""};
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXFile file;
    unsigned begin, end;
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
    size_t size = 0;
    const char *text = file ? text_of_file(parser, file, &size) : NULL;
    if (text && begin <= end && end <= size) {
        definition.text = text + begin;
        definition.length = end - begin;
    } else if (!file && flags_matter) {
        definition.text = text_of_tokens(parser, cursor);
        definition.length = (unsigned)strlen(definition.text);
    }
    return definition;
}

static bool mentions(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= length; i++)
        if (text[i] == *word && !memcmp(text + i, word, size))
            return true;
    return false;
}

static bool begins_keyword(const char *text, struct token token)
{
    static const char *const beginnings[] = {"async", "await", "_Async", "_Await"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (token.end - token.begin >= strlen(beginnings[i]) &&
            !memcmp(text + token.begin, beginnings[i], strlen(beginnings[i])))
            return true;
    return false;
}

/* True for a keyword, or the beginning of one that ## completes. */
static bool makes_keyword(const char *text, struct token token, unsigned length)
{
    if (token.kind != TOKEN_WORD || !begins_keyword(text, token))
        return false;
    struct token next = token_at(text, token.end, length);
    return keyword_named(arena_copy(text + token.begin, token.end - token.begin)) != KEYWORD_NONE ||
           (token_is(text, next, "#") && token_is(text, token_at(text, next.end, length), "#"));
}

/* True for keywords that can only be recognized by their text; async and await leave marks in the tree. */
static bool makes_operator(const char *text, struct token token, unsigned length)
{
    enum keyword keyword = keyword_named(arena_copy(text + token.begin, token.end - token.begin));
    return keyword != KEYWORD_ASYNC && keyword != KEYWORD_AWAIT && makes_keyword(text, token, length);
}

/* True for the word async_, in the arguments of a macro that may paste it to another word. */
static bool is_beginning(const char *text, struct token token, unsigned length)
{
    (void)length;
    return token_is(text, token, "async_");
}

static bool is_counter(const char *text, struct token token, unsigned length)
{
    (void)length;
    return token_is(text, token, counter);
}

/* True for the name of such a pragma, in a string or as an operand of #. */
static bool is_about_code(const char *text, struct token token, unsigned length)
{
    static const char *const words[] = {"unroll", "ivdep", "novector", "clang loop", "STDC"};
    (void)length;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mentions(text + token.begin, token.end - token.begin, words[i]))
            return true;
    unsigned at = token.begin + (token.kind == TOKEN_STRING);
    struct token first = token_at(text, at, token.end);
    return token_is(text, first, "omp") || token_is(text, first, "acc");
}

static bool is_about_diagnostics(const char *text, struct token token, unsigned length)
{
    (void)length;
    return mentions(text + token.begin, token.end - token.begin, "diagnostic");
}

static bool is_pragma(const char *text, struct token token, unsigned length)
{
    (void)length;
    return token_is(text, token, "_Pragma");
}

typedef bool seed(const char *text, struct token token, unsigned length);

/* True if this text, from its second token on, contains a seed or a macro of the set. */
static bool leads_to(const struct words *set, seed *is_seed, const char *text, unsigned length)
{
    struct token token = token_at(text, 0, length);
    while ((token = token_at(text, token.end, length)).kind != TOKEN_END)
        if ((is_seed && is_seed(text, token, length)) ||
            (token.kind == TOKEN_WORD && words_have(set, text + token.begin, token.end - token.begin)))
            return true;
    return false;
}

struct definitions {
    struct definition *items;
    size_t count, room;
};

static void close_over(const struct definitions *definitions, struct words *set, seed *is_seed)
{
    size_t before;
    do {
        before = set->count;
        for (size_t i = 0; i < definitions->count; i++) {
            const struct definition *definition = &definitions->items[i];
            size_t length = strlen(definition->name);
            if (!words_have(set, definition->name, length) &&
                leads_to(set, is_seed, definition->text, definition->length))
                words_add(set, definition->name, length);
        }
    } while (set->count > before);
}

static bool mentions_keyword(const char *text, size_t length)
{
    return mentions(text, length, "async") || mentions(text, length, "_Async") || mentions(text, length, "await") ||
           mentions(text, length, "_Await");
}

void read_definitions(struct parser *parser, const struct cursors *cursors)
{
    struct definitions definitions = {0};
    bool flags_matter = false, counts = false, keywords = false, pragmas = false;
    for (int i = 0; i < parser->flag_count; i++)
        flags_matter |=
            mentions_keyword(parser->flags[i], strlen(parser->flags[i])) || strstr(parser->flags[i], counter) != NULL;
    parser->definitions.count = 0;
    parser->definitions_sorted = false;
    parser->definitions_read = (struct words){0};
    for (size_t i = 0; i < cursors->count; i++) {
        CXCursor cursor = cursors->items[i];
        if (clang_getCursorKind(cursor) != CXCursor_MacroDefinition ||
            is_runtime_header(clang_getCursorLocation(cursor)))
            continue;
        struct definition definition = definition_text(parser, cursor, flags_matter);
        counts |= mentions(definition.text, definition.length, counter);
        parser->names_warnings |= mentions(definition.text, definition.length, "async-") ||
                                  mentions(definition.text, definition.length, "unused-result");
        pragmas |= mentions(definition.text, definition.length, "_Pragma");
        keywords |= mentions_keyword(definition.text, definition.length);
        ARRAY_ADD(definitions, definition);
        struct named_definition named = {definition.name, cursor};
        ARRAY_ADD(parser->definitions, named);
    }
    parser->counting = parser->making_pragmas = parser->about_code = (struct words){0};
    parser->making_keywords = parser->making_operators = parser->making_diagnostics = (struct words){0};
    if (counts)
        close_over(&definitions, &parser->counting, is_counter);
    words_add(&parser->counting, counter, strlen(counter));
    if (keywords) {
        close_over(&definitions, &parser->making_keywords, makes_keyword);
        close_over(&definitions, &parser->making_operators, makes_operator);
    }
    if (pragmas) {
        close_over(&definitions, &parser->making_pragmas, is_pragma);
        close_over(&definitions, &parser->about_code, is_about_code);
        close_over(&definitions, &parser->making_diagnostics, is_about_diagnostics);
    }
}

bool may_make_diagnostic(const struct parser *parser, const struct macro *macro)
{
    const char *text = parser->source->text + macro->begin;
    unsigned length = macro->end - macro->begin;
    size_t name = strlen(macro->name);
    return (words_have(&parser->making_pragmas, macro->name, name) ||
            leads_to(&parser->making_pragmas, NULL, text, length)) &&
           (words_have(&parser->making_diagnostics, macro->name, name) ||
            leads_to(&parser->making_diagnostics, is_about_diagnostics, text, length));
}

bool may_make_keyword(const struct parser *parser, const struct macro *macro)
{
    return words_have(&parser->making_keywords, macro->name, strlen(macro->name)) ||
           leads_to(&parser->making_keywords, NULL, parser->source->text + macro->begin, macro->end - macro->begin);
}

void look_into_macro(struct parser *parser, struct macro *macro)
{
    const char *text = parser->source->text + macro->begin;
    unsigned length = macro->end - macro->begin;
    size_t name = strlen(macro->name);
    macro->counts = words_have(&parser->counting, macro->name, name) || leads_to(&parser->counting, NULL, text, length);
    macro->makes_keyword = words_have(&parser->making_operators, macro->name, name) ||
                           leads_to(&parser->making_operators, macro->pastes ? is_beginning : NULL, text, length);
    macro->makes_pragma = (words_have(&parser->making_pragmas, macro->name, name) ||
                           leads_to(&parser->making_pragmas, NULL, text, length)) &&
                          (words_have(&parser->about_code, macro->name, name) ||
                           leads_to(&parser->about_code, is_about_code, text, length));
}
