/* macro_text.h: macros in the text of a function that is taken apart, or printed statement by statement. */
#ifndef PASSES_MACRO_TEXT_H
#define PASSES_MACRO_TEXT_H

#include "passes/invocation.h"

/* A visitor: finds the macros that cannot stay because of where they stand in this node's text. `data` is the hunt. */
void visit_text(struct node *node, void *data);

/* Finds those of these macros that cannot stay because several nodes share them: one node replaces names in the
 * arguments for the whole invocation, and an invocation that two statements share is printed with the first of them. */
void visit_shared(struct hunt *hunt, size_t first, size_t end);

#endif
