/* toplevel.c: the declarations at file scope, and the headers whose text has to be translated because of theirs. */
#include "clang/internal.h"

#include "base/dialect.h"
#include "ir/attributes.h"

#include <string.h>

static void add_decl(struct parser *parser, struct func *func, CXCursor cursor)
{
    struct decl decl = {0};
    CXSourceRange range = clang_getCursorExtent(cursor);
    decl.in_buffer = in_buffer(parser, clang_getRangeStart(range), &decl.begin);
    in_buffer(parser, clang_getRangeEnd(range), &decl.end);
    struct marks marks = marks_of(cursor);
    decl.is_async = marks.own || is_async_type(clang_getCursorType(cursor));
    decl.defines = clang_isCursorDefinition(cursor);
    decl.has_inline = clang_Cursor_isFunctionInlined(cursor);
    decl.has_extern = clang_Cursor_getStorageClass(cursor) == CX_SC_Extern;
    if (!decl.in_buffer) {
        CXFile file;
        clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, &decl.place.line, &decl.place.column, NULL);
        decl.place.name = take_string(clang_getFileName(file));
    }
    if (decl.is_async)
        func->is_async = parser->declares_async = true;
    if ((func->is_async && !func->is_runtime) || may_name_function(parser, cursor))
        read_placed_attributes(parser, cursor, &func->attributes);
    if (clang_getCursorLinkage(cursor) == CXLinkage_Internal)
        func->is_static = true;
    func->gnu_inline |= attributes_have(func, "gnu_inline") ||
                        (decl.has_inline && dialect_read(parser->flags, parser->flag_count).gnu_inline);
    ARRAY_ADD(func->decls, decl);
}

/* True if this range of a header contains a keyword, perhaps in the expansion of a macro. */
static bool holds_keyword(struct parser *parser, CXSourceRange range)
{
    CXFile file;
    unsigned begin, end;
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
    for (size_t i = 0; i < parser->keywords.count; i++) {
        const struct far_keyword *keyword = &parser->keywords.items[i];
        if (keyword->offset >= begin && keyword->offset < end && file && clang_File_isEqual(file, keyword->file))
            return true;
    }
    return false;
}

/* True if it names an async function, perhaps one that the user's file declares before it includes the header. */
static bool names_async(struct parser *parser, CXCursor cursor)
{
    return parser->declares_async && contains_async_name(cursor);
}

/* Decides whether the text of a function or variable that a header defines must be translated. */
static void look_into_header(struct parser *parser, CXCursor cursor)
{
    CXFile file;
    unsigned begin, end;
    CXSourceRange range = clang_getCursorExtent(cursor);
    clang_getExpansionLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
    if (!file || (!marks_of(cursor).async && !range_mentions_async(parser, file, begin, end) &&
                  !holds_keyword(parser, range) && !names_async(parser, cursor)))
        return;
    const char *name = take_string(clang_getFileName(file));
    unsigned number = number_of_file(parser, file);
    if (number)
        known_file(parser, number)->has_code = true;
    for (size_t i = 0; i < parser->unit->includes.count; i++)
        if (!strcmp(parser->unit->includes.items[i].path, name))
            parser->unit->includes.items[i].has_code = true;
    struct include deep = {.path = name, .has_code = true};
    ARRAY_ADD(parser->unit->includes, deep); /* found through its includers in mark_includers() */
    parser->unit->has_async = true;
}

static bool is_foreign(const struct parser *parser, const char *path, unsigned offset)
{
    for (size_t i = 0; i < parser->foreign.count; i++) {
        const struct foreign *foreign = &parser->foreign.items[i];
        if (offset > foreign->func->begin && offset < foreign->func->end && !strcmp(foreign->path, path))
            return true;
    }
    return false;
}

void mark_includers(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    struct unit *unit = parser->unit;
    const char *name = take_string(clang_getFileName(included));
    bool has_code = false;
    for (size_t i = 0; i < unit->includes.count; i++)
        has_code |= unit->includes.items[i].has_code && !strcmp(unit->includes.items[i].path, name);
    unsigned offset;
    bool forced = has_code && depth;
    for (unsigned i = 0; i < depth; i++)
        forced &= !in_buffer(parser, stack[i], &offset);
    if (forced)
        unit->forced = name;
    for (unsigned i = 0; i < depth; i++) {
        if (!in_buffer(parser, stack[i], &offset) || (!has_code && !is_foreign(parser, name, offset)))
            continue;
        for (size_t k = 0; k < unit->includes.count; k++)
            if (unit->includes.items[k].end && offset >= unit->includes.items[k].begin &&
                offset <= unit->includes.items[k].end + 1)
                unit->includes.items[k].has_code = true;
    }
}

