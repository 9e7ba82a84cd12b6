/* macro_shape.c: what the tokens that a macro invocation expands to look like.
 *
 * A small grammar reads the tokens outside of all brackets. Whether they really are the operand that they look like
 * depends on the tree around the invocation; invocation.c decides that.
 */
#include "passes/macro_shape.h"

#include "passes/macro_expansion.h"
#include "clang/parse.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

/* ---- the grammar ---- */

static const char *const prefix_words[] = {"sizeof",        "_Alignof", "alignof", "__alignof", "__alignof__",
                                           "__extension__", "await",    "_Await",  "__real",    "__real__",
                                           "__imag",        "__imag__", NULL};
static const char *const prefix_operators[] = {"!", "~", "-", "+", "*", "&", "++", "--", "&&", NULL};
static const char *const ambiguous[] = {"(", "[", "*", "&", "-", "+", "++", "--", "&&", NULL};
static const char *const type_words[] = {
    "void",          "char",         "short",         "int",          "long",       "float",         "double",
    "signed",        "unsigned",     "_Bool",         "bool",         "_Complex",   "_Imaginary",    "__complex__",
    "__signed__",    "const",        "volatile",      "restrict",     "_Atomic",    "__const",       "__const__",
    "__volatile__",  "__volatile",   "__restrict",    "__restrict__", "static",     "extern",        "register",
    "inline",        "__inline",     "__inline__",    "_Noreturn",    "noreturn",   "auto",          "typedef",
    "_Thread_local", "thread_local", "__thread",      "constexpr",    "struct",     "union",         "enum",
    "typeof",        "__typeof",     "__typeof__",    "_Float128",    "__float128", "__int128",      "__int128_t",
    "__auto_type",   "_BitInt",      "__attribute__", "__attribute",  "_Alignas",   "alignas",       "async",
    "_Async",        "_Decimal32",   "_Decimal64",    "_Decimal128",  "__declspec", "typeof_unqual", NULL};
static const char *const with_group[] = {"typeof",        "__typeof",    "__typeof__",    "_BitInt",
                                         "__attribute__", "__attribute", "_Alignas",      "alignas",
                                         "__declspec",    "_Atomic",     "typeof_unqual", NULL};
static const char *const statement_words[] = {
    "if",    "else",     "for", "while", "do",      "switch",  "case",           "default",       "return",    "goto",
    "break", "continue", "asm", "__asm", "__asm__", "_Pragma", "_Static_assert", "static_assert", "__label__", NULL};
static const char *const assignments[] = {"=", "*=", "/=", "%=", "+=", "-=", "&=", "^=", "|=", "<<=", ">>=", NULL};
static const char *const binary_operators[] = {"*",  "/",  "%",  "+",  "-", "<<", ">>", "<", ">",
                                               "<=", ">=", "==", "!=", "&", "^",  "|",  NULL};

/* The index after the bracket that matches the one at `at`, or 0. */
static size_t skip_group(const struct pieces *pieces, size_t at)
{
    char open[256];
    size_t depth = 0;
    for (; at < pieces->count; at++) {
        const struct piece *piece = &pieces->items[at];
        if (piece->kind != TOKEN_PUNCTUATION || piece->length != 1)
            continue;
        char c = *piece->text;
        if (c == '(' || c == '[' || c == '{') {
            if (depth == sizeof open)
                return 0;
            open[depth++] = c;
        } else if (c == ')' || c == ']' || c == '}') {
            char fits = c == ')' ? '(' : c == ']' ? '[' : '{';
            if (!depth || open[--depth] != fits)
                return 0;
            if (!depth)
                return at + 1;
        }
    }
    return 0;
}

#define KIND(kind) (1ull << (kind))

static const unsigned long long prefix_kinds = KIND(NODE_OPERATOR) | KIND(NODE_ADDRESS) | KIND(NODE_DEREF) |
                                               KIND(NODE_INCDEC) | KIND(NODE_MEMBER) | KIND(NODE_CAST) |
                                               KIND(NODE_UNEVALUATED) | KIND(NODE_AWAIT) | KIND(NODE_CONSTANT);

struct grammar {
    const struct pieces *pieces;
    size_t at;
    int chosen; /* open ? of conditionals */
    bool comma, assigns, conditional, logical_or, logical_and, binary, prefixed, cast;
};

static const struct piece *next_piece(const struct grammar *grammar)
{
    static const struct piece none = {.kind = TOKEN_END, .text = ""};
    return grammar->at < grammar->pieces->count ? &grammar->pieces->items[grammar->at] : &none;
}

static bool is_word_of(const struct piece *piece, const char *const *words)
{
    return piece->kind == TOKEN_WORD && piece_is_among(piece, words);
}

