/* launch.h: one compiler command that is run with translations in place of its sources. */
#ifndef DRIVER_LAUNCH_H
#define DRIVER_LAUNCH_H

#include "base/util.h"
#include "driver/command.h"
#include "driver/options.h"
#include "driver/roles.h"

/* The state of command.sources[i]. */
struct job {
    bool changed;                     /* it was translated */
    struct text text;                 /* the translation */
    const char *file;                 /* the generated file that replaces the source */
    struct text spooled;              /* the content of a source that is a FIFO, which cannot be read again */
    const char *stand_in;             /* the file with that content for the run over the source */
    const char *object;               /* if compiled separately: the object for the linker */
    int compiler_status;              /* of the compiler as a preprocessor */
    const char *discarded, *messages; /* the output of the run over the source, and its messages */
};

/* The state of the whole run. */
struct launch {
    const struct options *options;
    struct command command;
    struct roles roles;
    struct job *jobs;
    const char *folder; /* the folder of the generated files */
    bool leads;         /* headers of -include are part of the generated files */
    bool color;         /* the compiler's messages are collected and finally printed to a terminal */
};

/* --- lines.c: the compiler's command lines --- */

/* The whole command line with the generated files in place of their sources. */
struct strings line_for_all(const struct launch *launch);

/* The command line that compiles the translation of one source alone, to an object of its own where the user's command
 * links. */
struct strings line_for_one(struct launch *launch, size_t one);

/* What remains of the command line after some sources have been compiled separately: their objects to link, or the
 * other sources. False if nothing remains. */
bool line_for_rest(const struct launch *launch, struct strings *line);

/* The user's command for one source, untranslated and alone, which gives the compiler's messages and the dependency
 * files. */
struct strings line_for_source(const struct launch *launch, size_t one);

/* The same line; in a new response file of this name if the user's line came from one. */
struct strings line_shortened(const struct launch *launch, struct strings line, const char *name);

/* Where --keep puts the generated file: in.async.c, next to the object or in ASYNCC_KEEP's folder. From malloc. */
char *kept_name(const struct launch *launch, size_t i);

/* --- source_run.c: the compiler's run over the source --- */

/* True if something is wanted that only a run of the compiler over the source can give. */
bool source_run_wanted(const struct launch *launch);

/* Starts it for a source. Its messages are collected in a file. */
int source_run_start(struct launch *launch, size_t i);

/* Waits for it, prints its messages, and adds them to `said`. Returns its exit status. */
int source_run_finish(struct launch *launch, size_t i, int child, struct text *said);

#endif
