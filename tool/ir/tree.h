/* tree.h: asyncc's own small tree of a translation unit. The files of clang/ build it from libclang's. Later passes
 * read it, and write their results into the fields that name these passes in brackets. Offsets are into the source
 * buffer. */
#ifndef IR_TREE_H
#define IR_TREE_H

#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct node;
struct func;
struct var;
struct step;

/* ---- types ---- */

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
    struct type *behind;      /* a typedef or enum declared inside a function: the type to name instead */
    struct type *element;     /* of an array */
    struct type *function;    /* the type of a function, or of the function that a pointer leads to */
};

/* A struct, union, enum or typedef that is declared inside a function. */
struct local_type {
    const char *name;
    unsigned begin, end;
    bool has_tag;   /* it has a tag or a name of its own, or needs none */
    bool needs_tag; /* it is anonymous, and the output has to name it [emit] */
};

/* `declarator` of this type as C: "int (*name)[3]". Top-level qualifiers are left out if `plain`. */
const char *type_declare(const struct type *type, const char *declarator, bool plain);

/* The next level of a declarator: what a pointer leads to, the elements of an array, the result of a function; NULL for
 * a name. */
struct type *type_below(const struct type *type);

/* How many of the type's levels are arrays whose length is an expression. */
unsigned type_count_lengths(const struct type *type);

/* An initialiser that sets the type to zero: "0" or "{0}". */
const char *type_zero(const struct type *type);

/* One word that stands for this type and no other: "const_char_ptr". */
const char *type_word(const struct type *type);

/* True if the type, or one that it is made of, cannot be named at file scope. */
bool type_is_local(const struct type *type);

/* The type without typedefs and enums that are declared in this range of a function, for use outside of the range. */
struct type *type_outside(struct type *type, unsigned begin, unsigned end);

/* True if the type cannot be that of a frame's member; the frame has raw bytes for it. For strict compilers, a type
 * that ends in an array without a length may only be that of the last member. */
bool type_needs_room(const struct type *type);

/* A frame is aligned to this at most. What needs more is placed in room of its own. */
enum { FRAME_ALIGNMENT = 16 };

/* The type declared in a function that this type is made of, or NULL. */
struct local_type *type_local(const struct type *type);

/* ---- attributes ---- */

struct attribute {
    const char *name;      /* without underscores around it; any of its spellings */
    const char *arguments; /* "(1, 2)" or "" */
    /* of an async function: the place of the attribute */
    unsigned begin, end;
    bool in_buffer;
    struct place place;
};

struct attributes {
    struct attribute *items;
    size_t count, room;
};

/* What the output calls a type whose own name is hidden. */
struct alias {
    const char *spelling;
    const struct local_type *local;
    const char *name;
    const struct node *declaration; /* NODE_TYPE: the typedef comes after it; NULL: in front of the function */
};

/* From now on type_declare calls these types by their aliases. */
void types_alias(const struct alias *items, size_t count);

/* ---- variables ---- */

enum { ALIGNMENT_UNREAD = 1u << 30 };

struct var {
    const char *name;
    struct type *type;
    struct node *decl;  /* NODE_VAR, or NULL for a temporary */
    struct node *scope; /* the block, for or function body that it belongs to */
    unsigned begin;     /* of its declaration */
    int index;          /* in func->vars; -1 if it is not a local of automatic storage */
    bool is_param;
    bool is_coroutine; /* a coroutine object, or an array of them */
    bool is_static;    /* static or extern, or a constexpr local */
    bool is_extern;
    bool is_temp;          /* not from the source: a temporary, length, object or field [lower, pin, frame] */
    unsigned constexpr_at; /* a constexpr local that becomes static: the offset of that word; otherwise 0 */
    bool has_cleanup;
    bool may_be_unused;
    const char *cleanup;  /* the function in its cleanup attribute, if it could be read */
    struct var **lengths; /* pinned, of variable length: the fields for its lengths, outermost first [pin, lower] */
    unsigned length_count;
    const char *in_register; /* register long x asm("r12"): "r12", never in memory; or the symbol of a static local */
    unsigned alignment;      /* requested by _Alignas or an attribute; 0: none */
    bool alignment_moved;    /* the alignment names something that has moved [emit] */
    bool whole;              /* its field is never shared [pin, spill] */
    bool names_async; /* a parameter whose type names an async function, as in typeof(f(0)), so that its text cannot
                         stay */
    struct attributes attributes; /* for static storage */
    enum {
        NO_ARRAY,
        ARRAY_SPELLED,
        ARRAY_NAMED,
        ARRAY_OF_UNNAMED
    } was_array; /* a parameter written as an array: in full, by a typedef, or by one of a type that may have no name in
                    C */
    bool address_taken;   /* [pin] */
    bool pinned;          /* it lives in the frame from the start [pin, lower, flow, spill] */
    bool ahead;           /* it is declared in front of the steps of its initialiser, which name it [pin] */
    bool saved;           /* it is live across an await [flow] */
    bool needs_init;      /* it may be saved before it has a value [flow, cfg] */
    const char *out_name; /* its name in the output; at first its own [pin, lower, frame] */
    const char *field;    /* its field in the frame [frame] */
    bool passed;          /* a parameter: on resumption it is passed the frame's value [frame] */
    bool saved_once;      /* a parameter that nothing changes: saved when the frame is taken, and stays there [frame] */
    bool used;            /* a temporary for an await's value: something reads it [lower] */
};

