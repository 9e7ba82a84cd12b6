/* tree.h: our own small tree of a translation unit. parse.c makes it from libclang's; the other passes read it, and
 * write what they find out into the fields that are marked with their names. Offsets are into the source buffer. */
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
    bool is_const, is_volatile, is_restrict; /* of this level */
    bool is_atomic_pointer;                  /* TYPE_POINTER: int *_Atomic */
    const char *spelling;                    /* TYPE_NAMED: without qualifiers */
    const char *canonical; /* libclang's words for it without typedefs and qualifiers: the same for the same type */
    struct type *inner;    /* pointee, element or result */
    const char *length;    /* TYPE_ARRAY: the number, "" if unknown, NULL if it is variable */
    struct type **params;  /* TYPE_FUNCTION */
    unsigned param_count;
    bool variadic, no_prototype;
    const char *convention; /* TYPE_FUNCTION: the attribute of a calling convention, or NULL */
    /* what stands behind the typedefs */
    bool is_void, is_record, is_array, is_function, is_pointer, is_atomic, is_variable, is_integer, is_anonymous;
    bool is_vector, is_bool;
    bool is_va_list;          /* changed by va_arg, whatever it looks like */
    bool is_flexible;         /* a record, or an array of them, that ends in an array without a length */
    bool has_fields;          /* a record with members */
    bool is_opaque;           /* libclang says nothing about it: a matrix of clang's */
    bool is_hollow;           /* a record that begins with nothing, as GNU C has them */
    bool has_const_member;    /* cannot be assigned as a whole */
    bool deep_volatile;       /* volatile or _Atomic somewhere inside */
    bool deep_const;          /* const at the top, behind typedefs too */
    long long alignment;      /* in bytes, on the target that was parsed for */
    long long size;           /* on the target that was parsed for; only used to order fields */
    struct local_type *local; /* declared inside a function */
    struct type *behind;      /* a typedef or enum declared inside a function: what can be said instead */
    struct type *element;     /* of an array */
    struct type *function;    /* what a pointer to a function, or a function, is behind the typedefs */
};

/* A struct, union, enum or typedef that is declared inside a function. */
struct local_type {
    const char *name;
    unsigned begin, end;
    bool has_tag;   /* or a name of its own, or none is needed */
    bool needs_tag; /* it is anonymous, and the output has to name it; emit */
};

/* `declarator` of this type as C: "int (*name)[3]". Qualifiers at the top are left out if `plain`. */
const char *type_declare(const struct type *type, const char *declarator, bool plain);

/* The next level of a declarator: what a pointer leads to, what an array is made of, what a function returns; NULL for
 * a name. */
struct type *type_below(const struct type *type);

/* How many of its levels are arrays whose length is an expression. */
unsigned type_count_lengths(const struct type *type);

/* An initialiser that makes it zero: "0" or "{0}". */
const char *type_zero(const struct type *type);

/* One word that stands for the type and for no other: "const_char_ptr". */
const char *type_word(const struct type *type);

/* Is it a type, or made of one, that cannot be named at file scope? */
bool type_is_local(const struct type *type);

/* The type without typedefs and enums that are declared in this range of a function, for use outside of it. */
struct type *type_outside(struct type *type, unsigned begin, unsigned end);

/* Can it be no member of a frame, which has raw bytes for it? What ends in an array without a length has to be the last
 * member for strict compilers. */
bool type_needs_room(const struct type *type);

/* A frame is aligned to this at most. What needs more finds its place in room of its own. */
enum { FRAME_ALIGNMENT = 16 };

/* The type declared in a function that it is made of, or NULL. */
struct local_type *type_local(const struct type *type);

/* ---- attributes ---- */

struct attribute {
    const char *name;      /* without underscores around it; in one of its spellings */
    const char *arguments; /* "(1, 2)" or "" */
    /* of an async function: where it is declared with it */
    unsigned begin, end;
    bool in_buffer;
    struct place place;
};

