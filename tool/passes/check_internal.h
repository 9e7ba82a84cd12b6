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

/* True inside the body of an async function. */
bool in_async(const struct check *check);

/* check_declaration.c */

/* The declarations of all async functions of the unit. */
void check_declarations(struct check *check);

/* An async function's definition, apart from the nodes of its body. */
void check_definition(struct check *check, struct func *func);

/* A NODE_VAR. */
void check_local(struct check *check, struct node *node);

/* A NODE_TYPE. */
void check_typedef(struct check *check, const struct node *node);

/* check_expression.c */

/* The type of the function that this call of an async function calls, or NULL. */
const struct type *async_call_type(const struct node *call);

/* Is it a call of a function that is not declared? Says so, in clang's words. */
bool check_undeclared(struct check *check, const struct node *node);

void check_call(struct check *check, struct node *node);
void check_await(struct check *check, struct node *node);

/* The name of an async function. */
void check_reference(struct check *check, struct node *node);

/* An assignment to a compound literal. */
void check_literal(struct check *check, const struct node *node);

void check_run(struct check *check, const struct node *node);

/* check_statement.c */

/* A break or continue in an async function. */
void check_jump(struct check *check, const struct node *jump);

void check_loop(struct check *check, const struct node *node);

/* async_gather: where it stands, and the jumps in its arguments. */
void check_gather(struct check *check, const struct node *node);

/* Directives between the parts of a statement of an async function. */
void check_directives(struct check *check, const struct node *node);

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