struct range {
    unsigned begin, end;
};

/* An OpenMP directive in an async function. */
struct openmp {
    unsigned begin, end;             /* its text */
    unsigned words_begin, words_end; /* what follows `omp` */
    bool is_acc;                     /* it belongs to OpenACC */
    struct node *statement;          /* the statement that it applies to; NULL: it stands alone */
    struct {
        struct openmp_name {
            struct var *var; /* a local */
            unsigned begin, end;
            const char *clause;
        } * items;
        size_t count, room;
    } names;          /* in its clauses */
    unsigned unknown; /* the offset of a macro in its clauses that cannot be followed, or 0 */
};

/* ---- functions ---- */

enum leaf_kind { LEAF_NONE, LEAF_PLAIN, LEAF_TIMER };

struct decl { /* one declaration of a function, in the buffer or not */
    unsigned begin, end;
    bool in_buffer;
    bool is_async; /* this declaration is marked async */
    bool defines;
    bool has_inline, has_extern;
    struct place place; /* for one outside of the buffer */
};

/* A name declared in a block that is not a variable of its own: a typedef, enumerator, function or extern variable. */
struct hider {
    const char *name;
    const struct node *scope;
};

struct func {
    const char *name;
    const char *stem; /* the stem of the names that the output adds for it: its own name, or nearly [emit] */
    struct type *type;
    bool is_async, is_static, is_inline, is_main;
    bool gnu_inline; /* `extern inline` and `inline` have their meanings from before C99 */
    bool is_runtime; /* asyncc.h declares it */
    enum leaf_kind leaf;
    bool is_join;
    struct {
        struct decl *items;
        size_t count, room;
    } decls;
    struct attributes attributes; /* of an async function: from all declarations */
    /* of the definition, if it is in the buffer */
    bool defined, knr;
    bool tags_unnamed;
    bool size_effects;                 /* the size of a parameter of array type has side effects */
    unsigned begin, end;               /* of the whole definition */
    unsigned name_begin;               /* of its name */
    unsigned params_begin, params_end; /* with the parentheses */
    struct {
        struct range *items;
        size_t count, room;
    } tags; /* structs, unions and enums declared in the parameter list */
    struct {
        struct param_use {
            unsigned at; /* the offset of the name */
            const struct var *var;
        } * items;
        size_t count, room;
    } param_uses; /* uses of parameters in the types of other parameters */
    struct node *body;
    struct {
        struct var **items;
        size_t count, room;
    } params, vars, statics; /* vars: parameters, locals, temporaries; statics: static and extern locals */
    struct {
        struct hider *items;
        size_t count, room;
    } hiders;
    struct {
        struct alias *items;
        size_t count, room;
    } aliases; /* [alias] */
    struct {
        struct node **items;
        size_t count, room;
    } awaits; /* await points in source order [lower] */
    struct {
        struct openmp *items;
        size_t count, room;
    } openmp;           /* OpenMP directives in source order [openmp] */
    bool returns_async; /* its result is (a pointer to) an async function */
    struct {
        const void **items;
        size_t count, room;
    } taken;                       /* labels whose address is taken: the targets of computed gotos */
    bool computes;                 /* it has computed gotos */
    bool goes_astray;              /* it has jumps that may go to any label: asm goto */
    bool has_await, awaits_sought; /* an await stands in its body; has that been looked for? [check] */
    bool must_be_one;              /* its body cannot be compiled twice: &&label, va_end */
    bool uses_name;                /* __func__ or one of its spellings is in it */
    bool has_frame;                /* [frame] */
    bool twice;                    /* its body is compiled for each of its two entries [frame] */
    bool cleans;                   /* it has pinned locals with a cleanup function [pin] */
    bool pins;                     /* it takes its frame at the start [frame] */
    bool end_reachable;            /* [flow] */
    struct frame *frame;           /* its layout [frame] */
    bool is_macro;                 /* a macro has the same name */
    bool declared;                 /* [emit] */
    bool declared_by_type;         /* with the types of its parameters rather than their text in the source [emit] */
    bool needed;                   /* inline: something that is printed uses it [emit] */
};