struct attributes {
    struct attribute *items;
    size_t count, room;
};

/* What the output calls a type whose name is hidden. */
struct alias {
    const char *spelling;
    const struct local_type *local;
    const char *name;
    const struct node *declaration; /* NODE_TYPE: it stands behind this; NULL: in front of the function */
};

/* From here on type_declare calls these types by their aliases. */
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
    bool is_static;    /* static or extern, or a local that is constexpr */
    bool is_extern;
    bool is_temp;          /* made by lower */
    unsigned constexpr_at; /* a local that is to become static: where the word stands; 0: it is none */
    bool has_cleanup;
    bool may_be_unused;
    const char *cleanup;  /* the function of its cleanup attribute, if that could be read */
    struct var **lengths; /* pinned, of variable length: the fields that hold the lengths, outermost first; escape */
    unsigned length_count;
    const char *in_register; /* register long x asm("r12"): "r12", never in memory; or the name of a static local */
    unsigned alignment;      /* asked for by _Alignas or an attribute; 0: not */
    bool alignment_moved;    /* what it was asked for with names something that has moved: emit */
    bool whole;              /* its field is never shared */
    bool names_async; /* a parameter: an async function stands in its type, typeof(f(0)), where the text cannot stay */
    struct attributes attributes; /* of static storage */
    enum {
        NO_ARRAY,
        ARRAY_SPELLED,
        ARRAY_NAMED,
        ARRAY_OF_UNNAMED
    } was_array; /* a parameter written as an array: in full, by a typedef, by one of what may have no name in C */
    /* flow */
    bool address_taken;
    bool pinned;     /* lives in the frame from the start */
    bool ahead;      /* declared in front of the steps of its initialiser, which name it */
    bool saved;      /* live across an await */
    bool needs_init; /* may be saved before it was given a value */
    /* frame */
    const char *out_name; /* what it is called in the output */
    const char *field;    /* its field in the frame */
    bool passed;          /* a parameter: whoever resumes the function passes it what the frame holds */
    bool saved_once;      /* a parameter that nothing changes: saved when the frame is taken, and stays there */
    bool used;            /* a temporary for an await's value: something reads it */
};

struct range {
    unsigned begin, end;
};

/* An OpenMP directive in an async function. */
struct openmp {
    unsigned begin, end;             /* its text */
    unsigned words_begin, words_end; /* what follows `omp` */
    bool is_acc;                     /* it is OpenACC's */
    struct node *statement;          /* that it is about; NULL: it stands alone */
    struct {
        struct openmp_name {
            struct var *var; /* a local */
            unsigned begin, end;
            const char *clause;
        } * items;
        size_t count, room;
    } names;          /* in its clauses */
    unsigned unknown; /* where a macro stands in its clauses that cannot be followed, or 0 */
};

/* ---- functions ---- */

enum leaf_kind { LEAF_NONE, LEAF_PLAIN, LEAF_TIMER };

struct decl { /* one declaration of a function, in the buffer or outside of it */
    unsigned begin, end;
    bool in_buffer;
    bool is_async; /* annotated itself */
    bool defines;
    bool has_inline, has_extern;
    struct place place; /* when it is outside of the buffer */
};

/* A name declared in a block that is no variable of its own: typedef, enumerator, function, extern variable. */
struct hider {
    const char *name;
    const struct node *scope;
};

