/* selection.c: which association of a _Generic is chosen.
 *
 * libclang does not expose this. Where the controlling expression has one of C's arithmetic types, the text of the
 * associations is enough: their types are keywords, or cannot match. Anything else, above all the name of a type, is
 * treated as unknown. */
#include "clang/internal.h"

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

unsigned chosen_association(const struct parser *parser, const struct node *selection, CXType controlling)
{
    const char *text = parser->source->text;
    unsigned at = selection->child[0]->end, chosen = 0, otherwise = 0;
    CXType type = clang_getCanonicalType(controlling);
    bool is_arithmetic = type.kind >= CXType_Bool && type.kind <= CXType_LongDouble && type.kind != CXType_Char16 &&
                         type.kind != CXType_Char32 && type.kind != CXType_WChar;
    for (const struct node *part = selection->child[0]; part->count == 1; part = part->child[0])
        is_arithmetic &= !part->bits; /* compilers differ in the types of bit-fields */
    if (selection->inside || !is_arithmetic)
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
