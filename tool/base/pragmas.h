/* pragmas.h: pragmas in the text of a function. */
#ifndef BASE_PRAGMAS_H
#define BASE_PRAGMAS_H

#include "base/source.h"

struct pragma {
    unsigned begin, end;             /* the line with its newline, or all of _Pragma("…") */
    unsigned words_begin, words_end; /* its tokens */
};

/* True if `word` begins a _Pragma("…"). */
bool pragma_operator_at(const char *text, struct token word, unsigned limit, struct pragma *pragma);

/* Finds the first pragma between `at`, which is not inside a directive, and `end`. */
bool next_pragma(const struct source *source, unsigned at, unsigned end, struct pragma *pragma);

#endif
