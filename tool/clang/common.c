/* common.c: shared by the builders of declarations, expressions and statements: places in the buffer, and new nodes. */
#include "clang/internal.h"

#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdint.h>
#include <string.h>

const char *take_string(CXString string)
{
    const char *bytes = clang_getCString(string);
    const char *copy = arena_copy(bytes ? bytes : "", bytes ? strlen(bytes) : 0);
    clang_disposeString(string);
    return copy;
}

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    ARRAY_ADD(*(struct cursors *)data, cursor);
    return CXChildVisit_Continue;
}

struct cursors children_of(CXCursor cursor)
{
    CXCursor few[16]; /* most have fewer; the list in the arena gets no more room than it needs */
    struct cursors list = {few, 0, sizeof few / sizeof *few};
    clang_visitChildren(cursor, collect, &list);
    if (list.items != few)
        return list;
    list.items = list.count ? arena_take(list.count * sizeof *few) : NULL;
    list.room = list.count;
    if (list.count)
        memcpy(list.items, few, list.count * sizeof *few);
    return list;
}

const char *text_of_file(struct parser *parser, CXFile file, size_t *size)
{
    size_t slots = sizeof parser->texts / sizeof *parser->texts;
    struct file_text *slot = &parser->texts[((uintptr_t)file >> 4) % slots];
    if (slot->file != file) {
        slot->file = file;
        slot->text = clang_getFileContents(parser->tu, file, &slot->size);
    }
    *size = slot->size;
    return slot->text;
}

bool in_buffer(struct parser *parser, CXSourceLocation location, unsigned *offset)
{
    CXFile file;
    clang_getExpansionLocation(location, &file, NULL, NULL, offset);
    if (!file || !clang_File_isEqual(file, parser->file))
        return false;
    *offset = buffer_offset(parser, *offset);
    return true;
}

unsigned file_offset(const struct parser *parser, CXSourceLocation location)
{
    CXFile file;
    unsigned offset;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    return file && clang_File_isEqual(file, parser->file) ? buffer_offset(parser, offset) : offset;
}

/* The index of the first record of a keyword at this offset, or the number of records. */
static size_t find_keyword(const struct unit *unit, unsigned offset)
{
    size_t low = FIRST_FROM(unit->keywords, begin, offset);
    return low < unit->keywords.count && unit->keywords.items[low].begin == offset ? low : unit->keywords.count;
}

enum keyword keyword_at(const struct unit *unit, unsigned offset)
{
    size_t at = find_keyword(unit, offset);
    return at < unit->keywords.count ? unit->keywords.items[at].keyword : KEYWORD_NONE;
}

enum keyword take_keyword(struct unit *unit, unsigned offset)
{
    struct macro *items = unit->keywords.items;
    size_t low = find_keyword(unit, offset);
    enum keyword keyword = low < unit->keywords.count ? items[low].keyword : KEYWORD_NONE;
    for (; low < unit->keywords.count && items[low].begin == offset; low++) /* await and its expansion _Await */
        items[low].is_taken = true;
    return keyword;
}

static bool mentions_async(const char *text, size_t length)
{
    for (size_t i = 0; text && i + 5 <= length; i++)
        if (!memcmp(text + i, "async", 5) || !memcmp(text + i, "await", 5) || !memcmp(text + i, "_Awai", 5))
            return true;
    return false;
}

bool range_mentions_async(struct parser *parser, CXFile file, unsigned begin, unsigned end)
{
    size_t size;
    const char *text = file ? text_of_file(parser, file, &size) : NULL;
    return text && end <= size && begin <= end && mentions_async(text + begin, end - begin);
}

/* Text in a file that is included inside a function has no place in the buffer until that file is pasted. Most such
 * files need not be pasted: those of ordinary functions, as long as they hold nothing async. */
static void note_foreign(struct parser *parser, CXSourceLocation location)
{
    CXFile file;
    clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    if (!file || !parser->function)
        return;
    struct foreign foreign = {take_string(clang_getFileName(file)), parser->function};
    for (size_t i = parser->foreign.count; i-- > 0 && parser->foreign.items[i].func == foreign.func;)
        if (!strcmp(parser->foreign.items[i].path, foreign.path))
            return;
    size_t size = 0;
    const char *text = text_of_file(parser, file, &size);
    if (parser->function->is_async || mentions_async(text, size))
        ARRAY_ADD(parser->foreign, foreign);
}

