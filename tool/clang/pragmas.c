/* pragmas.c: #pragma GCC diagnostic for asyncc's own warnings.
 *
 * libclang does not expose pragmas, so they are read from the text: of the buffer, of the headers that it includes
 * (except system headers), and of the expansions of the buffer's macros that lead to _Pragma; of a header's macros
 * without parameters, the definitions. The compiler would warn about unknown names, so lines that name asyncc's
 * warnings become comments. */
#include "clang/internal.h"

#include "base/util.h"
#include "clang/parse.h"
#include "ir/names.h"
#include "ir/node.h"

#include <stdlib.h>
#include <string.h>

struct included {
    CXFile in, file;
    unsigned at; /* the offset in the text that libclang has read */
};

struct reading {
    struct parser *parser;
    struct diag_pragmas *to;
    struct {
        struct included *items;
        size_t count, room;
    } included; /* in the order of the text */
    unsigned depth;
};

/* ---- one pragma ---- */

/* The next word of a pragma in quotes; *at moves after it. */
static const char *next_word(const char **at, const char *end)
{
    while (*at < end && strchr(" \t\"\\", **at))
        ++*at;
    const char *begin = *at;
    while (*at < end && !strchr(" \t\"\\\r\n", **at))
        ++*at;
    return arena_copy(begin, (size_t)(*at - begin));
}

/* `GCC diagnostic ignored "-Wname"`, in the text or escaped in a string. Returns whether it names one of asyncc's
 * warnings. */
static bool read_pragma(struct reading *reading, const char *begin, const char *end, unsigned at)
{
    static const char *const actions[] = {[PRAGMA_PUSH] = "push",
                                          [PRAGMA_POP] = "pop",
                                          [PRAGMA_IGNORED] = "ignored",
                                          [PRAGMA_WARNING] = "warning",
                                          [PRAGMA_ERROR] = "error"};
    const char *who = next_word(&begin, end);
    if ((strcmp(who, "GCC") && strcmp(who, "clang")) || strcmp(next_word(&begin, end), "diagnostic"))
        return false;
    const char *what = next_word(&begin, end), *name = next_word(&begin, end);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        bool names = i != PRAGMA_PUSH && i != PRAGMA_POP;
        if (strcmp(what, actions[i]) || (names && strncmp(name, "-W", 2)))
            continue;
        struct diag_pragma pragma = {.at = at, .action = i, .name = names ? name + 2 : NULL};
        ARRAY_ADD(*reading->to, pragma);
        return names && !strncmp(name, "-Wasync-", 8);
    }
    return false;
}

/* The string of the _Pragma at this token, or a token of length 0. */
static struct token pragma_string(const char *text, struct token token, unsigned size)
{
    struct token open = token_at(text, token.end, size), string = token_at(text, open.end, size), none = {0};
    return token_is(text, token, "_Pragma") && token_is(text, open, "(") && string.kind == TOKEN_STRING ? string : none;
}

/* ---- texts ---- */

/* Turns a directive into a comment, so that the compiler does not see it. */
static void blank_directive(char *text, unsigned begin, unsigned end)
{
    while (end > begin && strchr(" \t\r\n", text[end - 1]))
        end--;
    bool fits = !memcmp(text + begin, "#pragma ", 8);
    for (unsigned i = begin; i + 1 < end && fits; i++)
        fits = text[i] != '\n' && memcmp(text + i, "*/", 2) && memcmp(text + i, "/*", 2) && memcmp(text + i, "//", 2);
    if (!fits) {
        for (unsigned i = begin; i < end; i++)
            text[i] = text[i] == '\n' ? '\n' : ' ';
        return;
    }
    memmove(text + begin + 4, text + begin + 8, end - begin - 8);
    memcpy(text + begin, "/* (", 4);
    memcpy(text + end - 4, ") */", 4);
}

static bool holds(const char *text, size_t size, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = text; size >= length && (at = memchr(at, *words, size - (size_t)(at - text))); at++)
        if ((size_t)(at - text) + length <= size && !memcmp(at, words, length))
            return true;
    return false;
}

static void read_header(struct reading *reading, CXFile file, unsigned at);

