/* stream.c: streams. The serial elision is made of the same text, so it is in a header. */
#include "annotated.h"

#define ASYNC_STREAM_API
#define ASYNC_STREAM_PART static
#define ASYNC_STREAM_ALLOCATE memory_ask
#define ASYNC_STREAM_FREE memory_give
#include <asyncc/io_stream.h>
