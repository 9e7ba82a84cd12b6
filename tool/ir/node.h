/* node.h: the nodes of a tree, and predicates on them. Fields that a later pass sets name it in brackets; see tree.h.
 */
#ifndef IR_NODE_H
#define IR_NODE_H

#include "ir/plan.h"

#include <stdbool.h>
#include <stddef.h>

struct func;
struct unit;
struct openmp;
struct step;
struct type;
struct unit;
struct var;

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

/* Switches over kinds have no default, so that the compiler names those that have to learn about a new kind. They may
 * write `case STATEMENT_KINDS:` for all statements, and so on. */
/* clang-format off */
#define LEAF_KINDS /* without operands */ \
    NODE_CONSTANT: case NODE_GLOBAL: case NODE_FUNCTION: case NODE_REF: case NODE_ASYNC_REF
#define ACCESS_KINDS /* a part of an object, or what a pointer leads to */ \
    NODE_DEREF: case NODE_MEMBER: case NODE_INDEX
#define UPDATE_KINDS \
    NODE_ASSIGN: case NODE_COMPOUND_ASSIGN: case NODE_INCDEC
#define CHOICE_KINDS /* the first operand is evaluated, and decides about the others */ \
    NODE_AND: case NODE_OR: case NODE_CONDITIONAL: case NODE_ELVIS
#define INITIALISER_KINDS \
    NODE_INIT_LIST: case NODE_DESIGNATED: case NODE_LITERAL
#define KEYWORD_KINDS /* what asyncc adds to C, apart from await */ \
    NODE_NEW: case NODE_SPAWN: case NODE_START: case NODE_RUN: case NODE_GATHER: case NODE_REPR
#define EXPRESSION_KINDS \
    LEAF_KINDS: case NODE_PAREN: case NODE_CAST: case NODE_ADDRESS: case ACCESS_KINDS: case NODE_CALL: \
    case UPDATE_KINDS: case CHOICE_KINDS: case NODE_COMMA: case NODE_OPERATOR: case NODE_UNEVALUATED: \
    case NODE_SELECTION: case INITIALISER_KINDS: case NODE_STATEMENTS: case NODE_AWAIT: case KEYWORD_KINDS: \
    case NODE_OTHER
#define LOOP_KINDS \
    NODE_WHILE: case NODE_DO: case NODE_FOR
#define LABEL_KINDS \
    NODE_CASE: case NODE_DEFAULT: case NODE_LABEL
#define JUMP_KINDS \
    NODE_GOTO: case NODE_COMPUTED_GOTO: case NODE_BREAK: case NODE_CONTINUE: case NODE_RETURN
#define STATEMENT_KINDS \
    NODE_BLOCK: case NODE_DECLARATION: case NODE_VAR: case NODE_TYPE: case NODE_EXPRESSION: case NODE_IF: \
    case LOOP_KINDS: case NODE_SWITCH: case LABEL_KINDS: case JUMP_KINDS: case NODE_ASM: case NODE_ATTRIBUTED: \
    case NODE_EMPTY
/* clang-format on */

enum await_kind { AWAIT_CALL, AWAIT_OBJECT, AWAIT_JOIN, AWAIT_LEAF, AWAIT_GATHER };

