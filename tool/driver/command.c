/* command.c: reads the command line of gcc or clang.
 *
 * For each argument this finds out whether it takes the next one as its value, whether it says what is compiled and to
 * where, and whether it decides how the source is read (then libclang gets it too). */
#include "driver/command.h"

#include "base/files.h"
#include "base/util.h"
#include "driver/options.h"
#include "driver/self.h"
#include "driver/spelling.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Options with a value that decide how the source is read. */
static const char parse_with_value[] =
    "-I -D -U -F -include -imacros -isystem -iquote -idirafter -iprefix -iwithprefix -iwithprefixbefore "
    "-isysroot -iwithsysroot -iframework -iframeworkwithsysroot -ivfsoverlay -include-pch -arch -std= --target "
    "--sysroot "
    "--gcc-toolchain";

/* Prefixes of options without a value. clang/flags.c finds out which -f and -m options libclang accepts. */
static const char parse_starts[] =
    "-f -m -O -ansi -pthread -nostdinc -nostdlibinc -nobuiltininc -undef -trigraphs -traditional";

/* Prefixes of options that may add unknown header folders. So may any unknown option with the prefix of a preprocessor
 * option. */
static const char unsure_starts[] = "-i --i -remap -specs --specs --config -working-directory -wrapper "
                                    "-fmodule -fplugin -finput-charset -Wp, -F";

/* Options with such a prefix that are understood or add no header. */
static const char sure_options[] =
    "-I -iquote -isystem -idirafter -include -imacros -iprefix -iwithprefix -iwithprefixbefore -iwithsysroot "
    "-isysroot -iplugindir -install_name -fmodulo-sched -fmodulo-sched-allow-regmoves";

/* Searches a space-separated list of words. */
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

/* The next word of a response file, unquoted by the rules of gcc and clang; NULL at the end. */
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

/* Adds an argument, or the content of the response file that it names; if there is no such file, it is an ordinary
 * argument. The depth limit stops a file that names itself. */
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

static bool is(struct spelled_option option, const char *name)
{
    return strcmp(option.name, name) == 0;
}

/* -iwithprefix is relative to the last -iprefix. Without one it names a folder of the compiler's own. */
static const char *with_prefix(const struct command *command, const char *folder)
{
    return command->prefix ? string_format("%s%s", command->prefix, folder) : NULL;
}

/* Assumes that a precompiled header p.h.pch was made from p.h. */
static const char *header_of(const char *precompiled)
{
    const char *dot = strrchr(base_name(precompiled), '.');
    return string_format("%.*s", dot ? (int)(dot - precompiled) : (int)strlen(precompiled), precompiled);
}

/* Reads options that add include folders or include a file. */
static void read_include(struct command *command, struct spelled_option option)
{
    const char *folder = NULL;
    if (!option.value)
        ;
    else if (is(option, "-I") || is(option, "-iquote") || is(option, "-isystem") || is(option, "-idirafter"))
        folder = option.value;
    else if (is(option, "-B")) {
        folder = string_format("%s/include", option.value);
        strings_add(&command->parse_flags, "-isystem"); /* libclang does not know this */
        strings_add(&command->parse_flags, folder);
    } else if (is(option, "-iwithsysroot"))
        folder = string_format("=%s", option.value);
    else if (is(option, "-iwithprefix") || is(option, "-iwithprefixbefore"))
        folder = with_prefix(command, option.value);
    else if (is(option, "-iprefix"))
        command->prefix = option.value;
    else if (is(option, "--sysroot") || is(option, "-isysroot"))
        command->sysroot = option.value;
    else if (is(option, "-include") || is(option, "-imacros"))
        strings_add(&command->forced, option.value);
    else if (is(option, "-include-pch"))
        strings_add(&command->forced, header_of(option.value));
    if (is(option, "-include") && option.value)
        strings_add(&command->forced_includes, option.value);
    if (folder)
        strings_add(&command->folders, folder);
    if (starts_with_one_of(unsure_starts, option.name) && !is_one_of(sure_options, option.name))
        command->unsure = true;
}

