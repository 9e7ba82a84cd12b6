/* check_internal.h: what the files of the check share. */
#ifndef PASSES_CHECK_INTERNAL_H
#define PASSES_CHECK_INTERNAL_H

#include "passes/check.h"

struct check {
    struct unit *unit;
    struct diag *diag;
    struct func *func; /* NULL at file scope */
    bool in_odd_place; /* inside of something that some awaits are refused in: sizeof, a static initialiser … */

    /* check_update.c: which variables of this function have an address that others may hold, by index. */
    const struct func *escapes_of;
    bool *escapes;
};

void error_at(struct check *check, const struct node *node, const char *message);

/* True inside the body of an async function. */
bool in_async(const struct check *check);

/* check_declaration.c */

/* Checks the declarations of all async functions of the unit. */
void check_declarations(struct check *check);

/* Checks the definition of an async function, apart from the nodes of its body. */
void check_definition(struct check *check, struct func *func);

/* Checks a NODE_VAR. */
void check_local(struct check *check, struct node *node);

/* Checks a NODE_TYPE. */
void check_typedef(struct check *check, const struct node *node);

/* check_expression.c */

/* The type of the function that this call of an async function calls, or NULL. */
const struct type *async_call_type(const struct node *call);

/* True for a call of a function that is not declared, which it reports with clang's message. */
bool check_undeclared(struct check *check, const struct node *node);

void check_call(struct check *check, struct node *node);
void check_await(struct check *check, struct node *node);

/* Checks the name of an async function. */
void check_reference(struct check *check, struct node *node);

/* Checks an assignment, which may be to a compound literal. */
void check_literal(struct check *check, const struct node *node);

/* Checks an async_run. That of a task has the type int. */
void check_run(struct check *check, struct node *node);

/* check_statement.c */

/* Checks a break or continue in an async function. */
void check_jump(struct check *check, const struct node *jump);

void check_loop(struct check *check, const struct node *node);

/* Checks the place of an async_gather, and the jumps in its arguments. */
void check_gather(struct check *check, const struct node *node);

/* Refuses directives between the parts of a statement of an async function. */
void check_directives(struct check *check, const struct node *node);

/* check_keyword.c */

/* Reports what is marked async and cannot be. */
void check_misuses(struct check *check);

/* Reports keywords of the source that have no node. */
void check_keywords(struct check *check);

/* check_symbol.c */

/* Reports what names an async function by its symbol. */
void check_symbols(struct check *check);

/* check_result.c */

/* Warns of an await that drops its value, though the function has the attribute warn_unused_result. */
void check_result(struct check *check, const struct node *node);

/* Warns of an async_new or async_spawn that drops its handle. */
void check_handle(struct check *check, const struct node *node);

/* check_outlives.c */

/* Warns if the value of a task is stored in an object that ends before the task. */
void check_outlives(struct check *check, const struct node *task);

/* check_endless.c */

/* Warns about a loop that a cancellation cannot end. */
void check_endless(struct check *check, const struct node *node);

/* check_blocking.c */

/* Warns of a call that blocks the thread. */
void check_blocking(struct check *check, const struct node *call);

/* Warns of awaits in this body while the thread holds a lock. */
void check_held_locks(struct check *check, const struct node *body);

/* check_update.c */

/* Warns of an assignment that reads its target before an await. */
void check_update(struct check *check, const struct node *node);

/* check_object.c */

/* Checks the operand of an async_new, async_spawn or async_start, and its place. */
void check_task(struct check *check, const struct node *node);

bool check_is_object(const struct node *node);

/* The name of the macro that the text at this offset was made of, such as async_timeout; NULL if it was written so. */
const char *check_operator_name(const struct check *check, unsigned begin);

/* For node_walk, with a struct check: turns the calls that coroutine objects are given into NODE_NEW. */
void check_make_objects(struct node *node, void *data);

/* True if a coroutine object may be used here. */
bool check_object_stands_well(const struct node *node);

/* Reports two awaits of one object among the statements of a block, with nothing between them that could make it anew.
 */
void check_twice(struct check *check, struct node *block);

/* Warns of objects of the function that nothing awaits. */
void check_never(struct check *check, struct func *func);

#endif
