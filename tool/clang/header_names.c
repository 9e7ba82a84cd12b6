/* header_names.c: the names in headers, and the meaning of names in macro arguments.
 *
 * Headers. Names that asyncc adds to the buffer must not clash with names in a header: a macro of the header may use
 * one of its variables, and one of its functions may be called `work_resume`. So every word of the user's headers
 * counts, and in system headers everything declared at file scope. asyncc.h is a system header.
 *
 * Arguments. A name in a macro's argument can be replaced only if it has the same meaning wherever the macro uses it,
 * unlike in `#define FIELD(x) .x = x`.
 */
#include "clang/internal.h"

#include "ir/names.h"
#include "ir/node.h"

#include <stdlib.h>
#include <string.h>

/* All names that begin with async_. (For the output asyncc.h declares more of them than libclang sees.) */
static void read_our_names(struct words *words, const char *text, unsigned length)
{
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length))
        if (token.kind == TOKEN_WORD && !strncmp(text + token.begin, "async_", 6))
            words_add(words, text + token.begin, token.end - token.begin);
}

/* True if the text has a #pragma pack or a _Pragma("pack…"). */
static bool text_packs(const char *text, size_t size)
{
    bool pragma = false, packs = false;
    for (size_t at = 0; at + 5 < size && !packs; at++) {
        pragma = !memcmp(text + at, "ragma", 5) || (pragma && text[at] != '\n');
        packs = pragma && !memcmp(text + at, "pack", 4);
    }
    return packs;
}

static void read_header(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    size_t size = 0;
    const char *text = text_of_file(parser, file, &size);
    bool system =
        size && clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, file, (unsigned)size - 1));
    parser->unit->packs |= text && !system && text_packs(text, size);
    if (!depth)
        text = NULL;
    parser->odd_headers |= text && has_odd_bytes(text, size);
    if (!text || !size)
        return;
    CXSourceLocation end = clang_getLocationForOffset(parser->tu, file, (unsigned)size - 1);
    if (is_runtime_header(end))
        read_our_names(&parser->unit->header_words, text, (unsigned)size);
    if (clang_Location_isInSystemHeader(end))
        return;
    names_read(&parser->unit->header_words, text, (unsigned)size);
    read_our_names(&parser->unit->header_uses, text, (unsigned)size);
}

void collect_header_names(struct parser *parser)
{
    clang_getInclusions(parser->tu, read_header, parser);
}

void collect_declared_name(struct parser *parser, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    words_add(&parser->unit->header_words, text, strlen(text));
    clang_disposeString(name);
    if (clang_getCursorKind(cursor) != CXCursor_EnumDecl)
        return;
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++)
        collect_declared_name(parser, list.items[i]);
}

static enum CXChildVisitResult collect_use(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct parser *parser = data;
    struct unit *unit = parser->unit;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    CXSourceLocation location = clang_getCursorLocation(cursor);
    bool names = kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr || clang_isReference(kind) ||
                 clang_isDeclaration(kind) || kind == CXCursor_LabelStmt;
    unsigned begin;
    if (!names || !in_buffer(parser, location, &begin))
        return CXChildVisit_Recurse;
    int macro = macro_at(unit, begin);
    unsigned at = file_offset(parser, location);
    if (macro < 0 || at <= unit->macros.items[macro].begin || at >= unit->macros.items[macro].end)
        return CXChildVisit_Recurse;
    struct use use = {at, NULL};
    if (kind == CXCursor_DeclRefExpr) {
        CXCursor meant = clang_getCursorReferenced(cursor);
        use.meant = remembered(parser, meant);
        if (!use.meant && clang_getCursorKind(meant) == CXCursor_FunctionDecl)
            use.meant = remembered(parser, clang_getCanonicalCursor(meant));
    }
    ARRAY_ADD(unit->uses, use);
    return CXChildVisit_Recurse;
}

void collect_uses(struct parser *parser, CXCursor cursor)
{
    if (parser->unit->macros.count)
        clang_visitChildren(cursor, collect_use, parser);
}

static int compare_uses(const void *a, const void *b)
{
    const struct use *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at;
}

void sort_uses(struct unit *unit)
{
    if (unit->uses.count)
        qsort(unit->uses.items, unit->uses.count, sizeof *unit->uses.items, compare_uses);
}
