/* lex.c: see lex.h. */
#include "base/lex.h"

#include <ctype.h>
#include <string.h>

/* The offset after white space, comments and line continuations. */
static unsigned skip_space(const char *text, unsigned at, unsigned limit)
{
    while (at < limit) {
        if (isspace((unsigned char)text[at])) {
            at++;
        } else if (text[at] == '\\' && at + 1 < limit && (text[at + 1] == '\n' || text[at + 1] == '\r')) {
            at += 2;
        } else if (text[at] == '/' && at + 1 < limit && text[at + 1] == '/') {
            while (at < limit && text[at] != '\n')
                at += text[at] == '\\' && at + 1 < limit ? 2 : 1;
        } else if (text[at] == '/' && at + 1 < limit && text[at + 1] == '*') {
            at += 2;
            while (at + 1 < limit && !(text[at] == '*' && text[at + 1] == '/'))
                at++;
            at = at + 2 < limit ? at + 2 : limit;
        } else {
            break;
        }
    }
    return at < limit ? at : limit;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_quote_prefix(const char *text, unsigned begin, unsigned end)
{
    unsigned length = end - begin;
    return (length == 1 && strchr("LuU", text[begin])) || (length == 2 && !memcmp(text + begin, "u8", 2));
}

static unsigned skip_quoted(const char *text, unsigned at, unsigned limit)
{
    char quote = text[at++];
    while (at < limit && text[at] != quote && text[at] != '\n')
        at += text[at] == '\\' && at + 1 < limit ? 2 : 1;
    return at < limit ? at + 1 : limit;
}

struct token token_at(const char *text, unsigned offset, unsigned limit)
{
    unsigned at = skip_space(text, offset, limit);
    struct token token = {TOKEN_END, at, at};
    if (at >= limit)
        return token;
    char c = text[at];
    if (isdigit((unsigned char)c) || (c == '.' && at + 1 < limit && isdigit((unsigned char)text[at + 1]))) {
        token.kind = TOKEN_NUMBER;
        while (at < limit && (is_word(text[at]) || text[at] == '.' || text[at] == '\'' ||
                              ((text[at] == '+' || text[at] == '-') && strchr("eEpP", text[at - 1]))))
            at++;
    } else if (is_word(c)) {
        token.kind = TOKEN_WORD;
        while (at < limit && is_word(text[at]))
            at++;
        if (at < limit && (text[at] == '"' || text[at] == '\'') && is_quote_prefix(text, token.begin, at)) {
            token.kind = text[at] == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
            at = skip_quoted(text, at, limit);
        }
    } else if (c == '"' || c == '\'') {
        token.kind = c == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
        at = skip_quoted(text, at, limit);
    } else {
        token.kind = TOKEN_PUNCTUATION;
        at++;
    }
    token.end = at;
    return token;
}

bool token_is(const char *text, struct token token, const char *word)
{
    size_t length = strlen(word);
    return token.kind != TOKEN_END && token.end - token.begin == length && !memcmp(text + token.begin, word, length);
}

unsigned skip_bracket(const char *text, unsigned offset, unsigned limit)
{
    int depth = 0;
    for (struct token token = token_at(text, offset, limit); token.kind != TOKEN_END;
         token = token_at(text, token.end, limit)) {
        if (token.kind != TOKEN_PUNCTUATION)
            continue;
        char c = text[token.begin];
        if (c == '(' || c == '[' || c == '{')
            depth++;
        if ((c == ')' || c == ']' || c == '}') && --depth == 0)
            return token.end;
    }
    return limit;
}

/* True for the words that may follow a type in a declaration and do not belong to it. */
static bool is_specifier(const char *text, struct token token)
{
    static const char *const words[] = {"const",     "volatile",   "restrict",     "_Atomic",       "__const",
                                        "__const__", "__volatile", "__volatile__", "__restrict",    "__restrict__",
                                        "static",    "extern",     "register",     "auto",          "typedef",
                                        "inline",    "__inline",   "__inline__",   "_Thread_local", "thread_local",
                                        "__thread",  "constexpr",  "_Alignas",     "alignas",       "__extension__"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(text, token, words[i]))
            return true;
    return false;
}

unsigned skip_attributes(const char *text, unsigned offset, unsigned limit)
{
    for (struct token token = token_at(text, offset, limit); token.kind == TOKEN_WORD && !is_specifier(text, token);
         token = token_at(text, offset, limit)) {
        struct token open = token_at(text, token.end, limit);
        offset = token_is(text, open, "(") ? skip_bracket(text, open.begin, limit) : token.end;
    }
    return offset;
}

/* The offset after the comment that begins at `at`, or `at`. A // comment ends before its newline. */
static unsigned skip_comment(const char *text, unsigned length, unsigned at)
{
    if (text[at] != '/' || (text[at + 1] != '/' && text[at + 1] != '*'))
        return at;
    if (text[at + 1] == '/') {
        while (at < length && text[at] != '\n')
            at += text[at] == '\\' && at + 1 < length ? 2 : 1;
        return at;
    }
    const char *end = strstr(text + at + 2, "*/");
    return end ? (unsigned)(end - text) + 2 : length;
}

/* The offset after the literal that begins at `at`. An apostrophe as in #error don't does not begin one. */
static unsigned skip_line_literal(const char *text, unsigned length, unsigned at)
{
    for (unsigned end = at + 1; end < length && text[end] != '\n'; end++) {
        if (text[end] == text[at])
            return end + 1;
        if (text[end] == '\\' && end + 1 < length)
            end++;
    }
    return at + 1;
}

/* See lex.h. */
unsigned line_end(const char *text, unsigned length, unsigned at)
{
    while (at < length && text[at] != '\n') {
        unsigned after = skip_comment(text, length, at);
        if (after > at)
            at = after;
        else if (text[at] == '"' || text[at] == '\'')
            at = skip_line_literal(text, length, at);
        else if (text[at] == '\\' && text[at + 1] == '\r' && text[at + 2] == '\n')
            at += 3;
        else
            at += text[at] == '\\' && at + 1 < length ? 2 : 1;
    }
    return at < length ? at + 1 : at;
}

/* See lex.h. */
bool begins_line(const char *text, unsigned length, unsigned from, struct token token, unsigned *begin)
{
    if (!token_is(text, token, "#") && (!token_is(text, token, "%") || text[token.end] != ':'))
        return false;
    bool fresh = from == 0 || text[from - 1] == '\n' || (from == 3 && !memcmp(text, "\xEF\xBB\xBF", 3));
    *begin = from;
    while (from < token.begin) {
        unsigned after = skip_comment(text, length, from);
        if (after == from) {
            after += text[from] == '\\' ? 2 : 1;
            if (text[from] == '\n') {
                fresh = true;
                *begin = after;
            }
        }
        from = after;
    }
    return fresh;
}

bool has_directive(const char *text, unsigned length, unsigned begin, unsigned end, unsigned *at)
{
    unsigned line;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         begin = token.end, token = token_at(text, begin, end))
        if (begins_line(text, length, begin, token, &line)) {
            *at = token.begin;
            return true;
        }
    return false;
}

bool begins_directive(const char *text, unsigned length, unsigned from, struct token token, unsigned *end)
{
    unsigned line;
    if (!begins_line(text, length, from, token, &line))
        return false;
    *end = line_end(text, length, token.begin);
    return true;
}
