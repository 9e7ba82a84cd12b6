"""Idioms about types and variables; see idioms.py."""

DATA = {
    "vla": """
@{const unsigned @1 = 1 + (@i & 3); // unsigned @1 = 1 + (await give_unsigned(@i) & 3);}@
@T @2[@1 + 1];
for (unsigned @3 = 0; @3 <= @1; @3++) { //loop 4
    @2[@3] = (@T)@{@3 // await give_@t(3) // (await give_unsigned(@3) + @k)}@;
    if (@2[@3] > 1)
        continue;
} //end
@maybe @body;
@T *@4 = @2 + (await give_unsigned(@i) & 1);
@maybe @leave;
note sizeof @2 / sizeof *@2;
note @2[@1] + *@4;
""",
    "own_initialiser": """
unsigned @1 = @{await give_unsigned((unsigned)sizeof @1) // @c ? await give_unsigned((unsigned)sizeof(@1)) : 2}@, \
@2 = 1 + (await give_unsigned((unsigned)sizeof @2 + @1) & 3);
@maybe note await give_unsigned(@1);
int @3 = @c ? (@3 = await give_int(@i), await give_int(@k) + @3) : @{@k // await give_int((int)sizeof @3)}@;
@T @4[] = {(@T)await give_@t(@k), (@T)sizeof *@4, (@T)sizeof @4[0]}, @5[8] = {0};
@T *@6 = await give_address(&@5[sizeof *@6 & 3]), (*@7)[@2] = await give_address(&@5[sizeof *@7 / sizeof **@7 & 3]);
*@6 = (@T)await give_@t((@T)@3);
(*@7)[@2 - 1] = (@T)@{@k // await give_@t((@T)@k)}@;
note @4[1] + @5[await give_int(@i) & 3] + *@6;
note (unsigned)sizeof *@7 + (unsigned)((*@7)[0] != 0);
""",
    "vla_matrix": """
@need sum_matrix
unsigned @1 = 1 + (@i & 1), @2 = 1 + (await give_unsigned(@i) & 3);
unsigned @3[@1][@2];
for (unsigned @5 = 0; @5 < @1; @5++)
for (unsigned @6 = 0; @6 < @2; @6++) { //loop 8
    @3[@5][@6] = @5 * 4 + @6 + await give_unsigned(@i);
} //end
unsigned (*@4)[@2] = &@3[await give_unsigned(@i) & (@1 - 1)];
@maybe @1 = 2, @2 = 3;
note (*@4)[0] + (unsigned)sizeof *@4;
note sizeof @3 + sizeof @3[0];
note await sum_matrix(@{1, 1, (unsigned[1][1]){{await give_unsigned(@i)}} // 2, 2, (unsigned[2][2]){{1, 2}, {3}}}@);
@maybe note await sum_matrix((unsigned)(sizeof @3 / sizeof *@3), (unsigned)(sizeof *@3 / 4), @3);
""",
    "vla_loop": """
for (unsigned @1 = 1; @1 < 4; @1++) { //loop 3
    unsigned @2[@1], @3[2] = {@1, @1 + 1};
    for (unsigned @4 = 0; @4 < @1; @4++) { //loop 3
        @2[@4] = await give_unsigned(@3[@4 & 1] + @k);
    } //end
    note @2[@1 - 1] + (unsigned)sizeof @2;
    @leave;
    @2[0] += await give_unsigned(@i);
    note @2[0];
} //end
""",
    "array_parameters": """
@need sum sum_array sum_static sum_rows
unsigned @1[] = {@i, await give_unsigned(@i), 3}, @2[2][3] = {{1, await give_unsigned(@i)}, {@k, 2}};
note await sum(3, @1);
note await sum_array(2 + (@i & 1), @1);
@maybe @1[await give_unsigned(@i) & 1] = @i;
note await sum_static(@1 + (await give_unsigned(@i) & 1)) + @1[2];
note await sum_rows(@2, 2);
note await sum(@{4, (unsigned[4]){[2] = await give_unsigned(@i), 5} // 2, (const unsigned[]){@i, @k}}@);
note await sum_rows((unsigned[][3]){{@k, @k}, {1, @i}}, 2);
""",
    "text": """
@need hash
char @1[] = "@{await // async int f() // a b}@", @2[4] = {'a', (char)('a' + (await give_int(@i) & 7))}, *@3 = @1;
const char *const @4[] = {"zero", "one" "two", "three\\n\\"", "\\x41\\0hidden"};
const char *@5 = @4[await give_unsigned(@i) & 3];
while (*@3 && *@3 != ' ') { //loop 6
    *@3 ^= (char)(await give_int(1) & 32);
    @3++;
    @maybe @leave;
} //end
note await hash(@1) + await hash(@5) * 3;
note await hash(@2) + await hash(@4[@i & 3]);
note @1[0] + @3[0] + (int)sizeof @1 + "0123456789"[await give_unsigned(@i) & 7];
""",
    "wide_text": """
@{const int @1[] = {L'a', L'b', 'c', u'd'} // const unsigned short @1[] = u"abcd"}@;
note @1[await give_unsigned(@i) & 3];
note (int)sizeof u8"é" + (await give_int(@i), 'a');
""",
    "complex": """
double _Complex @1 = @s + 1.5, @2 = await give_complex((double)@s);
__real__ @1 += (double)(await give_int(@i) & 7);
__imag__ @1 = 0.5;
@2 = await give_complex(@1) * @2 - await give_complex_float(2.0f);
@maybe @body;
note (int)__real__ @2 * 4 + (int)__imag__ @1;
note (await give_complex(@2)) == @2;
""",
    "floats": """
float @1 = (float)@s, @2[3] = {1, (float)await give_double(0.5)};
long double @3 = await give_long_double(@s) + 0.25L;
double @4 = @1 + await give_float(@1) * @2[1];
@2[2] += (float)await give_float(@2[1]);
@3 *= await give_double(@4);
@1 = (float)@3;
@4 -= await give_int(@s);
note (int)(@1 * 8) + (int)(@4 * 8);
note (int)(@3 * 4) + (int)(await give_long_double(@3) > @2[2]);
note !await give_double(@4) + (await give_float(@1) ? 2 : 4);
""",
    "sizes": """
@need give_sized
struct size1 @1 = {(char)@s}, @2 = await give_size1(@1);
struct size3 @3 = await give_size3((struct size3){{1, (unsigned char)@i, 3}});
struct size6 @4 = await give_size6((struct size6){.s = (short)@i, .c = @3});
struct size17 @5 = {"sixteen letters!"};
@5 = await give_size17(@5, @s);
note @2.c + @3.c[1] + @4.c.c[1] + @5.c[await give_int(@i) & 15];
struct size12 @6 = await give_size12((struct size12){@k, 0.5f, (short)@i}), *@7 = &@6;
@7->s ^= (await give_size12(*@7)).s;
note @6.i + (int)(@7->f * 2) + @6.s;
note (await give_size8(1.5f, (float)@s)).f[await give_int(@i) & 1] > 1;
@maybe note sizeof(struct empty) + (unsigned)@2.c;
""",
    "large_values": """
@need give_sized
struct size24 @1 = {{@i & 255, await give_long(@i & 255), @k}};
struct size40 @2 = await give_size40(@1, await give_size16((double)@s)), @3;
@3 = @2;
@3.a = (await give_size40(@2.a, @2.b)).a;
@3.b.d += await give_double(@s);
struct size64 @4 = {.a.x = 1.5L, .b = @3.a, .c.f = {[1] = (float)@s}}, @5[2] = {[1] = await give_size64(&@4)};
@5[0] = await give_size64(&@5[await give_int(@i) & 1]);
@maybe @body;
note (int)@5[1].b.l[1] + (int)@5[1].c.f[1] + (int)@5[0].a.x;
note @3.a.l[await give_unsigned(@i) & 1] + (long)(@3.b.d + @2.b.f);
note (int)(await give_size64(&@4)).b.l[(await give_size64(&@5[1])).b.l[0] & 1];
""",
    "bits": """
@need bits
struct bits @1 = {@s, @i & 127, .e = @i & 0xffff}, *@2 = &@1;
@1.a += await give_unsigned(@i);
@2->b = (unsigned)(await give_int(@i) & 127);
@{@1.a++ // --@2->b // @1.e -= @1.a // @2->d = await give_int(@i) & 4}@;
@1.c = (await give_int(@i) & 15);
@1.d |= await give__Bool(@c);
@2->e = @1.f = (unsigned char)await give_unsigned_char((unsigned char)@i);
@1.g = -1;
*@2 = await give_bits(@1);
note @1.a + @1.b + @1.c + @1.d + (int)(@1.e & 255) + @1.f + @1.g;
note (await give_bits(@1)).b + (@1.a = await give_unsigned(@i) & 7);
""",
    "enum": """
@need sides
enum side @1 = await give_side(@i), @2[2] = {MIDDLE};
enum { SMALL@n = 2, LARGE@n = SMALL@n * 4 } @3 = @c ? SMALL@n : LARGE@n;
@2[1] = await give_side((int)@1);
switch (await give_side(@i)) { //switch
case LEFT:
    @1 = RIGHT;
    @leave;
case RIGHT:
case MIDDLE:
    @2[0] = await give_side(@s);
    break;
} //end
note (int)@1 + (int)@2[0] + (int)@2[1] * 3 + (int)@3;
""",
    "union": """
@need variant
struct variant @1 = await variant_of(@s, @i), @2[2] = {await variant_of(1, @i)}, *@3 = @2;
note await read_variant(&@1) ^ await read_variant(@3);
@3[1] = await variant_of(2, @i);
*@3++ = await variant_of(await give_int(@i), 3);
note @3->kind + (int)await read_variant(&@2[await give_unsigned(@i) & 1]);
@1.kind = EMPTY, @1.x = (short)@s, @1.y[1] = 4, @1.y[await give_unsigned(1)] += @1.x;
note @1.y[1] + @1.x;
""",
    "pointers": """
@T @1[6] = {1, (@T)(@i & 63), await give_@t((@T)(@i & 63)), 4}, *@2 = @1, *const @3 = @1 + 5, **@4 = &@2;
@2 += await give_unsigned(@i) & 1;
*@2++ = (@T)@{@k // await give_@t((@T)(@i & 63))}@;
(*@4)++;
*(@2 - 1) = @2[-2];
(*@2)@{++ // --}@;
*(@1 + (await give_unsigned(@i) & 3)) = await give_@t(@1[1]);
@2[await give_int(1)] @{= // |= // ^=}@ (@T)await give_@t(**@4);
--@2;
note (int)(@3 - @2) + (&@1[await give_unsigned(@i) & 3] < @2) + (*@4 == &@1[2]);
note @{@1[await give_unsigned(@i) & 3] // (await give_int(@i) & 3)[@1] // *@3 // @2[1]}@ != 0;
@maybe @4 = @c ? &@2 : &(@T *){@1};
note @1[0] + *@2 + **@4;
""",
    "pointer_results": """
int @1[4] = {@i, @k, 2}, @2 = @k, *@3 = await give_int_pointer(&@2);
*await give_int_pointer(&@1[@i & 3]) = @{await give_int(@i) // @s}@;
*await give_int_pointer(@1 + 1) @{+= // ^= // |=}@ @s;
(*await give_int_pointer(&@2)) = await give_int(@i) & 1023;
(*@3)++;
(await give_int_pointer(@1))[2]@{++ // --}@;
note (await give_int_pointer(@1))[await give_unsigned(@i) & 3] + 0u;
note @2 + (await give_text("abc"))[@i & 3] + *await give_text(await give_text("def"));
note (await give_address(&@2)) == (void *)@3;
note @1[0] ^ @1[1] ^ @1[2];
""",
    "literals": """
@need count_down sum
struct { struct row r; unsigned a[3]; } @1 = {.r.n = {@k, 5, [4] = @i}, .r.d = 0.5, .a[1] = await give_unsigned(@i)};
unsigned @4[8] = {[1 ... 3] = @k, await give_unsigned(@i), [6 ... 7] = 9};
struct row @2 = {{@i, [3] = await give_unsigned(@i)}, await give_double(1.5)}, *@3 = &(struct row){.d = @s, .n[2] = @i};
@3->n[1] = await give_unsigned(@i);
@1.r = (struct row){.n = {await give_unsigned(@i), 2, [4] = 1}};
@2 = @c ? *@3 : (struct row){.d = await give_double(2)};
note await sum(5, (struct row){.n = {1, await give_unsigned(@i)}}.n);
note @1.r.n[0] + @4[@i & 7] + @1.a[1] + @2.n[3] + @3->n[1] + (unsigned)(@2.d * 2);
@maybe note ((unsigned[]){[3] = 1, 2, [0] = await give_unsigned(@i)})[await give_unsigned(@i) & 3];
note (int)(await count_down((struct row){.d = 0.25}, @i & 3)).d + \
(int)(struct row){.n[1] = await give_unsigned(@i)}.n[1];
""",
    "recursion": """
@need count_down
struct row @1 = await count_down((struct row){{1, 2, @i}, 0.5}, 1 + (@i & 3));
@1 = await count_down(@1, (await count_down(@1, 2)).n[1] & 3);
note @1.n[@i & 3] + @1.n[4] + (unsigned)(@1.d * 4);
""",
    "statics": """
@only loud
static unsigned @1, @2[3] = {1, 2, 3};
static const char *@3 = "static";
static int *@4;
int @5 = @i;
@1 += await give_unsigned(@i);
@2[@1 % 3]++;
@3 = @c ? "one" : "other";
@4 = &@5;
@5 &= await give_int(255);
note @1 + @2[0] + @2[2] + (unsigned)@3[1] + (unsigned)*@4;
@4 = 0;
""",
    "constant_tables": """
static const unsigned char @1[] = {1, 2, 3, 4};
static const struct { const char *name; int n; } @2[] = {{"a", 1}, {"b", 2}};
const int @3 = await give_int(@i), @4[2] = {@3 & 1, 7};
const unsigned *const @5 = (const unsigned[]){await give_unsigned(@i), 2};
note @1[await give_unsigned(@i) & 3] + @2[@4[0]].n + @2[await give_int(@i) & 1].name[0];
note @3 / 2 + (int)@5[1] + (int)*@5;
""",
    "atomic": """
_Atomic unsigned @1 = @i;
volatile int @2 = @s, @3[2] = {1, @s};
_Atomic _Bool @4 = @c;
@1 += await give_unsigned(@i);
@1++;
@2 = await give_int(@2) + @3[await give_int(@i) & 1];
@3[@2 & 1] = await give_int(@s);
@4 = await give__Bool(!@4);
@1 ^= @1;
note @1 + (unsigned)@2 + (unsigned)@3[1] + @4;
""",
    "addresses": """
@need set exchange
int @1 = @i & 1023, *@2[3] = {&@1}, @3 = 0;
for (int @4 = 0; @4 < 3; @4++) { //loop 3
    int @5 = @4 * 2, *@6 = &@5;
    @maybe @2[@4] = &@1;
    await set(@6, @5 + 1);
    @3 += *@6 + await exchange(&@5, 9) + @5;
    @leave;
    await set(@{@2[0] // &@1}@, await give_int(@i) & 1023);
} //end
await set(&@3, @3 ^ await exchange(@2[0], @k));
note @1 * 2 + @3;
""",
    "keepers": """
@need keeper
int @1 = @i & 1023, @2[2] = {1, @k}, @3 = 1;
struct keeper @4, @5 = {&@1, 0};
await keep(&@4, @2 + (@i & 1), &@5);
for (int @6 = @k; ; @6--) { //loop 2
    struct keeper @7 = {&@3, 0};
    @3 += await add_to_all(await keep(&@7, &@6, &@4), @k);
    if (@3 > 3)
        break;
} //end
note await add_to_all(&@4, 1) + @1 + @2[0] + @2[1] + @3;
""",
    "list": """
@need list
struct link @1[3], *@2 = 0;
for (int @3 = 0; @3 < 3; @3++) { //loop 3
    @2 = await push(&@1[@3], @2, @3 + @s);
} //end
struct link @4 = {@2, await give_int(@i) & 1023}, *@5;
for (@5 = &@4; @5; @5 = @5->next) { //loop 4
    @5->n += await give_int(@s);
    note @5->n;
} //end
@maybe note (await push(@1, &@4, 5))->next->n;
""",
    "old_style": """
@need old_style old_record
int @1 = (int)(@i & 1023);
@1 = await old_style(@1, &@1, @s) & 1023;
note await old_style((int)(await give_int(@i) & 255), (int *)0, @1);
struct old @2 = await old_record((struct old){1, 0.5}, (long)@s);
note @2.c + (int)(await old_record(@2, 2L)).d;
""",
    "names": """
int @1 = @i;
unsigned long @2 = await give_unsigned_long(@i);
{
    char @1 = (char)@s;
    short @3[2] = {await give_short((short)@k), @1};
    @2 += await give_unsigned_char((unsigned char)@1);
    {
        double @2 = await give_double(@s), *@4 = &@2;
        int @3 = await give_int(@1);
        struct @1 { int @1; } @1 = {await give_int(@3)};
        *@4 += @1.@1;
        note (int)@2 + @3 + @1.@1;
    }
    note @1 + @3[await give_int(1)] + @3[0];
}
{
    typedef short @1;
    enum { @2 = 5 };
    @1 @3 = (@1)(await give_short((@1)@k) + @2);
    goto await_@n;
await_@n:
    note @3 + (int)sizeof(@1);
}
note @1 ^ (int)@2;
""",
    "shadowed_types": """
enum { RED@n = 1, GREEN@n };
struct point@n { int x, y; };
typedef struct point@n point@n;
point@n @1 = {@s, await give_int(@i) & 7};
{
    long point@n = await give_long(@i), RED@n = @k;
    struct point@n @2 = {(int)RED@n, 2}, *@3 = &@2;
    struct point@n2 { char c[3]; } @4 = {{await give_char(1), 2}};
    @3->x += await give_int(@s);
    note point@n + RED@n + @2.x + @4.c[0];
}
for (int RED@n = 0; RED@n < 2; RED@n++) { //loop 2
    char RED@n = (char)await give_char(7);
    note RED@n;
} //end
note RED@n + @1.x + @1.y + (int)await give_int(GREEN@n);
""",
    "conversions": """
signed char @1 = (signed char)await give_long_long(@i), @5;
_Bool @2 = await give_double(@f), @3 = await give_int(@i) & 2;
unsigned char @4 = 250;
@4 += await give_int(@k);
@1 = (signed char)(@4 - await give_unsigned_char(@4) - 1);
long long @6 = @5 = (signed char)await give_unsigned(200);
@2 = await give_int(@i) & 256;
unsigned short @7 = (unsigned short)await give_int(-1);
note (await give_signed_char(@1) < await give_unsigned_short(@7)) + (-1 < (long long)await give_unsigned(@i)) * 2;
note @1 + @2 + @3 + @4 + @5 + @6 + ~await give_unsigned_char(@4) + -await give_unsigned_short(3);
note (await give__Bool(@i) << 3) + sizeof(@4 + @1) + (await give_char('a') == 'a');
@4 = await give_long(1) ? (unsigned char)await give_short((short)@i) : await give_char(3);
@7 >>= await give_char(1);
note (@4 - @7) + (@1 = (signed char)await give_int(300)) + (await give_short(-3) >> 1);
""",
    "typeof": """
__auto_type @1 = await give_@t((@T)(@i & 63));
__typeof__(@1) @2 = (@T)@k, *@3 = &@2, @4[2] = {@1, @2};
__typeof__(@4) @5 = {await give_@t(@2)};
*@3 = await give_@t(@4[@i & 1]);
note _Generic(@1, int: 1, unsigned: 2, char: 3, long: 4, default: 5) + (int)sizeof @5;
note _Generic(@5[0], @T: @1, default: 0) + @2 + @5[0] + *@3;
__auto_type @6 = @3;
__auto_type @7 = &@5[1];
@maybe @body;
note *@6 + *@7 + _Generic(@3, @T *: @5[0], default: 7);
""",
    "flexible": """
@need flexible
struct flexible *@1 = await make_flexible(3, (short)@s), *@2 = @c ? @1 : await make_flexible(1, 2);
@1->items[await give_unsigned(@i) & 1] @{+= // ^= // =}@ await give_short((short)@s);
@2->items[0]++;
note @1->items[0] + @1->items[2] + @2->items[await give_unsigned(@i) & 0] + (int)(*@1).n;
if (@2 != @1)
    free(@2);
free(@1);
""",
    "structs_in_arrays": """
struct cell@n { unsigned n; char name[3]; struct { int x, y[2]; } at; } @1[2][2] = \
{{{1, "ab", {.x = @s}}}, {[1].n = @i}};
struct cell@n *@2 = @1[await give_unsigned(@i) & 1], (*@3)[2] = @1 + 1, @4;
@1[await give_unsigned(@i) & 1][await give_unsigned(@i) & 1].at.y[await give_unsigned(@i) & 1] = await give_int(@k);
@4 = @1[1][await give_unsigned(@i) & 1] = @2[await give_unsigned(@i) & 1];
@2->name[await give_unsigned(1)]++, (*@3)[0].at = (*@2).at;
(*@3)[await give_unsigned(1)].n += @1[0][0].n = await give_unsigned(@i);
note @1[1][0].at.x + @1[0][1].at.y[1] + @1[0][0].name[await give_int(1)] + (*@3)->at.y[0] + @4.name[1];
note @1[1][1].n + @4.n + @2[1].n + (unsigned)(@2 - @1[0]);
""",
    "vectors": """
@need vector
vector @1 = {@s, @k, await give_int(@s)}, @2 = await add_vectors(@1, (vector){1, 2});
@2[await give_int(@s)] += await give_int(@k);
@1 = @2 * 2 + await add_vectors(@1, @2);
note @1[0] + @1[1] + @2[2] + (await add_vectors(@1, @2))[await give_int(@s)];
""",
    "wide_integers": """
#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide@n;
#else
typedef unsigned long long wide@n;
#endif
wide@n @1 = await give_unsigned(@i), @2[2] = {@1 << 20, 3};
@1 = @2[await give_int(@i) & 1] * (await give_unsigned(@i) | 1u) + @1;
@2[1] ^= await give_unsigned(@i);
note (int)(@1 >> 7) ^ (int)@2[1];
""",
    "local_declarations": """
@need elsewhere
extern int elsewhere;
int plain_elsewhere(int);
typedef unsigned row@n[3];
row@n @1 = {1, @i, await give_unsigned(@i)}, *@2 = &@1;
typedef struct { row@n rows[2]; } rows@n;
rows@n @3 = {{{@i}, {2, await give_unsigned(@i)}}}, *@4 = &@3;
const row@n *const @5 = @4->rows + (await give_unsigned(@i) & 1);
(*@2)[await give_unsigned(@i) & 1] += (*@5)[1];
note plain_elsewhere(await give_int(@k)) + elsewhere * 0;
note @1[0] + (*@2)[1] + @3.rows[1][1] + (unsigned)(sizeof @3 / sizeof *@2) + sizeof(row@n);
""",
    "thread_local": """
@only loud
static _Thread_local unsigned @1 = 3;
unsigned *@2 = &@1;
@1 += await give_unsigned(@i);
*@2 ^= await give_unsigned(@1);
note @1;
@1 = 3;
""",
    "static_assert": """
_Static_assert(sizeof(int) == 4, "await");
register unsigned @1 = await give_unsigned(@i);
__attribute__((unused)) int @2, @3 = await give_int(@i);
_Alignas(8) char @4[3] = {(char)@s, await give_char(2)};
_Static_assert(_Alignof(double) >= 4, "");
extern int getpid(void);
auto int @5 = @s;
note @1 + (unsigned)(@3 & 255) + (unsigned)@4[1] + (unsigned)(@5 * 2) + (unsigned)((size_t)@4 % 8);
""",
}
