/* scan.c: the quick look. Reads the source and, line by line, what it includes, with comments and literals skipped but
 * without a preprocessor. What it looks for: an include of asyncc.h, or a name that begins as one of ours does. System
 * headers are not followed: one of them may include asyncc.h, but then the source has to use its names. */
#include "driver/scan.h"

#include "base/files.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct scan {
    const struct command *command;
    struct strings seen; /* paths of files that were read or wait for it */
};

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

static bool is_ours(const char *name)
{
    static const char *const starts[] = {"async", "await", "_Async", "_Await", "ASYNC", NULL};
    for (size_t i = 0; starts[i]; i++)
        if (starts_with(name, starts[i]))
            return true;
    return false;
}

static void look_for(struct scan *scan, const char *folder, size_t folder_length, const char *name)
{
    char *path =
        folder_length > 0 ? string_format("%.*s/%s", (int)folder_length, folder, name) : string_format("%s", name);
    if (!strings_have(&scan->seen, path))
        strings_add(&scan->seen, path);
    else
        free(path);
}

/* All places where the header may be: one too many costs a little time, one too few would be a mistake. */
static void follow_include(struct scan *scan, const char *from, const char *name)
{
    if (name[0] == '/') {
        look_for(scan, NULL, 0, name);
        return;
    }
    look_for(scan, from, base_name(from) > from ? (size_t)(base_name(from) - from - 1) : 0, name);
    for (size_t i = 0; i < scan->command->folders.count; i++)
        look_for(scan, scan->command->folders.items[i], strlen(scan->command->folders.items[i]), name);
}

/* The rest of a directive's line, behind #. True if it decides for a translation. */
static bool read_directive(struct scan *scan, const char *path, const char *p)
{
    p += strspn(p, " \t");
    if (!starts_with(p, "include") && !starts_with(p, "import"))
        return false;
    while (is_name(*p))
        p++;
    p += strspn(p, " \t");
    if (*p != '"' && *p != '<')
        return true; /* a macro, or a comment before the name */
    size_t length = strcspn(p + 1, *p == '"' ? "\"\n" : ">\n");
    char *name = string_format("%.*s", (int)length, p + 1);
    bool ours = strcmp(base_name(name), "asyncc.h") == 0;
    follow_include(scan, path, name);
    free(name);
    return ours;
}

/* The end of a literal that begins at p; p + 1 if its line ends first, as behind the apostrophe in #error don't. */
static const char *skip_literal(const char *p)
{
    for (const char *q = p + 1; *q && *q != '\n'; q++) {
        if (*q == *p)
            return q + 1;
        if (*q == '\\' && q[1])
            q++;
    }
    return p + 1;
}

static bool scan_text(struct scan *scan, const char *path, const char *p)
{
    bool line_start = true;
    while (*p) {
        if (*p == '\n') {
            line_start = true;
            p++;
        } else if (isspace((unsigned char)*p)) {
            p++;
        } else if (p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");
            p = end ? end + 2 : p + strlen(p);
        } else if (p[0] == '/' && p[1] == '/') {
            p += strcspn(p, "\n");
        } else if (line_start && (*p == '#' || (p[0] == '%' && p[1] == ':'))) {
            line_start = false;
            p += *p == '#' ? 1 : 2;
            if (read_directive(scan, path, p))
                return true;
        } else if (is_name(*p)) {
            line_start = false;
            if (is_ours(p))
                return true;
            while (is_name(*p))
                p++;
            if (p[0] == '\\' && p[1] == '\n' && is_name(p[2]))
                return true; /* a name that goes on in the next line */
        } else {
            line_start = false;
            p = *p == '"' || *p == '\'' ? skip_literal(p) : p + 1;
        }
    }
    return false;
}

bool scan_needs_translation(const struct command *command, const char *source)
{
    if (command->unsure)
        return true;
    struct scan scan = {.command = command};
    bool needed = false;
    strings_add(&scan.seen, source);
    for (size_t i = 0; i < command->forced.count; i++)
        follow_include(&scan, "", command->forced.items[i]);
    for (size_t i = 0; i < command->parse_flags.count && !needed; i++) /* -Dcoroutine=_Async */
        needed = strstr(command->parse_flags.items[i], "_Async") || strstr(command->parse_flags.items[i], "=async");
    for (size_t i = 0; i < scan.seen.count && !needed; i++) {
        size_t length;
        char *text = input_read(scan.seen.items[i], &length);
        needed = text && (strlen(text) != length || scan_text(&scan, scan.seen.items[i], text));
        free(text);
    }
    strings_free(&scan.seen);
    return needed;
}
