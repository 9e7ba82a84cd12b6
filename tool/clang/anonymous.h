/* anonymous.h: C spellings for types at file scope that have no name. */
#ifndef CLANG_ANONYMOUS_H
#define CLANG_ANONYMOUS_H

#include <clang-c/Index.h>

struct parser;

/* The output's spelling of an enumeration, struct or union that was declared without a name; NULL if no declaration
 * leads to it. */
const char *anonymous_spelling(struct parser *parser, CXType type);

/* Must be called when the translation unit is disposed of. */
void anonymous_forget(struct parser *parser);

#endif
