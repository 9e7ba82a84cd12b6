/* conditionals.c: #if inside of statements and heads.
 *
 * Around whole statements, #if and its kind stay where they are, along with the text that is not compiled. In the
 * middle of a statement they would be torn apart when the statement is:
 *
 *     total = await first()
 *     #ifdef SECOND
 *         + await second()
 *     #endif
 *         ;
 *
 * There the part that is compiled replaces the group. libclang says which ranges it skipped. The same goes for the head
 * of an async function and its prototypes, for calls that start coroutines, and for the arguments of a macro that has
 * to be written out. Pragmas in front of a loop that is taken apart are removed as well.
 */
#include "passes/conditionals.h"

#include "base/pragmas.h"
#include "passes/rewritten.h"
#include "ir/node.h"
#include "base/util.h"

#include <string.h>

struct search {
    const struct source *source;
    const struct unit *unit;
    const struct lines *lines;
    const struct func *func; /* the function being examined, or NULL */
    struct lines *pragmas;   /* about the loops after them */
    bool *wanted;            /* by line that opens a group */
    bool any;
};

/* A branch that is compiled may begin with a nested group that is left out. The skipped range then begins at the nested
 * directive, after this line. */
bool skips(const struct unit *unit, const struct line *line)
{
    for (size_t i = 0; i < unit->skipped.count; i++)
        if (unit->skipped.items[i].begin <= line->hash && line->end < unit->skipped.items[i].end)
            return true;
    return false;
}

/* True if the pragma whose words begin at `from` is about loops. */
static bool is_loop_pragma(const char *text, unsigned from, unsigned end)
{
    struct token first = token_at(text, from, end), second = token_at(text, first.end, end);
    if (token_is(text, first, "GCC"))
        return token_is(text, second, "unroll") || token_is(text, second, "ivdep") ||
               token_is(text, second, "novector");
    return (token_is(text, first, "clang") && token_is(text, second, "loop")) || token_is(text, first, "unroll") ||
           token_is(text, first, "nounroll") || token_is(text, first, "unroll_and_jam") ||
           token_is(text, first, "nounroll_and_jam");
}

static void read_line(const struct source *source, struct lines *lines, struct lines *pragmas, unsigned begin,
                      unsigned hash)
{
    const char *text = source->text;
    struct line line = {.begin = begin, .end = line_end(source->text, source->length, hash), .hash = hash, .first = -1};
    struct token word = token_at(text, hash + (text[hash] == '#' ? 1 : 2), line.end);
    line.opens = token_is(text, word, "if") || token_is(text, word, "ifdef") || token_is(text, word, "ifndef");
    line.closes = token_is(text, word, "endif");
    if (line.opens || line.closes || token_is(text, word, "else") || token_is(text, word, "elif") ||
        token_is(text, word, "elifdef") || token_is(text, word, "elifndef"))
        ARRAY_ADD(*lines, line);
    if (token_is(text, word, "pragma") && is_loop_pragma(text, word.end, line.end))
        ARRAY_ADD(*pragmas, line);
}

static void read_operator(const struct source *source, struct lines *pragmas, struct token word)
{
    struct pragma pragma;
    if (!pragma_operator_at(source->text, word, source->length, &pragma) ||
        !is_loop_pragma(source->text, pragma.words_begin, pragma.words_end))
        return;
    struct line line = {.begin = pragma.begin, .end = pragma.end, .hash = pragma.begin, .first = -1};
    ARRAY_ADD(*pragmas, line);
}

void find_lines(const struct source *source, struct lines *lines, struct lines *pragmas)
{
    const char *text = source->text;
    unsigned at = strncmp(text, "\xEF\xBB\xBF", 3) ? 0 : 3, from = 0,
             begin; /* skips the byte order mark, which is no token */
    for (struct token token = token_at(text, at, source->length); token.kind != TOKEN_END;
         token = token_at(text, from, source->length)) {
        bool directive = begins_line(source->text, source->length, from, token, &begin);
        if (directive)
            read_line(source, lines, pragmas, begin, token.begin);
        else if (token.kind == TOKEN_WORD)
            read_operator(source, pragmas, token);
        from = directive ? line_end(source->text, source->length, token.begin) : token.end;
    }
    int *open = arena_take((lines->count + 1) * sizeof *open);
    int depth = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->opens)
            open[depth++] = (int)i;
        if (!depth)
            continue; /* the parser has already reported it */
        line->first = open[depth - 1];
        if (line->closes)
            lines->items[open[--depth]].match = (int)i;
    }
}

