/* spelling.c: see spelling.h. An option that has a value or a long spelling has an entry here; nothing else in asyncc
 * splits options. */
#include "driver/spelling.h"

#include "base/list.h"

#include <string.h>

enum form {
    ALONE,    /* no value: a long spelling of a short one */
    SEPARATE, /* -arch VALUE */
    JOINED,   /* -specs=VALUE; the spelling ends with = */
    EITHER,   /* -IVALUE, -I VALUE */
    EQUALS,   /* --output=VALUE, --output VALUE */
};

struct spelling {
    const char *spelling;
    enum form form;
    const char *means; /* NULL: itself */
};

/* A spelling precedes those that are its prefixes. */
static const struct spelling spellings[] = {
    {"--all-warnings", ALONE, "-Wall"},
    {"--ansi", ALONE, "-ansi"},
    {"--assemble", ALONE, "-S"},
    {"--assert", EQUALS, "-A"},
    {"--compile", ALONE, "-c"},
    {"--config", EQUALS, NULL},
    {"--define-macro", EQUALS, "-D"},
    {"--dependencies", ALONE, "-M"},
    {"--entry", EQUALS, "-e"},
    {"--for-assembler", EQUALS, "-Xassembler"},
    {"--for-linker", EQUALS, "-Xlinker"},
    {"--force-link", EQUALS, "-u"},
    {"--gcc-toolchain", EQUALS, NULL},
    {"--imacros", EQUALS, "-imacros"},
    {"--include-barrier", ALONE, "-I-"},
    {"--include-directory-after", EQUALS, "-idirafter"},
    {"--include-directory", EQUALS, "-I"},
    {"--include-prefix", EQUALS, "-iprefix"},
    {"--include-with-prefix-after", EQUALS, "-iwithprefix"},
    {"--include-with-prefix-before", EQUALS, "-iwithprefixbefore"},
    {"--include-with-prefix", EQUALS, "-iwithprefix"},
    {"--include", EQUALS, "-include"},
    {"--language", EQUALS, "-x"},
    {"--library-directory", EQUALS, "-L"},
    {"--no-standard-includes", ALONE, "-nostdinc"},
    {"--no-warnings", ALONE, "-w"},
    {"--output", EQUALS, "-o"},
    {"--param", EQUALS, NULL},
    {"--preprocess", ALONE, "-E"},
    {"--prefix", EQUALS, "-B"},
    {"--print-missing-file-dependencies", ALONE, "-MG"},
    {"--save-temps", ALONE, "-save-temps"},
    {"--serialize-diagnostics", SEPARATE, NULL},
    {"--specs", EQUALS, "-specs="},
    {"--std", EQUALS, "-std="},
    {"--sysroot", EQUALS, NULL},
    {"--target", EQUALS, NULL},
    {"--trigraphs", ALONE, "-trigraphs"},
    {"--undefine-macro", EQUALS, "-U"},
    {"--user-dependencies", ALONE, "-MM"},
    {"--write-dependencies", ALONE, "-MD"},
    {"--write-user-dependencies", ALONE, "-MMD"},
    {"-arch", SEPARATE, NULL},
    {"-aux-info", SEPARATE, NULL},
    {"-cxx-isystem", EITHER, "-isystem"},
    {"-dumpbase-ext", SEPARATE, NULL},
    {"-dumpbase", SEPARATE, NULL},
    {"-dumpdir", SEPARATE, NULL},
    {"-framework", SEPARATE, NULL},
    {"-gcc-toolchain", SEPARATE, "--gcc-toolchain"},
    {"-iapinotes-modules", EITHER, NULL},
    {"-idirafter", EITHER, NULL},
    {"-iframeworkwithsysroot", EITHER, NULL},
    {"-iframework", EITHER, NULL},
    {"-imacros", EITHER, NULL},
    {"-imultiarch", EITHER, NULL},
    {"-imultilib", EITHER, NULL},
    {"-include-pch", SEPARATE, NULL},
    {"-include", EITHER, NULL},
    {"-install_name", SEPARATE, NULL},
    {"-iprefix", EITHER, NULL},
    {"-iquote", EITHER, NULL},
    {"-isysroot", EITHER, NULL},
    {"-isystem-after", EITHER, "-idirafter"},
    {"-isystem", EITHER, NULL},
    {"-ivfsoverlay", EITHER, NULL},
    {"-iwithprefixbefore", EITHER, NULL},
    {"-iwithprefix", EITHER, NULL},
    {"-iwithsysroot", EITHER, NULL},
    {"-mllvm", SEPARATE, NULL},
    {"-rpath", SEPARATE, NULL},
    {"-serialize-diagnostics", SEPARATE, "--serialize-diagnostics"},
    {"-specs=", JOINED, NULL},
    {"-std=", JOINED, NULL},
    {"-target", SEPARATE, "--target"},
    {"-undefined", SEPARATE, NULL},
    {"-working-directory=", JOINED, "-working-directory"},
    {"-working-directory", SEPARATE, NULL},
    {"-wrapper", SEPARATE, NULL},
    {"-I-", ALONE, NULL},
    {"-MF", EITHER, NULL},
    {"-MJ", EITHER, NULL},
    {"-MQ", EITHER, NULL},
    {"-MT", EITHER, NULL},
    {"-Tbss", SEPARATE, NULL},
    {"-Tdata", SEPARATE, NULL},
    {"-Ttext", SEPARATE, NULL},
    {"-Xanalyzer", SEPARATE, NULL},
    {"-Xarch_host", SEPARATE, NULL},
    {"-Xassembler", SEPARATE, NULL},
    {"-Xclang", SEPARATE, NULL},
    {"-Xclang=", JOINED, "-Xclang"},
    {"-Xlinker", SEPARATE, NULL},
    {"-Xpreprocessor", SEPARATE, NULL},
    {"-A", EITHER, NULL},
    {"-B", EITHER, NULL},
    {"-D", EITHER, NULL},
    {"-F", EITHER, NULL},
    {"-G", SEPARATE, NULL},
    {"-I", EITHER, NULL},
    {"-L", EITHER, NULL},
    {"-T", EITHER, NULL},
    {"-U", EITHER, NULL},
    {"-e", SEPARATE, NULL},
    {"-h", SEPARATE, NULL},
    {"-l", EITHER, NULL},
    {"-o", EITHER, NULL},
    {"-u", SEPARATE, NULL},
    {"-x", EITHER, NULL},
    {"-z", SEPARATE, NULL},
};

