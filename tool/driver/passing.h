/* passing.h: commands in which nothing has to be translated. */
#ifndef DRIVER_PASSING_H
#define DRIVER_PASSING_H

#include "driver/command.h"
#include "driver/options.h"

/* Looks at the command in options->rest. If none of its sources needs asyncc, the compiler replaces this process, with
 * the original command. Otherwise, and after a failure, sets *status to the exit status: -1 if the command has to be
 * launched. By then, inputs that can be read only once are in temporary files. */
void pass_through(const struct options *options, int *status);

/* The user's command, with only the folder of asyncc.h added. */
struct strings line_unchanged(const struct command *command);

#endif
