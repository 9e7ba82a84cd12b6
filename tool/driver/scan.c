/* scan.c: the quick look at a source's includes.
 *
 * Nothing is async where asyncc.h is not included, so this follows the includes: all of them, even in dead branches, to
 * all places where the header may be. A false positive costs a little time. A false negative would be a miscompilation:
 * an untranslated file compiles, too, to the sequential program. Where an include cannot be followed, or the text has
 * one of asyncc's names but no asyncc.h was found, the result is "unsure".
 *
 * In headers of system folders, where libraries may be installed, it looks only at directives, even those in comments.
 *
 * Where asyncc.h is included, nothing is async all the same if no word of the text is one of asyncc's names, and no
 * words of it could be joined to one. Then the text is that of all headers but the platform's own, and all of them have
 * to be found.
 */
#include "driver/scan.h"

#include "base/files.h"
#include "base/util.h"
#include "driver/ours.h"
#include "driver/self.h"
#include "ir/names.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The folders that every compiler searches, relative to the sysroot. */
static const char *const system_folders[] = {
    "/usr/local/include",
    "/usr/include",
#ifdef ASYNCC_MULTIARCH
    "/usr/include/" ASYNCC_MULTIARCH,
#endif
    NULL,
};

struct scanned_file {
    const char *path;
    bool of_system;
};

/* What an #include names. */
struct included_name {
    const char *name;
    bool found; /* it is the platform's, or one of the files that it may mean has been read */
};

struct scan {
    const struct command *command;
    struct {
        struct scanned_file *items; /* files that were read or are waiting to be read */
        size_t count, room;
    } files;
    struct words seen;      /* their paths */
    struct words looked_up; /* names that were searched in all folders */
    struct words read;      /* the paths that were read */
    struct {
        struct included_name *items;
        size_t count, room;
    } names;
    struct {
        struct place_of_name {
            size_t name; /* index into names */
            const char *path;
        } * items;
        size_t count, room;
    } places;                  /* where the names were looked for */
    size_t name;               /* the one that is being looked for */
    struct pieces_seen pieces; /* of the text that was read */
    bool found;                /* asyncc.h is included */
    bool unsure;
    bool quotes; /* a string has one of asyncc's names: it may be that of a function in assembly or in an attribute */
};

/* --- finding headers --- */

static bool note(struct words *words, const char *word)
{
    if (words_have(words, word, strlen(word)))
        return false;
    words_add(words, word, strlen(word));
    return true;
}

static void look_in(struct scan *scan, const char *folder, size_t length, const char *name, bool of_system)
{
    const char *path = length > 0 ? arena_format("%.*s/%s", (int)length, folder, name) : arena_format("%s", name);
    struct place_of_name place = {scan->name, path};
    ARRAY_ADD(scan->places, place);
    if (!note(&scan->seen, path))
        return;
    struct scanned_file file = {path, of_system};
    ARRAY_ADD(scan->files, file);
}

/* A folder of the command line; = means the sysroot. */
static void look_in_option(struct scan *scan, const char *folder, const char *name)
{
    const char *root = scan->command->sysroot ? scan->command->sysroot : "";
    const char *rest = folder[0] == '=' ? folder + 1 : starts_with(folder, "$SYSROOT") ? folder + 8 : NULL;
    if (rest)
        folder = arena_format("%s%s", root, rest);
    look_in(scan, folder, strlen(folder), name, false);
}

static void look_in_system(struct scan *scan, const char *name)
{
    const char *root = scan->command->sysroot ? scan->command->sysroot : "";
    for (size_t i = 0; system_folders[i]; i++) {
        const char *folder = arena_format("%s%s", root, system_folders[i]);
        look_in(scan, folder, strlen(folder), name, true);
    }
    for (size_t i = 0; i < scan->command->compiler_folders.count; i++) {
        const char *folder = scan->command->compiler_folders.items[i];
        look_in(scan, folder, strlen(folder), name, true);
    }
}

/* Headers of C, POSIX and Linux never include asyncc.h. They are the most common ones, so they are not read. */
static bool is_of_platform(const char *name)
{
    static const char *const folders[] = {"asm/", "asm-generic/", "bits/",    "gnu/",  "linux/",
                                          "sys/", "net/",         "netinet/", "arpa/", NULL};
    static const char names[] =
        " assert ctype complex errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg "
        "stdatomic stdbool stdbit stdckdint stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar "
        "wchar "
        "wctype alloca dirent dlfcn endian err fcntl features fnmatch getopt glob grp iconv langinfo libgen libintl "
        "malloc memory mqueue netdb nl_types paths poll pthread pwd regex sched search semaphore spawn strings syslog "
        "termios ucontext ulimit unistd utime utmpx values wordexp ";
    for (size_t i = 0; folders[i]; i++)
        if (starts_with(name, folders[i]))
            return true;
    size_t length = strlen(name);
    if (ends_with(name, "intrin.h"))
        return true;
    if (!ends_with(name, ".h") || length > 16)
        return false;
    char word[20];
    snprintf(word, sizeof word, " %.*s ", (int)length - 2, name);
    return strstr(names, word) != NULL;
}