struct node {
    enum node_kind kind;
    unsigned begin, end;
    struct node *parent;
    struct node **child;
    unsigned count;
    struct type *type;       /* of an expression or variable */
    struct var *var;         /* NODE_REF, NODE_VAR */
    struct func *func;       /* NODE_ASYNC_REF */
    const char *name;        /* NODE_GLOBAL, FUNCTION, REF, ASYNC_REF, MEMBER, TYPE, LABEL, GOTO: the identifier */
    const char *op;          /* an operator: its text, "+="; NULL if an operand may be a pointer or is not arithmetic */
    const char *what;        /* NODE_OTHER: its description in messages */
    bool names_async;        /* NODE_OTHER: it contains the name of an async function */
    const char *instead;     /* NODE_UNEVALUATED: the text that replaces it in the output; NULL: its own text */
    bool is_selection;       /* NODE_CAST: the selected association of a _Generic */
    bool is_internal;        /* NODE_GLOBAL: a static variable at file scope */
    bool is_function_name;   /* NODE_CONSTANT: __func__ or one of its spellings */
    bool is_label_address;   /* NODE_CONSTANT: &&label */
    int macro;               /* the macro invocation that it begins in, or -1 */
    bool inside;             /* it lies wholly in that macro invocation */
    unsigned tail;           /* a statement that is a macro invocation: the end of the semicolon after it */
    unsigned argument_begin; /* inside: the place of its first token in the macro's arguments, if it is there, … */
    unsigned argument_end;   /* … and the end of its last one; 0 if that, or all of it, comes from another macro */
    bool is_async_call;      /* NODE_CALL */
    bool to_async;           /* NODE_ASYNC_REF: its address goes where an async function is expected */
    bool called;             /* NODE_ASYNC_REF: it is the callee */
    bool is_arrow, has_init;
    bool is_implicit; /* no text stands for it: a conversion, the NODE_UNEVALUATED of not_evaluated() */
    bool is_inferred; /* NODE_VAR: its type is that of its initialiser */
    enum await_kind await;
    unsigned sizes; /* NODE_VAR: how many children after the initialiser belong to its own declarator, and not to the
                       parameters of functions in it */
    bool awaits;    /* it is or contains an await point [node_mark_awaits] */
    unsigned callee_end;       /* NODE_CALL: the end of the callee's text */
    struct node *target;       /* break, continue: the loop or switch [cfg] */
    struct step *steps;        /* what comes before this statement's own expression, in order [lower] */
    struct step *steps_for[3]; /* for: initialisation, condition, step [lower] */
    bool is_declared;          /* NODE_VAR: a step declares it, and its initialiser is assigned to it [lower] */
    struct var *value;         /* its value has been computed, into this temporary or await result [lower] */
    bool is_dropped;           /* NODE_EXPRESSION: the value of a statement expression that nothing uses [lower] */
    struct var *kept;          /* its value is an object in the frame; see keep_object [pin] */
    const void *label;         /* label, goto: its identity, since names may repeat */
    int bits;                  /* member: the width of a bit-field, or 0 */
    bool jumps;                /* asm goto */
    bool is_endless;           /* while, do, for: the condition is a nonzero number, or missing */
    bool is_unclear;           /* for: its semicolons are not in the text */
    const char *store_stem;    /* NODE_NEW, NODE_SPAWN with a place for the value: the stem of its thunks [plan] */
    const char *thunk_stem;    /* NODE_CALL through a pointer: the stem of the names of its thunks [plan] */
    unsigned declares; /* bit i: child i, an expression of its head or the body, declares a type (from C99 on) */
    bool leaks_type;   /* the same before C99, when the type is in scope after the statement */
    bool is_alignof;   /* NODE_UNEVALUATED */
    bool is_computed;  /* sizeof of a type whose length is an expression */
    int number;        /* await: its number in the function, from 1 [lower] */
    struct var **live; /* await: what is saved [flow] */
    unsigned live_count;
    enum frame_state {
        FRAME_NONE,
        FRAME_MAYBE,
        FRAME_SURE
    } frame_state;         /* await: whether the function has a frame here [flow] */
    bool rewritten;        /* NODE_COMMA: its left side is a step; only the right side remains [lower] */
    struct openmp *openmp; /* a statement: the OpenMP directive in front of it [openmp] */

    /* how the output writes it [plan] */
    enum plan plan;
    enum plan own_plan;  /* an expression: in the step that computes its value; otherwise the same */
    enum name_form form; /* PLAN_NAME */
    bool makes_object;   /* NODE_NEW, NODE_SPAWN: for a coroutine object, not for a handle [check] */
    bool is_spent;       /* an expression: nothing is left to evaluate after its steps */
    bool is_braced;      /* it is part of another statement and becomes more than one, so it gets braces */
    bool is_open;        /* its braces end after a later item of the block, the one that `closes` it */
    const struct node *closes;
    bool is_wrapped; /* if, switch, for: in a block, which ends the life of what its steps or its head declare */
    bool drops_else; /* if: the jump in front of its else makes the else unnecessary */
    enum frame_taking taking; /* NODE_AWAIT */
    bool stores_early;        /* a child of a gather: its value is stored when it ends; NODE_GATHER: there are such */
    bool declares_func;       /* NODE_ASYNC_REF: a prototype comes before the item at file scope that this use is in */
    bool all_prototypes;      /* a declaration of async functions and nothing else */
    enum rest rest;           /* NODE_EXPRESSION: what follows its steps */
    struct loop_plan *loop;
    struct cleanups cleanups; /* jump, return: what is called before it; block, for: at its end */
};

