// RUN: %matrix --all %s
// Async cleanups of variables and in functions of all kinds of types: arrays of variable length, bit-fields, pointers to
// async functions; beside gather and coroutine objects.
// flags: -Wno-pedantic -Wno-ignored-qualifiers
// clang-format off
#include <asyncc.h>
#include <stdio.h>
#include <stddef.h>
async void leave(int *p) { await async_sleep(1); printf("~%d", *p); *p = 9; }
async void leavev(void *p) { await async_sleep(1); printf("v%d", *(int *)p); }
async void leavevv(volatile int *p) { await async_sleep(1); printf("V%d", *p); }
#define LATER(f) __attribute__((cleanup(f)))
typedef async int (*fn)(int);
async int one(int x) { await async_sleep(1); return x + 1; }
static async fn pick(int n) { int x LATER(leave) = n; fn t[2] = {one, one}; return t[x & 1]; }
static async int vla(int n)
{
    int a[n] LATER(leavev);
    a[0] = n;
    if (n == 2) return a[0] + await one(1);
    int b[n + 1][2] LATER(leavev);
    b[0][0] = n;
    for (int i = 0; i < n; i++) { int a LATER(leave) = i; if (i == 2) return a + b[0][0]; }
    return a[0];
}
struct bits { unsigned b : 3; int c : 4; };
static async int bits(struct bits s)
{
    int r = ({ int x LATER(leave) = 1; s.b; }) + ({ int x LATER(leave) = 2; s.c; });
    return r;
}
static async long double ld(float f) { float g LATER(leavev) = f; return g * 2; }
static async _Bool boo(int n) { int x LATER(leave) = n; return x & 4; }
enum e { A, B };
static async enum e en(int n) { int x LATER(leave) = n; return x > 2 ? A : B; }
static async volatile int vol(int n) { volatile int x LATER(leavevv) = n; return x; }
static async int gather(int n) { int x LATER(leave) = n, a, b; await async_gather(a = one(x), b = one(x + 1)); return a + b; }
static async int object(int n) { async int c = one(n); int x LATER(leave) = n; if (n == 2) return await c; return await c + x; }
async int loop(int n) { int s = 0; do { int x LATER(leave) = n; s += x; if (s > 5) continue; if (s == 4) break; } while (n-- > 0); return s; }
async int main(void) {
  for (int n = 1; n < 4; n++) {
    fn f = await pick(n); int r = await f(n); printf(" %d\n", r);
    r = await vla(n); printf(" %d\n", r);
    r = await bits((struct bits){n, -n}); printf(" %d\n", r);
    r = (int)await ld((float)n); printf(" %d\n", r);
    r = await boo(n); printf(" %d\n", r);
    r = await en(n); printf(" %d\n", r);
    r = await vol(n); printf(" %d\n", r);
    r = await gather(n); printf(" %d\n", r);
    r = await object(n); printf(" %d\n", r);
    r = await loop(n); printf(" %d\n", r);
  }
  return 0; }
// expect: ~1 2
// expect: ~0v1v1 1
// expect: ~1~2 0
// expect: v1065353216 2
// expect: ~1 0
// expect: ~1 1
// expect: V1 1
// expect: ~1 5
// expect: ~1 3
// expect: ~1~0 1
// expect: ~2 3
// expect: v2 4
// expect: ~1~2 0
// expect: v1073741824 4
// expect: ~2 0
// expect: ~2 1
// expect: V2 2
// expect: ~2 7
// expect: ~2 3
// expect: ~2~1~0 3
// expect: ~3 4
// expect: ~0~1~2v3v3 5
// expect: ~1~2 0
// expect: v1077936128 6
// expect: ~3 0
// expect: ~3 0
// expect: V3 3
// expect: ~3 9
// expect: ~3 7
// expect: ~3~2~1~0 6
// elision: same
