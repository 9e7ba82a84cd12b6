/* macro_shape.c: what the tokens that a macro invocation expands to look like.
 *
 * The invocation is expanded as the preprocessor does it, as far as the definitions are known, and a small grammar
 * reads the tokens outside of all brackets. Whether they really are the operand that they look like depends on the tree
 * around the invocation; macro_use.c decides that.
 */
#include "passes/macro_shape.h"

#include "clang/parse.h"
#include "ir/names.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 20000, MOST_PARAMS = 128 };

/* ---- tokens ---- */

struct hidden {
    const char *name;
    const struct hidden *next;
};

struct piece {
    enum token_kind kind;
    const char *text;
    unsigned length;
    bool spaced;                 /* white space comes before it */
    const struct hidden *hidden; /* the macros that it came from; their names are not expanded in it */
};

struct pieces {
    struct piece *items;
    size_t count, room;
};

static bool piece_is(const struct piece *piece, const char *word)
{
    return piece->length == strlen(word) && !memcmp(piece->text, word, piece->length);
}

static bool is_among(const struct piece *piece, const char *const *words)
{
    for (; *words; words++)
        if (piece_is(piece, *words))
            return true;
    return false;
}

static unsigned operator_length(const char *text, unsigned limit)
{
    static const char *const operators[] = {
        "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "*=",
        "/=",  "%=",  "+=",  "-=", "&=", "^=", "|=", "##", "<:", ":>", "<%", "%>", "%:", NULL};
    for (size_t i = 0; operators[i]; i++) {
        size_t length = strlen(operators[i]);
        if (length <= limit && !memcmp(text, operators[i], length))
            return (unsigned)length;
    }
    return 1;
}

/* Replaces digraphs by what they stand for. */
static struct piece piece_at(const char *text, struct token token, unsigned end, const struct hidden *hidden)
{
    static const char *const digraphs[][2] = {{"<:", "["}, {":>", "]"}, {"<%", "{"}, {"%>", "}"}, {"%:", "#"}};
    struct piece piece = {token.kind, text + token.begin, token.end - token.begin, false, hidden};
    if (token.kind != TOKEN_PUNCTUATION)
        return piece;
    piece.length = operator_length(piece.text, end - token.begin);
    for (size_t i = 0; i < sizeof digraphs / sizeof *digraphs; i++)
        if (piece_is(&piece, digraphs[i][0]))
            return (struct piece){token.kind, digraphs[i][1], 1, false, hidden};
    return piece;
}

static void read_pieces(struct pieces *pieces, const char *text, unsigned begin, unsigned end,
                        const struct hidden *hidden)
{
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END; token = token_at(text, begin, end)) {
        struct piece piece = piece_at(text, token, end, hidden);
        piece.spaced = token.begin > begin;
        ARRAY_ADD(*pieces, piece);
        begin = token.kind == TOKEN_PUNCTUATION ? token.begin + operator_length(text + token.begin, end - token.begin)
                                                : token.end;
    }
}

/* ---- expansion ---- */

struct expansion {
    const struct unit *unit;
    const struct macro *macro;
    struct pieces todo; /* last token first */
    struct pieces done;
    bool unsure;
    bool strings; /* # made a string of unknown text */
    int steps;
};

struct params {
    struct piece names[MOST_PARAMS];
    size_t count;
    bool variadic; /* the last parameter takes all remaining arguments */
};

struct arguments {
    struct pieces values[MOST_PARAMS];
    size_t count;
};

static const struct definition *find_definition(const struct expansion *expansion, const struct piece *name)
{
    const struct unit *unit = expansion->unit;
    size_t low = 0, high = unit->definitions.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *other = unit->definitions.items[middle]->name;
        int order = strncmp(other, name->text, name->length);
        if (order < 0)
            low = middle + 1;
        else if (order > 0 || other[name->length])
            high = middle;
        else
            return unit->definitions.items[middle];
    }
    return NULL;
}

static bool is_hidden(const struct piece *piece)
{
    for (const struct hidden *hidden = piece->hidden; hidden; hidden = hidden->next)
        if (piece_is(piece, hidden->name))
            return true;
    return false;
}

/* Reads the parameters of a definition. False if it cannot be followed. `body` is where its tokens begin. */
static bool read_params(const struct definition *definition, struct params *params, unsigned *body)
{
    const char *text = definition->text;
    unsigned at = (unsigned)strlen(definition->name);
    params->count = 0;
    params->variadic = false;
    *body = at;
    if (!definition->is_function)
        return true;
    struct token before = token_at(text, at, definition->length); /* the parenthesis */
    struct token token = token_at(text, before.end, definition->length);
    for (; !token_is(text, token, ")"); before = token, token = token_at(text, token.end, definition->length)) {
        if (token.kind == TOKEN_END || params->count == MOST_PARAMS)
            return false;
        struct piece piece = {TOKEN_WORD, text + token.begin, token.end - token.begin, false, NULL};
        if (token.kind == TOKEN_WORD) {
            params->names[params->count++] = piece;
        } else if (token_is(text, token, ".") && !params->variadic) {
            params->variadic = true;
            if (before.kind != TOKEN_WORD) /* otherwise it may be GNU's args... */
                params->names[params->count++] = (struct piece){TOKEN_WORD, "__VA_ARGS__", 11, false, NULL};
        }
    }
    *body = token.end;
    return true;
}

