// The header compiles without a word in each of its readings, in every dialect; also without the pragma that would
// silence the compilers.
// RUN: mkdir -p %t && sed '/pragma GCC system_header/d' %include/asyncc.h > %t/asyncc.h
// RUN: sh -c 'for std in c99 c11 c17 c2x gnu99 gnu11 gnu2x; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS; do %gcc -include %t/asyncc.h -std=$std $mode -fsyntax-only %s || exit 1; done; done'
// RUN: sh -c 'for std in c99 c11 c17 c2x gnu99 gnu11 gnu2x; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS -D__ASYNCC__; do %clang -include %t/asyncc.h -std=$std $mode -fsyntax-only %s || exit 1; done; done'
#include <asyncc.h>
#include <asyncc.h>

typedef async_task *task;
