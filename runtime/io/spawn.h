/* spawn.h: how process.c starts a process. */
#ifndef SPAWN_H
#define SPAWN_H

struct spawn {
    char *const *argv;
    const async_process_options *options;
    pid_t pid;  /* the result, … */
    int own[3]; /* … and this side's ends of the pipes, or -1 */
};

/* 0, or a negative errno: also what exec gives. */
int spawn_process(struct spawn *spawn);

#endif