/* Takes the arguments off the list, parentheses included. False if the list ends before they do. */
static bool take_arguments(struct expansion *expansion, const struct params *params, struct arguments *arguments)
{
    struct pieces *todo = &expansion->todo;
    int depth = 0;
    memset(arguments, 0, sizeof *arguments);
    arguments->count = 1;
    for (todo->count--; todo->count; todo->count--) {
        const struct piece *piece = &todo->items[todo->count - 1];
        if (piece->kind == TOKEN_PUNCTUATION) {
            if (piece_is(piece, ")") && depth-- == 0) {
                todo->count--;
                return true;
            }
            depth += piece_is(piece, "(");
            bool last = params->variadic && arguments->count == params->count;
            if (piece_is(piece, ",") && depth == 0 && !last) {
                if (++arguments->count > MOST_PARAMS)
                    return false;
                continue;
            }
        }
        ARRAY_ADD(arguments->values[arguments->count - 1], *piece);
    }
    return false;
}

static const struct pieces *argument_of(const struct params *params, const struct arguments *arguments,
                                        const struct piece *piece)
{
    static const struct pieces none;
    for (size_t i = 0; i < params->count; i++)
        if (piece->kind == TOKEN_WORD && piece->length == params->names[i].length &&
            !memcmp(piece->text, params->names[i].text, piece->length))
            return i < arguments->count ? &arguments->values[i] : &none;
    return NULL;
}

static void add_all(struct pieces *to, const struct pieces *from, size_t first)
{
    for (size_t i = first; i < from->count; i++)
        ARRAY_ADD(*to, from->items[i]);
}

/* Adds an argument in the place of its parameter. */
static void add_operand(struct pieces *to, const struct pieces *from, bool spaced)
{
    size_t first = to->count;
    add_all(to, from, 0);
    if (to->count > first)
        to->items[first].spaced = spaced;
}

/* Evaluates left ## right, where either may be missing. */
static void paste(struct pieces *result, size_t from, const struct pieces *right)
{
    if (result->count > from && right->count) {
        struct piece *left = &result->items[result->count - 1];
        const struct piece *first = &right->items[0];
        left->text = arena_format("%.*s%.*s", (int)left->length, left->text, (int)first->length, first->text);
        left->length += first->length;
        add_all(result, right, 1);
    } else {
        add_all(result, right, 0);
    }
}

/* The tokens of the definition with the arguments substituted. */
static struct pieces substitute(struct expansion *expansion, const struct definition *definition,
                                const struct params *params, const struct arguments *arguments, unsigned body,
                                const struct hidden *hidden)
{
    struct pieces tokens = {0}, result = {0};
    read_pieces(&tokens, definition->text, body, definition->length, hidden);
    size_t operand = 0; /* where the left operand of a ## begins in the result */
    for (size_t i = 0; i < tokens.count; i++) {
        struct piece *piece = &tokens.items[i];
        struct pieces single = {.items = piece, .count = 1};
        bool pastes = piece_is(piece, "##") && i + 1 < tokens.count && i > 0;
        if (pastes)
            single.items = piece = &tokens.items[++i];
        if (definition->is_function && piece_is(piece, "#") && i + 1 < tokens.count) {
            static struct piece string = {.kind = TOKEN_STRING, .text = "\"\"", .length = 2};
            single.items = &string;
            expansion->strings = true;
            i++;
        }
        expansion->unsure |= piece_is(piece, "__VA_OPT__");
        const struct pieces *argument = argument_of(params, arguments, piece);
        const struct pieces *operands = argument ? argument : &single;
        if (!pastes) {
            operand = result.count;
            add_operand(&result, operands, piece->spaced);
            continue;
        }
        bool comma = params->variadic && argument == &arguments->values[params->count - 1] && result.count > operand &&
                     piece_is(&result.items[result.count - 1], ",");
        if (comma && !argument->count)
            result.count--; /* GNU: , ## __VA_ARGS__ */
        else if (comma)
            add_all(&result, argument, 0);
        else
            paste(&result, operand, operands);
    }
    return result;
}

