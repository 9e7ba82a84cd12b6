/* view.c: reads the output of a preprocessor; see view.h.
 *
 * The output of `-E -fdirectives-only` holds the live lines of all files unchanged, including #define and #undef, with
 * markers between them:
 *
 *     # 12 "file.h" 1 3      the next line is line 12 of file.h, which begins here (1), or goes on after an #include
 *                            (2), and is a system header (3)
 *
 * The predefined macros and those of the command line come first, in files whose names begin with '<'. The user's own
 * #line directives make markers too; then line numbers and names are not those of the file, and only the file's text
 * maps them back.
 */
#include "base/view.h"

#include "base/files.h"
#include "base/lex.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A #line directive of a user's file. */
struct presumed {
    unsigned at; /* the directive's own line */
    unsigned line;
    const char *name; /* NULL if it names no file */
};

/* The #line directives of one file. */
struct file {
    const char *path;
    struct presumed *items;
    size_t count, room;
};

struct folder {
    const char *path;
    bool is_basic;
};

struct level {
    int inclusion;
    unsigned line; /* the number of the next line */
};

struct reader {
    struct view *view;
    struct {
        struct level *items;
        size_t count, room;
    } levels; /* the files that are open */
    struct {
        struct file *items;
        size_t count, room;
    } files;
    struct {
        struct folder *items;
        size_t count, room;
    } folders; /* that is_basic has looked at */
    enum { IN_FILE, IN_PREDEFINED, IN_COMMAND_LINE } section;
    bool in_comment;
};

/* ---- #line ---- */

static void read_presumed(struct file *file, const char *text, unsigned length)
{
    unsigned line = 1, counted = 0, from = 0, end;
    for (struct token token = token_at(text, from, length); token.kind != TOKEN_END;
         token = token_at(text, from, length)) {
        if (!begins_directive(text, length, from, token, &end)) {
            from = token.end;
            continue;
        }
        from = end;
        struct token word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), end);
        struct token number = token_is(text, word, "line") ? token_at(text, word.end, end) : word;
        if (number.kind != TOKEN_NUMBER && number.begin == word.begin)
            continue;
        for (; counted < end; counted++)
            line += text[counted] == '\n';
        struct presumed presumed = {line - 1, (unsigned)strtoul(text + number.begin, NULL, 10), NULL};
        struct token name = token_at(text, number.end, end);
        if (name.kind == TOKEN_STRING)
            presumed.name = arena_copy(text + name.begin + 1, name.end - name.begin - 2);
        ARRAY_ADD(*file, presumed);
    }
}

static const struct file *file_of(struct reader *reader, const char *path)
{
    for (size_t i = 0; i < reader->files.count; i++)
        if (!strcmp(reader->files.items[i].path, path))
            return &reader->files.items[i];
    struct file file = {.path = path};
    size_t length;
    char *text = input_read(path, &length);
    if (text && (strstr(text, "line") || strstr(text, "# ")))
        read_presumed(&file, text, (unsigned)length);
    free(text);
    ARRAY_ADD(reader->files, file);
    return &reader->files.items[reader->files.count - 1];
}

/* The physical line of the file that a marker calls `line` of `name`: the first one at or after `from` to which a #line
 * of the file gives this number. 0 if there is none. */
static unsigned physical_line(const struct file *file, const char *name, unsigned line, unsigned from)
{
    const char *presumed_name = file->path;
    for (size_t i = 0; i <= file->count; i++) {
        const struct presumed *presumed = i ? &file->items[i - 1] : NULL;
        if (presumed && presumed->name)
            presumed_name = presumed->name;
        unsigned begin = presumed ? presumed->at + 1 : 0, shown = presumed ? presumed->line : 0;
        unsigned end = i < file->count ? file->items[i].at : (unsigned)-1;
        if (line < shown || strcmp(name, presumed_name))
            continue;
        unsigned physical = begin + (line - shown);
        if (physical >= from && physical <= end)
            return physical;
    }
    return 0;
}

/* ---- markers ---- */

static struct view_inclusion *inclusion_at(const struct reader *reader, size_t level)
{
    return &reader->view->inclusions.items[reader->levels.items[level].inclusion];
}

