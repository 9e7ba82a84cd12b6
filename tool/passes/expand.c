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
#include "passes/settle_arguments.h"
#include "ir/node.h"
#include "base/files.h"
#include "base/util.h"

#include <errno.h>
#include <stdio.h>
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

static bool is_at_file_scope(const struct unit *unit, unsigned offset)
{
    for (size_t i = 0; i < unit->toplevels.count; i++)
        if (unit->toplevels.items[i].begin < offset && offset < unit->toplevels.items[i].end)
            return false;
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

/* ---- headers ---- */

static const char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(path, (size_t)(slash - path)) : ".";
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The file's text, in the arena; NULL if it cannot be read. */
static char *read_file(const char *path, unsigned *length)
{
    size_t size = 0;
    char *text = input_read(path, &size);
    char *copy = text ? arena_copy(text, size) : NULL;
    *length = (unsigned)size;
    free(text);
    return copy;
}

/* True for #pragma GCC system_header, or clang's. */
static bool is_system_header(const char *text, struct token first, unsigned end)
{
    return (token_is(text, first, "GCC") || token_is(text, first, "clang")) &&
           token_is(text, token_at(text, first.end, end), "system_header");
}

/* The text that replaces the #include_next at this place of a header, which would find the header itself from the
 * buffer; NULL if it was skipped. Each compiler has system headers of its own: those are named, if the name is another.
 */
static const struct next_include *next_header(const struct unit *unit, const char *path, unsigned offset)
{
    char *real = realpath(path, NULL);
    const struct next_include *found = NULL;
    for (size_t i = 0; real && i < unit->nexts.count; i++) {
        const struct next_include *next = &unit->nexts.items[i];
        if (next->offset == offset && !strcmp(next->in, real) &&
            (!next->is_system || !strcmp(base_of(next->path), base_of(path))))
            found = next;
    }
    free(real);
    return found;
}

static const char *adapt_header(struct parser *parser, const struct unit *unit, const char *text, unsigned length,
                                const char *path, const char *input, unsigned *adapted);

/* An #include_next in the next header would begin its search again, for that header is now found by its path. So it is
 * replaced there, too. */
static void follow_next(struct parser *parser, const struct unit *unit, const struct next_include *next)
{
    unsigned length, adapted;
    char *text = next->is_system ? NULL : read_file(next->path, &length);
    if (!text || !strstr(text, "include_next"))
        return;
    const char *copy = adapt_header(parser, unit, text, length, next->path, next->path, &adapted);
    parser_remap_next(parser, next->path, arena_format("%.*s\n", (int)adapted, copy));
}

/* A quoted #include searches next to the header; in the buffer it would search next to the main file. */
static const char *adapt_header(struct parser *parser, const struct unit *unit, const char *text, unsigned length,
                                const char *path, const char *input, unsigned *adapted)
{
    struct text out = {0};
    text_puts(&out, "");
    const char *home = directory_of(path), *base = directory_of(input);
    for (unsigned at = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        unsigned end = newline ? (unsigned)(newline - text) + 1 : length;
        struct token hash = token_at(text, at, end), word = token_at(text, hash.end, end);
        struct token name = token_at(text, word.end, end);
        if (token_is(text, hash, "#") && token_is(text, word, "include") && name.kind == TOKEN_STRING &&
            strcmp(home, base)) {
            const char *file = arena_copy(text + name.begin + 1, name.end - name.begin - 2);
            const char *beside = arena_format("%s/%s", home, file);
            FILE *exists = file[0] != '/' ? fopen(beside, "r") : NULL;
            if (exists) {
                fclose(exists);
                size_t prefix = strlen(base);
                char *real = !strncmp(beside, base, prefix) && beside[prefix] == '/' ? NULL : realpath(beside, NULL);
                text_printf(&out, "#include \"%s\"\n", real ? real : beside + prefix + 1);
                free(real);
                at = end;
                continue;
            }
        }
        const struct next_include *next = token_is(text, hash, "#") && token_is(text, word, "include_next")
                                              ? next_header(unit, path, hash.begin)
                                              : NULL;
        if (next) {
            follow_next(parser, unit, next);
            text_printf(&out, "#include \"%s\"\n", next->path);
        } else if (token_is(text, hash, "#") && token_is(text, word, "include_next")) {
            text_printf(&out, "#include%.*s", (int)(end - word.end), text + word.end);
        } else if (token_is(text, hash, "#") && token_is(text, word, "pragma") && token_is(text, name, "once")) {
            text_puts(&out, "/* #pragma once */\n");
        } else if (token_is(text, hash, "#") && token_is(text, word, "pragma") && is_system_header(text, name, end)) {
            text_puts(&out, "/* #pragma GCC system_header */\n"); /* compilers warn of it in the main file */
        } else {
            text_add(&out, text + at, end - at);
        }
        at = end;
    }
    if (out.length && out.text[out.length - 1] == '\n')
        out.length--;
    *adapted = (unsigned)out.length;
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

static size_t number_of(const struct source *source, const struct include *include)
{
    size_t number = 0;
    while (source->files.items[number].number != include->file)
        number++;
    return number;
}

/* The inclusion of the header as the user's compiler sees it; -1 if there is none. */
static int inclusion_at(const struct source *source, const struct include *include)
{
    struct place begin = source_place(source, include->begin), end = source_place(source, include->end);
    int inclusion = -1;
    for (unsigned line = begin.line; source->view && inclusion < 0 && line <= end.line; line++)
        inclusion = view_child(source->view, source->files.items[begin.file].inclusion, line);
    return inclusion;
}

/* Until all #includes of a header with #pragma once are gone, the remaining ones have to respect its macro. */
static void remap_header(struct parser *parser, const struct source *source, const struct unit *unit,
                         const struct include *include, const char *text, unsigned length)
{
    unsigned adapted;
    if (source->view)
        text = view_decide_header(source->view, include->path, text, length);
    const char *copy = adapt_header(parser, unit, text, length, include->path, include->path, &adapted);
    size_t number = number_of(source, include);
    parser_remap(parser, include,
                 arena_format("#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n%.*s\n#endif\n", number, number,
                              (int)adapted, copy));
}

/* Replaces what text gets from being in a header: #pragma once, which refers to the file, becomes a macro, and
 * compilers do not warn of unused functions. */
static void wrap_header(struct source *source, const struct unit *unit, const struct include *include, unsigned length)
{
    bool quiet = is_at_file_scope(unit, include->begin);
    size_t number = number_of(source, include);
    const char *before = quiet ? "#if defined(__clang__)\n#pragma clang diagnostic push\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-function\"\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-const-variable\"\n#endif\n"
                               : "";
    const char *after = quiet ? "\n#if defined(__clang__)\n#pragma clang diagnostic pop\n#endif" : "";
    if (include->is_once) {
        before = arena_format("%s#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n", before, number, number);
        after = arena_format("\n#endif%s", after);
    }
    unsigned end = include->begin + length;
    source_replace(source, end, end, after, (unsigned)strlen(after), 0, true);
    source_replace(source, include->begin, include->begin, before, (unsigned)strlen(before), 0, true);
}

/* Pastes the last header that has code, and only that: pasting changes the offsets of the others. False after an error.
 */
static bool paste_header(struct parser *parser, struct source *source, struct diag *diag, struct unit *unit,
                         const char *input, bool *pasted)
{
    *pasted = false;
    if (unit->forced && source->may_lead) {
        source->forced = unit->forced;
        return false;
    }
    if (unit->forced) {
        diag_error(diag, 0, 0, "%s, which -include puts in front of the file, has code for asyncc: #include it instead",
                   unit->forced);
        return false;
    }
    for (size_t i = unit->includes.count; i-- > 0;) {
        const struct include *include = &unit->includes.items[i];
        if (!include->has_code || !include->end)
            continue;
        unsigned length, adapted;
        char *text = read_file(include->path, &length);
        if (!text) {
            diag_error(diag, include->begin, include->end, "cannot read %s again: %s", include->path, strerror(errno));
            return false;
        }
        parser_omit_unchanged(parser);
        length = source_read_trigraphs(source, text, length);
        const char *copy = adapt_header(parser, unit, text, length, include->path, input, &adapted);
        int file = source_add_file(source, include->path, copy, adapted);
        source->files.items[file].number = include->file;
        parser_presume(parser, (size_t)file);
        int inclusion = source->files.items[file].inclusion = inclusion_at(source, include);
        source_replace(source, include->begin, include->end, copy, adapted, file, false);
        source_decide(source, include->begin, adapted, inclusion);
        wrap_header(source, unit, include, adapted);
        if (include->is_once)
            remap_header(parser, source, unit, include, text, length);
        *pasted = true;
        return true;
    }
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
        if (!paste_header(parser, source, diag, unit, input, &pasted))
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
