"""Idioms about what linkers see: weak functions, aliases, GNU's inline; see idioms.py."""

SYMBOLS = {
    "weak_functions": """
@need weak
@{int @1 = await weak_here(@i) & 63, @2 = @k; // int @1 = @k, @2 = @s;}@
if (@{weak_here // &weak_here // weak_here != 0}@)
    @1 += await weak_here(@s);
if (@{weak_nowhere // &weak_nowhere // weak_nowhere && await give_int(1)}@) {
    @2 += await weak_nowhere(@i);
    @leave;
}
@2 += @{weak_nowhere ? await weak_nowhere(@i) : @k // !weak_nowhere ? @k : await weak_nowhere(await give_int(@k))}@;
@2 ^= weak_here ? await weak_here(await give_int(@k)) & 7 : 0;
while (@{!weak_here || await weak_here(@1) > 1000 // weak_nowhere && await weak_nowhere(1)}@) { //loop 2
    @1 = 0;
    break;
} //end
note @1 + @2 + (weak_nowhere == 0) + (weak_nowhere && await weak_nowhere(@i) > 3);
""",
    "weak_pointers": """
@need weak
async int (*@1)(int) = weak_nowhere, (*@2[2])(int) = {weak_here, weak_nowhere};
if (!@1)
    @1 = @{weak_here // @2[0] // @2[await give_int(@i) & 1] ?: weak_here}@;
note (await @1(@i) & 31) + (@2[1] ? await @2[1](1) : @2[0] ? await @2[0](@k) : 9);
for (int @3 = 0; @3 < 2; @3++) { //loop 2
    if (@2[@3] && await @2[@3](@i) > @k)
        note @3;
    @leave;
} //end
@{async int @4 = weak_here(@s); note await @4; // async_task *@4 = weak_here ? async_new(weak_here(@s)) : 0; await async_join(@4);}@
""",
    "plain_weak": """
@need weak
int @1 = @s, (*@2)(int) = plain_nowhere;
if (plain_nowhere)
    @1 += plain_nowhere(await give_int(@i));
@1 += @{plain_here ? plain_here(await give_int(@k)) // plain_nowhere ? plain_nowhere(await give_int(1))}@ : await give_int(@k);
@{note @1 + (@2 ? @2(await give_int(1)) : 4) + referred(await give_int(@s)) * (referred != 0); // \
note @1 + (nowhere_reference ? nowhere_reference(await give_int(@i)) : 3);}@
""",
    "aliases": """
@need aliases
@only alone
int @1 = alias_of_plain(await give_int(@k)), (*@2)(int) = @c ? alias_of_plain : weak_alias;
@1 += @2(@1 & 63) + (alias_number & 7) + await through_alias(@s);
alias_number ^= await give_int(@i) & 15;
note (@1 & 1023) + weak_alias(await give_int(@i) & 63) + (&alias_number == &aliased_number);
alias_number = 12;
""",
    "gnu_inline": """
@need gnu_inline
@only alone
unsigned @1 = await gnu_here(@i) + gnu_plain(@k);
note @1 + await give_unsigned(gnu_plain(await gnu_here(@1)));
@maybe async unsigned @2 = gnu_here(@s); note await @2;
""",
}

SYMBOL_HELPERS = {
    "weak": """
async int weak_nowhere(int x) __attribute__((weak));
__attribute__((weak)) async int weak_here(int x)
{
    int kept = x & 1023;
    await rest();
    return kept + 1;
}

int plain_nowhere(int) __attribute__((__weak__));
__attribute__((weak)) int plain_here(int x)
{
    return x ^ 5;
}

static int referred(int x) __attribute__((weakref("plain_here"), unused));
static int nowhere_reference(int x) __attribute__((weakref("nothing_has_this_name"), unused));
""",
    "aliases": """
static int aliased_plain(int x)
{
    return (x & 1023) * 2 + 1;
}

static int aliased_number = 12;
extern int alias_number __attribute__((alias("aliased_number")));
static int alias_of_plain(int x) __attribute__((alias("aliased_plain")));
int weak_alias(int x) __attribute__((weak, alias("aliased_plain")));

static async int through_alias(int x)
{
    int y = alias_of_plain(x);
    return weak_alias(await give_int(x)) - y + alias_number;
}
""",
    "gnu_inline": """
inline __attribute__((gnu_inline)) async unsigned gnu_here(unsigned x)
{
    await rest();
    return x * 3;
}

extern inline __attribute__((gnu_inline)) unsigned gnu_plain(unsigned x)
{
    return x + 1;
}

unsigned gnu_plain(unsigned x)
{
    return x + 1;
}
""",
}