struct func {
    const char *name;
    const char *stem; /* what begins the names that the output adds for it: its own, or nearly; emit */
    struct type *type;
    bool is_async, is_static, is_inline, is_main;
    bool gnu_inline; /* `extern inline` and `inline` mean what they meant before C99 */
    bool is_runtime; /* asyncc.h declares it */
    enum leaf_kind leaf;
    bool is_join;
    struct {
        struct decl *items;
        size_t count, room;
    } decls;
    struct attributes attributes; /* async: of all declarations */
    /* of the definition, if it stands in the buffer */
    bool defined, knr;
    bool tags_unnamed;
    bool size_effects;                 /* the size of a parameter of array type has side effects */
    unsigned begin, end;               /* the whole definition */
    unsigned name_begin;               /* its name */
    unsigned params_begin, params_end; /* parentheses included */
    struct {
        struct range *items;
        size_t count, room;
    } tags; /* structs, unions and enums that are declared in the list of its parameters */
    struct {
        struct param_use {
            unsigned at; /* where the name stands */
            const struct var *var;
        } * items;
        size_t count, room;
    } param_uses; /* of parameters, in the types of others */
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
    } aliases; /* alias */
    struct {
        struct node **items;
        size_t count, room;
    } awaits; /* await points, in the order of the text; lower */
    struct {
        struct openmp *items;
        size_t count, room;
    } openmp;           /* OpenMP's directives, in the order of the text; openmp */
    bool returns_async; /* its result is (a pointer to) an async function */
    struct {
        const void **items;
        size_t count, room;
    } taken;          /* labels whose address is taken: where a computed goto can go */
    bool computes;    /* has computed gotos */
    bool goes_astray; /* has jumps that may go to any label: asm goto */
    /* flow, frame */
    bool must_be_one; /* its body cannot be compiled twice: &&label, va_end */
    bool uses_name;   /* __func__ or one of its spellings stands in it */
    bool has_frame;
    bool twice;  /* its body is compiled for each of its two entries */
    bool cleans; /* has pinned locals with a cleanup function */
    bool pins;   /* takes its frame at the start */
    bool end_reachable;
    struct frame *frame;
    /* emit: which thunks were printed */
    bool is_macro; /* a macro has its name, too */
    bool declared, has_new, has_spawn, has_run;
    bool declared_by_type; /* with parameters as their types have them, not as the author wrote them */
    bool needed;           /* inline: used by something that is printed */
};

/* ---- nodes ---- */

