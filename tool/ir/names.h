/* names.h: names that the author has, and names that asyncc may add to them. */
#ifndef IR_NAMES_H
#define IR_NAMES_H

#include "ir/tree.h"

void words_add(struct words *words, const char *word, size_t length);
bool words_have(const struct words *words, const char *word, size_t length);

/* `name`, with underscores behind it until no identifier of the author's file and headers, and no macro, is the same.
 */
const char *name_unused(struct unit *unit, const char *name);

/* Which of our keywords a name is. */
enum keyword keyword_named(const char *name);

/* Adds all identifiers of a text. */
void names_read(struct words *words, const char *text, unsigned length);

/* The beginning of the names that belong to an async function (stem_frame, stem__new …): the function's name, with
 * underscores behind it until none of them is the author's. */
const char *names_stem(struct unit *unit, const char *name);

/* A name for what the output declares in a scope of its own, where no other name of the source is: a member of a
 * struct, a parameter or local of a function that the output adds. With underscores added until it is no macro and no
 * type. (A member of an anonymous union hides a type of its name in the rest of the struct, for clang.) */
const char *names_own(const struct unit *unit, const char *name);

#endif
