/* messages.c: see messages.h.
 *
 * A message is a line, the head, with lines that follow it (the source text, the caret), and perhaps lines of context
 * before it, which end with a colon or comma (In file included from x.h:1, …). They are printed or dropped together. */
#include "driver/messages.h"

#include "base/list.h"
#include "base/util.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line without the escape sequences of colors. From malloc. */
static char *plain_line(const char *line, size_t length)
{
    struct text plain = {0};
    text_puts(&plain, "");
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '\033' && i + 1 < length && line[i + 1] == '[') {
            while (i < length && !isalpha((unsigned char)line[i]))
                i++;
            continue;
        }
        text_add(&plain, line + i, 1);
    }
    return plain.text;
}

/* The end of `:123` at p; NULL if there is no such thing. */
static char *skip_number(char *p)
{
    if (*p != ':' || !isdigit((unsigned char)p[1]))
        return NULL;
    for (p++; isdigit((unsigned char)*p); p++)
        ;
    return p;
}

/* True if this is the head of a message. Removes its column, because the translation may have another indentation, and
 * "./", which -iquote puts before the names of headers. */
static bool read_head(char *line)
{
    if (starts_with(line, "./"))
        memmove(line, line + 2, strlen(line) - 1);
    for (char *p = line; *p && *line != ' '; p++) {
        char *column = skip_number(p), *end = column ? skip_number(column) : NULL;
        if (end && end[0] == ':' && end[1] == ' ') {
            memmove(column, end, strlen(end) + 1);
            return true;
        }
        if (column && column[0] == ':' && column[1] == ' ')
            return true;
    }
    size_t first = strcspn(line, " ");
    return first > 1 && line[first - 1] == ':' && line[first]; /* cc1: warning: … */
}

static bool is_context(const char *line)
{
    size_t length = strlen(line);
    return length > 0 && (line[length - 1] == ':' || line[length - 1] == ',');
}

static size_t line_length(const char *text)
{
    size_t length = strcspn(text, "\n");
    return length + (text[length] == '\n');
}

static char *read_line(const char *text, bool *head)
{
    char *line = plain_line(text, strcspn(text, "\n"));
    *head = read_head(line);
    return line;
}

static void read_heads(struct strings *heads, const char *text)
{
    for (; *text; text += line_length(text)) {
        bool head;
        char *line = read_line(text, &head);
        if (head)
            strings_add(heads, line);
        else
            free(line);
    }
}

void messages_print_new(const char *text, const char *said)
{
    struct strings heads = {0};
    read_heads(&heads, said);
    bool dropped = false;
    const char *context = NULL; /* lines that wait for their head */
    for (; *text; text += line_length(text)) {
        bool head;
        char *line = read_line(text, &head);
        bool before = is_context(line) && (context || *line != ' ');
        if (before && !context)
            context = text;
        if (head && !before)
            dropped = strings_have(&heads, line);
        free(line);
        if (before)
            continue;
        if (!dropped)
            fwrite(context ? context : text, 1, (size_t)(text - (context ? context : text)) + line_length(text),
                   stderr);
        context = NULL;
    }
    if (context && !dropped)
        fputs(context, stderr);
    strings_free(&heads);
}