/* True if this function of a header may be async, or start something that is. A library's headers may be system
 * headers, but most of those have nothing async. */
static bool concerns_us(struct parser *parser, CXCursor cursor)
{
    CXSourceLocation location = clang_getCursorLocation(cursor);
    if (!clang_Location_isInSystemHeader(location))
        return true;
    CXSourceRange range = clang_getCursorExtent(cursor);
    return (is_async_declaration(cursor) || (clang_isCursorDefinition(cursor) && holds_keyword(parser, range))) &&
           !is_runtime_header(location);
}

void build_toplevel(struct parser *parser, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    unsigned begin;
    bool here = in_buffer(parser, clang_getCursorLocation(cursor), &begin);
    if (here || !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)))
        find_misused_marks(parser, cursor);
    if (!here) {
        collect_declared_name(parser, cursor);
        if (kind == CXCursor_FunctionDecl && is_runtime_header(clang_getCursorLocation(cursor))) {
            const char *name = take_string(clang_getCursorSpelling(cursor));
            ARRAY_ADD(unit->library, name);
        }
        if (kind == CXCursor_FunctionDecl && concerns_us(parser, cursor)) {
            struct func *func = func_of(parser, cursor);
            add_decl(parser, func, cursor);
            /* A static prototype that stayed would be that of another function than the output's. */
            bool is_local = clang_getCursorLinkage(cursor) == CXLinkage_Internal;
            if (clang_isCursorDefinition(cursor) ||
                (is_local && !clang_Cursor_isNull(clang_getCursorDefinition(cursor))))
                look_into_header(parser, cursor);
        } else if (kind == CXCursor_FunctionDecl && is_runtime_header(clang_getCursorLocation(cursor)) &&
                   is_async_declaration(cursor)) {
            func_of(parser, cursor); /* it may be named in a cleanup attribute */
        } else if (kind == CXCursor_VarDecl && concerns_us(parser, cursor) && names_async(parser, cursor)) {
            look_into_header(parser, cursor);
        }
        return;
    }
    struct toplevel item = {0};
    struct node range = {0};
    set_range(parser, &range, cursor);
    item.begin = kind == CXCursor_FunctionDecl ? before_attributes(parser->source->text, range.begin) : range.begin;
    item.end = range.end;
    if (kind == CXCursor_FunctionDecl && parser->tag_begin >= item.begin && parser->tag_end &&
        parser->tag_end <= item.end) {
        item.tag_begin = parser->tag_begin;
        item.tag_end = parser->tag_end;
    }
    if (kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl) {
        parser->tag_begin = item.begin;
        parser->tag_end = item.end;
    }
    if (kind == CXCursor_FunctionDecl) {
        struct func *func = func_of(parser, cursor);
        add_decl(parser, func, cursor);
        if (clang_isCursorDefinition(cursor)) {
            if (!func->is_async && !is_relevant_range(parser, item.begin, item.end)) {
                note_unchanged_function(parser, cursor, item.begin, item.end);
                return;
            }
            item.func = func;
            build_function(parser, cursor, func);
        } else {
            item.is_prototype = true;
            item.names_async = contains_async_name(cursor);
            ARRAY_ADD(item.prototypes, func);
        }
        if (func->is_async)
            unit->has_async = true;
        else
            find_names_in_types(parser, cursor);
    } else if (kind == CXCursor_VarDecl) {
        bool relevant = is_relevant_range(parser, item.begin, item.end);
        item.tree = relevant ? build_var(parser, cursor) : build_declarator(parser, cursor);
        item.tree->var->is_static = true;
        if (!relevant) {
            note_bound_var(parser, cursor, item.tree->var);
            note_unchanged_variable(parser, cursor, item.begin, item.end);
            return;
        }
    } else {
        find_names_in_types(parser, cursor);
        return;
    }
    collect_uses(parser, cursor);
    ARRAY_ADD(unit->toplevels, item);
}
