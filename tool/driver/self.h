/* self.h: where asyncc itself is installed. */
#ifndef DRIVER_SELF_H
#define DRIVER_SELF_H

#include "base/list.h"

/* The folder of asyncc.h: ../include beside the one of the program asyncc. NULL if it is not there. */
const char *self_include_folder(void);

/* Adds the flags that let any compiler find <asyncc.h>. Its folder comes after all others, so that one can say -I for
 * another, and nothing else that stands there hides anything. */
void self_include_flags(struct strings *flags);

/* The program that main.c becomes; NULL after a message. */
const char *self_translator(void);

#endif
