/* plan.h: how the output writes a node. passes/plan.c decides it. */
#ifndef IR_PLAN_H
#define IR_PLAN_H

#include <stdbool.h>
#include <stddef.h>

struct var;

enum plan {
    PLAN_KEEP,       /* its source text, in which the parts have plans of their own */
    PLAN_NAME,       /* a name, which is replaced */
    PLAN_VALUE,      /* an expression: the temporary that holds its value */
    PLAN_EXPRESSION, /* an expression: another one */
    PLAN_HEAD,       /* a statement with a body: another head, and the body; a declaration: other specifiers */
    PLAN_STATEMENT,  /* other statements */
};

/* What replaces a name. */
enum name_form {
    NAME_SAME,        /* nothing: the name stays */
    NAME_VARIABLE,    /* the local's name in the output, or its field in the frame */
    NAME_BARE,        /* the local, with the const or restrict that its declaration in the output lacks */
    NAME_NULL,        /* an object of its type that is never accessed */
    NAME_ALIGNED,     /* an object of its type and alignment that is never accessed */
    NAME_ADDRESS,     /* the address of an async function's translation */
    NAME_OF_CALLEE,   /* the same, where it is called by the name itself */
    NAME_OF_FUNCTION, /* __func__: the name of the function, spelled out */
    NAME_TAG,         /* a type gets a tag */
};

/* What follows the steps of an expression statement. */
enum rest {
    REST_EXPRESSION,
    REST_NOTHING,
    REST_SET,  /* its value goes into a temporary */
    REST_DROP, /* its value is dropped on purpose */
};

/* How a function takes its frame at an await, if it has none yet. */
enum frame_taking {
    TAKES_NONE,    /* it always has its frame here */
    TAKES_INLINE,  /* by code in its body */
    TAKES_BY_CALL, /* by one call that also records the place of the await */
    TAKES_OUTSIDE, /* a function of its own waits in place of it */
};

/* Where the initialisation of a for goes. */
enum for_init {
    FOR_INIT_NONE,
    FOR_INIT_KEEP,    /* it stays in the head, as an expression or as declarations that do not change */
    FOR_INIT_ASSIGN,  /* pinned variables get their values in the head */
    FOR_INIT_DECLARE, /* one variable, in the head */
    FOR_INIT_BEFORE,  /* declarations in front of the loop */
    FOR_INIT_STEPS,   /* the steps in front of the loop are all of it */
};

/* How a loop is written that does not keep its head. */
struct loop_plan {
    enum for_init init;
    bool inside; /* the condition or the step is in the body, which gets braces */
    bool below;  /* the step of a for is at the end of the body … */
    bool early;  /* … or rather at its start, which is jumped over at first: the body names types that it declares */
    int label;   /* the number of the label that `continue` jumps to, or 0 */
};

/* What an item at file scope becomes. */
enum item_plan {
    ITEM_KEEP,
    ITEM_WRITTEN,    /* a function from a macro that an item before it comes from, too: it is written with that */
    ITEM_LEFT_OUT,   /* an inline function that nothing uses, or one that is defined again */
    ITEM_FUNCTION,   /* a function definition */
    ITEM_PROTOTYPES, /* a declaration that declares async functions only */
    ITEM_MIXED,      /* a declaration that declares async functions and something else */
    ITEM_VARIABLES,  /* initialisers */
};

/* Variables whose cleanup functions are called, in this order. */
struct cleanups {
    const struct var **items;
    size_t count, room;
};

#endif
