/* command.c: reads the command line of gcc or clang.
 *
 * Three questions are asked of each argument: does the next one belong to it, does it say what is compiled and to
 * where, and does it decide how the source is read (then libclang gets it too)? */
#include "driver/command.h"

#include "base/files.h"
#include "driver/options.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Options whose value is the next argument when they stand alone. */
static const char with_value[] =
    "-o --output -I -D -U -x -L -l -A -B -F -G -T -u -z -e -h -include -imacros -isystem -iquote -idirafter "
    "-iprefix -iwithprefix -iwithprefixbefore -isysroot -iwithsysroot -imultilib -iframework "
    "-include-pch -ivfsoverlay -MF -MT -MQ -MJ -Xclang -Xpreprocessor -Xassembler -Xlinker -Xanalyzer "
    "-Xarch_host -mllvm -arch -target --param --sysroot -aux-info -dumpbase -dumpbase-ext -dumpdir "
    "-wrapper -framework -gcc-toolchain -working-directory --serialize-diagnostics "
    "-serialize-diagnostics -rpath -install_name -undefined -Tdata -Ttext -Tbss";

/* Of these, the ones that decide how the source is read. */
static const char parse_with_value[] =
    "-I -D -U -F -include -imacros -isystem -iquote -idirafter -iprefix -iwithprefix -iwithprefixbefore "
    "-isysroot -iwithsysroot -iframework -include-pch -ivfsoverlay -arch -target --sysroot "
    "-gcc-toolchain";

/* Beginnings of options that decide how the source is read. Of the -f options only these do; the others steer the
 * optimizer, and gcc's are often unknown to clang. */
static const char parse_starts[] =
    "-I -D -U -F -O -std= --std= -include -imacros -isystem -iquote -idirafter -isysroot --sysroot= "
    "--target= --gcc-toolchain= -ansi -pthread -nostdinc -nostdlibinc -nobuiltininc -undef -trigraphs -m "
    "-fsigned- -fno-signed- -funsigned- -fno-unsigned- -fshort- -fno-short- -fms-extensions "
    "-fplan9-extensions -fgnu89-inline -fno-gnu89-inline -fopenmp -fblocks -ffreestanding -fhosted "
    "-fno-hosted -fbuiltin -fno-builtin -fno-asm -fasm -fdollars-in-identifiers "
    "-fno-dollars-in-identifiers -fpic -fPIC -fpie -fPIE -fno-pic -fno-PIC -fno-pie -fno-PIE "
    "-fsanitize=address -fsanitize=thread -fsanitize=undefined -fsanitize=memory -fstack-protector "
    "-fno-stack-protector -ffast-math -fno-fast-math -ffinite-math-only -fexceptions -fno-exceptions "
    "-fwrapv -ftrapv -fno-common -fcommon -fextended-identifiers -finput-charset= -fexec-charset= "
    "-fwide-exec-charset= -flax-vector-conversions -fstrict-flex-arrays";

/* gcc's own among the -m options that clang does not know and that change nothing about the language. */
static const char parse_never[] =
    "-mindirect-branch -mfunction-return -mrecord-mcount -mnop-mcount -mtune= -mskip-rax-setup "
    "-maccumulate-outgoing-args -mno-accumulate-outgoing-args -mpreferred-stack-boundary -mtls-dialect "
    "-mcmodel= -mllvm -mstringop-strategy -mmemcpy-strategy -mmemset-strategy -mbranch-cost "
    "-mlarge-data-threshold -mveclibabi -mno-fp-ret-in-387 -mpush-args -mno-push-args";

/* Looks through a list of words with a space between them. */
static bool is_in(const char *words, const char *argument, bool beginning)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        if (strncmp(words, argument, length) == 0 && (beginning || !argument[length]))
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

static bool is_one_of(const char *words, const char *argument)
{
    return is_in(words, argument, false);
}

static bool starts_with_one_of(const char *words, const char *argument)
{
    return is_in(words, argument, true);
}

/* --- response files --- */

/* The next word of a response file, quoted as gcc and clang expect it; NULL at the end. */
static char *next_word(const char **at)
{
    const char *p = *at;
    while (isspace((unsigned char)*p))
        p++;
    if (!*p)
        return NULL;
    struct text word = {0};
    text_puts(&word, "");
    char quote = 0;
    for (; *p && (quote || !isspace((unsigned char)*p)); p++) {
        if (*p == '\\' && p[1]) {
            text_add(&word, ++p, 1);
        } else if (quote ? *p == quote : *p == '"' || *p == '\'') {
            quote = quote ? 0 : *p;
        } else {
            text_add(&word, p, 1);
        }
    }
    *at = p;
    return word.text;
}