static bool comes_from_macro(CXSourceLocation location)
{
    CXFile file, spelled;
    unsigned offset, spelled_offset;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    clang_getSpellingLocation(location, &spelled, NULL, NULL, &spelled_offset);
    return offset != spelled_offset || !clang_File_isEqual(file, spelled);
}

/* libclang keeps no record of invocations of a macro that #pragma pop_macro has restored. Their expansions are
 * recognized by location: a token's spelling location differs from its expansion location. The names of such macros are
 * collected, and the buffer is parsed again with records that asyncc makes (add_lost). */
static void note_lost(struct parser *parser, CXSourceLocation location, unsigned offset)
{
    if (!comes_from_macro(location) || macro_at(parser->unit, offset) >= 0 ||
        keyword_at(parser->unit, offset) != KEYWORD_NONE)
        return;
    struct token name = token_at(parser->source->text, offset, parser->source->length);
    if (name.kind != TOKEN_WORD || name.begin != offset ||
        words_have(&parser->lost, parser->source->text + name.begin, name.end - name.begin))
        return;
    words_add(&parser->lost, parser->source->text + name.begin, name.end - name.begin);
    parser->lost_more = true;
}

void set_range(struct parser *parser, struct node *node, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXSourceLocation start = clang_getRangeStart(range), end = clang_getRangeEnd(range);
    bool begins_here = in_buffer(parser, start, &node->begin), ends_here = in_buffer(parser, end, &node->end);
    if (!begins_here || !ends_here) {
        note_foreign(parser, begins_here ? end : start);
        if (!begins_here)
            node->begin = 0;
        node->end = node->begin;
        node->macro = -1;
        return;
    }
    note_lost(parser, start, node->begin);
    node->macro = macro_at(unit, node->begin);
    int last = macro_at(unit, node->end);
    if (last >= 0) {
        const struct macro *macro = &unit->macros.items[last];
        if (node->end > macro->begin || comes_from_macro(end))
            node->end = macro->end;
    }
    if (node->macro >= 0) {
        const struct macro *macro = &unit->macros.items[node->macro];
        node->begin = macro->begin;
        if (node->end < macro->end)
            node->end = macro->end;
        node->inside = node->end <= macro->end;
        unsigned from = file_offset(parser, start), to = file_offset(parser, end);
        if (node->inside && from > macro->begin && from < macro->end)
            node->argument_begin = from;
        if (node->argument_begin && to > from && to <= macro->end)
            node->argument_end = to;
    }
}

struct node *new_node(struct parser *parser, enum node_kind kind, CXCursor cursor)
{
    struct node *node = arena_take(sizeof *node);
    node->kind = kind;
    set_range(parser, node, cursor);
    return node;
}

void set_children(struct node *node, unsigned count)
{
    node->child = arena_take((count ? count : 1) * sizeof *node->child);
    node->count = count;
}

void set_child(struct node *node, unsigned index, struct node *child)
{
    node->child[index] = child;
    if (!child)
        return;
    child->parent = node;
    /* clang's range of a statement excludes its final semicolon; asyncc's includes it. */
    if (node_is_statement(child) && !child->inside && child->end > node->end)
        node->end = child->end;
}

void set_nodes(struct node *node, const struct nodes *children)
{
    set_children(node, (unsigned)children->count);
    for (size_t i = 0; i < children->count; i++)
        set_child(node, (unsigned)i, children->items[i]);
}

/* Extends a statement to include its semicolon. */
void take_semicolon(struct parser *parser, struct node *node)
{
    if (node->inside)
        return;
    struct token token = token_at(parser->source->text, node->end, parser->source->length);
    if (token_is(parser->source->text, token, ";"))
        node->end = token.end;
}

/* Adds a child statement. If a macro makes it and not its parent, the semicolon belongs to the child. */
void set_statement(struct parser *parser, struct node *node, unsigned index, struct node *child)
{
    set_child(node, index, child);
    if (node->inside || !child->inside || !node_is_statement(child))
        return;
    struct token token = token_at(parser->source->text, child->end, parser->source->length);
    if (!token_is(parser->source->text, token, ";"))
        return;
    child->tail = token.end;
    if (node->end < token.end)
        node->end = token.end;
}
