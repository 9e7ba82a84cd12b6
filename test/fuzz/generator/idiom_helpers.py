"""Functions and types that idioms use, by name; see idioms.py."""

HELPERS = {
    "sum": """
static async unsigned sum(unsigned n, const unsigned *a)
{
    unsigned s = 0;
    for (unsigned i = 0; i < n; i++)
        s += await give_unsigned(a[i]) * (i + 1);
    return s;
}
""",
    "sum_array": """
static async unsigned sum_array(unsigned n, unsigned a[n])
{
    unsigned s = 0;
    for (; n > 0; n--) {
        await rest();
        s = s * 3 + *a++;
    }
    return s;
}
""",
    "sum_static": """
static async unsigned sum_static(unsigned a[const static 2])
{
    a[0] += await give_unsigned(a[1]);
    return a[0] + a[1];
}
""",
    "sum_matrix": """
static async unsigned sum_matrix(unsigned n, unsigned m, unsigned a[n][m])
{
    unsigned s = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < m; j++) {
            s += a[i][j] << (i + j);
            if ((i + j) % 2)
                await rest();
        }
    return s + (unsigned)sizeof *a;
}
""",
    "sum_rows": """
static async unsigned sum_rows(unsigned (*a)[3], unsigned n)
{
    unsigned s = 0, (*end)[3] = a + n;
    while (a < end) {
        s = s * 5 + (*a)[await give_unsigned(1)];
        a++;
    }
    return s;
}
""",
    "set": """
static async void set(int *place, int x)
{
    await rest();
    *place = x;
    await rest();
}
""",
    "exchange": """
static async int exchange(int *place, int x)
{
    int old = *place;
    await set(place, x);
    return old;
}
""",
    "keeper": """
struct keeper {
    int *place;
    struct keeper *next;
};

static async struct keeper *keep(struct keeper *k, int *place, struct keeper *next)
{
    await rest();
    k->place = place;
    k->next = next;
    return k;
}

static async int add_to_all(struct keeper *k, int x)
{
    int n = 0;
    for (; k; k = k->next, n++) {
        *k->place += await give_int(x);
        x++;
    }
    return n;
}
""",
    "old_style": """
static async int old_style(a, p, b)
int a, b;
int *p;
{
    a += await give_int(b);
    if (p)
        *p += a;
    return a - b;
}
""",
    "old_record": """
struct old {
    char c;
    double d;
};

static async struct old old_record(r, n)
struct old r; long n;
{
    r.d += (double)await give_long(n);
    r.c++;
    return r;
}
""",
    "sizes": """
struct size1 {
    char c;
};
struct size2 {
    short s;
};
struct size3 {
    unsigned char c[3];
};
struct size6 {
    short s;
    struct size3 c;
};
struct size8 {
    float f[2];
};
struct size12 {
    int i;
    float f;
    short s;
};
struct size16 {
    double d;
    float f;
};
struct size17 {
    char c[17];
};
struct size24 {
    long l[3];
};
struct size32 {
    long double x;
    char c;
};
struct size40 {
    struct size24 a;
    struct size16 b;
};
struct size64 {
    struct size32 a;
    struct size24 b;
    struct size8 c;
};
struct empty {
    char nothing[0];
};
""",
    "give_sized": """
@need sizes
static async struct size1 give_size1(struct size1 x)
{
    await rest();
    return x;
}

static async struct size3 give_size3(struct size3 x)
{
    struct size3 kept = x;
    await rest();
    return kept;
}

static async struct size6 give_size6(struct size6 x)
{
    await rest();
    x.c.c[1]++;
    return x;
}

static async struct size8 give_size8(float x, float y)
{
    await rest();
    return (struct size8){{x, y}};
}

static async struct size12 give_size12(struct size12 x)
{
    await rest();
    return x.i & 1 ? x : (struct size12){.f = x.f, .i = x.i + 1, .s = x.s};
}

static async struct size16 give_size16(double d)
{
    struct size16 x;
    x.d = d;
    await rest();
    x.f = (float)d;
    return x;
}

static async struct size17 give_size17(struct size17 x, int i)
{
    await rest();
    x.c[i & 15]++;
    return x;
}

static async struct size40 give_size40(struct size24 a, struct size16 b)
{
    await rest();
    return (struct size40){a, b};
}

static async struct size64 give_size64(const struct size64 *x)
{
    await rest();
    return *x;
}
""",
    "bits": """
struct bits {
    unsigned a : 3, b : 7;
    signed int c : 5;
    _Bool d : 1;
    unsigned : 0;
    unsigned e : 31;
    unsigned char f;
    int g : 2;
};

static async struct bits give_bits(struct bits x)
{
    await rest();
    x.a++;
    return x;
}
""",
    "sides": """
enum side { LEFT, RIGHT = 4, MIDDLE };

static async enum side give_side(int x)
{
    await rest();
    return x & 1 ? LEFT : x & 2 ? RIGHT : MIDDLE;
}
""",
    "variant": """
struct variant {
    enum { EMPTY, NUMBER, REAL, TEXT } kind;
    union {
        long long n;
        double d;
        const char *text;
        struct {
            short x, y[3];
        };
    };
};

static async struct variant variant_of(int kind, long long n)
{
    struct variant v = {.kind = EMPTY};
    switch (kind & 3) {
    case 1:
        v = (struct variant){NUMBER, {.n = await give_long_long(n)}};
        break;
    case 2:
        v.kind = REAL;
        v.d = (double)await give_short((short)n);
        break;
    case 3:
        await rest();
        v.kind = TEXT, v.text = "text" + (n & 3);
    }
    await rest();
    return v;
}

static async long long read_variant(const struct variant *v)
{
    await rest();
    return v->kind == NUMBER ? v->n : v->kind == REAL ? (long long)v->d : v->kind == TEXT ? v->text[0] : -1;
}
""",
    "hash": """
static async unsigned hash(const char *text)
{
    unsigned h = 5381;
    while (*text) {
        h = h * 33 + (unsigned char)*text++;
        if (h % 3 == 0)
            await rest();
    }
    return h;
}
""",
    "pairs": """
#define PAIR_OF(type, name) \\
    enum { name##_shift = 3 }; \\
    static unsigned name##_first(type a, type b) { return (unsigned)a << name##_shift ^ (unsigned)b; } \\
    static const type name##_one = 1; static type name##_second(type a) { return (type)(a + name##_one); }
#define AWAITED_OF(type, name) \\
    static async type name##_later(type a) { await rest(); return name##_second(a); } \\
    static type name##_now(type a) { return name##_second(a); }
PAIR_OF(unsigned, pair_number) PAIR_OF(unsigned char, pair_byte)
AWAITED_OF(unsigned, pair_number)
""",
    "steps": """
typedef async int stepper(int);

static async int step_up(int x)
{
    await rest();
    return x + 1;
}

static async int step_twice(int x)
{
    return (int)(2u * (unsigned)await give_int(x));
}

static async int step_nowhere(int x)
{
    return x;
}

static stepper *const steppers[3] __attribute__((unused)) = {step_up, &step_twice, step_nowhere};

struct machine {
    const char *name;
    async int (*step)(int);
    stepper *others[2];
    async void (*reset)(struct machine *, int);
    int at;
};

static async void reset_machine(struct machine *m, int x)
{
    await rest();
    m->at = x;
}
""",
    "apply": """
@need steps
static async int apply(async int (*f)(int), int x)
{
    int once = await f(x & 1023);
    return once - await (*f)(0);
}

static async int apply_all(stepper *const *fs, unsigned n, int x)
{
    for (unsigned i = 0; i < n; i++)
        x = await fs[i](x & 1023);
    return x;
}

static async stepper *pick_step(int i)
{
    await rest();
    return steppers[(unsigned)i % 3];
}
""",
    "nested_run": """
static int nested_run(int x)
{
    int y = (int)async_run(give_unsigned((unsigned)x));
    for (int i = 0; i < 2; i++)
        y ^= async_run(give_int(i)) << 1;
    return y;
}
""",
    "count_down": """
struct row {
    unsigned n[5];
    double d;
};

static async struct row count_down(struct row r, unsigned depth)
{
    unsigned a[4] = {depth, r.n[depth % 5]};
    if (depth == 0)
        return r;
    r.n[depth % 5] += await give_unsigned(depth);
    struct row under = await count_down(r, depth - 1);
    under.n[a[0] % 5] ^= a[1];
    under.d += r.d;
    return under;
}
""",
    "no_wait": """
static async int no_wait(int x)
{
    return x & 255;
}

static async void nothing_at_all(void)
{
}

static inline async unsigned no_wait_either(unsigned x)
{
    unsigned a[2] = {x, 3};
    for (unsigned i = 0; i < 2; i++)
        a[0] += a[1] << i;
    return a[0];
}
""",
    "no_return": """
#include <stdlib.h>
static _Noreturn void stop_here(int x)
{
    printf("stopped at %d\\n", x);
    exit(4);
}
""",
    "endings": """
static inline void end_text(char **text)
{
    mix(3, **text);
    *text = 0;
}

static inline void end_number(const unsigned *n)
{
    mix(4, *n);
}
""",
    "late_endings": """
static inline async void late_end_text(char **text)
{
    await rest();
    mix(3, **text);
    *text = 0;
}

static inline async unsigned late_end_number(const unsigned *n)
{
    mix(4, *n);
    await rest();
    return *n;
}
""",
    "pending": """
struct pending {
    unsigned count, sum;
};

static async void pending_work(struct pending *p, unsigned x)
{
    p->count++;
    x = await give_unsigned(x);
    p->sum += x;
    p->count--;
}
""",
    "join_both": """
struct pair_of_tasks {
    async_task *one, *others[2];
};

static async void join_both(struct pair_of_tasks *p)
{
    await async_join(p->one);
    await async_join_all(p->others, 2);
}
""",
    "gather_inside": """
static async unsigned gather_inside(unsigned x)
{
    unsigned a[2] = {0, 0}, b = 0;
    await async_gather(a[0] = give_unsigned(x), rest(), b = give_unsigned(x + 1), a[1] = give_unsigned(x + 2));
    return a[0] * 7 + a[1] * 3 + b;
}
""",
    "format": """
#include <stdarg.h>
static int format(char *to, unsigned size, const char *how, ...)
{
    va_list list;
    va_start(list, how);
    int n = vsnprintf(to, size, how, list);
    va_end(list);
    return n;
}
""",
    "list": """
struct link {
    struct link *next;
    int n;
};

static async struct link *push(struct link *where, struct link *rest_of_it, int n)
{
    await rest();
    *where = (struct link){rest_of_it, n};
    return where;
}
""",
    "flexible": """
#include <stdlib.h>
struct flexible {
    unsigned n;
    short items[];
};

static async struct flexible *make_flexible(unsigned n, short first)
{
    struct flexible *made = malloc(sizeof *made + n * sizeof *made->items);
    made->n = n;
    for (unsigned i = 0; i < n; i++)
        made->items[i] = (short)(await give_short(first) + (short)i);
    return made;
}
""",
    "vector": """
typedef int vector __attribute__((vector_size(16)));

static async vector add_vectors(vector a, vector b)
{
    vector c = a;
    await rest();
    c[1] += 3;
    return b + c;
}
""",
    "elsewhere": """
static int elsewhere = 7;

static int plain_elsewhere(int x)
{
    return x ^ elsewhere;
}
""",
    "cleaned": """
static inline void forget(unsigned *n)
{
    *n = 99;
}

static async unsigned cleaned(unsigned x)
{
    __attribute__((cleanup(forget))) unsigned y = x + 1, z = 2;
    unsigned *p = &y;
    if (x & 1)
        return y + await give_unsigned(y * z);
    while (*p < 100) {
        __attribute__((cleanup(forget))) unsigned w = await give_unsigned(*p);
        if (w > 50)
            return w + y;
        y += w;
    }
    return *p;
}
""",
    "plain_objects": """
static int plain_objects(int x)
{
    async int a = give_int(x), b[2];
    unsigned sum = 0;
    b[0] = give_int(x + 1);
    b[1] = give_int(x + 2);
    for (int i = 0; i < 2; i++)
        sum += (unsigned)async_run(b[1 - i]) * (unsigned)(i + 1);
    return (int)(sum & 1023) - (async_run(a) & 7);
}
""",
    "SYSTEM": """
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
""",
    "MACRO_SWAP": """
#define SWAP(T, a, b) \\
    do { \\
        T swap_ = await give_##T(a); \\
        (a) = await give_##T(b); \\
        (b) = swap_; \\
    } while (0)
""",
    "MACRO_EACH": """
#define EACH(T, x, a) \\
    for (T *x = (a), *x##_end = (a) + sizeof(a) / sizeof *(a); x < x##_end; x++)
#define EACH_GIVEN(i, n) \\
    for (unsigned i = await give_unsigned(0); i < await give_unsigned(n); i += await give_unsigned(1))
""",
    "MACRO_PASTE": """
#define GIVE(T, x) await give_##T(x)
#define GIVE_IT(T) give_##T
#define PASTE(a, b) a##b
#define JOINED(a, b) PASTE(a, b)
#define TEXT_OF(...) #__VA_ARGS__
#define SPELLED(x) TEXT_OF(x)
#define COUNTED(name, x) unsigned name = await give_unsigned(x), name##_count = sizeof TEXT_OF(name)
""",
    "MACRO_FLOW": """
#define STOP_IF(x) \\
    if (await give_int(x)) \\
    break
#define SKIP_IF(x) \\
    { \\
        int skip_ = await give_int(x); \\
        if (skip_) \\
            continue; \\
    }
#define JUMP_IF(x, label) \\
    do \\
        if ((await give_int(x)) != 0) \\
            goto label; \\
    while (0)
#define FOREVER for (;;)
#define BEGIN {
#define END }
""",
    "MACRO_MANY": """
#define MANY(ITEM) ITEM(one, 1) ITEM(two, 2) ITEM(three, 3)
#define MANY_NAMES(name, n) MANY_##name = n,
#define MANY_ADDED(name, n) many += await give_unsigned(n * MANY_##name);
#define MANY_CASES(name, n) \\
    case n: \\
        many ^= await give_unsigned(MANY_##name); \\
        break;
enum { MANY(MANY_NAMES) };
""",
    "MACRO_VALUE": """
#define MAX(a, b) ({ \\
    __auto_type max_a = (a); \\
    __auto_type max_b = (b); \\
    max_a > max_b ? max_a : max_b; })
#define KEPT(x) ({ unsigned kept_ = (unsigned)(x); await rest(); kept_; })
#define ODD(x) _Generic((x), int: 1, unsigned: 2, long: 3, double: 4, char *: 5, default: 6)
#define WAIT_FOR await
#define ALSO(x, ...) (x) + WAIT_FOR give_int(__VA_ARGS__)
#define EMPTY_MACRO
#define CALL(f, ...) f(__VA_ARGS__)
""",
    "typed_math": """
#include <tgmath.h>
""",
}