/* ---- nodes ---- */

enum node_kind {
    /* expressions */
    NODE_CONSTANT,  /* a literal, an enumerator, sizeof without side effects */
    NODE_GLOBAL,    /* a name other than that of a local of automatic storage */
    NODE_FUNCTION,  /* the name of an ordinary function */
    NODE_REF,       /* a local: var */
    NODE_ASYNC_REF, /* the name of an async function: func */
    NODE_PAREN,
    NODE_CAST,    /* explicit or implicit; the last child is the operand */
    NODE_ADDRESS, /* & */
    NODE_DEREF,   /* unary * */
    NODE_MEMBER,  /* . and -> */
    NODE_INDEX,
    NODE_CALL, /* callee, arguments … */
    NODE_ASSIGN,
    NODE_COMPOUND_ASSIGN,
    NODE_INCDEC,
    NODE_AND,
    NODE_OR,
    NODE_CONDITIONAL,
    NODE_ELVIS, /* a ?: b */
    NODE_COMMA,
    NODE_OPERATOR,    /* any other operator: all children are evaluated */
    NODE_UNEVALUATED, /* sizeof and the like; also calls of builtins with an operand that contains an await, but is not
                         evaluated */
    NODE_SELECTION,   /* _Generic */
    NODE_INIT_LIST,
    NODE_DESIGNATED, /* [index] .field = value; the last child is the value */
    NODE_LITERAL,    /* a compound literal; the last child is the list */
    NODE_STATEMENTS, /* ({ … }); child 0 is the block */
    NODE_AWAIT,
    NODE_NEW,    /* async_new(call), or a call that creates a coroutine object; the child is the call */
    NODE_SPAWN,  /* async_spawn(call); after check, also the async_start(call) that initialises an object */
    NODE_START,  /* async_start(call); none is left after check */
    NODE_RUN,    /* async_run(call or coroutine object) */
    NODE_GATHER, /* the operand of an await: calls, and assignments of calls */
    NODE_REPR,
    NODE_OTHER, /* something that asyncc does not know; after check, none is left in what is translated */
    /* statements */
    NODE_BLOCK,
    NODE_DECLARATION, /* children: NODE_VAR, NODE_TYPE */
    NODE_VAR,         /* child 0: the initialiser, if has_init */
    NODE_TYPE,        /* a type or function declared in a block, or a _Static_assert: the expressions in it */
    NODE_EXPRESSION,  /* child 0, with its semicolon */
    NODE_IF,          /* condition, then, else or NULL */
    NODE_WHILE,       /* condition, body */
    NODE_DO,          /* body, condition */
    NODE_FOR,         /* initialisation, condition, step (each may be NULL), body */
    NODE_SWITCH,      /* condition, body */
    NODE_CASE,        /* the statement is the last child */
    NODE_DEFAULT,
    NODE_LABEL,
    NODE_GOTO,
    NODE_COMPUTED_GOTO,
    NODE_BREAK,
    NODE_CONTINUE,
    NODE_RETURN, /* child 0: the value, or no child */
    NODE_ASM,
    NODE_ATTRIBUTED,
    NODE_EMPTY,
};

enum await_kind { AWAIT_CALL, AWAIT_OBJECT, AWAIT_JOIN, AWAIT_LEAF, AWAIT_GATHER };

