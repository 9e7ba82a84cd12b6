/* launcher.c: runs a C compiler with generated files in place of the sources that need translation.
 *
 * A generated file has the name of the author's, in a temporary folder of its own: so all names that a compiler derives
 * from a source (x.o, x.d, x.s, x.gcno) come out as ever. What would tell the difference is set right:
 *
 *   quoted includes    the author's folder is searched first (-iquote)
 *   dependency files   are rewritten to name the author's file, and so is the output of -E
 *   debug information  #line names the author's file; -fdebug-prefix-map does so for the compilation unit
 *
 * Everything else is the compiler's own: its messages, its exit status, the signal that ends it. */
#include "driver/launcher.h"

#include "driver/command.h"
#include "driver/depend.h"
#include "driver/outputs.h"
#include "base/files.h"
#include "base/process.h"
#include "driver/needs.h"
#include "driver/precompiled.h"
#include "driver/self.h"
#include "driver/spool.h"
#include "driver/translate.h"
#include "base/util.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What became of command.sources[i]. */
struct job {
    bool changed;       /* it was translated */
    struct text text;   /* the translation */
    const char *file;   /* the generated file that stands in for the source */
    const char *object; /* compiled on its own: what the linker gets */
};

struct launch {
    const struct options *options;
    struct command command;
    struct job *jobs;
    const char *folder; /* of the temporary files */
};

static char *c_quoted(const char *name);

/* --- translation --- */

/* What diagnostics call the source, and the file that it is read from. False if it cannot be read. */
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

/* A FIFO has been read, so what was in it goes to the compiler in a file, translated or not. */
static bool stand_in_for_fifo(struct job *job, const struct translate_options *options)
{
    size_t length;
    char *text = input_read(options->file, &length);
    char *name = c_quoted(options->input);
    job->text.length = 0;
    text_printf(&job->text, "#line 1 \"%s\"\n", name);
    text_add(&job->text, text ? text : "", text ? length : 0);
    free(name);
    free(text);
    job->changed = true;
    return text != NULL;
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
                                        .diagnostics = warnings.items,
                                        .diagnostic_count = (int)warnings.count,
                                        .preprocessor = &preprocessor};
    enum translate_status status = TRANSLATE_FAILED;
    if (open_source(&source, &options)) {
        if (source.kind == SOURCE_C)
            status = translate(&options, &job->text);
        else if (source.kind == SOURCE_HEADER || translate_may_skip(&options))
            status = TRANSLATE_UNCHANGED;
    }
    job->changed = status == TRANSLATE_CHANGED;
    if (status == TRANSLATE_UNCHANGED && source_is_fifo(&source) && !stand_in_for_fifo(job, &options))
        status = TRANSLATE_FAILED;
    strings_free(&flags);
    strings_free(&warnings);
    return status != TRANSLATE_FAILED;
}

/* Where --keep puts the generated file: in.async.c, next to the object or in ASYNCC_KEEP's folder. */
static char *kept_name(const struct launch *launch, size_t i)
{
    const struct command *command = &launch->command;
    const char *in = launch->options->keep_folder;
    char *folder = in ? string_format("%s", in) : folder_of(command->output ? command->output : "");
    char *stem = without_extension(base_name(command->sources[i].path));
    char *name = string_format("%s/%s.async.c", folder, stem);
    free(folder);
    free(stem);
    return name;
}

static bool write_generated(struct launch *launch, size_t i)
{
    struct job *job = &launch->jobs[i];
    if (!launch->folder && !(launch->folder = temporary_make()))
        return false;
    /* Sources of the same name are possible: a folder for each. */
    char *folder = string_format("%s/%zu", launch->folder, i);
    temporary_folder(folder);
    if (mkdir(folder, 0700) != 0) {
        error("cannot make %s: %s", folder, strerror(errno));
        return false;
    }
    job->file = string_format("%s/%s", folder, base_name(launch->command.sources[i].path));
    free(folder);
    temporary_file(job->file);
    if (!output_write(job->file, job->text.text, job->text.length))
        return false;
    if (!launch->options->keep)
        return true;
    if (launch->options->keep_folder && mkdir(launch->options->keep_folder, 0777) != 0 && errno != EEXIST) {
        error("cannot make the folder %s: %s", launch->options->keep_folder, strerror(errno));
        return false;
    }
    char *kept = kept_name(launch, i);
    bool written = outputs_spare(&launch->command, kept) && output_write(kept, job->text.text, job->text.length);
    free(kept);
    return written;
}

