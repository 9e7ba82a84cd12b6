#ifndef SILENT_BRANCH_H
#define SILENT_BRANCH_H
#if defined(__GNUC__) && !defined(NEVER_DEFINED)
#pragma GCC poison never_used
#endif
#define EMPTY

#if __GNUC__ > 3 && defined(__GNUC__)
#pragma GCC poison never_used
#endif
#define ONE __GNUC__
enum { COMPILER = __GNUC__ };
#endif
