/* rewritten.h: which text of a function is taken apart. */
#ifndef PASSES_REWRITTEN_H
#define PASSES_REWRITTEN_H

#include "ir/tree.h"

/* A statement, or a part of one such as the head of a loop, whose text does not stay in one piece. */
struct rewritten {
    unsigned begin, end;  /* a semicolon in a macro, or after a directive, is not included */
    bool ends_statement;  /* a semicolon belongs to it */
    struct node *part[4]; /* its expressions; NULL for a missing one */
    unsigned count;
};

enum { MOST_REWRITTEN = 2 };

/* The parts of this node's own text that are taken apart; nested statements and blocks have ranges of their own.
 * node->awaits and the pins of the function's locals must be known. Returns how many of `ranges` are filled. */
unsigned rewritten_text(const struct func *func, struct node *node, struct rewritten ranges[MOST_REWRITTEN]);

/* True for what the output never keeps: awaits, the operators that start or run coroutines, and async calls. */
bool is_always_rewritten(const struct node *node);

/* True for the last statement of a statement expression that awaits: the output assigns its value to something. */
bool gives_value(const struct node *node);

/* True if a part of an expression that is taken apart comes apart as well. Otherwise it is one operand, whose text
 * stays in one piece. */
bool comes_apart(const struct node *node);

/* True if the two items at file scope, which follow each other, are declarators of one declaration. */
bool same_declaration(const struct unit *unit, const struct toplevel *a, const struct toplevel *b);

#endif
