/* plan_internal.h: shared by the files of the plan pass. */
#ifndef PASSES_PLAN_INTERNAL_H
#define PASSES_PLAN_INTERNAL_H

#include "ir/tree.h"

struct planner {
    const struct unit *unit;
    struct func *func; /* NULL at file scope */
    int labels;        /* of loops so far */
    int unevaluated;   /* how many NODE_UNEVALUATED are around the expression that is planned */
    bool changes;      /* something does not keep its text */
};

/* ---- plan_expression.c ---- */

/* Sets the plan of an expression, whose parts have theirs already. */
void plan_expression(const struct planner *planner, struct node *node);

/* ---- plan_declaration.c ---- */

/* Finds the variables whose declarations cannot stay, and the types that need a tag. */
void plan_variables(const struct planner *planner);

/* True if a declaration of this has one of these variables, or an async function. */
bool plan_is_touched(const struct node *declaration);

void plan_declaration(const struct planner *planner, struct node *node);

/* ---- plan_loop.c ---- */

void plan_loop(struct planner *planner, struct node *node, bool item);

/* ---- plan_cleanup.c ---- */

/* The cleanups before a jump, at the end of a block, and at the end of a for. */
void plan_jump_cleanups(const struct planner *planner, struct node *jump);
void plan_scope_cleanups(const struct planner *planner, struct node *scope);

/* ---- plan_step.c ---- */

/* How the steps of a node are written; for node_walk, when all nodes are planned. */
void plan_steps(struct node *node, void *data);

/* ---- plan_case.c ---- */

/* Where the braces of cases end in a block, whose items have been planned. */
void plan_cases(const struct planner *planner, struct node *block);

/* ---- plan_await.c ---- */

/* How the function takes its frame at each await. */
void plan_awaits(const struct func *func);

/* ---- plan_file.c ---- */

/* What the output contains at file scope. */
void plan_file(struct unit *unit);

#endif
