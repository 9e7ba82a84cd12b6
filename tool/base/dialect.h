/* dialect.h: what the compiler's flags say about the language: the one place that reads -std and its relatives. */
#ifndef BASE_DIALECT_H
#define BASE_DIALECT_H

#include <stdbool.h>

struct dialect {
    bool trigraphs;   /* ??< is a brace */
    bool before_c99;  /* statements that are no blocks are no scopes, either */
    bool before_c11;  /* no anonymous unions */
    bool gnu_inline;  /* `extern inline` gives no definition to other files, and `inline` does */
    bool openmp;      /* #pragma omp means something, … */
    bool openmp_simd; /* … or a part of it does */
    bool openacc;     /* … and #pragma acc */
};

struct dialect dialect_read(const char *const *flags, int count);

#endif
