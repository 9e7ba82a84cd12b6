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

/* The first token at or after `offset`, before `limit`. Punctuation is returned one character at a time. */
struct token token_at(const char *text, unsigned offset, unsigned limit);

/* True if the token is this word or character. */
bool token_is(const char *text, struct token token, const char *word);

/* The offset after the closing bracket that matches the opening one at `offset`; `limit` if there is none. */
unsigned skip_bracket(const char *text, unsigned offset, unsigned limit);

/* The offset after the attributes that follow the closing brace of a type, which ends at `offset`. What is no word of
 * C's is a macro that holds some; `limit` is at most where the first declarator has its name. */
unsigned skip_attributes(const char *text, unsigned offset, unsigned limit);

/* The offset after the newline that ends the directive at `at`. Comments and backslashes may extend it over several
 * lines. */
unsigned line_end(const char *text, unsigned length, unsigned at);

/* True if this # or %: is the first token of its line. The token before it ends at `from`. Sets `*begin` to the start
 * of the line: a comment of several lines does not end one. */
bool begins_line(const char *text, unsigned length, unsigned from, struct token token, unsigned *begin);

/* True if there is a directive in this range, which must not begin with one. Sets `*at` to the offset of its #. */
bool has_directive(const char *text, unsigned length, unsigned begin, unsigned end, unsigned *at);

/* True if this token, after one that ends at `from`, is the # of a directive. Sets `*end` to the offset after its line.
 */
bool begins_directive(const char *text, unsigned length, unsigned from, struct token token, unsigned *end);

#endif
