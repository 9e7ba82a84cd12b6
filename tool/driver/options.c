/* options.c: asyncc's own command line. It has two forms, distinguished by the first argument that is not an option: a
 * source file is translated, anything else is a compiler to run. */
#include "driver/options.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "usage: asyncc [options] in.c [-o out.c] [-- compiler flags]   translate one file; - is standard input\n"
    "       asyncc [options] cc ... -c in.c -o in.o                translate what needs it, run the compiler\n"
    "\n"
    "  -o FILE             write the translation to FILE (default: standard output)\n"
    "  --cc=COMPILER       the compiler that will read the output (default: cc): its #if branches are translated\n"
    "  -MD, -MMD           write a dependency file for make or ninja too: all headers; or without the system's\n"
    "  -MF FILE            … to FILE (default: the output's name with .d)\n"
    "  -MT NAME            … for the target NAME (default: the output)\n"
    "  --no-line           write no #line directives: diagnostics and breakpoints then refer to the generated code\n"
    "  --keep              keep the generated file next to the object (also: ASYNCC_KEEP=DIR in the environment)\n"
    "  --dump=PASS         print what a pass of the compiler made, instead of the translation\n"
    "  -Wno-async-NAME     turn a warning off; -Wasync-NAME turns it on again\n"
    "  -Werror[=async-NAME], -Wno-error=async-NAME\n"
    "                      make warnings, or one of them, errors; or not\n"
    "  -fdiagnostics-color=WHEN, -fdiagnostics-format=json, ...\n"
    "                      how messages are printed: as gcc has these options\n"
    "  --help, --version\n"
    "\n"
    "In a compiler's command line asyncc's -W options may stand among the compiler's own, and it follows the -f "
    "ones.\n";

bool option_is_shared(const char *argument)
{
    static const char *const names[] = {"-w",
                                        "-Werror",
                                        "-Wno-error",
                                        "-Wunused-result",
                                        "-Wno-unused-result",
                                        "-Werror=unused-result",
                                        "-Wno-error=unused-result"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(argument, names[i]) == 0)
            return true;
    return diag_is_style_option(argument);
}

bool option_is_warning(const char *argument)
{
    return starts_with(argument, "-Wasync-") || starts_with(argument, "-Wno-async-") ||
           starts_with(argument, "-Werror=async-") || starts_with(argument, "-Wno-error=async-");
}

/* A C source is recognized by its name; - is standard input. Any other existing file that is not executable counts as a
 * source, too. */
static bool is_source(const char *argument)
{
    struct stat status;
    return ends_with(argument, ".c") || strcmp(argument, "-") == 0 ||
           (stat(argument, &status) == 0 && !S_ISDIR(status.st_mode) && access(argument, X_OK) != 0);
}

static int bad(const char *message, const char *argument)
{
    error(message, argument);
    fputs("try: asyncc --help\n", stderr);
    return 2;
}

/* One option at argv[*at]; *at moves past its value. Returns the same values as options_read. */
static int read_option(struct options *options, char **argv, int *at)
{
    const char *argument = argv[*at];
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
        fputs(usage, stdout);
        return fflush(stdout) != 0;
    }
    if (strcmp(argument, "--version") == 0) {
        puts("asyncc " ASYNCC_VERSION " (libclang " ASYNCC_LLVM_VERSION ")");
        return fflush(stdout) != 0;
    }
    if (strcmp(argument, "-o") == 0) {
        if (!argv[*at + 1])
            return bad("%s needs the name of a file", argument);
        if (options->output)
            return bad("a second %s", argument);
        options->output = argv[++*at];
    } else if (strcmp(argument, "-MD") == 0 || strcmp(argument, "-MMD") == 0) {
        options->lists_headers = true;
        options->system_headers = strcmp(argument, "-MD") == 0;
    } else if (strcmp(argument, "-MF") == 0 || strcmp(argument, "-MT") == 0) {
        if (!argv[*at + 1])
            return bad("%s needs a name", argument);
        *(strcmp(argument, "-MF") == 0 ? &options->list : &options->list_target) = argv[++*at];
    } else if (strcmp(argument, "--no-line") == 0) {
        options->line_directives = false;
    } else if (strcmp(argument, "--keep") == 0) {
        options->keep = true;
    } else if (starts_with(argument, "--cc=")) {
        options->compiler = argument + strlen("--cc=");
        if (!*options->compiler)
            return bad("%s needs the name of a compiler", argument);
    } else if (starts_with(argument, "--dump=")) {
        options->dump = argument + strlen("--dump=");
    } else if (option_is_warning(argument) || option_is_shared(argument)) {
        strings_add(&options->warnings, argument);
    } else if (!starts_with(argument, "--")) {
        return bad("unknown option %s; flags for the compiler stand after --, as in 'asyncc in.c -o out.c -- -O2'",
                   argument);
    } else {
        return bad("unknown option %s", argument);
    }
    return -1;
}

static int read_translate(struct options *options, char **argv, int at)
{
    options->mode = MODE_TRANSLATE;
    for (; argv[at]; at++) {
        if (strcmp(argv[at], "--") == 0) {
            while (argv[++at])
                strings_add(&options->rest, argv[at]);
            break;
        }
        if (argv[at][0] == '-' && argv[at][1]) {
            int status = read_option(options, argv, &at);
            if (status >= 0)
                return status;
        } else if (options->input) {
            return bad("one input file at a time; what to do with %s?", argv[at]);
        } else {
            options->input = argv[at];
        }
    }
    if (!options->compiler)
        options->compiler = "cc";
    if ((options->list || options->list_target) && !options->lists_headers)
        return bad("%s names a dependency file, which -MD or -MMD asks for", options->list ? "-MF" : "-MT");
    if (options->lists_headers && !options->output && (!options->list || !options->list_target))
        return bad("a dependency file of standard output needs %s", options->list ? "-MT" : "-MF");
    if (options->keep)
        return bad("%s is for running a compiler; here -o says where the translation goes", "--keep");
    return -1;
}

static int read_launch(struct options *options, char **argv, int at)
{
    options->mode = MODE_LAUNCH;
    if (options->output)
        return bad("-o %s stands before the compiler; it belongs among the compiler's arguments", options->output);
    if (options->compiler)
        return bad("--cc=%s stands before a compiler; it is for translating one file", options->compiler);
    if (options->lists_headers || options->list || options->list_target)
        return bad("-MD, -MMD, -MF and -MT %s", "stand before the compiler; they belong among its arguments");
    if (options->dump)
        return bad("--dump=%s takes one source file: asyncc --dump=PASS in.c -- flags", options->dump);
    for (; argv[at]; at++)
        strings_add(&options->rest, argv[at]);
    const char *folder = getenv("ASYNCC_KEEP");
    if (folder && *folder) {
        options->keep = true;
        options->keep_folder = folder;
    }
    return -1;
}

int options_read(struct options *options, int argc, char **argv)
{
    *options = (struct options){.line_directives = true};
    if (argc < 2) {
        fputs(usage, stderr);
        return 2;
    }
    for (int at = 1; argv[at]; at++) {
        if (strcmp(argv[at], "--") == 0)
            break;
        if (argv[at][0] != '-' || !argv[at][1])
            return is_source(argv[at]) ? read_translate(options, argv, at) : read_launch(options, argv, at);
        int status = read_option(options, argv, &at);
        if (status >= 0)
            return status;
    }
    return bad("no input file%s", "");
}