/* Replaces a macro's name at the front of the list. False if this is not an invocation. */
static bool expand_name(struct expansion *expansion, const struct piece *name, const struct definition *definition)
{
    struct pieces *todo = &expansion->todo;
    struct params params;
    struct arguments arguments = {.count = 0};
    unsigned body;
    if (!read_params(definition, &params, &body)) {
        expansion->unsure = true;
        return false;
    }
    if (definition->is_function) {
        if (!todo->count) /* the arguments may come after the invocation */
            expansion->unsure = true;
        if (!todo->count || !piece_is(&todo->items[todo->count - 1], "("))
            return false;
        if (!take_arguments(expansion, &params, &arguments)) {
            expansion->unsure = true;
            return true;
        }
    }
    struct hidden *hidden = arena_take(sizeof *hidden);
    *hidden = (struct hidden){definition->name, name->hidden};
    struct pieces result = substitute(expansion, definition, &params, &arguments, body, hidden);
    if (result.count)
        result.items[0].spaced = name->spaced;
    for (size_t i = result.count; i-- > 0;)
        ARRAY_ADD(*todo, result.items[i]);
    return true;
}

static void expand_all(struct expansion *expansion)
{
    const struct unit *unit = expansion->unit;
    struct pieces *todo = &expansion->todo;
    for (bool first = true; todo->count && !expansion->unsure; first = false) {
        struct piece piece = todo->items[--todo->count];
        bool is_macro = piece.kind == TOKEN_WORD && words_have(&unit->macro_names, piece.text, piece.length);
        const struct definition *definition = first      ? expansion->macro->definition
                                              : is_macro ? find_definition(expansion, &piece)
                                                         : NULL;
        if (++expansion->steps > MOST_STEPS)
            expansion->unsure = true;
        bool keyword = keyword_named(arena_copy(piece.text, piece.length)) != KEYWORD_NONE;
        if (is_macro && !is_hidden(&piece) && !keyword) {
            bool later = definition && definition->begin > expansion->macro->begin;
            if (!definition || later)
                expansion->unsure = true;
            else if (expand_name(expansion, &piece, definition))
                continue;
        }
        ARRAY_ADD(expansion->done, piece);
    }
}

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
    return piece->kind == TOKEN_WORD && is_among(piece, words);
}

/* Skips a primary expression with the operators and casts before it. */
static bool read_operand(struct grammar *grammar)
{
    for (;;) {
        const struct piece *piece = next_piece(grammar);
        if (piece->kind == TOKEN_PUNCTUATION && is_among(piece, prefix_operators)) {
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
            grammar->cast |= piece->kind == TOKEN_PUNCTUATION && is_among(piece, ambiguous);
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
               (piece->kind == TOKEN_WORD && !is_among(piece, type_words) && !is_among(piece, statement_words));
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
    } else if (is_among(piece, assignments)) {
        grammar->assigns |= outside;
    } else if (piece_is(piece, "||")) {
        grammar->logical_or |= outside;
    } else if (piece_is(piece, "&&")) {
        grammar->logical_and |= outside;
    } else if (is_among(piece, binary_operators)) {
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
        bool word = piece->kind == TOKEN_WORD && !is_among(piece, prefix_words) && !is_among(piece, statement_words);
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
        return is_among(last, statement_words) || is_among(last, prefix_words) || is_among(last, type_words)
                   ? EDGE_UNKNOWN
                   : EDGE_OPERAND;
    if (last->kind != TOKEN_PUNCTUATION)
        return EDGE_OPERAND;
    if (is_among(last, assignments) || is_among(last, binary_operators) || piece_is(last, "||") ||
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
    shape.open = first->kind == TOKEN_PUNCTUATION && is_among(first, ambiguous);
    shape.last = last_edge(&pieces->items[pieces->count - 1]);
    if (pieces->count == 1) {
        static const char *const brackets[] = {"(", ")", "[", "]", "{", "}", ";", NULL};
        if (first->kind != TOKEN_PUNCTUATION || !is_among(first, brackets))
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

static bool expand_macro(const struct unit *unit, const struct macro *macro, struct expansion *expansion)
{
    struct pieces invocation = {0};
    *expansion = (struct expansion){.unit = unit, .macro = macro};
    if (!macro->definition && words_have(&unit->macro_names, macro->name, strlen(macro->name)))
        return false;
    read_pieces(&invocation, unit->source->text, macro->begin, macro->end, NULL);
    for (size_t i = invocation.count; i-- > 0;)
        ARRAY_ADD(expansion->todo, invocation.items[i]);
    expand_all(expansion);
    return !expansion->unsure;
}

struct shape macro_shape(const struct unit *unit, const struct macro *macro)
{
    struct expansion expansion;
    return expand_macro(unit, macro, &expansion) ? shape_of(&expansion.done) : (struct shape){.kind = SHAPE_UNKNOWN};
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
    struct expansion expansion;
    if (!expand_macro(unit, macro, &expansion) || has_partners(&expansion.done))
        return NULL;
    struct text out = {0};
    text_puts(&out, "");
    for (size_t i = 0; i < expansion.done.count; i++) {
        const struct piece *piece = &expansion.done.items[i];
        bool again = piece->kind == TOKEN_WORD && is_hidden(piece);
        if (again || expansion.strings) {
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
