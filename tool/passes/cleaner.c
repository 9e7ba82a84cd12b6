/* cleaner.c: see cleaner.h. */
#include "passes/cleaner.h"

#include "ir/node.h"
#include "base/util.h"

#include <ctype.h>
#include <string.h>

void want(struct cleaner *cleaner, int macro)
{
    if (macro >= 0)
        cleaner->wanted[macro] = cleaner->any = true;
}

void want_text(struct cleaner *cleaner, const struct node *node)
{
    want(cleaner, node->macro);
    if (node->end > node->begin)
        want(cleaner, macro_at(cleaner->unit, node->end - 1));
}

void replace(struct cleaner *cleaner, unsigned begin, unsigned end, const char *text)
{
    struct edit edit = {begin, end, text, (unsigned)strlen(text), 0, true};
    int macros[2] = {macro_at(cleaner->unit, begin), macro_at(cleaner->unit, end)};
    for (int i = 0; i < 2; i++)
        if (macros[i] >= 0 && cleaner->unit->macros.items[macros[i]].begin < (i ? end : begin))
            want(cleaner, macros[i]);
    ARRAY_ADD(cleaner->edits, edit);
}

void insert(struct cleaner *cleaner, unsigned at, const char *text)
{
    replace(cleaner, at, at, text);
}

/* Sorts the edits, which are nearly in order, and leaves those of one place as they are. The white space that one
 * replaces may have the place where a line was to be indented. */
void make_edits(struct cleaner *cleaner)
{
    struct edit *items = cleaner->edits.items;
    size_t count = 0;
    for (size_t i = 0; i < cleaner->edits.count; i++) {
        struct edit edit = items[i];
        size_t k = i;
        for (; k > 0 && items[k - 1].begin > edit.begin; k--)
            items[k] = items[k - 1];
        items[k] = edit;
    }
    for (size_t i = 0; i < cleaner->edits.count; i++)
        if (!count || items[i].begin >= items[count - 1].end || items[i].text[strspn(items[i].text, " \t")])
            items[count++] = items[i];
    source_edit(cleaner->source, items, count);
}

/* ---- layout ---- */

static unsigned line_begin(const char *text, unsigned at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

static unsigned line_indent(const char *text, unsigned at)
{
    unsigned begin = line_begin(text, at), end = begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return end - begin;
}

bool stands_first(const struct cleaner *cleaner, unsigned at)
{
    const char *text = cleaner->source->text;
    return line_begin(text, at) + line_indent(text, at) == at;
}

const char *deeper(const char *indent)
{
    return arena_format("%s%s", indent, *indent == '\t' ? "\t" : "    ");
}

/* The white space that the line around `at` will begin with, which is more in a loop that gets a block around it. */
const char *indent_at(const struct cleaner *cleaner, unsigned at)
{
    const char *text = cleaner->source->text;
    unsigned begin = line_begin(text, at);
    const char *indent = arena_copy(text + begin, line_indent(text, at));
    for (size_t i = 0; i < cleaner->loops.count; i++)
        if (cleaner->loops.items[i].begin < begin && at < cleaner->loops.items[i].end)
            indent = deeper(indent);
    return indent;
}

const char *indent_around(const struct cleaner *cleaner, const struct node *part)
{
    const struct node *up = part->parent;
    const char *indent = indent_at(cleaner, up->begin);
    for (size_t i = 0; i < cleaner->loops.count; i++)
        if (cleaner->loops.items[i].begin == up->begin)
            indent = deeper(indent);
    return indent;
}

const char *indent_before(const struct cleaner *cleaner, unsigned at)
{
    const char *indent = indent_at(cleaner, at);
    return stands_first(cleaner, at) ? indent : deeper(indent);
}

void indent_loop(struct cleaner *cleaner, struct range loop)
{
    const char *text = cleaner->source->text;
    unsigned line = line_begin(text, loop.begin);
    for (struct token token = token_at(text, loop.begin, loop.end); token.kind != TOKEN_END;
         token = token_at(text, token.end, loop.end)) {
        unsigned begin = line_begin(text, token.begin);
        if (begin != line && stands_first(cleaner, token.begin) && !token_is(text, token, "#") &&
            macro_at(cleaner->unit, begin) < 0)
            insert(cleaner, begin, text[begin] == '\t' ? "\t" : "    ");
        line = begin;
    }
}

unsigned end_before(const struct cleaner *cleaner, const struct node *part)
{
    const char *text = cleaner->source->text;
    unsigned end = part->begin;
    for (struct token token = token_at(text, part->parent->begin, part->begin); token.kind != TOKEN_END;
         token = token_at(text, token.end, part->begin))
        end = token.end;
    bool directive = text[line_begin(text, end) + line_indent(text, end)] == '#';
    return end + strspn(text + end, " \t\r\n") == part->begin && !directive ? end : part->begin;
}

/* ---- attributes ---- */

/* The part of a list of attributes, [begin, end), that the one at `at` takes up, with one of its commas. False if the
 * list has no other. */
static bool find_entry(const char *text, unsigned begin, unsigned end, unsigned at, struct range *entry)
{
    struct token before = {0}, after = {0}, token = token_at(text, begin, end);
    while (token.kind != TOKEN_END && after.kind == TOKEN_END) {
        if (token_is(text, token, ","))
            *(token.begin < at ? &before : &after) = token;
        unsigned next = token_is(text, token, "(") ? skip_bracket(text, token.begin, end) : token.end;
        token = token_at(text, next, end);
    }
    bool first = before.kind == TOKEN_END, last = after.kind == TOKEN_END;
    entry->begin = first ? begin : before.begin;
    entry->end = last ? end : first ? token_at(text, after.end, end).begin : after.begin;
    return !first || !last;
}

/* [begin, end), and the white space that its removal makes superfluous. */
static struct range with_space(const char *text, unsigned begin, unsigned end)
{
    unsigned from = begin, to = end;
    while (from > 0 && strchr(" \t", text[from - 1]))
        from--;
    while (text[to] && strchr(" \t", text[to]))
        to++;
    if (from == 0 || text[from - 1] == '\n')
        return (struct range){begin, to};
    bool joins = to == end && (isalnum((unsigned char)text[to]) || text[to] == '_');
    return (struct range){joins ? begin : from, end};
}

/* The text to remove for the attribute at `at`: all of `__attribute__((cleanup(f)))`, or a part of a list. Empty if it
 * is not there. */
struct range find_attribute(const struct source *source, unsigned from, unsigned at)
{
    const char *text = source->text;
    struct token word = {0}, before = {0};
    for (struct token token = token_at(text, from, at); token.kind != TOKEN_END;
         before = token, token = token_at(text, token.end, at)) {
        if (token_is(text, token, "__attribute__") || token_is(text, token, "__attribute"))
            word = token;
        else if (token_is(text, token, "[") && token_is(text, before, "[") && before.end == token.begin)
            word = before;
    }
    bool brackets = word.kind != TOKEN_END && text[word.begin] == '[';
    struct token outer = brackets ? word : token_at(text, word.end, source->length);
    struct token inner = token_at(text, outer.end, source->length);
    struct range entry = {0};
    if (word.kind == TOKEN_END || at < inner.end)
        return entry;
    unsigned end = skip_bracket(text, inner.begin, source->length);
    if (find_entry(text, inner.end, end - 1, at, &entry))
        return entry;
    return with_space(text, word.begin, skip_bracket(text, outer.begin, source->length));
}
