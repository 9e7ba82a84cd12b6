// RUN: %matrix %s
// A local table of labels, some of which are never jumped to, and gcc could find that out: their addresses are stored in
// the frame all the same, so they must be there. (gcc -O2 left them out; the linker missed them.)
#include "../Inputs/waits.h"

static int global;
static const unsigned primes[8] = {2, 3, 5, 7};

static async int jumps(void)
{
    unsigned steps = 0;
    await async_gather(get(7), get((int)primes[3]));
    steps++;
    void *table[] = {&&at_0, &&at_1, &&at_2};
    unsigned n = 0;
    goto *table[1];
at_0:
    switch (5u & 1) {
    case 2:
        global++;
        if (2 & 2)
            goto out;
        /* fall through */
    case 0:
        --global;
        break;
    case 3:
        say("%u", primes[3] ? primes[7] : primes[5]);
        break;
    case 1:
        break;
    case 4:
        global %= (5 & 7) + 1;
    }
out:
    if (n++ < 2)
        goto *table[(steps == 0 && 5 & 1) & 1];
at_1:
    steps += (unsigned)(global = 5);
    global *= 0;
    if (n++ < 2)
        goto *table[1];
    goto end;
at_2:
    if (n++ < 2)
        goto *table[(global != 0 ? steps : n) & 1];
end:
    say("%u ", steps);
    return 0;
}
static async int comma(int n)
{
    void *table[] = {&&a, &&b, &&c}, **p = table;
    await rest();
    goto *(n++, p[n + await get(0)]);
a:
    n += 100;
b:
    n += 10;
    if (n < 100)
        goto *(*(p + 0));
c:
    return n;
}

static async void test(void)
{
    await jumps();
    say("%d %d\n", await comma(0), await comma(1));
}
// flags: -Wno-pedantic
// expect: 16 121 2
// elision: same
