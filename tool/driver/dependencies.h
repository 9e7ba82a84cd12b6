/* dependencies.h: what a command line says about dependency files (-MD and all other spellings). */
#ifndef DRIVER_DEPENDENCIES_H
#define DRIVER_DEPENDENCIES_H

#include "base/list.h"

struct dependencies {
    bool lists;                 /* -M, -MM: dependencies are printed and nothing is compiled */
    bool writes;                /* -MD, -MMD; or an environment variable */
    bool by_driver;             /* requested from the driver, which derives names that are not given */
    bool by_list;               /* as -Wp,-MD…: clang's driver treats that as its own -MD */
    bool by_named_list;         /* … and -Wp,-MD,FILE for -MD -MF FILE, if that is all of it */
    bool named;                 /* the driver got a name for the file: -MF */
    bool targeted;              /* … and one for the target: -MT, -MQ */
    const char *environment[2]; /* values of DEPENDENCIES_OUTPUT and SUNPRO_DEPENDENCIES, or NULL */
    struct strings files;       /* names of the files that the command line gives */
};

/* Reads the arguments. `rest` has room for as many and gets those that remain without options about dependencies: NULL
 * for a dropped argument, a shorter one for `-Wp,-MD,x.d,-DX`. */
void dependencies_read(struct dependencies *dependencies, const struct strings *arguments, const char **rest);

/* Hides the environment variables that request dependencies from the programs that are started, or restores them. */
void dependencies_hide_environment(const struct dependencies *dependencies, bool hide);

#endif
