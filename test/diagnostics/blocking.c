// RUN: %asyncc %s -o %t.c -- -std=gnu11 2>&1 | FileCheck %s --implicit-check-not=warning: --implicit-check-not=error:
// RUN: %asyncc -Wno-async-blocking %s -o %t.c -- -std=gnu11 2>&1 | count 0
// RUN: not %asyncc -Werror=async-blocking %s -o %t.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=ERROR %s
// ERROR: blocking.c:{{.*}}: error: this blocks the whole loop; write 'await async_sleep(seconds)' [-Werror=async-blocking]
// RUN: %gcc-name -std=gnu11 -Wall -Wextra -Werror -I%include -c %t.c -o %t.o
#include <asyncc.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

async int get(void);
int db_query(const char *text) ASYNC_BLOCKING("db_query_async(…)");
int db_close(void) ASYNC_BLOCKING("");
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;

// The program's own function of this name.
static int accept4(int a)
{
    return a;
}

async int calls(int fd, char *buffer)
{
    struct pollfd one = {.fd = fd};
    int status;
    // CHECK: [[@LINE+1]]:5: warning: this blocks the whole loop; write 'await async_sleep(seconds)' [-Wasync-blocking]
    sleep(1);
    // CHECK: [[@LINE+1]]:9: warning: this blocks the whole loop; write 'await async_read(…)' [-Wasync-blocking]
    if (read(fd, buffer, 10) < 0)
        return -1;
    // CHECK: [[@LINE+1]]:11: warning: this blocks the whole loop; write 'await async_write(…)'
    (void)write(fd, buffer, 10);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_recv(…)'
    recv(fd, buffer, 10, 0);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_accept(…)'
    accept(fd, NULL, NULL);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_connect(…)'
    connect(fd, NULL, 0);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_poll(…)'
    poll(&one, 1, 10);
    poll(&one, 1, 0);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_poll(…)'
    select(0, NULL, NULL, NULL, NULL);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_getaddrinfo(…)'
    getaddrinfo("a", "b", NULL, NULL);
    // CHECK: [[@LINE+1]]:5: warning: {{.*}}'await async_process_wait(…)'
    waitpid(1, &status, 0);
    waitpid(1, &status, WNOHANG);
    // CHECK: [[@LINE+1]]:9: warning: {{.*}}'await async_process_wait(…)'
    if (system("true"))
        return 1;
    // CHECK: [[@LINE+1]]:5: warning: this blocks the whole loop; write 'await db_query_async(…)' [-Wasync-blocking]
    db_query("x");
    // CHECK: [[@LINE+1]]:5: warning: this blocks the whole loop [-Wasync-blocking]
    db_close();
    return accept4(await get());
}

// Nothing is said where the source says that the descriptor does not block.
async int told(int fd, char *buffer)
{
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return (int)read(fd, buffer, 10) + await get();
}

async int message(int fd, char *buffer)
{
    return (int)recv(fd, buffer, 10, MSG_DONTWAIT) + await get();
}

// Nor in functions that are not async.
int plain(int fd, char *buffer)
{
    return (int)read(fd, buffer, 10);
}

async int held(int n)
{
    pthread_mutex_lock(&lock);
    // CHECK: [[@LINE+2]]:5: warning: this may wait while the thread holds a lock: a task that wants it blocks the whole loop; use an async_mutex [-Wasync-blocking]
    // CHECK: [[@LINE-2]]:5: note: it is locked here
    await get();
    pthread_mutex_unlock(&lock);
    await get();
    pthread_mutex_lock(&lock);
    if (n == 1) {
        pthread_mutex_unlock(&lock);
        return await get();
    }
    // CHECK: [[@LINE+1]]:9: warning: this may wait while the thread holds a lock
    n = await get();
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&other);
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&other);
    // CHECK: [[@LINE+1]]:9: warning: this may wait while the thread holds a lock
    n = await get();
    pthread_mutex_unlock(&lock);
    pthread_rwlock_rdlock(&shared);
    // CHECK: [[@LINE+2]]:13: warning: this may wait while the thread holds a lock
    while (n--)
        if (await get())
            break;
    pthread_rwlock_unlock(&shared);
    if (n)
        pthread_mutex_lock(&lock); // held or not: nothing is said
    await get();
    if (n)
        pthread_mutex_unlock(&lock);
    return 0;
}