/* The end of a statement that has directives in front of its semicolon. */
static unsigned after_semicolon(const struct search *search, unsigned at)
{
    const struct source *source = search->source;
    if (at > 0 && source->text[at - 1] == ';')
        return at;
    for (unsigned from = at, begin;;) {
        struct token token = token_at(source->text, from, source->length);
        if (token.kind == TOKEN_END)
            return at;
        if (begins_line(source->text, source->length, from, token, &begin))
            from = line_end(source->text, source->length, token.begin);
        else if (is_skipped(search->unit, token.begin))
            from = token.end;
        else
            return token_is(source->text, token, ";") ? token.end : at;
    }
}

/* The first line at or after this place. */
static size_t line_at(const struct search *search, unsigned at)
{
    return FIRST_FROM(*search->lines, begin, at);
}

static void want_group(struct search *search, int first)
{
    if (first >= 0)
        search->wanted[first] = search->any = true;
}

static void search_range(struct search *search, unsigned begin, unsigned end)
{
    for (size_t i = line_at(search, begin); i < search->lines->count && search->lines->items[i].begin < end; i++)
        want_group(search, search->lines->items[i].first);
}

/* Marks the groups that either begin or end in this range, but not both. */
static void search_crossing(struct search *search, unsigned begin, unsigned end)
{
    for (size_t i = line_at(search, begin); i < search->lines->count && search->lines->items[i].begin < end; i++) {
        int first = search->lines->items[i].first;
        if (first < 0)
            continue;
        const struct line *opening = &search->lines->items[first];
        if (opening->begin < begin || search->lines->items[opening->match].begin >= end)
            want_group(search, first);
    }
}

/* True if the range holds nothing but directives and what they leave out. */
static bool is_empty(const struct search *search, unsigned from, unsigned end)
{
    const struct source *source = search->source;
    unsigned begin;
    for (struct token token = token_at(source->text, from, end); token.kind != TOKEN_END;
         token = token_at(source->text, from, end)) {
        if (begins_line(source->text, source->length, from, token, &begin))
            from = line_end(source->text, source->length, token.begin);
        else if (is_skipped(search->unit, token.begin))
            from = token.end;
        else
            return false;
    }
    return true;
}

/* Marks the pragmas right in front of a loop that the output replaces: compilers want the loop itself after them. */
static void search_pragmas(struct search *search, unsigned begin)
{
    for (size_t i = search->pragmas->count; i-- > 0;) {
        struct line *line = &search->pragmas->items[i];
        if (line->end > begin)
            continue;
        if (!is_empty(search, line->end, begin))
            break;
        line->dropped = true;
        begin = line->begin;
    }
}

/* True if the loop's head declares locals that live in the frame, or more than one local: the output puts the
 * declaration in front of the loop. */
static bool has_long_head(const struct node *loop)
{
    const struct node *init = loop->child[0];
    return init && init->kind == NODE_DECLARATION &&
           (init->count != 1 || init->child[0]->kind != NODE_VAR || init->child[0]->var->pinned);
}

static void visit(struct node *node, void *data)
{
    struct search *search = data;
    struct rewritten texts[MOST_REWRITTEN];
    unsigned count = rewritten_text(search->func, node, texts);
    for (unsigned i = 0; i < count; i++)
        search_range(search, texts[i].begin,
                     texts[i].ends_statement ? after_semicolon(search, texts[i].end) : texts[i].end);
    /* The semicolon of a statement that is part of another one stands in the braces that it may get. */
    const struct node *parent = node_is_statement(node) ? node->parent : NULL;
    if (parent && node_is_statement(parent) && parent->kind != NODE_BLOCK && search->func && search->func->is_async)
        search_range(search, node->end, after_semicolon(search, node->end));
    bool loop = node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO;
    if (!search->func || !search->func->is_async || !loop)
        return;
    /* If execution resumes in the middle of the loop, compilers cannot apply the pragma, and gcc warns. */
    if (node->awaits || (node->kind == NODE_FOR && has_long_head(node)))
        search_pragmas(search, node->begin);
}

static void delete_text(struct source *source, unsigned begin, unsigned end)
{
    source_replace(source, begin, end, "", 0, 0, true);
}

/* Deletes the directives of a group and the text that was skipped, back to front, so that earlier offsets stay valid.
 */