/* Adds an argument, or what the response file that it names holds; a name without a file is an ordinary argument. The
 * depth stops a file that names itself. */
static void add_argument(struct command *command, const char *argument, int depth)
{
    size_t length;
    char *text = argument[0] == '@' && depth < 16 ? input_read(argument + 1, &length) : NULL;
    if (!text) {
        if (option_is_warning(argument))
            strings_add(&command->warnings, argument);
        else
            strings_add(&command->arguments, argument);
        return;
    }
    command->from_response_file = true;
    const char *at = text;
    for (char *word; (word = next_word(&at));)
        add_argument(command, word, depth + 1);
    free(text);
}

/* --- the arguments --- */

static void add_folders(struct command *command, const char *variable)
{
    const char *list = getenv(variable);
    while (list && *list) {
        size_t length = strcspn(list, ":");
        strings_add(&command->folders, length ? string_format("%.*s", (int)length, list) : ".");
        list += length + (list[length] == ':');
    }
}

/* -Iinc or -I inc: gives the value if the argument is this option. */
static const char *value_of(const char *argument, const char *next, const char *option)
{
    if (!starts_with(argument, option))
        return NULL;
    const char *joined = argument + strlen(option);
    return *joined ? joined : next;
}

static void read_include(struct command *command, const char *argument, const char *next)
{
    static const char *const folder_options[] = {"-iquote", "-isystem", "-idirafter", "-I", NULL};
    static const char *const file_options[] = {"-include", "-imacros", NULL};
    const char *value = NULL;
    if (starts_with(argument, "-iprefix") || starts_with(argument, "-iwith") || starts_with(argument, "-include-pch") ||
        strcmp(argument, "-I-") == 0 || starts_with(argument, "-ivfs") || starts_with(argument, "-F")) {
        command->unsure = true;
        return;
    }
    for (size_t i = 0; folder_options[i] && !value; i++)
        if ((value = value_of(argument, next, folder_options[i]))) {
            strings_add(&command->folders, value);
            command->unsure |= value[0] == '='; /* relative to the sysroot */
        }
    for (size_t i = 0; file_options[i] && !value; i++)
        if ((value = value_of(argument, next, file_options[i])))
            strings_add(&command->forced, value);
}

/* What is compiled, how far, and to where. */
static void read_purpose(struct command *command, const char *argument, const char *next)
{
    if (strcmp(argument, "-c") == 0)
        command->stage = command->stage > STAGE_OBJECT ? command->stage : STAGE_OBJECT;
    else if (strcmp(argument, "-S") == 0)
        command->stage = command->stage > STAGE_ASSEMBLER ? command->stage : STAGE_ASSEMBLER;
    else if (strcmp(argument, "-E") == 0)
        command->stage = STAGE_PREPROCESS;
    else if (strcmp(argument, "-fsyntax-only") == 0 && command->stage == STAGE_LINK)
        command->stage = STAGE_OBJECT;
    else if (strcmp(argument, "-M") == 0 || strcmp(argument, "-MM") == 0)
        command->lists_dependencies = true;
    else if (strcmp(argument, "-MD") == 0 || strcmp(argument, "-MMD") == 0)
        command->writes_dependencies = true;
    else if (starts_with(argument, "-Wp,-MD") || starts_with(argument, "-Wp,-MMD")) {
        const char *comma = strchr(argument + 4, ',');
        command->writes_dependencies = true;
        if (comma)
            command->dependency_file = comma + 1;
    } else if (starts_with(argument, "-MF"))
        command->dependency_file = value_of(argument, next, "-MF");
    else if (starts_with(argument, "-MJ"))
        command->database_file = value_of(argument, next, "-MJ");
    else if (starts_with(argument, "-g") && !starts_with(argument, "-gcc-"))
        command->debug = strcmp(argument, "-g0") != 0;
    else if (starts_with(argument, "--output="))
        command->output = argument + strlen("--output=");
    else if (strcmp(argument, "--output") == 0)
        command->output = next;
    else if (starts_with(argument, "-o"))
        command->output = value_of(argument, next, "-o");
    else if (option_is_shared_warning(argument))
        strings_add(&command->warnings, argument);
}

