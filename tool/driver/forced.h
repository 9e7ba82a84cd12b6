/* forced.h: headers of -include that the text of the source has to include itself. */
#ifndef DRIVER_FORCED_H
#define DRIVER_FORCED_H

#include "base/list.h"
#include "base/util.h"

/* Removes -include, in all of its spellings, from the arguments from `first` on. */
void forced_drop(struct strings *arguments, size_t first);

/* Writes an #include line for each of these headers, for a text that replaces `source`. -include searches the working
 * directory first. */
void forced_write(struct text *text, const struct strings *headers, const char *source);

#endif
