/* emit.c: the file.
 *
 * It is written from the first byte to the last: the source text up to the next thing that is translated, then its
 * translation.
 */
#include "emit/emit.h"

#include "ir/names.h"
#include "ir/node.h"

#include <stdlib.h>
#include <string.h>

/* ---- the file ---- */

static const char *prototype_params(struct emit *emit, const struct toplevel *item, const struct func *func)
{
    const char *text = emit->source->text;
    unsigned at = item->begin;
    if (item->names_async)
        return NULL;
    struct token token = token_at(text, at, item->end);
    while (token.kind != TOKEN_END && !token_is(text, token, func->name))
        token = token_at(text, token.end, item->end);
    struct token open = token_at(text, token.end, item->end);
    if (token.kind == TOKEN_END || !token_is(text, open, "(") || func->type->no_prototype)
        return NULL;
    unsigned end = skip_bracket(text, open.begin, item->end);
    return flat_text(emit, open.begin, end);
}

/* `async struct pair { int a, b; } f(void)`: the type comes first because the result struct needs it. */
static void emit_tag(struct emit *emit, const struct toplevel *item)
{
    if (!item->tag_end)
        return;
    emit_source(emit, item->tag_begin, item->tag_end);
    emit_format(emit, ";\n");
}

/* Where the first declarator of a declaration begins, which is after its specifiers. */
static unsigned specifiers_end(const char *text, unsigned begin, unsigned end, const char *name)
{
    bool operand = false; /* typeof(int), __attribute__((unused)), _Alignas(8), _Atomic(int) */
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        if (token_is(text, token, name) || token_is(text, token, "*") || (token_is(text, token, "(") && !operand))
            return token.begin;
        operand = token.kind == TOKEN_WORD &&
                  strstr(" __attribute__ __attribute typeof __typeof__ __typeof "
                         "typeof_unqual _Alignas alignas _Atomic _BitInt __declspec ",
                         arena_format(" %.*s ", (int)(token.end - token.begin), text + token.begin));
        if (token_is(text, token, "(") || token_is(text, token, "{") || token_is(text, token, "["))
            token.end = skip_bracket(text, token.begin, end);
    }
    return end;
}

/* The comma or semicolon after a declarator, and the attributes that may stand there. */
static struct token after_declarator(const char *text, unsigned at, unsigned end)
{
    struct token token = token_at(text, at, end);
    while (token.kind != TOKEN_END && !token_is(text, token, ",") && !token_is(text, token, ";")) {
        if (token_is(text, token, "("))
            token.end = skip_bracket(text, token.begin, end);
        token = token_at(text, token.end, end);
    }
    return token;
}

/* `async int f(int), (*p)(int) = g;`: the prototypes get declarations of their own, after that of the variables. */
static void emit_mixed_group(struct emit *emit, const struct toplevel *items, unsigned *at)
{
    const char *text = emit->source->text;
    const char *name = items->is_prototype ? items->prototypes.items[0]->name : items->tree->var->name;
    emit_source(emit, *at, items->begin);
    for (size_t i = 0; i < items->members; i++)
        if (items[i].tree)
            emit_needs(emit, items[i].tree);
    unsigned begin = specifiers_end(text, items->begin, items->end, name), end = begin;
    emit_source(emit, items->begin, begin);
    bool any = false;
    for (size_t i = 0; i < items->members; i++) {
        const struct toplevel *item = &items[i];
        struct token after = after_declarator(text, item->end, emit->source->length);
        begin = end;
        end = after.end;
        if (item->is_prototype && item->prototypes.items[0]->is_async) {
            emit_directives(emit, begin, after.begin);
            continue;
        }
        if (any)
            emit_format(emit, ",");
        any = true;
        if (item->tree)
            emit_range(emit, begin, after.begin, item->tree->child, item->tree->count);
        else
            emit_source(emit, begin, after.begin);
    }
    emit_format(emit, ";");
    for (size_t i = 0; i < items->members; i++) {
        if (!items[i].is_prototype || !items[i].prototypes.items[0]->is_async)
            continue;
        emit_format(emit, "\n");
        emit_prototype(emit, items[i].prototypes.items[0], NULL);
        emit_format(emit, ";");
    }
    *at = end;
}

