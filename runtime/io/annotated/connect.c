/* connect.c: connect, and connections by name. */
#include "annotated.h"

#include <errno.h>

async int async_connect(int fd, const struct sockaddr *to, socklen_t length)
{
    double pause = 0.001;
    for (;;) {
        int result = await async__connect(fd, to, length);
        if (result != -EAGAIN)
            return result;
        /* The line of a Unix socket's listener is full, and nothing tells when it no longer is. */
        if ((result = await async_sleep(pause)) < 0)
            return result;
        pause = pause < 0.05 ? 2 * pause : pause;
    }
}
