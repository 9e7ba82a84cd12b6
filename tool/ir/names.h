/* names.h: names of the source, and names that asyncc may add to them. */
#ifndef IR_NAMES_H
#define IR_NAMES_H

#include "ir/tree.h"

void words_add(struct words *words, const char *word, size_t length);
bool words_have(const struct words *words, const char *word, size_t length);

/* `name`, with underscores added until no identifier of the source file and its headers, and no macro, is the same. */
const char *name_unused(struct unit *unit, const char *name);

/* The same after names_of_buffer has read the identifiers of the source file, which name_unused does itself. */
const char *name_free(const struct unit *unit, const char *name);
void names_of_buffer(struct unit *unit);

/* The keyword that a name stands for. */
enum keyword keyword_named(const char *name);

/* Adds all identifiers of a text. */
void names_read(struct words *words, const char *text, unsigned length);

/* The stem of the names that belong to an async function (stem_frame, stem__new …): the function's name, with
 * underscores added until none of them occurs in the source. */
const char *names_stem(struct unit *unit, const char *name);

/* A name for what the output declares in a scope of its own, without other names of the source: a member of a struct, a
 * parameter or local of a function that the output adds. Underscores are added until it is no macro and no type. (For
 * clang, a member of an anonymous union hides a type of its name in the rest of the struct.) */
const char *names_own(const struct unit *unit, const char *name);

#endif
