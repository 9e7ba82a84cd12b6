/* anonymous.c: see clang/anonymous.h.
 *
 * An enumeration is written as the integer type that it is compatible with. A struct or union is named through an
 * object declared with it: an element of `static struct { int a; } table[3];` has the type __typeof__(((void)0,
 * table[0])). (The value of a comma expression has no qualifiers, even if the variable is const.) The declarations are
 * collected once, when the first one is needed. */
#include "clang/anonymous.h"

#include "base/util.h"

#include <string.h>

/* The first declaration that leads to a type without a name: a variable, a typedef, a member; or the type itself, if
 * its members count as members of the enclosing type. */
struct leader {
    unsigned hash; /* the record's hash */
    CXCursor record, declaration, around;
};
static struct {
    struct leader *items;
    size_t count, room;
} leaders;
static bool sought;

void anonymous_forget(void)
{
    memset(&leaders, 0, sizeof leaders);
    sought = false;
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

static const struct leader *leader_to(CXCursor record)
{
    unsigned hash = clang_hashCursor(record);
    for (size_t i = 0; i < leaders.count; i++)
        if (leaders.items[i].hash == hash && clang_equalCursors(leaders.items[i].record, record))
            return &leaders.items[i];
    return NULL;
}

static enum CXChildVisitResult seek(CXCursor cursor, CXCursor around, CXClientData data)
{
    (void)data;
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
        ARRAY_ADD(leaders, leader);
    }
    bool is_record = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
    return is_record ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

/* An expression for an object of this type, which is not evaluated. */
static const char *object_of(CXCursor record)
{
    if (!clang_Cursor_isAnonymous(record))
        return arena_format("(*(%s *)0)", spelling(clang_getTypeSpelling(clang_getCursorType(record))));
    const struct leader *leader = leader_to(record);
    if (!leader)
        return NULL;
    enum CXCursorKind kind = clang_getCursorKind(leader->declaration);
    const char *object = spelling(clang_getCursorSpelling(leader->declaration));
    CXType type = clang_getCursorType(leader->declaration);
    if (kind == CXCursor_TypedefDecl) {
        object = arena_format("(*(%s *)0)", object);
        type = clang_getTypedefDeclUnderlyingType(leader->declaration);
    } else if (kind != CXCursor_VarDecl) {
        const char *around = object_of(leader->around);
        if (!around || kind != CXCursor_FieldDecl)
            return around;
        object = arena_format("%s.%s", around, object);
    }
    follow(type, &object);
    return object;
}

const char *anonymous_spelling(CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    if (clang_getCursorKind(declaration) == CXCursor_EnumDecl)
        return spelling(clang_getTypeSpelling(clang_getEnumDeclIntegerType(declaration)));
    if (!sought)
        clang_visitChildren(clang_getTranslationUnitCursor(clang_Cursor_getTranslationUnit(declaration)), seek, NULL);
    sought = true;
    const char *object = object_of(declaration);
    return object ? arena_format("__typeof__(((void)0, %s))", object) : NULL;
}
