/* dialect.c: see dialect.h. */
#include "base/dialect.h"

#include "base/list.h"

#include <string.h>

/* A standard as compilers name it. ISO C before C23 has trigraphs; GNU C has them only on request. */
struct standard {
    const char *name;
    bool before_c99, before_c11, trigraphs;
};

static const struct standard standards[] = {
    {"c89", true, true, true},
    {"c90", true, true, true},
    {"iso9899:1990", true, true, true},
    {"iso9899:199409", true, true, true},
    {"gnu89", true, true, false},
    {"gnu90", true, true, false},
    {"c99", false, true, true},
    {"c9x", false, true, true},
    {"iso9899:1999", false, true, true},
    {"iso9899:199x", false, true, true},
    {"gnu99", false, true, false},
    {"gnu9x", false, true, false},
    {"c11", false, false, true},
    {"c1x", false, false, true},
    {"iso9899:2011", false, false, true},
    {"c17", false, false, true},
    {"c18", false, false, true},
    {"iso9899:2017", false, false, true},
    {"iso9899:2018", false, false, true},
};

/* The value of -std=…, --std=… or -ansi; NULL if the flag is something else. */
static const char *standard_of(const char *flag)
{
    if (!strcmp(flag, "-ansi") || !strcmp(flag, "--ansi"))
        return "c90";
    if (starts_with(flag, "-std=") || starts_with(flag, "--std="))
        return strchr(flag, '=') + 1;
    return NULL;
}

struct dialect dialect_read(const char *const *flags, int count)
{
    static const struct standard modern = {"", false, false, false}; /* GNU C, or C23 and later */
    const struct standard *standard = &modern;
    bool asked = false, refused = false, openmp = false, simd = false, openacc = false;
    enum { BY_STANDARD, GNU_INLINE, C99_INLINE } inlining = BY_STANDARD;
    for (int i = 0; i < count; i++) {
        const char *name = standard_of(flags[i]);
        if (!name && !strcmp(flags[i], "--std") && i + 1 < count)
            name = flags[++i];
        if (!strcmp(flags[i], "-trigraphs") || !strcmp(flags[i], "-ftrigraphs") || !strcmp(flags[i], "--trigraphs"))
            asked = !(refused = false);
        else if (!strcmp(flags[i], "-fno-trigraphs"))
            asked = !(refused = true);
        else if (!strcmp(flags[i], "-fgnu89-inline"))
            inlining = GNU_INLINE;
        else if (!strcmp(flags[i], "-fno-gnu89-inline"))
            inlining = C99_INLINE;
        else if (!strcmp(flags[i], "-fopenmp") || starts_with(flags[i], "-fopenmp="))
            openmp = true;
        else if (!strcmp(flags[i], "-fopenmp-simd"))
            simd = true;
        else if (!strcmp(flags[i], "-fno-openmp") || !strcmp(flags[i], "-fno-openmp-simd"))
            *(flags[i][11] ? &simd : &openmp) = false;
        else if (starts_with(flags[i], "-fopenacc") || !strcmp(flags[i], "-fno-openacc"))
            openacc = flags[i][2] == 'o';
        if (!name)
            continue;
        standard = &modern;
        for (size_t k = 0; k < sizeof standards / sizeof *standards; k++)
            if (!strcmp(name, standards[k].name))
                standard = &standards[k];
    }
    return (struct dialect){.trigraphs = asked || (standard->trigraphs && !refused),
                            .before_c99 = standard->before_c99,
                            .before_c11 = standard->before_c11,
                            .gnu_inline = inlining == GNU_INLINE || (inlining == BY_STANDARD && standard->before_c99),
                            .openmp = openmp,
                            .openmp_simd = simd,
                            .openacc = openacc};
}
