/* source_run.c: the run of the compiler over the source as it is. See launch.h.
 *
 * The source is valid C, the serial elision. So the compiler itself reports what it would without asyncc, each warning
 * at its own place and with the user's text, and writes its dependency files. */
#include "driver/launch.h"

#include "base/files.h"
#include "base/process.h"
#include "driver/correct.h"
#include "driver/depend.h"
#include "driver/generated.h"

#include <stdio.h>
#include <stdlib.h>

bool source_run_wanted(const struct launch *launch)
{
    return !launch->roles.silent || launch->roles.reports || launch->roles.dependencies.writes;
}

int source_run_start(struct launch *launch, size_t i)
{
    struct job *job = &launch->jobs[i];
    char *discarded = string_format("%zu.discarded", i), *messages = string_format("%zu.messages", i);
    char *arguments = string_format("%zu.arguments", i);
    job->discarded = generated_file(launch->folder, discarded);
    job->messages = generated_file(launch->folder, messages);
    if (job->spooled.text) {
        char *name = string_format("%zu.%s", i, base_name(launch->command.sources[i].path));
        job->stand_in = generated_file(launch->folder, name);
        free(name);
        if (!output_write(job->stand_in, job->spooled.text, job->spooled.length))
            return 0;
    }
    struct strings line = line_shortened(launch, line_for_source(launch, i), arguments);
    free(discarded);
    free(messages);
    free(arguments);
    return process_start(&line, NULL, job->messages);
}

/* clang treats -Wp,-MD,FILE as -MD -MF FILE, and names the target after this run's output. */
static bool correct_targets(const struct launch *launch, const char *discarded)
{
    const struct strings *files = &launch->roles.dependencies.files;
    bool done = true;
    for (size_t i = 0; i < files->count && launch->command.output; i++)
        done &= correct_file(files->items[i], discarded, launch->command.output, make_quoted);
    return done;
}

int source_run_finish(struct launch *launch, size_t i, int child, struct text *said)
{
    const struct job *job = &launch->jobs[i];
    int status = process_wait(child);
    size_t length = 0;
    char *text = input_read(job->messages, &length);
    if (text) {
        fwrite(text, 1, length, stderr);
        text_add(said, text, length);
    }
    free(text);
    return correct_targets(launch, job->discarded) || status ? status : 1;
}
