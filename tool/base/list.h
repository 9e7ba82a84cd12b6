/* list.h: a list of strings that grows, always ready to be an argv: a NULL follows the last one. The list does not
 * own its strings; in a process that lives for one command they are never freed one by one. */
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

/* A formatted string of its own, from malloc. */
char *string_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

bool starts_with(const char *string, const char *start);
bool ends_with(const char *string, const char *end);

/* What follows the last slash. */
const char *base_name(const char *path);

/* A new string with every `from` replaced by `to`; NULL if there is none. */
char *string_replace(const char *string, const char *from, const char *to);

#endif
