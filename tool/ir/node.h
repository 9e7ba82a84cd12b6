/* node.h: see node.c. */
#ifndef IR_NODE_H
#define IR_NODE_H

#include "ir/tree.h"

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

/* C's rule for `inline`: if every declaration has it and none has `extern`, the definition is not for other files. */
bool func_is_inline(const struct func *func);

/* True if the output may use the source's name for a function: no header that stays as it is declares that name. */
bool func_keeps_name(const struct func *func);

#endif
