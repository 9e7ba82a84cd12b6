// RUN: %matrix --all %s
// Async cleanups where the declaration, the jumps or the ends of scopes come out of macros; in headers of loops;
// attributes in all places and lists.
// flags: -Wno-pedantic -Wno-unused-variable
// clang-format off
#include "../Inputs/waits.h"

static async void leave(int *p)
{
    await rest();
    say("~%d", *p);
}
static async int finish(void *p)
{
    int *number = p, late = await get(*number);
    say("-%d", late);
    return late;
}
static async void look(const void *p)
{
    await rest();
    say("?%d", *(const int *)p);
}
static void plain(const int *p)
{
    say(".%d", *p);
}

#define CLEANED(leave) __attribute__((cleanup(leave)))
#define SCOPED(name, n) int name __attribute__((cleanup(leave))) = (n)
#define NAMED finish
#define RETURN return
#define GIVE(x) return x
#define STOP break
#define NEXT continue
#define OUT(x) goto x
#define OPEN {
#define CLOSE }
#define SEMICOLON ;
#define EACH(n) for (int i CLEANED(leave) = 0; i < (n); i++)
#define IF_SO(x, then) if (x) { SCOPED(inner, x); then; }
#define WHOLE(x) do { SCOPED(whole, x); if ((x) == 2) break; say("w%d", whole); } while (0)
#define LOCKED(n) for (int lock CLEANED(finish) = (n), *once = &lock; once; once = 0)
#define VALUE(x) ({ SCOPED(v, x); v + 1; })

static async int jumps(int n)
{
    SCOPED(a, n);
    int b CLEANED(finish) = n + 1;
    int c __attribute__((cleanup(NAMED))) = n + 2;
    EACH(4) {
        int d CLEANED(plain) = i + 10;
        if (i == n) STOP;
        if (n == 2) RETURN d + i;
        if (n == 3) GIVE(d);
        if (n == 4) NEXT;
        if (n == 5) OUT(end);
        if (n == 6) RETURN 5 SEMICOLON
        say(",");
    }
    IF_SO(n, if (n == 7) return 70)
    WHOLE(n);
    LOCKED(n) OPEN
        int e CLEANED(leave) = 30;
        if (n == 8) break;
        e++;
    CLOSE
    return VALUE(n) + VALUE(2);
end:
    GIVE(-1);
}
static async int attributes(int n)
{
    __attribute__((cleanup(leave), unused)) int a = n, b = n + 1;
    int __attribute__((unused, __cleanup__(finish))) c = n + 2;
    __attribute__((unused)) int d __attribute__((unused, cleanup(leave), aligned(16))) = n + 3;
    __attribute((cleanup(leave))) int e = 40, f = 41;
    const int g CLEANED(plain) = 50;
    const int h CLEANED(look) = 60;
    int list[3] CLEANED(finish) = {80};
    if (n) return e + f;
    return list[0];
}
static async int loops(int n)
{
    for (int i CLEANED(leave) = 0; i < n; i++)
        for (int j CLEANED(leave) = await get(i); j < n; j++)
            if (i == 2) goto out;
            else if (i == 1) break;
            else continue;
    for (int i CLEANED(leave) = 7;; i++) {
        if (i == 9) break;
        if (n == 1) return await get(i);
    }
    for (int i CLEANED(leave) = 100;; i++)
        if (n == 2) return i;
        else if (await get(i) > 100) goto out;
out: return n;
}

static async void test(void)
{
    for (int i = 0; i < 10; i++) say(" %d\n", await jumps(i));
    for (int i = 0; i < 2; i++) say(" %d\n", await attributes(i));
    for (int i = 0; i < 4; i++) say(" %d\n", await loops(i));
}
// expect: .10~0w0~0~31-0~0~2-2-1~0 4
// expect: ,.10.11~1~1w1~1~31-1~1~2-3-2~1 5
// expect: .10~0-4-3~2 10
// expect: .10~0-5-4~3 10
// expect: .10.11.12.13~4~4w4~4~31-4~4~2-6-5~4 8
// expect: .10~0-7-6~5 -1
// expect: .10~0-8-7~6 5
// expect: ,.10,.11,.12,.13~4~7-9-8~7 70
// expect: ,.10,.11,.12,.13~4~8w8~8~30-8~8~2-10-9~8 12
// expect: ,.10,.11,.12,.13~4~9w9~9~31-9~9~2-11-10~9 13
// expect: -80?60.50~41~40~3-2~1~0 80
// expect: -80?60.50~41~40~4-3~2~1 81
// expect: ~0~9~101 0
// expect: ~1~1~7 7
// expect: ~2~1~2~9~100 100
// expect: ~3~1~2~2 3
// elision: same
