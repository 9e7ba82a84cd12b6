/* each.h: macros of <asyncc.h> that mean the same to every reader; among them one that does something with each of up
 * to 32 arguments. */
#ifndef ASYNCC_EACH_H
#define ASYNCC_EACH_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

/* How many arguments there are. */
#define ASYNC_COUNT(...)                                                                                               \
    ASYNC__COUNT(__VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11,  \
                 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define ASYNC__COUNT(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21,   \
                     a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, n, ...)                                    \
    n

/* do(a), do(b), … */
#define ASYNC_EACH(do, ...) ASYNC__JOIN(ASYNC__EACH_, ASYNC_COUNT(__VA_ARGS__))(do, __VA_ARGS__)
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
