/* function.h: functions and variables of a translation unit, their attributes, and OpenMP directives. Fields that a
 * later pass sets name it in brackets; see tree.h. */
#ifndef IR_FUNCTION_H
#define IR_FUNCTION_H

#include "base/source.h"
#include "ir/type.h"

#include <stdbool.h>
#include <stddef.h>

struct node;
struct frame;

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
    const char *cleanup;    /* the function in its cleanup attribute; NULL if a macro is involved */
    unsigned cleanup_begin; /* the offset of its name, or of that macro; 0: unknown */
    struct var **lengths;   /* pinned, of variable length: the fields for its lengths, outermost first [pin, lower] */
    unsigned length_count;
    const char *in_register; /* register long x asm("r12"): "r12", never in memory; or the symbol of a static local */
    unsigned alignment;      /* requested by _Alignas or an attribute; 0: none */
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

enum leaf_kind { LEAF_NONE, LEAF_PLAIN, LEAF_TIMER, LEAF_LINE };

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
    const char *stem; /* the stem of the names that the output adds for it: its own name, or nearly [plan] */
    struct type *type;
    bool is_async, is_static, is_inline, is_main;
    bool gnu_inline; /* `extern inline` and `inline` have their meanings from before C99 */
    bool is_runtime; /* asyncc/abi.h declares what the output calls */
    enum leaf_kind leaf;
    bool is_join;
    bool is_foreign;      /* a header of the system declares it, or nothing here defines it */
    const char *blocking; /* an ordinary function that may block the thread: what to await instead, or "" */
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
    struct aliases aliases; /* [alias] */
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
    bool has_await, awaits_sought; /* an await stands in its body; whether that has been determined [check] */
    bool is_kept;                  /* an ordinary function in which nothing changes [plan] */
    bool must_be_one;              /* its body cannot be compiled twice: &&label, va_end */
    bool uses_name;                /* __func__ or one of its spellings is in it */
    bool has_frame;                /* [frame] */
    bool twice;                    /* its body is compiled for each of its two entries [frame] */
    bool cleans;                   /* it has pinned locals with a cleanup function [pin] */
    bool pins;                     /* it takes its frame at the start [frame] */
    bool end_reachable;            /* [flow] */
    struct frame *frame;           /* its layout [frame] */
    bool is_macro;                 /* a macro has the same name */
    bool declared;                 /* by what has been planned so far [plan] */
    bool declared_by_type;         /* with the types of its parameters rather than their text in the source [plan] */
    bool needed;                   /* inline: something that is printed uses it [plan] */
};

#endif
