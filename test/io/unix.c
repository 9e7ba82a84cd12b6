// Sockets in the file system, and in Linux's abstract namespace.
// RUN: %io --elision %s
#include "Inputs/check.h"

#include <sys/un.h>

static async void talk(int listener, const char *path)
{
    int here = await async_unix_connect(path);
    CHECK(here >= 0);
    CHECK(fcntl(here, F_GETFD) & FD_CLOEXEC);
    CHECK(fcntl(here, F_GETFL) & O_NONBLOCK);
    int there = await async_accept(listener, NULL, NULL);
    await use_pair(here, there);
}

static async void listen_at(const char *path)
{
    CHECK(await async_unix_connect(path) < 0);
    int listener = await async_unix_listen(path);
    CHECK(listener >= 0);
    CHECK(fcntl(listener, F_GETFD) & FD_CLOEXEC);
    await talk(listener, path);
    CHECK_EQUAL(await async_unix_listen(path), -EADDRINUSE);
    await talk(listener, path);
    async_close(listener);
    CHECK_EQUAL(await async_unix_connect(path), -ECONNREFUSED);
}

/* What is there already. */
static async void stale_file(void)
{
    int listener = await async_unix_listen("socket"); /* listen_at has left it */
    CHECK(listener >= 0);
    CHECK(symlink("socket", "link") == 0);
    CHECK_EQUAL(await async_unix_listen("link"), -EADDRINUSE);
    await talk(listener, "link");
    async_close(listener);
    CHECK_EQUAL(await async_unix_listen("link"), -EADDRINUSE);
    CHECK(unlink("link") == 0);
    CHECK(unlink("socket") == 0);
}

static async void other_file(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "datagrams"};
    int file = open("file", O_CREAT | O_WRONLY, 0600), datagrams = socket(AF_UNIX, SOCK_DGRAM, 0);
    CHECK_EQUAL(await async_unix_listen("file"), -EADDRINUSE);
    CHECK_EQUAL(await async_unix_connect("file"), -ECONNREFUSED);
    CHECK(unlink("file") == 0);
    CHECK_EQUAL(await async_unix_listen("."), -EADDRINUSE);
    CHECK(bind(datagrams, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK_EQUAL(await async_unix_listen("datagrams"), -EADDRINUSE);
    CHECK_EQUAL(await async_unix_connect("datagrams"), -EPROTOTYPE);
    close(datagrams);
    int listener = await async_unix_listen("datagrams");
    CHECK(listener >= 0);
    async_close(listener);
    CHECK(unlink("datagrams") == 0);
    close(file);
}

static async void failures(void)
{
    char path[sizeof((struct sockaddr_un *)0)->sun_path + 1] = "";
    memset(path, 'p', sizeof path - 1);
    CHECK_EQUAL(await async_unix_connect(path), -ENAMETOOLONG);
    CHECK_EQUAL(await async_unix_listen(path), -ENAMETOOLONG);
    path[sizeof path - 2] = '\0';
    await listen_at(path);
    CHECK(unlink(path) == 0);
    CHECK_EQUAL(await async_unix_connect("nobody"), -ENOENT);
    CHECK_EQUAL(await async_unix_connect(""), -ENOENT);
    CHECK_EQUAL(await async_unix_listen(""), -ENOENT);
    CHECK_EQUAL(await async_unix_listen("nowhere/socket"), -ENOENT);
}

static async void abstract_name(void)
{
#if defined(__linux__)
    char name[sizeof((struct sockaddr_un *)0)->sun_path + 2] = "";
    snprintf(name, sizeof name, "@asyncc test %d", (int)getpid());
    await listen_at(name);
    CHECK(access(name, F_OK) < 0);
    memset(name + strlen(name), 'n', sizeof name - 1 - strlen(name));
    CHECK_EQUAL(await async_unix_listen(name), -ENAMETOOLONG);
    name[sizeof name - 2] = '\0';
    await listen_at(name);
#endif
}

static async int run(void)
{
    char folder[] = "/tmp/asyncc-unix-XXXXXX";
    CHECK(mkdtemp(folder) && chdir(folder) == 0);
    await listen_at("socket");
    int before = descriptors();
    await stale_file();
    await other_file();
    await failures();
    await abstract_name();
    CHECK_EQUAL(descriptors(), before);
    CHECK(chdir("/") == 0 && rmdir(folder) == 0);
    return 0;
}

int main(void)
{
    return async_run(run());
}
