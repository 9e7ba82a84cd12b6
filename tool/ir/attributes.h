/* attributes.h: what becomes of the attributes of async functions. */
#ifndef IR_ATTRIBUTES_H
#define IR_ATTRIBUTES_H

#include "ir/tree.h"

enum attribute_effect {
    ATTRIBUTE_UNKNOWN, /* refused */
    ATTRIBUTE_REFUSED, /* with a reason */
    ATTRIBUTE_CODE,    /* about the code: all functions that this one becomes have it */
    ATTRIBUTE_SYMBOL,  /* about what others see: f__async has it */
    ATTRIBUTE_RESULT,  /* asyncc itself warns of a result that is dropped */
    ATTRIBUTE_NOTHING, /* tells a compiler something about calls that is not true of the output, or not needed */
};

/* `name` without underscores around it. `reason`, if it is refused: what to do instead. */
enum attribute_effect attribute_effect(const char *name, const char **reason);

/* One that clang does not know. */
bool attribute_is_of_gcc(const char *name);

/* Takes apart a declaration as clang prints it: its own attributes, without those of its parameters. */
void attributes_read(struct attributes *list, const char *printed);

/* The same from the author's text, which has those that clang does not know. */
void attributes_read_source(struct attributes *list, const char *text, unsigned begin, unsigned end);

/* The attributes of a function with this effect, as C, with a blank behind each; `resumes`: for f_resume. */
const char *attributes_text(const struct func *func, enum attribute_effect effect, bool resumes);

/* Those about the code that the body has. Whether calls are inlined is decided by the entry; the body is a part of it.
 */
const char *attributes_of_body(const struct func *func);

/* Those with this name. */
const char *attributes_named(const struct func *func, const char *name);

/* Those that a variable of static storage has beside an alignment, as C, with a blank behind each. */
const char *attributes_of_static(const struct var *var);

bool attributes_have(const struct func *func, const char *name);

#endif
