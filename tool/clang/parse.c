/* parse.c: converts libclang's tree to asyncc's (tree.h).
 *
 * Only the files in this folder use libclang. The buffer is given to it as an unsaved file, so that pasted headers and
 * expanded macros are parsed like any other text.
 *
 * Offsets. A cursor inside a macro invocation has the invocation's place: such nodes store the number of the macro and,
 * where their token was written in the macro's arguments, the place of that token as well (clang's expansion location
 * and file location). The end of a range needs care: for a token in a macro argument libclang gives the place of the
 * macro's name.
 *
 * Keywords. asyncc.h makes each keyword an object-like macro for a prefix operator, so the tree has an operator at the
 * place of that macro's name. The preprocessing record identifies the keyword.
 */
#include "clang/parse.h"

#include "clang/flags.h"
#include "clang/identity.h"
#include "clang/internal.h"

#include "clang/types.h"
#include "base/dialect.h"
#include "ir/attributes.h"
#include "ir/names.h"
#include "base/util.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef ASYNCC_RESOURCE_DIR
#define ASYNCC_RESOURCE_DIR ""
#endif

/* ---- file scope ---- */

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

/* clang's range of a function excludes leading attributes in brackets. */
static unsigned before_attributes(const char *text, unsigned begin)
{
    for (;;) {
        unsigned at = begin;
        while (at > 0 && strchr(" \t\r\n", text[at - 1]))
            at--;
        if (at < 4 || text[at - 1] != ']' || text[at - 2] != ']')
            return begin;
        int depth = 0;
        do {
            at--;
            depth += text[at] == ']';
            depth -= text[at] == '[';
        } while (at > 0 && depth > 0);
        if (depth || text[at + 1] != '[')
            return begin;
        begin = at;
    }
}

/* Finds the parentheses of a definition's parameters, and its name. */
static void find_parameters(struct parser *parser, struct func *func, CXCursor cursor)
{
    const char *text = parser->source->text;
    in_buffer(parser, clang_getCursorLocation(cursor), &func->name_begin);
    struct token token = token_at(text, func->name_begin, func->end);
    while (token.kind != TOKEN_END && !token_is(text, token, "("))
        token = token_at(text, token.end, func->end);
    func->params_begin = token.begin;
    func->params_end = skip_bracket(text, token.begin, func->end);
}

static bool does_something(const struct node *node)
{
    if (node->is_async_call) /* in a type it is only an operand of typeof or sizeof */
        return false;
    bool any = node->kind == NODE_CALL || node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN ||
               node->kind == NODE_INCDEC;
    for (unsigned i = 0; i < node->count; i++)
        any |= does_something(node->child[i]);
    return any;
}

/* True if the size in a parameter's declarator has side effects. */
static bool has_effects(struct parser *parser, CXCursor cursor)
{
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++)
        if (clang_isExpression(clang_getCursorKind(list.items[i])) &&
            does_something(build_expression(parser, list.items[i], true)))
            return true;
    return false;
}

struct tag_hunt {
    struct parser *parser;
    struct func *func;
};

/* Finds types that are declared in the parameter list, or first named there. */
static enum CXChildVisitResult find_tags(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct tag_hunt *hunt = data;
    struct func *func = hunt->func;
    CXCursor tag = clang_getCursorKind(cursor) == CXCursor_TypeRef ? clang_getCursorReferenced(cursor) : cursor;
    enum CXCursorKind kind = clang_getCursorKind(tag);
    if (kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl && kind != CXCursor_EnumDecl)
        return CXChildVisit_Recurse;
    struct node range = {0};
    set_range(hunt->parser, &range, tag);
    if (range.begin <= func->params_begin || range.end >= func->params_end)
        return CXChildVisit_Continue;
    for (size_t i = 0; i < func->tags.count; i++)
        if (func->tags.items[i].begin == range.begin)
            return CXChildVisit_Continue;
    struct range found = {range.begin, range.end};
    ARRAY_ADD(func->tags, found);
    func->tags_unnamed |= clang_Cursor_isAnonymous(tag) != 0;
    return CXChildVisit_Continue;
}

