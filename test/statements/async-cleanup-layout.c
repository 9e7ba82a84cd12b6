// RUN: %matrix --all %s
// Async cleanups in text of all shapes: comments, conditionals and attributes around the ends of scopes, digraphs,
// several statements in a line.
// flags: -Wno-pedantic -Wno-unused-variable
// clang-format off
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
async int later(int x) { await async_sleep(1); return x; }
async void leave(int *p) { await async_sleep(1); printf("~%d", *p); *p = 9; }
async int must(int *p) { await async_sleep(1); printf("!%d", *p); return 1; }
#define LATER(f) __attribute__((cleanup(f)))
static async int fall(int n)
{
    switch (n) {
    case 0: {
        int x LATER(leave) = 1;
        x++;
        __attribute__((fallthrough));
    }
    case 1:
        return n + 5;
    default: {
        int y LATER(must) = 3;
        if (n == 2)
            break;
        else
            abort();
    }
    }
    return 0;
}
static async int digraph(int n)
<%
    if (n)
    <%
        int x LATER(leave) = n; x += await later(1);
    %>
    { int y LATER(leave) = 7; y--; }
    { int y LATER(leave) = 7; y--; // comment }
    }
    if (n) // comment
        for (int i LATER(leave) = 0; ; i++) // another
            /* here */
            if (i == n)
                /* so */ break;
    if (n == 0) /* c */
        return await later(1) + 1;
    else // never
        return n;
%>
#define BOTH 1
static async int conditional(int n)
{
    int x LATER(leave) = n;
#if BOTH
    if (n == 1)
#else
    if (n == 2)
#endif
        return x;
    {
        int y LATER(leave) = 2;
#ifdef BOTH
        y += n;
    }
#else
    }
#endif
    return x + 1;
}
static async int gotos(int n)
{
again:
    {
        int x LATER(leave) = n;
        if (n-- > 0) goto again;
        for (int k = 0; k < 3; k++) {
            int z LATER(leave) = k;
            while (1) {
                int w LATER(leave) = k * 10;
                if (k == 1) goto next;
                break;
            }
            continue;
        next: z++;
        }
    }
    return n;
}
async int main(void)
{
    int r = 0;
    for (int i = 0; i < 3; i++) {
        r = await fall(i); printf(" %d\n", r);
        r = await digraph(i); printf(" %d\n", r);
        r = await conditional(i); printf(" %d\n", r);
        r = await gotos(i); printf(" %d\n", r);
    }
    return 0;
}
// expect: ~2 5
// expect: ~6~6 2
// expect: ~2~0 1
// expect: ~0~0~10~2~20~2~0 -1
// expect:  6
// expect: ~2~6~6~1 1
// expect: ~1 1
// expect: ~1~0~0~10~2~20~2~0 -1
// expect: !3 0
// expect: ~3~6~6~2 2
// expect: ~4~2 3
// expect: ~2~1~0~0~10~2~20~2~0 -1
// elision: same
