/* files.h: files that are written completely or not at all, and temporary files that are always removed. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Writes a temporary file next to `path` and renames it when it is complete. Anything but a regular file (/dev/null, a
 * pipe) is written in place; NULL is standard output. On failure it reports the error, leaves the old content and
 * returns false. */
bool output_write(const char *path, const char *text, size_t length);

/* Reads a whole file: NUL-terminated, from malloc; NULL if it cannot be read. */
char *input_read(const char *path, size_t *length);

/* The same, but NULL for anything but a regular file: a pipe can be read only once. */
char *input_read_regular(const char *path, size_t *length);

/* Reads the rest of an open file, which stays open. */
char *input_read_open(int file, size_t *length);

/* Registers a file or folder to be removed by temporary_clean(), at exit(), or by the signal that ends the program.
 * Returns a copy of the path. */
const char *temporary_file(const char *path);
const char *temporary_folder(const char *path);
void temporary_clean(void);

/* The file is complete: it stays. */
void temporary_keep(const char *path);

/* Makes a new private folder and registers it. Returns NULL after a message. */
const char *temporary_make(void);

/* The folder for temporary files: TMPDIR, or /tmp. From malloc. */
char *temporary_place(void);

/* Makes or opens a private folder of this name, registers it, and locks it until this program ends; other processes
 * that claim it wait. Files that a killed program left in it are removed. The folder `above`, unless it is NULL, is
 * registered as well, to be removed after it. Returns NULL with errno on failure. */
const char *temporary_claim(const char *path, const char *above);

/* From this call on, a signal that ends the program (SIGINT, SIGTERM, SIGHUP …) removes the temporary files first. */
void signals_catch(void);

/* While a child runs (up to four at a time), such a signal is passed on to it. After a child has ended, signals_end()
 * ends this program by the signal that was caught, or else by the one that ended the child, unless that is 0; it waits
 * for the other children first. */
void signals_pass_to(int child);
void signals_no_longer(int child);
void signals_end(int ended_child);

#endif
