// RUN: %matrix %s
// What involves nothing async is not read again after a macro has been written out, except where it has an effect on
// what follows: lengths of arrays, types, macros that a body defines or changes, __COUNTER__.
#include "../Inputs/waits.h"

#define FAIL_IF(x) do { int failed = (x); if (failed) say("%d ", failed); } while (0)
#define TEN(x) x, x, x, x, x, x, x, x, x, x

struct pair {
    int a, b;
};

static const int numbers[] = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8,
};
static const struct pair pairs[] = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {1, 2}, {3, 4}, {5, 6}, {7, 8}, {1, 2}, {3, 4},
                                    {5, 6}, {7, 8}, {1, 2}, {3, 4}, {5, 6}, {7, 8}, {1, 2}, {3, 4}, {5, 6}, {7, 8},
                                    {1, 2}, {3, 4}, {5, 6}, {7, 8}, {1, 2}, {3, 4}, {5, 6}, {7, 8}, {1, 2}, {3, 4}};
static const char *const words[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
static const int rows[][4] = {{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4},
                              {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4},
                              {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 5}};
static const double expanded[] = {TEN(1.), TEN(2.), TEN(3.), TEN(4.), TEN(5.), TEN(6.), TEN(7.), TEN(8.), TEN(9.),
                                  TEN(1.), TEN(2.), TEN(3.), TEN(4.), TEN(5.), TEN(6.), TEN(7.), TEN(8.), TEN(9.),
                                  TEN(1.), TEN(2.), TEN(3.), TEN(4.), TEN(5.), TEN(6.), TEN(7.), TEN(8.), TEN(9.)};
static const unsigned long sizes[] = {
    sizeof(struct inside { char room[3]; }), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

// clang-format off
#define BEGIN {
#define END }
static int opened(int n) BEGIN int two = 2; return n * two; }
static int closed(int n) { if (n) { n++; END return n; }
static int defines(int n) {
#define DEFINED 5
    return n + DEFINED; }
static int changes(int n) { _Pragma("push_macro(\"DEFINED\")")
#undef DEFINED
#define DEFINED 6
    return n + DEFINED; }
static int restores(int n) { int was = DEFINED; _Pragma("pop_macro(\"DEFINED\")") return n + was; }
static int counts(void) { int first = __COUNTER__; return __COUNTER__ - first; }
static int labels(int n) { again: if (n < 9) { n += 3; goto again; } return n; }
// clang-format on

static async void test(void)
{
    struct inside inside = {"ab"};
    char lengths[sizeof numbers / sizeof *numbers + sizeof pairs / sizeof *pairs];
    int first = __COUNTER__;
    FAIL_IF(await get(DEFINED));
    FAIL_IF(await get((int)sizeof lengths));
    FAIL_IF(await get((int)(sizeof words / sizeof *words + sizeof rows / sizeof *rows)));
    FAIL_IF(await get((int)(sizeof expanded / sizeof *expanded + sizeof sizes / sizeof *sizes)));
    FAIL_IF(await get((int)sizeof inside));
    say("%d %d %d\n", await get(opened(1) + closed(2)), defines(1) + changes(1) + restores(1), counts() + labels(1));
    FAIL_IF(await get(__COUNTER__ - first));
    say("%d %s %g %lu %s\n", numbers[9] + pairs[2].b + rows[17][3], words[8], expanded[95], sizes[0], inside.room);
}
// expect: 5 106 48 323 3 5 20 11
// expect: 1 21 nine 1 3 ab
// elision: same
