/* self.c: see self.h. */
#include "driver/self.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *self_include_folder(void)
{
    static const char *const links[] = {"/proc/self/exe", "/proc/curproc/file", NULL};
    char *program = NULL;
    for (size_t i = 0; links[i] && !program; i++)
        program = realpath(links[i], NULL);
    if (!program)
        return NULL;
    *strrchr(program, '/') = '\0';
    char *folder = string_format("%.*sinclude", (int)(base_name(program) - program), program);
    free(program);
    if (access(folder, R_OK) == 0)
        return folder;
    free(folder);
    return NULL;
}

void self_include_flags(struct strings *flags)
{
    const char *folder = self_include_folder();
    if (!folder)
        return;
    strings_add(flags, "-idirafter");
    strings_add(flags, folder);
}
