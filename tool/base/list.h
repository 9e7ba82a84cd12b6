/* list.h: a growing list of strings, always usable as an argv: a NULL follows the last one. The list does not own its
 * strings: a process that lives for one command never frees them one by one. */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct strings {
    const char **items;
    size_t count, room;
};

void strings_add(struct strings *list, const char *string);
bool strings_have(const struct strings *list, const char *string);
void strings_free(struct strings *list);

/* A new formatted string, from malloc. */
char *string_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

bool starts_with(const char *string, const char *start);
bool ends_with(const char *string, const char *end);

/* The part of the path after the last slash. */
const char *base_name(const char *path);

/* A new string with every `from` replaced by `to`; NULL if `from` does not occur. */
char *string_replace(const char *string, const char *from, const char *to);

#endif
