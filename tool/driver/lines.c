/* lines.c: the command lines that the compiler is run with. See launch.h.
 *
 * The generated file has the name of the source, in its own folder, so all names that a compiler derives from a source
 * (x.o, x.s, x.gcno) stay the same. Options hide the remaining differences:
 *
 *   quoted includes      the source's folder is searched first (-iquote)
 *   warnings             are about the source, and another run over the source gives them (-w)
 *   debug information    #line names the source; -fdebug-prefix-map does so for the compilation unit
 *   __BASE_FILE__        -fmacro-prefix-map */
#include "driver/launch.h"

#include "base/files.h"
#include "base/prefix_map.h"
#include "driver/correct.h"
#include "driver/generated.h"
#include "driver/outputs.h"
#include "driver/self.h"
#include "driver/spelling.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *kept_name(const struct launch *launch, size_t i)
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

/* Adds asyncc's options before the user's: the folders of quoted includes and of asyncc.h. */
static void add_first(const struct launch *launch, struct strings *to, size_t from, size_t end)
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
    }
    strings_free(&folders);
    if (command->forced.count &&
        changed) /* forced headers precede the definition in the generated file and may be asyncc.h */
        strings_add(to, "-DASYNCC_GENERATED=1");
    self_include_flags(to);
    if (!launch->roles.size_warnings)
        strings_add(to, "-w");
}

/* Adds asyncc's options after the user's, which they override: the file that the debugger and __BASE_FILE__ name. */
static void add_last(const struct launch *launch, struct strings *to, size_t from, size_t end)
{
    const struct command *command = &launch->command;
    bool beside = false;
    for (size_t i = from; i < end; i++) {
        const struct job *job = &launch->jobs[i];
        if (!job->changed)
            continue;
        bool standard_input = strcmp(command->sources[i].path, "-") == 0;
        const char *source = standard_input ? "<stdin>" : command->sources[i].path;
        beside |= base_name(source) == source;
        const char *shown = launch->options->line_directives ? source
                            : launch->options->keep          ? kept_name(launch, i)
                                                             : NULL;
        if (shown)
            strings_add(to, string_format("-fdebug-prefix-map=%s=%s", job->file,
                                          prefix_map_apply(&command->debug_maps, shown)));
        strings_add(
            to, string_format("-fmacro-prefix-map=%s=%s", job->file, prefix_map_apply(&command->macro_maps, source)));
    }
    if (beside) { /* a header beside it is x.h, and by -iquote ./x.h */
        strings_add(to, "-fdebug-prefix-map=./=");
        strings_add(to, "-fmacro-prefix-map=./=");
    }
    if (launch->roles.size_warnings && launch->roles.is_clang) {
        strings_add(to, "-Wno-everything");
        for (size_t at = 1; at < command->arguments.count; at++)
            if (launch->roles.output[at] && !launch->roles.source[at] &&
                starts_with(command->arguments.items[at], "-W"))
                strings_add(to, command->arguments.items[at]);
    }
    if (launch->color)
        strings_add(to, "-fdiagnostics-color=always");
}

/* The index of the source at this argument, or source_count. */
static size_t source_at(const struct command *command, size_t at)
{
    size_t i = 0;
    while (i < command->source_count && command->sources[i].at != at)
        i++;
    return i;
}

/* True for an input that is not a C source and is compiled along with them, as assembler. */
static bool is_other(const struct command *command, size_t at)
{
    size_t i = 0;
    while (i < command->other_count && command->others[i] != at)
        i++;
    return i < command->other_count;
}

/* The number of arguments of -o, if it is at this index; otherwise 0. */
static size_t output_option(const struct command *command, size_t at)
{
    const struct strings *arguments = &command->arguments;
    const char *next = at + 1 < arguments->count ? arguments->items[at + 1] : NULL;
    struct spelled_option option = option_spelled(arguments->items[at], next, READER_DRIVER);
    return at > 0 && strcmp(option.name, "-o") == 0 ? option.count : 0;
}

/* Where asyncc's last options go: `--` ends the options. */
static size_t end_of_options(const struct command *command)
{
    size_t at = 1;
    while (at < command->arguments.count && strcmp(command->arguments.items[at], "--") != 0)
        at++;
    return at;
}

struct strings line_for_all(const struct launch *launch)
{
    const struct command *command = &launch->command;
    struct strings line = {0};
    size_t end = end_of_options(command);
    /* -E prints to stdout, so that the text can be corrected. */
    bool no_output = command->stage == STAGE_PREPROCESS && command->source_count == 1;
    for (size_t at = 0; at <= command->arguments.count; at++) {
        if (at == command->own)
            add_first(launch, &line, 0, command->source_count);
        if (at == end)
            add_last(launch, &line, 0, command->source_count);
        if (at == command->arguments.count)
            break;
        const char *argument = launch->roles.output[at];
        size_t i = source_at(command, at);
        if (i < command->source_count && launch->jobs[i].file)
            strings_add(&line, launch->jobs[i].file);
        else if (no_output && output_option(command, at) > 0)
            at += output_option(command, at) - 1;
        else if (argument)
            strings_add(&line, argument);
    }
    return line;
}

