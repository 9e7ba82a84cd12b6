/* omit.c: what libclang need not read again.
 *
 * The buffer is parsed again after headers were pasted and macros written out. By then its errors are known, and which
 * functions and variables involve nothing async (clang/relevant.c). Their bodies and long initialisers become blanks in
 * the text that libclang reads, so that the next parse costs what is async, and not what is large. All offsets stay the
 * same, and so does the text that the passes see.
 *
 * A body is not omitted if it may have an effect on what follows: if it has a directive, or leads to _Pragma or
 * __COUNTER__. An initialiser is not omitted if it may declare a type. A function that is not declared is declared by
 * its first call, which may be in a body: then nothing is omitted.
 */
#include "clang/internal.h"

#include "clang/parse.h"
#include "ir/names.h"
#include "ir/node.h"

#include <stdio.h>
#include <string.h>

/* Shorter initialisers are not worth it. */
enum { SHORTEST = 256 };

void note_unchanged_function(struct parser *parser, CXCursor cursor, unsigned begin, unsigned end)
{
    struct unchanged unchanged = {.begin = begin, .end = end};
    if (!in_buffer(parser, clang_getCursorLocation(cursor), &unchanged.at) || unchanged.at < begin)
        return;
    ARRAY_ADD(parser->unchanged, unchanged);
}

void note_unchanged_variable(struct parser *parser, CXCursor cursor, unsigned begin, unsigned end)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    struct unchanged unchanged = {.begin = begin, .end = end, .is_array = true};
    if (end - begin < SHORTEST || type.kind != CXType_ConstantArray ||
        !in_buffer(parser, clang_getCursorLocation(cursor), &unchanged.at) || unchanged.at < begin)
        return;
    CXType element = clang_getCanonicalType(clang_getArrayElementType(type));
    unchanged.count = clang_getArraySize(type);
    unchanged.is_scalar = (element.kind >= CXType_Bool && element.kind <= CXType_LongDouble) ||
                          element.kind == CXType_Pointer || element.kind == CXType_Enum;
    if (unchanged.count > 0 &&
        (unchanged.is_scalar || element.kind == CXType_Record || element.kind == CXType_ConstantArray))
        ARRAY_ADD(parser->unchanged, unchanged);
}

/* True for # or _Pragma, what leads to such, and digraphs, which find_braces() does not know. */
static bool has_effect(const struct parser *parser, const struct unchanged *unchanged, struct token token)
{
    const char *text = parser->source->text, *word = text + token.begin;
    size_t length = token.end - token.begin;
    if (token.kind == TOKEN_PUNCTUATION)
        return *word == '#' || (*word == '%' && text[token.end] == ':') || (*word == '<' && text[token.end] == '%');
    if (token.kind != TOKEN_WORD)
        return false;
    if (unchanged->is_array &&
        (token_is(text, token, "struct") || token_is(text, token, "union") || token_is(text, token, "enum")))
        return true;
    return token_is(text, token, "_Pragma") || words_have(&parser->counting, word, length) ||
           words_have(&parser->making_pragmas, word, length);
}

/* Finds the braces of the body or initialiser: the first ones after the declarator, if they end with the definition.
 * Sets `*open` and `*close` to their offsets. */
static bool find_braces(const struct parser *parser, const struct unchanged *unchanged, unsigned *open, unsigned *close)
{
    const char *text = parser->source->text;
    int depth = 0;
    *open = 0;
    for (struct token token = token_at(text, unchanged->at, unchanged->end); token.kind != TOKEN_END;
         token = token_at(text, token.end, unchanged->end)) {
        if (!*open && token_is(text, token, ";"))
            return false; /* parameters in the old style */
        if (!*open && (token_is(text, token, "(") || token_is(text, token, "["))) {
            token.end = skip_bracket(text, token.begin, unchanged->end);
            continue;
        }
        if (!*open && !token_is(text, token, "{"))
            continue;
        if (!*open)
            *open = token.begin;
        if (has_effect(parser, unchanged, token))
            return false;
        depth += token_is(text, token, "{");
        depth -= token_is(text, token, "}");
        *close = token.begin;
        if (!depth)
            return token.end == unchanged->end;
    }
    return false;
}

static bool is_in_macro(const struct parser *parser, unsigned at)
{
    return macro_at(parser->unit, at) >= 0;
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The first place of this range with `length` bytes in one line; 0 if there is none. */
static unsigned find_room(const char *text, unsigned begin, unsigned end, unsigned length)
{
    unsigned at = begin;
    for (unsigned i = begin; i < end && i - at < length; i++)
        if (ends_line(text[i]))
            at = i + 1;
    return end - at >= length ? at : 0;
}

static void omit(struct parser *parser, const struct unchanged *unchanged)
{
    struct source *source = parser->source;
    unsigned open, close;
    char instead[64] = "";
    if (is_in_macro(parser, unchanged->begin) || is_in_macro(parser, unchanged->at) ||
        !find_braces(parser, unchanged, &open, &close) || is_in_macro(parser, open) || is_in_macro(parser, close))
        return;
    if (unchanged->is_array) /* the array may have its length from the initialiser */
        snprintf(instead, sizeof instead, "[%lld] = %s", unchanged->count - 1, unchanged->is_scalar ? "0" : "{}");
    unsigned length = (unsigned)strlen(instead), at = find_room(source->text, open + 1, close, length);
    if (!at)
        return;
    if (!source->decided)
        source->decided = arena_copy(source->text, source->length);
    for (unsigned i = open + 1; i < close; i++)
        if (!ends_line(source->text[i]))
            source->decided[i] = i >= at && i - at < length ? instead[i - at] : ' ';
}

void parser_omit_unchanged(struct parser *parser)
{
    if (!parser->includes_itself && !parser->unit->undeclared.count)
        for (size_t i = 0; i < parser->unchanged.count; i++)
            omit(parser, &parser->unchanged.items[i]);
    parser->unchanged.count = 0;
}