/* The name of each kind, for dumps. */
const char *node_kind_name(enum node_kind kind);

bool node_is_statement(const struct node *node);

/* The operand inside of parentheses and casts that change nothing. */
struct node *node_strip(const struct node *node);

/* The same, but casts of the source stay. */
struct node *node_strip_implicit(const struct node *node);

/* How an l-value leads to its object. */
enum place_kind {
    PLACE_NAMED,   /* a name, or a string literal */
    PLACE_INNER,   /* the place of its last child: parentheses, a cast that changes nothing or an array's decay */
    PLACE_MEMBER,  /* a member of the place that child 0 is */
    PLACE_ELEMENT, /* a subscript: of an array that is a place itself, or through a pointer */
    PLACE_POINTED, /* where the pointer in child 0 leads: * and -> */
    PLACE_NONE,    /* no l-value, or something that selects one */
};

enum place_kind node_place(const struct node *node);

/* The variable that an l-value is, or is a part of: s for s.a[2].b. NULL if it is reached through a pointer, or
 * lies elsewhere. */
struct var *node_root(const struct node *node);

/* The operand of a subscript that is an array rather than a pointer, or NULL. */
struct node *node_array_operand(const struct node *index);

/* True if the l-value is part of something that selects among others, _Generic or a builtin, or is a part like
 * __real__. */
bool node_odd_lvalue(const struct node *lvalue);

/* True if something in `node` assigns to this variable, or a part of it. */
bool node_modifies(const struct node *node, const struct var *var);

/* Calls `visit` for the node and its descendants, parents first. */
void node_walk(struct node *node, void (*visit)(struct node *, void *), void *data);
void node_visit(const struct node *node, void (*visit)(const struct node *, void *), void *data);

/* True if `node` names this variable. `evaluated`: only uses that read or write it count. */
bool node_names(const struct node *node, const struct var *var, bool evaluated);

/* True for a variable that is named in its own initialiser, which awaits: parts of it come before the declaration. */
bool node_names_itself(const struct node *decl);

/* True if an assignment can do what the initialiser of this variable does. */
bool node_is_assignable(const struct node *decl);

/* Sets node->awaits for the node and its descendants. */
bool node_mark_awaits(struct node *node);

/* True if the node is `around`, or a descendant of it. */
bool node_is_within(const struct node *node, const struct node *around);

/* The macro invocation around this place, or -1. */
int macro_at(const struct unit *unit, unsigned offset);

/* True if #if leaves out the text at this place. */
bool is_skipped(const struct unit *unit, unsigned offset);

/* For a name in a macro: true if it can be replaced where it stands in the macro's arguments. */
bool node_is_reachable(const struct unit *unit, const struct node *node);

/* True if the expression itself changes something, whatever its operands do. */
bool node_acts(const struct node *node);

/* return, break, continue, goto */
bool node_is_jump(const struct node *node);

/* True if the node contains a jump, or is one. */
bool node_jumps(const struct node *node);

/* True if the value of this expression is thrown away. */
bool node_is_discarded(const struct node *node);

/* True for an await of a leaf that may end at once, and otherwise puts the frame itself in a line. */
bool node_waits_in_line(const struct node *await);

/* True for an async_run of a task, not of a call or coroutine object. */
bool run_takes_task(const struct node *run);

/* C's rule for `inline`: if every declaration has it and none has `extern`, the definition is not for other files. */
bool func_is_inline(const struct func *func);

/* True if the output may use the source's name for a function: no header that stays as it is declares that name. */
bool func_keeps_name(const struct func *func);

/* The async function with this name, or NULL. */
const struct func *func_async_named(const struct unit *unit, const char *name, size_t length);

#endif
