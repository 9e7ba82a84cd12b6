/* check_internal.h: what the files of the check have in common. */
#ifndef PASSES_CHECK_INTERNAL_H
#define PASSES_CHECK_INTERNAL_H

#include "passes/check.h"

struct check {
    struct unit *unit;
    struct diag *diag;
    struct func *func; /* NULL at file scope */
};

void error_at(struct check *check, const struct node *node, const char *message);

/* check_object.c */

bool check_is_object(const struct node *node);

/* For node_walk, with a struct check: the values that objects are given become NODE_NEW. */
void check_make_objects(struct node *node, void *data);

/* May a coroutine object stand here? */
bool check_object_stands_well(const struct node *node);

/* Two awaits of one object among the statements of a block, with nothing between them that could make it anew. */
void check_twice(struct check *check, struct node *block);

/* Objects of the function that nothing awaits. */
void check_never(struct check *check, struct func *func);

#endif
