/* ours.h: words that begin as asyncc's names do. Where none stands in the text and ## cannot make one, nothing is
 * async, although asyncc.h is included. */
#ifndef DRIVER_OURS_H
#define DRIVER_OURS_H

#include <stdbool.h>
#include <stddef.h>

enum { OUR_BEGINNINGS = 5 };

/* What ## could put together, by the words that were seen. */
struct pieces_seen {
    unsigned char ends[OUR_BEGINNINGS][8]; /* by where a piece begins in the name: a set of where it may end */
};

/* True if a word that begins here begins as one of asyncc's names does. */
bool word_is_ours(const char *word);

void pieces_note(struct pieces_seen *seen, const char *word, size_t length);

/* True if words that were seen, one after the other, are the beginning of a name of asyncc's. */
bool pieces_fit(const struct pieces_seen *seen);

#endif
