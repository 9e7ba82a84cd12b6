/* list.c: see list.h. */
#include "base/list.h"

#include "base/util.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void strings_add(struct strings *list, const char *string)
{
    if (list->count + 2 > list->room) {
        list->room = list->room ? list->room * 2 : 16;
        list->items = must_grow(list->items, list->room * sizeof *list->items);
    }
    list->items[list->count++] = string;
    list->items[list->count] = NULL;
}

bool strings_have(const struct strings *list, const char *string)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], string) == 0)
            return true;
    return false;
}

void strings_free(struct strings *list)
{
    free(list->items);
    *list = (struct strings){0};
}

char *string_format(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *string = must_grow(NULL, (size_t)length + 1);
    vsnprintf(string, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return string;
}

bool starts_with(const char *string, const char *start)
{
    return strncmp(string, start, strlen(start)) == 0;
}

bool ends_with(const char *string, const char *end)
{
    size_t length = strlen(string), tail = strlen(end);
    return length >= tail && strcmp(string + length - tail, end) == 0;
}

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *string_replace(const char *string, const char *from, const char *to)
{
    const char *found = strstr(string, from);
    if (!found)
        return NULL;
    struct text result = {0};
    for (; found; found = strstr(string, from)) {
        text_add(&result, string, (size_t)(found - string));
        text_puts(&result, to);
        string = found + strlen(from);
    }
    text_puts(&result, string);
    return result.text;
}