/* The functions that an async function becomes share the types that its parameter list declares. */
static void emit_param_tags(struct emit *emit, const struct func *func)
{
    for (size_t i = 0; i < func->tags.count; i++) {
        emit_source(emit, func->tags.items[i].begin, func->tags.items[i].end);
        emit_format(emit, ";\n");
    }
}

static void emit_prototypes(struct emit *emit, const struct toplevel *items, unsigned *at)
{
    size_t last = items->members - 1;
    emit_source(emit, *at, items->begin);
    emit_tag(emit, items);
    for (size_t i = 0; i <= last; i++) {
        const struct func *func = items[i].prototypes.items[0];
        if (items[i].is_left_out)
            continue;
        if (i > 0)
            emit_directives(emit, items[i - 1].end, items[i].end);
        emit_mark(emit, items[i].begin);
        emit_prototype(emit, func, prototype_params(emit, &items[i], func));
        if (i < last)
            emit_format(emit, ";\n");
    }
    *at = items[last].end;
    struct token semicolon = token_at(emit->source->text, *at, emit->source->length);
    if (items[last].is_left_out && token_is(emit->source->text, semicolon, ";"))
        *at = semicolon.end;
}

static void emit_variables(struct emit *emit, const struct toplevel *items, unsigned *at)
{
    emit_source(emit, *at, items->begin);
    if (*at < items->begin) /* not after something that the same macro expands to */
        *at = items->begin;
    for (size_t i = 0; i < items->members; i++)
        if (items[i].tree)
            emit_needs(emit, items[i].tree);
    for (size_t i = 0; i < items->members; i++) {
        const struct toplevel *item = &items[i];
        if (!item->tree || item->end <= *at)
            continue;
        unsigned begin = item->begin > *at ? item->begin : *at; /* a second declarator begins after the first */
        emit_source(emit, *at, begin);
        emit_range(emit, begin, item->end, item->tree->child, item->tree->count);
        *at = item->end;
    }
}

static unsigned line_start(const char *text, unsigned offset)
{
    while (offset > 0 && text[offset - 1] != '\n')
        offset--;
    return offset;
}

/* Where a comment begins that ends at `end` and stands on its own lines after `at`; `end` if there is none. */
static unsigned comment_start(const char *text, unsigned at, unsigned end)
{
    unsigned line = line_start(text, end - 1), begin = line;
    while (text[begin] == ' ' || text[begin] == '\t')
        begin++;
    unsigned last = end - 1; /* of the last line, without trailing white space */
    while (last > begin && strchr(" \t\r\n", text[last - 1]))
        last--;
    if (last >= begin + 2 && !memcmp(text + last - 2, "*/", 2)) {
        unsigned open = last - 2;
        while (open > at + 1 && memcmp(text + open - 2, "*/", 2) && memcmp(text + open - 2, "/*", 2))
            open--;
        if (open <= at + 1 || text[open - 2] != '/')
            return end;
        begin = open - 2;
        line = line_start(text, begin);
        if (strspn(text + line, " \t") < begin - line)
            return end;
    } else if (last < begin + 2 || memcmp(text + begin, "//", 2)) {
        return end;
    }
    return line < at || continues_line(text, line) ? end : line;
}

/* The comments directly before a function belong to it. */
static unsigned with_comments(const struct emit *emit, unsigned at, unsigned begin)
{
    const char *text = emit->source->text;
    unsigned line = line_start(text, begin);
    if (line <= at || strspn(text + line, " \t") < begin - line)
        return begin;
    unsigned first = line;
    while (first > at) {
        unsigned before = comment_start(text, at, first);
        if (before == first)
            break;
        first = before;
    }
    return first < line ? first : begin;
}

