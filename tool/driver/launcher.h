/* launcher.h: asyncc as a launcher of a C compiler. */
#ifndef DRIVER_LAUNCHER_H
#define DRIVER_LAUNCHER_H

#include "driver/options.h"

/* Runs the compiler in options->rest, its C sources translated where they need it. Returns the exit status. */
int launch(const struct options *options);

#endif
