/* bit_field.h: the types of values that come from wide bit-fields. */
#ifndef PASSES_BIT_FIELD_H
#define PASSES_BIT_FIELD_H

#include "ir/tree.h"

/* The type of a variable that holds the value of `node`, whose type is `type` to libclang: another one if compilers
 * differ about it. */
struct type *bit_field_type(const struct node *node, struct type *type);

#endif