/* Reads a quoted name with its escapes; *at moves after it. */
static const char *read_name(const char **at, const char *end)
{
    struct text name = {0};
    text_puts(&name, "");
    const char *p = *at + 1;
    for (; p < end && *p != '"'; p++) {
        char c = *p;
        if (c == '\\' && p + 3 < end && isdigit((unsigned char)p[1])) {
            c = (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0'));
            p += 3;
        } else if (c == '\\' && p + 1 < end) {
            c = *++p;
        }
        text_add(&name, &c, 1);
    }
    *at = p < end ? p + 1 : end;
    const char *copy = arena_copy(name.text, name.length);
    free(name.text);
    return copy;
}

/* True if the header belongs to the C library, the compiler or asyncc: it, or a folder around it, has their headers. */
static bool is_basic(struct reader *reader, const char *path)
{
    static const char *const headers[] = {"stdio.h", "stddef.h", "asyncc.h"};
    for (size_t length = strlen(path); length > 0; length--) {
        if (path[length] != '/')
            continue;
        const char *folder = arena_copy(path, length);
        size_t known = 0;
        while (known < reader->folders.count && strcmp(reader->folders.items[known].path, folder))
            known++;
        if (known == reader->folders.count) {
            struct folder added = {folder, false};
            for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
                added.is_basic |= access(arena_format("%s/%s", folder, headers[i]), R_OK) == 0;
            ARRAY_ADD(reader->folders, added);
        }
        if (reader->folders.items[known].is_basic)
            return true;
    }
    return false;
}

static void enter(struct reader *reader, const char *path, unsigned line, bool is_system)
{
    struct level *top = reader->levels.count ? &reader->levels.items[reader->levels.count - 1] : NULL;
    struct view_inclusion inclusion = {.path = path, .parent = -1};
    inclusion.is_system = is_system && is_basic(reader, path);
    inclusion.is_library = is_system && !inclusion.is_system;
    if (top && reader->section == IN_FILE) {
        inclusion.parent = top->inclusion;
        inclusion.line = top->line; /* leave() corrects it */
    }
    struct level level = {(int)reader->view->inclusions.count, line};
    ARRAY_ADD(reader->view->inclusions, inclusion);
    ARRAY_ADD(reader->levels, level);
    reader->section = IN_FILE;
}

/* Records that this line was printed. */
static void note_live(struct view_inclusion *inclusion, unsigned line)
{
    if (inclusion->live.count && inclusion->live.items[inclusion->live.count - 1] >= line)
        return; /* the expansion of a macro over several lines */
    ARRAY_ADD(inclusion->live, line);
}

/* Sets the number of the next line from a marker. */
static void move_to(struct reader *reader, const char *name, unsigned line)
{
    struct level *top = &reader->levels.items[reader->levels.count - 1];
    struct view_inclusion *inclusion = inclusion_at(reader, reader->levels.count - 1);
    if (!inclusion->is_system && line) {
        const struct file *file = file_of(reader, inclusion->path);
        if (file->count)
            line = physical_line(file, name, line, top->line > 1 ? top->line - 1 : 1);
        inclusion->lost |= file->count && !line;
    }
    top->line = line;
}

/* Closes the innermost file. */
static void leave(struct reader *reader, const char *name, unsigned line)
{
    struct view_inclusion *inclusion = NULL;
    size_t level = reader->levels.count - 1;
    while (level > 1 && strcmp(inclusion_at(reader, level - 1)->path, name))
        level--;
    if (strcmp(inclusion_at(reader, level ? level - 1 : 0)->path, name) && reader->levels.count > 1)
        level = reader->levels.count - 1; /* a name that #line gave to it */
    if (level) {
        inclusion = inclusion_at(reader, level);
        reader->levels.count = level;
    }
    move_to(reader, name, line);
    const struct level *top = &reader->levels.items[reader->levels.count - 1];
    if (inclusion && inclusion->parent >= 0 && top->line) {
        inclusion->line = top->line - 1;
        note_live(inclusion_at(reader, reader->levels.count - 1), inclusion->line);
    }
}

static void read_marker(struct reader *reader, const char *at, const char *end)
{
    char *quote;
    unsigned line = (unsigned)strtoul(at + 2, &quote, 10);
    at = quote;
    while (at < end && *at == ' ')
        at++;
    if (at >= end || *at != '"')
        return;
    const char *name = read_name(&at, end);
    bool enters = false, leaves = false, is_system = false;
    for (; at < end; at++) {
        enters |= *at == '1';
        leaves |= *at == '2';
        is_system |= *at == '3';
    }
    size_t length = strlen(name);
    if (length > 1 && !strcmp(name + length - 2, "//"))
        return; /* the working directory */
    if (*name == '<') {
        reader->levels.count = 1;
        reader->section = !strcmp(name, "<built-in>") ? IN_PREDEFINED : IN_COMMAND_LINE;
        return;
    }
    if (enters) {
        enter(reader, name, line, is_system);
        return;
    }
    reader->section = IN_FILE;
    if (leaves) {
        leave(reader, name, line);
        return;
    }
    struct view_inclusion *inclusion = inclusion_at(reader, reader->levels.count - 1);
    inclusion->is_system |= is_system && !inclusion->is_library; /* #pragma GCC system_header */
    move_to(reader, name, line);
}

/* ---- lines ---- */

static void read_macro(struct view_macros *macros, const char *at, const char *end)
{
    static const char define[] = "#define ", undefine[] = "#undef ";
    bool defines = (size_t)(end - at) > sizeof define - 1 && !strncmp(at, define, sizeof define - 1);
    if (!defines && ((size_t)(end - at) <= sizeof undefine - 1 || strncmp(at, undefine, sizeof undefine - 1) != 0))
        return;
    at += defines ? sizeof define - 1 : sizeof undefine - 1;
    const char *name = at;
    while (at < end && (isalnum((unsigned char)*at) || strchr("_$", *at) || (*at & 0x80)))
        at++;
    struct view_macro macro = {.name = arena_copy(name, (size_t)(at - name))};
    macro.definition = defines ? arena_copy(at, (size_t)(end - at)) : NULL;
    ARRAY_ADD(*macros, macro);
}

/* Tracks comments across lines: a line inside one may look like a marker. */
static void follow_comments(struct reader *reader, const char *at, const char *end)
{
    while (at < end) {
        if (reader->in_comment) {
            reader->in_comment = at[0] != '*' || at + 1 == end || at[1] != '/';
            at += reader->in_comment ? 1 : 2;
        } else if (*at == '"' || *at == '\'') {
            const char quote = *at++;
            while (at < end && *at != quote)
                at += *at == '\\' && at + 1 < end ? 2 : 1;
            at++;
        } else if (*at == '/' && at + 1 < end && at[1] == '/') {
            return;
        } else if (*at == '/' && at + 1 < end && at[1] == '*') {
            reader->in_comment = true;
            at += 2;
        } else {
            at++;
        }
    }
}

static bool mentions(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    for (; (size_t)(end - at) >= length && (at = memchr(at, *word, (size_t)(end - at))); at++)
        if ((size_t)(end - at) >= length && !memcmp(at, word, length))
            return true;
    return false;
}

static void read_line(struct reader *reader, const char *at, const char *end)
{
    if (!reader->in_comment && end - at > 2 && at[0] == '#' && at[1] == ' ' && isdigit((unsigned char)at[2])) {
        read_marker(reader, at, end);
        return;
    }
    if (reader->section != IN_FILE) {
        struct view *view = reader->view;
        read_macro(reader->section == IN_PREDEFINED ? &view->predefined : &view->given, at, end);
        return;
    }
    struct level *top = &reader->levels.items[reader->levels.count - 1];
    struct view_inclusion *inclusion = inclusion_at(reader, reader->levels.count - 1);
    bool blank = true;
    for (const char *p = at; p < end && blank; p++)
        blank = isspace((unsigned char)*p);
    if (!blank && !inclusion->is_system && !inclusion->lost)
        note_live(inclusion, top->line);
    if (!inclusion->is_system && !reader->view->counts)
        reader->view->counts = mentions(at, end, "__COUNTER__");
    follow_comments(reader, at, end);
    top->line++;
}

void view_read(struct view *view, const char *input, const char *text, size_t length)
{
    struct reader reader = {.view = view};
    enter(&reader, input, 1, false);
    const char *end = text + length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *line_end = newline ? newline : end;
        read_line(&reader, text, line_end > text && line_end[-1] == '\r' ? line_end - 1 : line_end);
        text = newline ? newline + 1 : end;
    }
}

/* ---- questions ---- */

const struct view_macro *view_macro(const struct view_macros *macros, const char *name, size_t length)
{
    for (size_t i = macros->count; i-- > 0;)
        if (!strncmp(macros->items[i].name, name, length) && !macros->items[i].name[length])
            return macros->items[i].definition ? &macros->items[i] : NULL;
    return NULL;
}

int view_child(const struct view *view, int parent, unsigned line)
{
    for (size_t i = 0; parent >= 0 && i < view->inclusions.count; i++)
        if (view->inclusions.items[i].parent == parent && view->inclusions.items[i].line == line)
            return (int)i;
    return -1;
}
