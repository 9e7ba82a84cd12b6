#include <asyncc/tls.h>
#include <stdio.h>

async int main(void)
{
    async_stream stream;
    int status = await async_tls_accept(&stream, -1, NULL);
    printf("%d: %s\n", status < 0, async_tls_error());
}
