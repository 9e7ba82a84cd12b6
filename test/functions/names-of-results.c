// The structs of results have names that are made of the types' own, and no two types have the same.
//
// RUN: %matrix --all %s
// clang-format off
#include "../Inputs/waits.h"

/* Names that look like what other types are made into. */
typedef double foo;
struct foo { int a, b; };
typedef char struct_foo;
typedef struct node *node_ptr;
typedef struct node { int v; } node;
struct node_ptr { float f; };
typedef short char_ptr;
typedef int unsigned_int;
typedef float int_const;
typedef double const_int;
typedef long a_b;
typedef struct { int n[2]; } b_c;
typedef char c;
typedef signed char a;
typedef int type8_node_ptr;
/* Names of asyncc.h's own, and of the source. */
typedef int task;
typedef long frame;
typedef float timer;
typedef struct { int fd; } conn;
typedef short async_conn;
static int async_pair(int x) { return x * 2; }
typedef struct { int x, y; } pair;

#define F(type, name, parameter, value) static async type name(parameter) { await rest(); return value; }
static node n7 = {7};
static int ten = 10;
static int *at_ten = &ten;
static float quarter = 0.25f;
static double eighth = 0.125;
F(struct foo, f1, void, ((struct foo){1, 2}))
F(foo, f2, void, 2.5)
F(struct_foo, f3, void, 'c')
F(struct foo *, f4, struct foo *p, p)
F(node_ptr, f5, void, &n7)
F(node *, f6, void, &n7)
F(struct node_ptr, f7, void, (struct node_ptr){0.5f})
F(char_ptr, f8, void, 70)
F(char *, f9, char *p, p)
F(unsigned, f10, void, 4000000000u)
F(unsigned_int, f11, void, -1)
F(const int *, f12, void, &ten)
F(const_int *, f13, void, &eighth)
F(int *const *, f14, void, &at_ten)
F(int_const *, f15, void, &quarter)
F(type8_node_ptr, f16, void, 16)
F(node_ptr *, f17, node_ptr *p, p)
F(task, g1, void, 21)
F(frame, g2, void, 22)
F(timer, g3, void, 0.75f)
F(conn, g4, void, (conn){24})
F(async_conn, g5, void, 25)
F(pair, g6, void, ((pair){26, async_pair(13)}))

static int takes_one(a_b x, c y) { return (int)x + y; }
static int takes_other(a x, b_c y) { return x + y.n[1]; }
static async int (*get_one(void))(a_b, c) { await rest(); return takes_one; }
static async int (*get_other(void))(a, b_c) { await rest(); return takes_other; }

static async void test(void)
{
    struct foo foo_1 = {3, 4};
    char text[] = "text";
    node_ptr at_node = &n7;
    say("%d %g %c %d\n", (await f1()).b, await f2(), await f3(), (await f4(&foo_1))->b);
    say("%d %d %g %d %s\n", (await f5())->v, (await f6())->v, (double)(await f7()).f, await f8(), await f9(text));
    say("%u %d\n", await f10(), await f11());
    say("%d %g %d %g\n", *await f12(), *await f13(), **await f14(), (double)*await f15());
    say("%d %d\n", await f16(), (*await f17(&at_node))->v);
    say("%d %ld %g %d %d %d\n", await g1(), await g2(), (double)await g3(), (await g4()).fd, await g5(), (await g6()).y);
    say("%d %d\n", (await get_one())(1, 2), (await get_other())(3, (b_c){{4, 5}}));
    async task object = g1();
    async unsigned_int other = f11();
    say("%d %d\n", await object, await other);
}
// expect: 2 2.5 c 4
// expect: 7 7 0.5 70 text
// expect: 4000000000 -1
// expect: 10 0.125 10 0.25
// expect: 16 7
// expect: 21 22 0.75 24 25 26
// expect: 3 8
// expect: 21 -1
// elision: same
