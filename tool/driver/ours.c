/* ours.c: see ours.h. */
#include "driver/ours.h"

#include "base/list.h"

#include <string.h>

static const char *const beginnings[OUR_BEGINNINGS] = {"async", "await", "_Async", "_Await", "ASYNC"};

bool word_is_ours(const char *word)
{
    if (*word != 'a' && *word != '_' && *word != 'A')
        return false;
    for (size_t i = 0; i < OUR_BEGINNINGS; i++)
        if (starts_with(word, beginnings[i]))
            return true;
    return false;
}

void pieces_note(struct pieces_seen *seen, const char *word, size_t length)
{
    for (size_t i = 0; i < OUR_BEGINNINGS; i++)
        for (size_t from = 0; beginnings[i][from]; from++) {
            size_t rest = strlen(beginnings[i] + from), used = length < rest ? length : rest;
            if (!strncmp(word, beginnings[i] + from, used))
                seen->ends[i][from] |= (unsigned char)(1u << (from + used));
        }
}

bool pieces_fit(const struct pieces_seen *seen)
{
    for (size_t i = 0; i < OUR_BEGINNINGS; i++) {
        size_t length = strlen(beginnings[i]);
        /* The system's headers have macros that put an underscore in front of a word. */
        unsigned reached = *beginnings[i] == '_' ? 3 : 1;
        for (size_t from = 0; from < length; from++)
            if (reached >> from & 1)
                reached |= seen->ends[i][from];
        if (reached >> length & 1)
            return true;
    }
    return false;
}