static void emit_definition(struct emit *emit, const struct toplevel *item, unsigned *at)
{
    const struct func *func = item->func;
    unsigned comments = with_comments(emit, *at, func->begin);
    emit_source(emit, *at, comments);
    *at = func->end;
    if (func->is_async) {
        if (item->tag_begin < func->params_begin)
            emit_tag(emit, item);
        emit_param_tags(emit, func);
    }
    if (item->plan == ITEM_LEFT_OUT)
        return;
    emit_needs(emit, func->body);
    emit_aliases(emit, func, NULL);
    if (func->body->inside) { /* the body comes from a macro, and nothing in it changes */
        emit_source(emit, comments, func->end);
        return;
    }
    if (func->is_async) {
        emit_function(emit, func, comments);
        return;
    }
    emit_source(emit, comments, func->body->begin);
    emit_body(emit, func);
}

/* `at`: the end of what is written, here and later. */
static void emit_item(struct emit *emit, const struct toplevel *item, unsigned *at)
{
    switch (item->plan) {
    case ITEM_KEEP:
    case ITEM_WRITTEN:
        break;
    case ITEM_LEFT_OUT:
        if (item->func) {
            emit_definition(emit, item, at);
            break;
        }
        emit_source(emit, *at, item->begin);
        *at = item->end;
        break;
    case ITEM_FUNCTION:
        emit_definition(emit, item, at);
        break;
    case ITEM_PROTOTYPES:
        emit_prototypes(emit, item, at);
        break;
    case ITEM_MIXED:
        emit_mixed_group(emit, item, at);
        break;
    case ITEM_VARIABLES:
        emit_variables(emit, item, at);
        break;
    }
}

static const char *indent_unit(const struct source *source)
{
    for (unsigned i = 0; i + 1 < source->length; i++)
        if (source->text[i] == '\n' && source->text[i + 1] == '\t')
            return "\t";
    return "    ";
}

/* True if most opening braces of the statements in a function stand on their own lines. */
static bool has_braces_below(const struct source *source)
{
    const char *text = source->text;
    int below = 0;
    for (unsigned i = 0; i < source->length; i++) {
        if (text[i] != '{' || i + 1 >= source->length || (text[i + 1] != '\n' && text[i + 1] != '\r'))
            continue;
        unsigned begin = i;
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
            begin--;
        if (begin > 0 && text[begin - 1] == ')')
            below--;
        else if (begin > 0 && begin < i && text[begin - 1] == '\n')
            below++;
    }
    return below > 0;
}

void emit_unit(const struct unit *unit, const struct emit_options *options, struct text *out)
{
    struct text plain = {0};
    struct emit emit = {.unit = unit,
                        .file_maps = options->file_maps,
                        .source = unit->source,
                        .out = &plain,
                        .indent = "",
                        .shift = ""};
    emit.unit_indent = indent_unit(unit->source);
    emit.braces_below = has_braces_below(unit->source);
    emit.anonymous = options->before_c11 ? "__extension__ " : "";
    emit.header_name = names_own(unit, "frame");
    emit.null =
        unit->has_null && unit->toplevels.count && unit->null_at < unit->toplevels.items[0].begin ? "NULL" : "0";
    emit.frame_name = free_name(&emit, "frame");
    emit.result_name = free_name(&emit, "result");
    emit.resumed_name = free_name(&emit, "resumed");
    unsigned at = 0;
    if (unit->source->length >= 3 && !memcmp(unit->source->text, "\xEF\xBB\xBF", 3)) {
        at = 3; /* a byte order mark stays first */
        text_add(&plain, unit->source->text, 3);
    }
    emit_format(&emit, "/* Generated by asyncc from %s. */\n#define ASYNCC_GENERATED 1\n",
                unit->source->files.items[0].name);
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        emit_item(&emit, &unit->toplevels.items[i], &at);
    }
    emit_source(&emit, at, unit->source->length);
    if (plain.text[plain.length - 1] != '\n')
        text_puts(&plain, "\n"); /* compilers expect a newline at the end of a file */
    if (options->line_directives)
        emit_line_directives(&emit, out);
    else
        text_add(out, plain.text, plain.length);
    free(plain.text);
}
