// RUN: %asyncc --no-line %s -- -std=c11 | grep -v "// CHECK" | FileCheck %s
// A function without awaits has no frame, no states and nothing to resume: it is a plain function with a result.
#include <asyncc.h>

// CHECK-NOT: struct add_frame {{[{]}}
// CHECK-NOT: add_awaits
// CHECK-LABEL: {{^(static )?}}async_int add{{.*}}(int a, int b)
// CHECK-NOT: frame
// CHECK: return (async_int){.async_value = a + b};
async int add(int a, int b)
{
    return a + b;
}
// CHECK-LABEL: async_{{void |frame \*}}set{{.*}}(int *x)
// CHECK-NOT: frame
// CHECK: *x = 1;
// CHECK: return 0;
async void set(int *x)
{
    *x = 1;
}
// CHECK-LABEL: async_int calls
async int calls(void)
{
    int x;
    await set(&x);
    return await add(x, 2);
}
