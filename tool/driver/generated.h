/* generated.h: the place of a command's generated files.
 *
 * Their names get into objects: sanitizers and link-time optimization keep the name of the compiled file, and ccache
 * hashes it. So the folder has a stable name, derived from the output's and relative to the current folder, and the
 * same command gives the same object. It is locked while it is used and removed afterwards. */
#ifndef DRIVER_GENERATED_H
#define DRIVER_GENERATED_H

#include "driver/command.h"

/* The folder, locked and registered to be removed: next to the output if possible, otherwise among the temporary files,
 * also under a stable name. NULL after a message. */
const char *generated_folder(const struct command *command);

/* Names of files in it. Each source has its own folder there, which this makes, so that the generated file can have the
 * name of the source, from which the compiler derives other names. Registers the file to be removed. NULL after a
 * message.
 */
const char *generated_source(const char *folder, const struct command *command, size_t i);
const char *generated_file(const char *folder, const char *name);

#endif
