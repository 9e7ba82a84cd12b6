/* dependencies.c: see dependencies.h. Options reach the preprocessor in three ways: through the driver, as -Wp,A,B or
 * -Xpreprocessor A past the driver, and in clang with -Xclang A. The last two are streams of words: `-Wp,-MD -Wp,x.d`
 * is one option and its value. */
#include "driver/dependencies.h"

#include "driver/spelling.h"

#include <stdlib.h>
#include <string.h>

static const char *const variables[] = {"DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES"};

enum way { DRIVER, PREPROCESSOR, CLANG };

struct stream {
    enum way way;
    enum { NOTHING, VALUE, FILE_NAME } next; /* what the next word is */
};

static bool is(const char *word, const char *option)
{
    return strcmp(word, option) == 0;
}

/* True if this word is an option about dependencies, or the value of one. */
static bool read_word(struct dependencies *d, struct stream *stream, const char *word)
{
    bool driver = stream->way == DRIVER;
    if (stream->next != NOTHING) {
        if (stream->next == FILE_NAME)
            strings_add(&d->files, word);
        stream->next = NOTHING;
        return true;
    }
    if (is(word, "-M") || is(word, "-MM"))
        return d->lists = true;
    if (is(word, "-MD") || is(word, "-MMD")) {
        d->writes = true;
        d->by_driver |= driver;
        stream->next = driver ? NOTHING : FILE_NAME;
        return true;
    }
    if (stream->way == CLANG && (is(word, "-dependency-file") || is(word, "-dependency-dot"))) {
        d->writes = true;
        stream->next = FILE_NAME;
        return true;
    }
    if (is(word, "-sys-header-deps"))
        return true;
    if (!starts_with(word, "-M") || starts_with(word, "-MJ"))
        return false;
    if (!driver && (starts_with(word, "-MD") || starts_with(word, "-MMD"))) {
        d->writes = true;
        strings_add(&d->files, word + (word[2] == 'D' ? 3 : 4));
    } else if (starts_with(word, "-MF")) {
        d->named |= driver;
        if (word[3])
            strings_add(&d->files, word + 3);
        else
            stream->next = FILE_NAME;
    } else if (starts_with(word, "-MT") || starts_with(word, "-MQ")) {
        d->targeted |= driver;
        stream->next = word[3] ? NOTHING : VALUE;
    }
    return true;
}

/* Reads -Wp,A,B,C. Returns what remains of it, or NULL. */
static const char *read_comma_list(struct dependencies *d, struct stream *stream, const char *argument)
{
    char *rest = NULL;
    bool changed = false;
    if (starts_with(argument, "-Wp,-MD") || starts_with(argument, "-Wp,-MMD")) {
        const char *comma = strchr(argument + 4, ',');
        d->by_list = true;
        d->by_named_list |= comma && !strchr(comma + 1, ',');
    }
    for (const char *at = argument + 4;; at++) {
        size_t length = strcspn(at, ",");
        char *word = string_format("%.*s", (int)length, at);
        if (read_word(d, stream, word))
            changed = true; /* the list of files keeps the word */
        else
            rest = string_format("%s,%s", rest ? rest : "-Wp", word);
        at += length;
        if (!*at)
            break;
    }
    return changed ? rest : argument;
}

void dependencies_read(struct dependencies *dependencies, const struct strings *arguments, const char **rest)
{
    struct stream driver = {.way = DRIVER}, preprocessor = {.way = PREPROCESSOR}, clang = {.way = CLANG};
    *dependencies = (struct dependencies){0};
    for (size_t i = 0; i < arguments->count; i++)
        rest[i] = arguments->items[i];
    for (size_t i = 1; i < arguments->count; i++) {
        const char *argument = arguments->items[i];
        bool last = i + 1 == arguments->count;
        if (is(argument, "--"))
            break;
        if (starts_with(argument, "-Wp,")) {
            rest[i] = read_comma_list(dependencies, &preprocessor, argument);
        } else if (!last && (is(argument, "-Xpreprocessor") || is(argument, "-Xclang"))) {
            struct stream *stream = argument[2] == 'p' ? &preprocessor : &clang;
            if (read_word(dependencies, stream, arguments->items[i + 1]))
                rest[i] = rest[i + 1] = NULL;
            i++;
        } else {
            struct spelled_option option =
                option_spelled(argument, last ? NULL : arguments->items[i + 1], READER_DRIVER);
            if (read_word(dependencies, &driver, option.name)) {
                if (driver.next != NOTHING && option.value)
                    read_word(dependencies, &driver, option.value);
                driver.next = NOTHING;
                for (size_t k = 0; k < option.count; k++)
                    rest[i + k] = NULL;
            }
            i += option.count - 1;
        }
    }
    for (int i = 0; i < 2; i++)
        if (getenv(variables[i])) { /* copied because the environment changes */
            dependencies->environment[i] = string_format("%s", getenv(variables[i]));
            dependencies->writes = true;
        }
}

void dependencies_hide_environment(const struct dependencies *dependencies, bool hide)
{
    for (int i = 0; i < 2; i++)
        if (dependencies->environment[i] && hide)
            unsetenv(variables[i]);
        else if (dependencies->environment[i])
            setenv(variables[i], dependencies->environment[i], 1);
}
