/* precompiled.h: replaces precompiled headers where they cannot be used. */
#ifndef DRIVER_PRECOMPILED_H
#define DRIVER_PRECOMPILED_H

#include "base/list.h"

/* Adapts the arguments for a compiler that reads a translated file, or for libclang, which is another compiler. A
 * precompiled header was made for the untranslated source, so its header is included as text instead. `arguments` holds
 * options from `first` on. False after a message. */
bool precompiled_replace(struct strings *arguments, size_t first);

#endif
