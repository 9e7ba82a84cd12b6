/* files.h: files written as a whole or not at all, and temporary ones that do not stay behind. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Writes a file: to a temporary file beside it, which takes its place when all is written. What is no regular file
 * (/dev/null, a pipe) is written in place; NULL is standard output. On failure it says so, leaves what was there, and
 * gives false. */
bool output_write(const char *path, const char *text, size_t length);

/* The whole file, NUL-terminated, from malloc; NULL if it cannot be read. */
char *input_read(const char *path, size_t *length);

/* The same, but NULL for what is no regular file: a pipe can be read only once. */
char *input_read_regular(const char *path, size_t *length);

/* The rest of an open file, which stays open. */
char *input_read_open(int file, size_t *length);

/* Files and folders to be removed by temporary_clean(), by exit(), or by the signal that ends the program. Gives a copy
 * of the path. */
const char *temporary_file(const char *path);
const char *temporary_folder(const char *path);
void temporary_clean(void);

/* A new private folder, registered; NULL after a message. */
const char *temporary_make(void);

/* Where temporary files go: TMPDIR, or /tmp. From malloc. */
char *temporary_place(void);

/* A private folder of this name, registered, and locked until this program ends: whoever else wants it waits. What a
 * program that was killed has left in it is removed. The folder `above`, unless it is NULL, is registered as well, to
 * be removed after it. NULL with errno if it cannot be had. */
const char *temporary_claim(const char *path, const char *above);

/* From here on a signal that ends the program (SIGINT, SIGTERM, SIGHUP …) removes the temporary files first. */
void signals_catch(void);

/* While a child runs (up to four at a time) such a signal is passed on to it. After the end of one signals_end() ends
 * this program by the signal that came, or else by the one that ended the child, unless that is 0; it waits for the
 * other children first. */
void signals_pass_to(int child);
void signals_no_longer(int child);
void signals_end(int ended_child);

#endif
