/* gather.c: waiting for several callees at once.
 *
 * The children's frames have the gathering frame as their continuation. Each one that ends resumes it; it goes back to
 * waiting while async_gather_pending says so.
 */
#include "internal.h"

async_frame *async_gather_suspend(async_frame *self, unsigned state, async_frame **copy, async_frame *const *children,
                                  size_t count)
{
    self->state = (uint16_t)state;
    self->status = 0;
    self->link = NULL;
    for (size_t i = 0; i < count; i++) {
        copy[i] = children[i];
        if (children[i]) {
            children[i]->parent = self;
            children[i]->flags |= ASYNC_TASK; /* its value is looked at when the others are done, too */
            self->status++;
        }
    }
    return self;
}
