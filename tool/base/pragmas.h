/* pragmas.h: pragmas in the text of a function. */
#ifndef BASE_PRAGMAS_H
#define BASE_PRAGMAS_H

#include "base/source.h"

struct pragma {
    unsigned begin, end;             /* the line, its newline included, or all of _Pragma("…") */
    unsigned words_begin, words_end; /* what it says */
};

/* Is `word` the beginning of _Pragma("…")? */
bool pragma_operator_at(const char *text, struct token word, unsigned limit, struct pragma *pragma);

/* The first pragma after `at`, where no directive has begun yet, and before `end`. */
bool next_pragma(const struct source *source, unsigned at, unsigned end, struct pragma *pragma);

#endif
