/* Lets one allocation of a program fail: the one whose number is in ASYNCC_FAIL_AT. Linked in with -Wl,--wrap=NAME for
 * each function below, so that it sees what the program's own objects call, and not what its libraries do.
 * ASYNCC_FAIL_COUNT names a file that gets how many there were. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_realpath(const char *path, char *resolved);
FILE *__real_fopen(const char *path, const char *mode);

static unsigned long calls;

static int fails(void)
{
    static unsigned long at;
    if (calls == 0 && getenv("ASYNCC_FAIL_AT"))
        at = strtoul(getenv("ASYNCC_FAIL_AT"), NULL, 10);
    if (++calls != at)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

char *__wrap_realpath(const char *path, char *resolved)
{
    return fails() ? NULL : __real_realpath(path, resolved);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    return fails() ? NULL : __real_fopen(path, mode);
}

__attribute__((destructor)) static void count(void)
{
    const char *path = getenv("ASYNCC_FAIL_COUNT");
    FILE *file = path ? __real_fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%lu\n", calls);
        fclose(file);
    }
}
