/* type.h: types, and how they are written as C. */
#ifndef IR_TYPE_H
#define IR_TYPE_H

#include <stdbool.h>
#include <stddef.h>

struct node;

enum type_shape { TYPE_NAMED, TYPE_POINTER, TYPE_ARRAY, TYPE_FUNCTION };

struct type {
    enum type_shape shape;
    bool is_const, is_volatile, is_restrict; /* at this level */
    bool is_atomic_pointer;                  /* TYPE_POINTER: int *_Atomic */
    const char *spelling;                    /* TYPE_NAMED: without qualifiers */
    const char *canonical; /* libclang's spelling without typedefs and qualifiers, which is the same for equal types */
    struct type *inner;    /* pointee, element or result */
    const char *length;    /* TYPE_ARRAY: the number, "" if unknown, NULL if variable */
    struct type **params;  /* TYPE_FUNCTION */
    unsigned param_count;
    bool variadic, no_prototype;
    const char *convention; /* TYPE_FUNCTION: the attribute of its calling convention, or NULL */
    /* the type after typedefs are resolved */
    bool is_void, is_record, is_array, is_function, is_pointer, is_atomic, is_variable, is_integer, is_anonymous;
    bool is_vector, is_bool;
    const char *status;       /* the signed integer that it is, so that negative values are failures; or NULL */
    bool is_va_list;          /* va_arg changes it, whatever type it is */
    bool is_flexible;         /* a record, or an array of them, that ends in an array without a length */
    bool has_fields;          /* a record that has members */
    bool is_opaque;           /* libclang does not describe it: one of clang's matrix types */
    bool is_hollow;           /* a record that begins with an empty member, or has none, as GNU C allows */
    bool has_const_member;    /* it cannot be assigned as a whole */
    bool deep_volatile;       /* volatile or _Atomic somewhere inside */
    bool deep_const;          /* const at the top, also through typedefs */
    long long alignment;      /* in bytes, on the target */
    long long size;           /* on the target; only used to order fields */
    struct local_type *local; /* declared inside a function */
    struct type *instead;     /* a typedef or enum declared inside a function: the type to name instead */
    struct type *element;     /* of an array */
    struct type *function;    /* the type of a function, or of the function that a pointer leads to */
};

/* A struct, union, enum or typedef that is declared inside a function. */
struct local_type {
    const char *name;
    unsigned begin, end;
    bool has_tag;   /* it has a tag or a name of its own, or needs none */
    bool needs_tag; /* it is anonymous, and the output has to name it [plan] */
};

/* What the output calls a type whose own name is hidden. */
struct alias {
    const char *spelling;
    const struct local_type *local;
    const char *name;
    const struct node *declaration; /* NODE_TYPE: the typedef comes after it; NULL: in front of the function */
};

struct aliases {
    struct alias *items;
    size_t count, room;
};

/* A new type of this name. */
struct type *type_named(const char *spelling);

/* `declarator` of this type as C: "int (*name)[3]". Top-level qualifiers are left out if `plain`. */
const char *type_declare(const struct type *type, const char *declarator, bool plain);

/* The same, with the aliases' names for the types that have one. */
const char *type_declare_by(const struct aliases *aliases, const struct type *type, const char *declarator, bool plain);

/* The next level of a declarator: what a pointer leads to, the elements of an array, the result of a function; NULL for
 * a name. */
struct type *type_below(const struct type *type);

/* How many of the type's levels are arrays whose length is an expression. */
unsigned type_count_lengths(const struct type *type);

/* An initialiser that sets the type to zero: "0" or "{0}". */
const char *type_zero(const struct aliases *aliases, const struct type *type);

/* One word that stands for this type and no other: "const_char_ptr". */
const char *type_word(const struct type *type);

/* True if the type, or one that it is made of, cannot be named at file scope. */
bool type_is_local(const struct type *type);

/* The type without typedefs and enums that are declared in this range of a function, for use outside of the range. */
struct type *type_outside(struct type *type, unsigned begin, unsigned end);

/* True if objects of this type must be copied bytewise. */
bool type_copies_bytes(const struct type *type);

/* True if the type cannot be that of a frame's member; the frame has raw bytes for it. For strict compilers, a type
 * that ends in an array without a length may only be that of the last member. */
bool type_needs_room(const struct type *type);

/* A frame is aligned to this at most. What needs more is placed in room of its own. */
enum { FRAME_ALIGNMENT = 16 };

/* The type declared in a function that this type is made of, or NULL. */
struct local_type *type_local(const struct type *type);

#endif
