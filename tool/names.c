/* names.c: see names.h. The identifiers of the buffer are read once, when the first name is asked for. */
#include "names.h"

#include "util.h"

#include <string.h>

struct words {
    const char **table;
    size_t count, room;
};

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

static struct words *read_words(const struct source *source)
{
    struct words *words = arena_take(sizeof *words);
    size_t count = 0;
    for (int round = 0; round < 2; round++) {
        if (round) {
            for (words->room = 64; words->room < count * 2;)
                words->room *= 2;
            words->table = arena_take(words->room * sizeof *words->table);
        }
        for (struct token token = token_at(source->text, 0, source->length); token.kind != TOKEN_END;
             token = token_at(source->text, token.end, source->length)) {
            if (token.kind != TOKEN_WORD)
                continue;
            count++;
            if (!round)
                continue;
            const char **at = find_word(words, source->text + token.begin, token.end - token.begin);
            if (!*at)
                *at = arena_copy(source->text + token.begin, token.end - token.begin);
        }
    }
    return words;
}

const char *name_unused(struct unit *unit, const char *name)
{
    if (!unit->words)
        unit->words = read_words(unit->source);
    while (*find_word(unit->words, name, strlen(name)))
        name = arena_format("%s_", name);
    return name;
}
