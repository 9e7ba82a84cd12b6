/* precompiled.c: see precompiled.h.
 *
 * gcc looks for header.gch itself, beside the header that is included. It rejects one made without ASYNCC_GENERATED,
 * uses the header, and reports that only with -Winvalid-pch. clang gets one by -include-pch, or uses header.pch for
 * -include header, and does not detect the mismatch. */
#include "driver/precompiled.h"

#include "base/util.h"
#include "driver/spelling.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_clang_file(const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rb");
    bool is = file && fread(magic, 1, 4, file) == 4 && memcmp(magic, "CPCH", 4) == 0;
    if (file)
        fclose(file);
    return is;
}

/* True if clang would use a precompiled header for this -include. */
static bool is_precompiled(const char *header)
{
    static const char *const ends[] = {".pch", ".gch"};
    struct stat status;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *path = string_format("%s%s", header, ends[i]);
        if (stat(path, &status) == 0 && (S_ISDIR(status.st_mode) || is_clang_file(path)))
            return true;
    }
    return false;
}

static void add_for_clang(struct strings *to, const char *option, const char *value)
{
    strings_add(to, "-Xclang");
    strings_add(to, option);
    strings_add(to, "-Xclang");
    strings_add(to, value);
}

/* The header that a precompiled one was made from, derived from its name: p.h for p.h.pch. NULL after a message. */
static const char *header_of(const char *precompiled)
{
    const char *dot = strrchr(base_name(precompiled), '.');
    char *header = string_format("%.*s", dot ? (int)(dot - precompiled) : 0, precompiled);
    if (access(header, R_OK) == 0)
        return header;
    error("cannot find the header that %s was made of, as its text is needed; it should be %s", precompiled, header);
    return NULL;
}

/* Reads the option at *at; *at moves after it. Values of -Xclang are options themselves; the value of such an option
 * follows another -Xclang. */
static struct spelled_option read_option(const struct strings *arguments, size_t *at, bool *for_clang)
{
    const char *const *items = arguments->items;
    size_t i = *at, rest = arguments->count - i;
    *for_clang = strcmp(items[i], "-Xclang") == 0 && rest > 1;
    struct spelled_option option;
    if (*for_clang) {
        const char *value = rest > 3 && strcmp(items[i + 2], "-Xclang") == 0 ? items[i + 3] : NULL;
        option = option_spelled(items[i + 1], value, READER_COMPILER);
        option.count *= 2;
    } else {
        option = option_spelled(items[i], rest > 1 ? items[i + 1] : NULL, READER_DRIVER);
    }
    *at += option.count;
    return option;
}

static bool includes(const struct strings *arguments, size_t first, const char *header)
{
    bool found = false, for_clang;
    for (size_t i = first; i < arguments->count;) {
        struct spelled_option option = read_option(arguments, &i, &for_clang);
        found |= strcmp(option.name, "-include") == 0 && option.value && strcmp(option.value, header) == 0;
    }
    return found;
}

bool precompiled_replace(struct strings *arguments, size_t first)
{
    struct strings line = {0};
    for (size_t i = 0; i < first; i++)
        strings_add(&line, arguments->items[i]);
    for (size_t i = first; i < arguments->count;) {
        bool for_clang;
        size_t begin = i;
        struct spelled_option option = read_option(arguments, &i, &for_clang);
        if (strcmp(option.name, "-include-pch") == 0 && option.value) {
            const char *header = header_of(option.value);
            if (!header)
                return false;
            if (!includes(arguments, first, header))
                add_for_clang(&line, "-include", header);
        } else if (strcmp(option.name, "-include") == 0 && option.value && !for_clang && is_precompiled(option.value)) {
            add_for_clang(&line, "-include", option.value);
        } else if (strcmp(option.name, "-Winvalid-pch") != 0 && strcmp(option.name, "-Werror=invalid-pch") != 0) {
            for (size_t k = begin; k < i; k++)
                strings_add(&line, arguments->items[k]);
        }
    }
    strings_free(arguments);
    *arguments = line;
    return true;
}
