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

/* Is a name of asyncc's own, as the output has them, a macro in the author's program? Then all of them get a prefix, in
 * asyncc.h too: unit->prefixed. */
bool names_meet_macros(const struct unit *unit);

/* Text (or a format) of ours, with these names as this output has them. What stands for a conversion is not touched. */
const char *names_own(const struct unit *unit, const char *format);

#endif
