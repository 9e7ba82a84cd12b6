/* util.c: see util.h. */
#include "base/util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("asyncc: error: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

struct chunk {
    struct chunk *next;
    size_t used, size;
    max_align_t memory[];
};

/* The arena is global so that not every caller has to pass it or handle running out of memory. It holds no state that
 * affects results. */
static struct chunk *chunks;

void *must_grow(void *memory, size_t size)
{
    void *grown = realloc(memory, size ? size : 1);
    if (!grown) {
        fputs("asyncc: error: out of memory\n", stderr);
        exit(1);
    }
    return grown;
}

void *arena_take(size_t size)
{
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!chunks || chunks->size - chunks->used < size) {
        size_t room = size > (1 << 16) ? size : 1 << 16;
        struct chunk *chunk = must_grow(NULL, sizeof *chunk + room);
        chunk->next = chunks;
        chunk->used = 0;
        chunk->size = room;
        chunks = chunk;
    }
    void *memory = (char *)chunks->memory + chunks->used;
    chunks->used += size;
    return memset(memory, 0, size);
}

void arena_free(void)
{
    while (chunks) {
        struct chunk *next = chunks->next;
        free(chunks);
        chunks = next;
    }
}

char *arena_copy(const char *text, size_t length)
{
    char *copy = arena_take(length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_vformat(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *string = arena_take((size_t)length + 1);
    vsnprintf(string, (size_t)length + 1, format, arguments);
    return string;
}

char *arena_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *string = arena_vformat(format, arguments);
    va_end(arguments);
    return string;
}

void *arena_grow(void *items, size_t count, size_t *room, size_t item_size)
{
    if (count < *room)
        return items;
    *room = *room ? *room * 2 : 4;
    void *grown = arena_take(*room * item_size);
    if (count)
        memcpy(grown, items, count * item_size);
    return grown;
}

size_t first_from(const unsigned *first, size_t count, size_t stride, unsigned key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (*(const unsigned *)(const void *)((const char *)first + middle * stride) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t hash_bytes(const char *bytes, size_t length)
{
    size_t hash = 5381;
    for (size_t i = 0; i < length; i++)
        hash = hash * 33 ^ (unsigned char)bytes[i];
    return hash;
}

const char *quoted(const char *text)
{
    char *copy = arena_take(strlen(text) * 4 + 3), *to = copy;
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *to++ = '\\';
        if ((unsigned char)*text < ' ')
            to += sprintf(to, "\\%03o", (unsigned char)*text);
        else
            *to++ = *text;
    }
    *to = '"';
    return copy;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
    if (text->room - text->length <= length || !text->text) {
        text->room = (text->room + length + 64) * 2;
        text->text = must_grow(text->text, text->room);
    }
    memcpy(text->text + text->length, bytes, length);
    text->length += length;
    text->text[text->length] = '\0';
}

void text_puts(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_vprintf(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *line = must_grow(NULL, (size_t)length + 1);
    vsnprintf(line, (size_t)length + 1, format, arguments);
    text_add(text, line, (size_t)length);
    free(line);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}
