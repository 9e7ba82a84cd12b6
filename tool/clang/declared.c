/* declared.c: the functions and variables that have been declared, and the attributes of functions. */
#include "clang/internal.h"

#include "clang/types.h"
#include "ir/attributes.h"
#include "ir/names.h"
#include "base/util.h"

#include <ctype.h>
#include <string.h>

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
    const char *text = here ? parser->source->text : file ? text_of_file(parser, file, &size) : NULL;
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

/* The name of a header of the runtime without its folder; NULL for other files. */
static const char *runtime_header(CXSourceLocation location)
{
    CXFile file;
    clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    const char *name = file ? take_string(clang_getFileName(file)) : "", *slash = strrchr(name, '/');
    if (!clang_Location_isInSystemHeader(location))
        return NULL;
    const char *base = slash ? slash + 1 : name;
    if (!strcmp(base, "asyncc.h"))
        return base;
    size_t folder = slash ? (size_t)(slash - name) : 0;
    bool is_part = folder >= 6 && !strncmp(name + folder - 6, "asyncc", 6) && (folder == 6 || name[folder - 7] == '/');
    return is_part ? base : NULL;
}

bool is_runtime_header(CXSourceLocation location)
{
    return runtime_header(location) != NULL;
}

/* True for the headers whose async functions asyncc/abi.h declares for the output. */
static bool is_core_header(CXSourceLocation location)
{
    const char *name = runtime_header(location);
    return name && (!strcmp(name, "asyncc.h") || !strcmp(name, "marks.h") || !strcmp(name, "operators.h"));
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
        func->is_runtime = is_core_header(clang_getCursorLocation(cursor));
        remember(parser, key, func);
        ARRAY_ADD(parser->unit->funcs, func);
        struct marks marks = marks_of(key);
        func->is_async = marks.async;
        func->leaf = marks.leaf;
        func->is_join = marks.join;
        func->blocking = marks.blocking;
        func->is_foreign = clang_Location_isInSystemHeader(clang_getCursorLocation(key)) ||
                           (!func->is_static && clang_Cursor_isNull(clang_getCursorDefinition(key)));
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
