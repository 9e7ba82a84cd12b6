/* selection.c: which association of a _Generic is chosen.
 *
 * libclang does not expose this. Where the controlling expression has one of C's arithmetic types, the text of the
 * associations is enough: their types are keywords, or cannot match. Otherwise libclang is asked: it parses the buffer
 * again with
 *
 *     _Generic((sizeof(_Generic(x, A: (char (*)[1][1])0, default: (char (*)[1][2])0)), x), A: …, default: …)
 *
 * and the type of the inner selection, the first of the buffer's, says that its second association is chosen. */
#include "clang/internal.h"

#include "ir/node.h"

#include <stdlib.h>
#include <string.h>

struct words_of_type {
    unsigned is_signed, is_unsigned, chars, shorts, ints, longs, floats, doubles, bools;
    bool other;   /* cannot be an arithmetic type without qualifiers: a pointer, a struct, const int */
    bool unknown; /* a name, or anything else that is not analysed */
    bool is_default;
};

static void count_word(const char *text, struct token token, struct words_of_type *words)
{
    const struct {
        const char *word;
        unsigned *count;
    } keywords[] = {
        {"signed", &words->is_signed}, {"__signed__", &words->is_signed}, {"unsigned", &words->is_unsigned},
        {"char", &words->chars},       {"short", &words->shorts},         {"int", &words->ints},
        {"long", &words->longs},       {"float", &words->floats},         {"double", &words->doubles},
        {"_Bool", &words->bools},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (token_is(text, token, keywords[i].word)) {
            ++*keywords[i].count;
            return;
        }
    if (token_is(text, token, "default"))
        words->is_default = true;
    else if (token_is(text, token, "*") || token_is(text, token, "const") || token_is(text, token, "volatile"))
        words->other = true;
    else
        words->unknown = true;
}

static bool is_kind(const struct words_of_type *words, enum CXTypeKind kind)
{
    bool is_unsigned = words->is_unsigned;
    if (words->bools)
        return kind == CXType_Bool;
    if (words->floats)
        return kind == CXType_Float;
    if (words->doubles)
        return kind == (words->longs ? CXType_LongDouble : CXType_Double);
    if (words->chars)
        return is_unsigned        ? kind == CXType_UChar
               : words->is_signed ? kind == CXType_SChar
                                  : kind == CXType_Char_S || kind == CXType_Char_U;
    if (words->shorts)
        return kind == (is_unsigned ? CXType_UShort : CXType_Short);
    if (words->longs == 2)
        return kind == (is_unsigned ? CXType_ULongLong : CXType_LongLong);
    if (words->longs)
        return kind == (is_unsigned ? CXType_ULong : CXType_Long);
    return kind == (is_unsigned ? CXType_UInt : CXType_Int);
}

/* The association that the text shows to be chosen; 0 if it does not. */
static unsigned chosen_by_keywords(const struct parser *parser, const struct node *selection, CXType type)
{
    const char *text = parser->source->text;
    unsigned at = selection->child[0]->end, chosen = 0, otherwise = 0;
    bool is_arithmetic = type.kind >= CXType_Bool && type.kind <= CXType_LongDouble && type.kind != CXType_Char16 &&
                         type.kind != CXType_Char32 && type.kind != CXType_WChar;
    if (!is_arithmetic)
        return 0;
    for (unsigned i = 1; i < selection->count; i++) {
        const struct node *value = selection->child[i];
        struct words_of_type words = {0};
        struct token token = token_at(text, at, selection->end);
        if (!token_is(text, token, ",") || value->begin <= token.begin)
            return 0;
        for (token = token_at(text, token.end, value->begin); token.kind != TOKEN_END && !token_is(text, token, ":");
             token = token_at(text, token.end, value->begin))
            count_word(text, token, &words);
        bool ends_here = token.kind != TOKEN_END && token_at(text, token.end, value->begin).kind == TOKEN_END;
        if (!ends_here || (words.unknown && !words.other))
            return 0;
        if (words.is_default)
            otherwise = i;
        else if (!words.other && is_kind(&words, type.kind))
            chosen = i;
        at = value->end;
    }
    return chosen ? chosen : otherwise;
}

/* ---- asking libclang ---- */

/* True if compilers may differ about the type of the controlling expression. */
static bool is_vague(struct parser *parser, const struct node *control, CXType type)
{
    const char *text = parser->source->text;
    CXType element = clang_getArrayElementType(type);
    CXType target = clang_getCanonicalType(element.kind == CXType_Invalid ? clang_getPointeeType(type) : element);
    for (const struct node *part = control; part->count == 1; part = part->child[0])
        if (part->bits)
            return true;
    if (leads_to_function(type)) /* an async function has another type in the output */
        return true;
    bool is_text = target.kind == CXType_Char_S || target.kind == CXType_Char_U;
    for (struct token token = token_at(text, control->begin, control->end); is_text && token.kind != TOKEN_END;
         token = token_at(text, token.end, control->end))
        if (token.kind == TOKEN_STRING || macro_at(parser->unit, token.begin) >= 0)
            return true; /* with -Wwrite-strings the characters of a string are const */
    return false;
}

unsigned chosen_association(struct parser *parser, const struct node *selection, CXType controlling)
{
    CXType type = clang_getCanonicalType(controlling);
    if (selection->inside || is_vague(parser, selection->child[0], type))
        return 0;
    unsigned chosen = chosen_by_keywords(parser, selection, type);
    for (size_t i = 0; i < parser->selections.count && !chosen; i++)
        if (parser->selections.items[i].begin == selection->begin)
            return parser->selections.items[i].chosen;
    if (!chosen) {
        struct asked_selection asked = {selection->begin, selection->end, selection->count - 1, 0};
        ARRAY_ADD(parser->selections, asked);
        parser->selections_unasked = true;
    }
    return chosen;
}

/* The offset after the next comma or closing bracket, which ends this part of a selection. */
static unsigned part_end(const char *text, unsigned begin, unsigned limit)
{
    struct token token = token_at(text, begin, limit);
    while (token.kind != TOKEN_END && !token_is(text, token, ",") && !token_is(text, token, ")")) {
        bool opens = token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{");
        token = token_at(text, opens ? skip_bracket(text, token.begin, limit) : token.end, limit);
    }
    return token.end;
}

/* The selection with other values, as text; NULL if its associations cannot be told apart. */
static const char *probing_selection(const char *text, const struct asked_selection *asked, size_t number)
{
    struct token open = token_at(text, token_at(text, asked->begin, asked->end).end, asked->end);
    unsigned begin = open.end, end = part_end(text, begin, asked->end), count = 0;
    struct text out = {0};
    text_printf(&out, "_Generic(%.*s", (int)(end - 1 - begin), text + begin);
    while (end < asked->end && text[end - 1] == ',') {
        begin = end;
        end = part_end(text, begin, asked->end);
        struct token token = token_at(text, begin, end);
        while (token.kind != TOKEN_END && !token_is(text, token, ":")) {
            bool opens = token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{");
            token = token_at(text, opens ? skip_bracket(text, token.begin, end) : token.end, end);
        }
        text_printf(&out, ", %.*s: (char (*)[%zu][%u])0", (int)(token.begin - begin), text + begin, number + 1,
                    ++count);
    }
    text_puts(&out, ")");
    const char *copy = count == asked->count && token_is(text, open, "(") ? arena_copy(out.text, out.length) : NULL;
    free(out.text);
    return copy;
}

static enum CXChildVisitResult take_selection(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct parser *parser = data;
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_GenericSelectionExpr)
        return CXChildVisit_Recurse;
    CXType outer = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cursor)));
    CXType inner = clang_getArrayElementType(outer);
    long long number = clang_getArraySize(outer), chosen = clang_getArraySize(inner);
    if (clang_getArrayElementType(inner).kind == CXType_Char_S && number > 0 &&
        (size_t)number <= parser->selections.count && chosen > 0 &&
        chosen <= parser->selections.items[number - 1].count)
        parser->selections.items[number - 1].chosen = (unsigned)chosen;
    return CXChildVisit_Recurse;
}

