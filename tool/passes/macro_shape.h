/* macro_shape.h: what the tokens that a macro invocation expands to look like. */
#ifndef PASSES_MACRO_SHAPE_H
#define PASSES_MACRO_SHAPE_H

#include "ir/tree.h"

enum shape_kind {
    SHAPE_UNKNOWN,    /* anything else, or the expansion could not be followed */
    SHAPE_EMPTY,      /* no token */
    SHAPE_TOKEN,      /* one token, except brackets and semicolons */
    SHAPE_STRINGS,    /* string literals */
    SHAPE_SPECIFIERS, /* types, qualifiers, storage classes, attributes */
    SHAPE_GROUP,      /* one pair of parentheses with everything between them */
    SHAPE_LIST,       /* one pair of braces */
    SHAPE_EXPRESSION, /* may be one complete expression */
};

/* What the last token before a place says about the next one, which decides how that is read. */
enum shape_edge {
    EDGE_UNKNOWN,
    EDGE_OPERAND,  /* the token ends an operand */
    EDGE_OPERATOR, /* an operand has to follow the token */
};

struct shape {
    enum shape_kind kind;
    /* SHAPE_EXPRESSION: the kinds that its node can have, as bits; 0: any */
    unsigned long long kinds;
    /* The first token, such as a parenthesis or a minus, may continue the expression in front of the invocation. */
    bool open;
    enum shape_edge last;
};

struct shape macro_shape(const struct unit *unit, const struct macro *macro);

/* The text of an expansion with unbalanced brackets, which libclang cannot be asked for (probe.c), in the arena. NULL
 * for any other expansion, and if it cannot be followed. */
const char *macro_unbalanced_text(const struct unit *unit, const struct macro *macro);

/* True if the expansion has this comma or semicolon outside of brackets. */
bool macro_has_separator(const struct unit *unit, const struct macro *macro, char separator);

#endif