/* Reads options that say what is compiled, up to which stage, and to where. */
static void read_purpose(struct command *command, struct spelled_option option)
{
    if (is(option, "-c"))
        command->stage = command->stage > STAGE_OBJECT ? command->stage : STAGE_OBJECT;
    else if (is(option, "-S"))
        command->stage = command->stage > STAGE_ASSEMBLER ? command->stage : STAGE_ASSEMBLER;
    else if (is(option, "-E"))
        command->stage = STAGE_PREPROCESS;
    else if (is(option, "-fsyntax-only") || is(option, "--analyze"))
        command->stage = command->stage > STAGE_CHECK ? command->stage : STAGE_CHECK;
    else if (is(option, "-MJ"))
        command->database_file = option.value;
    else if (is(option, "-o"))
        command->output = option.value;
    else if (option_is_shared(option.name))
        strings_add(&command->warnings, option.name);
}

/* -fdebug-prefix-map=OLD=NEW and its relatives */
static void read_prefix_map(struct command *command, const char *argument)
{
    bool file = starts_with(argument, "-ffile-prefix-map=");
    const char *map = strchr(argument, '=');
    if (file || starts_with(argument, "-fdebug-prefix-map="))
        strings_add(&command->debug_maps, map + 1);
    if (file || starts_with(argument, "-fmacro-prefix-map="))
        strings_add(&command->macro_maps, map + 1);
}

static void read_parse_flag(struct command *command, struct spelled_option option)
{
    if (!option.value) {
        if (starts_with_one_of(parse_starts, option.name))
            strings_add(&command->parse_flags, option.name);
    } else if (is_one_of(parse_with_value, option.name)) {
        bool equals = starts_with(option.name, "--");
        if (equals || option.joins) {
            strings_add(&command->parse_flags, string_format("%s%s%s", option.name, equals ? "=" : "", option.value));
        } else {
            strings_add(&command->parse_flags, option.name);
            strings_add(&command->parse_flags, option.value);
        }
    }
}

/* --- sources --- */

static const char *extension(const char *path)
{
    const char *dot = strrchr(base_name(path), '.');
    return dot ? dot : "";
}

/* Finds the language that the compiler assumes for the file. False if it cannot include asyncc.h. */
static bool find_kind(const char *path, const char *language, bool cplusplus, enum source_kind *kind)
{
    static const char cplusplus_sources[] = ".cc .cp .cpp .cxx .c++ .C .CPP .m .mm .M .cppm .ixx .cu";
    static const char cplusplus_headers[] = ".hh .hp .hpp .hxx .h++ .H .tcc";
    static const char headers[] = "c-header c++-header objective-c-header objective-c++-header c++-system-header "
                                  "c++-user-header c-user-header c-system-header";
    static const char others[] = "c++ objective-c objective-c++ objc objc++ c++-module cuda";
    const char *name = extension(path);
    if (!language && strcmp(path, "-") == 0)
        language = "c"; /* with -E; otherwise the compiler requires -x */
    *kind = SOURCE_C;
    if (language ? strcmp(language, "c") == 0 : strcmp(name, ".c") == 0) {
        if (cplusplus && !language)
            *kind = SOURCE_OTHER;
        return true;
    }
    *kind = SOURCE_HEADER;
    if (language ? is_one_of(headers, language) : strcmp(name, ".h") == 0 || is_one_of(cplusplus_headers, name))
        return true;
    *kind = SOURCE_OTHER;
    return is_one_of(language ? others : cplusplus_sources, language ? language : name);
}

