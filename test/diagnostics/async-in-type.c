// RUN: not %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s
// The function that the source names does not exist in the output. In a variable's type, and in functions, it is
// replaced; in what declares types it is not, and compilers that know implicit declarations would take it for one of an int.
#include <asyncc.h>

async double work(int);

// CHECK: async-in-type.c:[[@LINE+1]]:20: error: an async function in the type of something other than a variable, outside of functions, is not supported: name the type
typedef __typeof__(work(0)) result;
// CHECK: async-in-type.c:[[@LINE+1]]:19: error: an async function in the type
enum { N = sizeof(work(0)) };
struct s {
    // CHECK: async-in-type.c:[[@LINE+1]]:16: error: an async function in the type
    __typeof__(work(0)) x;
};
// CHECK: async-in-type.c:[[@LINE+1]]:12: error: an async function in the type
__typeof__(work(0)) plain(void);
// CHECK: async-in-type.c:[[@LINE+1]]:22: error: an async function in the type
int other(__typeof__(work(0)) x)
{
    return (int)x;
}
// CHECK-NOT: error:
__typeof__(work(0)) variable;
async __typeof__(work(0)) good(__typeof__(work(0)) x)
{
    __typeof__(work(0)) l = await work((int)x);
    return l + variable;
}
