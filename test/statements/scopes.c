// RUN: %matrix %s
// Nested blocks with shadowed names: of other types, in loops, as parameters, beside each other; each keeps its value.
#include "../Inputs/waits.h"

static int x = 1000;

static async int shadows(int a)
{
    int sum = x;
    {
        double a = await get_double(0.5);
        await rest();
        sum += (int)(a * 4);
        {
            char a[4] = "abc";
            await rest();
            sum += a[1];
            for (int a = 0; a < 3; a++) {
                const char *x = "xyz";
                await rest();
                sum += x[a] + a;
            }
            a[0] = (char)await get('q');
            sum += a[0];
        }
        sum += (int)(a * 2);
    }
    {
        int x = await get(a), y = x;
        sum += x + y;
        {
            int x = y + 1;
            await rest();
            sum += x;
            {
                int x = y + 2;
                await rest();
                sum += x;
            }
            sum += x;
        }
        await rest();
        sum += x;
    }
    {
        extern int not_here;
        (void)sizeof not_here;
        long y = await get(7);
        await rest();
        sum += (int)y;
    }
    {
        struct { int y; } y = {3};
        sum += y.y;
        await rest();
    }
    return sum + a + x;
}

/* An enum constant, a typedef and a tag hide what is outside as well. */
static async int hidden(int kind)
{
    typedef long number;
    number outer = await get(1);
    {
        typedef char number;
        number inner = (number)await get(300 % 256);
        await rest();
        outer += inner + (long)sizeof(number);
        enum { kind_of = 5 };
        int kind = kind_of;
        await rest();
        outer += kind;
    }
    return (int)outer + kind;
}

/* The scope of a name begins after its declarator. */
static async int begins(void)
{
    int v = 1;
    {
        int w = v, v = await get(w + 1), u = v;
        await rest();
        w += u * 10 + v * 100;
        return w + (int)sizeof v;
    }
}

static async void test(void)
{
    say("%d\n", await shadows(3));
    say("%d\n", await hidden(2));
    say("%d\n", await begins());
    for (int i = 0; i < 2; i++) {
        int i = await get(5);
        await rest();
        say("%d", i);
        for (int i = 0; i < 2; i++)
            say("%d", await get(i));
    }
    say("\n");
}
// flags: -Wno-shadow
// expect: 2615
// expect: 53
// expect: 225
// expect: 501501
// elision: same
