// RUN: %matrix %s
// GNU statement expressions with awaits in them: in operands, conditions, arguments, initialisers, macros, nested.
#include "../Inputs/waits.h"

#define MAX(a, b)                                                                                                      \
    ({                                                                                                                 \
        __typeof__(a) a_ = (a);                                                                                        \
        __typeof__(b) b_ = (b);                                                                                        \
        a_ > b_ ? a_ : b_;                                                                                             \
    })
#define TRY(call)                                                                                                      \
    ({                                                                                                                 \
        int result_ = await (call);                                                                                    \
        if (result_ < 0)                                                                                               \
            return result_;                                                                                            \
        result_;                                                                                                       \
    })

static async int tries(int x)
{
    int sum = TRY(get(x)) + TRY(get(x - 1)) * 10;
    return sum + TRY(get(1));
}

static async void test(void)
{
    int x = ({ int y = await get(3); y + 1; });
    say("%d\n", x);
    say("%d\n", 100 * x + ({ await rest(); x++; x; }) + x * 1000);
    say("%d %d %d\n", await tries(5), await tries(0), await tries(-5));
    say("%d\n", ({ int a = 1; for (int i = 0; i < 4; i++) a *= await get(2); a; }));
    if (({ await rest(); x > 3; }))
        say("yes\n");
    while (({ x -= await get(1); x > 2; }))
        say("%d ", x);
    say("\n");
    int list[] = {({ await get(1); }), ({ int inner = ({ await get(2); }); inner * 2; })};
    say("%d %d\n", list[0], list[1]);
    ({ await rest(); });
    (void)({ await rest(); 1; });
    say("%d\n", x ? ({ await see(5); }) : ({ await see(6); }));
    say("%d\n", MAX(x, 7));
    for (int i = 0; i < 6; i++) {
        int y = ({ if (i == 2) continue; if (i == 4) break; await get(i); });
        say("%d ", y);
    }
    say("\n");
    struct s { int a; } s = ({ await rest(); list[0] = 9; (void)0; struct s t = {await get(4)}; t; });
    say("%d %d\n", s.a, list[0]);
}
// flags: -Wno-pedantic -Wno-unused-value
// expect: 4
// expect: 5405
// expect: 46 -1 -5
// expect: 16
// expect: yes
// expect: 4 3 
// expect: 1 4
// expect: <5>5
// expect: 7
// expect: 0 1 3 
// expect: 4 9
// elision: same
