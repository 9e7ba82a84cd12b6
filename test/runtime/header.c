// The headers compile without a word in each of their readings, in every dialect, from C89 on, for gcc and clang; also
// without the pragma that would silence the compilers, but for what C89 has no other way to say.
// RUN: rm -rf %t && cp -r %include %t && sed -i '/pragma GCC system_header/d' %t/asyncc.h %t/asyncc/*.h
// RUN: sh -c 'for std in c99 c11 c17 c2x gnu99 gnu11 gnu2x; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS; do %gcc -include %t/asyncc.h -std=$std $mode -fsyntax-only %s || exit 1; done; done'
// RUN: sh -c 'for std in c99 c11 c17 c2x gnu99 gnu11 gnu2x; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS -D__ASYNCC__; do %clang -include %t/asyncc.h -std=$std $mode -fsyntax-only %s || exit 1; done; done'
// RUN: sh -c 'for std in c89 gnu89; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS; do %gcc -Wno-variadic-macros -include %t/asyncc.h -std=$std -pedantic $mode -x c - -fsyntax-only < %S/Inputs/header-use.h || exit 1; done; done'
// RUN: sh -c 'for std in c89 gnu89; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS -D__ASYNCC__; do %clang -Wno-variadic-macros -Wno-long-long -include %t/asyncc.h -std=$std -pedantic $mode -x c - -fsyntax-only < %S/Inputs/header-use.h || exit 1; done; done'
// As it is installed, nothing has to be turned off for that.
// RUN: sh -c 'for std in c89 gnu89 c99 c11 c17 c2x; do for mode in -DPLAIN -DASYNCC_GENERATED -DASYNCC_NO_KEYWORDS; do for cc in "%gcc" "%clang"; do $cc -std=$std -pedantic -x c - -fsyntax-only $mode < %S/Inputs/header-use.h || exit 1; done; done; done'
#include <asyncc.h>
#include <asyncc.h>
#include <asyncc/test.h>

typedef async_task *task;
