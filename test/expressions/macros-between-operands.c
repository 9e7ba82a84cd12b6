// RUN: %matrix %s
//
// Macros that end one operand and begin the next one, whose argument names a local that lives in the frame; there are
// globals of the same names, which must not be taken instead.
#include <asyncc.h>
#include <stdio.h>

struct point {
    int x, y, z;
};

static struct point q[2] = {{91, 92, 93}, {94, 95, 96}};
static int grid[2] = {50, 60};

static async int get(int x)
{
    await async_yield();
    return x;
}

#define THEN(v) .y, v
#define TIMES(v) ] * v
#define PLUS(v) ) + v
#define AND(i, v) i] && v

// clang-format off
async int main(void)
{
    struct point of_file = q[0];
    int all = of_file.x + grid[1];
    {
        struct point q[2] = {{1, 2, 3}, {4, 5, 6}};
        int grid[2] = {7, 8}, n = 2;
        await get(1);
        n++;
        printf("%d %d\n", q[1] THEN(q)[0].z);
        printf("%d\n", grid[0 TIMES(grid[1]));
        printf("%d\n", (n PLUS(n) * grid[1]);
        printf("%d\n", grid[AND(0, grid[0]) > 3);
        printf("%d\n", all && grid[0 TIMES(grid)[1] > 0);
        await get(2);
        n += q[0] THEN(n);
        printf("%d\n", n + grid[0]);
    }
    return 0;
}
// clang-format on
// flags: -Wno-shadow -Wno-unused-value
// elision: same
// expect: 5 3
// expect: 56
// expect: 27
// expect: 1
// expect: 1
// expect: 12
