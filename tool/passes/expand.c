/* expand.c: makes plain text of whatever hides a rewrite.
 *
 * All later passes edit text, so what they edit must be in the text. Four things may hide it:
 *
 *   a header of the program    that defines async functions, or ordinary ones that start coroutines. Its text replaces
 *                              the #include.
 *   a macro                    that macro_use.c finds. The text of its expansion replaces the invocation.
 *   an #if                     in the middle of a statement or head: see conditionals.c.
 *   a cleanup                  by an async function, which no compiler awaits: see expand_cleanup.c. It comes last.
 *
 * After each round the buffer is parsed again.
 */
#include "passes/expand.h"

#include "passes/conditionals.h"
#include "passes/expand_cleanup.h"
#include "passes/macro_shape.h"
#include "passes/macro_use.h"
#include "passes/paste.h"
#include "passes/settle_arguments.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 40, MOST_PASTES = 2000 };

/* True for a name that a directive only tests. */
static bool is_only_named(const struct source *source, unsigned begin)
{
    static const char *const askers[] = {"defined", "ifdef", "ifndef", "elifdef", "elifndef", "undef"};
    const char *text = source->text;
    while (begin && strchr(" \t(", text[begin - 1]))
        begin--;
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
        size_t length = strlen(askers[i]);
        if (begin >= length && !memcmp(text + begin - length, askers[i], length))
            return true;
    }
    return false;
}

/* The function whose definition contains this place, or NULL. */
static const struct func *func_around(const struct unit *unit, unsigned offset)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct toplevel *item = &unit->toplevels.items[i];
        if (item->begin <= offset && offset < item->end)
            return item->func;
    }
    return NULL;
}

static bool is_in_async_function(const struct unit *unit, unsigned offset)
{
    const struct func *func = func_around(unit, offset);
    return func && func->is_async;
}

/* True if the translation changes the order or number of the uses of __COUNTER__. Outside of async functions it leaves
 * them alone, unless it writes one out. */
static bool disturbs_counting(const struct unit *unit, const bool *wanted)
{
    for (size_t i = 0; i < unit->macros.count; i++)
        if (unit->macros.items[i].counts && (wanted[i] || is_in_async_function(unit, unit->macros.items[i].begin)))
            return true;
    return false;
}

/* Marks macros that must be written out because of what they lead to: see clang/macros.c. `counted`: some uses of
 * __COUNTER__ have been replaced by numbers. False after an error. */
static bool find_leading_macros(struct source *source, struct diag *diag, struct unit *unit, bool *wanted, bool *any,
                                bool counted)
{
    bool leads = false;
    size_t counting = 0;
    counted |= disturbs_counting(unit, wanted);
    for (size_t i = 0; i < unit->macros.count; i++)
        leads |=
            unit->macros.items[i].counts || unit->macros.items[i].makes_keyword || unit->macros.items[i].makes_pragma;
    if (!leads)
        return true;
    const enum in_directive *in_directives = find_in_directives(source, unit);
    const struct macro *in_directive = NULL;
    for (size_t i = 0; i < unit->macros.count; i++) {
        const struct macro *macro = &unit->macros.items[i];
        bool named = in_directives[i] == IN_DEFINITION || (in_directives[i] && is_only_named(source, macro->begin)) ||
                     (in_directives[i] && source_is_expansion(source, macro->begin)); /* from write_counts */
        bool makes = macro->makes_keyword || (macro->makes_pragma && is_in_async_function(unit, macro->begin));
        bool counts = macro->counts && counted;
        if ((!counts && !makes) || named)
            continue;
        counting += counts;
        if (in_directives[i])
            in_directive = counts ? macro : in_directive;
        else
            wanted[i] = *any = true;
    }
    if (in_directive && counting > 1)
        diag_error(diag, in_directive->begin, in_directive->end,
                   "__COUNTER__ in a directive, where others are written out, would count differently");
    return !in_directive || counting < 2;
}