struct node {
    enum node_kind kind;
    unsigned begin, end;
    struct node *parent;
    struct node **child;
    unsigned count;
    struct type *type;     /* of an expression or variable */
    struct var *var;       /* NODE_REF, NODE_VAR */
    struct func *func;     /* NODE_ASYNC_REF */
    const char *name;      /* NODE_GLOBAL, FUNCTION, REF, ASYNC_REF, MEMBER, TYPE, LABEL, GOTO: the identifier */
    const char *op;        /* an operator: its text, "+="; NULL if an operand may be a pointer or is not arithmetic */
    const char *what;      /* NODE_OTHER: its description in messages */
    bool names_async;      /* NODE_OTHER: it contains the name of an async function */
    const char *instead;   /* NODE_UNEVALUATED: the text that replaces it in the output; NULL: its own text */
    bool is_selection;     /* NODE_CAST: the selected association of a _Generic */
    bool is_function_name; /* NODE_CONSTANT: __func__ or one of its spellings */
    bool is_label_address; /* NODE_CONSTANT: &&label */
    int macro;             /* the macro invocation that it begins in, or -1 */
    bool inside;           /* it lies wholly in that macro invocation */
    unsigned tail;         /* a statement that is a macro invocation: the end of the semicolon after it */
    unsigned argument_begin, argument_end; /* inside: the place of its token in the macro's arguments, if it is there */
    bool is_async_call;                    /* NODE_CALL */
    bool to_async;                         /* NODE_ASYNC_REF: its address goes where an async function is expected */
    bool called;                           /* NODE_ASYNC_REF: it is the callee */
    bool is_arrow, has_init;
    bool is_implicit; /* no text stands for it: a conversion, the NODE_UNEVALUATED of not_evaluated() */
    bool is_inferred; /* NODE_VAR: its type is that of its initialiser */
    enum await_kind await;
    unsigned sizes; /* NODE_VAR: how many children after the initialiser belong to its own declarator, and not to the
                       parameters of functions in it */
    bool awaits;    /* it is or contains an await point [node_mark_awaits] */
    unsigned callee_end;       /* NODE_CALL: the end of the callee's text */
    struct node *target;       /* break, continue: the loop or switch [cfg] */
    bool continued;            /* a loop that is rewritten, and some continue jumps to it [emit] */
    struct step *steps;        /* what comes before this statement's own expression, in order [lower] */
    struct step *steps_for[3]; /* for: initialisation, condition, step; variable: [0] what comes ahead [lower] */
    struct var *value;         /* its value has been computed, into this temporary or await result [lower] */
    bool is_dropped;           /* NODE_EXPRESSION: the value of a statement expression that nothing uses [lower] */
    struct var *kept;          /* its value is an object in the frame; see keep_object [pin] */
    const void *label;         /* label, goto: its identity, since names may repeat */
    int bits;                  /* member: the width of a bit-field, or 0 */
    bool jumps;                /* asm goto */
    bool is_endless;           /* while, do, for: the condition is a nonzero number, or missing */
    bool is_unclear;           /* for: its semicolons are not in the text */
    const char *thunk_stem;    /* NODE_CALL through a pointer: the stem of the names of its thunks [emit] */
    unsigned declares; /* bit i: child i, an expression of its head or the body, declares a type (from C99 on) */
    bool leaks_type;   /* the same before C99, when the type is in scope after the statement */
    bool is_alignof;   /* NODE_UNEVALUATED */
    bool is_computed;  /* sizeof of a type whose length is an expression */
    int number;        /* await: its number in the function, from 1 [lower]; loop: the number of its label [emit] */
    struct var **live; /* await: what is saved [flow] */
    unsigned live_count;
    enum frame_state {
        FRAME_NONE,
        FRAME_MAYBE,
        FRAME_SURE
    } frame_state;         /* await: whether the function has a frame here [flow] */
    bool rewritten;        /* NODE_COMMA: its left side is a step; only the right side remains [lower] */
    struct openmp *openmp; /* a statement: the OpenMP directive in front of it [openmp] */
};

/* ---- the unit ---- */

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
    bool is_shared;     /* it holds nodes with different parents, so that a name in it cannot be replaced [macro_use] */
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
};

/* A header that is part of the program and has code to be rewritten. */
struct include {
    unsigned begin, end;    /* of the directive in the buffer, without its newline */
    const char *path;       /* the included file */
    unsigned file;          /* equal for all paths to the same file */
    bool entered;           /* it was read at this place, not only at an earlier one */
    bool has_code;          /* it defines async functions, or includes a header that does */
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
    } macros_defined;          /* in the buffer: name, begin, is_function */
    bool packs;                /* a #pragma pack is in it or in a header of the program */
    bool has_null;             /* NULL is defined … */
    unsigned null_at;          /* … in the include at this offset; UINT_MAX: by the buffer itself */
    struct words words;        /* the identifiers of the buffer, and names that asyncc adds [names.c, alias] */
    struct words header_words; /* names in headers that asyncc's names must differ from; clang/header_names.c */
    struct words type_names;   /* of all typedefs at file scope */
    struct words macro_names;  /* of all macros defined anywhere: in headers, too */
};

/* The name of each kind, for dumps. */
const char *node_kind_name(enum node_kind kind);

bool node_is_statement(const struct node *node);

/* The operand inside of parentheses and casts that change nothing. */
struct node *node_strip(struct node *node);

#endif
