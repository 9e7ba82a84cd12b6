/* preprocess.h: the user's compiler as a preprocessor: what it makes of the source is the view (base/view.h). */
#ifndef DRIVER_PREPROCESS_H
#define DRIVER_PREPROCESS_H

#include "base/list.h"
#include "base/view.h"
#include "driver/command.h"

struct preprocessor {
    struct strings line;                    /* the compiler and its flags, without the source and what is written */
    const struct strings *folders, *forced; /* of the command */
    bool certain;                           /* no look at the source is needed: it has to be run */
};

/* The preprocessor of this command line. `compiler` goes in front of it if the command is one of flags alone, else it
 * is NULL. */
struct preprocessor preprocessor_of(const struct command *command, const char *compiler);

/* Can the compiler's view of this source differ from libclang's? That is a quick look at the text, and at that of the
 * headers which are not the system's. */
bool preprocessor_is_needed(const struct preprocessor *preprocessor, const char *input, const char *text,
                            size_t length);

/* Runs it. The source is `input`; it can be read from `file`, or under its own name if that is NULL. False after a
 * message: the compiler's own, or ours if it cannot be run. */
bool preprocessor_run(const struct preprocessor *preprocessor, const char *input, const char *file, struct view *view);

#endif
