/* lower.h: turns expressions with awaits into steps that come before them. */
#ifndef PASSES_LOWER_H
#define PASSES_LOWER_H

#include "ir/steps.h"
#include "ir/tree.h"

/* A gathered child: its call, where the result goes (NULL: nowhere), and how ("=", "+="). */
struct node *gather_call(const struct node *child);
struct node *gather_target(const struct node *child);
const char *gather_operator(const struct node *child);

/* Lowers a function body. Numbers the await points, and lists them in func->awaits. */
void lower_function(struct unit *unit, struct func *func);

#endif
