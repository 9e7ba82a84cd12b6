/* lex.h: C tokens and the lines of the preprocessor, as far as an editor of text needs them. */
#ifndef BASE_LEX_H
#define BASE_LEX_H

#include <stdbool.h>

/* A token. Comments and white space are skipped. */
enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_CHARACTER, TOKEN_PUNCTUATION };
struct token {
    enum token_kind kind;
    unsigned begin, end;
};

/* The first token at or behind `offset`, before `limit`. Punctuation comes one character at a time. */
struct token token_at(const char *text, unsigned offset, unsigned limit);

/* Is the token this word or character? */
bool token_is(const char *text, struct token token, const char *word);

/* The offset behind the closing bracket that fits the opening one at `offset`; `limit` if there is none. */
unsigned skip_bracket(const char *text, unsigned offset, unsigned limit);

/* After the newline that ends the directive at `at`, whose line comments and backslashes make longer. */
unsigned line_end(const char *text, unsigned length, unsigned at);

/* Is this # or %: the first token of its line? The token before it ends at `from`. Gives where the line begins: a
 * comment of several lines does not end one. */
bool begins_line(const char *text, unsigned length, unsigned from, struct token token, unsigned *begin);

/* Does a directive stand in this range, which does not begin with one? `at` is where its # is. */
bool has_directive(const char *text, unsigned length, unsigned begin, unsigned end, unsigned *at);

/* Is this token, after one that ends at `from`, the # of a directive? `end` is after that line. */
bool begins_directive(const char *text, unsigned length, unsigned from, struct token token, unsigned *end);

#endif
