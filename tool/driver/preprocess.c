/* preprocess.c: runs the user's compiler over the source with -E.
 *
 * It gets the user's own flags, so that it finds the same headers and begins with the same macros as when it reads the
 * output. -fdirectives-only (gcc; clang since 18) leaves macros alone, so that every live line is printed unchanged. A
 * compiler that does not know this expands macros; -dD shows their definitions in any case.
 */
#include "driver/preprocess.h"

#include "base/process.h"
#include "driver/spelling.h"
#include "base/util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_any(const char *argument, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(argument, *list))
            return true;
    return false;
}

static bool starts_with_any(const char *argument, const char *const *list)
{
    for (; *list; list++)
        if (starts_with(argument, *list))
            return true;
    return false;
}

/* True for options about what the compiler writes, not about how it reads. They are dropped, with their values. */
static bool is_about_output(const char *argument)
{
    static const char *const alone[] = {"-c",       "-S",  "-E",  "-P",  "-C",  "-CC", "-dM",
                                        "-dD",      "-dN", "-dI", "-dU", "-MD", "-H",  "-fsyntax-only",
                                        "-wrapper", "--",  NULL};
    static const char *const starts[] = {"-o",
                                         "-x",
                                         "-M",
                                         "-save-temps",
                                         "--save-temps",
                                         "--output=",
                                         "--serialize-diagnostics",
                                         "-serialize-",
                                         "-dumpbase",
                                         "-dumpdir",
                                         "-aux-info",
                                         "-fmacro-prefix-map=",
                                         "-ffile-prefix-map=",
                                         "-fdebug-prefix-map=",
                                         "-Xlinker",
                                         "-Xassembler",
                                         NULL};
    return is_any(argument, alone) || (starts_with_any(argument, starts) && !starts_with(argument, "-objc"));
}

/* True if the option may define macros that libclang does not get. */
static bool is_certain(const char *argument)
{
    static const char *const starts[] = {"-Xclang", "-Xpreprocessor", "-Wp,", "-specs", "--specs", NULL};
    return starts_with_any(argument, starts);
}

/* Skips other compiler launchers, which the preprocessor does not need. */
static size_t first_word(const struct command *command)
{
    static const char *const launchers[] = {"ccache", "sccache", "distcc", "icecc", "buildcache", NULL};
    size_t first = 0;
    while (first + 1 < command->own && is_any(base_name(command->arguments.items[first]), launchers))
        first++;
    return first;
}

struct preprocessor preprocessor_of(const struct command *command, const char *compiler)
{
    struct preprocessor preprocessor = {.folders = &command->folders, .forced = &command->forced};
    struct strings *line = &preprocessor.line;
    size_t at = 0;
    if (compiler) {
        strings_add(line, compiler);
    } else {
        for (at = first_word(command); at < command->own || (at == 0 && command->arguments.count); at++)
            strings_add(line, command->arguments.items[at]);
    }
    preprocessor.certain = command->unsure || (compiler && !command_is_plain_compiler(compiler));
    preprocessor.searches = preprocessor.certain;
    while (at < command->arguments.count) {
        const char *argument = command->arguments.items[at];
        const char *next = at + 1 < command->arguments.count ? command->arguments.items[at + 1] : NULL;
        struct spelled_option option = option_spelled(argument, next, READER_DRIVER);
        bool left_out = argument[0] != '-' || !argument[1] || is_about_output(option.name) ||
                        is_about_output(argument) || starts_with(argument, "-Wp,");
        preprocessor.certain |= is_certain(argument);
        for (size_t i = 0; i < option.count && !left_out; i++)
            strings_add(line, command->arguments.items[at + i]);
        at += option.count;
    }
    command_add_for_preprocessor(command, line);
    return preprocessor;
}

/* The source came from a pipe, so its includes are not next to the file that holds it now. */
static void add_folder(struct strings *line, const char *input)
{
    const char *name = base_name(input);
    strings_add(line, "-iquote");
    strings_add(line, name == input ? "." : string_format("%.*s", (int)(name - input), input));
}

/* With -fopenmp or -fopenacc gcc's -fdirectives-only drops the lines of their pragmas and miscounts the others. To the
 * preprocessor these options only define a macro, so that macro replaces them. */
static const char *without_pragmas(const char *argument, bool is_clang)
{
    if (!is_clang && (!strcmp(argument, "-fopenmp") || starts_with(argument, "-fopenmp=")))
        return "-D_OPENMP=201511";
    if (!is_clang && (!strcmp(argument, "-fopenacc") || starts_with(argument, "-fopenacc=")))
        return "-D_OPENACC=201711";
    return argument;
}

int preprocessor_run(const struct preprocessor *preprocessor, const char *input, const char *file, struct view *view)
{
    for (int attempt = 0;; attempt++) {
        struct strings line = {0};
        struct text out = {0}, errors = {0};
        bool is_clang = preprocessor->line.count && strstr(base_name(preprocessor->line.items[0]), "clang");
        for (size_t i = 0; i < preprocessor->line.count; i++)
            strings_add(&line, without_pragmas(preprocessor->line.items[i], is_clang));
        strings_add(&line, "-DASYNCC_GENERATED=1"); /* as in the output */
        strings_add(&line, "-w");
        strings_add(&line, "-E");
        strings_add(&line, "-dD"); /* macros, too */
        if (!attempt)
            strings_add(&line, "-fdirectives-only");
        if (file)
            add_folder(&line, input);
        strings_add(&line, "-x");
        strings_add(&line, "c");
        strings_add(&line, file ? file : input);
        int status = process_capture(&line, &out, &errors);
        strings_free(&line);
        bool unknown = attempt == 0 && status && status != 127 && errors.text && strstr(errors.text, "directives-only");
        if (!status) {
            view->expanded = attempt > 0;
            view_read(view, file ? file : input, out.text ? out.text : "", out.length);
        } else if (!unknown && errors.text) {
            fputs(errors.text, stderr);
        }
        free(out.text);
        free(errors.text);
        if (!unknown)
            return status;
    }
}
