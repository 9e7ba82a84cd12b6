/* depends.c: decides whether the compiler's view of a source can differ from libclang's. It can where a user's file has
 * conditionals, or names a macro that may be predefined. This scans the source and what it includes without a
 * preprocessor, and follows an #include to every place where the header may be. A false positive costs only a run of
 * the compiler's preprocessor.
 */
#include "driver/preprocess.h"

#include "base/files.h"
#include "base/lex.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct look {
    const struct preprocessor *preprocessor;
    struct strings seen; /* paths of files that were read or are waiting to be read */
};

static void look_for(struct look *look, const char *folder, int folder_length, const char *name)
{
    char *path = folder_length ? string_format("%.*s/%s", folder_length, folder, name) : string_format("%s", name);
    if (strings_have(&look->seen, path))
        free(path);
    else
        strings_add(&look->seen, path);
}

static void follow_include(struct look *look, const char *from, const char *name)
{
    const struct strings *folders = look->preprocessor->folders;
    if (name[0] == '/') {
        look_for(look, NULL, 0, name);
        return;
    }
    look_for(look, from, base_name(from) > from ? (int)(base_name(from) - from - 1) : 0, name);
    for (size_t i = 0; i < folders->count; i++)
        look_for(look, folders->items[i], (int)strlen(folders->items[i]), name);
}

/* True for names of the kind that compilers predefine: __GNUC__, _OPENMP, __clang__. */
static bool is_reserved(const char *text, struct token token)
{
    static const char others[] = " __clang__ __llvm__ __pic__ __pie__ ";
    const char *word = text + token.begin;
    size_t length = token.end - token.begin;
    if (token.kind != TOKEN_WORD || length < 3 || word[0] != '_')
        return false;
    bool lower = false, upper = false;
    for (size_t i = 0; i < length; i++) {
        lower |= islower((unsigned char)word[i]) != 0;
        upper |= isupper((unsigned char)word[i]) || isdigit((unsigned char)word[i]);
    }
    if (length > 4 && word[1] == '_' && !strncmp(word + length - 2, "__", 2)) {
        static const char same[] = " __FILE__ __LINE__ __DATE__ __TIME__ __FUNCTION__ __PRETTY_FUNCTION__ __COUNTER__ ";
        const char *padded = arena_format(" %.*s ", (int)length, word);
        return (upper && !strstr(same, padded)) || strstr(others, padded);
    }
    return isupper((unsigned char)word[1]) && !lower;
}

/* True if every compiler decides this condition in the same way. `first`: it is the file's first directive. */
static bool is_plain(const char *text, struct token word, unsigned end, bool first)
{
    struct token token = token_at(text, word.end, end), next = token_at(text, token.end, end);
    if (token_is(text, word, "ifndef"))
        return first && !is_reserved(text, token); /* a guard */
    if (token_is(text, word, "ifdef"))
        return token_is(text, token, "__cplusplus");
    if (token_is(text, token, "defined"))
        return token_is(text, token_is(text, next, "(") ? token_at(text, next.end, end) : next, "__cplusplus");
    return token.kind == TOKEN_NUMBER && next.kind == TOKEN_END;
}

/* Reads a directive; true if its effect depends on the compiler. */
static bool look_at_directive(struct look *look, const char *path, const char *text, struct token hash, unsigned end,
                              bool first)
{
    struct token word = token_at(text, hash.begin + (text[hash.begin] == '#' ? 1 : 2), end);
    struct token operand = token_at(text, word.end, end);
    if (token_is(text, word, "if") || token_is(text, word, "ifdef") || token_is(text, word, "ifndef"))
        return !is_plain(text, word, end, first);
    if (!token_is(text, word, "include") && !token_is(text, word, "include_next") && !token_is(text, word, "import")) {
        bool found = false;
        for (; token_is(text, word, "define") && operand.kind != TOKEN_END; operand = token_at(text, operand.end, end))
            found |= is_reserved(text, operand);
        return found;
    }
    bool quoted = operand.kind == TOKEN_STRING;
    if (!quoted && !token_is(text, operand, "<"))
        return true;
    unsigned begin = operand.begin + 1;
    size_t length = strcspn(text + begin, quoted ? "\"\n" : ">\n");
    follow_include(look, path, arena_copy(text + begin, length));
    return false;
}

static bool look_at(struct look *look, const char *path, const char *text, unsigned length)
{
    unsigned from = strncmp(text, "\xEF\xBB\xBF", 3) ? 0 : 3, end;
    bool first = true, found = false;
    for (struct token token = token_at(text, from, length); token.kind != TOKEN_END && !found;
         token = token_at(text, from, length)) {
        bool directive = begins_directive(text, length, from, token, &end);
        from = directive ? end : token.end;
        found = directive ? look_at_directive(look, path, text, token, end, first) : is_reserved(text, token);
        first &= !directive;
    }
    return found;
}

/* Some system headers are outside of system folders and mark themselves with a pragma. */
static bool is_system_header(const char *text)
{
    return strstr(text, "#pragma GCC system_header") || strstr(text, "#pragma clang system_header");
}

bool preprocessor_is_needed(const struct preprocessor *preprocessor, const char *input, const char *text, size_t length)
{
    struct look look = {.preprocessor = preprocessor};
    bool needed = preprocessor->certain || look_at(&look, input, text, (unsigned)length);
    for (size_t i = 0; i < preprocessor->forced->count && !needed; i++)
        follow_include(&look, "", preprocessor->forced->items[i]);
    for (size_t i = 0; i < look.seen.count && !needed; i++) {
        size_t size;
        char *header = input_read(look.seen.items[i], &size);
        needed = header && !is_system_header(header) && look_at(&look, look.seen.items[i], header, (unsigned)size);
        free(header);
    }
    strings_free(&look.seen);
    return needed;
}
