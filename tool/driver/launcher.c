/* launcher.c: runs a C compiler with generated files in place of the sources that need translation.
 *
 * Each source is compiled twice: as it is, for the compiler's messages (source_run.c), and translated, for the object.
 * Everything else is the compiler's own: its exit status, the signal that ends it. docs/launcher.md explains the
 * design. */
#include "driver/launcher.h"

#include "base/files.h"
#include "base/process.h"
#include "driver/correct.h"
#include "driver/generated.h"
#include "driver/launch.h"
#include "driver/messages.h"
#include "driver/forced.h"
#include "driver/needs.h"
#include "driver/outputs.h"
#include "driver/passing.h"
#include "driver/precompiled.h"
#include "driver/self.h"
#include "driver/spool.h"
#include "driver/translate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- translation --- */

/* Sets the source's name in diagnostics and the file that it is read from. False if it cannot be read. */
static bool open_source(const struct source_argument *source, struct translate_options *options)
{
    options->input = source->path;
    if (strcmp(source->path, "-") == 0) {
        options->input = "<stdin>";
        options->file = "/dev/stdin";
    } else if (source_is_fifo(source)) {
        int file = spool_fifo(source->path);
        options->file = string_format("/dev/fd/%d", file);
        return file >= 0;
    }
    return true;
}

/* A FIFO can be read only once, so its content goes to the compiler in a file. */
static struct text text_of_fifo(const struct translate_options *options)
{
    struct text text = {0};
    size_t length = 0;
    char *content = input_read(options->file, &length), *name = c_quoted(options->input);
    text_printf(&text, "#line 1 \"%s\"\n", name);
    text_add(&text, content ? content : "", content ? length : 0);
    free(content);
    free(name);
    return text;
}

/* Translates a source again, with #include lines before its text in place of the command's -include. */
static enum translate_status translate_with_lead(struct launch *launch, size_t i, struct translate_options *options)
{
    struct strings flags = {0}, line = {0};
    struct preprocessor preprocessor = *options->preprocessor;
    for (int k = 0; k < options->flag_count; k++)
        strings_add(&flags, options->flags[k]);
    for (size_t k = 0; k < preprocessor.line.count; k++)
        strings_add(&line, preprocessor.line.items[k]);
    forced_drop(&flags, 0);
    forced_drop(&line, 1);
    preprocessor.line = line;
    struct translate_options again = *options;
    again.flags = flags.items;
    again.flag_count = (int)flags.count;
    again.preprocessor = &preprocessor;
    again.may_lead = false;
    again.lead = (unsigned)launch->command.forced_includes.count;

    size_t length;
    char *source = input_read(options->file ? options->file : options->input, &length);
    const char *folder = temporary_make();
    if (!source || !folder)
        return TRANSLATE_FAILED;
    struct text text = {0};
    forced_write(&text, &launch->command.forced_includes, options->input);
    text_add(&text, source, length);
    char *file = string_format("%s/lead.c", folder);
    again.file = temporary_file(file);
    enum translate_status status =
        output_write(file, text.text, text.length) ? translate(&again, &launch->jobs[i].text) : TRANSLATE_FAILED;
    launch->leads = true;
    free(source);
    free(text.text);
    free(file);
    return status;
}

