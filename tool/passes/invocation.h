/* invocation.h: what a macro invocation is in the tree around it, and whether it is one operand there.
 *
 * The rules of macro_use.c share this: which invocations have to be written out, and what is known of each.
 */
#ifndef PASSES_INVOCATION_H
#define PASSES_INVOCATION_H

#include "ir/tree.h"
#include "passes/macro_shape.h"

#include <stdbool.h>
#include <stddef.h>

/* What one invocation is in the tree around it. */
struct invocation {
    unsigned count;            /* of the nodes in it that are not part of another node in it */
    const struct node *node;   /* one of them */
    const struct node *parent; /* their parent … */
    const struct node *owner;  /* … and the statement outside of the macro that they belong to */
    bool parents_differ, owners_differ;
    bool names; /* the name of a variable comes out of it, but not the whole declarator */
    bool begins_cast;
    bool renames; /* names in its arguments are replaced */
    bool joins;   /* one operand ends in it, and the next one begins in it */
    bool asked;   /* true if `shape` is known */
    struct shape shape;
};

struct hunt {
    struct unit *unit;
    struct func *func;
    struct invocation *uses; /* by macro */
    bool *wanted;            /* by macro */
    bool any;
    bool starts; /* this function starts or runs coroutines */
};

/* The macro has to be written out; -1: none. */
void want_macro(struct hunt *hunt, int macro);

/* True if the output has another name for the variable. */
bool is_renamed(const struct var *var);

/* What its tokens look like. */
const struct shape *shape_of_use(struct hunt *hunt, int macro);

/* A visitor: notes what the invocations around this node are. `data` is the hunt. */
void note_uses(struct node *node, void *data);

/* True if the invocation is exactly one complete part of what surrounds it. All nodes around it have been noted. */
bool is_whole(struct hunt *hunt, int index);

/* True if the hunt's function is rewritten: an async one, or one that starts or runs coroutines. */
bool is_rewritten_function(const struct hunt *hunt);

/* The first invocation that ends after this offset. */
size_t first_macro_after(const struct unit *unit, unsigned begin);

/* Skips white space and comments backward. Returns `at` itself if a line comment may end there. */
unsigned before_space(const char *text, unsigned at);

#endif
