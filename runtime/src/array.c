/* array.c: memory for arrays of variable length in async functions. Their size is known only when control reaches the
 * declaration, so they cannot be part of the frame. The frame owns one block for each declaration, which its function
 * frees at the end. */
#include "internal.h"

void *async_array(void *old, size_t size)
{
    memory_give(old);
    void *array = memory_need(state_need(), size ? size : 1);
    if (!array)
        pool_exhausted("an array of variable length", size);
    return array;
}

void async_array_free(void *array)
{
    memory_give(array);
}