static bool translate_job(struct launch *launch, size_t i)
{
    struct source_argument source = launch->command.sources[i];
    struct strings flags = {0}, warnings = {0};
    for (size_t k = 0; k < launch->command.parse_flags.count; k++)
        strings_add(&flags, launch->command.parse_flags.items[k]);
    if (!precompiled_replace(&flags, 0))
        return false;
    self_include_flags(&flags);
    const char *language = source.language             ? source.language
                           : source.kind == SOURCE_C   ? "c"
                           : launch->command.cplusplus ? "c++"
                                                       : NULL;
    if (language) {
        strings_add(&flags, "-x");
        strings_add(&flags, language);
    }
    for (size_t k = 0; k < launch->options->warnings.count; k++)
        strings_add(&warnings, launch->options->warnings.items[k]);
    for (size_t k = 0; k < launch->command.warnings.count; k++)
        strings_add(&warnings, launch->command.warnings.items[k]);

    struct preprocessor preprocessor = preprocessor_of(&launch->command, NULL);
    self_include_flags(&preprocessor.line);
    struct job *job = &launch->jobs[i];
    struct translate_options options = {.flags = flags.items,
                                        .flag_count = (int)flags.count,
                                        .line_directives = launch->options->line_directives,
                                        .file_maps = &launch->command.macro_maps,
                                        .may_lead = true,
                                        .diagnostics = warnings.items,
                                        .diagnostic_count = (int)warnings.count,
                                        .preprocessor = &preprocessor,
                                        .compiler_status = &job->compiler_status};
    enum translate_status status = TRANSLATE_FAILED;
    if (open_source(&source, &options)) {
        if (source.kind == SOURCE_C)
            status = translate(&options, &job->text);
        else if (source.kind == SOURCE_HEADER || translate_may_skip(&options))
            status = TRANSLATE_UNCHANGED;
    }
    if (status == TRANSLATE_FORCED)
        status = translate_with_lead(launch, i, &options);
    job->changed = status == TRANSLATE_CHANGED;
    if (status != TRANSLATE_FAILED && source_is_fifo(&source)) {
        job->spooled = text_of_fifo(&options);
        if (!job->changed)
            job->text = job->spooled;
        job->changed = true;
    }
    strings_free(&flags);
    strings_free(&warnings);
    return status != TRANSLATE_FAILED;
}

static bool keep_generated(const struct launch *launch, size_t i)
{
    const struct job *job = &launch->jobs[i];
    const char *folder = launch->options->keep_folder;
    if (!launch->options->keep)
        return true;
    if (folder && mkdir(folder, 0777) != 0 && errno != EEXIST) {
        error("cannot make the folder %s: %s", folder, strerror(errno));
        return false;
    }
    char *kept = kept_name(launch, i);
    bool written = outputs_spare(&launch->command, kept) && output_write(kept, job->text.text, job->text.length);
    free(kept);
    return written;
}

static bool write_generated(struct launch *launch, size_t i)
{
    struct job *job = &launch->jobs[i];
    job->file = generated_source(launch->folder, &launch->command, i);
    return job->file && output_write(job->file, job->text.text, job->text.length) && keep_generated(launch, i);
}

/* --- corrections of the compiler's output --- */

/* The text with the source's name in place of each generated file's. From malloc. */
static char *name_sources(const struct launch *launch, char *text)
{
    for (size_t i = 0; i < launch->command.source_count && text; i++) {
        const char *file = launch->jobs[i].file;
        char *corrected = file ? correct_text(text, file, launch->command.sources[i].path, c_quoted) : NULL;
        if (corrected) {
            free(text);
            text = corrected;
        }
    }
    return text;
}

static bool correct_named(const struct launch *launch, const char *path)
{
    bool done = true;
    for (size_t i = 0; i < launch->command.source_count; i++)
        if (launch->jobs[i].file)
            done &= correct_file(path, launch->jobs[i].file, launch->command.sources[i].path, c_quoted);
    return done;
}

/* Files from -save-temps, -fcallgraph-info and -ftime-trace are named after the source, the output, or both. */
static bool correct_listings(const struct launch *launch)
{
    static const char *const endings[] = {".i", ".ci", ".json", NULL};
    const struct command *command = &launch->command;
    bool done = !command->database_file || correct_named(launch, command->database_file);
    if (!launch->roles.keeps_listings)
        return done;
    char *output = without_extension(command->output ? command->output : "a");
    char *folder = folder_of(output);
    for (size_t i = 0; i < command->source_count; i++) {
        char *source = without_extension(base_name(command->sources[i].path));
        const char *const stems[] = {source, output, base_name(output), string_format("%s/%s", folder, source),
                                     string_format("%s-%s", output, source)};
        for (size_t k = 0; k < sizeof stems / sizeof *stems; k++)
            for (size_t m = 0; endings[m]; m++)
                done &= correct_named(launch, string_format("%s%s", stems[k], endings[m]));
        free(source);
    }
    free(output);
    free(folder);
    return done;
}

