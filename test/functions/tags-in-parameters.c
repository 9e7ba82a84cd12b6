// RUN: %matrix %s
// Structs, unions and enums that are declared in the list of parameters of an async function: the functions that it
// becomes share them. (gcc warns of such types, so the elision does not compile under -Werror.)
#include "../Inputs/waits.h"

enum { LIMIT = 4 };
__attribute__((unused)) static async int defined(enum kind { FIRST = LIMIT, SECOND } e, struct pair { enum inner { IN = 7 } in; int a[FIRST]; } v)
{
    struct pair copy = v;
    enum kind kind = e;
    await rest();
    copy.a[2] += IN;
    return (int)kind * SECOND + copy.a[2] + (int)sizeof(struct pair) + (int)copy.in;
}
static async int named_only(struct nowhere *p, int x)
{
    struct nowhere *q = p;
    await get(x);
    return q == NULL;
}
static async int nested(int (*callback)(struct hidden { int z; } *), union number { int i; char c; } list[2])
{
    await rest();
    return list[1].i + (callback == NULL);
}
static async int no_wait(enum last { LAST = 9 } x)
{
    return x == LAST;
}

static async void test(void)
{
    say("%d %d\n", await named_only(NULL, 1), await no_wait(LIMIT + 5));
    async int c = no_wait(0);
    union { int i; char c; } list[] = {{1}, {2}};
    say("%d %d\n", await c, await nested(NULL, (void *)list));
}
// flags: -Wno-visibility
// expect: 1 1
// expect: 0 3
// elision: no
