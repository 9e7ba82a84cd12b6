/* forced.h: the headers of -include, where the text of the source has to include them itself. */
#ifndef DRIVER_FORCED_H
#define DRIVER_FORCED_H

#include "base/list.h"
#include "base/util.h"

/* Takes -include, in all of its spellings, out of the arguments from `first` on. */
void forced_drop(struct strings *arguments, size_t first);

/* #include lines for these headers, one each, for a text that stands in for `source`. -include looks in the working
 * directory first. */
void forced_write(struct text *text, const struct strings *headers, const char *source);

#endif
