/* passing.c: see passing.h. */
#include "driver/passing.h"

#include "base/process.h"
#include "base/util.h"
#include "driver/command.h"
#include "driver/needs.h"
#include "driver/outputs.h"
#include "driver/preprocessed.h"
#include "driver/self.h"
#include "driver/spool.h"

#include <stdlib.h>
#include <string.h>

static bool reads_standard_input(const struct command *command)
{
    for (size_t i = 0; i < command->source_count; i++)
        if (strcmp(command->sources[i].path, "-") == 0)
            return true;
    return false;
}

struct strings line_unchanged(const struct command *command)
{
    struct strings line = {0};
    for (size_t at = 0; at < command->arguments.count; at++) {
        if (at == command->own)
            self_include_flags(&line);
        strings_add(&line, command->arguments.items[at]);
    }
    return line;
}

/* Runs the original command, without asyncc's own -W options, and with the folder of asyncc.h if that is included. */
static int become_compiler(const struct options *options, const struct command *command, bool includes)
{
    if (includes) {
        struct strings line = line_unchanged(command);
        return process_become(&line);
    }
    bool ours = false;
    for (size_t i = 0; i < command->warnings.count; i++)
        ours |= option_is_warning(command->warnings.items[i]);
    return process_become(ours ? &command->arguments : &options->rest);
}

void pass_through(const struct options *options, int *status)
{
    struct command command;
    *status = 1;
    if (!spool_arguments(&options->rest))
        return;
    command_read(&command, &options->rest, false);
    if (!outputs_spare_inputs(&command) || !preprocessed_keep_keywords(&command) ||
        (reads_standard_input(&command) && !spool_standard_input()))
        return;
    bool *needed = must_grow(NULL, (command.source_count + 1) * sizeof *needed);
    bool includes;
    *status = needs_find(&command, needed, &includes) ? -1 : become_compiler(options, &command, includes);
    free(needed);
}