/* --- the compiler's output, set right --- */

/* The name as it stands in a C string, in a line marker of the preprocessor. */
static char *c_quoted(const char *name)
{
    struct text quoted = {0};
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            text_puts(&quoted, "\\");
        text_add(&quoted, name, 1);
    }
    return quoted.text;
}

/* The file's text with the author's file in place of each generated one; NULL if there is nothing to replace. */
static char *name_the_author(const struct launch *launch, const char *text, char *quoted(const char *))
{
    char *result = NULL;
    for (size_t i = 0; i < launch->command.source_count; i++) {
        if (!launch->jobs[i].file)
            continue;
        char *from = quoted(launch->jobs[i].file), *to = quoted(launch->command.sources[i].path);
        char *replaced = string_replace(result ? result : text, from, to);
        if (replaced) {
            free(result);
            result = replaced;
        }
        free(from);
        free(to);
    }
    return result;
}

static bool correct_file(const struct launch *launch, const char *path, char *quoted(const char *))
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return true;
    size_t length;
    char *text = input_read(path, &length);
    char *corrected = text ? name_the_author(launch, text, quoted) : NULL;
    bool done = !corrected || output_write(path, corrected, strlen(corrected));
    free(text);
    free(corrected);
    return done;
}

/* All names that the compiler may have chosen for the dependency file of a source: x.d, out.d, and out-x.d in a command
 * that links too (gcc since 11). */
static bool correct_dependencies(const struct launch *launch)
{
    const struct command *command = &launch->command;
    if (command->database_file && !correct_file(launch, command->database_file, c_quoted))
        return false;
    if (command->dependency_file)
        return correct_file(launch, command->dependency_file, make_quoted);
    if (!command->writes_dependencies)
        return true;
    char *out = without_extension(command->output ? command->output : "a.out");
    char *of_output = string_format("%s.d", out);
    bool done = correct_file(launch, of_output, make_quoted);
    for (size_t i = 0; i < command->source_count && done; i++) {
        char *name = without_extension(base_name(command->sources[i].path));
        char *of_source = string_format("%s.d", name), *of_both = string_format("%s-%s.d", out, name);
        done = correct_file(launch, of_source, make_quoted) && correct_file(launch, of_both, make_quoted);
        free(name);
        free(of_source);
        free(of_both);
    }
    free(out);
    free(of_output);
    return done;
}

/* Runs the compiler on generated files. -E without -o prints: that too is set right on its way. */
static int run(const struct launch *launch, const struct strings *arguments)
{
    const struct command *command = &launch->command;
    bool prints = command->stage == STAGE_PREPROCESS && !command->output;
    char *printed = NULL;
    if (prints) {
        printed = string_format("%s/printed", launch->folder);
        temporary_file(printed);
    }
    int status = process_run(arguments, printed);
    bool done = correct_dependencies(launch);
    if (command->stage == STAGE_PREPROCESS && command->output)
        done &= correct_file(launch, command->output, c_quoted);
    if (prints) {
        size_t length = 0;
        char *text = input_read(printed, &length);
        char *corrected = text ? name_the_author(launch, text, c_quoted) : NULL;
        if (text)
            done &= output_write(NULL, corrected ? corrected : text, corrected ? strlen(corrected) : length);
        free(text);
        free(corrected);
        free(printed);
    }
    return status == 0 && !done ? 1 : status;
}

/* --- the compiler's command line --- */