/* Reports uses of __COUNTER__ that need numbers after other uses have received those numbers in an earlier round. */
static bool check_not_counted(struct diag *diag, const struct unit *unit, const bool *wanted, bool *counted)
{
    bool before = *counted;
    for (size_t i = 0; i < unit->macros.count; i++) {
        const struct macro *macro = &unit->macros.items[i];
        if (!wanted[i] || !macro->counts)
            continue;
        *counted = true;
        if (!before)
            continue;
        diag_error(diag, macro->begin, macro->end,
                   "the arguments of '%s' stand after another macro, which produces it; then __COUNTER__ in it "
                   "would count differently",
                   macro->name);
        return false;
    }
    return true;
}

/* Uses of __COUNTER__ that stay in headers must count as before, although others are written out: in front of the
 * header, the output evaluates __COUNTER__ as many times as it was written out. Finds out how often. */
static bool count_for_headers(struct parser *parser, struct diag *diag, struct unit *unit,
                              const struct macro *const *macros, size_t count)
{
    unsigned long elsewhere = 0, in_headers = 0;
    if (!parser_counts_elsewhere(parser, macros, count, &elsewhere))
        return false;
    if (!elsewhere)
        return true;
    size_t first = 0;
    while (!macros[first]->counts)
        first++;
    if (!parser_count_includes(parser, unit, macros[first]->begin))
        return false;
    bool fine = true;
    unsigned owed = 0;
    for (size_t i = 0; i < unit->includes.count; i++) {
        struct include *include = &unit->includes.items[i];
        owed += include->counts_before;
        include->counts_before = include->counts ? owed : 0;
        if (!include->counts)
            continue;
        fine &= !owed || !func_around(unit, include->begin);
        in_headers += include->counts;
        owed = 0;
    }
    if (!fine || in_headers != elsewhere)
        diag_error(diag, macros[first]->begin, macros[first]->end,
                   "__COUNTER__ is written out from here on, and would count differently where it is used after this, "
                   "in a header");
    return fine && in_headers == elsewhere;
}

/* Edits of the buffer, from its end to its beginning. */
struct edits {
    struct edit *items;
    size_t count, room;
};

/* Evaluates __COUNTER__ in front of the #includes from `from` up to the one with this number. */
static void write_counts(struct edits *edits, const struct unit *unit, size_t *number, unsigned from)
{
    for (; *number > 0; --*number) {
        const struct include *include = &unit->includes.items[*number - 1];
        if (include->end && include->begin < from)
            return;
        if (!include->counts_before)
            continue;
        struct text text = {0};
        text_puts(&text, "/* as often as above */\n#if __COUNTER__");
        for (unsigned i = 1; i < include->counts_before; i++)
            text_puts(&text, " + __COUNTER__");
        text_puts(&text, "\n#endif\n");
        struct edit edit = {.begin = include->begin, .end = include->begin, .expansion = true};
        edit.text = arena_copy(text.text, text.length);
        edit.length = (unsigned)text.length;
        ARRAY_ADD(*edits, edit);
        free(text.text);
    }
}

static bool find_expansions(struct parser *parser, const struct unit *unit, const struct macro *const *macros,
                            size_t count, const char **texts)
{
    size_t asked = 0;
    const struct macro **others = arena_take((count + 1) * sizeof *others);
    const char **answers = arena_take((count + 1) * sizeof *answers);
    for (size_t i = 0; i < count; i++) {
        texts[i] = macro_unbalanced_text(unit, macros[i]);
        if (!texts[i])
            others[asked++] = macros[i];
    }
    if (asked && !parser_expansions(parser, others, asked, answers))
        return false;
    for (size_t i = 0, next = 0; i < count; i++)
        if (!texts[i])
            texts[i] = answers[next++];
    return true;
}

