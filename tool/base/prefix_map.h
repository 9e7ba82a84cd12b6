/* prefix_map.h: how -ffile-prefix-map and its relatives change the names of files. */
#ifndef BASE_PREFIX_MAP_H
#define BASE_PREFIX_MAP_H

#include "base/list.h"

/* `maps` are OLD=NEW, in the order of the command line. The last one whose OLD is a prefix of the path applies, as in
 * gcc and in clang since 17. Returns the path itself if none applies, otherwise a string from malloc. */
const char *prefix_map_apply(const struct strings *maps, const char *path);

#endif