/* Reads the headers that `file` includes before this place. */
static void read_included(struct reading *reading, CXFile file, size_t *next, unsigned before, unsigned at)
{
    for (; *next < reading->included.count; ++*next) {
        const struct included *included = &reading->included.items[*next];
        if (!clang_File_isEqual(included->in, file))
            continue;
        bool buffer = reading->parser->file && clang_File_isEqual(file, reading->parser->file);
        unsigned offset = buffer ? buffer_offset(reading->parser, included->at) : included->at;
        if (offset >= before)
            return;
        read_header(reading, included->file, buffer ? offset : at);
    }
}

static bool is_skipped_in(CXSourceRangeList *skipped, unsigned offset)
{
    for (unsigned i = 0; skipped && i < skipped->count; i++) {
        unsigned begin, end;
        clang_getExpansionLocation(clang_getRangeStart(skipped->ranges[i]), NULL, NULL, NULL, &begin);
        clang_getExpansionLocation(clang_getRangeEnd(skipped->ranges[i]), NULL, NULL, NULL, &end);
        if (begin <= offset && offset < end)
            return true;
    }
    return false;
}

enum { MOST_NESTING = 16 };

/* Reads the pragmas that this word of a header makes, if it is a macro without parameters. */
static void read_header_macro(struct reading *reading, const char *text, struct token word, unsigned at, int depth)
{
    struct parser *parser = reading->parser;
    size_t length = word.end - word.begin, count;
    if (depth == MOST_NESTING || !words_have(&parser->making_pragmas, text + word.begin, length) ||
        !words_have(&parser->making_diagnostics, text + word.begin, length))
        return;
    const struct named_definition *named = definitions_named(parser, arena_copy(text + word.begin, length), &count);
    if (count != 1)
        return;
    struct definition definition = definition_text(parser, named->cursor, true);
    if (clang_Cursor_isMacroFunctionLike(named->cursor))
        return;
    for (struct token token = token_at(definition.text, (unsigned)length, definition.length); token.kind != TOKEN_END;
         token = token_at(definition.text, token.end, definition.length)) {
        struct token string = pragma_string(definition.text, token, definition.length);
        if (string.end)
            read_pragma(reading, definition.text + string.begin, definition.text + string.end, at);
        else if (token.kind == TOKEN_WORD)
            read_header_macro(reading, definition.text, token, at, depth + 1);
    }
}

/* Reads the pragmas of a file as if they were at `at` in the buffer. */
static void read_file(struct reading *reading, CXFile file, const char *text, unsigned size, unsigned at)
{
    CXSourceRangeList *skipped = clang_getSkippedRanges(reading->parser->tu, file);
    size_t next = 0;
    unsigned end;
    bool any = holds(text, size, "diagnostic") || reading->parser->making_diagnostics.count;
    for (struct token token = token_at(text, 0, size), last = {0}; token.kind != TOKEN_END && any;
         last = token, token = token_at(text, token.end, size)) {
        read_included(reading, file, &next, token.begin, at);
        struct token string = pragma_string(text, token, size);
        if (begins_directive(text, size, last.end, token, &end)) {
            struct token word = token_at(text, token.end, end);
            if (token_is(text, word, "pragma") && !is_skipped_in(skipped, token.begin))
                read_pragma(reading, text + word.end, text + end, at);
            token.end = end;
        } else if (string.end && !is_skipped_in(skipped, token.begin)) {
            read_pragma(reading, text + string.begin, text + string.end, at);
        } else if (token.kind == TOKEN_WORD &&
                   words_have(&reading->parser->making_pragmas, text + token.begin, token.end - token.begin) &&
                   !is_skipped_in(skipped, token.begin)) {
            read_header_macro(reading, text, token, at, 0);
        }
    }
    read_included(reading, file, &next, size + 1, at);
    clang_disposeSourceRangeList(skipped);
}

static void read_header(struct reading *reading, CXFile file, unsigned at)
{
    size_t size;
    const char *text = clang_getFileContents(reading->parser->tu, file, &size);
    if (!text || reading->depth > 64)
        return;
    reading->depth++;
    read_file(reading, file, text, (unsigned)size, at);
    reading->depth--;
}

