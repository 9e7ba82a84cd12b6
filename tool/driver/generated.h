/* generated.h: where the generated files of a command are.
 *
 * Their names get into objects: sanitizers and link-time optimization keep the name of the compiled file, and ccache
 * looks at it. So the folder has a stable name, derived from that of the output and relative to the current folder;
 * the same command gives the same object. It is locked while it is used and removed afterwards. */
#ifndef DRIVER_GENERATED_H
#define DRIVER_GENERATED_H

#include "driver/command.h"

/* The folder, locked and registered to be removed: beside the output if that is possible, else among the temporary
 * files, under a name that is stable as well. NULL after a message. */
const char *generated_folder(const struct command *command);

/* Names of files in it. Each source has a folder there, so that the generated file can be called like the source, which
 * the compiler derives other names from; the folder is made. NULL after a message. The file is registered to be
 * removed.
 */
const char *generated_source(const char *folder, const struct command *command, size_t i);
const char *generated_file(const char *folder, const char *name);

#endif
