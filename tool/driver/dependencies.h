/* dependencies.h: what a command line says about dependency files (-MD and all other spellings). */
#ifndef DRIVER_DEPENDENCIES_H
#define DRIVER_DEPENDENCIES_H

#include "base/list.h"

struct dependencies {
    bool lists;                 /* -M, -MM: dependencies are printed and nothing is compiled */
    bool writes;                /* -MD, -MMD; or a variable of the environment */
    bool by_driver;             /* so asked of the driver, which chooses names for what is not named */
    bool by_list;               /* as -Wp,-MD…: clang's driver takes that for its own -MD */
    bool by_named_list;         /* … and -Wp,-MD,FILE for -MD -MF FILE, if that is all of it */
    bool named;                 /* the driver got a name for the file: -MF */
    bool targeted;              /* … and one for the target: -MT, -MQ */
    const char *environment[2]; /* values of DEPENDENCIES_OUTPUT and SUNPRO_DEPENDENCIES, or NULL */
    struct strings files;       /* names of the files, as far as the command line has them */
};

/* Reads the arguments. `rest` has room for as many; it gets those that remain when all of this is taken out: NULL for
 * an argument that is gone, a shorter one for `-Wp,-MD,x.d,-DX`. */
void dependencies_read(struct dependencies *dependencies, const struct strings *arguments, const char **rest);

/* Hides what asks for dependencies in the environment from the programs that are started, or puts it back. */
void dependencies_hide_environment(const struct dependencies *dependencies, bool hide);

#endif
