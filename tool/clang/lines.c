/* lines.c: the lines of the buffer, as __LINE__ counts them.
 *
 * Pasted headers, expanded macros and resolved #ifs have other line numbers in the buffer than in the user's files. The
 * output corrects them by #line, and so must the text that libclang reads, because names are made with __LINE__. So
 * libclang gets the buffer with #line before each line that would otherwise have a wrong number, and its offsets refer
 * to that text.
 *
 * Only libclang can tell what the user's own #line directives mean: they may be inside an #if, or use macros.
 */
#include "clang/internal.h"

#include <stdlib.h>
#include <string.h>

bool is_inserted(const struct parser *parser, unsigned offset)
{
    size_t after = FIRST_FROM(parser->inserted, begin, offset + 1);
    return after && offset < parser->inserted.items[after - 1].end;
}

unsigned buffer_offset(const struct parser *parser, unsigned offset)
{
    size_t low = FIRST_FROM(parser->inserted, begin, offset + 1);
    if (!low)
        return offset;
    const struct inserted *before = &parser->inserted.items[low - 1];
    return offset < before->end ? before->at : before->at + (offset - before->end);
}

void add_line_directive(struct text *text, const struct place *place)
{
    text_printf(text, "#line %u %s\n", place->line, quoted(place->name));
}

/* Finds the start of this token's line, if only white space precedes the token. */
static bool line_of(const char *text, unsigned from, struct token token, unsigned *line)
{
    *line = token.begin;
    while (*line > from && strchr(" \t\f\v", text[*line - 1]))
        (*line)--;
    return !*line || (text[*line - 1] == '\n' && (*line < 2 || text[*line - 2] != '\\') &&
                      (*line < 3 || text[*line - 2] != '\r' || text[*line - 3] != '\\'));
}

static unsigned newlines(const char *text, unsigned from, unsigned end)
{
    unsigned count = 0;
    for (; from < end; from++)
        count += text[from] == '\n';
    return count;
}

/* After these directives libclang may not have read the #line before, so it has to be repeated. */
static bool changes_lines(const char *text, struct token hash, unsigned end)
{
    static const char *const names[] = {"line", "else", "elif", "elifdef", "elifndef", "endif"};
    struct token word = token_at(text, hash.begin + (text[hash.begin] == '#' ? 1 : 2), end);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (token_is(text, word, names[i]))
            return true;
    return word.kind == TOKEN_NUMBER;
}

const char *text_with_lines(struct parser *parser, unsigned *length)
{
    const struct source *source = parser->source;
    const char *text = source->text;
    parser->inserted.count = 0;
    *length = source->length;
    bool renamed = strcmp(parser->name, parser->input) != 0;
    if (source->segments.count == 1 && !renamed && !source->lead && !parser->predefined.count)
        return source_decided(source); /* the source file */
    struct text out = {0};
    unsigned copied = 0, counted = 0, from = strncmp(text, "\xEF\xBB\xBF", 3) ? 0 : 3, line;
    text_add(&out, text, copied = from);
    if (renamed) { /* __FILE__ and __BASE_FILE__ are the name of the source */
        struct inserted inserted = {.at = from, .begin = from};
        add_line_directive(&out, &(struct place){.name = parser->input, .line = 1});
        inserted.end = (unsigned)out.length;
        ARRAY_ADD(parser->inserted, inserted);
    }
    struct place now = {.name = source->files.items[0].name, .line = 1}; /* libclang's current place; 0: unknown */
    for (struct token token = token_at(text, from, source->length); token.kind != TOKEN_END;
         token = token_at(text, from, source->length)) {
        now.line += now.line ? newlines(text, counted, token.begin) : 0;
        counted = token.begin;
        struct place want = source_presumed(source, token.begin);
        if ((want.line != now.line || strcmp(want.name, now.name)) && line_of(text, from, token, &line)) {
            add_decided(parser, &out, copied, line);
            struct inserted inserted = {.at = line, .begin = (unsigned)out.length};
            add_line_directive(&out, &want);
            inserted.end = (unsigned)out.length;
            ARRAY_ADD(parser->inserted, inserted);
            copied = line;
            now.line = want.line;
            now.name = want.name;
        }
        unsigned end;
        bool directive = begins_directive(source->text, source->length, from, token, &end);
        from = directive ? end : token.end;
        if (directive && changes_lines(text, token, end)) {
            now.line = 0;
            counted = end;
        }
    }
    add_decided(parser, &out, copied, source->length);
    *length = (unsigned)out.length;
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

void parser_presume(struct parser *parser, size_t number)
{
    struct source_file *of = &parser->source->files.items[number];
    CXFile file = number ? clang_getFile(parser->tu, of->name) : parser->file;
    unsigned lead = number || !parser->source->lead ? 0 : parser->source->lead + 1; /* and a #line after it */
    for (size_t i = 0; file && i < of->directives.count; i++) {
        struct directive *directive = &of->directives.items[i];
        CXString name;
        unsigned line;
        clang_getPresumedLocation(clang_getLocation(parser->tu, file, directive->line + lead + 1, 1), &name, &line,
                                  NULL);
        const char *presumed = take_string(name);
        if (!line)
            continue; /* the file's last line */
        directive->presumed = line;
        directive->name = strcmp(presumed, number ? of->name : parser->name) ? presumed : of->name;
    }
}
