/* expand.c: makes plain text of whatever hides a rewrite.
 *
 * Everything behind this pass edits text, so what it edits must stand in the text. Two things may hide it:
 *
 *   a header of the author's   that defines async functions, or ordinary ones that start coroutines. Its text takes
 *                              the place of the #include.
 *   a macro                    in whose expansion an await stands, or a return of an async function, a local that
 *                              lives in the frame, and so on. The text of its expansion takes the place of the
 *                              invocation. A name in a macro's argument needs no expansion: it stands in the text,
 *                              unless the macro turns its argument into a string.
 *   an #if                     in the middle of a statement or head: conditionals.c.
 *
 * After each round the buffer is parsed again. The rules for what is rewritten are those of passes/pin.c and
 * emit/statement.c.
 */
#include "passes/expand.h"

#include "ir/attributes.h"
#include "passes/conditionals.h"
#include "passes/pin.h"
#include "passes/lower.h"
#include "ir/node.h"
#include "base/files.h"
#include "base/util.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 40, MOST_PASTES = 2000 };

struct hunt {
    struct unit *unit;
    struct func *func;
    bool *wanted; /* by macro */
    bool any;
};

static void want(struct hunt *hunt, int macro)
{
    if (macro >= 0 && !hunt->wanted[macro])
        hunt->wanted[macro] = hunt->any = true;
}

static bool is_renamed(const struct var *var)
{
    return var->pinned || var->is_coroutine || strcmp(var->name, var->out_name);
}

/* Must the macro that this node begins in be written out? */
static bool hides(const struct hunt *hunt, const struct node *node)
{
    const struct func *func = hunt->func;
    bool in_async = func && func->is_async, waits = in_async && func->body->awaits;
    if (node->kept)
        return true;
    switch (node->kind) {
    case NODE_AWAIT:
    case NODE_NEW:
    case NODE_SPAWN:
    case NODE_START:
    case NODE_RUN:
    case NODE_GATHER:
    case NODE_REPR:
        return true;
    case NODE_CALL:
        return node->is_async_call;
    case NODE_ASYNC_REF:
        return node->called || !node_is_reachable(hunt->unit, node);
    case NODE_REF:
    case NODE_GLOBAL:
        return node->var && is_renamed(node->var) && !node_is_reachable(hunt->unit, node);
    case NODE_CONSTANT: /* __func__, where the output has to spell it out */
        return node->is_function_name && in_async && !func_keeps_name(func);
    case NODE_RETURN:
        return in_async;
    case NODE_VAR:
        return (waits && (node->inside || node->var->has_cleanup)) || (node->var && node->var->is_coroutine);
    case NODE_CONTINUE:
    case NODE_LABEL:
        return waits;
    case NODE_BREAK:
    case NODE_GOTO:
        return waits && func->cleans;
    case NODE_FOR:
        return waits && (!node->inside || !node->child[0] || !node->child[1] || !node->child[2]);
    case NODE_EXPRESSION: { /* the value of a statement expression is assigned to something */
        const struct node *up = node->parent;
        while (up && (up->kind == NODE_LABEL || up->kind == NODE_ATTRIBUTED))
            up = up->parent;
        return up && up->kind == NODE_BLOCK && up->parent && up->parent->kind == NODE_STATEMENTS && up->parent->awaits;
    }
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_SWITCH:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_BLOCK:
        return node->awaits && !node->inside;
    default:
        return false;
    }
}

/* An lvalue that is settled before an await comes apart; the parts must be in the text. */
static void visit_lvalue(struct hunt *hunt, struct node *node)
{
    if (node->inside && (node->kind == NODE_DEREF || node->kind == NODE_INDEX || node->is_arrow))
        want(hunt, node->macro);
    for (unsigned i = 0; i < node->count; i++)
        visit_lvalue(hunt, node->child[i]);
}

static void visit_lvalues(struct hunt *hunt, struct node *node)
{
    if ((node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN) && node->child[1]->awaits)
        visit_lvalue(hunt, node->child[0]);
    if (node->kind == NODE_GATHER)
        for (unsigned i = 0; i < node->count; i++)
            if (gather_target(node->child[i]))
                visit_lvalue(hunt, gather_target(node->child[i]));
}