/* Finds the labels whose address is taken, even where no node is built, for example in a static table. */
static enum CXChildVisitResult find_taken(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct func *func = data;
    if (clang_getCursorKind(cursor) != CXCursor_AddrLabelExpr)
        return CXChildVisit_Recurse;
    struct cursors list = children_of(cursor);
    if (list.count)
        ARRAY_ADD(func->taken, statement_identity(clang_getCursorReferenced(list.items[0])));
    else
        func->goes_astray = true;
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult find_async_name(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr || !is_async_declaration(clang_getCursorReferenced(cursor)))
        return CXChildVisit_Recurse;
    *(bool *)data = true;
    return CXChildVisit_Break;
}

/* Finds the parameters that array lengths use, as in int a[n], int (*p)[s->n]. */
static enum CXChildVisitResult find_param_uses(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct tag_hunt *hunt = data;
    struct param_use use = {.var = NULL};
    if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr)
        use.var = remembered(hunt->parser, clang_getCursorReferenced(cursor));
    use.at = file_offset(hunt->parser, clang_getCursorLocation(cursor));
    if (use.var && use.var->is_param)
        ARRAY_ADD(hunt->func->param_uses, use);
    return CXChildVisit_Recurse;
}

/* In GNU C89 an `extern inline` function may be defined again, and then the second definition counts: calls of the
 * first need not be inlined, and those of an async function never are. An ordinary one is separate text. */
static void set_aside_definition(struct parser *parser, struct func *func)
{
    struct unit *unit = parser->unit;
    for (size_t i = unit->toplevels.count; i-- > 0;) {
        struct toplevel *item = &unit->toplevels.items[i];
        if (item->func != func)
            continue;
        struct func *first = arena_take(sizeof *first);
        *first = *func;
        item->func = func->is_async ? NULL : first;
        item->is_replaced = func->is_async;
        memset(&func->vars, 0, sizeof func->vars);
        memset(&func->params, 0, sizeof func->params);
        memset(&func->statics, 0, sizeof func->statics);
        memset(&func->hiders, 0, sizeof func->hiders);
        memset(&func->tags, 0, sizeof func->tags);
        memset(&func->taken, 0, sizeof func->taken);
        memset(&func->param_uses, 0, sizeof func->param_uses);
        return;
    }
}

static void build_function(struct parser *parser, CXCursor cursor, struct func *func)
{
    if (func->defined)
        set_aside_definition(parser, func);
    struct node whole = {0};
    set_range(parser, &whole, cursor);
    func->begin = before_attributes(parser->source->text, whole.begin);
    func->end = whole.end;
    func->defined = true;
    func->type = type_of(parser, clang_getCursorType(cursor));
    if (func->type->function) /* declared through a typedef before */
        func->type = func->type->function;
    find_parameters(parser, func, cursor);
    func->vars.count = func->params.count = func->statics.count = func->hiders.count = func->tags.count = 0;
    func->param_uses.count = 0;
    func->taken.count = 0;
    func->computes = func->goes_astray = false;
    parser->function = func;
    func->returns_async = is_async_type(clang_getCursorResultType(cursor));
    struct node *scope = arena_take(sizeof *scope);
    scope->kind = NODE_BLOCK;
    parser->scope = scope;
    struct cursors list = children_of(cursor);
    CXCursor body = clang_getNullCursor();
    int params = clang_Cursor_getNumArguments(cursor), next = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (clang_getCursorKind(list.items[i]) == CXCursor_ParmDecl) {
            /* The list also has the parameters of a function type that it returns. */
            if (next >= params || !clang_equalCursors(list.items[i], clang_Cursor_getArgument(cursor, (unsigned)next)))
                continue;
            next++;
            struct var *var = new_var(parser, list.items[i], NULL);
            var->is_param = true;
            var->may_be_unused = may_be_unused(parser, list.items[i]);
            var->is_static = false;
            if (var->type->is_array || var->type->is_function) {
                bool unnamed = var->type->is_array && (var->type->is_va_list || type_is_local(var->type->element));
                var->was_array = !var->type->is_array             ? NO_ARRAY
                                 : var->type->shape == TYPE_ARRAY ? ARRAY_SPELLED
                                 : unnamed                        ? ARRAY_OF_UNNAMED
                                                                  : ARRAY_NAMED;
                var->type = type_decay(var->type);
            }
            func->size_effects |= var->was_array && has_effects(parser, list.items[i]);
            clang_visitChildren(list.items[i], find_tags, &(struct tag_hunt){parser, func});
            clang_visitChildren(list.items[i], find_async_name, &var->names_async);
            clang_visitChildren(list.items[i], find_param_uses, &(struct tag_hunt){parser, func});
            struct node range = {0};
            set_range(parser, &range, list.items[i]);
            func->knr |= var->begin > func->params_end || (*var->name && range.begin == var->begin);
            ARRAY_ADD(func->params, var);
        } else if (clang_getCursorKind(list.items[i]) == CXCursor_CompoundStmt) {
            body = list.items[i];
        }
    }
    func->knr |= func->type->no_prototype && func->params.count;
    if (!clang_Cursor_isNull(body)) {
        func->body = build_block(parser, body);
        for (size_t i = 0; i < func->params.count; i++)
            func->params.items[i]->scope = func->body;
        if (func->computes)
            clang_visitChildren(body, find_taken, func);
    }
    parser->function = NULL;
    parser->scope = NULL;
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
    bool found = false;
    if (parser->declares_async)
        clang_visitChildren(cursor, find_async_name, &found);
    return found;
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