/* Our own options: where the author's quoted includes are, where asyncc.h is, whose file the debugger is to name. */
static void add_own(const struct launch *launch, struct strings *to, size_t from, size_t end)
{
    const struct command *command = &launch->command;
    struct strings folders = {0};
    bool changed = false;
    for (size_t i = from; i < end; i++) {
        if (!launch->jobs[i].changed)
            continue;
        changed = true;
        const char *folder = folder_of(command->sources[i].path);
        if (!strings_have(&folders, folder)) {
            strings_add(&folders, folder);
            strings_add(to, "-iquote");
            strings_add(to, folder);
        }
        if (!command->debug)
            continue;
        const char *path = launch->options->line_directives ? command->sources[i].path
                           : launch->options->keep          ? kept_name(launch, i)
                                                            : NULL;
        if (path)
            strings_add(to, string_format("-fdebug-prefix-map=%s=%s", launch->jobs[i].file, path));
    }
    strings_free(&folders);
    if (command->forced.count &&
        changed) /* they come before the definition in the generated file, and may be asyncc.h */
        strings_add(to, "-DASYNCC_GENERATED=1");
    self_include_flags(to);
}

/* The source that this argument is, or source_count. */
static size_t source_at(const struct command *command, size_t at)
{
    size_t i = 0;
    while (i < command->source_count && command->sources[i].at != at)
        i++;
    return i;
}

/* The whole command line with the generated files in place of their sources. */
static struct strings command_for_all(const struct launch *launch)
{
    const struct command *command = &launch->command;
    struct strings line = {0};
    for (size_t at = 0; at < command->arguments.count; at++) {
        if (at == command->own)
            add_own(launch, &line, 0, command->source_count);
        size_t i = source_at(command, at);
        const char *stand_in = i < command->source_count ? launch->jobs[i].file : NULL;
        strings_add(&line, stand_in ? stand_in : command->arguments.items[at]);
    }
    return line;
}

/* The command line that compiles one source alone, to an object of its own where the author's command links. */
static struct strings command_for_one(struct launch *launch, size_t one)
{
    const struct command *command = &launch->command;
    bool links = command->stage == STAGE_LINK;
    struct strings line = {0};
    for (size_t at = 0; at < command->arguments.count; at++) {
        const char *argument = command->arguments.items[at];
        if (at == command->own) {
            add_own(launch, &line, one, one + 1);
            if (links) {
                launch->jobs[one].object = string_format("%s.o", launch->jobs[one].file);
                temporary_file(launch->jobs[one].object);
                strings_add(&line, "-c");
                strings_add(&line, "-o");
                strings_add(&line, launch->jobs[one].object);
            }
        }
        size_t i = source_at(command, at), values;
        if (i < command->source_count) {
            if (i == one)
                strings_add(&line, launch->jobs[i].file);
        } else if (at > 0 && command_is_for_linker(argument, &values)) {
            at += values;
        } else if (links && strcmp(argument, "-o") == 0) {
            at++;
        } else if (!links || !starts_with(argument, "-o")) {
            strings_add(&line, argument);
        }
    }
    if (links && command->writes_dependencies && !command->dependency_file) {
        /* The compiler would derive the name from our object's. */
        char *out = without_extension(command->output ? command->output : "a.out");
        char *name = without_extension(base_name(command->sources[one].path));
        strings_add(&line, "-MF");
        strings_add(&line, string_format("%s-%s.d", out, name));
        free(out);
        free(name);
    }
    return line;
}

/* What remains of the command line when some sources have been compiled alone: their objects to link, or the other
 * sources. Gives false if nothing does. */
static bool command_for_rest(const struct launch *launch, struct strings *line)
{
    const struct command *command = &launch->command;
    bool something = command->stage == STAGE_LINK || command->other_sources;
    for (size_t at = 0; at < command->arguments.count; at++) {
        size_t i = source_at(command, at);
        if (at == command->own)
            self_include_flags(line);
        if (i == command->source_count || !launch->jobs[i].changed) {
            something |= i < command->source_count;
            strings_add(line, command->arguments.items[at]);
        } else if (launch->jobs[i].object) {
            const char *language = command->sources[i].language;
            if (language) { /* -x c is in force here, and an object is no C */
                strings_add(line, "-x");
                strings_add(line, "none");
            }
            strings_add(line, launch->jobs[i].object);
            if (language) {
                strings_add(line, "-x");
                strings_add(line, language);
            }
        }
    }
    return something;
}

