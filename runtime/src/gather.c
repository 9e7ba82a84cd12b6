/* gather.c: waiting for several callees at once.
 *
 * The children's frames have the gathering frame as their continuation. Each child that ends resumes it; it waits again
 * while async_gather_pending is true.
 */
#include "internal.h"

async_frame *async_gather_suspend(async_frame *self, unsigned state, async_frame **copy, async_frame *const *children,
                                  size_t count)
{
    self->async_state = (uint16_t)state;
    self->async_status = 0;
    self->async_link = NULL;
    for (size_t i = 0; i < count; i++) {
        copy[i] = children[i];
        if (children[i]) {
            children[i]->async_parent = self;
            children[i]->async_flags |= ASYNC_TASK; /* its value is read after the others are done, too */
            self->async_status++;
        }
    }
    async_inherit(self);
    if (async_marked())
        mark_all(children, count); /* those that began before this frame was marked, in the same step */
    return self;
}
