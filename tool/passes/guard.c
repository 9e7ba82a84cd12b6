/* guard.c: branches of conditionals that were not translated.
 *
 * The output keeps the conditionals of the source. But asyncc has not seen the code in a branch that the compiler left
 * out, and what is saved across an await is right only for the branch that it took. The output may be compiled later
 * with other flags, or by another compiler. So each branch that was left out begins with an #error:
 *
 *   in an async function   if the conditional has code or macros in it
 *   outside                if it defines a macro that an async function uses
 *
 * A conditional without #else gets one. Conditions that are numbers are constant, and the include guard of a header
 * that was pasted does not select anything.
 */
#include "passes/guard.h"

#include "passes/conditionals.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

struct hunt {
    struct unit *unit;
    const struct lines *lines;
    struct words used; /* macros that async functions use, as far as the buffer defines them */
};

/* ---- what async functions use ---- */

/* Adds the words of the text between two places, without directives. */
static void use_words(struct hunt *hunt, unsigned begin, unsigned end, bool *grown)
{
    const struct source *source = hunt->unit->source;
    const char *text = source->text;
    unsigned from = begin, line;
    for (struct token token = token_at(text, from, end); token.kind != TOKEN_END; token = token_at(text, from, end)) {
        size_t length = token.end - token.begin;
        from = token.end;
        if (begins_directive(text, source->length, begin, token, &line))
            from = line;
        else if (token.kind == TOKEN_WORD && words_have(&hunt->unit->macro_names, text + token.begin, length) &&
                 !words_have(&hunt->used, text + token.begin, length)) {
            words_add(&hunt->used, text + token.begin, length);
            *grown = true;
        }
        begin = from;
    }
}

static void find_used(struct hunt *hunt)
{
    const struct source *source = hunt->unit->source;
    bool grown = false;
    unsigned from = 0; /* something that acts as an attribute may stand in front of a function */
    for (size_t i = 0; i < hunt->unit->toplevels.count; i++) {
        const struct toplevel *item = &hunt->unit->toplevels.items[i];
        bool is_async = item->func ? item->func->is_async : item->is_prototype && item->prototypes.items[0]->is_async;
        if (is_async)
            use_words(hunt, from, item->end, &grown);
        from = item->end;
    }
    while (grown) {
        grown = false;
        for (size_t i = 0; i < hunt->unit->macros_defined.count; i++) {
            const struct macro *macro = &hunt->unit->macros_defined.items[i];
            size_t length = strlen(macro->name);
            if (words_have(&hunt->used, macro->name, length))
                use_words(hunt, macro->begin + (unsigned)length, line_end(source->text, source->length, macro->begin),
                          &grown);
        }
    }
}

/* ---- what is in a branch ---- */

/* What compilers would see if they took the branch, apart from nested groups. */
struct content {
    bool matters; /* code, or macros; outside of functions, only macros that are used count */
    bool stops;   /* it has an #error already */
};

static struct token directive_name(const struct source *source, unsigned hash, unsigned end)
{
    return token_at(source->text, hash + (source->text[hash] == '#' ? 1 : 2), end);
}

static void look_at_directive(const struct hunt *hunt, bool in_function, unsigned hash, unsigned end,
                              struct content *content)
{
    const char *text = hunt->unit->source->text;
    struct token word = directive_name(hunt->unit->source, hash, end), name = token_at(text, word.end, end);
    content->stops |= token_is(text, word, "error");
    if (token_is(text, word, "define") || token_is(text, word, "undef"))
        content->matters |= in_function || words_have(&hunt->used, text + name.begin, name.end - name.begin);
    else
        content->matters |= in_function && token_is(text, word, "include");
}

static void look_between(const struct hunt *hunt, bool in_function, unsigned from, unsigned end,
                         struct content *content)
{
    const struct source *source = hunt->unit->source;
    unsigned line;
    for (struct token token = token_at(source->text, from, end); token.kind != TOKEN_END;
         token = token_at(source->text, from, end)) {
        bool directive = begins_directive(source->text, source->length, from, token, &line);
        if (directive)
            look_at_directive(hunt, in_function, token.begin, line, content);
        else
            content->matters |= in_function;
        from = directive ? line : token.end;
    }
}

/* The next line of the group that contains this one. */
static int next_of_group(const struct hunt *hunt, int line)
{
    int first = hunt->lines->items[line].first, next = line + 1;
    while (hunt->lines->items[next].first != first)
        next = hunt->lines->items[next].match + 1;
    return next;
}

