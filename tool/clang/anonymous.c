/* anonymous.c: see clang/anonymous.h.
 *
 * An enumeration is written as the integer type that it is compatible with. A struct or union is named through an
 * object declared with it: an element of `static struct { int a; } table[3];` has the type __typeof__(((void)0,
 * table[0])). (The value of a comma expression has no qualifiers, even if the variable is const.) The declarations are
 * collected once, when the first one is needed. */
#include "clang/anonymous.h"

#include "clang/internal.h"
#include "base/util.h"

#include <string.h>

void anonymous_forget(struct parser *parser)
{
    memset(&parser->leaders, 0, sizeof parser->leaders);
    parser->leaders_sought = false;
}

static const char *spelling(CXString string)
{
    const char *text = clang_getCString(string), *copy = arena_copy(text, strlen(text));
    clang_disposeString(string);
    return copy;
}

/* The record that a type leads to through pointers and arrays; `object` becomes the expression for it. */
static CXCursor follow(CXType type, const char **object)
{
    for (;;) {
        type = clang_getCanonicalType(type);
        if (type.kind == CXType_Pointer) {
            *object = arena_format("(*%s)", *object);
            type = clang_getPointeeType(type);
        } else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray) {
            *object = arena_format("%s[0]", *object);
            type = clang_getArrayElementType(type);
        } else {
            return type.kind == CXType_Record ? clang_getTypeDeclaration(type) : clang_getNullCursor();
        }
    }
}

static const struct leader *leader_to(const struct parser *parser, CXCursor record)
{
    unsigned hash = clang_hashCursor(record);
    for (size_t i = 0; i < parser->leaders.count; i++)
        if (parser->leaders.items[i].hash == hash && clang_equalCursors(parser->leaders.items[i].record, record))
            return &parser->leaders.items[i];
    return NULL;
}

static enum CXChildVisitResult seek(CXCursor cursor, CXCursor around, CXClientData data)
{
    struct parser *parser = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    CXCursor record = clang_getNullCursor();
    const char *object = "";
    if (kind == CXCursor_VarDecl || kind == CXCursor_FieldDecl)
        record = follow(clang_getCursorType(cursor), &object);
    else if (kind == CXCursor_TypedefDecl)
        record = follow(clang_getTypedefDeclUnderlyingType(cursor), &object);
    else if (clang_Cursor_isAnonymousRecordDecl(cursor))
        record = cursor;
    if (!clang_Cursor_isNull(record) && clang_Cursor_isAnonymous(record)) {
        struct leader leader = {clang_hashCursor(record), record, cursor, around};
        ARRAY_ADD(parser->leaders, leader);
    }
    bool is_record = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
    return is_record ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

/* An expression for an object of this type, which is not evaluated. */
static const char *object_of(const struct parser *parser, CXCursor record)
{
    if (!clang_Cursor_isAnonymous(record))
        return arena_format("(*(%s *)0)", spelling(clang_getTypeSpelling(clang_getCursorType(record))));
    const struct leader *leader = leader_to(parser, record);
    if (!leader)
        return NULL;
    enum CXCursorKind kind = clang_getCursorKind(leader->declaration);
    const char *object = spelling(clang_getCursorSpelling(leader->declaration));
    CXType type = clang_getCursorType(leader->declaration);
    if (kind == CXCursor_TypedefDecl) {
        object = arena_format("(*(%s *)0)", object);
        type = clang_getTypedefDeclUnderlyingType(leader->declaration);
    } else if (kind != CXCursor_VarDecl) {
        const char *around = object_of(parser, leader->around);
        if (!around || kind != CXCursor_FieldDecl)
            return around;
        object = arena_format("%s.%s", around, object);
    }
    follow(type, &object);
    return object;
}

const char *anonymous_spelling(struct parser *parser, CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    if (clang_getCursorKind(declaration) == CXCursor_EnumDecl)
        return spelling(clang_getTypeSpelling(clang_getEnumDeclIntegerType(declaration)));
    if (!parser->leaders_sought)
        clang_visitChildren(clang_getTranslationUnitCursor(parser->tu), seek, parser);
    parser->leaders_sought = true;
    const char *object = object_of(parser, declaration);
    return object ? arena_format("__typeof__(((void)0, %s))", object) : NULL;
}
