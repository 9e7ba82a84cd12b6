// RUN: %matrix --all %s
// Parameters of all kinds, which a function that is resumed gets from its frame; some are not needed any more by then,
// some were never saved.
#include <asyncc.h>
#include <stdbool.h>
#include <stdio.h>

enum color { RED = 3, BLUE = 7 };

struct pair {
    bool on;
    int n;
};

typedef int transform(int);

static int twice(int x)
{
    return 2 * x;
}

static async int later(int x)
{
    await async_yield();
    return x;
}

static async int flags(bool first, bool second, int count)
{
    int sum = 0;
    if (count > 2)
        sum += await later(10);
    sum += await later(first ? 1 : 2);
    for (int i = 0; i < count; i++) {
        if (second)
            sum += await later(i);
        else
            sum += await later(-i);
        count -= second;
    }
    sum += await later(100);
    return sum + first;
}

static async int many(const char *restrict text, char *restrict other, enum color color, double d, float f,
                      struct pair pair, transform *t, const int fixed, unsigned char byte, long double wide)
{
    int sum = await later(text[0] - 'a');
    if (sum > 5)
        return sum;
    sum += await later(other[0] - 'a');
    sum += await later(t(color));
    sum += await later((int)(d + f));
    if (pair.on)
        sum += await later(pair.n);
    sum += await later(fixed + byte);
    return sum + (int)wide + text[1] - other[1];
}

static async int rows(int n, int m, int (*table)[n], bool last)
{
    int sum = 0;
    for (int i = 0; i < m; i++)
        sum += await later(table[i][n - 1]);
    if (last)
        sum += await later(1000);
    sum += await later(0);
    sum += await later(0);
    return sum;
}

async int main(void)
{
    char other[] = "cx";
    int table[2][3] = {{1, 2, 3}, {4, 5, 6}};
    printf("%d %d\n", await flags(true, false, 3), await flags(false, true, 4));
    printf("%d\n", await many("by", other, BLUE, 1.5, 2.5f, (struct pair){true, 5}, twice, 20, 200, 0.5L));
    printf("%d\n", await many("zy", other, RED, 1.5, 2.5f, (struct pair){false, 5}, twice, 20, 200, 0.5L));
    printf("%d %d\n", await rows(3, 2, table, true), await rows(3, 1, table, false));
    return 0;
}
// elision: same
// expect: 109 113
// expect: 247
// expect: 25
// expect: 1009 3
