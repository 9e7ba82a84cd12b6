/* prefix_map.c: see prefix_map.h. */
#include "base/prefix_map.h"

#include <string.h>

const char *prefix_map_apply(const struct strings *maps, const char *path)
{
    for (size_t i = maps->count; i-- > 0;) {
        const char *map = maps->items[i], *equals = strchr(map, '=');
        size_t length = equals ? (size_t)(equals - map) : 0;
        if (equals && strncmp(path, map, length) == 0)
            return string_format("%s%s", equals + 1, path + length);
    }
    return path;
}
