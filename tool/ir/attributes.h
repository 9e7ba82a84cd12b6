/* attributes.h: what happens to the attributes of async functions. */
#ifndef IR_ATTRIBUTES_H
#define IR_ATTRIBUTES_H

#include "ir/tree.h"

enum attribute_effect {
    ATTRIBUTE_UNKNOWN, /* refused */
    ATTRIBUTE_REFUSED, /* with a reason */
    ATTRIBUTE_CODE,    /* about the code: all functions that this one becomes have it */
    ATTRIBUTE_SYMBOL,  /* about what others see: f__async has it */
    ATTRIBUTE_RESULT,  /* asyncc itself warns of a dropped result */
    ATTRIBUTE_NOTHING, /* tells a compiler something about calls that the output makes untrue or needless */
};

/* `name` has no underscores around it. `reason`, if the attribute is refused: what to do instead. */
enum attribute_effect attribute_effect(const char *name, const char **reason);

/* True for an attribute that clang does not know. */
bool attribute_is_of_gcc(const char *name);

/* Reads a declaration as clang prints it: its own attributes, without those of its parameters. */
void attributes_read(struct attributes *list, const char *printed);

/* Reads the same from the source text, which has the attributes that clang does not know. */
void attributes_read_source(struct attributes *list, const char *text, unsigned begin, unsigned end);

/* The attributes of a function with this effect, as C, each followed by a blank. `resumes`: for f_resume. */
const char *attributes_text(const struct func *func, enum attribute_effect effect, bool resumes);

/* The attributes about the code that the body gets. The entry decides whether calls are inlined; the body is a part of
 * it. */
const char *attributes_of_body(const struct func *func);

/* The attributes with this name. */
const char *attributes_named(const struct func *func, const char *name);

/* The attributes of a variable of static storage apart from an alignment, as C, each followed by a blank. */
const char *attributes_of_static(const struct var *var);

bool attributes_have(const struct func *func, const char *name);

#endif
