/* flags.c: see flags.h.
 *
 * gcc, and other versions of clang, have options that libclang does not know. An unknown option is an error for
 * libclang, or even makes it fail. So options that are not well known are first tried on an empty file, and those that
 * libclang rejects are dropped. Where the source depends on such an option (for example a vector type that only exists
 * with -mavx10), libclang's message about the source shows it. */
#include "clang/flags.h"

#include "base/dialect.h"
#include "base/util.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#ifndef ASYNCC_RESOURCE_DIR
#define ASYNCC_RESOURCE_DIR ""
#endif

/* Common options that every libclang accepts, or prefixes of them; and options that change too much to be dropped, for
 * which libclang's error is the right answer. */
static const char *const well_known[] = {
    "-fPIC",
    "-fPIE",
    "-fabi-version",
    "-fasm",
    "-fasynchronous-unwind-tables",
    "-fblocks",
    "-fbuiltin",
    "-fcommon",
    "-fdata-sections",
    "-fdollars-in-identifiers",
    "-fexceptions",
    "-fexec-charset=",
    "-ffast-math",
    "-ffinite-math-only",
    "-ffreestanding",
    "-ffunction-sections",
    "-fgnu89-inline",
    "-fhosted",
    "-finline-functions",
    "-finput-charset=",
    "-fms-extensions",
    "-fno-PIC",
    "-fno-PIE",
    "-fno-asm",
    "-fno-asynchronous-unwind-tables",
    "-fno-builtin",
    "-fno-common",
    "-fno-dollars-in-identifiers",
    "-fno-exceptions",
    "-fno-fast-math",
    "-fno-gnu89-inline",
    "-fno-hosted",
    "-fno-inline",
    "-fno-omit-frame-pointer",
    "-fno-pic",
    "-fno-pie",
    "-fno-plt",
    "-fno-semantic-interposition",
    "-fno-short-enums",
    "-fno-short-wchar",
    "-fno-signed-char",
    "-fno-stack-protector",
    "-fno-strict-aliasing",
    "-fno-strict-overflow",
    "-fno-unsigned-char",
    "-fomit-frame-pointer",
    "-fpic",
    "-fpie",
    "-fsanitize=address",
    "-fsanitize=thread",
    "-fsanitize=undefined",
    "-fshort-enums",
    "-fshort-wchar",
    "-fsigned-char",
    "-fstack-protector",
    "-fstrict-aliasing",
    "-ftrapv",
    "-funsigned-char",
    "-fvisibility=",
    "-fwrapv",
    "-m32",
    "-m64",
    "-mabi=",
    NULL,
};

/* Options that do not affect parsing, or have other effects than on parsing. */
static const char *const left_out[] = {
    "-mtune=",
    "-mllvm",
    "-mcmodel=",
    "-fansi-escape-codes",
    "-fbracket-depth=",
    "-fbuild-session",
    "-fcallgraph-info",
    "-fcolor-diagnostics",
    "-fcoverage-",
    "-fcrash-diagnostics",
    "-fdebug-",
    "-fdiagnostics-",
    "-fdirectives-only",
    "-fdump-",
    "-femit-",
    "-ferror-limit=",
    "-ffile-prefix-map=",
    "-fimplicit-module",
    "-fintegrated-",
    "-flto",
    "-fmacro-prefix-map=",
    "-fmax-errors=",
    "-fmessage-length",
    "-fmodule",
    "-fno-color-diagnostics",
    "-fno-diagnostics-",
    "-fno-integrated-",
    "-fno-lto",
    "-fno-module",
    "-fno-openacc",
    "-fno-openmp",
    "-fno-profile-",
    "-fopenacc",
    "-fopenmp", /* with it libclang would not show the statements under a directive; see passes/openmp.c */
    "-foptimization-record",
    "-fpass-plugin",
    "-fpch-",
    "-fplugin",
    "-fprebuilt-",
    "-fpreprocessed",
    "-fproc-stat-report",
    "-fprofile-",
    "-frandom-seed",
    "-frewrite-",
    "-fsave-",
    "-fstack-usage",
    "-fsyntax-only",
    "-ftest-coverage",
    "-fthinlto",
    "-ftime-",
    "-fuse-ld=",
    "-fverbose-asm",
    "-fworking-directory",
    NULL,
};

/* A flag and its value, if that is a separate argument. */
struct flag {
    const char *text, *value;
    bool doubtful, dropped;
};

struct flags {
    struct flag *items;
    size_t count, room;
};

static bool begins_as(const char *const *list, const char *flag)
{
    for (size_t i = 0; list[i]; i++)
        if (strncmp(flag, list[i], strlen(list[i])) == 0)
            return true;
    return false;
}

