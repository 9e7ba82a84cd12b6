/* precompiled.h: precompiled headers, where they cannot be used. */
#ifndef DRIVER_PRECOMPILED_H
#define DRIVER_PRECOMPILED_H

#include "base/list.h"

/* The arguments of a compiler that reads a translated file, or of libclang, which is another compiler: a precompiled
 * header was made for the source as it is, so the header that it was made of is included as text in its place.
 * `arguments` holds options from `first` on. False after a message. */
bool precompiled_replace(struct strings *arguments, size_t first);

#endif
