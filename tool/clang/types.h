/* types.h: converts libclang's types to asyncc's. */
#ifndef CLANG_TYPES_H
#define CLANG_TYPES_H

#include "ir/tree.h"

#include <clang-c/Index.h>

struct parser;

/* The struct type for libclang's type. Equal types give the same pointer until types_forget(), which must be called
 * when their translation unit is disposed of. */
struct type *type_of(struct parser *parser, CXType type);
void types_forget(struct parser *parser);

/* The type that a parameter of this type is adjusted to. */
struct type *type_decay(struct type *type);

#endif
