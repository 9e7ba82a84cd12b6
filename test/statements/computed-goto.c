// RUN: %matrix %s
// GNU's labels as values: an interpreter that awaits between its jumps, with a static table and with a local one.
#include "../Inputs/waits.h"

static async int interpret(const char *code)
{
    static const void *const table[] = {&&stop, &&add, &&twice, &&show};
    int x = 1;
#define NEXT goto *table[*code++ - '0']
    NEXT;
add:
    x += await get(1);
    NEXT;
twice:
    x *= 2;
    await rest();
    NEXT;
show:
    say("%d ", x);
    NEXT;
stop:
    return x;
}
static async int local(int n)
{
    void *where = n ? &&some : &&none, *then;
    await rest();
    then = &&end;
    goto *where;
some:
    n += await get(10);
    goto *then;
none:
    n = -1;
end:
    return n;
}

static async void test(void)
{
    say("%d\n", await interpret("132130"));
    say("%d %d\n", await local(5), await local(0));
}
// flags: -Wno-pedantic
// expect: 2 5 5
// expect: 15 -1
// elision: same
