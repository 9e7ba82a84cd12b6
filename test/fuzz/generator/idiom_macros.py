"""Idioms about the preprocessor and what chooses by a type; see idioms.py."""

MACROS = {
    "macro_swap": """
@need MACRO_SWAP give_int
int @1 = @i, @2[2] = {@k, @s};
SWAP(int, @1, @2[0]);
if (@c)
    SWAP(int, @2[0], @2[1]);
else
    @1 ^= 1;
note (@1 & 1023) + @2[0] % 1024 + @2[1] % 1024 * 2;
""",
    "macro_each": """
@need MACRO_EACH
unsigned @1[3] = {1, @i, 3}, @2 = 0;
EACH(unsigned, @3, @1) { //loop 3
    @2 += await give_unsigned(*@3);
    @leave;
    *@3 = @2;
} //end
EACH_GIVEN(@4, 3) { //loop 3
    @leave;
    note @4 + @1[await give_unsigned(@4) & 1];
} //end
EACH(const unsigned, @5, @1)
    @2 ^= await give_unsigned(*@5);
note @2;
""",
    "macro_paste": """
@need MACRO_PASTE give_int give_unsigned give_char
COUNTED(@1, @s);
@T @2 = (@T)GIVE(int, @k) + (@T)GIVE(@{int // unsigned // char}@, @s);
int JOINED(made, @n) = await GIVE_IT(int)(@k), JOINED(@3, _x) = JOINED(ma, de@n) + await JOINED(give_, int)(1);
note await GIVE_IT(unsigned)(@1) + @1_count + (int)sizeof SPELLED(await GIVE(int, 1)) + (int)sizeof TEXT_OF(await x, y);
note made@n + @3_x + (int)@2 + PASTE(1, 0) + SPELLED(GIVE(int, 2))[await give_int(@s)];
""",
    "macro_flow": """
@need MACRO_FLOW
unsigned @1 = 0;
FOREVER { //loop 4
    if (@1++ > 2)
        break;
    STOP_IF((@i & 4));
    SKIP_IF((@i & 1))
    @leave;
    JUMP_IF((@i & 2), finish@n);
    BEGIN
    unsigned @2 = await give_unsigned(@1);
    note @2;
    END
} //end
finish@n:
note @1;
""",
    "macro_many": """
@need MACRO_MANY
unsigned many = 0;
MANY(MANY_ADDED)
switch (await give_int(@i) & 3) {
    MANY(MANY_CASES)
default:
    many++;
}
note many + MANY_two;
""",
    "macro_value": """
@need MACRO_VALUE
note MAX((int)(@i), await give_int(3)) ;
note MAX(await give_unsigned(@i), KEPT((@i))) & 0xffff;
note ODD(1u) + ODD("x") * ODD(1.5) + CALL(await give_int, ALSO(1, (@s)));
EMPTY_MACRO WAIT_FOR rest() EMPTY_MACRO;
note KEPT(KEPT((@i)) & 7) + KEPT(MAX(@k, WAIT_FOR give_int(@k)));
if (KEPT((@s))) note 3;
""",
    "macro_local": """
#define WORK@n(x_) \\
    do { \\
        unsigned local_ = await give_unsigned(x_); \\
        for (unsigned i_ = 0; i_ < 2; i_++) { \\
            if (local_ & 1) \\
                continue; \\
            local_ = local_ / 2 + @1; \\
            await rest(); \\
        } \\
        @1 += local_; \\
    } while (0)
#define VALUE@n (@1 + await give_unsigned(@k))
#define DECLARED@n(T, name, ...) T name = __VA_ARGS__; await rest(); name++
unsigned @1 = @s;
WORK@n((@i));
if (VALUE@n & 1)
    WORK@n(VALUE@n);
else WORK@n(3);
DECLARED@n(unsigned, @2, await give_unsigned(@i));
DECLARED@n(int, @3, (int[]){1, 2, await give_int(@k)}[@k & 1]);
#undef VALUE@n
note @1 + @2 + (unsigned)@3;
""",
    "conditional_text": """
unsigned @1 = 0
#if @k > 4
    + await give_unsigned(@k)
#else
    + 3
#endif
    ;
#ifdef NOT_DEFINED
@1 = await nothing_of_the_kind();
#elif 1
if (@1 > 2)
#endif
    @1 += await give_unsigned(
#ifndef NOT_DEFINED
        4 /* } */ + @s
#endif
    );
#define LIMIT@n @k
#if LIMIT@n < 5
for (; @1 < LIMIT@n; @1++) {
#else
{
#endif
    await rest();
}
// await give_int(1) { \\
    still a comment
note @1;
""",
    "lines": """
@need hash
int @1 = __LINE__ - __LINE__ + await give_int(__LINE__) * 0;
note @1 + (int)sizeof __FILE__ * 0 + __LINE__ * 0 + await give_int(__COUNTER__ * 0);
note await hash(__func__) + (unsigned)sizeof __func__;
@only loud
printf("%s %d\\n", __func__, await give_int(@k));
""",
    "system_macros": """
@need SYSTEM
struct machine@n { char a; short b; };
bool @1 = await give_int(@i) & 1 ? true : false;
assert(await give_int(1) && "awaited");
assert(@1 == true || @1 == false);
errno = await give_int(3) + 2;
int @2 = errno;
struct { char c; int i[3]; } @3 = {'a', {1, 2, @s}}, *@4 = await give_int(@k) < 0 ? NULL : &@3;
note @2 + (int)offsetof(struct machine@n, b) + @4->i[await give_int(@s) % 3] + (@4 != NULL);
memset(&@3, 0, sizeof(@3));
memcpy(@3.i, (int[]){1, await give_int(@k)}, 2 * sizeof(int));
note (await give_unsigned(@i) > UINT_MAX - 1) + (int)strlen(await give_text("four")) + @3.i[1] + \
strcmp("a", await give_text("a"));
fputs("", @c ? stdout : stderr);
""",
    "digraphs": """
unsigned @1<:2:> = <%@s, await give_unsigned(@i)%>;
if (@1<:0:> && 1) <% @1<:1:>++; %>
not@n: @1<:await give_unsigned(@i) & 1:> ^= 1;
if (@1[1] > 0xfffffff0 && steps++ < 3) goto not@n;
/* a\\
 comment */
note @1[0] + @1[1];
""",
    "pairs": """
@need pairs
note pair_number_first(await give_unsigned(@i), @k) + pair_byte_first((unsigned char)(@i), 7);
note await pair_number_later(pair_number_second(@i)) + pair_number_now(@k);
unsigned char @1 = pair_byte_second((unsigned char)await give_unsigned(@i));
@maybe @1 = (unsigned char)(@1 + pair_byte_second(@1));
note @1;
""",
    "selections": """
@T @1 = (@T)await give_@t((@T)@k);
unsigned @2 = @s;
note _Generic(@1, char *: 1, @T: await give_@t((@T)(@i & 63)), struct none@n *: 2) != 0;
note _Generic(@2, unsigned: @2 + await give_unsigned(@k), int: "none", default: 7u);
note _Generic(1 ? @2 : 1u, default: await give_int(@i & 1023), char *: "none", struct none@n *: 0);
note _Generic((char)1, char: _Generic(1u, unsigned: await give_unsigned(@2), default: 1), default: 0) + @2;
note _Generic(&@1, @T *: @{await give_int(@s) // @s + await give_int(1)}@, int: 3);
""",
    "typed_math": """
@need typed_math
double @1 = await give_double(@f);
float @2 = 0.25f;
note (int)fabs(await give_double(@1) - 2) + (int)(4 * sqrt(await give_float(@2)));
@1 = @{fmax(@1, await give_double(2.5)) // floor(await give_double(@f)) + ceil(@1) // copysign(await give_double(1.5), -1.0)}@;
note (int)(sizeof fabs(@2) + sizeof sqrt(1)) + (int)fmin(await give_float(@2), await give_double(@1));
note (int)@1 + (int)fabs(@{(float)await give_int(@k) // (double)(int)await give_int(@s)}@);
""",
}
