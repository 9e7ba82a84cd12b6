/* types.c: see clang/types.h.
 *
 * A struct type has what is needed to write a type where libclang's own spelling is not C (function pointers around a
 * name, dropped qualifiers), and the facts about the type that its typedefs lead to. */
#include "clang/types.h"

#include "clang/anonymous.h"
#include "clang/identity.h"
#include "clang/internal.h"
#include "base/util.h"

#include <string.h>

void types_forget(struct parser *parser)
{
    memset(&parser->types, 0, sizeof parser->types);
    memset(&parser->local_types, 0, sizeof parser->local_types);
    anonymous_forget(parser);
}

static struct known_type *lookup(const struct parser *parser, const void *key)
{
    struct known_type *table = parser->types.items;
    size_t at = ((size_t)key >> 4) * 0x9E3779B97F4A7C15u & (parser->types.room - 1);
    while (table[at].key && table[at].key != key)
        at = (at + 1) & (parser->types.room - 1);
    return &table[at];
}

static void grow(struct parser *parser)
{
    struct known_type *old = parser->types.items;
    size_t room = parser->types.room;
    parser->types.room = room ? room * 2 : 256;
    parser->types.items = arena_take(parser->types.room * sizeof *parser->types.items);
    for (size_t i = 0; i < room; i++)
        if (old[i].key)
            *lookup(parser, old[i].key) = old[i];
}

static bool is_in_function(CXCursor declaration)
{
    for (int depth = 0; depth < 64; depth++) {
        enum CXCursorKind kind = clang_getCursorKind(declaration);
        if (kind == CXCursor_FunctionDecl)
            return true;
        if (clang_isInvalid(kind) || kind == CXCursor_TranslationUnit)
            return false;
        declaration = clang_getCursorSemanticParent(declaration);
    }
    return false;
}

/* The local type of a vector's elements, or of an atomic's value. */
static struct local_type *local_part_of(struct parser *parser, CXType type)
{
    bool is_vector = type.kind == CXType_Vector || type.kind == CXType_ExtVector;
    return type_local(type_of(parser, is_vector ? clang_getElementType(type) : clang_Type_getValueType(type)));
}

static struct local_type *local_type_of(struct parser *parser, CXType type)
{
    if (type.kind == CXType_Vector || type.kind == CXType_ExtVector || type.kind == CXType_Atomic)
        return local_part_of(parser, type);
    CXCursor declaration = clang_getTypeDeclaration(type);
    if (clang_isInvalid(clang_getCursorKind(declaration)) || !is_in_function(declaration))
        return NULL;
    for (size_t i = 0; i < parser->local_types.count; i++)
        if (clang_equalCursors(parser->local_types.items[i].declaration, declaration))
            return parser->local_types.items[i].local;
    struct local_type *local = arena_take(sizeof *local);
    struct known_local known = {declaration, local};
    ARRAY_ADD(parser->local_types, known);
    CXString name = clang_getCursorSpelling(declaration);
    local->name = arena_copy(clang_getCString(name), strlen(clang_getCString(name)));
    clang_disposeString(name);
    CXSourceRange range = clang_getCursorExtent(declaration);
    in_buffer(parser, clang_getRangeStart(range), &local->begin);
    in_buffer(parser, clang_getRangeEnd(range), &local->end);
    return local;
}

static const char *spelling_of(CXType type)
{
    CXString string = clang_getTypeSpelling(clang_getUnqualifiedType(type));
    const char *text = clang_getCString(string);
    const char *copy = arena_copy(text, strlen(text));
    clang_disposeString(string);
    return copy;
}

/* The element type of an array that a typedef names. libclang does not apply the typedef's qualifiers to the elements.
 */
static struct type *element_of(const struct type *array)
{
    const struct type *element = array->element;
    struct type *copy = arena_take(sizeof *copy);
    *copy = *element;
    if (element->shape == TYPE_ARRAY) {
        struct type around = *array;
        around.element = element->inner;
        copy->inner = element_of(&around);
    } else {
        copy->is_const |= array->deep_const;
        copy->is_volatile |= array->deep_volatile && !element->deep_volatile;
    }
    copy->deep_const |= array->deep_const;
    copy->deep_volatile |= array->deep_volatile;
    return copy;
}

struct type *type_decay(struct type *type)
{
    if (!type->is_array && !type->is_function)
        return type;
    struct type *pointer = arena_take(sizeof *pointer);
    pointer->shape = TYPE_POINTER;
    pointer->inner = !type->is_array ? type : type->shape == TYPE_ARRAY ? type->inner : element_of(type);
    pointer->is_pointer = true;
    pointer->is_variable = pointer->inner->is_variable;
    pointer->function = type->function;
    pointer->size = (long long)sizeof(void *);
    return pointer;
}

