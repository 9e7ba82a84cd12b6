/* outputs.h: the files that a compiler command writes. */
#ifndef DRIVER_OUTPUTS_H
#define DRIVER_OUTPUTS_H

#include "driver/command.h"

/* The folder of a path, "." if it has none; and the path without its extension. From malloc. */
char *folder_of(const char *path);
char *without_extension(const char *path);

/* The object, assembler text or preprocessed text of source `i`, or the program that is linked; NULL if the command
 * writes none, or to standard output. From malloc. */
char *outputs_name(const struct command *command, size_t i);

/* True if this file is not one of the inputs. Reports it otherwise. */
bool outputs_spare(const struct command *command, const char *output);

/* Refuses a command that would overwrite one of its own inputs, with a message. Files are the same when they have the
 * same device and inode, so that links count. */
bool outputs_spare_inputs(const struct command *command);

/* A failed compilation must leave no old object that make could take for a new one. */
void outputs_remove(const struct command *command);

#endif
