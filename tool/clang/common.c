/* common.c: shared by the builders of expressions and statements: places in the buffer, known declarations, and what
 * makes something async. */
#include "clang/internal.h"

#include "ir/attributes.h"
#include "clang/types.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdio.h>
#include <stdlib.h>
#include <ctype.h>
#include <string.h>

/* ---- small helpers ---- */

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
    struct cursors list = {0};
    clang_visitChildren(cursor, collect, &list);
    return list;
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

/* ---- known declarations ---- */

static struct binding *find_binding(struct parser *parser, CXCursor cursor)
{
    size_t mask = parser->binding_room - 1;
    size_t at = clang_hashCursor(cursor) & mask;
    while (parser->bindings[at].value && !clang_equalCursors(parser->bindings[at].cursor, cursor))
        at = (at + 1) & mask;
    return &parser->bindings[at];
}

void remember(struct parser *parser, CXCursor cursor, void *value)
{
    if (parser->binding_count * 2 >= parser->binding_room) {
        struct binding *old = parser->bindings;
        size_t room = parser->binding_room;
        parser->binding_room = room ? room * 2 : 256;
        parser->bindings = arena_take(parser->binding_room * sizeof *parser->bindings);
        for (size_t i = 0; i < room; i++)
            if (old[i].value)
                *find_binding(parser, old[i].cursor) = old[i];
    }
    struct binding *binding = find_binding(parser, cursor);
    parser->binding_count += !binding->value;
    *binding = (struct binding){cursor, value};
}

void *remembered(struct parser *parser, CXCursor cursor)
{
    return parser->binding_room ? find_binding(parser, cursor)->value : NULL;
}

/* ---- what is async ---- */

static enum CXChildVisitResult find_marks(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct marks *marks = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(spelling);
    if (!strcmp(text, "async")) {
        marks->async = true;
        CXFile file;
        unsigned offset;
        clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
        if (file && marks->file && clang_File_isEqual(file, marks->file) && offset >= marks->begin &&
            offset < marks->end)
            marks->own = true; /* not inherited from an earlier declaration */
    } else if (!strcmp(text, "async_leaf")) {
        marks->leaf = LEAF_PLAIN;
    } else if (!strcmp(text, "async_leaf:timer")) {
        marks->leaf = LEAF_TIMER;
    } else if (!strcmp(text, "async_join")) {
        marks->join = true;
    }
    clang_disposeString(spelling);
    return CXChildVisit_Continue;
}

struct marks marks_of(CXCursor cursor)
{
    struct marks marks = {0};
    CXSourceRange range = clang_getCursorExtent(cursor);
    clang_getExpansionLocation(clang_getRangeStart(range), &marks.file, NULL, NULL, &marks.begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &marks.end);
    if (!marks.file)
        return marks; /* a builtin: libclang cannot visit a declaration without text */
    clang_visitChildren(cursor, find_marks, &marks);
    return marks;
}

/* True if a typedef of this type marks the function that it leads to as async. */
bool is_async_type(CXType type)
{
    for (;;) {
        switch (type.kind) {
        case CXType_Typedef: {
            CXCursor declaration = clang_getTypeDeclaration(type);
            if (marks_of(declaration).async)
                return true;
            type = clang_getTypedefDeclUnderlyingType(declaration);
            break;
        }
        case CXType_Elaborated:
            type = clang_Type_getNamedType(type);
            break;
        case CXType_Attributed:
            type = clang_Type_getModifiedType(type);
            break;
        case CXType_Pointer:
            type = clang_getPointeeType(type);
            break;
        case CXType_ConstantArray:
        case CXType_IncompleteArray:
        case CXType_VariableArray:
            type = clang_getArrayElementType(type);
            break;
        default:
            return false;
        }
    }
}

/* True if the canonical type leads to a function through pointers and arrays only. */
bool leads_to_function(CXType type)
{
    type = clang_getCanonicalType(type);
    for (;;) {
        if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
                 type.kind == CXType_VariableArray)
            type = clang_getArrayElementType(type);
        else
            return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
    }
}

bool is_async_declaration(CXCursor cursor)
{
    return is_async_type(clang_getCursorType(cursor)) ||
           (marks_of(cursor).async && leads_to_function(clang_getCursorType(cursor)));
}

/* True if the value of this expression is an async function or its address. */
bool is_async_expression(CXCursor cursor)
{
    if (is_async_type(clang_getCursorType(cursor)))
        return true;
    struct cursors list = children_of(cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr: {
        CXCursor declaration = clang_getCursorReferenced(cursor);
        if (clang_getCursorKind(declaration) == CXCursor_FunctionDecl)
            return marks_of(declaration).async;
        return is_async_declaration(declaration);
    }
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
        return list.count == 1 && is_async_expression(list.items[0]);
    case CXCursor_UnaryOperator: {
        enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
        return (kind == CXUnaryOperator_Deref || kind == CXUnaryOperator_AddrOf || kind == CXUnaryOperator_PostInc ||
                kind == CXUnaryOperator_PostDec || kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PreDec ||
                kind == CXUnaryOperator_Extension) &&
               list.count == 1 && is_async_expression(list.items[0]);
    }
    case CXCursor_ArraySubscriptExpr:
        return list.count == 2 && (is_async_expression(list.items[0]) || is_async_expression(list.items[1]));
    case CXCursor_ConditionalOperator:
        return list.count == 3 && (is_async_expression(list.items[1]) || is_async_expression(list.items[2]));
    case CXCursor_BinaryOperator:
        switch (clang_getCursorBinaryOperatorKind(cursor)) {
        case CXBinaryOperator_Comma:
            return list.count == 2 && is_async_expression(list.items[1]);
        case CXBinaryOperator_Assign:
        case CXBinaryOperator_Add:
        case CXBinaryOperator_Sub:
            return list.count == 2 && is_async_expression(list.items[0]);
        default:
            return false;
        }
    default:
        return false;
    }
}

