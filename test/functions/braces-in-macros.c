// RUN: %matrix %s
//
// Macros that open or close the blocks of ordinary functions in which async functions are named or run: the names in
// the text behind them are replaced as anywhere else.
#include <asyncc.h>
#include <stdio.h>

typedef async int handler(int);
typedef handler *handler_pointer;

static async int get(int x)
{
    await async_yield();
    return x;
}

static async int plus_one(int x)
{
    return await get(x) + 1;
}

static async int times_two(int x)
{
    return await get(x) * 2;
}

// clang-format off
#define HEAD(name) static handler_pointer name(int which) {
#define HEAD_AND_RETURN(name, h) static handler_pointer name(int which) { return which ? h :
#define WHOLE(name, s) static handler_pointer name(int which) { s }
#define HEAD_AND_IF(name) static int name(int which) { which++; if (which > 2)
#define HEAD_AND_KEYWORD(name) static int name(int which) { return
#define PARAMETERS which) { int k = which; return
#define AND_BODY ) { return which ?
#define END ; }

HEAD(head) return which ? plus_one : times_two; }
HEAD_AND_RETURN(half, plus_one) times_two; }
WHOLE(whole, handler *p = times_two; return which ? p : plus_one;)
static handler_pointer body(int which AND_BODY plus_one : times_two; }
HEAD_AND_IF(condition) return async_run(get(3)); else return async_run(times_two(which)); END
HEAD_AND_KEYWORD(keyword) async_run(plus_one(which)) END
static int parameters(int PARAMETERS async_run(plus_one(k)) END

#define BLOCK(s) { s }
#define LIST(...) { __VA_ARGS__ }
#define IF(c) if (c) {
#define ELSE } else {
#define CLOSE }
#define LOOP(i, n) for (int i = 0; i < n; i++) {
#define WITH(t, v) { t v =
#define DECLARE(p) handler *p =
#define INIT(x) = x

static handler_pointer all_of_it(void) BLOCK(return plus_one;)
static int both(int x) { IF(x) return async_run(get(4)); ELSE int y = async_run(get(5)); return y; CLOSE }
static int inner(int x)
{
    LOOP(i, x) x -= async_run(get(2)); CLOSE
    WITH(handler *, p) plus_one; x += async_run(p(10)); }
    return x;
}
static int names(int x)
{
    DECLARE(p) plus_one;
    handler *q INIT(times_two), *r[2] = LIST(plus_one, p);
    BLOCK(if (x) return async_run(r[1](x)) + (q == *r);)
    return async_run(q(5));
}
static int objects(int x) LIST(async int c = get(x); int d = async_run(c); return d;)
// clang-format on

async int main(void)
{
    printf("%d %d %d %d\n", await head(1)(5), await half(0)(6), await whole(1)(2), await body(0)(3));
    printf("%d %d %d\n", condition(2), keyword(4), parameters(9));
    printf("%d %d %d %d\n", await all_of_it()(1), both(0), both(1), inner(7));
    printf("%d %d %d\n", names(3), names(0), objects(3));
    return 0;
}
// elision: same
// expect: 6 12 4 6
// expect: 3 5 10
// expect: 2 5 4 12
// expect: 4 10 3
