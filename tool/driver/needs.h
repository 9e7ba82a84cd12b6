/* needs.h: which sources of a command have to be translated. */
#ifndef DRIVER_NEEDS_H
#define DRIVER_NEEDS_H

#include "driver/command.h"

/* True if the source is a FIFO, which can be read only once. */
bool source_is_fifo(const struct source_argument *source);

/* Fills `needed` for each source of the command: false if nothing in it can be async, or if it cannot be read, which
 * the compiler reports. A FIFO is not read and counts as needed. Returns true if any source is needed. Sets `*includes`
 * if one that is not includes asyncc.h. */
bool needs_find(const struct command *command, bool *needed, bool *includes);

#endif