/* The calling convention, where it is not the platform's default. */
static const char *convention_of(CXType function)
{
    switch (clang_getFunctionTypeCallingConv(function)) {
    case CXCallingConv_X86StdCall:
        return "__attribute__((__stdcall__)) ";
    case CXCallingConv_X86FastCall:
        return "__attribute__((__fastcall__)) ";
    case CXCallingConv_X86ThisCall:
        return "__attribute__((__thiscall__)) ";
    case CXCallingConv_X86_64Win64:
        return "__attribute__((__ms_abi__)) ";
    case CXCallingConv_X86_64SysV:
        return "__attribute__((__sysv_abi__)) ";
    case CXCallingConv_AAPCS_VFP:
        return "__attribute__((__pcs__(\"aapcs-vfp\"))) ";
    default:
        return NULL;
    }
}

static void add_function(struct parser *parser, struct type *type, CXType function)
{
    type->convention = convention_of(function);
    type->inner = type_of(parser, clang_getResultType(function));
    int count = clang_getNumArgTypes(function);
    type->no_prototype = clang_getCanonicalType(function).kind == CXType_FunctionNoProto;
    type->variadic = clang_isFunctionTypeVariadic(function) && !type->no_prototype;
    type->param_count = count > 0 ? (unsigned)count : 0;
    type->params = arena_take((type->param_count + 1) * sizeof *type->params);
    for (unsigned i = 0; i < type->param_count; i++) {
        struct type *param = type_of(parser, clang_getArgType(function, i));
        /* va_list and the like keep their names: the type they decay to may have none in C. */
        type->params[i] = param->is_array && param->shape == TYPE_NAMED ? param : type_decay(param);
    }
}

struct field_visit {
    struct parser *parser;
    struct type *record;
};

static enum CXVisitorResult look_at_field(CXCursor field, CXClientData data)
{
    struct parser *parser = ((struct field_visit *)data)->parser;
    struct type *record = ((struct field_visit *)data)->record;
    CXType canonical = clang_getCanonicalType(clang_getCursorType(field));
    const struct type *type = type_of(parser, clang_getCursorType(field));
    if (!record->has_fields)
        record->is_hollow = type->is_hollow || !type->size;
    record->has_fields = true;
    record->has_const_member |= type->deep_const || type->has_const_member;
    record->is_flexible |= type->is_flexible || canonical.kind == CXType_IncompleteArray;
    return CXVisit_Continue;
}

static bool is_va_list(CXType type)
{
    for (;;) {
        CXType below = clang_getTypedefDeclUnderlyingType(clang_getTypeDeclaration(type));
        if (below.kind == CXType_Invalid)
            return false;
        if (!strcmp(spelling_of(type), "__builtin_va_list"))
            return true;
        type = below;
    }
}

/* Sets the facts about the type that the typedefs lead to. */
/* The integer that a value is whose negative values are failures, or NULL. Not plain char, which is signed on some
 * targets only. */
static const char *status_of(CXType canonical)
{
    if (canonical.kind == CXType_Enum)
        canonical = clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical)));
    switch (canonical.kind) {
    case CXType_SChar:
        return "signed char";
    case CXType_Short:
        return "short";
    case CXType_Int:
        return "int";
    case CXType_Long:
        return "long";
    case CXType_LongLong:
        return "long long";
    default:
        return NULL;
    }
}