static void mark_includers(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
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

static void build_toplevel(struct parser *parser, CXCursor cursor)
{
    struct unit *unit = parser->unit;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    unsigned begin;
    bool here = in_buffer(parser, clang_getCursorLocation(cursor), &begin);
    if (here || !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)))
        find_misused_marks(parser, cursor);
    if (!here) {
        collect_declared_name(parser, cursor);
        if (kind == CXCursor_FunctionDecl && concerns_us(parser, cursor)) {
            struct func *func = func_of(parser, cursor);
            add_decl(parser, func, cursor);
            if (clang_isCursorDefinition(cursor))
                look_into_header(parser, cursor);
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
            if (!func->is_async && !is_relevant_range(parser, item.begin, item.end))
                return; /* its text is unchanged */
            item.func = func;
            build_function(parser, cursor, func);
        } else {
            item.is_prototype = true;
            clang_visitChildren(cursor, find_async_name, &item.names_async);
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
        if (!relevant)
            return; /* its text is unchanged */
    } else {
        find_names_in_types(parser, cursor);
        return;
    }
    collect_uses(parser, cursor);
    ARRAY_ADD(unit->toplevels, item);
}

/* ---- the preprocessing record ---- */

static int compare_macros(const void *a, const void *b)
{
    const struct macro *left = a, *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return left->end > right->end ? -1 : left->end < right->end;
}

struct macros {
    struct macro *items;
    size_t count, room;
};

/* Adds records of invocations that libclang has lost: see note_lost. They may include a name that is not a macro at its
 * place, which is harmless: it expands to itself. */
static void add_lost(struct parser *parser, const struct words *functions, struct macros *all)
{
    const char *text = parser->source->text;
    unsigned length = parser->source->length;
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length)) {
        if (token.kind != TOKEN_WORD || !words_have(&parser->lost, text + token.begin, token.end - token.begin))
            continue;
        const char *name = arena_copy(text + token.begin, token.end - token.begin);
        struct macro macro = {.begin = token.begin, .end = token.end, .name = name, .pastes = true};
        struct token next = token_at(text, token.end, length);
        if (token_is(text, next, "(") && words_have(functions, name, strlen(name)))
            macro.end = skip_bracket(text, next.begin, length);
        ARRAY_ADD(*all, macro);
    }
}

static const char *real_path(const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = arena_copy(real ? real : path, strlen(real ? real : path));
    free(real);
    return copy;
}

static void add_next(struct parser *parser, CXCursor cursor)
{
    struct next_include next = {0};
    CXFile in, file = clang_getIncludedFile(cursor);
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &in, NULL, NULL, &next.offset);
    size_t size = 0;
    const char *text = in ? clang_getFileContents(parser->tu, in, &size) : NULL;
    struct token word = text ? token_at(text, next.offset + 1, (unsigned)size) : (struct token){0};
    if (!text || !file || !token_is(text, word, "include_next"))
        return;
    next.in = real_path(take_string(clang_getFileName(in)));
    next.path = real_path(take_string(clang_getFileName(file)));
    next.is_system = clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, file, 0));
    for (size_t i = 0; i < parser->nexts.count; i++)
        if (parser->nexts.items[i].offset == next.offset && !strcmp(parser->nexts.items[i].in, next.in))
            return;
    ARRAY_ADD(parser->nexts, next);
}

