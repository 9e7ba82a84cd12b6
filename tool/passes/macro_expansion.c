/* macro_expansion.c: see macro_expansion.h. */
#include "passes/macro_expansion.h"

#include "ir/names.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 20000, MOST_PARAMS = 128 };

/* ---- tokens ---- */

bool piece_is(const struct piece *piece, const char *word)
{
    return piece->length == strlen(word) && !memcmp(piece->text, word, piece->length);
}

bool piece_is_among(const struct piece *piece, const char *const *words)
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
    struct piece piece = {token.kind, text + token.begin, token.end - token.begin, false, false, hidden};
    if (token.kind != TOKEN_PUNCTUATION)
        return piece;
    piece.length = operator_length(piece.text, end - token.begin);
    for (size_t i = 0; i < sizeof digraphs / sizeof *digraphs; i++)
        if (piece_is(&piece, digraphs[i][0]))
            return (struct piece){token.kind, digraphs[i][1], 1, false, true, hidden};
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
    bool strings, open; /* see struct expanded */
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

bool piece_is_hidden(const struct piece *piece)
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
        struct piece piece = {TOKEN_WORD, text + token.begin, token.end - token.begin, false, false, NULL};
        if (token.kind == TOKEN_WORD) {
            params->names[params->count++] = piece;
        } else if (token_is(text, token, ".") && !params->variadic) {
            params->variadic = true;
            if (before.kind != TOKEN_WORD) /* otherwise it may be GNU's args... */
                params->names[params->count++] = (struct piece){TOKEN_WORD, "__VA_ARGS__", 11, false, false, NULL};
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

/* What # makes of an argument. */
static struct piece string_of(struct expansion *expansion, const struct pieces *argument)
{
    struct text out = {0};
    text_puts(&out, "\"");
    for (size_t i = 0; i < argument->count; i++) {
        const struct piece *piece = &argument->items[i];
        bool quoted = piece->kind == TOKEN_STRING || piece->kind == TOKEN_CHARACTER;
        expansion->strings |= piece->respelled || memchr(piece->text, '\n', piece->length);
        if (i && piece->spaced)
            text_puts(&out, " ");
        for (unsigned k = 0; k < piece->length; k++) {
            if (quoted && (piece->text[k] == '"' || piece->text[k] == '\\'))
                text_puts(&out, "\\");
            text_add(&out, &piece->text[k], 1);
        }
    }
    text_puts(&out, "\"");
    struct piece string = {.kind = TOKEN_STRING, .text = arena_copy(out.text, out.length)};
    string.length = (unsigned)out.length;
    free(out.text);
    return string;
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
        struct piece string;
        bool pastes = piece_is(piece, "##") && i + 1 < tokens.count && i > 0;
        if (pastes)
            single.items = piece = &tokens.items[++i];
        if (definition->is_function && piece_is(piece, "#") && i + 1 < tokens.count) {
            const struct pieces *named = argument_of(params, arguments, &tokens.items[++i]);
            bool spaced = piece->spaced;
            string = string_of(expansion, named ? named : &tokens);
            string.spaced = spaced;
            expansion->strings |= !named; /* of __VA_OPT__ */
            single.items = piece = &string;
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

/* What follows may be arguments, which must not be replaced before they are all there. */
static bool leave_open(struct expansion *expansion, const struct piece *name)
{
    struct pieces *todo = &expansion->todo;
    expansion->open = true;
    ARRAY_ADD(expansion->done, *name);
    for (; todo->count; todo->count--)
        ARRAY_ADD(expansion->done, todo->items[todo->count - 1]);
    return true;
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
        size_t count = todo->count;
        if (!count)
            return leave_open(expansion, name);
        if (!piece_is(&todo->items[count - 1], "("))
            return false;
        if (!take_arguments(expansion, &params, &arguments)) {
            expansion->unsure |= arguments.count > MOST_PARAMS;
            todo->count = count;
            return leave_open(expansion, name);
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
        if (is_macro && !piece_is_hidden(&piece) && !keyword) {
            bool later = definition && definition->begin > expansion->macro->begin;
            if ((!definition || later) && first)
                expansion->unsure = true;
            else if (!definition || later ? leave_open(expansion, &piece) : expand_name(expansion, &piece, definition))
                continue;
        }
        ARRAY_ADD(expansion->done, piece);
    }
}

bool macro_expand(const struct unit *unit, const struct macro *macro, struct expanded *result)
{
    struct pieces invocation = {0};
    struct expansion expansion = {.unit = unit, .macro = macro};
    if (!macro->definition && words_have(&unit->macro_names, macro->name, strlen(macro->name)))
        return false;
    read_pieces(&invocation, unit->source->text, macro->begin, macro->end, NULL);
    for (size_t i = invocation.count; i-- > 0;)
        ARRAY_ADD(expansion.todo, invocation.items[i]);
    expand_all(&expansion);
    *result = (struct expanded){expansion.done, expansion.strings, expansion.open};
    return !expansion.unsure;
}