static void choose_name(struct scan *scan, const char *name)
{
    for (scan->name = 0; scan->name < scan->names.count; scan->name++)
        if (!strcmp(scan->names.items[scan->name].name, name))
            return;
    struct included_name included = {name, is_of_platform(name)};
    ARRAY_ADD(scan->names, included);
}

/* Adds all files that the #include may mean, in any order. `from` is the file with the #include, `of_system` whether
 * that is a system header. */
static void follow_include(struct scan *scan, const char *from, bool of_system, const char *name)
{
    choose_name(scan, name);
    if (name[0] == '/') {
        look_in(scan, NULL, 0, name, of_system);
        return;
    }
    size_t folder = base_name(from) > from ? (size_t)(base_name(from) - from - 1) : 0;
    if (folder == 0 && from[0] == '/')
        folder = 1;
    look_in(scan, from, folder, name, of_system);
    if (!note(&scan->looked_up, name))
        return;
    for (size_t i = 0; i < scan->command->folders.count; i++)
        look_in_option(scan, scan->command->folders.items[i], name);
    if (!is_of_platform(name))
        look_in_system(scan, name);
}

/* --- scanning a file --- */

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

static const char *skip_comment(const char *p)
{
    if (p[1] == '/')
        return p + strcspn(p, "\n");
    const char *end = strstr(p + 2, "*/");
    return end ? end + 2 : p + strlen(p);
}

static bool begins_comment(const char *p)
{
    return p[0] == '/' && (p[1] == '*' || p[1] == '/');
}

static const char *skip_blanks(const char *p)
{
    for (;;) {
        p += strspn(p, " \t\v\f\r");
        if (p[0] != '/' || p[1] != '*')
            return p;
        p = skip_comment(p);
    }
}

/* Reads the line after # or %:. Returns where the text goes on: after the name of asyncc.h, which is no word of it. */
static const char *read_directive(struct scan *scan, const struct scanned_file *file, const char *p)
{
    static const char *const names[] = {"include", "include_next", "import", NULL};
    p = skip_blanks(p);
    size_t word = 0, known = 0;
    while (is_name(p[word]))
        word++;
    while (names[known] && (strlen(names[known]) != word || strncmp(p, names[known], word) != 0))
        known++;
    const char *rest = p;
    if (!names[known])
        return rest;
    p = skip_blanks(p + word);
    if (*p != '"' && *p != '<') {
        scan->unsure |= is_name(*p); /* a macro */
        return rest;
    }
    size_t length = strcspn(p + 1, *p == '"' ? "\"\n" : ">\n");
    const char *name = arena_copy(p + 1, length);
    bool ours = strcmp(base_name(name), "asyncc.h") == 0, part = strncmp(name, "asyncc/", 7) == 0;
    scan->found |= ours || part;
    scan->unsure |= part; /* it is used */
    follow_include(scan, file->path, file->of_system, name);
    scan->names.items[scan->name].found |= ours; /* asyncc adds its folder */
    return ours ? p + 1 + length : rest;
}

/* The end of a literal that begins at p; p + 1 if the line ends first, as after the apostrophe in #error don't. */
static const char *skip_literal(struct scan *scan, const char *p)
{
    for (const char *q = p + 1; *q && *q != '\n'; q++) {
        scan->quotes |= !is_name(q[-1]) && word_is_ours(q);
        if (*q == *p)
            return q + 1;
        if (*q == '\\' && q[1])
            q++;
    }
    return p + 1;
}

static void scan_text(struct scan *scan, const struct scanned_file *file, const char *p)
{
    bool line_start = true;
    while (*p) {
        if (*p == '\n') {
            line_start = true;
            p++;
        } else if (isspace((unsigned char)*p)) {
            p++;
        } else if (begins_comment(p)) {
            p = skip_comment(p);
        } else if (line_start && (*p == '#' || (p[0] == '%' && p[1] == ':'))) {
            line_start = false;
            p = read_directive(scan, file, p + (*p == '#' ? 1 : 2));
        } else if (is_name(*p)) {
            line_start = false;
            const char *word = p;
            while (is_name(*p))
                p++;
            scan->unsure |= word_is_ours(word);
            pieces_note(&scan->pieces, word, (size_t)(p - word));
        } else {
            line_start = false;
            p = *p == '"' || *p == '\'' ? skip_literal(scan, p) : p + 1;
        }
    }
}

