/* main.c: asyncc. Most files of a project have nothing async, and for them the command must cost almost nothing. So
 * this program is small and does not link libclang: it reads the command line and runs the compiler if there is nothing
 * to translate. Otherwise the translator (translator.c) replaces it, with the same arguments. */
#include "base/process.h"
#include "base/util.h"
#include "driver/options.h"
#include "driver/passing.h"
#include "driver/self.h"

#include <string.h>

/* Under a name like asyncc-gcc, a link to asyncc, this is `asyncc gcc`: some tools require one word for a compiler. */
static void read_own_name(int *argc, char ***argv)
{
    static const char prefix[] = "asyncc-";
    const char *name = base_name((*argv)[0]);
    if (!starts_with(name, prefix) || !name[strlen(prefix)])
        return;
    char **longer = must_grow(NULL, ((size_t)*argc + 2) * sizeof *longer);
    longer[0] = (*argv)[0];
    longer[1] = string_format("%s", name + strlen(prefix));
    memcpy(longer + 2, *argv + 1, (size_t)*argc * sizeof *longer);
    *argv = longer;
    ++*argc;
}

int main(int argc, char **argv)
{
    struct options options;
    read_own_name(&argc, &argv);
    int status = options_read(&options, argc, argv);
    if (status >= 0)
        return status;
    if (options.mode == MODE_LAUNCH)
        pass_through(&options, &status);
    if (status >= 0)
        return status;
    struct strings arguments = {0};
    const char *translator = self_translator();
    if (!translator)
        return 1;
    strings_add(&arguments, translator);
    for (int i = 1; i < argc; i++)
        strings_add(&arguments, argv[i]);
    return process_become(&arguments);
}
