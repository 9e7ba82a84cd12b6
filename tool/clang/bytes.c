/* bytes.c: protects literals that pass through libclang's diagnostics.
 *
 * A macro's expansion is read from a diagnostic (clang/probe.c), in which clang writes <E9> or <U+E0B0> for anything
 * but printable UTF-8 characters. So in the text of a probe such bytes are ASCII words inside the literals, and are
 * restored afterwards. Literals in headers cannot be changed that way.
 */
#include "clang/internal.h"

#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "ASYNCC_BYTE_";

static bool is_odd(char c)
{
    return (unsigned char)c < 0x20 || (unsigned char)c >= 0x7f || c == '<';
}

static void hide_literal(struct text *out, const char *text, struct token token)
{
    for (unsigned at = token.begin; at < token.end; at++) {
        bool splice = text[at] == '\n' || text[at] == '\r'; /* after a backslash */
        if (is_odd(text[at]) && !splice)
            text_printf(out, "%s%02x_", mark, (unsigned)(unsigned char)text[at]);
        else
            text_add(out, text + at, 1);
    }
}

/* True for a directive whose literals are file names or numbers instead of text. */
static bool is_other_directive(const char *text, unsigned begin, unsigned end)
{
    struct token hash = token_at(text, begin, end), word = token_at(text, hash.end, end);
    return token_is(text, hash, "#") && !token_is(text, word, "define") && !token_is(text, word, "pragma");
}

void hide_bytes(struct text *text)
{
    struct text out = {0};
    unsigned length = (unsigned)text->length, at = 0;
    unsigned line = 0, line_end = 0; /* including continuation lines */
    bool other = false;
    for (struct token token = token_at(text->text, 0, length); token.kind != TOKEN_END;
         token = token_at(text->text, token.end, length)) {
        if (token.begin >= line_end) {
            line = token.begin;
            while (line && text->text[line - 1] != '\n')
                line--;
            line_end = token.begin;
            while (line_end < length && (text->text[line_end] != '\n' || text->text[line_end - 1] == '\\'))
                line_end++;
            other = is_other_directive(text->text, line, line_end);
        }
        if (other || (token.kind != TOKEN_STRING && token.kind != TOKEN_CHARACTER))
            continue;
        text_add(&out, text->text + at, token.begin - at);
        hide_literal(&out, text->text, token);
        at = token.end;
    }
    text_add(&out, text->text + at, length - at);
    free(text->text);
    *text = out;
}

const char *show_bytes(const char *text)
{
    struct text out = {0};
    text_puts(&out, "");
    for (const char *found; (found = strstr(text, mark)) != NULL;) {
        text_add(&out, text, (size_t)(found - text));
        const char *digits = found + sizeof mark - 1;
        char number[3] = {digits[0], digits[0] ? digits[1] : '\0', '\0'};
        char byte = (char)strtoul(number, NULL, 16);
        text_add(&out, &byte, 1);
        text = digits + 3;
    }
    text_puts(&out, text);
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

bool lost_bytes(const char *message)
{
    for (const char *at = message; (at = strchr(at, '<')) != NULL; at++) {
        const char *end = strncmp(at, "<U+", 3) ? at + 1 : at + 3;
        size_t digits = 0;
        while (isxdigit((unsigned char)end[digits]) && !islower((unsigned char)end[digits]))
            digits++;
        if (end[digits] == '>' && (end == at + 3 ? digits >= 4 : digits == 2))
            return true;
    }
    return false;
}

bool has_odd_bytes(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != '<' && is_odd(text[i]) && !isspace((unsigned char)text[i]))
            return true;
    return false;
}