enum node_kind {
    /* expressions */
    NODE_CONSTANT,  /* literal, enumerator, sizeof without side effects */
    NODE_GLOBAL,    /* a name that is not a local of automatic storage */
    NODE_FUNCTION,  /* the name of a function that is not async */
    NODE_REF,       /* a local: var */
    NODE_ASYNC_REF, /* the name of an async function: func */
    NODE_PAREN,
    NODE_CAST,    /* explicit or implicit: the last child is the operand */
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
    NODE_OPERATOR,    /* any other: all children are evaluated */
    NODE_UNEVALUATED, /* sizeof and its like; calls of builtins whose operand awaits, but is not evaluated */
    NODE_SELECTION,   /* _Generic */
    NODE_INIT_LIST,
    NODE_DESIGNATED, /* [index] .field = value: the last child is the value */
    NODE_LITERAL,    /* compound literal: the last child is the list */
    NODE_STATEMENTS, /* ({ … }): child 0 is the block */
    NODE_AWAIT,
    NODE_NEW,    /* async_new(call), or the call that makes a coroutine object: the child is the call */
    NODE_SPAWN,  /* async_spawn(call); after check also the async_start(call) that an object is given */
    NODE_START,  /* async_start(call); none is left after check */
    NODE_RUN,    /* async_run(call or coroutine object) */
    NODE_GATHER, /* the operand of an await: calls, and assignments from calls */
    NODE_REPR,
    NODE_OTHER, /* what asyncc does not know; none is left after check in what is translated */
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
    const char *what;      /* NODE_OTHER: for messages */
    bool names_async;      /* NODE_OTHER: the name of an async function stands in it */
    const char *instead;   /* NODE_UNEVALUATED: what the output has in its place; NULL: its own text */
    bool is_selection;     /* NODE_CAST: the chosen association of a _Generic */
    bool is_function_name; /* NODE_CONSTANT: __func__ or one of its spellings */
    bool is_label_address; /* NODE_CONSTANT: &&label */
    int macro;             /* the macro invocation that it begins in, or -1 */
    bool inside;           /* it lies wholly in that macro invocation */
    unsigned tail;         /* a statement that is a macro invocation: the end of the semicolon behind it */
    unsigned argument_begin, argument_end; /* inside: where its token stands in the macro's arguments, if it does */
    bool is_async_call;                    /* NODE_CALL */
    bool to_async;                         /* NODE_ASYNC_REF: its address goes where async functions are expected */
    bool called;                           /* NODE_ASYNC_REF: it is the callee */
    bool is_arrow, has_init;
    bool is_implicit; /* nothing in the text stands for it: a conversion, the NODE_UNEVALUATED of not_evaluated() */
    bool is_inferred; /* NODE_VAR: its type is that of its initialiser */
    enum await_kind await;
    unsigned sizes; /* NODE_VAR: how many children behind the initialiser stand in its own declarator, and not in the
                       parameters of functions in it */
    bool awaits;    /* an await point stands in it, itself included */
    unsigned callee_end; /* NODE_CALL: where the text of the callee ends */
    /* lower */
    struct node *target;       /* break, continue: the loop or switch */
    bool continued;            /* a loop: some continue jumps to it, and it was rewritten */
    struct step *steps;        /* what comes before this statement's own expression, in order */
    struct step *steps_for[3]; /* of a for: initialisation, condition, step; of a variable: [0] what comes ahead */
    struct var *value;         /* its value was computed before, into this temporary or await result */
    bool is_dropped;           /* NODE_EXPRESSION: the value of a statement expression that nobody wants */
    struct var *kept;          /* its value is an object in the frame: escape; see keep_object */
    const void *label;         /* label, goto: which one; there may be several of a name */
    int bits;                  /* member: of a bit-field, or 0 */
    bool jumps;                /* asm goto */
    bool is_endless;           /* while, do, for: the condition is a number that is not 0 */
    bool is_unclear;           /* for: its semicolons do not stand in the text */
    const char *thunk_stem;    /* NODE_CALL through a pointer: what the names of its thunks begin with; emit */
    unsigned declares; /* bit i: child i, an expression of its head or the body, declares a type (from C99 on) */
    bool leaks_type;   /* the same, before C99: what is declared is seen behind it */
    bool is_alignof;   /* NODE_UNEVALUATED */
    bool is_computed;  /* sizeof of a type whose length is an expression */
    int number;        /* await: its number in the function, from 1; loops: of their label */
    struct var **live; /* await: what is saved; flow */
    unsigned live_count;
    enum frame_state {
        FRAME_NONE,
        FRAME_MAYBE,
        FRAME_SURE
    } frame_state;         /* await: has the function a frame here? flow */
    bool rewritten;        /* something in it differs from the author's text; emit */
    struct openmp *openmp; /* a statement: the directive in front of it, if it is OpenMP's */
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
    bool pastes;      /* it, or one that it hands an argument on to, has # or ## */
    bool of_compiler; /* it stands in one of libclang's own headers, of which another compiler has others */
};

/* A macro invocation that stands in the buffer: the outermost ones, and our keywords wherever they stand. */
struct macro {
    unsigned begin, end;
    const char *name;
    const struct definition *definition; /* NULL: not known, or a built-in one */
    enum keyword keyword;
    bool is_function;   /* of a definition: it has arguments */
    bool pastes;        /* its definition, or one that it uses, has # or ## */
    bool counts;        /* __COUNTER__ is, or may be, evaluated in it */
    bool makes_keyword; /* one of our keywords comes out of its definition */
    bool makes_pragma;  /* _Pragma, about a loop or a block, comes out of it */
    bool is_taken;      /* a keyword: the tree has a node for it */
    bool is_shared;     /* nodes of several others stand in it: a name in it cannot be replaced; macro_use */
};

