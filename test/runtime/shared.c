// The same from the shared library, and in one that is loaded at run time.
// RUN: %gcc %s -L%libdir -lasyncc -Wl,-rpath,%libdir -o %t && env ASYNCC_VIRTUAL_TIME=1 %t | FileCheck %s --match-full-lines
// RUN: %gcc -DLIBRARY -fPIC -shared %s -L%libdir -lasyncc -Wl,-rpath,%libdir -o %t.so
// RUN: %gcc -DLOADER %s -ldl -o %t && env ASYNCC_VIRTUAL_TIME=1 %t %t.so | FileCheck %s --match-full-lines
#if defined(LOADER)
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    void (*test)(void);
    if (!library) {
        puts(dlerror());
        return 1;
    }
    *(void **)&test = dlsym(library, "test");
    test();
    return 0;
}
#else
#include "Inputs/hand.h"

void test(void);
void test(void)
{
    woken = print_woken;
    run_enter();
    printf("%d\n", run(worker__async(5, 1)));
}
// CHECK:      5 woke up at 1
// CHECK-NEXT: 5

#if !defined(LIBRARY)
int main(void)
{
    test();
    return 0;
}
#endif
#endif