static void resolve_group(struct source *source, const struct search *search, int first)
{
    const struct line *lines = search->lines->items;
    int next = lines[first].match;
    delete_text(source, lines[next].begin, lines[next].end);
    for (int i = next - 1; i >= first; i--) {
        if (lines[i].first == first) {
            bool skipped = skips(search->unit, &lines[i]);
            delete_text(source, lines[i].begin, skipped ? lines[next].begin : lines[i].end);
            next = i;
            continue;
        }
        int branch = i; /* for a nested group: the branch that contains it */
        while (lines[branch].first != first)
            branch--;
        int inner = branch + 1;
        while (lines[inner].match < i)
            inner = lines[inner].match + 1;
        if (!skips(search->unit, &lines[branch]))
            resolve_group(source, search, inner);
        i = inner;
    }
}

static void search_toplevel(struct search *search, const struct toplevel *item)
{
    const struct func *func = item->func;
    search->func = func;
    if (func && func->is_async) {
        search_range(search, func->begin, func->body->begin);
        search_crossing(search, func->begin, func->end);
    }
    if (item->is_prototype && item->prototypes.items[0]->is_async)
        search_range(search, item->begin, after_semicolon(search, item->end));
    else
        node_walk(func ? func->body : item->tree, visit, search);
}

bool resolve_conditionals(struct source *source, const struct unit *unit, const bool *macros)
{
    struct lines lines = {0}, pragmas = {0};
    struct search search = {.source = source, .unit = unit, .lines = &lines, .pragmas = &pragmas};
    find_lines(source, &lines, &pragmas);
    if (!lines.count && !pragmas.count)
        return false;
    search.wanted = arena_take(lines.count + 1);
    for (size_t i = 0; i < unit->toplevels.count; i++)
        search_toplevel(&search, &unit->toplevels.items[i]);
    for (size_t i = 0; i < unit->macros.count; i++)
        if (macros[i])
            search_range(&search, unit->macros.items[i].begin, unit->macros.items[i].end);
    for (size_t i = lines.count;
         search.any && i-- > 0;) /* back to front; the outermost of nested groups handles all of them */
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
    bool groups = search.any; /* if so, the offsets of the pragmas are stale: the next round removes them */
    for (size_t i = pragmas.count; !groups && i-- > 0;)
        if (pragmas.items[i].dropped) {
            delete_text(source, pragmas.items[i].begin, pragmas.items[i].end);
            search.any = true;
        }
    return search.any;
}

enum in_directive *find_in_directives(const struct source *source, const struct unit *unit)
{
    const char *text = source->text;
    enum in_directive *inside = arena_take((unit->macros.count + 1) * sizeof *inside);
    unsigned from = strncmp(text, "\xEF\xBB\xBF", 3) ? 0 : 3, end;
    size_t i = 0;
    for (struct token token = token_at(text, from, source->length); token.kind != TOKEN_END;
         token = token_at(text, from, source->length)) {
        bool directive = begins_directive(source->text, source->length, from, token, &end);
        from = directive ? end : token.end;
        struct token word = token_at(text, token.end + (text[token.begin] == '%'), from);
        enum in_directive kind = !directive                       ? NO_DIRECTIVE
                                 : token_is(text, word, "define") ? IN_DEFINITION
                                                                  : IN_DIRECTIVE;
        for (; i < unit->macros.count && unit->macros.items[i].begin < from; i++)
            inside[i] = unit->macros.items[i].begin > token.begin ? kind : NO_DIRECTIVE;
    }
    return inside;
}

unsigned after_pragmas(const struct source *source, unsigned at, unsigned end)
{
    const char *text = source->text;
    unsigned after = at, line;
    int depth = 0;
    bool any = false;
    for (struct token token = token_at(text, at, end); depth >= 0; token = token_at(text, at, end)) {
        struct token word, first;
        struct pragma pragma;
        if (pragma_operator_at(text, token, end, &pragma)) {
            first = token_at(text, pragma.words_begin, pragma.words_end);
            any |= token_is(text, first, "STDC");
            at = pragma.end;
        } else if (begins_line(source->text, source->length, at, token, &line)) {
            at = line_end(source->text, source->length, token.begin);
            word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), at);
            first = token_at(text, word.end, at);
            depth += token_is(text, word, "if") || token_is(text, word, "ifdef") || token_is(text, word, "ifndef");
            depth -= token_is(text, word, "endif");
            any |= token_is(text, word, "pragma") && token_is(text, first, "STDC");
        } else {
            break;
        }
        if (!depth && any)
            after = at;
    }
    return after;
}
