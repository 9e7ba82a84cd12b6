/* serve.h: what async_serve (annotated/serve.c) and the tasks of its connections (connection.c) share. */
#ifndef SERVE_H
#define SERVE_H

#include <asyncc/io.h>

struct async_server {
    async_connection_handler *handler;
    void *context;
    async_group connections;
    async_event ended; /* a connection has, and so has given something back */
};

/* Starts a task that runs the handler and then closes the descriptor: 0. -ENOMEM, -ECANCELED: it is closed already. */
int async__connection_start(struct async_server *server, int fd);

#endif
