// RUN: %matrix --all %s
// GNU's C beside awaits and around them: asm with operands that live across awaits, asm goto, local labels, labels as
// values, case ranges, statement expressions in every position and within each other, builtins whose arguments wait,
// __auto_type, __thread, complex parts, old designators, casts to unions, arithmetic on void pointers, __COUNTER__.
#include "../Inputs/waits.h"
#include <limits.h>

#define MIN(a, b)                                                                                                      \
    ({                                                                                                                 \
        __auto_type min_a = (a);                                                                                       \
        __auto_type min_b = (b);                                                                                       \
        min_a < min_b ? min_a : min_b;                                                                                 \
    })
#define container_of(p, type, member)                                                                                  \
    ({                                                                                                                 \
        const __typeof__(((type *)0)->member) *member_p = (p);                                                         \
        (type *)((char *)member_p - __builtin_offsetof(type, member));                                                 \
    })
#define likely(x) __builtin_expect(!!(x), 1)
#define FIND(list, n, wanted)                                                                                          \
    ({                                                                                                                 \
        __label__ found;                                                                                               \
        int at = -1;                                                                                                   \
        for (int i = 0; i < (n); i++)                                                                                  \
            if ((list)[i] == (wanted)) {                                                                               \
                at = i;                                                                                                \
                goto found;                                                                                            \
            }                                                                                                          \
    found:                                                                                                             \
        at;                                                                                                            \
    })

struct link {
    int v;
    struct link *next;
};
struct holder {
    double first;
    struct link link;
};
union number {
    int i;
    float f;
};
static __thread int per_thread = 5;

static async int assembly(int n)
{
    int x = await get(n), y = 3;
    __asm__("" : "+r"(x) : : "memory");
    y += await get(1);
    __asm__ volatile("" : "=r"(x), "+m"(y) : "0"(x + 1), "r"(n));
    await rest();
    if (await get(1)) {
        __asm__ goto("" : : "r"(x) : : out, never);
        x += await get(10);
    }
    asm_is_done:
    y += await get(100);
out:
    if (y < 200)
        goto asm_is_done;
    int *p = &x;
    await rest();
    __asm__("" : [value] "+r"(*p));
    return x + y;
never:
    return -await get(1);
}
static async int local_labels(int n)
{
    int list[4] = {3, 1, 4, await get(1)}, sum = 0;
    sum += FIND(list, 4, await get(4)) * 10 + FIND(list, await get(4), n);
    {
        __label__ again, out;
        int k = 0;
        void *next[] = {&&again, &&out}, *const *at = next;
    again:
        k += await get(2);
        goto *at[k > n];
    out:
        await rest();
        sum += k * 100;
    }
    {
        __label__ again;
    again:
        if (await get(n) > 0) {
            n--;
            sum += 1000;
            goto again;
        }
    }
    return sum;
}
static async int ranges(int c)
{
    switch (await get(c)) {
    case INT_MIN ... -1:
        return await get(-1);
    case '0' ... '9':
        c -= '0';
        await rest();
        __attribute__((fallthrough));
    case 'a' ... 'f':
    case 'A' ... 'F':
        return c + await get(1000);
    case 200 ... INT_MAX:
        return 2;
    default:
        return 0;
    }
}
static async int nested(int n)
{
    int a = ({ int b = ({ int c = await get(n); c + 1; }); b *= ({ await get(2); }); b; }) + ({ n; });
    struct link link = ({ struct link l = {await get(3), NULL}; l; }), *p = ({ await rest(); &link; });
    int list[] = {({ await get(1); 2; }), [2] = ({ int i = 0; while (i < await get(4)) i++; i; })};
    p->v += ({ for (int i = 0; i < 3; i++) if (await get(i) == n) goto out; 50; });
    a += MIN(await get(7), MIN(a, await get(9))) + ({ if (await get(n) == 2) return -5; a; }) + list[2];
    a += (int)MIN(await get_double(0.5), (double)a) + ({ switch (await get(n)) { case 0: break; default: list[1] = a + 1; } (void)0; list[1]; });
    while (({ await rest(); int more = a < 200; more; }))
        a += ({ __typeof__(a) old = a; await rest(); old; });
    return a ?: ({ await rest(); 1; });
out:
    await rest();
    return a + link.v;
}
static async int builtins(int n)
{
    int over, sum = 0;
    sum += __builtin_add_overflow(await get(INT_MAX), n, &over) ? 1 : 0;
    sum += __builtin_mul_overflow(over, await get(0), &over);
    sum += __builtin_popcount((unsigned)await get(255)) + __builtin_ctz((unsigned)await get(8)) + __builtin_ffs(await get(16));
    sum += __builtin_constant_p(n) ? 0 : await get(10);
    sum += __builtin_choose_expr(sizeof(n) == 4, n + 1, "text");
    sum += likely(await get(n)) ? 100 : 200;
    sum += (int)__builtin_strlen(__builtin_strchr(await get_pointer("a builtin"), ' '));
    sum += (int)__builtin_bswap16((unsigned short)await get(0x0100));
    char text[20];
    sum += __builtin_snprintf(text, sizeof text, "%d", await get(12345));
    __builtin_memset(text, await get('x'), 3);
    __builtin_prefetch(text);
    return sum + __builtin_abs(await get(-1000)) + text[2] + (int)__builtin_fabs(await get_double(-2.5));
}
static async int odds(int n)
{
    struct holder holder = {link: {next: NULL, v: await get(n)}, first: 2}, *h;
    struct link *l = &holder.link;
    await rest();
    h = container_of(l, struct holder, link);
    union number u = (union number)await get(3);
    _Complex double z = 2 + 3i;
    __real__ z += await get(1);
    await rest();
    __imag__ z *= await get(2);
    void *p = &holder;
    p += await get((int)__builtin_offsetof(struct holder, link)) + sizeof(void) - 1;
    int first = __COUNTER__, second = await get(0) + __COUNTER__;
    static int count = 1;
    per_thread += await get(count++);
    await rest();
    __extension__ long long int big = await get(1) ?: 0LL;
    say("%s ", __FUNCTION__);
    int r = (int)h->first + ((struct link *)p)->v + u.i + (int)(__real__ z + __imag__ z) + (second - first) + per_thread + (int)big + 0b11;
    per_thread = 5;
    count = 1;
    return r + (int)'\e' + __alignof__(char);
}

static async void test(void)
{
    for (int i = 0; i < 4; i++)
        say("%d %d %d %d %d\n", await assembly(i), await local_labels(i), await nested(i), await builtins(i), await odds(i));
    for (int *p = (int[]){-5, '0', '7', 'b', 'F', 300, 0}; *p; p++)
        say("%d ", await ranges(*p));
    say("\n");
}
// flags: -Wno-pedantic -Wno-unknown-warning-option -Wno-implicit-fallthrough -Wno-gnu-designator
// expect: odds 215 219 5 1363 53
// expect: odds 216 1221 8 1265 54
// expect: odds 217 2419 11 1266 55
// expect: odds 218 3420 268 1267 56
// expect: -1 1000 1007 1098 1070 2 
// elision: same
