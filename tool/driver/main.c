/* main.c: asyncc. Most files of a project have nothing async, and for them the command has to cost next to nothing. So
 * this program is small, and libclang is not in it: it reads the command line, and runs the compiler if the command has
 * nothing to translate. Otherwise the translator takes its place (translator.c), with the same arguments. */
#include "base/process.h"
#include "driver/options.h"
#include "driver/passing.h"
#include "driver/self.h"

int main(int argc, char **argv)
{
    struct options options;
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
