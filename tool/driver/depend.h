/* depend.h: the dependency file that asyncc itself writes when it translates one file. */
#ifndef DRIVER_DEPEND_H
#define DRIVER_DEPEND_H

#include "driver/options.h"

/* Writes a make rule: the output depends on the source and the headers. False after a message. */
bool depend_write(const struct options *options, const struct strings *headers);

/* A name, escaped for make. From malloc. */
char *make_quoted(const char *name);

#endif
