/* cleanup_call.h: the calls that cleanups become (expand_cleanup.c), and the names in them. */
#ifndef PASSES_CLEANUP_CALL_H
#define PASSES_CLEANUP_CALL_H

#include "passes/cleaner.h"

struct cleanup_calls {
    const char **items;
    size_t count, room;
};

/* Reports an error at this node. The format takes one name. */
void cleanup_refuse(struct cleaner *cleaner, const struct node *node, const char *format, const char *name);

/* True for a local with the attribute. */
bool is_cleaned(const struct var *var);

/* True if something declared in the scope of `var` hides `name` where `node` is. */
bool cleanup_is_hidden(const struct cleaner *cleaner, const struct var *var, const char *name, const struct node *node);

/* Fills cleaner->names. */
void cleanup_note_names(struct cleaner *cleaner);

/* The declarator of a temporary for what the function returns. The name of the type may be hidden; then it gets
 * another one in front of the function. */
const char *cleanup_declare_result(struct cleaner *cleaner, const struct node *from);

/* The declarator of a temporary of this type. If the type has no name, or another one here, it is inferred. */
const char *cleanup_declare_value(const struct cleaner *cleaner, const struct type *type);

/* The async function that cleans up a variable; NULL if an ordinary one does, or none. */
const struct func *async_cleanup(const struct cleaner *cleaner, const struct var *var);

/* The calls in a text, with these strings before and after each of them. */
const char *cleanup_join(const struct cleanup_calls *calls, const char *before, const char *after);

/* The calls at the end of a scope. `drop`: a cast to void shows that their values are not used. */
struct cleanup_calls calls_of_scope(struct cleaner *cleaner, const struct node *scope, bool drop);

/* The calls before a jump. */
struct cleanup_calls calls_of_jump(struct cleaner *cleaner, const struct node *jump);

#endif
