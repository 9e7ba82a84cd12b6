/* outputs.c: see outputs.h. */
#include "driver/outputs.h"

#include "base/util.h"
#include "driver/dependencies.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *folder_of(const char *path)
{
    const char *name = base_name(path);
    if (name == path)
        return string_format(".");
    return string_format("%.*s", name - path > 1 ? (int)(name - path - 1) : 1, path);
}

char *without_extension(const char *path)
{
    const char *dot = strrchr(base_name(path), '.');
    return string_format("%.*s", dot ? (int)(dot - path) : (int)strlen(path), path);
}

char *outputs_name(const struct command *command, size_t i)
{
    if (command->stage == STAGE_CHECK)
        return NULL;
    if (command->output)
        return strcmp(command->output, "-") == 0 ? NULL : string_format("%s", command->output);
    if (command->stage == STAGE_LINK)
        return string_format("a.out");
    if (command->stage == STAGE_PREPROCESS || i >= command->source_count)
        return NULL;
    char *stem = without_extension(base_name(command->sources[i].path));
    char *name = string_format("%s.%c", stem, command->stage == STAGE_OBJECT ? 'o' : 's');
    free(stem);
    return name;
}

/* --- inputs are never overwritten --- */

/* gcc compares names, so it misses hard links, and it would compare the name of the generated file. */
bool outputs_spare(const struct command *command, const char *output)
{
    struct stat written, read;
    if (!output || stat(output, &written) != 0 || !S_ISREG(written.st_mode))
        return true;
    for (size_t i = 0; i < command->inputs.count; i++) {
        const char *input = command->inputs.items[i];
        if (stat(input, &read) != 0 || read.st_dev != written.st_dev || read.st_ino != written.st_ino)
            continue;
        if (strcmp(input, output) == 0)
            error("input file '%s' is the same as output file", input);
        else
            error("input file '%s' is the same as output file '%s'", input, output);
        return false;
    }
    return true;
}

bool outputs_spare_inputs(const struct command *command)
{
    struct dependencies dependencies;
    const char **rest = must_grow(NULL, (command->arguments.count + 1) * sizeof *rest);
    dependencies_read(&dependencies, &command->arguments, rest);
    free(rest);
    bool fine = outputs_spare(command, command->database_file);
    for (size_t i = 0; i < dependencies.files.count && fine; i++)
        fine = outputs_spare(command, dependencies.files.items[i]);
    for (size_t i = 0; i < command->source_count && fine; i++) {
        char *name = outputs_name(command, i);
        fine = outputs_spare(command, name);
        free(name);
    }
    return fine;
}

/* --- after a failure --- */

void outputs_remove(const struct command *command)
{
    struct stat status;
    if (command->stage == STAGE_LINK)
        return;
    for (size_t i = 0; i < command->source_count; i++) {
        char *name = outputs_name(command, i);
        if (name && lstat(name, &status) == 0 && S_ISREG(status.st_mode))
            unlink(name);
        free(name);
    }
}
