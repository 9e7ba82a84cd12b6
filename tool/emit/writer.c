/* writer.c: generated lines, pieces of the source, and the #line directives.
 *
 * While the text is written, marks record the source line of each part; the directives are made from the marks at the
 * very end.
 */
#include "emit/emit.h"

#include "base/prefix_map.h"
#include "passes/conditionals.h"
#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

void emit_format(struct emit *emit, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(emit->out, format, arguments);
    va_end(arguments);
}

void emit_line(struct emit *emit)
{
    text_add(emit->out, "\n", 1);
    text_puts(emit->out, emit->indent);
    for (int i = 0; i < emit->depth; i++)
        text_puts(emit->out, emit->unit_indent);
}

void emit_trim(struct emit *emit)
{
    struct text *out = emit->out;
    while (out->length && strchr(" \t\r\n", out->text[out->length - 1]))
        out->length--;
    out->text[out->length] = '\0';
    for (size_t i = emit->marks.count; i-- > 0 && emit->marks.items[i].at > out->length;)
        emit->marks.items[i].at = out->length;
}

static void add_mark(struct emit *emit, const struct place *place)
{
    struct mark mark = {emit->out->length, place->name, place->line};
    ARRAY_ADD(emit->marks, mark);
}

void emit_mark(struct emit *emit, unsigned offset)
{
    struct place place = source_presumed(emit->source, offset);
    add_mark(emit, &place);
}

static bool has_macro(const struct unit *unit, unsigned begin, unsigned end)
{
    const char *text = unit->source->text;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end))
        if (token_is(text, token, "__LINE__") ||
            (token.kind == TOKEN_WORD && words_have(&unit->macro_names, text + token.begin, token.end - token.begin)))
            return true;
    return false;
}

enum { LONGEST_LINE = 4096 };

void emit_own_line(struct emit *emit, unsigned begin)
{
    struct text *out = emit->out;
    size_t line = out->length, mark = emit->marks.count;
    while (line && out->text[line - 1] != '\n')
        if (out->length - line-- > LONGEST_LINE)
            return; /* generated text; this check runs often */
    while (mark && emit->marks.items[mark - 1].at >= line)
        mark--;
    if (mark == emit->marks.count)
        return;
    const struct mark *first = &emit->marks.items[mark];
    struct place place = source_presumed(emit->source, begin);
    if (first->line == place.line && !strcmp(first->file, place.name))
        return;
    const char *newline = memchr(emit->source->text + begin, '\n', emit->source->length - begin);
    if (!has_macro(emit->unit, begin, newline ? (unsigned)(newline - emit->source->text) : emit->source->length))
        return;
    while (out->length > line && strchr(" \t", out->text[out->length - 1]))
        out->length--;
    for (size_t i = emit->marks.count; i-- > 0 && emit->marks.items[i].at > out->length;)
        emit->marks.items[i].at = out->length;
    emit_line(emit);
}

/* Writes the guards that belong before or after this line. */
static void emit_guards(struct emit *emit, unsigned begin, unsigned end, bool opens)
{
    const struct unit *unit = emit->unit;
    for (size_t i = FIRST_FROM(unit->guards, at, begin); i < unit->guards.count && unit->guards.items[i].at <= end; i++)
        if (unit->guards.items[i].opens == opens)
            text_printf(
                emit->out,
                "%s#error \"asyncc has not translated this branch: run it for this compiler and these flags\"\n",
                opens ? "#else\n" : "");
}

void emit_source(struct emit *emit, unsigned begin, unsigned end)
{
    const char *text = emit->source->text;
    while (begin < end) {
        const char *line = memchr(text + begin, '\n', end - begin);
        unsigned next = line ? (unsigned)(line - text) + 1 : end;
        if (line)
            emit_guards(emit, begin, next - 1, true);
        emit_mark(emit, begin);
        text_add(emit->out, text + begin, next - begin);
        if (line)
            emit_guards(emit, begin + 1, next, false);
        bool continues = next > 1 && text[next - 1] == '\n' && text[next - 2] == '\\';
        if (*emit->shift && line && !continues && !strchr("\r\n#", text[next]))
            text_puts(emit->out, emit->shift);
        begin = next;
    }
}

void emit_directives(struct emit *emit, unsigned begin, unsigned end)
{
    const char *text = emit->source->text;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END; token = token_at(text, begin, end)) {
        unsigned line;
        if (begins_directive(emit->source->text, emit->source->length, begin, token, &line)) {
            text_puts(emit->out, "\n");
            emit_source(emit, token.begin, line);
            begin = line;
        } else {
            begin = token.end;
        }
    }
}

