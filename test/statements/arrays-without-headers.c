// RUN: %matrix %s
// The lengths of variable-length arrays in the frame need no header of the user's.
#include <asyncc.h>

async int main(void)
{
    int n = 3;
    int x[n], y[n][n];
    int (*rows)[n] = y;
    x[2] = 5;
    y[1][2] = 7;
    await async_yield();
    return x[2] + rows[1][2] - 12 + (int)sizeof x - 3 * (int)sizeof(int);
}
// elision: same