static void add_facts(struct parser *parser, struct type *type, CXType clang)
{
    CXType canonical = clang_getCanonicalType(clang);
    /* A placeholder type, as of a builtin function's name, has no size; libclang would crash on it. */
    long long size =
        canonical.kind == CXType_Unexposed || canonical.kind == CXType_Invalid ? 0 : clang_Type_getSizeOf(canonical);
    type->size = size > 0 ? size : 0;
    type->alignment = size > 0 ? clang_Type_getAlignOf(canonical) : 1;
    if (size > 0 && clang_Type_getAlignOf(clang) > type->alignment) /* a typedef may raise the alignment */
        type->alignment = clang_Type_getAlignOf(clang);
    type->deep_const = clang_isConstQualifiedType(canonical);
    type->deep_volatile = clang_isVolatileQualifiedType(canonical);
    switch (canonical.kind) {
    case CXType_Unexposed:
        type->is_opaque = true;
        break;
    case CXType_Void:
        type->is_void = true;
        break;
    case CXType_Vector:
    case CXType_ExtVector:
        type->is_vector = type->is_record = true; /* initialised with {0} like a record */
        break;
    case CXType_Record:
        type->is_record = true;
        clang_Type_visitFields(canonical, look_at_field, &(struct field_visit){parser, type});
        type->is_hollow |= !type->has_fields;
        break;
    case CXType_Pointer:
        type->is_pointer = true;
        break;
    case CXType_Atomic:
        type->is_atomic = type->deep_volatile = true;
        type->is_variable = type_of(parser, clang_Type_getValueType(canonical))->is_variable;
        break;
    case CXType_VariableArray:
        type->is_variable = true;
        type->is_array = true;
        break;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
        type->is_array = true;
        break;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        type->is_function = true;
        break;
    default:
        type->is_integer =
            (canonical.kind >= CXType_Bool && canonical.kind <= CXType_Int128) || canonical.kind == CXType_Enum;
    }
    type->is_bool = canonical.kind == CXType_Bool;
    type->status = status_of(canonical);
    if (type->is_array) {
        struct type *element = type_of(parser, clang_getArrayElementType(canonical));
        type->element = element;
        type->deep_volatile |= element->deep_volatile;
        type->deep_const |= element->deep_const;
        type->is_variable |= element->is_variable;
        type->is_flexible = element->is_flexible;
        type->has_const_member = element->has_const_member;
    }
    if (type->is_pointer)
        type->is_variable |= type_of(parser, clang_getPointeeType(canonical))->is_variable;
    if (type->is_function)
        type->is_variable |= type_of(parser, clang_getResultType(canonical))->is_variable;
}

/* The type that a typedef or an elaborated type denotes, one level down; the canonical type for any other.
 */
static CXType one_level_down(CXType type)
{
    CXType below = clang_getUnqualifiedType(type.kind == CXType_Elaborated ? clang_Type_getNamedType(type)
                                            : type.kind == CXType_Typedef
                                                ? clang_getTypedefDeclUnderlyingType(clang_getTypeDeclaration(type))
                                            : type.kind == CXType_Attributed ? clang_Type_getModifiedType(type)
                                                                             : clang_getCanonicalType(type));
    return below.kind == CXType_Invalid ? clang_getCanonicalType(type) : below;
}

/* Qualifiers of an array belong to its elements; canonical types have them on the array. */
static struct type *qualified(struct type *type, const struct type *marks)
{
    struct type *copy = arena_take(sizeof *copy);
    *copy = *type;
    copy->is_const |= marks->is_const;
    copy->is_volatile |= marks->is_volatile;
    if (type->shape == TYPE_ARRAY)
        copy->inner = qualified(type->inner, marks);
    return copy;
}

/* _Atomic(int *) is int *_Atomic, a pointer, unless its operand is a typedef of one. */
static CXType pointer_in_atomic(CXType type)
{
    CXType value = type.kind == CXType_Atomic ? clang_Type_getValueType(type) : type;
    while (value.kind == CXType_Attributed)
        value = clang_Type_getModifiedType(value);
    return value.kind == CXType_Pointer ? value : type;
}

/* The type that a typedef or enum declared in a function denotes; NULL for structs. */
static struct type *type_of_local(struct parser *parser, CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    CXType below = clang_getCursorKind(declaration) == CXCursor_TypedefDecl
                       ? clang_getTypedefDeclUnderlyingType(declaration)
                   : clang_getCursorKind(declaration) == CXCursor_EnumDecl ? clang_getEnumDeclIntegerType(declaration)
                                                                           : (CXType){.kind = CXType_Invalid};
    return below.kind == CXType_Invalid ? NULL : type_of(parser, below);
}

/* True for a struct, union or enum without a name, or an atomic one. */
static bool is_unnamed(CXType type)
{
    while (type.kind == CXType_Atomic)
        type = clang_Type_getValueType(type);
    if (type.kind == CXType_Elaborated)
        type = clang_Type_getNamedType(type);
    return (type.kind == CXType_Record || type.kind == CXType_Enum) &&
           clang_Cursor_isAnonymous(clang_getTypeDeclaration(type));
}