/* On one line, without comments. */
static const char *flatten(const char *text, unsigned begin, unsigned end)
{
    struct text flat = {0};
    text_puts(&flat, "");
    for (unsigned at = begin; at < end;) {
        struct token token = token_at(text, at, end);
        if (token.kind == TOKEN_END)
            break;
        if (token.begin > at && flat.length)
            text_puts(&flat, " ");
        text_add(&flat, text + token.begin, token.end - token.begin);
        at = token.end;
    }
    for (size_t i = 0; i + 1 < flat.length; i++) /* strings may contain what would end a comment */
        if ((flat.text[i] == '*' && flat.text[i + 1] == '/') || (flat.text[i] == '/' && flat.text[i + 1] == '*'))
            flat.text[i] = ' ';
    const char *copy = arena_copy(flat.text, flat.length);
    free(flat.text);
    return copy;
}

const char *flat_text(struct emit *emit, unsigned begin, unsigned end)
{
    return flatten(emit->source->text, begin, end);
}

const char *written_text(struct emit *emit, unsigned begin, unsigned end)
{
    const char *text;
    unsigned length;
    return source_written(emit->source, begin, end, &text, &length) ? flatten(text, 0, length)
                                                                    : flat_text(emit, begin, end);
}

const char *quoted_file(struct emit *emit, const char *name)
{
    return quoted(emit->file_maps ? prefix_map_apply(emit->file_maps, name) : name);
}

bool emit_once(struct emit *emit, const char *name)
{
    for (size_t i = 0; i < emit->emitted.count; i++)
        if (!strcmp(emit->emitted.items[i], name))
            return false;
    ARRAY_ADD(emit->emitted, name);
    return true;
}

const char *free_name(struct emit *emit, const char *name)
{
    return name_free(emit->unit, name);
}

/* ---- #line ---- */

bool continues_line(const char *text, size_t at)
{
    size_t end = at > 0 ? at - 1 : 0; /* of the line before, without its newline */
    if (end > 0 && text[end - 1] == '\r')
        end--;
    return at > 1 && end > 0 && text[end - 1] == '\\';
}

static void add_directive(struct text *out, const struct mark *mark)
{
    text_printf(out, "#line %u %s\n", mark->line, quoted(mark->file));
}

/* 1 for #if and its kind, -1 for #endif, 0 for #else and #elif; 2 for any other line. */
static int conditional_in(const char *text, size_t at, size_t end)
{
    struct token hash = token_at(text, (unsigned)at, (unsigned)end);
    struct token word = token_at(text, hash.end, (unsigned)end);
    if (!token_is(text, hash, "#") || word.kind != TOKEN_WORD)
        return 2;
    if (token_is(text, word, "endif"))
        return -1;
    return !strncmp(text + word.begin, "if", 2) ? 1 : strncmp(text + word.begin, "el", 2) ? 2 : 0;
}

void emit_line_directives(struct emit *emit, struct text *to)
{
    const struct text *from = emit->out;
    size_t mark = 0;
    struct mark now = {0, "", 0}; /* the position that the compiler assumes */
    struct mark want = {0, "", 1};
    int depth = 0;
    bool added = false; /* since the outermost #if that we are in; the compiler may have skipped it */
    for (size_t at = 0; at < from->length;) {
        const char *newline = memchr(from->text + at, '\n', from->length - at);
        size_t end = newline ? (size_t)(newline - from->text) + 1 : from->length;
        size_t first = mark;
        while (mark < emit->marks.count && emit->marks.items[mark].at < end)
            mark++;
        if (first != mark)
            want = emit->marks.items[first];
        /* All generated lines of one part map to the same source line. After a backslash no new line begins. */
        if (!continues_line(from->text, at)) {
            if (mark && (want.line != now.line || strcmp(want.file, now.file))) {
                add_directive(to, &want);
                added = depth > 0;
            }
            now = want;
        }
        text_add(to, from->text + at, end - at);
        now.line++;
        int conditional = conditional_in(from->text, at, end);
        if (conditional == 1)
            depth++;
        else if (conditional < 1 && added)
            now.line = 0;
        if (conditional == -1 && --depth <= 0)
            depth = added = 0;
        at = end;
    }
}
