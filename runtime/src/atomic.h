/* atomic.h: atomic operations on plain members, so that <asyncc.h> needs no <stdatomic.h>. */
#ifndef ATOMIC_H
#define ATOMIC_H

#include <stdbool.h>

#if defined(__GNUC__)
static inline void *swap(void **word, void *value)
{
    return __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST);
}
static inline bool replace(void **word, void *expected, void *value)
{
    return __atomic_compare_exchange_n(word, &expected, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static inline void *load(void **word)
{
    return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}
static inline int swap_int(int *word, int value)
{
    return __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST);
}
static inline int add_int(int *word, int value)
{
    return __atomic_add_fetch(word, value, __ATOMIC_SEQ_CST);
}
#else /* then only the loop's own thread may post */
static inline void *swap(void **word, void *value)
{
    void *old = *word;
    *word = value;
    return old;
}
static inline bool replace(void **word, void *expected, void *value)
{
    if (*word != expected)
        return false;
    *word = value;
    return true;
}
static inline void *load(void **word)
{
    return *word;
}
static inline int swap_int(int *word, int value)
{
    int old = *word;
    *word = value;
    return old;
}
static inline int add_int(int *word, int value)
{
    return *word += value;
}
#endif

#endif
