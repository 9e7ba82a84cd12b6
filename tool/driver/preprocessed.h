/* preprocessed.h: sources that the preprocessor has been through already. */
#ifndef DRIVER_PREPROCESSED_H
#define DRIVER_PREPROCESSED_H

#include "driver/command.h"

/* Refuses a *.i in which the compiler's own preprocessor has removed the keywords, with a message: what is left is the
 * sequential program. */
bool preprocessed_keep_keywords(const struct command *command);

#endif
