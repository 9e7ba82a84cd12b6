/* flags.h: the compiler's flags, as far as libclang takes them. */
#ifndef CLANG_FLAGS_H
#define CLANG_FLAGS_H

#include <clang-c/Index.h>

/* A list with a NULL at its end, in the arena: the flags that decide how a source is read and that libclang takes. */
const char *const *flags_settle(CXIndex index, const char *const *flags, int flag_count, int *settled_count);

#endif
