/* flags.h: the compiler's flags that libclang accepts. */
#ifndef CLANG_FLAGS_H
#define CLANG_FLAGS_H

#include <clang-c/Index.h>

/* The flags that decide how a source is read and that libclang accepts: a NULL-terminated list in the arena. */
const char *const *flags_settle(CXIndex index, const char *const *flags, int flag_count, int *settled_count);

#endif