/* A command line that came in a response file may be too long for any other way. Everything from the first option on
 * goes into a new one. */
static struct strings as_response_file(const struct launch *launch, struct strings line)
{
    if (!launch->command.from_response_file || launch->command.own == 0)
        return line;
    struct text text = {0};
    for (size_t i = launch->command.own; i < line.count; i++) {
        text_puts(&text, "\"");
        char *quoted = c_quoted(line.items[i]);
        text_puts(&text, quoted ? quoted : "");
        free(quoted);
        text_puts(&text, "\"\n");
    }
    char *file = string_format("%s/arguments", launch->folder);
    temporary_file(file);
    struct strings shorter = {0};
    if (output_write(file, text.text, text.length)) {
        for (size_t i = 0; i < launch->command.own; i++)
            strings_add(&shorter, line.items[i]);
        strings_add(&shorter, string_format("@%s", file));
    }
    free(text.text);
    free(file);
    return shorter.count ? shorter : line;
}

/* --- all of it --- */

/* Can one run of the compiler take all sources? Not if they stand in different folders: the quoted includes of one
 * would be looked for in those of the others. */
static bool in_one_run(const struct command *command)
{
    bool same = !command->other_sources;
    for (size_t i = 0; i < command->source_count && same; i++)
        same = command->sources[i].kind == SOURCE_C;
    for (size_t i = 1; i < command->source_count && same; i++) {
        char *first = folder_of(command->sources[0].path), *other = folder_of(command->sources[i].path);
        same = strcmp(first, other) == 0;
        free(first);
        free(other);
    }
    return same || command->source_count + command->other_sources == 1;
}

static int run_compiler(struct launch *launch)
{
    const struct command *command = &launch->command;
    if (in_one_run(command)) {
        struct strings line = command_for_all(launch);
        if (!precompiled_replace(&line, command->own))
            return 1;
        line = as_response_file(launch, line);
        return run(launch, &line);
    }
    int result = 0;
    for (size_t i = 0; i < command->source_count; i++) {
        if (!launch->jobs[i].changed)
            continue;
        struct strings line = command_for_one(launch, i);
        if (!precompiled_replace(&line, command->own))
            return 1;
        line = as_response_file(launch, line);
        int status = run(launch, &line);
        result = result ? result : status;
    }
    struct strings rest = {0};
    if (result == 0 && command_for_rest(launch, &rest)) {
        rest = as_response_file(launch, rest);
        result = run(launch, &rest);
    }
    return result;
}

int launch(const struct options *options)
{
    struct launch launch = {.options = options};
    struct command *command = &launch.command;
    command_read(command, &options->rest, false);
    launch.jobs = must_grow(NULL, (command->source_count + 1) * sizeof *launch.jobs);
    memset(launch.jobs, 0, (command->source_count + 1) * sizeof *launch.jobs);
    bool *needed = must_grow(NULL, (command->source_count + 1) * sizeof *needed);
    needs_find(command, needed);

    signals_catch();
    bool changed = false, failed = false;
    for (size_t i = 0; i < command->source_count && !command->lists_dependencies; i++) {
        if (needed[i] && !translate_job(&launch, i))
            failed = true;
        changed |= launch.jobs[i].changed;
    }
    free(needed);
    if (failed) {
        outputs_remove(command);
        return 1;
    }
    if (!changed) { /* but asyncc.h may be wanted */
        struct strings line = command_for_all(&launch);
        return process_become(&line);
    }
    for (size_t i = 0; i < command->source_count; i++)
        if (launch.jobs[i].changed && !write_generated(&launch, i))
            return 1;
    int status = run_compiler(&launch);
    temporary_clean();
    return status;
}
