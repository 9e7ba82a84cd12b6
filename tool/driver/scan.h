/* scan.h: a quick look at a source, so that most files do not go through libclang. */
#ifndef DRIVER_SCAN_H
#define DRIVER_SCAN_H

#include "driver/command.h"

enum scan_result {
    SCAN_NOTHING, /* asyncc.h is certainly not included: nothing can be async */
    SCAN_UNSURE,
    SCAN_UNUSED, /* asyncc.h may be included, but nothing names or can name what it declares: nothing is async */
    SCAN_ASYNC,  /* asyncc.h is included, though perhaps in a branch that is not compiled */
};

/* Looks at the source and at the headers that it and the command's options include, without a preprocessor. `text` is
 * the content of the source if it was read already, or NULL. */
enum scan_result scan_source(const struct command *command, const char *source, const char *text, size_t length);

#endif
