/* launcher.h: asyncc in front of a C compiler. */
#ifndef DRIVER_LAUNCHER_H
#define DRIVER_LAUNCHER_H

#include "driver/options.h"

/* Runs the compiler in options->rest, its C sources translated where they need it. Gives the status to exit with. */
int launch(const struct options *options);

#endif
