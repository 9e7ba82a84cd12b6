/* self.h: where asyncc itself is installed. */
#ifndef DRIVER_SELF_H
#define DRIVER_SELF_H

#include "base/list.h"

/* Adds the flags that let any compiler find <asyncc.h>: the folder ../include beside the one of the executable. It
 * comes after all others, so that one can say -I for another, and nothing else that stands there hides anything. */
void self_include_flags(struct strings *flags);

#endif