static void scan_directives(struct scan *scan, const struct scanned_file *file, const char *p)
{
    while ((p = strpbrk(p, "#%"))) {
        p += *p == '%' && p[1] == ':' ? 2 : 1;
        if (p[-1] == '#' || p[-1] == ':')
            p = read_directive(scan, file, p);
    }
}

/* Joins the lines that a backslash at the end continues, in place. */
static void splice_lines(char *text)
{
    char *to = strchr(text, '\\');
    for (const char *from = to; from && *from;) {
        if (*from == '\\') {
            size_t blanks = strspn(from + 1, " \t\v\f\r");
            if (from[1 + blanks] == '\n') {
                from += blanks + 2;
                continue;
            }
        }
        size_t length = 1 + strcspn(from + 1, "\\");
        memmove(to, from, length);
        to += length;
        from += length;
    }
    if (to)
        *to = '\0';
}

static void scan_file(struct scan *scan, const struct scanned_file *file, char *text, size_t length, bool all)
{
    if (strlen(text) != length) { /* UTF-16, for example */
        scan->unsure = true;
        return;
    }
    splice_lines(text);
    if (starts_with(text, "\xEF\xBB\xBF")) /* a directive may follow the byte order mark */
        text += 3;
    if (!all) {
        scan_directives(scan, file, text);
        return;
    }
    if (strstr(text, "?\?=") || strstr(text, "?\?/")) /* # and \, where there are trigraphs */
        scan->unsure = true;
    scan_text(scan, file, text);
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The text of asyncc's own header is not the user's. */
static bool is_own_header(const char *path)
{
    const char *folder = strcmp(base_name(path), "asyncc.h") == 0 ? self_include_folder() : NULL;
    return folder && is_same_file(path, arena_format("%s/asyncc.h", folder));
}

/* Reads all files, of which more may be found meanwhile; of the system's, those that were found before, if `of_system`.
 */
static void scan_files(struct scan *scan, const char *text, size_t length, bool of_system)
{
    for (size_t i = 0; i < scan->files.count && !(scan->found && scan->unsure); i++) {
        struct scanned_file file = scan->files.items[i]; /* the array may move */
        char *copy;
        if ((of_system && !file.of_system) || is_own_header(file.path))
            continue;
        if (i == 0 && text) {
            copy = must_grow(NULL, length + 1);
            memcpy(copy, text, length);
            copy[length] = '\0';
        } else {
            copy = input_read_regular(file.path, &length);
        }
        if (copy) {
            note(&scan->read, file.path);
            scan_file(scan, &file, copy, length, of_system || !file.of_system);
        }
        free(copy);
    }
}

/* Reads the macros that options define as if they were text. */
static void read_options(struct scan *scan)
{
    const struct strings *flags = &scan->command->parse_flags;
    scan->unsure |= scan->command->for_preprocessor.count > 0;
    for (size_t i = 0; i < flags->count; i++) {
        bool after = i > 0 && strcmp(flags->items[i - 1], "-D") == 0;
        scan->unsure |= strcmp(flags->items[i], "-Xclang") == 0;
        if (after || starts_with(flags->items[i], "-D"))
            scan_text(scan, &scan->files.items[0], flags->items[i] + (after ? 0 : 2));
    }
}

/* True if, although asyncc.h is included, nothing in the text can name what it declares. */
static bool is_unused(struct scan *scan)
{
    if (scan->unsure)
        return false;
    read_options(scan);
    scan_files(scan, NULL, 0, true);
    for (size_t i = 0; i < scan->places.count; i++)
        if (words_have(&scan->read, scan->places.items[i].path, strlen(scan->places.items[i].path)))
            scan->names.items[scan->places.items[i].name].found = true;
    bool known = true;
    for (size_t i = 0; i < scan->names.count; i++)
        known &= scan->names.items[i].found;
    return known && !scan->unsure && !scan->quotes && !pieces_fit(&scan->pieces);
}

enum scan_result scan_source(const struct command *command, const char *source, const char *text, size_t length)
{
    struct scan scan = {.command = command, .unsure = command->unsure};
    choose_name(&scan, source);
    look_in(&scan, NULL, 0, source, false);
    if (text)
        note(&scan.read, source);
    for (size_t i = 0; i < command->forced.count; i++) {
        bool ours = strcmp(base_name(command->forced.items[i]), "asyncc.h") == 0;
        follow_include(&scan, "", false, command->forced.items[i]);
        scan.names.items[scan.name].found |= ours;
        scan.found |= ours;
    }
    scan_files(&scan, text, length, false);
    if (scan.found)
        return is_unused(&scan) ? SCAN_UNUSED : SCAN_ASYNC;
    return scan.unsure ? SCAN_UNSURE : SCAN_NOTHING;
}