static void visit(struct node *node, void *data)
{
    struct hunt *hunt = data;
    visit_lvalues(hunt, node);
    if (node->kind == NODE_VAR && node->var->has_cleanup && !node->var->cleanup && hunt->func && hunt->func->is_async)
        for (size_t i = 0; i < hunt->unit->macros.count; i++) /* the attribute comes out of one of these */
            if (hunt->unit->macros.items[i].begin >= node->parent->begin &&
                hunt->unit->macros.items[i].end <= node->parent->end)
                want(hunt, (int)i);
    if (node->kind == NODE_FOR && node->is_unclear && hunt->func && hunt->func->is_async)
        for (size_t i = 0; i < hunt->unit->macros.count; i++)
            if (hunt->unit->macros.items[i].begin >= node->begin &&
                hunt->unit->macros.items[i].end <= node->child[3]->begin)
                want(hunt, (int)i);
    if (node->macro >= 0 && hides(hunt, node))
        want(hunt, node->macro);
    if (node->kind == NODE_BLOCK && !node->inside && hunt->func && node->end > node->begin &&
        (hunt->func->is_async || node == hunt->func->body))
        want(hunt, macro_at(hunt->unit, node->end - 1)); /* the closing brace */
}

/* What stands before a function's name is written anew, with the attributes that clang knows; others may come out of a
 * macro there. But not out of `#define noinline __attribute__((noinline))`. */
static bool may_hide_attribute(const struct macro *macro)
{
    const char *reason;
    return attribute_effect(macro->name, &reason) == ATTRIBUTE_UNKNOWN || attribute_is_of_gcc(macro->name);
}

/* The macros that have to go. */
static bool find_macros(struct unit *unit, bool *wanted)
{
    struct hunt hunt = {.unit = unit, .wanted = wanted};
    if (!unit->macros.count)
        return false;
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        hunt.func = item->func;
        if (item->func && item->func->is_async) {
            for (size_t k = 0; k < unit->macros.count; k++)
                if (unit->macros.items[k].begin >= item->func->begin &&
                    unit->macros.items[k].begin < item->func->name_begin && may_hide_attribute(&unit->macros.items[k]))
                    want(&hunt, (int)k);
            want(&hunt, macro_at(unit, item->func->name_begin));
            want(&hunt, macro_at(unit, item->func->params_begin));
            node_mark_awaits(item->func->body);
            pin_function(unit, item->func);
        }
        if (item->is_prototype && item->prototypes.items[0]->is_async && item->end > item->begin)
            want(&hunt, macro_at(unit, item->end - 1));
        node_walk(item->func ? item->func->body : item->tree, visit, &hunt);
    }
    return hunt.any;
}

/* Is this name in a directive only asked about? */
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

/* The function in whose definition this place is, or NULL. */
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

/* Does what is translated change the order or the number of the uses of __COUNTER__? Outside of async functions it
 * leaves them alone, unless it writes one of them out. */
static bool disturbs_counting(const struct unit *unit, const bool *wanted)
{
    for (size_t i = 0; i < unit->macros.count; i++)
        if (unit->macros.items[i].counts && (wanted[i] || is_in_async_function(unit, unit->macros.items[i].begin)))
            return true;
    return false;
}

/* Macros that have to go for what they lead to: see clang/macros.c. `counted`: some uses of __COUNTER__ are numbers
 * already. False after an error. */
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
                     (in_directives[i] && source_is_expansion(source, macro->begin)); /* write_counts */
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

/* A second time: numbers were given that these uses should have had. */
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
                   "the arguments of '%s' stand behind another macro, out of which it comes; then __COUNTER__ in it "
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

/* What is left of __COUNTER__ in headers must not count differently for those that are written out: in front of the
 * header it is evaluated as often as it was written out. Finds out how often. */
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
                   "__COUNTER__ is written out from here on, and would count differently where it is used behind this, "
                   "in a header");
    return fine && in_headers == elsewhere;
}

/* Evaluates __COUNTER__ in front of the #includes from `from` to the one of this number. */
static void write_counts(struct source *source, const struct unit *unit, size_t *number, unsigned from)
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
        source_replace(source, include->begin, include->begin, text.text, (unsigned)text.length, 0, true);
        free(text.text);
    }
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
    if (!count_for_headers(parser, diag, unit, macros, count) || !parser_expansions(parser, macros, count, texts))
        return false;
    size_t include = unit->includes.count;
    for (size_t i = count; i-- > 0;) {
        write_counts(source, unit, &include, macros[i]->end);
        if (!texts[i]) {
            diag_error(diag, macros[i]->begin, macros[i]->end,
                       "the macro '%s' has to be written out here, but its expansion cannot be found", macros[i]->name);
            return false;
        }
        unsigned begin = macros[i]->begin, end = macros[i]->end, length = (unsigned)strlen(texts[i]);
        bool before = length && begin && tokens_touch(source->text[begin - 1], texts[i][0]);
        bool behind = length && end < source->length && tokens_touch(texts[i][length - 1], source->text[end]);
        const char *text = arena_format("%s%s%s", before ? " " : "", texts[i], behind ? " " : "");
        source_replace(source, begin, end, text, (unsigned)strlen(text), 0, true);
    }
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

/* The file's text in the arena; NULL if it cannot be read. */
static char *read_file(const char *path, unsigned *length)
{
    size_t size = 0;
    char *text = input_read(path, &size);
    char *copy = text ? arena_copy(text, size) : NULL;
    *length = (unsigned)size;
    free(text);
    return copy;
}

