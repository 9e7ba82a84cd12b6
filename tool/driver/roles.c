/* roles.c: see roles.h. */
#include "driver/roles.h"

#include "base/util.h"
#include "driver/spelling.h"

#include <stdlib.h>
#include <string.h>

/* Options about the object and files written along with it. */
static const char *const output_only[] = {"-save-temps",
                                          "--save-temps",
                                          "-fdump-",
                                          "-da",
                                          "-dA",
                                          "-dp",
                                          "-dP",
                                          "-dH",
                                          "-dx",
                                          "-fstack-usage",
                                          "-fcallgraph-info",
                                          "-fopt-info",
                                          "-fsave-optimization-record",
                                          "-foptimization-record",
                                          "-ftime-trace",
                                          "-ftime-report",
                                          "-fmem-report",
                                          "-fpre-ipa-mem-report",
                                          "-fpost-ipa-mem-report",
                                          "-fprofile-",
                                          "-fcs-profile",
                                          "-fauto-profile",
                                          "-ftest-coverage",
                                          "--coverage",
                                          "-coverage",
                                          "-fcoverage-",
                                          "-fbranch-probabilities",
                                          "-fverbose-asm",
                                          "-emit-llvm",
                                          "-Wframe-larger-than",
                                          "-Werror=frame-larger-than",
                                          "-Wstack-usage",
                                          "-Werror=stack-usage",
                                          "-Wa,",
                                          "-Rpass",
                                          "-g",
                                          "--debug",
                                          "-dumpbase",
                                          "-dumpdir",
                                          "-aux-info",
                                          "-MJ",
                                          "-Xassembler",
                                          NULL};
static const char *const output_only_whole[] = {"-v", "--verbose", "-Q", NULL};

/* Options about the compiler's messages on the source. */
static const char *const source_only[] = {"-pedantic-errors",
                                          "--pedantic-errors",
                                          "-Werror=pedantic",
                                          "-fanalyzer",
                                          "-fdiagnostics-format",
                                          "-fdiagnostics-add-output",
                                          "-fdiagnostics-set-output",
                                          "-fdiagnostics-generate-patch",
                                          NULL};
static const char *const reports[] = {"-H", "--trace-includes", "-serialize-diagnostics", "--serialize-diagnostics",
                                      NULL};

static const char *const size_warnings[] = {"-Wframe-larger-than", "-Wstack-usage", "-Werror=frame-larger-than",
                                            "-Werror=stack-usage", NULL};

static bool starts_with_any(const char *argument, const char *const *starts)
{
    while (*starts && !starts_with(argument, *starts))
        starts++;
    return *starts;
}

static bool is_any(const char *argument, const char *const *words)
{
    while (*words && strcmp(argument, *words) != 0)
        words++;
    return *words;
}

/* True for options that set the stage or the output; the run over the source has its own. */
static bool is_stage(const char *argument)
{
    static const char *const stages[] = {"-c", "-S", "-E", "-o", NULL};
    return is_any(argument, stages);
}

static void drop(const char **arguments, size_t at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        arguments[at + i] = NULL;
}

static void read_messages(struct roles *roles, const char *argument)
{
    if (strcmp(argument, "-w") == 0)
        roles->silent = true;
    else if (starts_with_any(argument, reports))
        roles->reports = true;
    else if (starts_with_any(argument, size_warnings))
        roles->size_warnings = true;
    else if (starts_with(argument, "-fdiagnostics-format=") && strcmp(strchr(argument, '=') + 1, "text") != 0 &&
             strcmp(strchr(argument, '=') + 1, "clang") != 0)
        roles->machine_format = true;
    else if (starts_with(argument, "-save-temps") || starts_with(argument, "--save-temps") ||
             starts_with(argument, "-fcallgraph-info") || starts_with(argument, "-ftime-trace"))
        roles->keeps_listings = true;
    else if (starts_with(argument, "-fdiagnostics-color") || strcmp(argument, "-fno-diagnostics-color") == 0 ||
             strcmp(argument, "-fcolor-diagnostics") == 0 || strcmp(argument, "-fno-color-diagnostics") == 0)
        roles->color_chosen = true;
}

/* The run over the translation has no options that enable warnings. It has -w, but gcc prints the notes of some
 * warnings even then (-Wjump-misses-init), and if size warnings are wanted, it cannot have -w, which no option undoes.
 * Options that disable warnings stay, as the source may not compile without them. */
static bool asks_for_warning(const char *argument)
{
    static const char *const others[] = {"-Wa,", "-Wl,", "-Wp,", "-Wno-", "-Werror", NULL};
    if (starts_with(argument, "-Werror="))
        return !starts_with_any(argument, size_warnings);
    return (starts_with(argument, "-W") && !starts_with_any(argument, others) &&
            !starts_with_any(argument, size_warnings)) ||
           strcmp(argument, "-pedantic") == 0 || strcmp(argument, "--pedantic") == 0;
}

void roles_read(struct roles *roles, const struct command *command)
{
    size_t count = command->arguments.count;
    *roles = (struct roles){.source = must_grow(NULL, (count + 1) * sizeof *roles->source),
                            .output = must_grow(NULL, (count + 1) * sizeof *roles->output)};
    dependencies_read(&roles->dependencies, &command->arguments, roles->output);
    for (size_t i = 0; i < count; i++) {
        roles->source[i] = command->arguments.items[i];
        if (i < command->own && strstr(base_name(roles->source[i]), "clang"))
            roles->is_clang = true;
    }
    for (size_t i = 1, linker_values; i < count && strcmp(roles->source[i], "--") != 0;) {
        const char *argument = command->arguments.items[i];
        const char *next = i + 1 < count ? command->arguments.items[i + 1] : NULL;
        struct spelled_option option = option_spelled(argument, next, READER_DRIVER);
        read_messages(roles, option.name);
        bool links = command->stage == STAGE_LINK && command_is_for_linker(argument, &linker_values);
        if (links || is_stage(option.name) || starts_with_any(option.name, output_only) ||
            is_any(option.name, output_only_whole))
            drop(roles->source, i, option.count);
        if (starts_with_any(option.name, source_only) || starts_with_any(option.name, reports) ||
            asks_for_warning(option.name))
            drop(roles->output, i, option.count);
        i += option.count;
    }
}