/* A declaration at file scope that is not a function definition, but may be rewritten. */
struct toplevel {
    unsigned begin, end;
    struct func *func;           /* a function definition … */
    bool is_prototype;           /* … or a declaration of functions only */
    bool is_replaced;            /* … or an async function that is defined again: only gnu_inline allows that */
    bool names_async;            /* an async function stands in it: typeof(f(0)) */
    unsigned tag_begin, tag_end; /* a type that the declaration of a function defines */
    struct node *tree;           /* … or a variable's initialisers: NODE_DECLARATION */
    struct {
        struct func **items;
        size_t count, room;
    } prototypes;
};

/* A header that is part of the author's program and has code to be rewritten. */
struct include {
    unsigned begin, end;    /* the directive in the buffer, its line's end not included */
    const char *path;       /* what it includes */
    unsigned file;          /* the same for all paths to it */
    bool entered;           /* it was read there, not only in front */
    bool has_code;          /* async functions are defined in it, or in one that it includes */
    unsigned counts;        /* how often __COUNTER__ is evaluated in it … */
    unsigned counts_before; /* … and between the #include before and this one; parser_count_includes() */
};

/* What each #include_next in a header has found, when no header was pasted yet: then the search was the author's. */
struct next_include {
    const char *in; /* without links, and with the whole path */
    unsigned offset;
    const char *path;
    bool is_system;
};

struct next_includes {
    struct next_include *items;
    size_t count, room;
};

/* What stands where the language has no place for it, and where the tree has no node. */
enum misuse_kind {
    MISUSE_IN_TYPE,   /* the name of an async function in a type outside of functions: typedef typeof(f(0)) t; */
    MISUSE_MEMBER,    /* the others: `async` on what is neither a function nor a pointer to one */
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
    struct place place; /* when it is outside of the buffer */
};

/* A call of a function that is not declared. Compilers may take it; as an async function they cannot. */
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
    } toplevels; /* in the order of the text */
    struct {
        struct macro *items;
        size_t count, room;
    } macros, keywords; /* by begin */
    struct {
        struct definition **items;
        size_t count, room;
    } definitions; /* by name: those that invocations lead to, if the name was defined once */
    struct {
        struct include *items;
        size_t count, room;
    } includes;
    struct next_includes nexts;
    bool includes_itself; /* the source file: what it skips it may read when it is included */
    const char *forced; /* a header with code that no #include of the buffer leads to */
    struct {
        struct use {
            unsigned at;       /* of a name in the arguments of a macro … */
            const void *meant; /* … the variable or function that a use of it means, NULL for a member, a label … */
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
    } skipped; /* what #if and its kind left out of the buffer */
    struct {
        struct guard {
            unsigned at; /* the end of a directive, or the # of an #endif … */
            bool opens;  /* … in front of which #else is due */
        } * items;
        size_t count, room;
    } guards;       /* branches that the output must not be compiled with; by at, passes/guard.c */
    bool openmp;    /* the compiler obeys #pragma omp … */
    bool openacc;   /* … and #pragma acc */
    bool has_async; /* anything async at all */
    struct {
        struct macro *items;
        size_t count, room;
    } macros_defined;          /* in the buffer: name, begin, is_function */
    bool packs;                /* a #pragma pack stands somewhere */
    bool has_null;             /* NULL is defined … */
    unsigned null_at;          /* … in the include that stands here; UINT_MAX: by the buffer itself */
    struct words words;        /* the identifiers of the buffer; names.c */
    struct words header_words; /* what asyncc's names must not be because of headers; clang/header_names.c */
    struct words type_names;   /* of all typedefs at file scope */
    struct words macro_names;  /* of all macros defined anywhere: in headers, too */
};

/* A name for every kind, for dumps. */
const char *node_kind_name(enum node_kind kind);

bool node_is_statement(const struct node *node);

/* The operand behind parentheses and casts that change nothing. */
struct node *node_strip(struct node *node);

#endif
