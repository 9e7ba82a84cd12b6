"""Idioms about statements, operators and control flow; see idioms.py."""

CONTROL = {
    "ranges": """
unsigned @1 = 0;
for (int @2 = 0; @2 < 4; @2++) { //loop 4
    switch (await give_int(@2 * 3 + @k) & 15) { //switch
        int @3;
    case 0:
        @1 += 1;
        @leave;
    case 1 ... 4: {
        unsigned @4 = await give_unsigned(@i);
        @1 ^= @4;
        break;
    }
    default:
        @3 = @{@k // await give_int(@s)}@;
        @1 += (unsigned)@3;
        if (@c) {
    case 5: case 6:
            @1 *= 3 + await give_unsigned(@i);
        }
        /* fall through */
    case 7 ... 9:
        if (await give_int(@i) & 1)
            break;
        @1++;
        @leave;
    } //end
    @maybe @leave;
} //end
note @1;
""",
    "switch_kinds": """
switch (@{await give_char((char)@s) // await give_long_long(@i & 7) // \
(_Bool)await give_int(@i) // await give_unsigned(@i) % 3}@) { //switch
case 1:
    @body;
    /* fall through */
case 2: case 3:
    do {
        case 4: default:
        note await give_int(@i);
    } while (0);
} //end
switch (await give_int(@i)); /* nothing */
switch (await give_int(@i) & 1) case 0: note_one@n: steps += await give_unsigned(1);
if (steps == 1000) goto note_one@n;
""",
    "heads": """
for (unsigned @1 = await give_unsigned(0), @2 = 3 + await give_unsigned(1), *@3 = &@2; \
@{@1 < await give_unsigned(*@3) // (await rest(), @1 < @2)}@; \
@{@1 += await give_unsigned(1), (*@3)-- // \
@1++, *@3 -= await give_unsigned(1) // @1 += 1 + 0 * await give_unsigned(@2), --@2}@) { //loop 4
    @leave;
    note @1 * 8 + @2;
    @maybe @body;
} //end
""",
    "bare_heads": """
unsigned @1 = @s, @2;
for (; await give_unsigned(@1) < 5;) { //loop 5
    @1 += 2;
    @maybe @leave;
} //end
for (@2 = await give_unsigned(2); ; @2 -= await give_unsigned(1)) { //loop 3
    if (!@2)
        break;
    @leave;
    note @2;
} //end
for (;; steps += await give_unsigned(1)) { //loop 2
    if (@1++ & 1)
        break;
} //end
note @1;
""",
    "do_continue": """
int @1 = 0;
do { //loop 4
    int @2 = @1 * 2;
    if (@c)
        continue;
    @leave;
    if (await give_int(@2) == 4)
        continue;
    note @2;
} while (@{++@1 < await give_int(4) // await give_int(++@1) < 4 && await give_int(1)}@); //end
""",
    "while_comma": """
unsigned @1 = 0, @2 = @s;
while (@1 += await give_unsigned(1), await rest(), @{@1 < 3 + (@2 & 1) // (@2 += @1) < 20 && @1 < 9}@) { //loop 9
    @maybe @leave;
    @2 ^= 1;
} //end
note @1 + @2;
""",
    "chains": """
note (@c && await give_int(@i) || !await give_int(@i) && @c || await give_int(@i & 1));
if (!(await give_int(@i) && (@c || await give_unsigned(@i) & 1)) || (await give_int(@s) > 1 && @c)) {
    @body;
} else if (await give_int(@i) ? await give_int(@i & 1) : @c && await give_int(@i)) {
    note 1;
}
note await give_int((int)(@c && await give_int(@i)) + (await give_int(@s) || await give_int(@i)));
_Bool @1 = await give_int(@i) && @c, @2 = @1 || await give_int(@i);
while (@1 && @2 && await give_int(1)) { //loop 1
    @1 = @c && !@1;
    break;
} //end
note @1 + @2;
""",
    "ternaries": """
int @1 = @c ? await give_int(@i) : @c ? await give_int(@s) : @k, *@2 = @c ? &@1 : (int[]){1, await give_int(@i)};
@1 = await give_int(@1) ?: await give_int(@i) ?: 5;
*(await give_int(@i) & 1 ? @2 : &@1) = @{await give_int(@i) // @k}@;
(@c ? (void)await give_int(@i) : await rest());
note (await give_int(@i) & 4 ?: @k) + (@c ? 1 : await give_int(@s) ? 2 : 3);
note (@1 & 7) + (@c ? *@2 & 7 : await give_int(7)) + *(@c ? "a" : await give_text("b"));
""",
    "commas": """
unsigned @1, @2 = (await rest(), @1 = await give_unsigned(@i), @1 + 1);
@1 = (@2++, await give_unsigned(@2)), @2 = await give_unsigned(@1 & 7);
note (await give_int(@i), @1, await give_unsigned(@1)) + (@2 ? (void)@1, @2 : 0);
@1++, await rest(), @2--, (void)0;
note (@1 = @2, @2 = await give_unsigned(@i), @1) ^ @2;
""",
    "compound": """
unsigned @1[4] = {1, 2, @i}, @2 = 0, *@3 = @1;
@1[@2++ & 3] += await give_unsigned(@i);
@1[await give_unsigned(@2) & 3] @{+= // -= // *= // ^= // |=}@ await give_unsigned(@i);
@1[++@2 & 3] <<= await give_unsigned(@i) & 7;
*@3++ ^= await give_unsigned(@1[3]);
@3[@2-- & 1] -= (@1[3] = await give_unsigned(@i));
@1[0] = @1[1] = await give_unsigned(@i), @1[2] += @1[0] += await give_unsigned(1);
struct { unsigned n; struct { short s[2]; } in; } @4 = {0}, *@5 = &@4;
@5->in.s[await give_unsigned(@i) & 1] += (short)@s;
@5->n++, @4.in.s[@2 & 1]--, @5->n *= await give_unsigned(3);
++@1[await give_unsigned(@i) & 3];
(*await give_int_pointer((int *)&@4.n))@{++ // --}@;
note @1[0] + @1[1] * 3 + @1[2] * 5 + @1[3] * 7 + @2;
note @4.n + (unsigned)@4.in.s[0] + (unsigned)(@3 - @1);
""",
    "gotos": """
unsigned @1 = 0;
if (@c)
    goto inner@n;
retry@n:
while (await give_unsigned(@1) < 2) { //loop 3
    if (@c) {
        unsigned @2;
        @1++;
    inner@n:
        @2 = await give_unsigned(@i);
        @1 += 1 + (@2 & 1);
        goto next@n;
    }
    @1++;
    @maybe @body;
next@n:;
    @leave;
} //end
if (@1++ < 4)
    goto retry@n;
note @1;
""",
    "statement_values": """
note await give_int(({ int @1 = @s; @1 += await give_int(@1); @1; })) + ({ long @2 = await give_long(@k); (int)@2; });
int @3 = ({ int @4 = 0; for (int @5 = 0; @5 < 3; @5++) { if (await give_int(@5) == @k) break; @4 += @5; } @4; });
while (({ await rest(); @3-- > 0; })) { //loop 4
    if (({ int @6 = await give_int(@i); @6 & 1; }))
        continue;
    steps += ({ if (await give_int(@3) > 5) break; 1u; });
} //end
note @3 + (int)sizeof(({ int @7 = 1; @7; }));
unsigned @8 = 0, @9[2] = {({ @8++; await give_unsigned(@8); }), 3};
note @8 + @9[0] * ({ unsigned @1[2] = {await give_unsigned(1)}; @1[await give_unsigned(@i) & 1]; }) + @9[1];
({ if (@c) goto past@n; await rest(); });
note 5;
past@n:;
""",
    "long_body": """
unsigned @1 = await give_unsigned(@i), @2 = 1, @3[2] = {0, 1};
@1 += await give_unsigned(1); @2 ^= await give_unsigned(@1);
@1 += await give_unsigned(3); @2 += await give_unsigned(@1);
@1 += await give_unsigned(4); @2 ^= await give_unsigned(@1);
@1 += await give_unsigned(@2); @3[0] += await give_unsigned(@1);
@1 -= await give_unsigned(5); @2 ^= await give_unsigned(@i);
@1 += await give_unsigned(@2); @2 += await give_unsigned(@3[0]);
if (@c) {
    @leave;
    @1 *= await give_unsigned(3); @2 ^= await give_unsigned(@1);
    @1 += await give_unsigned(@2); @3[1] = await give_unsigned(@1);
}
@1 += await give_unsigned(6); @2 ^= await give_unsigned(@1);
@1 += await give_unsigned(9); @2 += await give_unsigned(@1);
@1 += await give_unsigned(7) + await give_unsigned(@2) + await give_unsigned(@1) * await give_unsigned(@i);
@1 -= await give_unsigned(8); @2 ^= await give_unsigned(@i);
@1 += await give_unsigned(@2); @2 += await give_unsigned(@1);
note @1 + @2 + @3[0] + @3[1];
""",
    "never": """
@need no_return
for (;;) { //loop 2
    unsigned @1 = await give_unsigned(@i & 3);
    if (@1 > 7)
        stop_here((int)await give_unsigned(@1));
    if (@1 < 8)
        break;
    await rest();
    __builtin_unreachable();
} //end
if (0)
    await rest();
while (0)
    note await give_int(3);
goto beyond@n;
await rest();
note await give_int(@k);
beyond@n:
switch (await give_int(@i) & 1) {
    note await give_int(1);
case 0:
    break;
case 1:
    if (steps > 100000)
        stop_here(await give_int(5));
}
""",
    "plain_async": """
@need no_wait
int @1 = await no_wait(@i), @2;
await nothing_at_all();
await async_gather(@2 = no_wait(@1), nothing_at_all(), rest());
note @1 + @2 + (int)(await no_wait_either(@i) & 255);
for (int @3 = 0; await no_wait(@3) < 3; @3++) { //loop 3
    @leave;
    await nothing_at_all();
} //end
""",
    "format": """
@need format hash
char @1[64], @2 = '!';
format(@1, sizeof @1, "%d %u %c %s %.1f", await give_int(@i), 3u, @2, await give_text("text"), await give_double(0.5));
note await hash(@1);
snprintf(@1, sizeof @1, "%ld %lld%s", await give_long(@i & 1023), (long long)@i, @c ? "" : "!");
note await hash(@1) + (unsigned)snprintf(@1, 9, "%d-%d", @s, await give_int(@i));
""",
    "print": """
@only loud
printf("%d %s %c\\n", await give_int(@i), await give_text("printed"), @c ? 'y' : 'n');
printf("%.2f %lu %d\\n", await give_double(@f), await give_unsigned_long(@i), (await give_short((short)@i), @s));
puts(await give_text(@c ? "one" : "two"));
""",
    "fields_of_calls": """
@need count_down variant
note (await count_down((struct row){.n = {@i}}, 1)).n[await give_unsigned(@i) & 3];
note (int)(await variant_of(1, @i)).n + (await variant_of(2, 3)).kind + (await variant_of(3, 1)).text[1];
struct row @1 = {.d = (await count_down((struct row){.d = 1}, 2)).d}, @2;
@2 = @1 = await count_down(@1, 1);
note (@2 = await count_down(@1, 0)).n[1] + (unsigned)(@1.d + @2.d) + (@c ? @1 : await count_down(@2, 1)).n[0];
(void)(await count_down(@1, 1)).d;
""",
    "function_pointers": """
@need apply
struct machine @1 = {"machine", step_up, {&step_twice, steppers[@i & 1]}, reset_machine, @k}, *@2 = &@1;
async int (*@3)(int) = @c ? step_up : step_nowhere, (*@4[2])(int) = {step_twice, *step_up};
@1.at = await @1.step(@1.at);
await @2->reset(@2, await @2->others[await give_int(@i) & 1](await give_int(@s)));
@3 = @4[await give_int(@i) & 1];
note await @3(@s) + await (*@4[0])(@k) + await apply(@3, @i) + @1.at;
note await apply_all(@1.others, 2, @s) + await apply_all(steppers, 3, await apply(*@1.step, 1));
stepper *@5 = await pick_step(@s);
note await @5(@k) + (await (@c ? @1.step : @5)(3)) + (@5 == steppers[0]);
@2->step = await pick_step(await @2->step(1));
note await (@2)->step(@k) + await steppers[await give_unsigned(@i) & 1](await (&@1)->others[0](2));
""",
    "parameters_changed": """
@need old_style sum_array
unsigned @1[4] = {1, @i, 3}, @2 = await sum_array(3, @1) + await sum_array(1 + (@s & 1), @1);
note @2 + await sum_array(2, @1 + (await give_unsigned(@i) & 1));
note await old_style(@k, 0, await old_style(1, 0, @k) & 63);
""",
    "attributes": """
unsigned @1 __attribute__((unused, aligned(8))) = await give_unsigned(@i), @2 = 0;
switch (await give_unsigned(@i) & 3) { //switch
case 0:
    @2 = await give_unsigned(2);
    __attribute__((fallthrough));
case 1:
    @2++;
    break;
there@n: __attribute__((unused));
default: ;
    @{int @3 = await give_int(@k); // typedef int other@n; other@n @3 = await give_int(@s);}@
    @2 += (unsigned)@3;
} //end
if (__builtin_expect(await give_int(@i) & 1, 0)) {
    ;;
} else;
@{if (@2 > 100000) goto there@n; // if (!@1 && @2 > 1000000) goto there@n;}@
note @2 + (unsigned)__builtin_popcount(await give_unsigned(@i)) + (unsigned)__builtin_constant_p(@1) * 0;
note __builtin_choose_expr(1, await give_int(@i), 0) + __builtin_offsetof(struct { char c; int i; }, i);
""",
    "builtins": """
int @1;
unsigned @2 = __builtin_add_overflow(await give_int(@i), await give_int(@i), &@1);
note @1 + 0u + @2;
@1 = __builtin_mul_overflow(await give_unsigned(@i), 3u, &@2);
note @1 + @2 + (unsigned)__builtin_bswap32(await give_unsigned(@i)) + __builtin_types_compatible_p(int, __typeof__(@1));
if (__builtin_expect(!!await give_int(@s), 1) && __builtin_ffs(await give_int(@i)) > 40)
    __builtin_trap();
char @3[8];
__builtin_memset(@3, await give_int(@k), sizeof @3);
note @3[await give_int(@i) & 7] + (int)__builtin_strlen(await give_text("four"));
""",
    "cleaned_results": """
@need cleaned
note await cleaned(@i & 63) + await cleaned(@k);
note await cleaned(await cleaned(@s) & 15);
""",
    "nested_switches": """
unsigned @1 = 0;
for (int @2 = 0; @2 < 3; @2++) { //loop 3
    switch (await give_int(@i) & 3) { //switch
    case 0:
        switch (await give_char('a')) { //switch
        case 'a':
            for (;; @1++) { //loop 3
                switch (await give_unsigned(@1) & 3) { //switch
                default:
                    break;
                case 2:
                    goto inside@n;
                case 3:
                    goto done@n;
                } //end
                if (@1 > 3)
                    break;
            } //end
            continue;
        case 'b':
        inside@n:
            @1 += 7 + await give_unsigned(@k);
        } //end
        @leave;
        break;
    case 2:
        if (@c) {
        case 1:
            @1++;
            continue;
        }
    done@n:
        @1 += await give_unsigned(3);
    } //end
    @maybe @1 ^= 1;
} //end
note @1;
""",
    "asm": """
unsigned @1 = await give_unsigned(@i), @2 = @1;
__asm__ volatile("" : "+r"(@1) : : "memory");
@2 ^= await give_unsigned(@1);
__asm__("" : "=r"(@1) : "0"(@2), "r"(@1));
note @1;
""",
}
