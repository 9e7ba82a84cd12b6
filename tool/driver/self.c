/* self.c: see self.h. All paths are relative to the running program, so that an installation can be moved. */
#include "driver/self.h"

#include "base/util.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The path of the running program; NULL if it is unknown. From malloc. */
static char *find_program(void)
{
    static const char *const links[] = {"/proc/self/exe", "/proc/curproc/file", NULL};
    char *program = NULL;
    for (size_t i = 0; links[i] && !program; i++)
        program = realpath(links[i], NULL);
    return program;
}

/* A path relative to the running program's folder. From malloc; NULL if it does not exist. */
static char *find_beside(const char *program, const char *relative)
{
    char *path = string_format("%.*s%s", (int)(base_name(program) - program), program, relative);
    char *real = realpath(path, NULL);
    free(path);
    return real;
}

const char *self_include_folder(void)
{
    char *program = find_program();
    if (!program)
        return NULL;
    bool translates = strcmp(base_name(program), base_name(ASYNCC_TRANSLATOR)) == 0;
    char *folder = find_beside(program, translates ? ASYNCC_BIN_OF_TRANSLATOR "/../include" : "../include");
    free(program);
    return folder;
}

void self_include_flags(struct strings *flags)
{
    const char *folder = self_include_folder();
    if (!folder)
        return;
    strings_add(flags, "-idirafter");
    strings_add(flags, folder);
}

const char *self_translator(void)
{
    char *program = find_program();
    char *translator = program ? find_beside(program, ASYNCC_TRANSLATOR) : NULL;
    if (!translator)
        error("cannot find the translator, %s beside %s: %s", ASYNCC_TRANSLATOR, program ? program : "asyncc",
              strerror(errno));
    free(program);
    return translator;
}
