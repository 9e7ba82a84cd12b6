/* search.c: where the user's compiler looks for headers.
 *
 * Specs, configuration files, -B, the environment and scripts around a compiler can add folders that the command line
 * does not show. With -v, gcc and clang print the list:
 *
 *     #include "..." search starts here:
 *      quoted
 *     #include <...> search starts here:
 *      /home/me/include
 *      /usr/lib/gcc/x86_64-linux-gnu/12/include
 *      /usr/include
 *     End of search list.
 */
#include "driver/search.h"

#include "base/process.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* True for a compiler's own headers, of which libclang has others. */
static bool is_of_compiler(const char *folder)
{
    char *header = string_format("%s/stddef.h", folder);
    bool found = (strstr(folder, "/gcc/") && access(header, R_OK) == 0) || strstr(folder, "/include-fixed") ||
                 (strstr(folder, "/clang/") && access(header, R_OK) == 0);
    free(header);
    return found;
}

static bool is_given(const struct preprocessor *preprocessor, const char *folder)
{
    for (size_t i = 0; i < preprocessor->folders->count; i++)
        if (view_is_same_file(preprocessor->folders->items[i], folder))
            return true;
    return false;
}

static char *compiler_messages(const struct preprocessor *preprocessor)
{
    struct strings line = {0};
    struct text out = {0}, errors = {0};
    strings_add(&line, "env");
    strings_add(&line, "LC_ALL=C"); /* gcc translates the headings */
    for (size_t i = 0; i < preprocessor->line.count; i++)
        strings_add(&line, preprocessor->line.items[i]);
    static const char *const more[] = {"-w", "-E", "-v", "-x", "c", "/dev/null"};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        strings_add(&line, more[i]);
    process_capture(&line, &out, &errors);
    strings_free(&line);
    free(out.text);
    return errors.text;
}

struct strings search_flags(const struct preprocessor *preprocessor)
{
    enum { BEFORE, QUOTED, ANGLED } section = BEFORE;
    struct strings flags = {0};
    char *messages = compiler_messages(preprocessor);
    bool after = false; /* the compiler's own folder */
    for (char *line = messages ? strtok(messages, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        if (starts_with(line, "#include \"...\""))
            section = QUOTED;
        else if (starts_with(line, "#include <...>"))
            section = ANGLED;
        else if (section != BEFORE && *line != ' ')
            break;
        if (section == BEFORE || *line != ' ' || strstr(line, "(framework directory)"))
            continue;
        after |= is_of_compiler(line + 1);
        if (is_of_compiler(line + 1) || is_given(preprocessor, line + 1))
            continue;
        strings_add(&flags, section == QUOTED ? "-iquote" : after ? "-idirafter" : "-isystem");
        strings_add(&flags, string_format("%s", line + 1));
    }
    if (section == ANGLED)
        strings_add(&flags, "-nostdlibinc");
    free(messages);
    return flags;
}
