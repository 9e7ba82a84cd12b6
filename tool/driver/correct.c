/* correct.c: see correct.h. */
#include "driver/correct.h"

#include "base/files.h"
#include "base/list.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *c_quoted(const char *name)
{
    struct text quoted = {0};
    text_puts(&quoted, "");
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            text_puts(&quoted, "\\");
        text_add(&quoted, name, 1);
    }
    return quoted.text;
}

char *correct_text(const char *text, const char *from, const char *to, char *quoted(const char *))
{
    char *old_name = quoted(from), *new_name = quoted(to);
    char *corrected = string_replace(text, old_name, new_name);
    free(old_name);
    free(new_name);
    return corrected;
}

bool correct_file(const char *path, const char *from, const char *to, char *quoted(const char *))
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return true;
    size_t length;
    char *text = input_read(path, &length);
    char *corrected = text ? correct_text(text, from, to, quoted) : NULL;
    bool done = !corrected || output_write(path, corrected, strlen(corrected));
    free(text);
    free(corrected);
    return done;
}
