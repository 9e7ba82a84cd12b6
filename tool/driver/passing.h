/* passing.h: commands in which nothing has to be translated. */
#ifndef DRIVER_PASSING_H
#define DRIVER_PASSING_H

#include "driver/options.h"

/* Looks at the command in options->rest. If none of its sources needs asyncc, the compiler takes the place of this
 * process, with the command as it came. Otherwise, and after a failure, gives the status to exit with in *status: -1 if
 * the command has to be launched. What can be read only once was read into temporary files by then. */
void pass_through(const struct options *options, int *status);

#endif
