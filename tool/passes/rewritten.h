/* rewritten.h: which text of a function is taken apart. */
#ifndef PASSES_REWRITTEN_H
#define PASSES_REWRITTEN_H

#include "ir/tree.h"

/* A statement, or a part of one such as the head of a loop, whose text does not stay in one piece. */
struct rewritten {
    unsigned begin, end;  /* a semicolon in a macro, or after a directive, is not included */
    bool ends_statement;  /* a semicolon belongs to it */
    struct node *part[4]; /* the expressions in it; NULL where one is missing */
    unsigned count;
};

enum { MOST_REWRITTEN = 2 };

/* What is taken apart of this node's own text; what stands in the statements and blocks in it is for their own nodes.
 * node->awaits and the pins of the function's locals must be known. Gives how many of `ranges` are filled. */
unsigned rewritten_text(const struct func *func, struct node *node, struct rewritten ranges[MOST_REWRITTEN]);

/* Does the part of an expression that is taken apart come apart as well? Otherwise it is one operand, whose text stays
 * in one piece. */
bool comes_apart(const struct node *node);

#endif
