/* search.h: where the user's compiler looks for headers. */
#ifndef DRIVER_SEARCH_H
#define DRIVER_SEARCH_H

#include "driver/preprocess.h"

/* Runs the compiler and returns its folders, those that the command line names excepted, as flags for libclang; in
 * malloc. They replace libclang's folders for system headers, but for its own headers. Empty if the compiler does not
 * tell. */
struct strings search_flags(const struct preprocessor *preprocessor);

#endif
