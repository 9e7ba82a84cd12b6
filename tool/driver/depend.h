/* depend.h: dependency files of asyncc's own, for translating one file. */
#ifndef DRIVER_DEPEND_H
#define DRIVER_DEPEND_H

#include "driver/options.h"

/* Writes the rule that make reads: the output depends on the source and the headers. False after a message. */
bool depend_write(const struct options *options, const struct strings *headers);

/* A name as make has it. From malloc. */
char *make_quoted(const char *name);

#endif