/* Records whether the output may use NULL: a program that includes no header may have none, or define its own. */
static void note_null(struct unit *unit, CXCursor definition, bool in_buffer)
{
    CXString name = clang_getCursorSpelling(definition);
    if (!strcmp(clang_getCString(name), "NULL")) {
        if (!unit->has_null)
            unit->null_at = in_buffer              ? UINT_MAX
                            : unit->includes.count ? unit->includes.items[unit->includes.count - 1].begin
                                                   : 0;
        else if (in_buffer)
            unit->null_at = UINT_MAX;
        unit->has_null = true;
    }
    clang_disposeString(name);
}

static void read_record(struct parser *parser, const struct cursors *cursors)
{
    struct unit *unit = parser->unit;
    struct macros all = {0};
    struct words functions = {0};
    read_definitions(parser, cursors);
    for (size_t i = 0; i < cursors->count; i++) { /* read all names first: a macro may use one that is defined later */
        CXCursor cursor = cursors->items[i];
        if (clang_getCursorKind(cursor) != CXCursor_MacroDefinition)
            continue;
        CXString name = clang_getCursorSpelling(cursor);
        words_add(&unit->macro_names, clang_getCString(name), strlen(clang_getCString(name)));
        if (parser->lost.count && clang_Cursor_isMacroFunctionLike(cursor))
            words_add(&functions, clang_getCString(name), strlen(clang_getCString(name)));
        clang_disposeString(name);
    }
    unit->has_null = false;
    for (size_t i = 0; i < cursors->count; i++) {
        CXCursor cursor = cursors->items[i];
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        bool names = kind == CXCursor_MacroDefinition;
        if (kind != CXCursor_MacroExpansion && kind != CXCursor_InclusionDirective && !names)
            continue;
        CXSourceRange range = clang_getCursorExtent(cursor);
        unsigned begin, end;
        bool here =
            in_buffer(parser, clang_getRangeStart(range), &begin) && in_buffer(parser, clang_getRangeEnd(range), &end);
        if (!here && kind == CXCursor_MacroExpansion) {
            CXString spelling = clang_getCursorSpelling(cursor);
            const char *name = clang_getCString(spelling);
            struct far_keyword keyword;
            clang_getExpansionLocation(clang_getRangeStart(range), &keyword.file, NULL, NULL, &keyword.offset);
            if (keyword.file &&
                (keyword_named(name) != KEYWORD_NONE || words_have(&parser->making_keywords, name, strlen(name))))
                ARRAY_ADD(parser->keywords, keyword);
            clang_disposeString(spelling);
        }
        if (!here && kind == CXCursor_InclusionDirective) {
            add_next(parser, cursor);
            CXFile in;
            clang_getExpansionLocation(clang_getRangeStart(range), &in, NULL, NULL, NULL);
            note_include(parser, number_of_file(parser, in), number_of_file(parser, clang_getIncludedFile(cursor)),
                         false);
        }
        if (names)
            note_null(unit, cursor, here);
        if (!here)
            continue;
        if (names) {
            unsigned there;
            clang_getExpansionLocation(clang_getRangeStart(range), NULL, NULL, NULL, &there);
            if (is_inserted(parser, there))
                continue;
            struct macro definition = {.begin = begin, .name = take_string(clang_getCursorSpelling(cursor))};
            definition.is_function = parser->source->text[begin + strlen(definition.name)] == '(';
            ARRAY_ADD(unit->macros_defined, definition);
            continue;
        }
        if (kind == CXCursor_InclusionDirective) {
            CXFile file = clang_getIncludedFile(cursor);
            struct include include = {.begin = begin, .end = end, .file = number_of_file(parser, file)};
            include.path = file ? take_string(clang_getFileName(file)) : "";
            ARRAY_ADD(unit->includes, include);
            continue;
        }
        const char *name = take_string(clang_getCursorSpelling(cursor));
        struct macro macro = {.begin = begin, .end = end, .name = name, .keyword = keyword_named(name)};
        if (macro.keyword == KEYWORD_NONE)
            read_macro_definition(parser, &macro, clang_getCursorReferenced(cursor));
        ARRAY_ADD(all, macro);
    }
    if (parser->lost.count)
        add_lost(parser, &functions, &all);
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_macros);
    if (unit->openmp)
        read_pragma_definitions(parser);
    sort_macro_definitions(unit);
    unit->nexts = parser->nexts;
    unsigned behind = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct macro *macro = &all.items[i];
        if (macro->keyword != KEYWORD_NONE) {
            ARRAY_ADD(unit->keywords, *macro);
        } else if (macro->begin >= behind) {
            look_into_macro(parser, macro);
            ARRAY_ADD(unit->macros, *macro);
            behind = macro->end;
        } else if (macro->pastes) {
            unit->macros.items[unit->macros.count - 1].pastes = true;
        }
    }
}