struct type *type_of(struct parser *parser, CXType clang)
{
    if (clang.kind == CXType_Invalid) { /* of a _Static_assert in a block */
        struct type *none = arena_take(sizeof *none);
        none->shape = TYPE_NAMED;
        none->spelling = "";
        return none;
    }
    if (parser->types.count * 2 >= parser->types.room)
        grow(parser);
    const void *key = type_identity(clang);
    struct known_type *entry = lookup(parser, key);
    if (key && entry->key)
        return entry->type;
    struct type *type = arena_take(sizeof *type);
    if (key) {
        *entry = (struct known_type){key, type};
        parser->types.count++;
    }
    type->is_va_list = is_va_list(clang);
    type->is_const = clang_isConstQualifiedType(clang);
    type->is_volatile = clang_isVolatileQualifiedType(clang);
    type->is_restrict = clang_isRestrictQualifiedType(clang);
    CXType bare = clang_getUnqualifiedType(clang);
    while (bare.kind == CXType_Attributed)
        bare = clang_Type_getModifiedType(bare);
    /* typeof, __auto_type and parentheses have no type kind. */
    if (bare.kind == CXType_Auto || bare.kind == CXType_Unexposed) {
        CXType canonical = clang_getCanonicalType(bare);
        if (canonical.kind != CXType_FunctionProto && canonical.kind != CXType_FunctionNoProto)
            bare = canonical;
    }
    /* To libclang a qualifier in a typedef or typeof is not on this level, but removing it here drops it as well. */
    CXType whole = clang_getCanonicalType(clang), canonical = clang_getCanonicalType(bare);
    type->is_const |= clang_isConstQualifiedType(whole) && !clang_isConstQualifiedType(canonical);
    type->is_volatile |= clang_isVolatileQualifiedType(whole) && !clang_isVolatileQualifiedType(canonical);
    type->is_restrict |= clang_isRestrictQualifiedType(whole) && !clang_isRestrictQualifiedType(canonical);
    if (canonical.kind == CXType_FunctionProto || canonical.kind == CXType_FunctionNoProto) {
        /* Entered before its parameters are read: a struct among them may contain a pointer to this type. */
        bool spelled = bare.kind != CXType_Typedef && bare.kind != CXType_Elaborated;
        type->is_function = true;
        type->function = spelled ? type : arena_take(sizeof *type);
        type->function->shape = TYPE_FUNCTION;
        type->function->is_function = true;
    }
    CXType pointer = pointer_in_atomic(bare);
    switch (pointer.kind) {
    case CXType_Pointer:
        type->shape = TYPE_POINTER;
        type->is_atomic_pointer = bare.kind == CXType_Atomic;
        type->inner = type_of(parser, clang_getPointeeType(pointer));
        break;
    case CXType_ConstantArray:
        type->shape = TYPE_ARRAY;
        type->inner = type_of(parser, clang_getArrayElementType(bare));
        type->length = arena_format("%lld", clang_getArraySize(bare));
        break;
    case CXType_IncompleteArray:
        type->shape = TYPE_ARRAY;
        type->inner = type_of(parser, clang_getArrayElementType(bare));
        type->length = "";
        break;
    case CXType_VariableArray:
        type->shape = TYPE_ARRAY;
        type->inner = type_of(parser, clang_getArrayElementType(bare));
        break;
    default:
        if (type->is_function)
            add_function(parser, type->function, bare);
        if (type->function != type) {
            type->shape = TYPE_NAMED;
            type->spelling = bare.kind == CXType_Bool ? "_Bool" : spelling_of(bare); /* "bool" is C23 */
            type->is_anonymous = is_unnamed(bare);
            type->local = local_type_of(parser, bare);
            if (type->local)
                type->instead = type_of_local(parser, bare);
            if (type->is_anonymous && !type->local) {
                const char *name = anonymous_spelling(parser, bare);
                type->spelling = name ? name : type->spelling;
                type->is_anonymous = !name;
            } else if (type->is_anonymous) {
                /* A tag that the output can use as its name if needed. */
                const char *space = strchr(type->spelling, ' ');
                type->spelling =
                    arena_format("%.*s unnamed_%u", (int)(space - type->spelling), type->spelling, type->local->begin);
                type->is_anonymous = false;
            } else if (type->local) {
                type->local->has_tag = true;
            }
        }
    }
    struct type marks = {.is_const = type->is_const || clang_isConstQualifiedType(bare),
                         .is_volatile = type->is_volatile || clang_isVolatileQualifiedType(bare)};
    if (type->shape == TYPE_ARRAY && (marks.is_const || marks.is_volatile))
        type->inner = qualified(type->inner, &marks);
    type->canonical = spelling_of(clang_getCanonicalType(bare));
    add_facts(parser, type, clang);
    if (type->is_pointer) {
        /* Follow one typedef at a time, so that the typedefs in the pointee's own parts are kept. */
        while (bare.kind != CXType_Pointer && bare.kind != canonical.kind)
            bare = one_level_down(bare);
        CXType pointee = clang_getPointeeType(bare.kind == CXType_Pointer ? bare : canonical);
        struct type *target = type_of(parser, pointee);
        type->function = target->is_function ? target->function : NULL;
    }
    return type;
}
