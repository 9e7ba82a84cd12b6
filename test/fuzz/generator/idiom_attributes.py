"""Idioms about attributes on types, members, parameters and locals; see idioms.py."""

ATTRIBUTES = {
    "packed_types": """
@need attributed
struct packed_record @1 = {(char)@s, await give_int(@i), {1, (short)@k}}, *@2 = &@1, @3[2] = {{.n = @k}};
struct __attribute__((packed, aligned(4))) packed@n { char c; @T t; unsigned b : 5; } @4 = {1, 2, 3}, *@5 = &@4;
typedef struct { char c; double d __attribute__((packed)); } __attribute__((aligned(16))) packed_double@n;
packed_double@n @6 = {2, await give_double(@s)}, @7[2] = {{1, 0.5}, @6};
@2->n += await give_int(@k);
@3[await give_int(@i) & 1] = await give_packed(*@2, (short)@s);
@5->t = (@T)await give_@t((@T)@k);
@4.b += await give_unsigned(@i);
@7[await give_int(@i) & 1].d += await give_double(@k);
note @1.n + (int)sizeof @1 + @3[1].n + @3[0].s[1] + (await give_packed(@1, 3)).s[0];
note (int)(@7[0].d + @7[1].d + @6.d) + @4.c + (int)@4.b + (int)sizeof @4 + (int)_Alignof(packed_double@n);
""",
    "tagless_types": """
struct __attribute__((packed)) { char c; int i; } @1 = {1, await give_int(@i)}, *@2 = &@1;
union { int i; unsigned u; } __attribute__((aligned(16))) @3 = {@s}, @4[2] = {{1}, {await give_int(@k)}};
struct { struct __attribute__((aligned(8))) { short x; } in; unsigned n[2]; } @5 = {{(short)@s}, {1, @k}};
enum __attribute__((packed)) { @{FEW@n, MANY@n // FEW@n = 2, MANY@n = 200}@ } @6 = @c ? FEW@n : MANY@n;
@2->i ^= await give_int(@i);
@maybe @body;
@4[await give_int(@i) & 1].i = @1.i & 1023;
@5.in.x = await give_short((short)@k), @5.n[@3.u & 1] += await give_unsigned(@i);
@6 = await give_int(@s) ? FEW@n : @6;
note @1.i + @1.c + @3.i + (int)sizeof @4 + @4[1].i + @5.in.x + (int)sizeof @6;
note @5.n[0] + @5.n[1] + (unsigned)@6 + (unsigned)sizeof @5 + ((unsigned long)&@3 % 16 != 0);
""",
    "typedef_attributes": """
typedef @T __attribute__((aligned(32))) wide@n;
typedef int __attribute__((may_alias, aligned(2))) aliased@n;
typedef unsigned short halves@n __attribute__((vector_size(8)));
wide@n @1 = (@T)await give_@t((@T)@k), *@2 = &@1;
unsigned @3 = @i & 0xffff;
aliased@n *@4 = (aliased@n *)&@3;
halves@n @5 = {1, 2, (unsigned short)@s, 4}, @6 = @5 + @5;
*@4 += await give_int(@k);
@5[await give_int(@i) & 3] += (unsigned short)await give_int(@k);
*@2 = (@T)(await give_@t(@1) + 1);
@maybe @body;
note *@4 + (int)(@1 & 7) + (int)_Alignof(wide@n) + ((unsigned long)&@1 % 32 != 0) + (int)(@3 & 7);
note @5[0] + @5[2] + @6[await give_int(@i) & 3];
""",
    "transparent_unions": """
@need transparent
int @1 = @s, @2 = await give_int(@k);
unsigned @3 = @i & 1023;
note await by_either(@{&@1 // &@3}@) + plain_either(@{&@2 // &@3}@);
@1 += await by_either(await give_int(@i) & 1 ? &@1 : &@2) & 63;
note await by_either((unsigned *)await give_address(&@3)) + @1 + await by_either(@1 ? &@2 : &@1);
@{async int @4 = by_either(&@3); note await @4; // async_task *@4 = async_spawn(by_either(&@1)); await async_join(@4);}@
note plain_either(await give_int_pointer(&@1)) + (int)sizeof(either);
""",
    "parameter_attributes": """
@need attributed
int @1 = @i & 1023;
note await with_attributes(@1, &@1, @k) + await with_attributes(await give_int(@s), &@1, await give_int(@k));
await async_gather(@1 = with_attributes(@s, &@1, 2), rest());
note await with_attributes(1, await give_int_pointer(&@1), 3) + @1;
note (int)(await with_result_attributes(@s) & 15);
""",
    "local_attributes": """
__attribute__((unused, aligned(16))) int @1 = @k, @2 = await give_int(@i), *@3 __attribute__((unused)) = &@1;
_Alignas(32) unsigned char @4[5] __attribute__((aligned(8))) = {1, (unsigned char)@s};
int @5 __attribute__((unused)), __attribute__((aligned(8))) @6 = @s, (__attribute__((unused)) *@7)[2] = 0;
register int @8 __attribute__((aligned(4))) = @2;
@5 = await give_int(@k);
@4[await give_int(1)] += (unsigned char)await give_int(@k);
for (__attribute__((unused)) int @9 = 0; @9 < 2; @9++) { //loop 2
    __attribute__((aligned(16))) static const int table@n[2] = {1, 2};
    @6 += await give_int(table@n[@9]);
    @leave;
} //end
note @2 + @4[1] + @5 + @6 + (@7 != 0) + (@8 == @2) + (int)((unsigned long)@4 % 32) + *@3;
""",
    "attribute_macros": """
@need attributed
ALIGNED(@{8 // 16}@) unsigned @1 = @i, @2[2] PRIVATE = {1, await give_unsigned(@k)};
struct PACKED { char c; int i; } @3 PRIVATE = {1, await give_int(@i)};
PRIVATE struct PACKED pair@n { char c; LIKE(@1) t; } *@4 = &(struct pair@n){2, await give_unsigned(@k)};
@2[await give_int(@i) & 1] += @1;
@4->t ^= await give_unsigned(@3.c + 0u);
note @1 + @2[0] + @2[1] + @4->t + (unsigned)sizeof @3 + (unsigned)(@3.i & 255);
""",
}

ATTRIBUTE_HELPERS = {
    "attributed": """
#define ALIGNED(n) __attribute__((aligned(n)))
#define PACKED __attribute__((packed))
#define PRIVATE __attribute__((unused))
#define LIKE(x) __typeof__(x)
struct __attribute__((__packed__)) packed_record {
    char c;
    int n;
    short s[2];
};

static async struct packed_record give_packed(struct packed_record r, short s)
{
    await rest();
    r.s[0] = s;
    return r;
}

static async int __attribute__((nonnull(2))) with_attributes(__attribute__((unused)) int x, int *p,
                                                             int y __attribute__((unused)))
{
    int kept __attribute__((aligned(8))) = x;
    await rest();
    return *p + kept - y;
}

static async __attribute__((noinline, warn_unused_result)) long with_result_attributes(long x)
{
    await rest();
    return x + 1;
}
""",
    "transparent": """
typedef union {
    int *i;
    unsigned *u;
} __attribute__((transparent_union)) either;

static async int by_either(either e)
{
    await rest();
    return *e.i + 1;
}

static int plain_either(either e)
{
    return *e.i - 1;
}
""",
}
