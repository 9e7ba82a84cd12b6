/* names.c: see names.h. */
#include "names.h"

#include "util.h"

#include <string.h>

static const char **find_word(const struct words *words, const char *word, size_t length)
{
    size_t hash = 5381;
    for (size_t i = 0; i < length; i++)
        hash = hash * 33 ^ (unsigned char)word[i];
    size_t at = hash & (words->room - 1);
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

/* The identifiers of the buffer are read once, when the first name is asked for. */
static void read_words(struct words *words, const struct source *source)
{
    for (struct token token = token_at(source->text, 0, source->length); token.kind != TOKEN_END;
         token = token_at(source->text, token.end, source->length))
        if (token.kind == TOKEN_WORD)
            words_add(words, source->text + token.begin, token.end - token.begin);
    words_add(words, "", 0); /* so that it is not empty */
}

const char *name_unused(struct unit *unit, const char *name)
{
    if (!unit->words.room)
        read_words(&unit->words, unit->source);
    while (words_have(&unit->words, name, strlen(name)) || words_have(&unit->macro_names, name, strlen(name)))
        name = arena_format("%s_", name);
    return name;
}
