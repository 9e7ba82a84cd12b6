/* paste.c: see paste.h. */
#include "passes/paste.h"

#include "base/files.h"
#include "base/util.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(path, (size_t)(slash - path)) : ".";
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The file's text, in the arena; NULL if it cannot be read. */
static char *read_file(const char *path, unsigned *length)
{
    size_t size = 0;
    char *text = input_read(path, &size);
    char *copy = text ? arena_copy(text, size) : NULL;
    *length = (unsigned)size;
    free(text);
    return copy;
}

/* True for #pragma GCC system_header, or clang's. */
static bool is_system_header(const char *text, struct token first, unsigned end)
{
    return (token_is(text, first, "GCC") || token_is(text, first, "clang")) &&
           token_is(text, token_at(text, first.end, end), "system_header");
}

/* The text that replaces the #include_next at this place of a header, which would find the header itself from the
 * buffer; NULL if it was skipped. Each compiler has system headers of its own: those are named, if the name is another.
 */
static const struct next_include *next_header(const struct unit *unit, const char *path, unsigned offset)
{
    char *real = realpath(path, NULL);
    const struct next_include *found = NULL;
    for (size_t i = 0; real && i < unit->nexts.count; i++) {
        const struct next_include *next = &unit->nexts.items[i];
        if (next->offset == offset && !strcmp(next->in, real) &&
            (!next->is_system || !strcmp(base_of(next->path), base_of(path))))
            found = next;
    }
    free(real);
    return found;
}

static const char *adapt_header(struct parser *parser, const struct unit *unit, const char *text, unsigned length,
                                const char *path, const char *input, unsigned *adapted);

/* An #include_next in the next header would begin its search again, for that header is now found by its path. So it is
 * replaced there, too. */
static void follow_next(struct parser *parser, const struct unit *unit, const struct next_include *next)
{
    unsigned length, adapted;
    char *text = next->is_system ? NULL : read_file(next->path, &length);
    if (!text || !strstr(text, "include_next"))
        return;
    const char *copy = adapt_header(parser, unit, text, length, next->path, next->path, &adapted);
    parser_remap_next(parser, next->path, arena_format("%.*s\n", (int)adapted, copy));
}

