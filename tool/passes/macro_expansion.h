/* macro_expansion.h: the tokens that a macro invocation expands to. It is expanded as the preprocessor does it, as far
 * as the definitions are known. */
#ifndef PASSES_MACRO_EXPANSION_H
#define PASSES_MACRO_EXPANSION_H

#include "ir/tree.h"
#include "base/lex.h"

struct hidden {
    const char *name;
    const struct hidden *next;
};

struct piece {
    enum token_kind kind;
    const char *text;
    unsigned length;
    bool spaced;                 /* white space comes before it */
    bool respelled;              /* the text is not the source's, which has a digraph */
    const struct hidden *hidden; /* the macros that it came from; their names are not expanded in it */
};

struct pieces {
    struct piece *items;
    size_t count, room;
};

bool piece_is(const struct piece *piece, const char *word);

/* True if the token is one of these words; NULL ends the list. */
bool piece_is_among(const struct piece *piece, const char *const *words);

/* True for the name of a macro that is not expanded, since it comes from that macro's own expansion. */
bool piece_is_hidden(const struct piece *piece);

struct expanded {
    struct pieces tokens;
    bool has_strings; /* # made a string, whose text is unknown */
    bool is_open;     /* the arguments of a function-like macro in it come, or end, after it, or the macro's definition
                         is not known: its name and what follows it are as they were */
};

/* False if the expansion cannot be followed. */
bool macro_expand(const struct unit *unit, const struct macro *macro, struct expanded *result);

#endif
