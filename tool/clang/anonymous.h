/* anonymous.h: C for types at file scope that have no name. */
#ifndef CLANG_ANONYMOUS_H
#define CLANG_ANONYMOUS_H

#include <clang-c/Index.h>

/* What the output calls an enumeration, struct or union that was declared without a name; NULL if nothing that was
 * declared leads to it. */
const char *anonymous_spelling(CXType type);

/* Is due when the translation unit goes away. */
void anonymous_forget(void);

#endif
