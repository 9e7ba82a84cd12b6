/* self.h: where asyncc itself is installed. */
#ifndef DRIVER_SELF_H
#define DRIVER_SELF_H

#include "base/list.h"

/* The folder of asyncc.h: ../include relative to the folder of asyncc. NULL if it does not exist. */
const char *self_include_folder(void);

/* Adds the flags with which any compiler finds <asyncc.h>. Its folder is searched last, so that -I can select another
 * one, and its other files hide nothing. */
void self_include_flags(struct strings *flags);

/* The program that main.c becomes; NULL after a message. */
const char *self_translator(void);

#endif