/* GCC system_header, or clang's. */
static bool is_system_header(const char *text, struct token first, unsigned end)
{
    return (token_is(text, first, "GCC") || token_is(text, first, "clang")) &&
           token_is(text, token_at(text, first.end, end), "system_header");
}

/* What stands for the #include_next at this place of a header, which would find the header itself in the buffer; NULL
 * if it was skipped. Each compiler has headers of the system's of its own: those are named, if the name is another. */
static const char *next_header(const struct unit *unit, const char *path, unsigned offset)
{
    char *real = realpath(path, NULL);
    const char *found = NULL;
    for (size_t i = 0; real && i < unit->nexts.count; i++) {
        const struct next_include *next = &unit->nexts.items[i];
        if (next->offset == offset && !strcmp(next->in, real) &&
            (!next->is_system || !strcmp(base_of(next->path), base_of(path))))
            found = next->path;
    }
    free(real);
    return found;
}

/* A quoted #include means a file beside the header; in the buffer it would mean one beside the author's file. */
static const char *adapt_header(const struct unit *unit, const char *text, unsigned length, const char *path,
                                const char *input, unsigned *adapted, bool *once)
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
        const char *next = token_is(text, hash, "#") && token_is(text, word, "include_next")
                               ? next_header(unit, path, hash.begin)
                               : NULL;
        if (next) {
            text_printf(&out, "#include \"%s\"\n", next);
        } else if (token_is(text, hash, "#") && token_is(text, word, "include_next")) {
            text_printf(&out, "#include%.*s", (int)(end - word.end), text + word.end);
        } else if (token_is(text, hash, "#") && token_is(text, word, "pragma") && token_is(text, name, "once")) {
            text_puts(&out, "/* #pragma once */\n");
            *once = true;
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

/* Until all #includes of a header with #pragma once are gone, those that are left have to respect its macro. */
static void remap_header(struct parser *parser, const struct source *source, const struct unit *unit,
                         const struct include *include, const char *text, unsigned length)
{
    bool once;
    unsigned adapted;
    const char *copy = adapt_header(unit, text, length, include->path, include->path, &adapted, &once);
    size_t number = number_of(source, include);
    parser_remap(parser, include,
                 arena_format("#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n%.*s\n#endif\n", number, number,
                              (int)adapted, copy));
}

/* What a header has by being one: #pragma once, which means the file, becomes a macro; and compilers do not warn of
 * functions that stand unused in it. */
static void wrap_header(struct source *source, const struct unit *unit, const struct include *include, unsigned length,
                        bool once)
{
    bool quiet = is_at_file_scope(unit, include->begin);
    size_t number = number_of(source, include);
    const char *before = quiet ? "#if defined(__clang__)\n#pragma clang diagnostic push\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-function\"\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-const-variable\"\n#endif\n"
                               : "";
    const char *after = quiet ? "\n#if defined(__clang__)\n#pragma clang diagnostic pop\n#endif" : "";
    if (once) {
        before = arena_format("%s#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n", before, number, number);
        after = arena_format("\n#endif%s", after);
    }
    unsigned end = include->begin + length;
    source_replace(source, end, end, after, (unsigned)strlen(after), 0, true);
    source_replace(source, include->begin, include->begin, before, (unsigned)strlen(before), 0, true);
}

/* Pastes the last header that has code. One at a time: each changes the offsets of the others. False after an error. */
static bool paste_header(struct parser *parser, struct source *source, struct diag *diag, struct unit *unit,
                         const char *input, bool *pasted)
{
    *pasted = false;
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
        bool once = false;
        char *text = read_file(include->path, &length);
        if (!text) {
            diag_error(diag, include->begin, include->end, "cannot read %s again: %s", include->path, strerror(errno));
            return false;
        }
        length = source_read_trigraphs(source, text, length);
        const char *copy = adapt_header(unit, text, length, include->path, input, &adapted, &once);
        int file = source_add_file(source, include->path, copy, adapted);
        source->files.items[file].number = include->file;
        parser_presume(parser, (size_t)file);
        source_replace(source, include->begin, include->end, copy, adapted, file, false);
        wrap_header(source, unit, include, adapted, once);
        if (once)
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
        bool any = find_macros(unit, wanted);
        if (!find_leading_macros(source, diag, unit, wanted, &any, counted))
            return NULL;
        if (resolve_conditionals(source, unit, wanted))
            continue;
        if (!any)
            return unit;
        if (!check_not_counted(diag, unit, wanted, &counted) || !write_out_macros(parser, source, diag, unit, wanted))
            return NULL;
    }
    diag_error(diag, 0, 0, "macros and headers do not come to an end after %d rounds", MOST_ROUNDS);
    return NULL;
}
