/* pragmas.c: pragmas in the text of a function, as lines and as operators. */
#include "base/pragmas.h"

bool pragma_operator_at(const char *text, struct token word, unsigned limit, struct pragma *pragma)
{
    if (!token_is(text, word, "_Pragma"))
        return false;
    struct token open = token_at(text, word.end, limit), string = token_at(text, open.end, limit);
    struct token close = token_at(text, string.end, limit);
    *pragma = (struct pragma){word.begin, close.end, string.begin + 1, string.end - 1};
    return token_is(text, open, "(") && string.kind == TOKEN_STRING && token_is(text, close, ")");
}

bool next_pragma(const struct source *source, unsigned at, unsigned end, struct pragma *pragma)
{
    const char *text = source->text;
    unsigned line;
    for (struct token token = token_at(text, at, end); token.kind != TOKEN_END; token = token_at(text, at, end)) {
        if (!begins_line(text, source->length, at, token, &line)) {
            if (pragma_operator_at(text, token, end, pragma))
                return true;
            at = token.end;
            continue;
        }
        at = line_end(text, source->length, token.begin);
        struct token word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), at);
        *pragma = (struct pragma){line, at, word.end, at};
        if (token_is(text, word, "pragma"))
            return true;
    }
    return false;
}