/* ---- running libclang ---- */

/* The files whose text for libclang differs from the disk; of two texts for one file the last one counts. */
static struct CXUnsavedFile *unsaved_files(const struct parser *parser, const char *text, unsigned length,
                                           unsigned *count)
{
    struct CXUnsavedFile *files =
        arena_take((parser->decided.count + parser->remapped.count + 1) * sizeof(struct CXUnsavedFile));
    *count = 0;
    for (size_t i = 0; i < parser->decided.count; i++)
        if (parser->includes_itself || !view_is_same_file(parser->decided.items[i].Filename, parser->input))
            files[(*count)++] = parser->decided.items[i];
    files[(*count)++] = (struct CXUnsavedFile){parser->name, text, length};
    for (size_t i = 0; i < parser->remapped.count; i++)
        files[(*count)++] = parser->remapped.items[i];
    return files;
}

bool run_clang(struct parser *parser, const char *text, unsigned length, bool probe)
{
    const char **flags = arena_take(((size_t)parser->flag_count + 16) * sizeof *flags);
    int count = 0;
    for (int i = 0; i < parser->flag_count; i++)
        if (strcmp(parser->flags[i], "-pedantic-errors"))
            flags[count++] = parser->flags[i];
    flags[count++] = "-D__ASYNCC__=1";
    flags[count++] = "-Wno-everything";
    flags[count++] = "-Wno-error";
    flags[count++] = "-Werror=implicit-function-declaration"; /* "did you mean" comes only with errors */
    flags[count++] = "-ferror-limit=0";
    flags[count++] = "-fspell-checking";
    flags[count++] = "-fno-caret-diagnostics";
    flags[count++] = "-fbracket-depth=4096";
    if (*ASYNCC_RESOURCE_DIR) {
        flags[count++] = "-resource-dir";
        flags[count++] = ASYNCC_RESOURCE_DIR;
    }
    if (probe) {
        flags[count++] = "-W#pragma-messages";
    }
    /* libclang would parse in a thread whose stack is too small for a thousand nested parentheses. This thread's is
     * large. */
    bool threads = !getenv("LIBCLANG_NOTHREADS");
    unsigned unsaved_count;
    struct CXUnsavedFile *unsaved = unsaved_files(parser, text, length, &unsaved_count);
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    parser->tu = NULL;
    if (threads)
        setenv("LIBCLANG_NOTHREADS", "1", 1);
    enum CXErrorCode code =
        clang_parseTranslationUnit2(parser->index, parser->name, flags, count, unsaved, unsaved_count,
                                    CXTranslationUnit_DetailedPreprocessingRecord, &parser->tu);
    if (threads)
        unsetenv("LIBCLANG_NOTHREADS"); /* compilers that run later get the user's environment */
    if (code != CXError_Success || !parser->tu) {
        struct text all = {0};
        for (int i = 0; i < parser->flag_count; i++)
            text_printf(&all, " %s", parser->flags[i]);
        error("libclang cannot parse %s with these options (code %d):%s", parser->input, (int)code,
              all.text ? all.text : " none");
        free(all.text);
        return false;
    }
    parser->file = clang_getFile(parser->tu, parser->name);
    return true;
}

void parser_remap(struct parser *parser, const struct include *include, const char *text)
{
    struct CXUnsavedFile file = {include->path, text, strlen(text)};
    struct known_file *known = known_file(parser, include->file);
    if (known->remapped)
        return;
    known->remapped = true;
    known->once = ONCE;
    ARRAY_ADD(parser->remapped, file);
}

