/* launch.h: one command of a compiler, while it is run with translations in place of its sources. */
#ifndef DRIVER_LAUNCH_H
#define DRIVER_LAUNCH_H

#include "base/util.h"
#include "driver/command.h"
#include "driver/options.h"
#include "driver/roles.h"

/* What became of command.sources[i]. */
struct job {
    bool changed;                     /* it was translated */
    struct text text;                 /* the translation */
    const char *file;                 /* the generated file that stands in for the source */
    struct text spooled;              /* what was in a source that is a FIFO, which cannot be read again */
    const char *stand_in;             /* the file that holds it for the run over the source */
    const char *object;               /* compiled on its own: what the linker gets */
    const char *discarded, *messages; /* what the run over the source writes, and what it says */
};

/* Everything about the run. */
struct launch {
    const struct options *options;
    struct command command;
    struct roles roles;
    struct job *jobs;
    const char *folder; /* of the generated files */
    bool leads;         /* what -include asks for is a part of them */
    bool color;         /* the compiler's messages are collected, and go to a terminal in the end */
};

/* --- lines.c: the compiler's command lines --- */

/* The whole command line with the generated files in place of their sources. */
struct strings line_for_all(const struct launch *launch);

/* The command line that compiles the translation of one source alone, to an object of its own where the user's command
 * links. */
struct strings line_for_one(struct launch *launch, size_t one);

/* What remains of the command line when some sources have been compiled alone: their objects to link, or the other
 * sources. Gives false if nothing does. */
bool line_for_rest(const struct launch *launch, struct strings *line);

/* The user's command for one source, untranslated and alone, for the sake of what the compiler says and of dependency
 * files. */
struct strings line_for_source(const struct launch *launch, size_t one);

/* The user's command, with only the folder of asyncc.h added. */
struct strings line_unchanged(const struct launch *launch);

/* The same line; in a new response file of this name, if the user's was too long for anything else. */
struct strings line_shortened(const struct launch *launch, struct strings line, const char *name);

/* Where --keep puts the generated file: in.async.c, next to the object or in ASYNCC_KEEP's folder. From malloc. */
char *kept_name(const struct launch *launch, size_t i);

/* --- source_run.c: what the compiler says of the source --- */

/* Is there anything that only a run of the compiler over the source can give? */
bool source_run_wanted(const struct launch *launch);

/* Starts it for a source. Its messages are collected in a file. */
int source_run_start(struct launch *launch, size_t i);

/* Waits for it, prints its messages, and adds them to `said`. Gives its exit status. */
int source_run_finish(struct launch *launch, size_t i, int child, struct text *said);

#endif