static void read_parse_flag(struct command *command, const char *argument, const char *next)
{
    bool wanted = (starts_with_one_of(parse_starts, argument) && !starts_with_one_of(parse_never, argument)) ||
                  starts_with(argument, "-Wp,-D") || starts_with(argument, "-Wp,-U") ||
                  starts_with(argument, "-Wp,-I") || is_one_of(parse_with_value, argument);
    if (!wanted)
        return;
    strings_add(&command->parse_flags, argument);
    if (next && is_one_of(parse_with_value, argument))
        strings_add(&command->parse_flags, next);
}

static const char *extension(const char *path)
{
    const char *dot = strrchr(base_name(path), '.');
    return dot ? dot : "";
}

/* An argument that is no option: a source, or something to link, or the compiler behind another launcher. */
static void read_input(struct command *command, size_t at, const char *language)
{
    static const char others[] = ".s .S .sx .i .ii .m .cc .cp .cpp .cxx .C";
    const char *path = command->arguments.items[at];
    strings_add(&command->inputs, path);
    bool is_c = language ? strcmp(language, "c") == 0 : ends_with(path, ".c");
    if (!is_c || strcmp(path, "-") == 0) {
        command->other_sources |= language != NULL;
        command->other_sources |= is_one_of(others, extension(path));
        return;
    }
    command->sources = must_grow(command->sources, (command->source_count + 1) * sizeof *command->sources);
    command->sources[command->source_count++] = (struct source_argument){path, at, language};
    if (command->own == 0)
        command->own = at;
}

bool command_is_for_linker(const char *argument, size_t *values)
{
    static const char separate[] = "-l -L -T -u -z -e -h -Xlinker -rpath";
    static const char starts[] =
        "-l -L -Wl, -T -static -shared -rdynamic -pie -no-pie -nostartfiles -nostdlib -nodefaultlibs "
        "-fuse-ld= -z";
    static const char files[] = ".o .lo .a .so .ld .lds";
    *values = is_one_of(separate, argument) ? 1 : 0;
    if (*values || starts_with_one_of(starts, argument))
        return true;
    return argument[0] != '-' && (is_one_of(files, extension(argument)) || strstr(argument, ".so."));
}

/* A cross compiler is named after its target: arm-linux-gnueabihf-gcc-12. libclang has to be told. (A name with one
 * dash is more often a wrapper's.) */
static void read_target(struct command *command, const char *compiler)
{
    const char *name = base_name(compiler);
    static const char *const kinds[] = {"-gcc", "-clang", "-cc", NULL};
    for (size_t i = 0; kinds[i]; i++) {
        const char *end = strstr(name, kinds[i]);
        const char *dash = strchr(name, '-');
        if (end && dash < end && strchr(dash + 1, '-') < end) {
            strings_add(&command->parse_flags, string_format("--target=%.*s", (int)(end - name), name));
            return;
        }
    }
}

void command_read(struct command *command, const struct strings *line, bool bare)
{
    *command = (struct command){0};
    for (size_t i = 0; i < line->count; i++)
        add_argument(command, line->items[i], 0);

    const struct strings *arguments = &command->arguments;
    const char *language = NULL;
    bool options_over = false;
    if (!bare && arguments->count > 0)
        read_target(command, arguments->items[0]);
    for (size_t i = bare ? 0 : 1; i < arguments->count; i++) {
        const char *argument = arguments->items[i];
        if (options_over || argument[0] != '-' || !argument[1]) {
            read_input(command, i, language);
            continue;
        }
        if (command->own == 0)
            command->own = i;
        if (strcmp(argument, "--") == 0) {
            options_over = true;
            continue;
        }
        const char *next = i + 1 < arguments->count && is_one_of(with_value, argument) ? arguments->items[i + 1] : NULL;
        const char *chosen = value_of(argument, next, "-x");
        if (chosen)
            language = strcmp(chosen, "none") == 0 ? NULL : chosen;
        read_purpose(command, argument, next);
        read_include(command, argument, next);
        read_parse_flag(command, argument, next);
        if (next)
            i++;
    }
    add_folders(command, "CPATH");
    add_folders(command, "C_INCLUDE_PATH");
}