static struct content content_of(const struct hunt *hunt, bool in_function, int line)
{
    const struct line *lines = hunt->lines->items;
    struct content content = {0};
    int next = next_of_group(hunt, line);
    unsigned from = lines[line].end;
    for (int inner = line + 1; inner < next; inner = lines[inner].match + 1) {
        look_between(hunt, in_function, from, lines[inner].hash, &content);
        from = lines[lines[inner].match].end;
    }
    look_between(hunt, in_function, from, lines[next].hash, &content);
    return content;
}

/* True if the branch that is taken of this group, or of a nested one, has something that matters. */
static bool has_effect(const struct hunt *hunt, bool in_function, int first)
{
    const struct line *lines = hunt->lines->items;
    bool effect = false;
    for (int i = first, next; !lines[i].closes && !effect; i = next) {
        next = next_of_group(hunt, i);
        if (skips(hunt->unit, &lines[i]))
            continue;
        effect = content_of(hunt, in_function, i).matters;
        for (int inner = i + 1; inner < next && !effect; inner = lines[inner].match + 1)
            effect = has_effect(hunt, in_function, inner);
    }
    return effect;
}

/* ---- groups ---- */

/* True if all conditions are numbers, or the group is #ifndef X with #define X. */
static bool is_no_choice(const struct hunt *hunt, int first)
{
    const struct source *source = hunt->unit->source;
    const char *text = source->text;
    const struct line *line = &hunt->lines->items[first];
    struct token word = directive_name(source, line->hash, line->end);
    struct token name = token_at(text, word.end, line->end);
    if (token_is(text, word, "ifndef")) {
        struct token hash = token_at(text, line->end, source->length);
        struct token define = token_at(text, hash.end, source->length);
        return token_is(text, hash, "#") && token_is(text, define, "define") &&
               token_is(text, token_at(text, define.end, source->length),
                        arena_copy(text + name.begin, name.end - name.begin));
    }
    bool numbers = true;
    for (int i = first; !hunt->lines->items[i].closes; i = next_of_group(hunt, i)) {
        line = &hunt->lines->items[i];
        word = directive_name(source, line->hash, line->end);
        name = token_at(text, word.end, line->end);
        numbers &= token_is(text, word, "else") ||
                   (name.kind == TOKEN_NUMBER && token_at(text, name.end, line->end).kind == TOKEN_END);
    }
    return numbers;
}

static void add_guard(struct hunt *hunt, unsigned at, bool opens)
{
    struct guard guard = {at, opens};
    ARRAY_ADD(hunt->unit->guards, guard);
}

static bool is_in_async_body(const struct unit *unit, unsigned at)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (func && func->is_async && func->body->begin < at && at < func->end)
            return true;
    }
    return false;
}

/* `alive`: the group is compiled; otherwise it stands in a branch that is left out and has no guard. */
static void guard_group(struct hunt *hunt, int first, bool alive)
{
    const struct source *source = hunt->unit->source;
    const struct line *lines = hunt->lines->items;
    bool in_function = is_in_async_body(hunt->unit, lines[first].hash), has_else = false;
    bool no_choice = alive && is_no_choice(hunt, first);
    bool effect = alive && !no_choice && has_effect(hunt, in_function, first);
    for (int i = first, next; !lines[i].closes; i = next) {
        next = next_of_group(hunt, i);
        has_else |= token_is(source->text, directive_name(source, lines[i].hash, lines[i].end), "else");
        bool taken = alive && !skips(hunt->unit, &lines[i]);
        struct content content = content_of(hunt, in_function, i);
        if (!taken && (no_choice || content.stops))
            continue;
        if (!taken && (content.matters || effect)) {
            add_guard(hunt, lines[i].end, false);
            continue;
        }
        for (int inner = i + 1; inner < next; inner = lines[inner].match + 1)
            guard_group(hunt, inner, taken);
    }
    if (effect && !has_else)
        add_guard(hunt, lines[lines[first].match].hash, true);
}

static int compare_guards(const void *a, const void *b)
{
    const struct guard *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at;
}

void find_guards(struct unit *unit)
{
    struct lines lines = {0}, pragmas = {0};
    struct hunt hunt = {.unit = unit, .lines = &lines};
    if (unit->includes_itself) /* the compiler finds the translation under the name of the source */
        return;
    find_lines(unit->source, &lines, &pragmas);
    if (!lines.count)
        return;
    find_used(&hunt);
    for (int i = 0; i < (int)lines.count; i++)
        if (lines.items[i].first == i) {
            guard_group(&hunt, i, true);
            i = lines.items[i].match;
        }
    if (unit->guards.count)
        qsort(unit->guards.items, unit->guards.count, sizeof *unit->guards.items, compare_guards);
}
