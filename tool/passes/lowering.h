/* lowering.h: the steps and temporaries that lower.c and settle.c make. */
#ifndef PASSES_LOWERING_H
#define PASSES_LOWERING_H

#include "ir/steps.h"
#include "ir/tree.h"

struct lowering {
    struct unit *unit;
    struct func *func;
    struct step **end; /* where the next step is linked in */
    struct node *scope;
    int temps;
};

/* Adds a step after those that are there. */
struct step *add_step(struct lowering *lower, enum step_kind kind, struct node *node, struct var *temp);

/* A variable of the function that the source does not have. */
struct var *new_temp(struct lowering *lower, struct type *type, const char *name);

/* A temporary for the value of `node`, with a name of its own. */
struct var *next_temp(struct lowering *lower, struct node *node, struct type *type);

/* A place for the value of `node`, or NULL if nothing uses it. Either way node->value records that the node is done. */
struct var *choose_temp(struct lowering *lower, struct node *node, struct type *type);

/* The variable that has the lengths of this expression's type, or NULL. */
const struct var *variable_root(const struct node *node);

struct type *int_type(void);

#endif
