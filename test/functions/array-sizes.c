// Parameters whose array sizes have side effects: those happen once, when the function is called.
//
// RUN: %matrix %s
// clang-format off
#include <asyncc.h>
#include <stdio.h>
static int calls;
static int size(void) { printf("size "); return ++calls; }
async int sub(int i, int array[i++]) { await async_yield(); return i + array[0]; }
static async int none(int i, const int array[i++]) { return i + array[0]; }
static async int named(const int n, int i, int array[size()][2]) { await async_yield(); printf("%s ", __func__); return i + array[0][1] + n; }
async int main(void)
{
    int array[10] = {100}, b[2][2] = {{1, 2}};
    printf("%d %d\n", await sub(10, array), await none(20, array));
    printf("%d\n", await named(5, 1, b));
    printf("%d\n", calls);
    async int c = sub(1, array);
    printf("%d\n", await c);
    return 0;
}
// expect: 111 121
// expect: size named 8
// expect: 1
// expect: 102
// elision: same
