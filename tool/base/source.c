/* source.c: see source.h. */
#include "base/source.h"

#include "base/util.h"

#include <stdlib.h>
#include <string.h>

/* # 12 "name" or #line 12 "name". */
static void read_directives(struct source_file *file, unsigned lead)
{
    const char *name = file->name;
    for (unsigned line = 0; line < file->line_count; line++) {
        unsigned at = file->lines[line];
        unsigned end = line + 1 < file->line_count ? file->lines[line + 1] : file->length;
        while (at < end && (file->text[at] == ' ' || file->text[at] == '\t'))
            at++;
        if (at == end || file->text[at] != '#')
            continue;
        struct token word = token_at(file->text, at + 1, end);
        struct token number = token_is(file->text, word, "line") ? token_at(file->text, word.end, end) : word;
        if (number.kind != TOKEN_NUMBER && number.begin == word.begin)
            continue;
        struct token string = token_at(file->text, number.end, end);
        if (string.kind == TOKEN_STRING)
            name = arena_copy(file->text + string.begin + 1, string.end - string.begin - 2);
        /* The number as written; parser_presume() corrects it. */
        struct directive directive = {line + 1 - lead, (unsigned)strtoul(file->text + number.begin, NULL, 10), name};
        ARRAY_ADD(file->directives, directive);
    }
}

int source_add_file(struct source *source, const char *name, const char *text, unsigned length)
{
    struct source_file file = {.name = name, .inclusion = -1, .text = text, .length = length};
    unsigned lines = 1;
    for (unsigned i = 0; i < length; i++)
        lines += text[i] == '\n';
    file.lines = arena_take(lines * sizeof *file.lines);
    file.line_count = lines;
    lines = 1;
    for (unsigned i = 0; i < length; i++)
        if (text[i] == '\n')
            file.lines[lines++] = i + 1;
    read_directives(&file, source->files.count ? 0 : source->lead);
    ARRAY_ADD(source->files, file);
    return (int)source->files.count - 1;
}

unsigned source_read_trigraphs(const struct source *source, char *text, unsigned length)
{
    static const char from[] = "=/'()!<>-", to[] = "#\\^[]|{}~";
    if (!source->trigraphs)
        return length;
    unsigned out = 0;
    for (unsigned at = 0; at < length; at++) {
        const char *found = at + 2 < length && text[at] == '?' && text[at + 1] == '?' && text[at + 2]
                                ? strchr(from, text[at + 2])
                                : NULL;
        text[out++] = found ? to[found - from] : text[at];
        at += found ? 2 : 0;
    }
    text[out] = '\0';
    return out;
}

/* The segment that holds `offset`. */
static size_t segment_of(const struct source *source, unsigned offset)
{
    return FIRST_FROM(source->segments, begin, offset + 1) - 1;
}

/* A copy of the buffer (or its decided copy) with the edits applied. */
static char *edited(const char *old, unsigned old_length, const struct edit *edits, size_t count, unsigned length)
{
    char *buffer = arena_take(length + 1), *to = buffer;
    unsigned at = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(to, old + at, edits[i].begin - at);
        to += edits[i].begin - at;
        memcpy(to, edits[i].text, edits[i].length);
        to += edits[i].length;
        at = edits[i].end;
    }
    memcpy(to, old + at, old_length - at);
    return buffer;
}

/* Adds the segments of the old buffer's [begin, end), which is now at `to`. */
static void keep_segments(struct source *source, const struct source *old, unsigned begin, unsigned end, unsigned to)
{
    for (size_t i = segment_of(old, begin); i < old->segments.count; i++) {
        struct segment segment = old->segments.items[i];
        if (segment.begin >= end && segment.begin > begin)
            break;
        if (segment.begin < begin) {
            segment.offset += segment.expansion ? 0 : begin - segment.begin;
            segment.begin = begin;
        }
        segment.begin = segment.begin - begin + to;
        ARRAY_ADD(source->segments, segment);
    }
}

void source_edit(struct source *source, const struct edit *edits, size_t count)
{
    struct source old = *source;
    unsigned length = old.length, at = 0, to = 0;
    for (size_t i = 0; i < count; i++)
        length = length - (edits[i].end - edits[i].begin) + edits[i].length;
    source->segments.items = NULL;
    source->segments.count = source->segments.room = 0;
    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &edits[i];
        if (edit->begin > at)
            keep_segments(source, &old, at, edit->begin, to);
        to += edit->begin - at;
        struct segment around = old.segments.items[segment_of(&old, edit->begin)];
        struct segment made = {.begin = to, .file = edit->file, .expansion = edit->expansion};
        if (edit->expansion) {
            made.file = around.file;
            made.offset = around.expansion ? around.offset : around.offset + (edit->begin - around.begin);
        }
        if (edit->length)
            ARRAY_ADD(source->segments, made);
        to += edit->length;
        at = edit->end;
    }
    keep_segments(source, &old, at, old.length, to);
    source->text = edited(old.text, old.length, edits, count, length);
    if (old.decided)
        source->decided = edited(old.decided, old.length, edits, count, length);
    source->length = length;
}