/* Writes the output of -E to its destination. */
static bool write_printed(const struct launch *launch, const char *printed, bool failed)
{
    const char *output = launch->command.source_count == 1 ? launch->command.output : NULL;
    size_t length = 0;
    if (output && strcmp(output, "-") == 0)
        output = NULL;
    if (output && failed)
        return true;
    char *text = input_read(printed, &length);
    bool has_zero = text && strlen(text) != length;
    text = has_zero ? text : name_sources(launch, text);
    bool done = text && output_write(output, text, has_zero ? length : strlen(text));
    free(text);
    return done;
}

/* --- running it --- */

/* Compiles translations. `child`, if it is not 0, is the run over source `i` at the same time. */
static int run_output(struct launch *launch, struct strings line, size_t i, int child, struct text *said)
{
    bool prints = launch->command.stage == STAGE_PREPROCESS;
    const char *printed = prints ? generated_file(launch->folder, "printed") : NULL;
    const char *messages = generated_file(launch->folder, "messages");
    if (launch->leads)
        forced_drop(&line, launch->command.own);
    if (!precompiled_replace(&line, launch->command.own))
        return 1;
    line = line_shortened(launch, line, "arguments");
    dependencies_hide_environment(&launch->roles.dependencies, true);
    /* What the compiler has written is removed if asyncc cannot finish, as when memory runs out. */
    const char *object = launch->command.stage == STAGE_PREPROCESS ? NULL : launch->command.output;
    struct stat found;
    if (object && (lstat(object, &found) == 0 ? S_ISREG(found.st_mode) : errno == ENOENT))
        temporary_file(object);
    int output = process_start(&line, printed, messages);
    dependencies_hide_environment(&launch->roles.dependencies, false);
    int output_status = process_wait(output);
    int source_status = child ? source_run_finish(launch, i, child, said) : 0;
    size_t length;
    char *text = input_read(messages, &length);
    /* Errors of the source come from the run over the source. */
    if (text && source_status == 0 && (output_status != 0 || !launch->roles.machine_format))
        messages_print_new(text, said->text ? said->text : "");
    free(text);
    int status = source_status ? source_status : output_status;
    bool done = correct_listings(launch);
    if (prints)
        done &= write_printed(launch, printed, status != 0);
    if (status != 0)
        outputs_remove(&launch->command);
    else if (object && done)
        temporary_keep(object);
    return status == 0 && !done ? 1 : status;
}

/* True if one run of the compiler can take all sources. It cannot if they are in different folders: quoted includes of
 * one would be searched in the folders of the others. */
static bool in_one_run(const struct command *command)
{
    bool same = command->other_count == 0;
    for (size_t i = 1; i < command->source_count && same; i++) {
        char *first = folder_of(command->sources[0].path), *other = folder_of(command->sources[i].path);
        same = strcmp(first, other) == 0;
        free(first);
        free(other);
    }
    for (size_t i = 0; i < command->source_count && same; i++)
        same = command->sources[i].kind == SOURCE_C;
    return same || command->source_count + command->other_count == 1;
}

/* All sources in one run of the compiler. */
static int run_together(struct launch *launch)
{
    const struct command *command = &launch->command;
    bool wanted = source_run_wanted(launch);
    /* Linking waits until all sources have compiled without errors, so an existing program is not overwritten. */
    bool parallel = command->source_count == 1 && command->stage != STAGE_LINK;
    struct text said = {0};
    int result = 0, child = 0;
    for (size_t i = 0; i < command->source_count && wanted; i++) {
        if (!launch->jobs[i].changed)
            continue;
        child = source_run_start(launch, i);
        if (parallel && child)
            break;
        int status = source_run_finish(launch, i, child, &said);
        result = result ? result : status;
        child = 0;
    }
    if (result == 0)
        result = run_output(launch, line_for_all(launch), 0, child, &said);
    else
        outputs_remove(command);
    free(said.text);
    return result;
}