/* Another name in the same folder, so that includes are searched there. */
static const char *name_beside(const char *input)
{
    const char *slash = strrchr(input, '/');
    size_t folder = slash ? (size_t)(slash + 1 - input) : 0;
    return arena_format("%.*s.asyncc-buffer-%s", (int)folder, input, input + folder);
}

static bool is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

struct parser *parser_new(const char *input, const char *const *flags, int flag_count, struct source *source,
                          struct diag *diag)
{
    struct parser *parser = arena_take(sizeof *parser);
    parser->input = parser->name = input;
    parser->source = source;
    parser->diag = diag;
    parser->index = clang_createIndex(0, 0);
    parser->dialect = dialect_read(flags, flag_count);
    parser->flags = flags_settle(parser->index, flags, flag_count, &parser->flag_count);
    if (!is_regular(input)) /* libclang would read a pipe of that name */
        parser->name = name_beside(input);
    decide_headers(parser);
    return parser;
}

static void find_itself(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    if (depth && parser->file && clang_File_isEqual(included, parser->file))
        parser->includes_itself = true;
}

/* libclang identifies files by name. Where a file includes itself, the buffer gets another name in the same folder:
 * then the included file is the one on disk, and its places are not mistaken for places of the buffer. */
static bool run_clang_on_buffer(struct parser *parser)
{
    unsigned length;
    const char *text = text_with_lines(parser, &length);
    if (!run_clang(parser, text, length, false))
        return false;
    if (parser->includes_itself)
        return true;
    clang_getInclusions(parser->tu, find_itself, parser);
    if (!parser->includes_itself)
        return true;
    parser->name = name_beside(parser->input);
    text = text_with_lines(parser, &length); /* its #line directives have the old name */
    return run_clang(parser, text, length, false);
}

static void read_skipped(struct parser *parser)
{
    CXSourceRangeList *list = clang_getSkippedRanges(parser->tu, parser->file);
    for (unsigned i = 0; list && i < list->count; i++) {
        struct range range;
        if (in_buffer(parser, clang_getRangeStart(list->ranges[i]), &range.begin) &&
            in_buffer(parser, clang_getRangeEnd(list->ranges[i]), &range.end))
            ARRAY_ADD(parser->unit->skipped, range);
    }
    clang_disposeSourceRangeList(list);
}

/* Builds the tree from libclang's translation unit. */
static struct unit *build_unit(struct parser *parser)
{
    struct unit *unit = arena_take(sizeof *unit);
    unit->source = parser->source;
    unit->openmp = parser->dialect.openmp || parser->dialect.openmp_simd;
    unit->openacc = parser->dialect.openacc;
    unit->includes_itself = parser->includes_itself;
    parser->unit = unit;
    types_forget(parser);
    parser->tag_begin = parser->tag_end = 0;
    parser->foreign.count = 0;
    parser->keywords.count = 0;
    parser->inclusions.count = 0;
    for (size_t i = 0; i < parser->known.count; i++)
        parser->known.items[i].has_code = false;
    parser->bindings = NULL;
    parser->binding_count = parser->binding_room = 0;
    struct cursors toplevel = children_of(clang_getTranslationUnitCursor(parser->tu));
    read_record(parser, &toplevel);
    read_skipped(parser);
    collect_undeclared(parser);
    find_relevant(parser, &toplevel);
    find_loose_marks(parser);
    for (size_t i = 0; i < toplevel.count; i++)
        if (clang_getCursorKind(toplevel.items[i]) == CXCursor_TypedefDecl) {
            const char *name = take_string(clang_getCursorSpelling(toplevel.items[i]));
            words_add(&unit->type_names, name, strlen(name));
            CXSourceLocation location = clang_getCursorLocation(toplevel.items[i]);
            unsigned begin;
            bool here = in_buffer(parser, location, &begin);
            if (here)
                find_names_in_types(parser, toplevel.items[i]);
            if (here || !clang_Location_isInSystemHeader(location))
                find_misused_marks(parser, toplevel.items[i]);
        } else if (!clang_isPreprocessing(clang_getCursorKind(toplevel.items[i])))
            build_toplevel(parser, toplevel.items[i]);
    clang_getInclusions(parser->tu, mark_includers, parser);
    mark_once(parser);
    collect_header_names(parser);
    sort_uses(unit);
    return unit;
}

