/* util.h: memory that is freed all at once, and growing strings. Running out of memory ends the program with a message;
 * nothing has been written by then. */
#ifndef BASE_UTIL_H
#define BASE_UTIL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Prints "asyncc: error: …" on stderr. */
void error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Zeroed memory that lives until arena_free(). */
void *arena_take(size_t size);
void arena_free(void);

/* A copy of `length` bytes as a string, in the arena. */
char *arena_copy(const char *text, size_t length);

/* A formatted string in the arena. */
char *arena_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

char *arena_vformat(const char *format, va_list arguments);

/* realloc that does not fail; with NULL, malloc. */
void *must_grow(void *memory, size_t size);

/* A growing string. `text` is NUL-terminated once something was added; the owner frees it with free(). */
struct text {
    char *text;
    size_t length;
    size_t room;
};

/* The index of the first of `count` items, `stride` bytes apart and in ascending order of an unsigned member, whose
 * member is at least `key`; `count` if there is none. `first` is that member of item 0. */
size_t first_from(const unsigned *first, size_t count, size_t stride, unsigned key);

/* The same for a list with `items` and `count`. */
#define FIRST_FROM(list, member, key)                                                                                  \
    ((list).count ? first_from(&(list).items->member, (list).count, sizeof *(list).items, (key)) : 0)

/* A hash of a string for tables whose size is a power of 2. */
size_t hash_bytes(const char *bytes, size_t length);

/* The text as a C string literal, in the arena. */
const char *quoted(const char *text);

void text_add(struct text *text, const char *bytes, size_t length);
void text_puts(struct text *text, const char *string);
void text_vprintf(struct text *text, const char *format, va_list arguments);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends to an array in the arena: doubles `items` when `count` has reached `*room`. Returns the array. */
void *arena_grow(void *items, size_t count, size_t *room, size_t item_size);

#define ARRAY_ADD(list, item)                                                                                          \
    ((list).items = arena_grow((list).items, (list).count, &(list).room, sizeof *(list).items),                        \
     (list).items[(list).count++] = (item))

#endif