/* Compiles each translation separately, then the rest. */
static int run_one_by_one(struct launch *launch)
{
    const struct command *command = &launch->command;
    bool wanted = source_run_wanted(launch);
    int result = 0;
    for (size_t i = 0; i < command->source_count; i++) {
        if (!launch->jobs[i].changed)
            continue;
        struct text said = {0};
        int child = wanted ? source_run_start(launch, i) : 0;
        int status = wanted && !child ? 127 : run_output(launch, line_for_one(launch, i), i, child, &said);
        result = result ? result : status;
        free(said.text);
    }
    struct strings rest = {0};
    if (result == 0 && line_for_rest(launch, &rest)) {
        rest = line_shortened(launch, rest, "arguments");
        result = process_wait(process_start(&rest, NULL, NULL));
    }
    return result;
}

/* --- the whole command --- */

/* The compiler decides on color by whether it writes to a terminal, but its messages go to a file first. */
static bool wants_color(const struct launch *launch)
{
    const char *terminal = getenv("TERM"), *colors = getenv("GCC_COLORS");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0 && !(colors && !*colors) &&
           !launch->roles.color_chosen && !launch->roles.machine_format;
}

/* Translates the sources that need it. False after an error; sets `*changed` if there were any. */
static bool translate_all(struct launch *launch, bool *changed)
{
    const struct command *command = &launch->command;
    bool *needed = must_grow(NULL, (command->source_count + 1) * sizeof *needed);
    bool fine = true;
    *changed = false;
    bool includes;
    needs_find(command, needed, &includes);
    for (size_t i = 0; i < command->source_count && !launch->roles.dependencies.lists; i++) {
        if (needed[i])
            fine &= translate_job(launch, i);
        *changed |= launch->jobs[i].changed;
    }
    free(needed);
    return fine;
}

/* True if the compiler can run the user's command with only the folder of asyncc.h added: nothing is async, or nothing
 * is written. If a FIFO has been read, its content has to be passed on in a file. */
static bool passes(const struct launch *launch, bool changed)
{
    if (!changed)
        return true;
    for (size_t i = 0; i < launch->command.source_count; i++)
        if (launch->jobs[i].spooled.text)
            return false;
    return launch->command.stage == STAGE_CHECK;
}

/* What asyncc returns when a source could not be translated: what the compiler returned, if it is its failure. */
static int failed_status(const struct launch *launch)
{
    for (size_t i = 0; i < launch->command.source_count; i++)
        if (launch->jobs[i].compiler_status)
            return launch->jobs[i].compiler_status;
    return 1;
}

int launch(const struct options *options)
{
    struct launch launch = {.options = options};
    struct command *command = &launch.command;
    command_read(command, &options->rest, false);
    roles_read(&launch.roles, command);
    launch.jobs = must_grow(NULL, (command->source_count + 1) * sizeof *launch.jobs);
    memset(launch.jobs, 0, (command->source_count + 1) * sizeof *launch.jobs);

    signals_catch();
    bool changed;
    if (!translate_all(&launch, &changed)) {
        outputs_remove(command);
        return failed_status(&launch);
    }
    spool_rewind();
    if (passes(&launch, changed)) {
        struct strings line = line_unchanged(command);
        return process_become(&line);
    }
    launch.color = wants_color(&launch);
    launch.folder = generated_folder(command);
    for (size_t i = 0; i < command->source_count; i++)
        if (!launch.folder || (launch.jobs[i].changed && !write_generated(&launch, i)))
            return 1;
    int status = in_one_run(command) ? run_together(&launch) : run_one_by_one(&launch);
    temporary_clean();
    return status;
}