/* What -Wp, passes to gcc's preprocessor, and -Xclang to clang -cc1. */
static const struct spelling compiler_spellings[] = {
    {"-MD", SEPARATE, NULL},
    {"-MMD", SEPARATE, NULL},
    {"-internal-externc-isystem", SEPARATE, "-idirafter"},
    {"-internal-isystem", SEPARATE, "-idirafter"},
    {"-c-isystem", SEPARATE, "-isystem"},
    {"-fmodule-map-file=", JOINED, NULL},
    {"-isystem-prefix", SEPARATE, NULL},
    {"-main-file-name", SEPARATE, NULL},
    {"-dependency-file", SEPARATE, NULL},
    {"-load", SEPARATE, NULL},
    {"-add-plugin", SEPARATE, NULL},
    {"-plugin", SEPARATE, NULL},
    {"-remap-file", SEPARATE, NULL},
};

static bool fits(const struct spelling *spelling, const char *argument, const char *next, struct spelled_option *option)
{
    size_t length = strlen(spelling->spelling);
    if (strncmp(argument, spelling->spelling, length) != 0)
        return false;
    const char *rest = argument + length;
    option->name = spelling->means ? spelling->means : spelling->spelling;
    option->joins = spelling->form == EITHER || spelling->form == JOINED || spelling->form == EQUALS;
    bool joined = spelling->form == EQUALS ? *rest == '=' : spelling->form == EITHER || spelling->form == JOINED;
    if (*rest && joined)
        option->value = rest + (spelling->form == EQUALS);
    else if (*rest)
        return false;
    else if (spelling->form != ALONE && spelling->form != JOINED && next) {
        option->value = next;
        option->count = 2;
    }
    return true;
}

static bool find(const struct spelling *table, size_t count, const char *argument, const char *next,
                 struct spelled_option *option)
{
    for (size_t i = 0; i < count; i++)
        if (fits(&table[i], argument, next, option))
            return true;
    return false;
}

struct spelled_option option_spelled(const char *argument, const char *next, enum option_reader reader)
{
    struct spelled_option option = {.count = 1};
    if (reader == READER_COMPILER &&
        find(compiler_spellings, sizeof compiler_spellings / sizeof *compiler_spellings, argument, next, &option))
        return option;
    if (!find(spellings, sizeof spellings / sizeof *spellings, argument, next, &option))
        option = (struct spelled_option){.name = argument, .count = 1};
    return option;
}
