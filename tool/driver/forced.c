/* forced.c: see forced.h. A header that has async functions is translated as part of the source, so the compiler must
 * not include it again. */
#include "driver/forced.h"

#include "driver/spelling.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The arguments for the preprocessor, or for clang -cc1, without -include. */
static struct strings without_includes(const struct strings *handed)
{
    struct strings left = {0};
    for (size_t i = 0; i < handed->count;) {
        const char *next = i + 1 < handed->count ? handed->items[i + 1] : NULL;
        struct spelled_option option = option_spelled(handed->items[i], next, READER_COMPILER);
        for (size_t k = 0; k < option.count && strcmp(option.name, "-include") != 0; k++)
            strings_add(&left, handed->items[i + k]);
        i += option.count;
    }
    return left;
}

/* -Wp,-DA,-include,x.h becomes -Wp,-DA. */
static const char *shorter_list(const char *argument)
{
    struct strings parts = {0};
    for (const char *at = argument + strlen("-Wp,"); *at;) {
        size_t length = strcspn(at, ",");
        strings_add(&parts, string_format("%.*s", (int)length, at));
        at += length + (at[length] == ',');
    }
    struct strings left = without_includes(&parts);
    struct text list = {0};
    text_puts(&list, "-Wp");
    for (size_t i = 0; i < left.count; i++)
        text_printf(&list, ",%s", left.items[i]);
    return left.count ? list.text : NULL;
}

/* -Xpreprocessor A -Xpreprocessor B: reads consecutive ones from *at on, and adds those that remain. */
static void add_run(struct strings *line, const struct strings *arguments, size_t *at)
{
    const char *option = arguments->items[*at];
    struct strings handed = {0};
    for (; *at + 1 < arguments->count && strcmp(arguments->items[*at], option) == 0; *at += 2)
        strings_add(&handed, arguments->items[*at + 1]);
    struct strings left = without_includes(&handed);
    for (size_t i = 0; i < left.count; i++) {
        strings_add(line, option);
        strings_add(line, left.items[i]);
    }
}

void forced_drop(struct strings *arguments, size_t first)
{
    struct strings line = {0};
    for (size_t i = 0; i < arguments->count;) {
        const char *argument = arguments->items[i], *next = i + 1 < arguments->count ? arguments->items[i + 1] : NULL;
        struct spelled_option option = {.name = argument, .count = 1};
        if (i >= first)
            option = option_spelled(argument, next, READER_DRIVER);
        if (i >= first && option.count == 2 && (!strcmp(argument, "-Xpreprocessor") || !strcmp(argument, "-Xclang"))) {
            add_run(&line, arguments, &i);
            continue;
        }
        if (i >= first && starts_with(argument, "-Wp,")) {
            const char *shorter = shorter_list(argument);
            if (shorter)
                strings_add(&line, shorter);
        } else if (strcmp(option.name, "-include") != 0) {
            for (size_t k = 0; k < option.count; k++)
                strings_add(&line, arguments->items[i + k]);
        }
        i += option.count;
    }
    strings_free(arguments);
    *arguments = line;
}

void forced_write(struct text *text, const struct strings *headers, const char *source)
{
    for (size_t i = 0; i < headers->count; i++) {
        const char *header = headers->items[i];
        bool here = header[0] == '/' || base_name(source) == source || access(header, R_OK) != 0;
        char *absolute = here ? NULL : realpath(header, NULL);
        text_printf(text, "#include \"%s\"\n", absolute ? absolute : header);
        free(absolute);
    }
}