static void read_buffer(struct reading *reading, const struct unit *unit)
{
    struct source *source = unit->source;
    size_t next = 0;
    unsigned end;
    for (struct token token = token_at(source->text, 0, source->length), last = {0}; token.kind != TOKEN_END;
         last = token, token = token_at(source->text, token.end, source->length)) {
        read_included(reading, reading->parser->file, &next, token.begin, token.begin);
        struct token string = pragma_string(source->text, token, source->length);
        if (begins_directive(source->text, source->length, last.end, token, &end)) {
            struct token word = token_at(source->text, token.end, end);
            if (token_is(source->text, word, "pragma") && !is_skipped(unit, token.begin) &&
                read_pragma(reading, source->text + word.end, source->text + end, token.begin))
                blank_directive(source->text, token.begin, end);
            token.end = end;
        } else if (string.end && !is_skipped(unit, token.begin)) {
            bool ours = read_pragma(reading, source->text + string.begin, source->text + string.end, token.begin);
            token.end = token_at(source->text, string.end, source->length).end;
            if (ours)
                memset(source->text + token.begin, ' ', token.end - token.begin);
        }
    }
    read_included(reading, reading->parser->file, &next, source->length + 1, source->length);
}

/* ---- macros ---- */

static bool is_about_us(const struct reading *reading, const struct unit *unit)
{
    bool about = reading->parser->names_warnings || holds(unit->source->text, unit->source->length, "async-") ||
                 holds(unit->source->text, unit->source->length, "unused-result");
    for (size_t i = 0; i < unit->pragmas.count && !about; i++)
        about = unit->pragmas.items[i].name && (!strncmp(unit->pragmas.items[i].name, "async-", 6) ||
                                                !strcmp(unit->pragmas.items[i].name, "unused-result"));
    return about;
}

/* Reads the expansions of the buffer's macros that lead to _Pragma. This takes another run of libclang, so it is
 * skipped if no macro can be about asyncc's warnings. */
static bool read_macros(struct reading *reading, const struct unit *unit)
{
    size_t count = 0;
    if (!is_about_us(reading, unit))
        return true;
    const struct macro **macros = arena_take((unit->macros.count + 1) * sizeof *macros);
    for (size_t i = 0; i < unit->macros.count; i++)
        if (may_make_diagnostic(reading->parser, &unit->macros.items[i]))
            macros[count++] = &unit->macros.items[i];
    if (!count)
        return true;
    const char **texts = arena_take(count * sizeof *texts);
    if (!parser_expansions(reading->parser, macros, count, texts))
        return false;
    for (size_t i = 0; i < count; i++) {
        unsigned size = texts[i] ? (unsigned)strlen(texts[i]) : 0;
        for (struct token token = token_at(texts[i], 0, size); token.kind != TOKEN_END;
             token = token_at(texts[i], token.end, size)) {
            struct token string = pragma_string(texts[i], token, size);
            if (string.end)
                read_pragma(reading, texts[i] + string.begin, texts[i] + string.end, macros[i]->begin);
        }
    }
    return true;
}

static void find_included(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct reading *reading = data;
    if (!depth || clang_Location_isInSystemHeader(clang_getLocationForOffset(reading->parser->tu, file, 0)))
        return;
    struct included included = {.file = file};
    clang_getExpansionLocation(stack[0], &included.in, NULL, NULL, &included.at);
    if (included.in)
        ARRAY_ADD(reading->included, included);
}

static bool mentions_diagnostics(const struct reading *reading, const struct source *source)
{
    bool any = holds(source->text, source->length, "diagnostic") || reading->parser->making_diagnostics.count;
    for (size_t i = 0; i < reading->included.count && !any; i++) {
        size_t size;
        const char *text = clang_getFileContents(reading->parser->tu, reading->included.items[i].file, &size);
        any = text && holds(text, size, "diagnostic");
    }
    return any;
}

static int compare(const void *a, const void *b)
{
    const struct diag_pragma *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at;
}

bool parser_pragmas(struct parser *parser, struct unit *unit)
{
    struct reading reading = {.parser = parser, .to = &unit->pragmas};
    if (!unit->has_async)
        return true;
    clang_getInclusions(parser->tu, find_included, &reading);
    if (!mentions_diagnostics(&reading, unit->source))
        return true;
    read_buffer(&reading, unit);
    size_t written = unit->pragmas.count;
    if (!read_macros(&reading, unit))
        return false;
    if (unit->pragmas.count > written) { /* merge the pragmas from macros with the others */
        struct diag_pragma *items = unit->pragmas.items;
        size_t total = unit->pragmas.count;
        struct diag_pragma *merged = arena_take(total * sizeof *merged);
        for (size_t i = 0, a = 0, b = written; i < total; i++)
            merged[i] = b == total || (a < written && compare(&items[a], &items[b]) <= 0) ? items[a++] : items[b++];
        memcpy(items, merged, total * sizeof *merged);
    }
    return true;
}
