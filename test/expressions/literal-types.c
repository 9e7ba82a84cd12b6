// Compound literals that live across awaits and declare their own type.
//
// RUN: %matrix --all %s
// clang-format off
#include "../Inputs/waits.h"

static async void test(void)
{
    int x = 3, *y = &x;
    int *w = &(struct { int q[2]; }){{1, 2}}.q[1];
    const int *tagged = &(const struct s { int a, b; }){5, 6}.b;
    char *packed = (char *)&(struct { char c; int i; } __attribute__((packed))){'c', 7};
    int *list = (struct { int a[sizeof x]; }[2]){{{8}}, {{9, await get(10)}}}[1].a;
    int *either = &(union { int i; char c[4]; }){await get(11)}.i;
    int (*two)[2] = &(struct {
        int first[2];
    }){{12, 13}}.first;
    await rest();
    struct s later = {14, *y};
    say("%d %d %d %d %d %d\n", *w, *tagged, packed[1] + packed[4], list[0], list[1], *either);
    say("%d %d %d\n", (*two)[1], later.a, later.b);
    for (int i = 0; i < 2; i++) {
        int *each = &(struct s2 { int n; }){i}.n;
        *each += await get(20);
        say("%d %d\n", *each, (int)sizeof(struct s2));
    }
}
// expect: 2 6 7 9 10 11
// expect: 13 14 3
// expect: 20 4
// expect: 21 4
// elision: same
