/* roles.h: which of the compiler's options belong to which run of it. A source that is translated is compiled twice: as
 * it is, for all that the compiler has to say about it and for its dependency files; and translated, for the object.
 * docs/launcher.md explains it. */
#ifndef DRIVER_ROLES_H
#define DRIVER_ROLES_H

#include "driver/command.h"
#include "driver/dependencies.h"

struct roles {
    struct dependencies dependencies;
    const char **source; /* for each of command.arguments: what the run over the source gets; NULL: nothing */
    const char **output; /* … and the run over the translation */

    bool is_clang;       /* known by its name */
    bool silent;         /* -w */
    bool reports;        /* -H, -serialize-diagnostics …: there is something to write without a warning */
    bool size_warnings;  /* -Wframe-larger-than, -Wstack-usage: about the code that runs, and that is the translation */
    bool machine_format; /* -fdiagnostics-format=json, sarif … */
    bool keeps_listings; /* -save-temps, -fcallgraph-info, -ftime-trace: texts that name the compiled file */
    bool color_chosen;   /* -fdiagnostics-color or a relative of it */
};

void roles_read(struct roles *roles, const struct command *command);

#endif