/* Skips a primary expression with the operators and casts before it. */
static bool read_operand(struct grammar *grammar)
{
    for (;;) {
        const struct piece *piece = next_piece(grammar);
        if (piece->kind == TOKEN_PUNCTUATION && piece_is_among(piece, prefix_operators)) {
            grammar->at++;
            grammar->prefixed = true;
            continue;
        }
        if (is_word_of(piece, prefix_words)) {
            grammar->at++;
            grammar->prefixed = true;
            continue;
        }
        if (piece->kind == TOKEN_PUNCTUATION && piece_is(piece, "(")) {
            size_t end = skip_group(grammar->pieces, grammar->at);
            if (!end)
                return false;
            grammar->at = end;
            piece = next_piece(grammar);
            if (piece_is(piece, "{")) { /* a compound literal */
                grammar->at = skip_group(grammar->pieces, end);
                return grammar->at != 0;
            }
            bool goes_on = piece->kind == TOKEN_NUMBER || piece->kind == TOKEN_CHARACTER ||
                           piece->kind == TOKEN_STRING || piece->kind == TOKEN_WORD || piece_is(piece, "!") ||
                           piece_is(piece, "~");
            grammar->cast |= piece->kind == TOKEN_PUNCTUATION && piece_is_among(piece, ambiguous);
            if (!goes_on)
                return true;
            grammar->prefixed = true;
            continue;
        }
        if (piece->kind == TOKEN_STRING) {
            while (next_piece(grammar)->kind == TOKEN_STRING)
                grammar->at++;
            return true;
        }
        grammar->at++;
        return piece->kind == TOKEN_NUMBER || piece->kind == TOKEN_CHARACTER ||
               (piece->kind == TOKEN_WORD && !piece_is_among(piece, type_words) &&
                !piece_is_among(piece, statement_words));
    }
}

static bool read_postfixes(struct grammar *grammar)
{
    for (;;) {
        const struct piece *piece = next_piece(grammar);
        if (piece->kind != TOKEN_PUNCTUATION)
            return true;
        if (piece_is(piece, "(") || piece_is(piece, "[")) {
            grammar->at = skip_group(grammar->pieces, grammar->at);
            if (!grammar->at)
                return false;
        } else if (piece_is(piece, "++") || piece_is(piece, "--")) {
            grammar->at++;
        } else if (piece_is(piece, ".") || piece_is(piece, "->")) {
            grammar->at++;
            if (next_piece(grammar)->kind != TOKEN_WORD)
                return false;
            grammar->at++;
        } else {
            return true;
        }
    }
}

/* Reads an operator between two operands. */
static bool read_operator(struct grammar *grammar)
{
    const struct piece *piece = next_piece(grammar);
    bool outside = !grammar->chosen;
    grammar->at++;
    if (piece->kind != TOKEN_PUNCTUATION)
        return false;
    if (piece_is(piece, "?")) {
        grammar->conditional |= outside;
        grammar->chosen++;
        if (piece_is(next_piece(grammar), ":")) { /* GNU: a ?: b */
            grammar->at++;
            grammar->chosen--;
        }
    } else if (piece_is(piece, ":")) {
        return grammar->chosen-- > 0;
    } else if (piece_is(piece, ",")) {
        grammar->comma |= outside;
    } else if (piece_is_among(piece, assignments)) {
        grammar->assigns |= outside;
    } else if (piece_is(piece, "||")) {
        grammar->logical_or |= outside;
    } else if (piece_is(piece, "&&")) {
        grammar->logical_and |= outside;
    } else if (piece_is_among(piece, binary_operators)) {
        grammar->binary |= outside;
    } else {
        return false;
    }
    return true;
}

/* The kinds of node that a complete expression of these tokens can be. False if the tokens are not an expression. */
static bool read_expression(const struct pieces *pieces, unsigned long long *kinds)
{
    struct grammar grammar = {.pieces = pieces};
    for (;;) {
        if (!read_operand(&grammar) || !read_postfixes(&grammar))
            return false;
        if (grammar.at == pieces->count)
            break;
        if (!read_operator(&grammar))
            return false;
    }
    const struct piece *last = &pieces->items[pieces->count - 1];
    if (grammar.chosen)
        return false;
    bool ends = last->kind != TOKEN_PUNCTUATION || piece_is(last, ")") || piece_is(last, "]") || piece_is(last, "}") ||
                piece_is(last, "++") || piece_is(last, "--");
    if (!ends)
        return false;
    if (grammar.comma)
        *kinds = KIND(NODE_COMMA);
    else if (grammar.assigns)
        *kinds = KIND(NODE_ASSIGN) | KIND(NODE_COMPOUND_ASSIGN);
    else if (grammar.conditional)
        *kinds = KIND(NODE_CONDITIONAL) | KIND(NODE_ELVIS);
    else if (grammar.logical_or)
        *kinds = KIND(NODE_OR);
    else if (grammar.logical_and)
        *kinds = KIND(NODE_AND);
    else if (grammar.binary)
        *kinds = KIND(NODE_OPERATOR) | (grammar.cast ? KIND(NODE_CAST) : 0);
    else if (grammar.prefixed)
        *kinds = prefix_kinds;
    else
        *kinds = 0;
    return true;
}