/* Reads an argument that is not an option: a source, something to link, or the compiler after another launcher. */
static void read_input(struct command *command, size_t at, const char *language)
{
    static const char others[] = ".s .S .sx .i .ii .mi .mii";
    const char *path = command->arguments.items[at];
    strings_add(&command->inputs, path);
    enum source_kind kind;
    if (!find_kind(path, language, command->cplusplus, &kind)) {
        if (language || is_one_of(others, extension(path))) {
            command->others = must_grow(command->others, (command->other_count + 1) * sizeof *command->others);
            command->others[command->other_count++] = at;
            command->own = command->own == 0 ? at : command->own;
        }
        return;
    }
    command->sources = must_grow(command->sources, (command->source_count + 1) * sizeof *command->sources);
    command->sources[command->source_count++] = (struct source_argument){path, at, language, kind};
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

/* --- the command line --- */

/* A cross compiler is named after its target, as in arm-linux-gnueabihf-gcc-12; libclang needs that target. (A name
 * with one dash is more often a wrapper.) */
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

bool command_is_plain_compiler(const char *program)
{
    static const char *const plain[] = {"cc", "gcc", "clang", "g++", "clang++", "c++", NULL};
    const char *name = base_name(program), *kind = name;
    unsigned dashes = 0;
    for (const char *p = name; *p; p++)
        if (*p == '-' && !isdigit((unsigned char)p[1])) {
            dashes++;
            kind = p + 1;
        }
    size_t length = strcspn(kind, "-");
    for (size_t i = 0; plain[i]; i++)
        if (strlen(plain[i]) == length && !strncmp(plain[i], kind, length))
            return dashes != 1; /* arm-linux-gnueabihf-gcc-12, but not musl-gcc */
    return false;
}

/* Adds the header folders of a compiler that is not the system's own: /opt/gcc/include for /opt/gcc/bin/gcc,
 * /usr/TARGET/include for a cross compiler. */
static void read_compiler_folders(struct command *command, const char *compiler)
{
    const char *name = base_name(compiler);
    const char *dash = strrchr(name, '-');
    int folder = (int)(name - compiler);
    if (folder > 0)
        strings_add(&command->compiler_folders, string_format("%.*s../include", folder, compiler));
    for (; dash && dash > name; dash--) /* the target is followed by gcc, or by gcc-12 */
        if (*dash == '-')
            strings_add(&command->compiler_folders,
                        string_format("%.*s../%.*s/include", folder ? folder : (int)strlen("/usr/bin/"),
                                      folder ? compiler : "/usr/bin/", (int)(dash - name), name));
}

/* g++, clang++-19, c++: these compile file.c as C++. */
static bool is_cplusplus_compiler(const char *program)
{
    const char *plus = strstr(base_name(program), "++");
    return plus && (!plus[2] || plus[2] == '-');
}

/* clang -cc1 has more options than the drivers. True for those that can decide how the source is read. */
static bool is_parse_flag_of_clang(struct spelled_option option)
{
    return starts_with(option.name, "-f") || (option.value && is_one_of(parse_with_value, option.name)) ||
           is(option, "-isystem-prefix");
}

/* Reads arguments that are passed on to the preprocessor, or to clang -cc1. */
static void read_handed_on(struct command *command, const struct strings *handed, bool to_clang)
{
    for (size_t i = 0; i < handed->count;) {
        const char *next = i + 1 < handed->count ? handed->items[i + 1] : NULL;
        struct spelled_option option = option_spelled(handed->items[i], next, READER_COMPILER);
        read_include(command, option);
        if (!to_clang) {
            read_purpose(command, option);
            read_parse_flag(command, option);
        }
        for (size_t k = 0; k < option.count && to_clang && is_parse_flag_of_clang(option); k++) {
            strings_add(&command->parse_flags, "-Xclang");
            strings_add(&command->parse_flags, handed->items[i + k]);
        }
        i += option.count;
    }
}

/* -Wp,-DA,-Iinc: each part is an argument for the preprocessor. */
static void split_at_commas(struct strings *parts, const char *list)
{
    for (;;) {
        size_t length = strcspn(list, ",");
        if (length)
            strings_add(parts, string_format("%.*s", (int)length, list));
        if (!list[length])
            return;
        list += length + 1;
    }
}

static void read_environment(struct command *command)
{
    add_folders(command, "CPATH");
    add_folders(command, "C_INCLUDE_PATH");
    add_folders(command, "CPLUS_INCLUDE_PATH");
    add_folders(command, "OBJC_INCLUDE_PATH");
    static const char *const others[] = {"GCC_EXEC_PREFIX", "CCC_OVERRIDE_OPTIONS", "CCC_ADD_ARGS", NULL};
    for (size_t i = 0; others[i]; i++)
        command->unsure |= getenv(others[i]) != NULL;
}

void command_read(struct command *command, const struct strings *line, bool bare)
{
    *command = (struct command){0};
    for (size_t i = 0; i < line->count; i++)
        add_argument(command, line->items[i], 0);

    const struct strings *arguments = &command->arguments;
    struct strings for_clang = {0};
    const char *language = NULL;
    bool options_over = false;
    if (!bare && arguments->count > 0) {
        read_target(command, arguments->items[0]);
        read_compiler_folders(command, arguments->items[0]);
        command->cplusplus = is_cplusplus_compiler(arguments->items[0]);
    }
    for (size_t i = bare ? 0 : 1; i < arguments->count; i++) {
        const char *argument = arguments->items[i];
        if (options_over || argument[0] != '-' || !argument[1]) {
            command->cplusplus |= command->own == 0 && is_cplusplus_compiler(argument);
            read_input(command, i, language);
            continue;
        }
        if (command->own == 0)
            command->own = i;
        if (strcmp(argument, "--") == 0) {
            options_over = true;
            continue;
        }
        const char *next = i + 1 < arguments->count ? arguments->items[i + 1] : NULL;
        struct spelled_option option = option_spelled(argument, next, READER_DRIVER);
        i += option.count - 1;
        if (is(option, "-x") && option.value)
            language = strcmp(option.value, "none") == 0 ? NULL : option.value;
        else if (starts_with(argument, "--driver-mode="))
            command->cplusplus = strcmp(argument, "--driver-mode=g++") == 0;
        if (is(option, "-Xpreprocessor") && option.value) {
            strings_add(&command->for_preprocessor, option.value);
        } else if (starts_with(argument, "-Wp,")) {
            split_at_commas(&command->for_preprocessor, argument + strlen("-Wp,"));
        } else if (is(option, "-Xclang") && option.value) {
            strings_add(&for_clang, option.value);
        } else {
            read_purpose(command, option);
            read_prefix_map(command, argument);
            read_include(command, option);
            read_parse_flag(command, option);
        }
    }
    if (!bare && command->own > 0)
        command->unsure |= !command_is_plain_compiler(arguments->items[command->own - 1]);
    read_handed_on(command, &command->for_preprocessor, false);
    read_handed_on(command, &for_clang, true);
    strings_free(&for_clang);
    read_environment(command);
}

void command_add_for_preprocessor(const struct command *command, struct strings *line)
{
    const struct strings *handed = &command->for_preprocessor;
    for (size_t i = 0; i < handed->count;) {
        const char *next = i + 1 < handed->count ? handed->items[i + 1] : NULL;
        struct spelled_option option = option_spelled(handed->items[i], next, READER_COMPILER);
        for (size_t k = 0; k < option.count && !starts_with(option.name, "-M"); k++) {
            strings_add(line, "-Xpreprocessor");
            strings_add(line, handed->items[i + k]);
        }
        i += option.count;
    }
}

struct strings command_listing_includes(const struct command *command)
{
    static const char dropped[] = "-c -S -E -M -MM -MD -MMD -MG -MP -MF -MT -MQ -MJ -o -fsyntax-only -save-temps "
                                  "-Xpreprocessor";
    static const char dropped_starts[] = "-Wp, -save-temps= -d -fdump -ftime -fsave";
    const struct strings *arguments = &command->arguments;
    struct strings line = {0};
    bool options_over = false;
    for (size_t i = 0; i < arguments->count;) {
        if (i == command->own) {
            strings_add(&line, "-M");
            strings_add(&line, "-w");
            self_include_flags(&line);
            command_add_for_preprocessor(command, &line);
        }
        const char *argument = arguments->items[i];
        const char *next = i + 1 < arguments->count ? arguments->items[i + 1] : NULL;
        options_over |= strcmp(argument, "--") == 0;
        struct spelled_option option = {.name = argument, .count = 1};
        if (i >= command->own && !options_over)
            option = option_spelled(argument, next, READER_DRIVER);
        bool drop = i >= command->own && !options_over &&
                    (is_one_of(dropped, option.name) || starts_with_one_of(dropped_starts, option.name));
        for (size_t k = 0; k < option.count && !drop; k++)
            strings_add(&line, arguments->items[i + k]);
        i += option.count;
    }
    return line;
}
