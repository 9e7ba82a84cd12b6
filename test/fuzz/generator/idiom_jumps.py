"""Idioms about cleanups and computed gotos; see idioms.py."""

JUMPS = {
    "machine_loop": """
static const unsigned char @1[] = {0, 2, 1, 1, 2, 0, 3};
static const void *const @2[] = {&&add@n, &&double@n, &&wait@n, &&stop@n};
unsigned @3 = @s, @4 = 0;
goto *@2[@1[@4++]];
add@n:
@3 += await give_unsigned(@i);
goto *@2[@1[@4++]];
double@n:
{
    unsigned @5 = @3;
    @3 += @5 + await give_unsigned(@5);
    goto *@2[@1[@4++]];
}
wait@n:
await rest();
goto *@2[@1[await give_unsigned(@4++)]];
stop@n:
note @3;
""",
    "cleanups": """
unsigned @1 = @i & 1023;
for (unsigned @2 = 0; @2 < 3; @2++) { //loop 3
    @need endings
    __attribute__((cleanup(end_number))) const unsigned @3 = @2 + await give_unsigned(@1);
    char @7[2] = "x", *@4 __attribute__((cleanup(end_text))) = @7;
    @leave;
    {
        __attribute__((cleanup(end_number))) unsigned @5 = await give_unsigned(@2);
        if (@c)
            continue;
        @leave;
        switch (await give_unsigned(@i) & 3) { //switch
        case 0: {
            __attribute__((cleanup(end_number), unused)) unsigned @6 = 3;
            @leave;
            break;
        }
        case 1:
            goto leave@n;
        default:
            @5 += @3;
        } //end
        *@4 = 'y';
        await rest();
    }
    @maybe @leave;
    *@4 = (char)('a' + (await give_int(@i) & 7));
} //end
leave@n:
note @1;
""",
    "cleanups_in_loops": """
@need endings
unsigned @1 = 0, @2 = @s;
for (__attribute__((cleanup(end_number))) unsigned @3 = await give_unsigned(0); @3 < await give_unsigned(3); @3++) { //loop 3
    __attribute__((cleanup(end_number))) const unsigned @4 = @3 * 2 + @2;
    @leave;
    do { //loop 2
        __attribute__((cleanup(end_number))) unsigned @5 = await give_unsigned(@4);
        @1 += 1 + (@5 & 3);
        if (@c)
            continue;
        @leave;
        if (await give_unsigned(@1) & 4)
            break;
    } while (@1 < await give_unsigned(9) && @c); //end
    while (@2 > 0) { //loop 3
        unsigned @6 __attribute__((cleanup(end_number))) = @2--;
        if (await give_unsigned(@6) & 1)
            continue;
        @leave;
    } //end
    if (@c)
        continue;
    @1 ^= await give_unsigned(@3);
} //end
note @1;
""",
    "cleanups_jumped": """
@need endings
unsigned @1 = 0, @2 = 0;
anew@n:
{
    __attribute__((cleanup(end_number))) unsigned @3 = await give_unsigned(@1 + 1);
    __attribute__((cleanup(end_number))) unsigned @4 = @3 + @s;
    if (@1++ < 2 && @c)
        goto anew@n;
    if (@c)
        goto gone@n;
    {
        __attribute__((cleanup(end_number))) const unsigned @5 = await give_unsigned(@4);
        if (@2++ < 2)
            goto anew@n;
        note @5;
    }
    @leave;
    @4 = await give_unsigned(@3);
}
gone@n:
note @1 + @2;
""",
    "jump_table": """
static void *const @1[] = {&&first@n, &&second@n, &&last@n};
void *@2 = &&second@n, *const *@3 = @1;
unsigned @4 = @s, @5 = 0;
for (unsigned @6 = 0; @6 < 3; @6++) { //hold
    await give_unsigned(@6);
    goto *@{@1[(@4 + @6) & 1] // (@4 & 1 ? @2 : *@3) // @3[await give_unsigned(@i) & 1] // \
(await give_int(@i) & 1 ? @2 : @1[0])}@;
first@n:
    @5 += await give_unsigned(@4);
    @2 = &&second@n;
    continue;
second@n:
    @2 = @5 & 1 ? &&first@n : @2;
    @5 ^= await give_unsigned(3);
    if (@5 > 1000)
        goto *@1[2];
} //end
@4++;
last@n:
note @4 + @5;
""",
    "jump_offsets": """
static const int @1[] = {&&one@n - &&one@n, &&two@n - &&one@n, &&three@n - &&one@n};
unsigned @2 = 0, @3 = @s;
next@n:
await give_unsigned(@3);
if (@2 > 4)
    goto three@n;
goto *(&&one@n + @1[await give_unsigned(@2) % 3]);
one@n:
@2 += 1;
@3 ^= await give_unsigned(@2);
goto next@n;
two@n:
@2 += await give_unsigned(1);
goto next@n;
three@n:
note @2 + @3;
""",
}

# The same with cleanups by async functions, all or some of them.
for _name in ("cleanups", "cleanups_in_loops", "cleanups_jumped"):
    JUMPS["late_" + _name] = JUMPS[_name].replace("@need endings", "@need late_endings").replace("end_", "late_end_")
JUMPS["mixed_cleanups"] = JUMPS["cleanups"].replace(
    "@need endings", "@need endings\n    @need late_endings").replace("end_number), unused", "late_end_number), unused")
