/* types.h: from libclang's types to ours. */
#ifndef CLANG_TYPES_H
#define CLANG_TYPES_H

#include "ir/tree.h"

#include <clang-c/Index.h>

struct parser;

/* Our type for libclang's. Equal types give the same pointer until types_forget(), which is due when the translation
 * unit that they belong to goes away. */
struct type *type_of(CXType type);
void types_forget(struct parser *parser);

/* What a parameter of this type is adjusted to. */
struct type *type_decay(struct type *type);

#endif