static int compare_selections(const void *a, const void *b)
{
    const struct asked_selection *left = a, *right = b;
    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

bool ask_for_selections(struct parser *parser)
{
    const char *text = parser->source->text;
    struct text probe = {0};
    unsigned at = 0;
    parser->selections_unasked = false;
    qsort(parser->selections.items, parser->selections.count, sizeof *parser->selections.items, compare_selections);
    for (size_t i = 0; i < parser->selections.count; i++) {
        const struct asked_selection *asked = &parser->selections.items[i];
        const char *probing = probing_selection(text, asked, i);
        unsigned begin = token_at(text, token_at(text, asked->begin, asked->end).end, asked->end).end;
        unsigned end = part_end(text, begin, asked->end);
        if (!probing)
            continue;
        add_decided(parser, &probe, at, begin);
        text_printf(&probe, "(sizeof(%s), ", probing);
        add_decided(parser, &probe, begin, end - 1);
        text_puts(&probe, ")");
        at = end - 1;
    }
    add_decided(parser, &probe, at, parser->source->length);
    bool fine = run_clang(parser, probe.text, (unsigned)probe.length, true);
    free(probe.text);
    if (fine)
        clang_visitChildren(clang_getTranslationUnitCursor(parser->tu), take_selection, parser);
    return fine;
}
