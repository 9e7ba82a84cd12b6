/* foreign.h: the thread's tasks inside of another event loop, for the adapters of such loops. */
#ifndef FOREIGN_H
#define FOREIGN_H

#include <stdbool.h>

/* An adapter's. */
struct async__foreign {
    /* Something was started, or can be stepped, since the last step; called once until the next one, between steps. */
    void (*changed)(struct async__foreign *foreign);
};

/* The thread's tasks run inside of that loop from now on: 0. -EBUSY: the thread's loop runs, or is attached. */
int async__attach(struct async__foreign *foreign);

/* It is not attached after all. */
void async__attach_failed(void);

/* What the thread's loop is attached to; NULL: nothing. */
struct async__foreign *async__attached(void);

/* Cancels the tasks that are left. They still have to be stepped. */
void async__cancel_all(void);

/* True while there are tasks. */
bool async__has_tasks(void);

/* If there are no tasks any more: the loop is no longer attached. Otherwise false. */
bool async__detach(void);

#endif
