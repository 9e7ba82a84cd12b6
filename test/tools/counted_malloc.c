/* counted_malloc.c: the malloc of a runtime under test, for no_memory. It fails at call FAIL_AT, and after it if
 * FAIL_LASTING is 1; at exit the number of calls goes to the file FAIL_REPORT. */
#include <stdio.h>
#include <stdlib.h>

void *counted_malloc(size_t size);

static unsigned long calls;

static unsigned long setting(const char *name)
{
    const char *text = getenv(name);
    return text ? strtoul(text, NULL, 10) : 0;
}

static void report(void)
{
    const char *path = getenv("FAIL_REPORT");
    FILE *file = path && *path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%lu\n", __atomic_load_n(&calls, __ATOMIC_RELAXED));
        fclose(file);
    }
}

void *counted_malloc(size_t size)
{
    unsigned long call = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED), at = setting("FAIL_AT");
    if (call == 1)
        atexit(report);
    if (at && (call == at || (call > at && setting("FAIL_LASTING"))))
        return NULL;
    return malloc(size);
}
