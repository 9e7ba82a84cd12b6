/* each.h: macros of <asyncc.h> that mean the same to every reader; among them one that does something with each of up
 * to 32 arguments. */
#ifndef ASYNCC_EACH_H
#define ASYNCC_EACH_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

/* How many arguments there are: 1 to 127, as C allows for a macro. */
#define ASYNC_COUNT(...)                                                                                               \
    ASYNC__PICK(__VA_ARGS__, 127, 126, 125, 124, 123, 122, 121, 120, 119, 118, 117, 116, 115, 114, 113, 112, 111, 110, \
                109, 108, 107, 106, 105, 104, 103, 102, 101, 100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 88, 87,  \
                86, 85, 84, 83, 82, 81, 80, 79, 78, 77, 76, 75, 74, 73, 72, 71, 70, 69, 68, 67, 66, 65, 64, 63, 62,    \
                61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37,    \
                36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12,    \
                11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define ASYNC__PICK(...) ASYNC__PICK_(__VA_ARGS__)
#define ASYNC__PICK_(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21,   \
                     a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40,    \
                     a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59,    \
                     a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78,    \
                     a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97,    \
                     a98, a99, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111, a112, a113,     \
                     a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127, n, ...)       \
    n

/* do(a), do(b), …: for up to 32 arguments. */
#define ASYNC_EACH(do, ...) ASYNC__JOIN(ASYNC__EACH_, ASYNC__CHAIN(__VA_ARGS__))(do, __VA_ARGS__)
#define ASYNC__CHAIN(...)                                                                                              \
    ASYNC__PICK(__VA_ARGS__, ASYNC__MORE_95, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15,   \
                14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define ASYNC__MORE_95 ASYNC__MORE_19, ASYNC__MORE_19, ASYNC__MORE_19, ASYNC__MORE_19, ASYNC__MORE_19
#define ASYNC__MORE_19                                                                                                 \
    async__more, async__more, async__more, async__more, async__more, async__more, async__more, async__more,            \
        async__more, async__more, async__more, async__more, async__more, async__more, async__more, async__more,        \
        async__more, async__more, async__more
#define ASYNC__EACH_async__more(do, ...)                                                                               \
    0 * sizeof(struct {                                                                                                \
        _Static_assert(0, "async_race and ASYNC_EACH take at most 32 arguments");                                      \
        int async__none;                                                                                               \
    })
#define ASYNC__JOIN(a, b) ASYNC__JOIN_(a, b)
#define ASYNC__JOIN_(a, b) a##b
#define ASYNC__EACH_1(do, a)                                                                                           \
    do                                                                                                                 \
    (a)
#define ASYNC__EACH_2(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_1(do, __VA_ARGS__)
#define ASYNC__EACH_3(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_2(do, __VA_ARGS__)
#define ASYNC__EACH_4(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_3(do, __VA_ARGS__)
#define ASYNC__EACH_5(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_4(do, __VA_ARGS__)
#define ASYNC__EACH_6(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_5(do, __VA_ARGS__)
#define ASYNC__EACH_7(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_6(do, __VA_ARGS__)
#define ASYNC__EACH_8(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_7(do, __VA_ARGS__)
#define ASYNC__EACH_9(do, a, ...)                                                                                      \
    do                                                                                                                 \
    (a), ASYNC__EACH_8(do, __VA_ARGS__)
#define ASYNC__EACH_10(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_9(do, __VA_ARGS__)
#define ASYNC__EACH_11(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_10(do, __VA_ARGS__)
#define ASYNC__EACH_12(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_11(do, __VA_ARGS__)
#define ASYNC__EACH_13(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_12(do, __VA_ARGS__)
#define ASYNC__EACH_14(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_13(do, __VA_ARGS__)
#define ASYNC__EACH_15(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_14(do, __VA_ARGS__)
#define ASYNC__EACH_16(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_15(do, __VA_ARGS__)
#define ASYNC__EACH_17(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_16(do, __VA_ARGS__)
#define ASYNC__EACH_18(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_17(do, __VA_ARGS__)
#define ASYNC__EACH_19(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_18(do, __VA_ARGS__)
#define ASYNC__EACH_20(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_19(do, __VA_ARGS__)
#define ASYNC__EACH_21(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_20(do, __VA_ARGS__)
#define ASYNC__EACH_22(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_21(do, __VA_ARGS__)
#define ASYNC__EACH_23(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_22(do, __VA_ARGS__)
#define ASYNC__EACH_24(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_23(do, __VA_ARGS__)
#define ASYNC__EACH_25(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_24(do, __VA_ARGS__)
#define ASYNC__EACH_26(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_25(do, __VA_ARGS__)
#define ASYNC__EACH_27(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_26(do, __VA_ARGS__)
#define ASYNC__EACH_28(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_27(do, __VA_ARGS__)
#define ASYNC__EACH_29(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_28(do, __VA_ARGS__)
#define ASYNC__EACH_30(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_29(do, __VA_ARGS__)
#define ASYNC__EACH_31(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_30(do, __VA_ARGS__)
#define ASYNC__EACH_32(do, a, ...)                                                                                     \
    do                                                                                                                 \
    (a), ASYNC__EACH_31(do, __VA_ARGS__)

/* --- generators: see <asyncc.h> --- */

#define async_for(...) ASYNC__FOR(ASYNC__JOIN(async_generator_, __LINE__), __VA_ARGS__)
#define ASYNC__FOR(g, ...)                                                                                             \
    for (async_generator g __attribute__((__cleanup__(async_generator_end))) = {0, 0, 0, 0, 0},                        \
                           *ASYNC__JOIN(g, _at) = async_generator_start(&g, __VA_ARGS__);                              \
         _Await async_generator_next(ASYNC__JOIN(g, _at)) > 0;)
#define async_emit(out, value) async__emit(out, (__typeof__(*(out))[1]){value}, sizeof *(out))

#endif
