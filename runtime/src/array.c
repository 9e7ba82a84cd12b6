/* array.c: memory for arrays of variable length in async functions. Their size is known only when control reaches the
 * declaration, so they cannot be part of the frame. The frame owns one block for each declaration, which its function
 * frees at the end. */
#include "internal.h"

#include <stdlib.h>

void *async_array(void *old, size_t size)
{
    free(old);
    void *array = malloc(size ? size : 1);
    if (!array)
        pool_exhausted("an array of variable length", size);
    return array;
}

void async_array_free(void *array)
{
    free(array);
}
