/* names.h: names that the author has, and names that asyncc may add to them. */
#ifndef NAMES_H
#define NAMES_H

#include "tree.h"

void words_add(struct words *words, const char *word, size_t length);
bool words_have(const struct words *words, const char *word, size_t length);

/* `name`, with underscores behind it until no identifier of the author's file, and no macro, is the same. */
const char *name_unused(struct unit *unit, const char *name);

#endif