static struct unit *build_whole_unit(struct parser *parser)
{
    struct unit *unit;
    do {
        parser->lost_more = false;
        unit = build_unit(parser);
    } while (parser->lost_more);
    return unit;
}

void parser_note_headers(struct parser *parser, struct strings *headers, bool of_system)
{
    parser->headers = headers;
    parser->system_headers = of_system;
}

static void note_header(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    if (!depth || (!parser->system_headers &&
                   clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, included, 0))))
        return;
    CXString name = clang_getFileName(included);
    if (!strings_have(parser->headers, clang_getCString(name)))
        strings_add(parser->headers, string_format("%s", clang_getCString(name)));
    clang_disposeString(name);
}

struct unit *parser_run(struct parser *parser)
{
    if (!run_clang_on_buffer(parser))
        return NULL;
    if (parser->headers) /* headers that are pasted later are listed only in the first run */
        clang_getInclusions(parser->tu, note_header, parser);
    if (!parser->presumed)
        parser_presume(parser, 0);
    parser->presumed = true;
    if (predefined_find(parser)) {
        decide_headers(parser);
        if (!run_clang_on_buffer(parser))
            return NULL;
    }
    if (report_errors(parser))
        return NULL;
    parser->selections.count = 0;
    struct unit *unit = build_whole_unit(parser);
    if (parser->selections_unasked) {
        if (!ask_for_selections(parser) || !run_clang_on_buffer(parser))
            return NULL;
        unit = build_whole_unit(parser);
    }
    return unit;
}

/* ---- alignments ---- */

struct unread {
    struct var *var;
    unsigned at; /* the offset of its declaration's semicolon */
};

struct unreads {
    struct unread *items;
    size_t count, room;
};

static int compare_unreads(const void *a, const void *b)
{
    const struct unread *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at;
}

static const char alignment_prefix[] = "asyncc_alignment_";

static enum CXChildVisitResult take_alignment(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const struct unreads *unreads = data;
    if (clang_getCursorKind(cursor) != CXCursor_VarDecl)
        return CXChildVisit_Recurse;
    const char *name = take_string(clang_getCursorSpelling(cursor));
    if (strncmp(name, alignment_prefix, sizeof alignment_prefix - 1))
        return CXChildVisit_Recurse;
    size_t index = strtoul(name + sizeof alignment_prefix - 1, NULL, 10);
    long long alignment = clang_getArraySize(clang_getCursorType(cursor));
    if (index < unreads->count && alignment > 0 && alignment < ALIGNMENT_UNREAD)
        unreads->items[index].var->alignment = (unsigned)alignment;
    return CXChildVisit_Continue;
}

/* libclang shows an attribute, but not its arguments. So the buffer is parsed again, with another declarator after the
 * local's: an array (of pointers, which are valid for any type) whose length is the local's alignment. */
bool parser_alignments(struct parser *parser, struct unit *unit)
{
    const struct source *source = parser->source;
    struct unreads unreads = {0};
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        for (size_t k = 0; func && func->is_async && k < func->vars.count + func->statics.count; k++) {
            struct var *var = k < func->vars.count ? func->vars.items[k] : func->statics.items[k - func->vars.count];
            if (var->alignment != ALIGNMENT_UNREAD || !var->decl || var->decl->inside)
                continue;
            unsigned end = var->decl->parent->end;
            if (source->text[end - 1] != ';')
                continue;
            struct unread unread = {var, end - 1};
            ARRAY_ADD(unreads, unread);
        }
    }
    if (!unreads.count)
        return true;
    qsort(unreads.items, unreads.count, sizeof *unreads.items, compare_unreads);
    struct text probe = {0};
    unsigned at = 0;
    for (size_t i = 0; i < unreads.count; i++) {
        const struct unread *unread = &unreads.items[i];
        add_decided(parser, &probe, at, unread->at);
        text_printf(&probe, ", *%s%zu[__alignof__(%s)]", alignment_prefix, i, unread->var->name);
        at = unread->at;
    }
    add_decided(parser, &probe, at, source->length);
    bool fine = run_clang(parser, probe.text, (unsigned)probe.length, true);
    free(probe.text);
    if (fine)
        clang_visitChildren(clang_getTranslationUnitCursor(parser->tu), take_alignment, &unreads);
    return fine;
}

void parser_free(struct parser *parser)
{
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    clang_disposeIndex(parser->index);
}
