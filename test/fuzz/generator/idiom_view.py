"""Idioms about what compilers predefine: each compiler takes other branches; see idioms.py. run.py compares each build of
such a program with what the same compiler makes of the program itself.
"""

VIEW = {
    "view_branch": """
unsigned @1 = @i, @2 = 1;
await give_unsigned(@k);
#if @{defined(__clang__) // __GNUC__ >= 5 // defined(__OPTIMIZE__) // !defined(__clang__) && __GNUC__ > 4}@
@2 += @1;
await give_unsigned(@k);
#elif @{defined(__OPTIMIZE__) // __GNUC__ == 4 // !defined(__clang__)}@
@2 = await give_unsigned(@1 + 3);
#else
unsigned @3 = @2 * 5;
await give_unsigned(@k);
@2 += @3;
#endif
note @2;
""",
    "view_macro": """
#ifdef __clang__
#define PICK@n(x_) (x_)
#else
#define PICK@n(x_) (await give_unsigned(x_) + 1)
#endif
#if __GNUC__ > 4
#define KEPT_IN@n @1
#else
#define KEPT_IN@n 25u
#endif
unsigned @1 = @i;
await give_unsigned(@k);
note PICK@n(@1);
await give_unsigned(@k);
note KEPT_IN@n + PICK@n(KEPT_IN@n & 7);
#undef PICK@n
#undef KEPT_IN@n
""",
    "view_expression": """
unsigned @1 = @i, @2 = @1 +
#if defined(__clang__)
    await give_unsigned(2)
#elif defined(__GNUC__)
    3 * @1 + await give_unsigned(@1)
#endif
    ;
for (unsigned @3 = 0; @3 <
#ifdef __OPTIMIZE__
     await give_unsigned(2)
#else
     3
#endif
     ;
     @3++)
    @2 += @3;
note @2;
""",
    "view_value": """
unsigned @1[__GNUC__ + 1] = {@i}, @2 = 0;
@1[__GNUC__] = 7;
await give_unsigned(@k);
@2 = @1[__GNUC__] + @1[0] + (unsigned)sizeof @1;
note @2 + await give_unsigned(__GNUC__);
""",
}
