/* steps.h: what lowering makes of expressions that await. */
#ifndef IR_STEPS_H
#define IR_STEPS_H

#include <stdbool.h>

struct node;
struct var;

/* What happens, in order, before the statement's own expression is evaluated. */
enum step_kind {
    STEP_VALUE,    /* temporary = expression; or the expression alone, without a temporary */
    STEP_AWAIT,    /* the await point `node` */
    STEP_BRANCH,   /* if (expression) { then } else { otherwise }; negated: if (!(expression)) */
    STEP_SET,      /* an existing temporary = expression; `truth`: = (expression) != 0 */
    STEP_BLOCK,    /* the block of a statement expression; its last expression sets the temporary */
    STEP_DECLARE,  /* a temporary with the constant `number` as its value; `bare`: without a value */
    STEP_VARIABLE, /* the declaration of `node`'s variable, without its initialiser */
};

struct step {
    enum step_kind kind;
    struct step *next;
    struct node *node;
    struct var *temp;
    struct step *then, *otherwise;
    bool negated, truth, bare;
    int number;
    bool is_empty; /* there is nothing to write [plan] */
    bool drops;    /* STEP_VALUE: nothing uses the value, which is cast to void [plan] */
    bool compares; /* STEP_SET, truth: the value is compared with 0 [plan] */
};

#endif
