/* other_language.c: see other_language.h. The compiler would accept such a file, and the functions would be sequential.
 * libclang's errors are ignored: the part that it has read is enough. */
#include "clang/other_language.h"

#include "base/files.h"
#include "clang/flags.h"
#include "clang/internal.h"
#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

#ifndef ASYNCC_RESOURCE_DIR
#define ASYNCC_RESOURCE_DIR ""
#endif

struct hunt {
    CXTranslationUnit tu;
    bool found;
};

static void report(struct hunt *hunt, CXSourceLocation location, const char *what)
{
    CXFile file;
    unsigned line, column, offset;
    clang_getExpansionLocation(location, &file, &line, &column, &offset);
    struct place place = {.name = take_string(clang_getFileName(file)), .line = line, .column = column};
    size_t size;
    const char *text = clang_getFileContents(hunt->tu, file, &size);
    if (text && offset <= size) {
        size_t begin = offset, end = offset;
        while (begin > 0 && text[begin - 1] != '\n')
            begin--;
        while (end < size && text[end] != '\n')
            end++;
        place.line_text = text + begin;
        place.line_length = (unsigned)(end - begin);
    }
    struct diag diag = {0};
    diag_report(
        &diag, SEVERITY_ERROR, &place, 1,
        arena_format("%s in a language other than C, which asyncc does not translate; move it to a C file", what));
    diag_flush(&diag);
    hunt->found = true;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct hunt *hunt = data;
    CXSourceLocation location = clang_getCursorLocation(cursor);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (clang_Location_isInSystemHeader(location)) /* asyncc.h is a system header */
        return CXChildVisit_Continue;
    if (kind == CXCursor_MacroExpansion && keyword_named(take_string(clang_getCursorSpelling(cursor))) == KEYWORD_AWAIT)
        report(hunt, location, "await");
    if (clang_isDeclaration(kind) && clang_isCursorDefinition(cursor) &&
        (kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_FunctionTemplate) &&
        marks_of(cursor).async)
        report(hunt, location, "async function");
    if (hunt->found)
        return CXChildVisit_Break;
    bool scope = kind == CXCursor_Namespace || kind == CXCursor_LinkageSpec || kind == CXCursor_UnexposedDecl ||
                 kind == CXCursor_ClassDecl || kind == CXCursor_StructDecl || kind == CXCursor_ClassTemplate;
    return scope ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

bool other_language_has_async(const char *input, const char *file, const char *const *flags, int flag_count)
{
    size_t length;
    char *text = input_read(file, &length);
    if (!text)
        return false;
    struct CXUnsavedFile unsaved = {input, text, length};
    CXIndex index = clang_createIndex(0, 0);
    int count;
    flags = flags_settle(index, flags, flag_count, &count);
    const char **all = arena_take(((size_t)count + 4) * sizeof *all);
    memcpy(all, flags, (size_t)count * sizeof *all);
    all[count++] = "-D__ASYNCC__=1";
    all[count++] = "-Wno-everything";
    if (*ASYNCC_RESOURCE_DIR) {
        all[count++] = "-resource-dir";
        all[count++] = ASYNCC_RESOURCE_DIR;
    }
    struct hunt hunt = {0};
    clang_parseTranslationUnit2(index, input, all, count, &unsaved, 1,
                                CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing, &hunt.tu);
    if (hunt.tu) {
        clang_visitChildren(clang_getTranslationUnitCursor(hunt.tu), visit, &hunt);
        clang_disposeTranslationUnit(hunt.tu);
    }
    clang_disposeIndex(index);
    free(text);
    return hunt.found;
}
