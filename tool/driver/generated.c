/* generated.c: see generated.h. */
#include "driver/generated.h"

#include "base/files.h"
#include "base/util.h"
#include "driver/outputs.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The relative path from the folder `from` to `to`, both absolute and without links. */
static char *relative_path(const char *from, const char *to)
{
    size_t same = 0; /* the length of the common path */
    for (size_t i = 0;; i++) {
        if ((from[i] == '/' || !from[i]) && (to[i] == '/' || !to[i]))
            same = i;
        if (from[i] != to[i] || !from[i])
            break;
    }
    struct text path = {0};
    text_puts(&path, "");
    for (const char *p = from + same; *p; p++)
        if (*p == '/' && p[1])
            text_puts(&path, path.length ? "/.." : "..");
    const char *rest = to + same + (to[same] == '/');
    if (*rest)
        text_printf(&path, "%s%s", path.length ? "/" : "", rest);
    return path.text;
}

/* The folder relative to the current one. A relative path does not depend on the place of the build, and no prefix map
 * for absolute paths applies to it. "" is the current folder; NULL if the folder does not exist. */
static char *relative_folder(const char *folder)
{
    char *here = realpath(".", NULL), *there = realpath(folder, NULL);
    char *path = here && there ? relative_path(here, there) : NULL;
    free(here);
    free(there);
    return path;
}

static const char *claim_beside(const char *output)
{
    struct stat status;
    if (stat(output, &status) == 0 && !S_ISREG(status.st_mode))
        return NULL; /* no file is written, and /dev is not a place for generated files */
    char *given = folder_of(output), *folder = relative_folder(given);
    char *path = folder ? string_format("%s%s.%s.asyncc", folder, *folder ? "/" : "", base_name(output)) : NULL;
    /* The name becomes the left side of prefix maps, so it cannot contain '='. */
    const char *claimed = path && !strchr(path, '=') ? temporary_claim(path, NULL) : NULL;
    free(given);
    free(folder);
    free(path);
    return claimed;
}

static uint64_t hash(uint64_t value, const char *text)
{
    do
        value = (value ^ (unsigned char)*text) * 0x100000001b3;
    while (*text++);
    return value;
}

/* Makes a folder that only this user can write to, or accepts an existing one. */
static bool make_private(const char *folder)
{
    struct stat status;
    return (mkdir(folder, 0700) == 0 || errno == EEXIST) && lstat(folder, &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == geteuid() && (status.st_mode & 022) == 0;
}

/* Each user has a folder among the temporary files. */
static const char *claim_temporary(const struct command *command)
{
    char here[PATH_MAX];
    uint64_t number = hash(0xcbf29ce484222325, getcwd(here, sizeof here) ? here : "");
    for (size_t i = 0; i < command->arguments.count; i++)
        number = hash(number, command->arguments.items[i]);
    char *temporary = temporary_place();
    char *user = string_format("%s/asyncc-%ld", temporary, (long)geteuid());
    char *path = string_format("%s/%016llx", user, (unsigned long long)number);
    const char *claimed = NULL;
    /* The last process to finish removes the user's folder, perhaps between these two calls. */
    for (int i = 0; i < 100 && !claimed && make_private(user); i++) {
        claimed = temporary_claim(path, user);
        if (!claimed && errno != ENOENT)
            break;
    }
    free(path);
    free(user);
    free(temporary);
    return claimed;
}

const char *generated_folder(const struct command *command)
{
    char *output = outputs_name(command, 0);
    const char *folder = output ? claim_beside(output) : NULL;
    free(output);
    if (!folder)
        folder = claim_temporary(command);
    return folder ? folder : temporary_make();
}

const char *generated_source(const char *folder, const struct command *command, size_t i)
{
    char *own = string_format("%s/%zu", folder, i);
    temporary_folder(own);
    if (mkdir(own, 0700) != 0 && errno != EEXIST) {
        error("cannot make %s: %s", own, strerror(errno));
        return NULL;
    }
    const char *file = generated_file(own, base_name(command->sources[i].path));
    free(own);
    return file;
}

const char *generated_file(const char *folder, const char *name)
{
    char *path = string_format("%s/%s", folder, name);
    const char *registered = temporary_file(path);
    free(path);
    return registered;
}
