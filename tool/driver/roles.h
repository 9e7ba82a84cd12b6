/* roles.h: which of the compiler's options belong to which of its runs. A translated source is compiled twice: as it
 * is, for the compiler's messages and dependency files; and translated, for the object. docs/launcher.md explains it.
 */
#ifndef DRIVER_ROLES_H
#define DRIVER_ROLES_H

#include "driver/command.h"
#include "driver/dependencies.h"

struct roles {
    struct dependencies dependencies;
    const char **source; /* for each of command.arguments: its form in the run over the source; NULL: dropped */
    const char **output; /* … in the run over the translation */

    bool is_clang;       /* judged by its name */
    bool silent;         /* -w */
    bool reports;        /* -H, -serialize-diagnostics …: there is output even without a warning */
    bool size_warnings;  /* -Wframe-larger-than, -Wstack-usage: about the code that runs, which is the translation */
    bool machine_format; /* -fdiagnostics-format=json, sarif … */
    bool keeps_listings; /* -save-temps, -fcallgraph-info, -ftime-trace: texts that name the compiled file */
    bool color_chosen;   /* -fdiagnostics-color or a related option */
};

void roles_read(struct roles *roles, const struct command *command);

#endif