/* A quoted #include searches next to the header; in the buffer it would search next to the main file. */
static const char *adapt_header(struct parser *parser, const struct unit *unit, const char *text, unsigned length,
                                const char *path, const char *input, unsigned *adapted)
{
    struct text out = {0};
    text_puts(&out, "");
    const char *home = directory_of(path), *base = directory_of(input);
    for (unsigned at = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        unsigned end = newline ? (unsigned)(newline - text) + 1 : length;
        struct token hash = token_at(text, at, end), word = token_at(text, hash.end, end);
        struct token name = token_at(text, word.end, end);
        if (token_is(text, hash, "#") && token_is(text, word, "include") && name.kind == TOKEN_STRING &&
            strcmp(home, base)) {
            const char *file = arena_copy(text + name.begin + 1, name.end - name.begin - 2);
            const char *beside = arena_format("%s/%s", home, file);
            FILE *exists = file[0] != '/' ? fopen(beside, "r") : NULL;
            if (exists) {
                fclose(exists);
                size_t prefix = strlen(base);
                char *real = !strncmp(beside, base, prefix) && beside[prefix] == '/' ? NULL : realpath(beside, NULL);
                text_printf(&out, "#include \"%s\"\n", real ? real : beside + prefix + 1);
                free(real);
                at = end;
                continue;
            }
        }
        const struct next_include *next = token_is(text, hash, "#") && token_is(text, word, "include_next")
                                              ? next_header(unit, path, hash.begin)
                                              : NULL;
        if (next) {
            follow_next(parser, unit, next);
            text_printf(&out, "#include \"%s\"\n", next->path);
        } else if (token_is(text, hash, "#") && token_is(text, word, "include_next")) {
            text_printf(&out, "#include%.*s", (int)(end - word.end), text + word.end);
        } else if (token_is(text, hash, "#") && token_is(text, word, "pragma") && token_is(text, name, "once")) {
            text_puts(&out, "/* #pragma once */\n");
        } else if (token_is(text, hash, "#") && token_is(text, word, "pragma") && is_system_header(text, name, end)) {
            text_puts(&out, "/* #pragma GCC system_header */\n"); /* compilers warn of it in the main file */
        } else {
            text_add(&out, text + at, end - at);
        }
        at = end;
    }
    if (out.length && out.text[out.length - 1] == '\n')
        out.length--;
    *adapted = (unsigned)out.length;
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

static size_t number_of(const struct source *source, const struct include *include)
{
    size_t number = 0;
    while (source->files.items[number].number != include->file)
        number++;
    return number;
}

/* The inclusion of the header as the user's compiler sees it; -1 if there is none. */
static int inclusion_at(const struct source *source, const struct include *include)
{
    struct place begin = source_place(source, include->begin), end = source_place(source, include->end);
    int inclusion = -1;
    for (unsigned line = begin.line; source->view && inclusion < 0 && line <= end.line; line++)
        inclusion = view_child(source->view, source->files.items[begin.file].inclusion, line);
    return inclusion;
}

/* Until all #includes of a header with #pragma once are gone, the remaining ones have to respect its macro. */
static void remap_header(struct parser *parser, const struct source *source, const struct unit *unit,
                         const struct include *include, const char *text, unsigned length)
{
    unsigned adapted;
    if (source->view)
        text = view_decide_header(source->view, include->path, text, length);
    const char *copy = adapt_header(parser, unit, text, length, include->path, include->path, &adapted);
    size_t number = number_of(source, include);
    parser_remap(parser, include,
                 arena_format("#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n%.*s\n#endif\n", number, number,
                              (int)adapted, copy));
}

static bool is_at_file_scope(const struct unit *unit, unsigned offset)
{
    for (size_t i = 0; i < unit->toplevels.count; i++)
        if (unit->toplevels.items[i].begin < offset && offset < unit->toplevels.items[i].end)
            return false;
    return true;
}

/* Replaces what text gets from being in a header: #pragma once, which refers to the file, becomes a macro, and
 * compilers do not warn of unused functions. */
static void wrap_header(struct source *source, const struct unit *unit, const struct include *include, unsigned length)
{
    bool quiet = is_at_file_scope(unit, include->begin);
    size_t number = number_of(source, include);
    const char *before = quiet ? "#if defined(__clang__)\n#pragma clang diagnostic push\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-function\"\n"
                                 "#pragma clang diagnostic ignored \"-Wunused-const-variable\"\n#endif\n"
                               : "";
    const char *after = quiet ? "\n#if defined(__clang__)\n#pragma clang diagnostic pop\n#endif" : "";
    if (include->is_once) {
        before = arena_format("%s#ifndef ASYNCC_HEADER_%zu\n#define ASYNCC_HEADER_%zu\n", before, number, number);
        after = arena_format("\n#endif%s", after);
    }
    unsigned end = include->begin + length;
    source_replace(source, end, end, after, (unsigned)strlen(after), 0, true);
    source_replace(source, include->begin, include->begin, before, (unsigned)strlen(before), 0, true);
}

static bool paste(struct parser *parser, struct source *source, struct diag *diag, const struct unit *unit,
                  const struct include *include, const char *input)
{
    unsigned length, adapted;
    char *text = read_file(include->path, &length);
    if (!text) {
        diag_error(diag, include->begin, include->end, "cannot read %s again: %s", include->path, strerror(errno));
        return false;
    }
    length = source_read_trigraphs(source, text, length);
    const char *copy = adapt_header(parser, unit, text, length, include->path, input, &adapted);
    int file = source_add_file(source, include->path, copy, adapted);
    source->files.items[file].number = include->file;
    source->files.items[file].parent = source_place(source, include->begin).file;
    parser_note_pasted(parser, include);
    parser_presume(parser, (size_t)file);
    int inclusion = source->files.items[file].inclusion = inclusion_at(source, include);
    source_replace(source, include->begin, include->end, copy, adapted, file, false);
    source_decide(source, include->begin, adapted, inclusion);
    wrap_header(source, unit, include, adapted);
    if (include->is_once)
        remap_header(parser, source, unit, include, text, length);
    return true;
}

/* True if the #include stands in the text of its own file: headers that include each other in a circle. */
static bool is_in_itself(const struct source *source, const struct include *include)
{
    int file = source_place(source, include->begin).file;
    while (file > 0 && source->files.items[file].number != include->file)
        file = source->files.items[file].parent;
    return file > 0;
}

bool paste_headers(struct parser *parser, struct source *source, struct diag *diag, const struct unit *unit,
                   const char *input, bool *pasted)
{
    *pasted = false;
    if (unit->forced && source->may_lead) {
        source->forced = unit->forced;
        return false;
    }
    if (unit->forced) {
        diag_error(diag, 0, 0, "%s, which -include puts in front of the file, has code for asyncc: #include it instead",
                   unit->forced);
        return false;
    }
    for (size_t i = unit->includes.count; i-- > 0;) {
        const struct include *include = &unit->includes.items[i];
        bool copied = include->has_copy && !is_in_itself(source, include);
        if (!include->end || (!include->has_code && !copied))
            continue;
        if (!*pasted)
            parser_omit_unchanged(parser);
        if (!paste(parser, source, diag, unit, include, input))
            return false;
        *pasted = true;
    }
    return true;
}