static bool are_specifiers(const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count;) {
        const struct piece *piece = &pieces->items[i];
        bool group = is_word_of(piece, with_group) && i + 1 < pieces->count && piece_is(&pieces->items[i + 1], "(");
        bool brackets = piece_is(piece, "[") && i + 1 < pieces->count && piece_is(&pieces->items[i + 1], "[");
        bool word = piece->kind == TOKEN_WORD && !piece_is_among(piece, prefix_words) &&
                    !piece_is_among(piece, statement_words);
        if (group || brackets)
            i = skip_group(pieces, i + group);
        else if (word || piece_is(piece, "*"))
            i++;
        else
            return false;
        if (!i)
            return false;
    }
    return true;
}

static bool are_strings(const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->items[i].kind != TOKEN_STRING)
            return false;
    return true;
}

static enum shape_edge last_edge(const struct piece *last)
{
    if (last->kind == TOKEN_WORD)
        return piece_is_among(last, statement_words) || piece_is_among(last, prefix_words) ||
                       piece_is_among(last, type_words)
                   ? EDGE_UNKNOWN
                   : EDGE_OPERAND;
    if (last->kind != TOKEN_PUNCTUATION)
        return EDGE_OPERAND;
    if (piece_is_among(last, assignments) || piece_is_among(last, binary_operators) || piece_is(last, "||") ||
        piece_is(last, "&&") || piece_is(last, ",") || piece_is(last, "?") || piece_is(last, "(") ||
        piece_is(last, "[") || piece_is(last, "!") || piece_is(last, "~"))
        return EDGE_OPERATOR;
    return piece_is(last, "]") ? EDGE_OPERAND : EDGE_UNKNOWN;
}

static struct shape shape_of(const struct pieces *pieces)
{
    struct shape shape = {.kind = SHAPE_UNKNOWN};
    if (!pieces->count)
        return (struct shape){.kind = SHAPE_EMPTY};
    const struct piece *first = &pieces->items[0];
    shape.open = first->kind == TOKEN_PUNCTUATION && piece_is_among(first, ambiguous);
    shape.last = last_edge(&pieces->items[pieces->count - 1]);
    if (pieces->count == 1) {
        static const char *const brackets[] = {"(", ")", "[", "]", "{", "}", ";", NULL};
        if (first->kind != TOKEN_PUNCTUATION || !piece_is_among(first, brackets))
            shape.kind = SHAPE_TOKEN;
    } else if (are_strings(pieces)) {
        shape.kind = SHAPE_STRINGS;
    } else if (piece_is(first, "(") && skip_group(pieces, 0) == pieces->count) {
        shape.kind = SHAPE_GROUP;
    } else if (piece_is(first, "{") && skip_group(pieces, 0) == pieces->count) {
        shape.kind = SHAPE_LIST;
    } else if (are_specifiers(pieces)) {
        shape.kind = SHAPE_SPECIFIERS;
    } else if (read_expression(pieces, &shape.kinds)) {
        shape.kind = SHAPE_EXPRESSION;
    }
    return shape;
}

struct shape macro_shape(const struct unit *unit, const struct macro *macro)
{
    struct expanded expanded;
    bool known = macro_expand(unit, macro, &expanded) && !expanded.is_open;
    return known ? shape_of(&expanded.tokens) : (struct shape){.kind = SHAPE_UNKNOWN};
}

static bool has_partners(const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->kind != TOKEN_PUNCTUATION || piece->length != 1 || !strchr("()[]{}", *piece->text))
            continue;
        size_t end = skip_group(pieces, i);
        if (!end)
            return false;
        i = end - 1;
    }
    return true;
}

const char *macro_unbalanced_text(const struct unit *unit, const struct macro *macro)
{
    struct expanded expanded;
    if (!macro_expand(unit, macro, &expanded) || has_partners(&expanded.tokens))
        return NULL;
    const struct pieces tokens = expanded.tokens;
    struct text out = {0};
    text_puts(&out, "");
    for (size_t i = 0; i < tokens.count; i++) {
        const struct piece *piece = &tokens.items[i];
        bool again = piece->kind == TOKEN_WORD && piece_is_hidden(piece);
        if (again || expanded.has_strings) {
            free(out.text);
            return NULL;
        }
        bool apart = piece->spaced || (out.length && tokens_touch(out.text[out.length - 1], *piece->text));
        text_printf(&out, "%s%.*s", i && apart ? " " : "", (int)piece->length, piece->text);
    }
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

bool macro_has_separator(const struct unit *unit, const struct macro *macro, char separator)
{
    struct expanded expanded;
    if (!macro_expand(unit, macro, &expanded))
        return false;
    const struct pieces *tokens = &expanded.tokens;
    for (size_t i = 0, depth = 0; i < tokens->count; i++) {
        const struct piece *piece = &tokens->items[i];
        bool single = piece->kind == TOKEN_PUNCTUATION && piece->length == 1;
        if (single && strchr("([{", *piece->text))
            depth++;
        else if (single && strchr(")]}", *piece->text))
            depth -= depth > 0;
        else if (single && *piece->text == separator && !depth)
            return true;
    }
    return false;
}
