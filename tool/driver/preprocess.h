/* preprocess.h: runs the user's compiler as a preprocessor; its result is the view (base/view.h). */
#ifndef DRIVER_PREPROCESS_H
#define DRIVER_PREPROCESS_H

#include "base/list.h"
#include "base/view.h"
#include "driver/command.h"

struct preprocessor {
    struct strings line;                    /* the compiler and its flags, without the source and output options */
    const struct strings *folders, *forced; /* of the command */
    bool certain;                           /* it has to be run whatever the source holds */
    bool searches;                          /* it may find headers in folders that asyncc does not know */
};

/* The preprocessor of this command line. `compiler` is put in front if the command has only flags, otherwise it is
 * NULL. */
struct preprocessor preprocessor_of(const struct command *command, const char *compiler);

/* True if the compiler's view of this source may differ from libclang's. This is a quick scan of the text and of
 * headers that are not the system's. */
bool preprocessor_is_needed(const struct preprocessor *preprocessor, const char *input, const char *text,
                            size_t length);

/* Runs it. The source is `input`; it is read from `file`, or under its own name if that is NULL. Returns its exit
 * status, 0 if all is well; otherwise there was a message, the compiler's own or asyncc's if it cannot be run. */
int preprocessor_run(const struct preprocessor *preprocessor, const char *input, const char *file, struct view *view);

#endif