struct strings line_for_one(struct launch *launch, size_t one)
{
    const struct command *command = &launch->command;
    struct job *job = &launch->jobs[one];
    bool links = command->stage == STAGE_LINK;
    struct strings line = {0};
    size_t end = end_of_options(command);
    for (size_t at = 0; at <= command->arguments.count; at++) {
        if (at == command->own)
            add_first(launch, &line, one, one + 1);
        if (at == end)
            add_last(launch, &line, one, one + 1);
        if (at == end && links) {
            job->object = temporary_file(string_format("%s.o", job->file));
            strings_add(&line, "-c");
            strings_add(&line, "-o");
            strings_add(&line, job->object);
        }
        if (at == command->arguments.count)
            break;
        const char *argument = launch->roles.output[at];
        size_t i = source_at(command, at), values;
        if (i < command->source_count) {
            if (i == one)
                strings_add(&line, job->file);
        } else if (at > 0 && command_is_for_linker(command->arguments.items[at], &values)) {
            at += values;
        } else if (links && output_option(command, at) > 0) {
            at += output_option(command, at) - 1;
        } else if (argument && !is_other(command, at)) {
            strings_add(&line, argument);
        }
    }
    return line;
}

bool line_for_rest(const struct launch *launch, struct strings *line)
{
    const struct command *command = &launch->command;
    bool something = command->stage == STAGE_LINK || command->other_count > 0;
    for (size_t at = 0; at < command->arguments.count; at++) {
        size_t i = source_at(command, at);
        if (at == command->own)
            self_include_flags(line);
        if (i == command->source_count || !launch->jobs[i].changed) {
            something |= i < command->source_count;
            strings_add(line, command->arguments.items[at]);
        } else if (launch->jobs[i].object) {
            const char *language = command->sources[i].language;
            if (language) { /* -x c is in force here, but an object is not C */
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

/* The driver derives the name of a dependency file and its target from -o, which is different in this run. */
static void add_dependency_names(const struct launch *launch, struct strings *to, size_t one)
{
    const struct command *command = &launch->command;
    const struct dependencies *dependencies = &launch->roles.dependencies;
    bool clang = launch->roles.is_clang;
    bool by_list = clang && dependencies->by_list;
    if (!dependencies->by_driver && !by_list)
        return;
    const char *output = command->output;
    char *source = without_extension(base_name(command->sources[one].path));
    char *stem = without_extension(output ? output : source);
    if (!dependencies->named && !(by_list && dependencies->by_named_list)) {
        bool program = command->stage == STAGE_LINK && !clang && !output;
        strings_add(to, "-MF");
        strings_add(to, string_format("%s%s.d", program ? "a-" : "", stem));
    }
    if (!dependencies->targeted) {
        bool object = !output || (!clang && command->stage == STAGE_PREPROCESS);
        strings_add(to, "-MQ");
        strings_add(to, object ? string_format("%s.o", source) : output);
    }
    free(source);
    free(stem);
}

struct strings line_for_source(const struct launch *launch, size_t one)
{
    const struct command *command = &launch->command;
    const struct roles *roles = &launch->roles;
    struct strings line = {0};
    size_t end = end_of_options(command);
    for (size_t at = 0; at <= command->arguments.count; at++) {
        if (at == command->own)
            self_include_flags(&line);
        if (at == end) {
            add_dependency_names(launch, &line, one);
            if (launch->color)
                strings_add(&line, "-fdiagnostics-color=always");
            /* gcc gives some warnings only when it generates code. clang gives almost all while it parses, and the
             * others (-Wpadded) while it makes its intermediate code. */
            bool preprocesses = command->stage == STAGE_PREPROCESS;
            if (!preprocesses && roles->silent) {
                strings_add(&line, "-fsyntax-only");
            } else {
                if (!preprocesses && roles->is_clang) {
                    strings_add(&line, "-emit-llvm");
                    strings_add(&line, "-Xclang");
                    strings_add(&line, "-disable-llvm-passes");
                }
                strings_add(&line, preprocesses ? "-E" : "-S");
                strings_add(&line, "-o");
                strings_add(&line, launch->jobs[one].discarded);
            }
        }
        if (at == command->arguments.count)
            break;
        size_t i = source_at(command, at);
        if (i < command->source_count ? i == one : roles->source[at] && !is_other(command, at))
            strings_add(&line, i == one && launch->jobs[one].stand_in ? launch->jobs[one].stand_in
                                                                      : command->arguments.items[at]);
    }
    return line;
}

/* A command line from a response file may be too long without one. Everything from the first option on goes into a new
 * response file. */
struct strings line_shortened(const struct launch *launch, struct strings line, const char *name)
{
    if (!launch->command.from_response_file || launch->command.own == 0)
        return line;
    struct text text = {0};
    for (size_t i = launch->command.own; i < line.count; i++) {
        char *quoted = c_quoted(line.items[i]);
        text_printf(&text, "\"%s\"\n", quoted);
        free(quoted);
    }
    const char *file = generated_file(launch->folder, name);
    struct strings shorter = {0};
    if (output_write(file, text.text, text.length)) {
        for (size_t i = 0; i < launch->command.own; i++)
            strings_add(&shorter, line.items[i]);
        strings_add(&shorter, string_format("@%s", file));
    }
    free(text.text);
    return shorter.count ? shorter : line;
}
