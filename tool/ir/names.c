/* names.c: see names.h. */
#include "ir/names.h"

#include "base/lex.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

static const char **find_word(const struct words *words, const char *word, size_t length)
{
    size_t at = hash_bytes(word, length) & (words->room - 1);
    while (words->table[at] && (strncmp(words->table[at], word, length) || words->table[at][length]))
        at = (at + 1) & (words->room - 1);
    return &words->table[at];
}

void words_add(struct words *words, const char *word, size_t length)
{
    if (words->count * 2 >= words->room) {
        struct words old = *words;
        words->room = old.room ? old.room * 2 : 256;
        words->table = arena_take(words->room * sizeof *words->table);
        for (size_t i = 0; i < old.room; i++)
            if (old.table[i])
                *find_word(words, old.table[i], strlen(old.table[i])) = old.table[i];
    }
    const char **at = find_word(words, word, length);
    if (*at)
        return;
    *at = arena_copy(word, length);
    words->count++;
}

bool words_have(const struct words *words, const char *word, size_t length)
{
    return words->room && *find_word(words, word, length);
}

void names_read(struct words *words, const char *text, unsigned length)
{
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;
         token = token_at(text, token.end, length))
        if (token.kind == TOKEN_WORD)
            words_add(words, text + token.begin, token.end - token.begin);
}

void names_of_buffer(struct unit *unit)
{
    if (unit->words.room)
        return;
    names_read(&unit->words, unit->source->text, unit->source->length);
    words_add(&unit->words, "", 0); /* so that the set is not empty */
}

static bool is_taken(const struct unit *unit, const char *name)
{
    size_t length = strlen(name);
    return words_have(&unit->words, name, length) || words_have(&unit->header_words, name, length) ||
           words_have(&unit->macro_names, name, length);
}

const char *name_free(const struct unit *unit, const char *name)
{
    while (is_taken(unit, name))
        name = arena_format("%s_", name);
    return name;
}

const char *name_unused(struct unit *unit, const char *name)
{
    names_of_buffer(unit);
    return name_free(unit, name);
}

const char *names_stem(struct unit *unit, const char *name)
{
    static const char *const ends[] = {"_frame",
                                       "_resume",
                                       "_awaits",
                                       "_lines",
                                       "_function",
                                       "_coroutine",
                                       "_coroutine_resume",
                                       "_coroutine_lines",
                                       "_coroutine_function",
                                       "__body",
                                       "__new",
                                       "__make",
                                       "__at",
                                       "__spawn",
                                       "__start",
                                       "__run"};
    const size_t count = sizeof ends / sizeof *ends;
    const char *stem = name;
    names_of_buffer(unit);
    for (size_t i = 0; i < count; i++)
        if (is_taken(unit, arena_format("%s%s", stem, ends[i]))) {
            stem = arena_format("%s_", stem);
            i = (size_t)-1;
        }
    for (size_t i = 0; i < count; i++) {
        const char *taken = arena_format("%s%s", stem, ends[i]);
        words_add(&unit->words, taken, strlen(taken));
    }
    return stem;
}

const char *names_own(const struct unit *unit, const char *name)
{
    while (words_have(&unit->macro_names, name, strlen(name)) || words_have(&unit->type_names, name, strlen(name)))
        name = arena_format("%s_", name);
    return name;
}

enum keyword keyword_named(const char *name)
{
    static const struct {
        const char *name;
        enum keyword keyword;
    } names[] = {
        {"async", KEYWORD_ASYNC},       {"_Async", KEYWORD_ASYNC},  {"await", KEYWORD_AWAIT},
        {"_Await", KEYWORD_AWAIT},      {"async_new", KEYWORD_NEW}, {"async_spawn", KEYWORD_SPAWN},
        {"async_start", KEYWORD_START}, {"async_run", KEYWORD_RUN}, {"async_gather", KEYWORD_GATHER},
        {"async_repr", KEYWORD_REPR},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i].name, name))
            return names[i].keyword;
    return KEYWORD_NONE;
}
