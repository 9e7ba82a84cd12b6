/* node.h: see node.c. */
#ifndef IR_NODE_H
#define IR_NODE_H

#include "ir/tree.h"

/* The variable that an lvalue is, or is a part of: s for s.a[2].b. NULL if it lies behind a pointer or elsewhere. */
struct var *node_root(const struct node *node);

/* The operand of a subscript that is an array, and no pointer; or NULL. */
struct node *node_array_operand(const struct node *index);

/* Does the lvalue lie in something that chooses among others, _Generic or a builtin, or is a part like __real__? */
bool node_odd_lvalue(const struct node *lvalue);

/* Does something in `node` assign to this variable, or a part of it? */
bool node_modifies(const struct node *node, const struct var *var);

/* Calls `visit` for the node and all below it, parents first. */
void node_walk(struct node *node, void (*visit)(struct node *, void *), void *data);

/* Sets node->awaits for the node and all below it. */
bool node_mark_awaits(struct node *node);

/* Is it `around`, or a part of that? */
bool node_is_within(const struct node *node, const struct node *around);

/* The macro invocation around this place, or -1. */
int macro_at(const struct unit *unit, unsigned offset);

/* Does #if leave out what stands at this place? */
bool is_skipped(const struct unit *unit, unsigned offset);

/* A name in a macro: can it be replaced where it stands in the macro's arguments? */
bool node_is_reachable(const struct unit *unit, const struct node *node);

/* Does the expression itself change something, whatever its operands do? */
bool node_acts(const struct node *node);

/* return, break, continue, goto */
bool node_is_jump(const struct node *node);

/* Does a jump stand in it, or is it one? */
bool node_jumps(const struct node *node);

/* Is the value of this expression thrown away? */
bool node_is_discarded(const struct node *node);

/* C's rule for `inline`: without `extern` anywhere it gives no definition to other files. */
bool func_is_inline(const struct func *func);

/* May a function of the output have the author's name for it? Not if a header that stays as it is declares that name.
 */
bool func_keeps_name(const struct func *func);

#endif
