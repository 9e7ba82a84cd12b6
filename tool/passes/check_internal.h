/* check_internal.h: what the files of the check have in common. */
#ifndef PASSES_CHECK_INTERNAL_H
#define PASSES_CHECK_INTERNAL_H

#include "passes/check.h"

struct check {
    struct unit *unit;
    struct diag *diag;
    struct func *func; /* NULL at file scope */
};

/* The type of the function that this call of an async function calls, or NULL. */
const struct type *async_call_type(const struct node *call);

/* Is it a call of a function that is not declared? Says so, in clang's words. */
bool check_undeclared(struct check *check, const struct node *node);

void error_at(struct check *check, const struct node *node, const char *message);

/* check_keyword.c */

/* What is marked async and cannot be. */
void check_misuses(struct check *check);

/* Keywords of the source of which there is no node. */
void check_keywords(struct check *check);

/* check_symbol.c */

/* What names an async function by its symbol. */
void check_symbols(struct check *check);

/* check_result.c */

/* An await whose value is dropped, though its function has the attribute warn_unused_result. */
void check_result(struct check *check, const struct node *node);

/* async_new or async_spawn whose handle is dropped. */
void check_handle(struct check *check, const struct node *node);

/* check_update.c */

/* An assignment that reads what it stores to before an await. */
void check_update(struct check *check, const struct node *node);

/* check_object.c */

/* async_new, async_spawn and async_start: what they take, and where they stand. */
void check_task(struct check *check, const struct node *node);

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
