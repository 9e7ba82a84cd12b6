// RUN: rm -rf %t && mkdir %t && cp %s %t/in.c && cd %t
// #line leads what the compiler says about generated code to the source: warnings, __LINE__, __FILE__, assert,
// debug information. --no-line leaves them out.
// RUN: %asyncc in.c -o out.c -- -std=c11
// RUN: grep -v "// CHECK" out.c | FileCheck %s
// RUN: gcc -std=c11 -Wall -I%include -c out.c -o out.o 2>&1 | FileCheck --check-prefix=WARNING %s
// RUN: %clang-name -std=c11 -Wall -I%include -c out.c -o out.o 2>&1 | FileCheck --check-prefix=WARNING %s
// RUN: %asyncc --no-line in.c -o plain.c -- -std=c11
// RUN: grep -v "// PLAIN" plain.c | FileCheck --check-prefix=PLAIN %s
// PLAIN-NOT: {{^}}#line
// RUN: %gcc -Wno-unused out.c %lib -pthread -o program && ./program | FileCheck --check-prefix=PRINTS %s
// RUN: %clang -Wno-unused out.c %lib -pthread -o program && ./program | FileCheck --check-prefix=PRINTS %s
#include <asyncc.h>
#include <stdio.h>

// CHECK: #line {{[0-9]+}} "in.c"
static async int later(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int a = await later(1);
    // PRINTS: in.c 27 27
    printf("%s %d %d\n", __FILE__, __LINE__, (await later(0), __LINE__));
    if (await later(1))
        // PRINTS-NEXT: 30
        printf("%d\n", __LINE__);
    a = a + await later(2); await later(a);
    // WARNING: in.c:[[@LINE+1]]:9: warning: unused variable
    int nobody;
    return 0;
}
// CHECK-NOT: "out{{[.]}}c"
