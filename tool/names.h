/* names.h: names that asyncc may add to the author's. */
#ifndef NAMES_H
#define NAMES_H

#include "tree.h"

/* `name`, with underscores behind it until no identifier of the author's file is the same. */
const char *name_unused(struct unit *unit, const char *name);

#endif
