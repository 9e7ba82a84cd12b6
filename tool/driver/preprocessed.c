/* preprocessed.c: see preprocessed.h.
 *
 * asyncc.h makes __extension__ of await, so that is what tells: where a line of the program has it, and the header's
 * part for plain C (elision.h) was included. The text that `asyncc gcc -E` writes includes another part. */
#include "driver/preprocessed.h"

#include "base/files.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* True if the file that a line marker names is a header of asyncc's or the system's. Those have the flags 1 and 3 where
 * they are entered; 3 alone also marks what a macro of such a header has put into the program's text. */
static bool is_in_library(struct strings *headers, const char *line, size_t length)
{
    const char *begin = memchr(line, '"', length), *end = line + length;
    while (end > line && end[-1] != '"')
        end--;
    if (!begin || end <= begin)
        return false;
    char *name = string_format("%.*s", (int)(end - begin), begin);
    char *flags = string_format("%.*s", (int)(line + length - end), end);
    if (strchr(flags, '1') && strchr(flags, '3') && !strings_have(headers, name))
        strings_add(headers, name);
    bool found = strings_have(headers, name);
    free(flags);
    return found; /* the name may be in the list */
}

static bool contains(const char *line, size_t length, const char *part)
{
    size_t size = strlen(part);
    for (size_t i = 0; i + size <= length; i++)
        if (!strncmp(line + i, part, size))
            return true;
    return false;
}

static bool lost_keywords(const char *text)
{
    if (!strstr(text, "asyncc/elision.h\""))
        return false;
    struct strings headers = {0};
    bool library = false, lost = false;
    for (const char *line = text; *line && !lost;) {
        size_t length = strcspn(line, "\n");
        if (line[0] == '#' && line[1] == ' ' && isdigit((unsigned char)line[2]))
            library = is_in_library(&headers, line, length);
        else
            lost = !library && contains(line, length, "__extension__");
        line += length + (line[length] == '\n');
    }
    strings_free(&headers);
    return lost;
}

bool preprocessed_keep_keywords(const struct command *command)
{
    for (size_t i = 0; i < command->other_count; i++) {
        const char *path = command->arguments.items[command->others[i]];
        size_t length = 0;
        char *text = input_read_regular(path, &length);
        bool lost = text && strlen(text) == length && lost_keywords(text);
        free(text);
        if (lost)
            error("%s: async and await are gone, because the compiler alone has preprocessed it; put asyncc in front "
                  "of that command, too",
                  path);
        if (lost)
            return false;
    }
    return true;
}
