/* other_language.h: finds async code in languages that are not translated. */
#ifndef CLANG_OTHER_LANGUAGE_H
#define CLANG_OTHER_LANGUAGE_H

#include <stdbool.h>

/* Looks for definitions of async functions, and for awaits, in a C++ or Objective-C source called `input` that is read
 * from `file`, and in its headers. The flags give the language. Returns true after an error at the first one. */
bool other_language_has_async(const char *input, const char *file, const char *const *flags, int flag_count);

#endif
