/* marks.c: what is async: declarations, types and expressions. */
#include "clang/internal.h"

#include <string.h>

#define BLOCKING "async_blocking:"

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
    } else if (!strcmp(text, "async_leaf:line")) {
        marks->leaf = LEAF_LINE;
    } else if (!strcmp(text, "async_join")) {
        marks->join = true;
    } else if (!strncmp(text, BLOCKING, sizeof BLOCKING - 1)) {
        marks->blocking = arena_copy(text + sizeof BLOCKING - 1, strlen(text + sizeof BLOCKING - 1));
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

static enum CXChildVisitResult find_async_name(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr || !is_async_declaration(clang_getCursorReferenced(cursor)))
        return CXChildVisit_Recurse;
    *(bool *)data = true;
    return CXChildVisit_Break;
}

bool contains_async_name(CXCursor cursor)
{
    bool found = false;
    clang_visitChildren(cursor, find_async_name, &found);
    return found;
}
