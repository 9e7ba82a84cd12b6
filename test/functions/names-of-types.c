// Locals that have the name of a type, which the output has to name in their scope.
//
// RUN: %matrix %s
// clang-format off
#include "../Inputs/waits.h"

typedef struct conn { int fd; struct conn *next; } conn;
typedef float real;

static conn all[3] = {{10, 0}, {11, 0}, {12, 0}};
static async conn *open_conn(int i)
{
    await rest();
    return &all[i];
}
static async real half(int x)
{
    await rest();
    return (real)x / 2;
}
static real third(int x)
{
    return (real)x / 3;
}
static async int uses(conn *conn, int real)
{
    conn->next = await open_conn(1);
    conn->next->next = await open_conn(await get(2));
    int sum = 0;
    for (; conn; conn = conn->next)
        sum += conn->fd + await get(real);
    return sum;
}

static async void test(void)
{
    conn *conn = await open_conn(0);
    say("%d\n", await uses(conn, 1));
    int real = 1;
    say("%g %g\n", await half(5) + real, third(6) + await half(real));
    { int conn = await get(3); say("%d\n", conn); }
    await rest();
    say("%d\n", conn->next->fd);
}
// expect: 36
// expect: 3.5 2.5
// expect: 3
// expect: 11
// elision: same