/* What follows this place once these edits are made. */
static char character_after(const struct source *source, const struct edits *edits, unsigned at)
{
    for (size_t i = edits->count; i-- > 0 && edits->items[i].begin == at; at = edits->items[i].end)
        if (edits->items[i].length)
            return edits->items[i].text[0];
    return at < source->length ? source->text[at] : '\0';
}

static void make_edits(struct source *source, struct edits *edits)
{
    for (size_t i = 0; i < edits->count / 2; i++) {
        struct edit edit = edits->items[i];
        edits->items[i] = edits->items[edits->count - 1 - i];
        edits->items[edits->count - 1 - i] = edit;
    }
    source_edit(source, edits->items, edits->count);
}

static bool write_out_macros(struct parser *parser, struct source *source, struct diag *diag, struct unit *unit,
                             const bool *wanted)
{
    size_t count = 0;
    const struct macro **macros = arena_take((unit->macros.count + 1) * sizeof *macros);
    for (size_t i = 0; i < unit->macros.count; i++)
        if (wanted[i])
            macros[count++] = &unit->macros.items[i];
    for (size_t i = 0; i < count; i++) {
        unsigned at;
        if (!has_directive(source->text, source->length, macros[i]->begin, macros[i]->end, &at))
            continue;
        diag_error(diag, at, at + 1,
                   "a directive in the arguments of '%s', which has to be written out here; put it "
                   "in front of the statement",
                   macros[i]->name);
        return false;
    }
    const char **texts = arena_take((count + 1) * sizeof *texts);
    if (!count_for_headers(parser, diag, unit, macros, count) || !find_expansions(parser, unit, macros, count, texts))
        return false;
    size_t include = unit->includes.count;
    struct edits edits = {0};
    for (size_t i = count; i-- > 0;) {
        write_counts(&edits, unit, &include, macros[i]->end);
        if (!texts[i]) {
            diag_error(diag, macros[i]->begin, macros[i]->end,
                       "the macro '%s' has to be written out here, but its expansion cannot be found", macros[i]->name);
            return false;
        }
        unsigned begin = macros[i]->begin, end = macros[i]->end, length = (unsigned)strlen(texts[i]);
        bool before = length && begin && tokens_touch(source->text[begin - 1], texts[i][0]);
        char next = character_after(source, &edits, end);
        bool after = length && next && tokens_touch(texts[i][length - 1], next);
        const char *text = arena_format("%s%s%s", before ? " " : "", texts[i], after ? " " : "");
        struct edit edit = {begin, end, text, (unsigned)strlen(text), 0, true};
        ARRAY_ADD(edits, edit);
    }
    parser_omit_unchanged(parser);
    make_edits(source, &edits);
    return true;
}

struct unit *expand(struct parser *parser, struct source *source, struct diag *diag, const char *input)
{
    bool counted = false;
    for (int round = 0, pastes = 0; round < MOST_ROUNDS && pastes < MOST_PASTES; round++) {
        struct unit *unit = parser_run(parser);
        if (!unit)
            return NULL;
        if (!unit->has_async)
            return unit;
        bool pasted;
        if (!paste_headers(parser, source, diag, unit, input, &pasted))
            return NULL;
        if (pasted) {
            round--;
            pastes++;
            continue;
        }
        bool *wanted = arena_take(unit->macros.count + 1);
        bool any = find_hiding_macros(unit, wanted);
        if (!find_leading_macros(source, diag, unit, wanted, &any, counted))
            return NULL;
        if (resolve_conditionals(source, unit, wanted))
            continue;
        if (any && settle_arguments(source, unit, diag, wanted)) {
            round--;
            continue;
        }
        if (!any && !diag->errors && expand_cleanups(source, unit, diag, wanted, &any))
            continue;
        if (diag->errors)
            return NULL;
        if (!any)
            return unit;
        if (!check_not_counted(diag, unit, wanted, &counted) || !write_out_macros(parser, source, diag, unit, wanted))
            return NULL;
    }
    diag_error(diag, 0, 0, "macros and headers do not come to an end after %d rounds", MOST_ROUNDS);
    return NULL;
}
