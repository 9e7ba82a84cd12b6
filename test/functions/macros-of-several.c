// RUN: %matrix %s
// Macros that define several things at file scope: variables, types, prototypes and functions, async ones or not, in any
// order. (A macro with functions that stay as they are was printed once for each of them.)
#include "../Inputs/waits.h"

static unsigned sum;

// clang-format off
#define FF(n) static void f1_##n(unsigned x) { sum += x; } static void f2_##n(unsigned x) { sum -= x; }
#define VF(n) static unsigned v_##n = n, *pv_##n = &v_##n; static unsigned vf_##n(void) { return *pv_##n; }
#define FV(n) static unsigned fv_##n(void) { return n; } static unsigned (*w_##n)(void) = fv_##n; static int z_##n = 3;
#define VV(n) static int vv_##n = n, vw_##n = n + 1; static int vx_##n;
#define PF(n) static int p_##n(void); static int q_##n(void) { return p_##n(); } static int p_##n(void) { return n; }
#define TF(n) typedef struct t_##n { int a; } t_##n; static inline int tf_##n(t_##n t) { return t.a; } \
    static inline int tg_##n(t_##n t) { return t.a + 1; }
#define AF(n) static async int af_##n(int x) { return await get(x) + n; } \
    static async int ag_##n(int x) { return await af_##n(x) * n; } static int ah_##n(int x) { return x; }
#define AP(n) static async int ap_##n(int); static int aq_##n(int x); static int ar_##n = n;
#define RUN(n) static int run_##n(void) { return async_run(get(n)); } static int plain_##n(void) { return n; }
#define GET_SET(type, name) \
    static type name##_; static type get_##name(void) { return name##_; } static void set_##name(type x) { name##_ = x; }

FF(1) FF(2)
VF(1) VF(2)
FV(1) FV(2)
VV(1) VV(2)
PF(1) PF(2)
TF(1) TF(2)
AF(1) AF(2)
AP(1) RUN(1) RUN(2)
GET_SET(int, number)
GET_SET(double, ratio)
// clang-format on

static async int ap_1(int x)
{
    return await get(x);
}
static int aq_1(int x)
{
    return x;
}

static async void test(void)
{
    sum = 0;
    f1_1(3), f2_1(1), f1_2(4), f2_2(1);
    set_number(await get(4)), set_ratio(get_number() + .5);
    say("%u %u %u %d ", sum, vf_1() + vf_2(), w_1() + w_2(), z_1 + z_2);
    say("%d %d ", vv_1 + vw_2 + vx_1 + vv_2 + vw_1 + vx_2, q_1() + q_2());
    say("%d\n", tf_1((t_1){4}) + tg_2((t_2){5}) + tf_2((t_2){1}) + tg_1((t_1){1}));
    say("%d %d %d %d ", await ag_1(3), await ag_2(3), ah_1(1) + ah_2(2), await ap_1(3) + aq_1(1) + ar_1);
    say("%d %d %g\n", run_1() + run_2(), plain_1() + plain_2(), get_ratio());
}
// expect: 5 3 3 6 8 3 13
// expect: 4 10 3 5 3 3 4.5
// elision: same