void source_replace(struct source *source, unsigned begin, unsigned end, const char *text, unsigned length, int file,
                    bool expansion)
{
    struct edit edit = {begin, end, text, length, file, expansion};
    source_edit(source, &edit, 1);
}

const char *source_decided(const struct source *source)
{
    return source->decided ? source->decided : source->text;
}

void source_decide(struct source *source, unsigned begin, unsigned length, int inclusion)
{
    if (!source->view || inclusion < 0)
        return;
    if (!source->decided)
        source->decided = arena_copy(source->text, source->length);
    memcpy(source->decided + begin,
           view_decide(source->view, inclusion, arena_copy(source->text + begin, length), length), length);
}

bool source_is_expansion(const struct source *source, unsigned offset)
{
    return source->segments.items[segment_of(source, offset)].expansion;
}

struct place source_place(const struct source *source, unsigned offset)
{
    const struct segment *segment = &source->segments.items[segment_of(source, offset)];
    const struct source_file *file = &source->files.items[segment->file];
    unsigned in_file = segment->expansion ? segment->offset : segment->offset + (offset - segment->begin);
    if (in_file > file->length)
        in_file = file->length;
    size_t line = first_from(file->lines, file->line_count, sizeof *file->lines, in_file + 1) - 1;
    unsigned begin = file->lines[line];
    unsigned end = line + 1 < file->line_count ? file->lines[line + 1] : file->length;
    while (end > begin && (file->text[end - 1] == '\n' || file->text[end - 1] == '\r'))
        end--;
    const char *returns = memchr(file->text + begin, '\r', end - begin); /* a carriage return inside the line */
    if (returns)
        end = (unsigned)(returns - file->text);
    if (segment->file == 0 && line >= source->lead)
        line -= source->lead;
    return (struct place){segment->file, file->name, (unsigned)line + 1, in_file - begin + 1, file->text + begin,
                          end - begin,   offset};
}

bool source_written(const struct source *source, unsigned begin, unsigned end, const char **text, unsigned *length)
{
    const struct segment *first = &source->segments.items[segment_of(source, begin)];
    const struct segment *last = &source->segments.items[segment_of(source, end - 1)], *next = last + 1;
    const struct segment *all = source->segments.items + source->segments.count;
    if (first->file != last->file || (first->expansion && first->begin != begin))
        return false;
    unsigned from = first->expansion ? first->offset : first->offset + (begin - first->begin), to;
    if (!last->expansion)
        to = last->offset + (end - last->begin);
    else if (next < all && next->begin == end && next->file == last->file && !next->expansion)
        to = next->offset; /* where the invocation ends */
    else
        return false;
    const struct source_file *file = &source->files.items[first->file];
    if (from >= to || to > file->length)
        return false;
    for (const char *line = file->text + from; (line = memchr(line, '\n', file->text + to - line)); line++)
        if (line[1 + strspn(line + 1, " \t")] == '#') /* a directive; the file ends with a NUL */
            return false;
    *text = file->text + from;
    *length = to - from;
    return true;
}

struct place source_presumed(const struct source *source, unsigned offset)
{
    struct place place = source_place(source, offset);
    const struct source_file *file = &source->files.items[place.file];
    for (size_t i = file->directives.count; i-- > 0;) {
        const struct directive *directive = &file->directives.items[i];
        if (directive->line >= place.line)
            continue;
        place.line = directive->presumed + (place.line - directive->line - 1);
        place.name = directive->name;
        break;
    }
    return place;
}

/* The length of the backslash-newlines at `at`. */
static unsigned splices_at(const char *text, unsigned at, unsigned limit)
{
    unsigned begin = at;
    while (at + 1 < limit && text[at] == '\\') {
        unsigned newline = at + 1 + (text[at + 1] == '\r');
        if (newline >= limit || text[newline] != '\n')
            break;
        at = newline + 1;
    }
    return at - begin;
}

/* Moves a backslash-newline that splits a word or number to after the token. The number of lines stays the same, and
 * other readers of the buffer never see a split token. */
static void join_split_tokens(char *text, unsigned length)
{
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;) {
        unsigned splices = splices_at(text, token.end, length);
        struct token next = token_at(text, token.end, length);
        if (splices && (token.kind == TOKEN_WORD || token.kind == TOKEN_NUMBER) &&
            (next.kind == TOKEN_WORD || next.kind == TOKEN_NUMBER) && next.begin == token.end + splices) {
            char *moved = arena_copy(text + token.end, splices);
            memmove(text + token.end, text + next.begin, next.end - next.begin);
            memcpy(text + next.end - splices, moved, splices);
            next = token_at(text, token.begin, length); /* it may be split more than once */
        }
        token = next;
    }
}

void source_begin(struct source *source)
{
    const struct source_file *file = &source->files.items[0];
    source->text = arena_copy(file->text, file->length);
    source->length = file->length;
    if (memchr(source->text, '\\', source->length))
        join_split_tokens(source->text, source->length);
    struct segment whole = {0};
    source->segments.count = 0;
    ARRAY_ADD(source->segments, whole);
    source_decide(source, 0, source->length, 0);
}
