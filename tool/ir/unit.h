/* unit.h: a translation unit: what its file scope declares, the preprocessing record, and what parsing finds besides
 * the tree. Fields that a later pass sets name it in brackets; see tree.h. */
#ifndef IR_UNIT_H
#define IR_UNIT_H

#include "base/diag.h"
#include "base/source.h"
#include "ir/function.h"

#include <stdbool.h>
#include <stddef.h>

struct node;

enum keyword {
    KEYWORD_NONE,
    KEYWORD_ASYNC,
    KEYWORD_AWAIT,
    KEYWORD_NEW,
    KEYWORD_SPAWN,
    KEYWORD_START,
    KEYWORD_RUN,
    KEYWORD_GATHER,
    KEYWORD_REPR,
};

/* The definition of a macro that the buffer invokes, or that such a macro uses. */
struct definition {
    const char *name;
    const char *text; /* from its name on */
    unsigned length;
    unsigned begin;   /* in the buffer, or 0 */
    bool is_function; /* it has parameters */
    bool pastes;      /* it, or a macro that it passes an argument to, has # or ## */
    bool of_compiler; /* it is in one of libclang's own headers, for which other compilers have others */
};

/* A macro invocation in the buffer: the outermost ones, and asyncc's keywords wherever they are. */
struct macro {
    unsigned begin, end;
    const char *name;
    const struct definition *definition; /* NULL: unknown, or built in */
    enum keyword keyword;
    bool is_function;   /* in macros_defined: it has parameters */
    bool pastes;        /* its definition, or one that it uses, has # or ## */
    bool counts;        /* it evaluates __COUNTER__, or may do so */
    bool makes_keyword; /* its definition produces one of asyncc's keywords */
    bool makes_pragma;  /* it produces _Pragma, about a loop or a block */
    bool is_taken;      /* a keyword: the tree has a node for it */
    bool is_shared;     /* it holds nodes with different parents, so no name in it can be replaced [macro_text] */
};

/* A part of the file at file scope that may be rewritten. */
struct toplevel {
    unsigned begin, end;
    struct func *func;           /* a function definition … */
    bool is_prototype;           /* … or a declaration that only declares functions */
    bool is_replaced;            /* … or an async function that is defined again, as only gnu_inline allows */
    bool names_async;            /* it names an async function: typeof(f(0)) */
    unsigned tag_begin, tag_end; /* of a type that a declaration of a function defines */
    struct node *tree;           /* … or a variable's initialisers: NODE_DECLARATION */
    struct {
        struct func **items;
        size_t count, room;
    } prototypes;

    /* [plan] */
    enum item_plan plan; /* what it becomes, or the whole declaration that begins with it … */
    size_t members;      /* … and how many items that has */
    bool is_left_out;    /* a prototype of an inline function that nothing uses */
};

/* A header that is part of the program and has code to be rewritten. */
struct include {
    unsigned begin, end;    /* of the directive in the buffer, without its newline */
    const char *path;       /* the included file */
    unsigned file;          /* equal for all paths to the same file */
    bool entered;           /* it was read at this place, not only at an earlier one */
    bool has_code;          /* it defines async functions, or includes a header that does */
    bool has_copy;          /* code of it stands elsewhere in the buffer; an include guard may make it empty here */
    bool is_once;           /* has_code: #pragma once holds for it */
    unsigned counts;        /* how often __COUNTER__ is evaluated in it … */
    unsigned counts_before; /* … and between the previous #include and this one; parser_count_includes() [expand] */
};

/* What each #include_next in a header found before any header was pasted, when the search was that of the source. */
struct next_include {
    const char *in; /* the full path, with links resolved */
    unsigned offset;
    const char *path;
    bool is_system;
};

struct next_includes {
    struct next_include *items;
    size_t count, room;
};

/* Uses of async where the language has no place for it, and the tree no node. */
enum misuse_kind {
    MISUSE_IN_TYPE,   /* the name of an async function in a type outside of functions: typedef typeof(f(0)) t; */
    MISUSE_MEMBER,    /* the others: `async` on something that is neither a function nor a pointer to one */
    MISUSE_PARAMETER, /* … a parameter */
    MISUSE_TYPEDEF,   /* … a typedef */
    MISUSE_VARIABLE,  /* … a variable of a header */
    MISUSE_TAG,       /* … a struct, union, enum or enumerator */
    MISUSE_NOTHING,   /* … nothing: async int; */
};

struct misuse {
    enum misuse_kind kind;
    const char *name;
    unsigned begin, end;
    bool in_buffer;
    struct place place; /* for one outside of the buffer */
};

/* A call of a function that is not declared. Compilers may accept that; an async function needs a declaration. */
struct undeclared {
    unsigned at; /* of the function's name */
    const char *message;
    struct {
        struct remark {
            struct place place;
            const char *message;
        } * items;
        size_t count, room;
    } notes;
};

/* A set of strings. */
struct words {
    const char **table; /* open addressing; the length is a power of 2 */
    size_t count, room;
};

struct unit {
    struct source *source;
    struct {
        struct func **items;
        size_t count, room;
    } funcs;
    struct {
        struct toplevel *items;
        size_t count, room;
    } toplevels; /* in source order */
    struct {
        struct macro *items;
        size_t count, room;
    } macros, keywords; /* by begin */
    struct {
        struct definition **items;
        size_t count, room;
    } definitions; /* by name: those that invocations lead to, if the name has one definition */
    struct {
        struct include *items;
        size_t count, room;
    } includes;
    struct next_includes nexts;
    bool includes_itself; /* the source file includes itself, so that text that is skipped may be read then */
    const char *forced;   /* a header with code that no #include of the buffer leads to */
    struct {
        struct use {
            unsigned at;       /* of a name in a macro's arguments … */
            const void *meant; /* … the variable or function that a use of it means; NULL for a member, a label … */
        } * items;
        size_t count, room;
    } uses; /* by at */
    struct {
        struct misuse *items;
        size_t count, room;
    } misuses;
    struct {
        struct bound_var {
            const char *name;
            struct attributes attributes;
        } * items;
        size_t count, room;
    } bound_vars; /* variables whose attributes may name a function */
    struct {
        struct undeclared *items;
        size_t count, room;
    } undeclared;
    struct diag_pragmas pragmas;
    struct {
        struct range *items;
        size_t count, room;
    } skipped; /* what #if and its kind leave out of the buffer */
    struct {
        struct guard {
            unsigned at; /* the end of a directive, or the # of an #endif … */
            bool opens;  /* … in front of which an #else is needed */
        } * items;
        size_t count, room;
    } guards;       /* branches that the output must not be compiled with, by at [guard] */
    bool openmp;    /* the compiler obeys #pragma omp … */
    bool openacc;   /* … and #pragma acc */
    bool has_async; /* it has anything async at all */
    struct {
        struct macro *items;
        size_t count, room;
    } macros_defined;   /* in the buffer: name, begin, is_function */
    bool packs;         /* a #pragma pack is in it or in a header of the program */
    bool has_null;      /* NULL is defined … */
    unsigned null_at;   /* … in the include at this offset; UINT_MAX: by the buffer itself */
    struct words words; /* the identifiers of the buffer, and names that asyncc adds [names.c, alias] */
    struct {
        const char **items;
        size_t count, room;
    } library;                 /* functions that the runtime's headers declare, … */
    struct words header_uses;  /* … and words of the user's headers that may name them */
    struct words header_words; /* names in headers that asyncc's names must differ from; clang/header_names.c */
    struct words type_names;   /* of all typedefs at file scope */
    struct words macro_names;  /* of all macros defined anywhere: in headers, too */
};

#endif