static struct flags read_flags(const char *const *flags, int count)
{
    static const char *const with_value[] = {"-Xclang", "-idirafter", "-arch", "-x", NULL};
    struct flags list = {0};
    for (int i = 0; i < count; i++) {
        struct flag flag = {.text = flags[i]};
        for (size_t k = 0; with_value[k]; k++)
            if (strcmp(flags[i], with_value[k]) == 0 && i + 1 < count) {
                flag.value = flags[++i];
                break;
            }
        bool for_clang = strcmp(flag.text, "-Xclang") == 0;
        const char *name = for_clang && flag.value ? flag.value : flag.text;
        if (begins_as(left_out, name))
            continue;
        bool optional = name[0] == '-' && (name[1] == 'f' || name[1] == 'm');
        flag.doubtful = optional && (for_clang || !begins_as(well_known, name));
        ARRAY_ADD(list, flag);
    }
    return list;
}

/* The remaining flags, or of the doubtful ones only `only`, with room for three more. */
static const char **as_arguments(const struct flags *flags, const struct flag *only, int *count)
{
    const char **arguments = arena_take((flags->count * 2 + 4) * sizeof *arguments);
    *count = 0;
    for (size_t i = 0; i < flags->count; i++) {
        const struct flag *flag = &flags->items[i];
        if (flag->dropped || (only && flag->doubtful && flag != only))
            continue;
        arguments[(*count)++] = flag->text;
        if (flag->value)
            arguments[(*count)++] = flag->value;
    }
    return arguments;
}

/* True if this message of libclang is about the flag. It quotes the flag, or the parts before and after its =. */
static bool names_flag(const char *message, const struct flag *flag)
{
    const char *text = strcmp(flag->text, "-Xclang") == 0 ? flag->value : flag->text;
    if (strstr(message, arena_format("'%s'", text)))
        return true;
    const char *equals = strchr(text, '=');
    return equals && strstr(message, arena_format("'%.*s'", (int)(equals + 1 - text), text)) &&
           strstr(message, arena_format("'%s'", equals + 1));
}

/* Tries the flags on an empty file. True if libclang accepts them; `*named` counts those that were dropped because a
 * message named them. */
static bool try_flags(CXIndex index, struct flags *flags, const struct flag *only, size_t *named)
{
    int count;
    const char **arguments = as_arguments(flags, only, &count);
    arguments[count++] = "-Wno-everything";
    if (*ASYNCC_RESOURCE_DIR) {
        arguments[count++] = "-resource-dir";
        arguments[count++] = ASYNCC_RESOURCE_DIR;
    }
    struct CXUnsavedFile empty = {".asyncc-empty.c", "", 0};
    CXTranslationUnit tu = NULL;
    *named = 0;
    if (clang_parseTranslationUnit2(index, empty.Filename, arguments, count, &empty, 1,
                                    CXTranslationUnit_SingleFileParse, &tu) != CXError_Success ||
        !tu)
        return false;
    bool fine = true;
    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        CXString message = clang_getDiagnosticSpelling(diagnostic);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            fine = false;
            for (size_t k = 0; k < flags->count && !only; k++) {
                struct flag *flag = &flags->items[k];
                if (flag->doubtful && !flag->dropped && names_flag(clang_getCString(message), flag)) {
                    flag->dropped = true;
                    ++*named;
                }
            }
        }
        clang_disposeString(message);
        clang_disposeDiagnostic(diagnostic);
    }
    clang_disposeTranslationUnit(tu);
    return fine;
}

/* Drops the flags that libclang rejects. Its driver names all unknown ones at once; an option that makes it fail is
 * found by trying each one alone. */
static void drop_unknown(CXIndex index, struct flags *flags)
{
    size_t named;
    do {
        if (try_flags(index, flags, NULL, &named))
            return;
    } while (named);
    for (size_t i = 0; i < flags->count; i++) {
        struct flag *flag = &flags->items[i];
        if (flag->doubtful && !flag->dropped && !try_flags(index, flags, flag, &named))
            flag->dropped = true;
    }
}

const char *const *flags_settle(CXIndex index, const char *const *flags, int flag_count, int *settled_count)
{
    struct flags list = read_flags(flags, flag_count);
    bool doubtful = false;
    for (size_t i = 0; i < list.count; i++)
        doubtful |= list.items[i].doubtful;
    if (doubtful)
        drop_unknown(index, &list);
    struct flag defines = {.text = "-D_OPENMP=201511"}; /* the value of gcc 12 */
    if (dialect_read(flags, flag_count).openmp)
        ARRAY_ADD(list, defines);
    return as_arguments(&list, NULL, settled_count);
}
