/* needs.c: see needs.h. Most sources are decided by the quick look (scan.c). Where that is unsure, the compiler lists
 * the files that the sources include: this costs one run of the preprocessor, and is right whatever the options mean.
 * If the compiler fails, the sources are translated, which decides it. */
#include "driver/needs.h"

#include "base/files.h"
#include "base/process.h"
#include "base/util.h"
#include "driver/scan.h"
#include "driver/spool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool source_is_fifo(const struct source_argument *source)
{
    struct stat status;
    return stat(source->path, &status) == 0 && S_ISFIFO(status.st_mode);
}

static bool is_standard_input(const struct source_argument *source)
{
    return strcmp(source->path, "-") == 0;
}

/* True if a make-style list of files has this name, or one that ends with it. */
static bool lists(const char *list, const char *end)
{
    size_t length = strlen(end);
    for (const char *at = strstr(list, end); at; at = strstr(at + length, end))
        if ((end[0] == '.' || at == list || strchr(" /\n\t", at[-1])) && strchr(" \n\t\r\\:", at[length]))
            return true;
    return false;
}

/* A precompiled header counts as the header that it was made from. */
static bool compiler_finds_ours(const struct command *command)
{
    struct strings line = command_listing_includes(command);
    char *list = process_output(&line);
    bool ours = !list || !strchr(list, ':') || lists(list, "asyncc.h") || lists(list, ".gch") || lists(list, ".pch");
    strings_free(&line);
    free(list);
    return ours;
}

static enum scan_result look_at(const struct command *command, const struct source_argument *source)
{
    if (!is_standard_input(source))
        return access(source->path, R_OK) == 0 ? scan_source(command, source->path, NULL, 0) : SCAN_NOTHING;
    size_t length = 0;
    spool_rewind();
    char *text = input_read_open(STDIN_FILENO, &length);
    spool_rewind();
    enum scan_result result = text ? scan_source(command, "", text, length) : SCAN_NOTHING;
    free(text);
    return result;
}

bool needs_find(const struct command *command, bool *needed, bool *includes)
{
    bool unsure = false, any = false, fifo = false;
    *includes = false;
    for (size_t i = 0; i < command->source_count; i++)
        fifo |= source_is_fifo(&command->sources[i]);
    for (size_t i = 0; i < command->source_count; i++) {
        enum scan_result result = SCAN_ASYNC;
        if (!source_is_fifo(&command->sources[i]))
            result = look_at(command, &command->sources[i]);
        if (result == SCAN_UNUSED && command->sources[i].kind != SOURCE_C)
            result = SCAN_ASYNC;
        needed[i] = result != SCAN_NOTHING && result != SCAN_UNUSED;
        *includes |= result == SCAN_UNUSED;
        any |= result == SCAN_ASYNC;
        unsure |= result == SCAN_UNSURE;
    }
    if (any || !unsure || fifo)
        return any || unsure;
    any = compiler_finds_ours(command);
    for (size_t i = 0; i < command->source_count; i++) {
        needed[i] &= any;
        if (is_standard_input(&command->sources[i]))
            spool_rewind();
    }
    return any;
}
