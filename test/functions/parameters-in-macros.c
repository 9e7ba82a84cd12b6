// RUN: %matrix %s
//
// Several parameters out of one macro, and commas out of macros, where the list is written anew.
#include <asyncc.h>
#include <stdio.h>

typedef int count;

static async int get(int x)
{
    await async_yield();
    return x;
}

// clang-format off
#define COUNTED int count, int (*a)[count]
#define COMMA ,
#define AND_N , int n
#define TWO int x, const char *s
#define ARRAYS int a[2], int b[static 2]
#define AND(t, v) , t v[3]
#define POINTER(a) int (*a)
#define NAME count

static async int both(COUNTED) { int r = await get(count); return r + (int)sizeof *a; }
static async int commas(int count COMMA int (*a)[count] AND_N) { int r = await get(count); return r + (int)sizeof *a + n; }
static async int more(TWO AND_N) { int r = await get(x); return r + n + s[0]; }
static async int arrays(ARRAYS) { int r = await get(a[0]); return r + b[1] + a[1]; }
static async int mixed(int n, int (*m)[n] AND(int, q) COMMA int z) { int r = await get(q[0]); return r + (int)sizeof *m + z + q[2]; }
static async int constants(const int a[2] COMMA const int n) { int r = await get(a[0]); return r + n + a[1]; }
static async int parts(int count, POINTER(a)[count], POINTER(b)[count + 1]) { int r = await get(count); return r + (int)(sizeof *a + sizeof *b); }
static async int name(int NAME, int (*a)[count]) { int r = await get(count); return r + (int)sizeof *a; }
// clang-format on

async int main(void)
{
    int a[3] = {1, 2, 3};
    printf("%d %d %d\n", await both(3, &a), await commas(3, &a, 2), await more(1, "a", 2));
    printf("%d %d %d\n", await arrays(a, a), await mixed(3, &a, a, 4), await constants(a, 7));
    int four[4] = {0};
    printf("%d %d\n", await parts(3, &a, &four), await name(3, &a));
    return 0;
}
// elision: same
// expect: 15 17 100
// expect: 5 20 10
// expect: 31 15
