/* translator.c: the program that replaces main.c when something has to be translated. It gets asyncc's command line,
 * and translates one file or launches a compiler. */
#include "driver/command.h"
#include "driver/depend.h"
#include "driver/launcher.h"
#include "driver/options.h"
#include "driver/precompiled.h"
#include "base/files.h"
#include "driver/self.h"
#include "driver/translate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Overwriting the source would lose the user's work. */
static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* False, after a message, if the input cannot be read or would be overwritten. */
static bool check_files(const struct options *options, const char *input)
{
    struct stat status;
    if (stat(input, &status) != 0)
        error("cannot read %s: %s", options->input, strerror(errno));
    else if (S_ISDIR(status.st_mode))
        error("cannot read %s: %s", options->input, strerror(EISDIR));
    else if (options->output && is_same_file(input, options->output))
        error("the output %s is the input", options->output);
    else
        return true;
    return false;
}

/* Reads the flags after `--`. Only those that decide how the source is read count, so that users can pass $(CFLAGS). */
static bool read_flags(const struct options *options, struct command *command)
{
    command_read(command, &options->rest, true);
    if (!precompiled_replace(&command->parse_flags, 0))
        return false;
    self_include_flags(&command->parse_flags);
    if (!ends_with(options->input, ".c")) {
        strings_add(&command->parse_flags, "-x");
        strings_add(&command->parse_flags, "c");
    }
    return true;
}

static int translate_file(const struct options *options)
{
    bool standard_input = strcmp(options->input, "-") == 0;
    const char *file = standard_input ? "/dev/stdin" : options->input;
    struct command command;
    if (!check_files(options, file) || !read_flags(options, &command))
        return 1;
    struct preprocessor preprocessor = preprocessor_of(&command, options->compiler);
    self_include_flags(&preprocessor.line);
    struct strings warnings = options->warnings;
    for (size_t i = 0; i < command.warnings.count; i++)
        strings_add(&warnings, command.warnings.items[i]);

    signals_catch();
    struct text out = {0};
    struct strings headers = {0};
    enum translate_status result =
        translate(&(struct translate_options){.input = standard_input ? "<stdin>" : options->input,
                                              .file = file,
                                              .flags = command.parse_flags.items,
                                              .flag_count = (int)command.parse_flags.count,
                                              .line_directives = options->line_directives,
                                              .dump = options->dump,
                                              .file_maps = &command.macro_maps,
                                              .diagnostics = warnings.items,
                                              .diagnostic_count = (int)warnings.count,
                                              .headers = options->lists_headers ? &headers : NULL,
                                              .system_headers = options->system_headers,
                                              .preprocessor = &preprocessor},
                  &out);
    bool done = result != TRANSLATE_FAILED;
    if (done)
        done = output_write(options->output, out.text ? out.text : "", out.length);
    if (done && options->lists_headers)
        done = depend_write(options, &headers);
    free(out.text);
    return done ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options options;
    int status = options_read(&options, argc, argv);
    if (status >= 0)
        return status;
    return options.mode == MODE_TRANSLATE ? translate_file(&options) : launch(&options);
}
