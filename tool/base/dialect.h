/* dialect.h: the language that the compiler's flags select. Only this file reads -std and its relatives. */
#ifndef BASE_DIALECT_H
#define BASE_DIALECT_H

#include <stdbool.h>

struct dialect {
    bool trigraphs;   /* ??< is a brace */
    bool before_c99;  /* only blocks are scopes; other statements are not */
    bool before_c11;  /* no anonymous unions */
    bool gnu_inline;  /* `extern inline` provides no external definition, and `inline` does */
    bool openmp;      /* #pragma omp is in force */
    bool openmp_simd; /* only `#pragma omp simd` and the like are */
    bool openacc;     /* #pragma acc is in force */
};

struct dialect dialect_read(const char *const *flags, int count);

#endif
