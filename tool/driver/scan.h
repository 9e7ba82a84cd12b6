/* scan.h: a quick look at a source, to spare most files the way through libclang. */
#ifndef DRIVER_SCAN_H
#define DRIVER_SCAN_H

#include "driver/command.h"

/* False if it is certain that nothing in the source, or in the headers that it includes from the command's folders, is
 * async. True in any doubt. */
bool scan_needs_translation(const struct command *command, const char *source);

#endif