/* ---- functions ---- */

void read_attributes(CXCursor cursor, struct attributes *attributes)
{
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(cursor);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_SuppressInitializers, 1);
    attributes_read(attributes, take_string(clang_getCursorPrettyPrinted(cursor, policy)));
    clang_PrintingPolicy_dispose(policy);
}

/* Records where the attribute is written, unless it is in a macro. */
static void find_attribute(struct attribute *attribute, const char *text, unsigned begin, unsigned end)
{
    const char *underlined = arena_format("__%s__", attribute->name);
    unsigned length = (unsigned)strlen(attribute->name);
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END && !token_is(text, token, "{");
         token = token_at(text, token.end, end))
        if (token_is(text, token, attribute->name) || token_is(text, token, underlined)) {
            attribute->begin = token.begin;
            length = token.end - token.begin;
            break;
        }
    attribute->end = attribute->begin + length;
}

void read_placed_attributes(struct parser *parser, CXCursor cursor, struct attributes *attributes)
{
    size_t before = attributes->count;
    read_attributes(cursor, attributes);
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXFile file;
    unsigned begin, end;
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
    size_t size = parser->source->length;
    bool here =
        in_buffer(parser, clang_getRangeStart(range), &begin) && in_buffer(parser, clang_getRangeEnd(range), &end);
    const char *text = here ? parser->source->text : file ? clang_getFileContents(parser->tu, file, &size) : NULL;
    if (!text || end > size)
        begin = end = 0;
    else
        attributes_read_source(attributes, text, begin, end);
    for (size_t i = before; i < attributes->count; i++) {
        struct attribute *attribute = &attributes->items[i];
        CXSourceLocation location = clang_getCursorLocation(cursor);
        attribute->in_buffer = in_buffer(parser, location, &attribute->begin);
        if (attribute->in_buffer)
            find_attribute(attribute, text, begin, end);
        if (!attribute->in_buffer) {
            clang_getExpansionLocation(location, NULL, &attribute->place.line, &attribute->place.column, NULL);
            attribute->place.name = take_string(clang_getFileName(file));
        }
    }
}

static enum CXChildVisitResult find_naming(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    *(bool *)data |= kind == CXCursor_UnexposedAttr || kind == CXCursor_AsmLabelAttr;
    return CXChildVisit_Continue;
}

/* True if the buffer has this word, by itself or between underscores. */
static bool has_attribute_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *found = strstr(text, word); found; found = strstr(found + 1, word)) {
        bool begins = found == text || !isalnum((unsigned char)found[-1]);
        if (begins && !isalnum((unsigned char)found[length]) && (found[length] != '_' || found[length + 1] == '_'))
            return true;
    }
    return false;
}

bool may_name_function(struct parser *parser, CXCursor cursor)
{
    if (parser->copies_of != parser->source->text) {
        parser->copies = has_attribute_word(parser->source->text, "copy");
        parser->copies_of = parser->source->text;
    }
    bool found = parser->copies; /* libclang has no cursor for this attribute of gcc's */
    if (!clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)))
        clang_visitChildren(cursor, find_naming, &found);
    return found;
}

bool is_runtime_header(CXSourceLocation location)
{
    CXFile file;
    clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    const char *name = file ? take_string(clang_getFileName(file)) : "", *slash = strrchr(name, '/');
    if (!clang_Location_isInSystemHeader(location))
        return false;
    if (!strcmp(slash ? slash + 1 : name, "asyncc.h"))
        return true;
    size_t folder = slash ? (size_t)(slash - name) : 0;
    return folder >= 6 && !strncmp(name + folder - 6, "asyncc", 6) && (folder == 6 || name[folder - 7] == '/');
}

struct func *func_of(struct parser *parser, CXCursor cursor)
{
    CXCursor key = clang_getCanonicalCursor(cursor);
    struct func *func = remembered(parser, key);
    if (!func) {
        func = arena_take(sizeof *func);
        func->name = take_string(clang_getCursorSpelling(cursor));
        func->type = type_of(parser, clang_getCursorType(cursor));
        if (func->type->function) /* declared by a typedef */
            func->type = func->type->function;
        func->is_static = clang_getCursorLinkage(cursor) == CXLinkage_Internal;
        func->is_main = !strcmp(func->name, "main");
        func->is_macro = words_have(&parser->unit->macro_names, func->name, strlen(func->name));
        func->is_runtime = is_runtime_header(clang_getCursorLocation(cursor));
        remember(parser, key, func);
        ARRAY_ADD(parser->unit->funcs, func);
        struct marks marks = marks_of(key);
        func->is_async = marks.async;
        func->leaf = marks.leaf;
        func->is_join = marks.join;
    }
    return func;
}

void add_hider(struct parser *parser, CXCursor cursor)
{
    if (!parser->function)
        return;
    struct hider hider = {take_string(clang_getCursorSpelling(cursor)), parser->scope};
    ARRAY_ADD(parser->function->hiders, hider);
}

/* ---- ranges ---- */

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
    const char *text = file ? clang_getFileContents(parser->tu, file, &size) : NULL;
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
    const char *text = clang_getFileContents(parser->tu, file, &size);
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
