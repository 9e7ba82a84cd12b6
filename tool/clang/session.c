/* session.c: runs libclang.
 *
 * The buffer is given to it as an unsaved file, so that pasted headers and expanded macros are parsed like any other
 * text. */
#include "clang/internal.h"

#include "clang/flags.h"
#include "clang/parse.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef ASYNCC_RESOURCE_DIR
#define ASYNCC_RESOURCE_DIR ""
#endif

/* The files whose text for libclang differs from the disk; of two texts for one file the last one counts. */
static struct CXUnsavedFile *unsaved_files(const struct parser *parser, const char *text, unsigned length,
                                           unsigned *count)
{
    struct CXUnsavedFile *files =
        arena_take((parser->decided.count + parser->remapped.count + 1) * sizeof(struct CXUnsavedFile));
    *count = 0;
    for (size_t i = 0; i < parser->decided.count; i++)
        if (parser->includes_itself || !view_is_same_file(parser->decided.items[i].Filename, parser->input))
            files[(*count)++] = parser->decided.items[i];
    files[(*count)++] = (struct CXUnsavedFile){parser->name, text, length};
    for (size_t i = 0; i < parser->remapped.count; i++)
        files[(*count)++] = parser->remapped.items[i];
    return files;
}

bool run_clang(struct parser *parser, const char *text, unsigned length, bool probe)
{
    const char **flags = arena_take(((size_t)parser->flag_count + 16) * sizeof *flags);
    int count = 0;
    for (int i = 0; i < parser->flag_count; i++)
        if (strcmp(parser->flags[i], "-pedantic-errors"))
            flags[count++] = parser->flags[i];
    flags[count++] = "-D__ASYNCC__=1";
    flags[count++] = "-Wno-everything";
    flags[count++] = "-Wno-error";
    flags[count++] = "-Werror=implicit-function-declaration"; /* "did you mean" comes only with errors */
    flags[count++] = "-ferror-limit=0";
    flags[count++] = "-fspell-checking";
    flags[count++] = "-fno-caret-diagnostics";
    flags[count++] = "-fbracket-depth=4096";
    if (*ASYNCC_RESOURCE_DIR) {
        flags[count++] = "-resource-dir";
        flags[count++] = ASYNCC_RESOURCE_DIR;
    }
    if (probe) {
        flags[count++] = "-W#pragma-messages";
    }
    /* libclang would parse in a thread whose stack is too small for a thousand nested parentheses. This thread's is
     * large. */
    bool threads = !getenv("LIBCLANG_NOTHREADS");
    unsigned unsaved_count;
    struct CXUnsavedFile *unsaved = unsaved_files(parser, text, length, &unsaved_count);
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    parser->tu = NULL;
    memset(parser->texts, 0, sizeof parser->texts);
    if (threads)
        setenv("LIBCLANG_NOTHREADS", "1", 1);
    enum CXErrorCode code =
        clang_parseTranslationUnit2(parser->index, parser->name, flags, count, unsaved, unsaved_count,
                                    CXTranslationUnit_DetailedPreprocessingRecord, &parser->tu);
    if (threads)
        unsetenv("LIBCLANG_NOTHREADS"); /* compilers that run later get the user's environment */
    if (code != CXError_Success || !parser->tu) {
        struct text all = {0};
        for (int i = 0; i < parser->flag_count; i++)
            text_printf(&all, " %s", parser->flags[i]);
        error("libclang cannot parse %s with these options (code %d):%s", parser->input, (int)code,
              all.text ? all.text : " none");
        free(all.text);
        return false;
    }
    parser->file = clang_getFile(parser->tu, parser->name);
    return true;
}

void parser_remap(struct parser *parser, const struct include *include, const char *text)
{
    struct CXUnsavedFile file = {include->path, text, strlen(text)};
    struct known_file *known = known_file(parser, include->file);
    if (known->remapped)
        return;
    known->remapped = true;
    known->once = ONCE;
    ARRAY_ADD(parser->remapped, file);
}

void parser_remap_next(struct parser *parser, const char *path, const char *text)
{
    struct CXUnsavedFile file = {path, text, strlen(text)};
    struct known_file *known = known_file(parser, number_of_file(parser, clang_getFile(parser->tu, path)));
    if (!known || known->remapped)
        return;
    known->remapped = true;
    ARRAY_ADD(parser->remapped, file);
}

/* Another name in the same folder, so that includes are searched there. */
static const char *name_beside(const char *input)
{
    const char *slash = strrchr(input, '/');
    size_t folder = slash ? (size_t)(slash + 1 - input) : 0;
    return arena_format("%.*s.asyncc-buffer-%s", (int)folder, input, input + folder);
}

static bool is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

struct parser *parser_new(const char *input, const char *const *flags, int flag_count, struct source *source,
                          struct diag *diag)
{
    struct parser *parser = arena_take(sizeof *parser);
    parser->input = parser->name = input;
    parser->source = source;
    parser->diag = diag;
    parser->index = clang_createIndex(0, 0);
    parser->dialect = dialect_read(flags, flag_count);
    parser->flags = flags_settle(parser->index, flags, flag_count, &parser->flag_count);
    if (!is_regular(input)) /* libclang would read a pipe of that name */
        parser->name = name_beside(input);
    decide_headers(parser);
    return parser;
}

static void find_itself(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    if (depth && parser->file && clang_File_isEqual(included, parser->file))
        parser->includes_itself = true;
}

/* libclang identifies files by name. Where a file includes itself, the buffer gets another name in the same folder:
 * then the included file is the one on disk, and its places are not mistaken for places of the buffer. */
bool run_clang_on_buffer(struct parser *parser)
{
    unsigned length;
    const char *text = text_with_lines(parser, &length);
    if (!run_clang(parser, text, length, false))
        return false;
    if (parser->includes_itself)
        return true;
    clang_getInclusions(parser->tu, find_itself, parser);
    if (!parser->includes_itself)
        return true;
    parser->name = name_beside(parser->input);
    text = text_with_lines(parser, &length); /* its #line directives have the old name */
    return run_clang(parser, text, length, false);
}

void parser_free(struct parser *parser)
{
    if (parser->tu)
        clang_disposeTranslationUnit(parser->tu);
    clang_disposeIndex(parser->index);
}
