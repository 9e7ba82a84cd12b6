// RUN: rm -rf %t && split-file %s %t && cp %S/../Inputs/waits.h %t && cd %t
// RUN: %matrix --all both.c
// RUN: %asyncc clang.c -o clang.async.c -- -std=c2x -I%include
// RUN: %clang -std=c2x -Wno-pre-c23-compat clang.async.c %lib -pthread -o clang.exe
// RUN: ./clang.exe | FileCheck clang.c
// RUN: %clang -std=c2x -O2 clang.async.c %lib -pthread -o clang.exe
// RUN: ./clang.exe | FileCheck clang.c
// RUN: %clang -std=c2x clang.c -o clang.exe && ./clang.exe | FileCheck clang.c
// C23 in async functions: what gcc 12 and clang both know, and what only a newer compiler does.

//--- both.c
// Attributes in brackets, digit separators, binary literals, static_assert without a message, labels before
// declarations and at the end of a block, parameters without names, u8 characters, #elifdef.
#include "waits.h"
#include <assert.h>

[[nodiscard]] static async int must_use(int x, int)
{
    [[maybe_unused]] int y = await get(x);
    await rest();
    return x + 0b101 + 1'000'000 - 1'000'000;
}
[[deprecated("not really")]] static async void old([[maybe_unused]] int *p)
{
    if (p)
        *p += await get(1);
}
static async int cases(int x)
{
    int r = 0;
    switch (await get(x)) {
    case 1:
        r += await get(10);
        [[fallthrough]];
    case 2:
        int declared = await get(20);
        r += declared;
        await rest();
        [[fallthrough]];
    default:
        r += await get(1);
    }
    goto end;
end:
    int after = await get(r);
    if (after > 30)
        goto last;
    r += after;
    {
        if (await get(r))
            goto inner;
        r = 1'0;
    inner:
    }
last:;
    static_assert(sizeof r == sizeof(int));
    await rest();
    return r + after;
}
static async int types(int n)
{
    struct point { int x, y; } origin = {}, at = {.y = await get(2)};
    unsigned char letter = u8'c';
    int list[3] = {}, *p = &list[await get(1)];
    await rest();
    *p += await get(n);
    at.x += origin.x + at.y + list[1] + letter + await must_use(1, 2);
    return at.x;
}

static async void test(void)
{
    int sum = await must_use(3, 4);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    await old(&sum);
    await old(NULL);
#pragma GCC diagnostic pop
#ifdef THERE_IS_NO_SUCH_MACRO
    sum = 0;
#elifdef NULL
    sum += await get(100);
#endif
    say("%d\n", sum);
    say("%d %d %d %d\n", await cases(0), await cases(1), await cases(2), await types(5));
}
// flags: -std=c2x -Wno-pedantic -Wno-unknown-warning-option
// expect: 109
// expect: 3 62 63 112
// elision: same

//--- clang.c
#include "waits.h"

enum small : unsigned char { FIRST = 1, LAST = 255 };

static async bool is_true(bool b)
{
    bool yes = true, no = false;
    await rest();
    static_assert(sizeof yes == sizeof(bool));
    return (b && yes) || no;
}
static async enum small fixed(enum small s)
{
    constexpr int one = 1;
    auto kept = s;
    await rest();
    enum here : unsigned char { HERE = LAST } inner = (enum here)(await get((int)kept) - one);
    auto more = await get(inner);
    await rest();
    return (enum small)(inner + (more == (int)inner) - one);
}
#define WORD constexpr
static async int constants(int x)
{
    constexpr int n = 4, m = n + 1;
    constexpr struct { int a; } s = {3};
    constexpr int list[2] = {1, 2};
    int r = await get(x), once = 1, twice = __extension__({ constexpr int one = 1; one; }), more = await get(2);
    switch (r) {
    case n:
        r += 100;
        break;
    case m:
        r += 200;
    }
    static_assert(n == 4);
    int a[m] = {n};
    a[await get(1)] = n + s.a;
    for (int i = 0; i < 3; i++) {
        [[maybe_unused]] constexpr int n = 5, *q = nullptr;
        await get(n);
        static_assert(n == 5);
        r += n + !q;
        if (i) {
            constexpr int n = 7;
            WORD int k = 8;
            int b[n] = {[n - 1] = await get(n)};
            r += b[n - 1] + k;
        }
    }
    once += await get(1);
    twice += more++ + await get(2);
    const int *p = &n;
    await rest();
    return a[1] + await get(n) + list[await get(1)] + a[0] + *p + r + once + twice + more;
}
static async int types(int n)
{
    typeof(n) a = await get(n), *p = &a;
    typeof(int[3]) list = {};
    const typeof(a) kept = await get(2);
    typeof_unqual(kept) free = kept;
    alignas(8) thread_local static int per_thread = 4;
    alignas(16) char text[] = "text";
    unsigned _BitInt(7) bits = (unsigned _BitInt(7))await get(200);
    void *none = nullptr;
    await rest();
    free += list[await get(1)] + *p + per_thread;
    none = await get_pointer(none);
    bits++;
    await rest();
    return free + (none == nullptr) * 100 + (int)bits + text[1] - 'e';
}
// 200 & 127 is 72.
static async void test(void)
{
    say("%d %d %d %d\n", await is_true(true), await is_true(0), (int)await fixed(LAST), await types(5));
    say("%d %d\n", await constants(4), await constants(5));
}
// CHECK-NOT: differs
// CHECK: {{^1 0 254 184$}}
// CHECK: {{^183 284$}}
