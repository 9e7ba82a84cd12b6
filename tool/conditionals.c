/* conditionals.c: #if inside of statements.
 *
 * Around statements, #if and its kind stay where they are, with what is not compiled between them. In the middle of a
 * statement they would be torn apart when it is taken to pieces:
 *
 *     total = await first()
 *     #ifdef SECOND
 *         + await second()
 *     #endif
 *         ;
 *
 * There the group is replaced by what is compiled of it. libclang says which ranges it skipped.
 */
#include "conditionals.h"

#include "node.h"
#include "util.h"

#include <string.h>

/* A line #if, #ifdef, #ifndef, #elif…, #else or #endif. */
struct line {
    unsigned begin, end; /* the whole line, its newline included */
    bool opens, closes;
    int match; /* of the line that opens a group: the one that closes it */
    int first; /* of any line: the one that opens its group */
};

struct lines {
    struct line *items;
    size_t count, room;
};

struct search {
    const struct source *source;
    const struct unit *unit;
    const struct lines *lines;
    bool *wanted; /* by line that opens a group */
    bool any;
};

static bool is_skipped(const struct unit *unit, unsigned offset)
{
    for (size_t i = 0; i < unit->skipped.count; i++)
        if (unit->skipped.items[i].begin <= offset && offset < unit->skipped.items[i].end)
            return true;
    return false;
}

/* Behind the newline that ends a line, continuation lines included. */
static unsigned line_end(const struct source *source, unsigned at)
{
    const char *text = source->text;
    while (at < source->length && text[at] != '\n') {
        if (text[at] == '\\' && at + 1 < source->length && text[at + 1] == '\r')
            at++;
        at += text[at] == '\\' && at + 1 < source->length ? 2 : 1;
    }
    return at < source->length ? at + 1 : at;
}

static bool begins_line(const struct source *source, unsigned at)
{
    while (at > 0 && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t'))
        at--;
    return at == 0 || source->text[at - 1] == '\n';
}

static void read_line(const struct source *source, struct lines *lines, unsigned hash)
{
    const char *text = source->text;
    struct line line = {.begin = hash, .end = line_end(source, hash)};
    while (line.begin > 0 && text[line.begin - 1] != '\n')
        line.begin--;
    struct token word = token_at(text, hash + 1, line.end);
    line.opens = token_is(text, word, "if") || token_is(text, word, "ifdef") || token_is(text, word, "ifndef");
    line.closes = token_is(text, word, "endif");
    if (line.opens || line.closes || token_is(text, word, "else") || token_is(text, word, "elif") ||
        token_is(text, word, "elifdef") || token_is(text, word, "elifndef"))
        ARRAY_ADD(*lines, line);
}

static void find_lines(const struct source *source, struct lines *lines)
{
    for (struct token token = token_at(source->text, 0, source->length); token.kind != TOKEN_END;) {
        unsigned next = token.end;
        if (token_is(source->text, token, "#") && begins_line(source, token.begin)) {
            read_line(source, lines, token.begin);
            next = line_end(source, token.begin);
        }
        token = token_at(source->text, next, source->length);
    }
    int *open = arena_take((lines->count + 1) * sizeof *open);
    int depth = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->opens)
            open[depth++] = (int)i;
        if (!depth)
            continue; /* the parser has complained */
        line->first = open[depth - 1];
        if (line->closes)
            lines->items[open[--depth]].match = (int)i;
    }
}

/* The end of a statement, where directives stand in front of its semicolon. */
static unsigned behind_semicolon(const struct search *search, unsigned at)
{
    const struct source *source = search->source;
    for (;;) {
        struct token token = token_at(source->text, at, source->length);
        if (token.kind == TOKEN_END)
            return at;
        if (token_is(source->text, token, "#") && begins_line(source, token.begin))
            at = line_end(source, token.begin);
        else if (is_skipped(search->unit, token.begin))
            at = token.end;
        else
            return token_is(source->text, token, ";") ? token.end : at;
    }
}

static void search_range(struct search *search, unsigned begin, unsigned end)
{
    size_t low = 0, high = search->lines->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (search->lines->items[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < search->lines->count && search->lines->items[low].begin < end; low++)
        search->wanted[search->lines->items[low].first] = search->any = true;
}

static void visit(struct node *node, void *data)
{
    struct search *search = data;
    switch (node->kind) {
    case NODE_EXPRESSION:
    case NODE_COMPUTED_GOTO:
    case NODE_DECLARATION:
    case NODE_RETURN:
        if (node->awaits || node->kind == NODE_DECLARATION || node->kind == NODE_RETURN)
            search_range(search, node->begin, behind_semicolon(search, node->end));
        break;
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_WHILE:
        if (node->child[0]->awaits)
            search_range(search, node->begin, node->child[1]->begin);
        break;
    case NODE_DO:
        if (node->child[1]->awaits)
            search_range(search, node->child[0]->end, behind_semicolon(search, node->end));
        break;
    case NODE_FOR:
        if ((node->child[0] && node->child[0]->awaits) || (node->child[1] && node->child[1]->awaits) ||
            (node->child[2] && node->child[2]->awaits))
            search_range(search, node->begin, node->child[3]->begin);
        break;
    default:
        break;
    }
}

static void delete_text(struct source *source, unsigned begin, unsigned end)
{
    source_replace(source, begin, end, "", 0, 0, true);
}

/* Deletes the directives of a group and what was skipped; from the back, so that the places before it stay. */
static void resolve_group(struct source *source, const struct search *search, int first)
{
    const struct line *lines = search->lines->items;
    int next = lines[first].match;
    delete_text(source, lines[next].begin, lines[next].end);
    for (int i = next - 1; i >= first; i--) {
        if (lines[i].first == first) {
            bool skipped = is_skipped(search->unit, lines[i].end);
            delete_text(source, lines[i].begin, skipped ? lines[next].begin : lines[i].end);
            next = i;
            continue;
        }
        int branch = i; /* a group in the group: in which branch of it? */
        while (lines[branch].first != first)
            branch--;
        int inner = branch + 1;
        while (lines[inner].match < i)
            inner = lines[inner].match + 1;
        if (!is_skipped(search->unit, lines[branch].end))
            resolve_group(source, search, inner);
        i = inner;
    }
}

bool resolve_conditionals(struct source *source, const struct unit *unit)
{
    struct lines lines = {0};
    struct search search = {.source = source, .unit = unit, .lines = &lines};
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async || !memchr(source->text + func->begin, '#', func->end - func->begin))
            continue;
        if (!search.wanted) {
            find_lines(source, &lines);
            search.wanted = arena_take(lines.count + 1);
        }
        node_mark_awaits(func->body);
        if (func->body->awaits)
            node_walk(func->body, visit, &search);
    }
    for (size_t i = lines.count; search.any && i-- > 0;) /* from the back; of nested groups the outer one does all */
        if (search.wanted[i] && lines.items[i].opens) {
            int outer = (int)i;
            for (size_t k = 0; k < i; k++)
                if (search.wanted[k] && lines.items[k].opens && lines.items[k].match > (int)i) {
                    outer = (int)k;
                    break;
                }
            resolve_group(source, &search, outer);
            i = (size_t)outer;
        }
    return search.any;
}
