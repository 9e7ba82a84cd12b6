// Files: what async_open, pread, pwrite, fsync and stat give; where nothing waits, so does the elision.
// RUN: %io --tsan --elision %s %t | FileCheck %s
#include "Inputs/check.h"

static async int copy_half(int from, int to, size_t size)
{
    char part[100];
    for (size_t at = 0; at < size; at += sizeof part) {
        CHECK_EQUAL(await async_pread(from, part, sizeof part, (off_t)at), sizeof part);
        CHECK_EQUAL(await async_pwrite(to, part, sizeof part, (off_t)(at / 2)), sizeof part);
    }
    return 0;
}

async int main(int argc, char **argv)
{
    CHECK_EQUAL(argc, 2);
    const char *path = argv[1];
    struct stat status;
    char buffer[32] = "";
    int before = descriptors();

    int fd = await async_open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(fd > 2);
    CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    CHECK(fcntl(fd, F_GETFL) & O_NONBLOCK);

    // CHECK: pwrite 5, 6, fsync 0
    printf("pwrite %zd, ", await async_pwrite(fd, "hello", 5, 0));
    printf("%zd, ", await async_pwrite(fd, " world", 6, 5));
    printf("fsync %d\n", await async_fsync(fd));
    // CHECK-NEXT: pread 11 hello world, 5 world, 0
    printf("pread %zd ", await async_pread(fd, buffer, sizeof buffer, 0));
    printf("%s, ", buffer);
    memset(buffer, 0, sizeof buffer);
    printf("%zd ", await async_pread(fd, buffer, sizeof buffer, 6));
    printf("%s, ", buffer);
    printf("%zd\n", await async_pread(fd, buffer, sizeof buffer, 11));
    // CHECK-NEXT: stat 0, size 11
    printf("stat %d, ", await async_stat(path, &status));
    printf("size %d\n", (int)status.st_size);
    // CHECK-NEXT: read 5 hello
    memset(buffer, 0, sizeof buffer);
    printf("read %zd ", await async_read(fd, buffer, 5));
    printf("%s\n", buffer);

    // Copies of parts at the same time.
    static char zeros[4000];
    CHECK_EQUAL(await async_pwrite(fd, zeros, sizeof zeros, 0), sizeof zeros);
    int one, other;
    await async_gather(one = copy_half(fd, fd, 2000), other = copy_half(fd, fd, 4000));
    CHECK_EQUAL(one + other, 0);
    CHECK_EQUAL(async_close(fd), 0);

    // Errors of each.
    // CHECK-NEXT: open -17, -2, -20
    printf("open %d, ", await async_open(path, O_WRONLY | O_CREAT | O_EXCL, 0600));
    printf("%d, ", await async_open("/no/such/file", O_RDONLY, 0));
    printf("%d\n", await async_open("/dev/null/file", O_RDONLY, 0));
    // CHECK-NEXT: pread -9, pwrite -9, fsync -9, stat -2
    printf("pread %zd, ", await async_pread(-1, buffer, 1, 0));
    printf("pwrite %zd, ", await async_pwrite(-1, buffer, 1, 0));
    printf("fsync %d, ", await async_fsync(-1));
    printf("stat %d\n", await async_stat("/no/such/file", &status));
    // CHECK-NEXT: pread of a pipe -29, at -1 -22
    int ends[2];
    CHECK_EQUAL(pipe(ends), 0);
    printf("pread of a pipe %zd, ", await async_pread(ends[0], buffer, 1, 0));
    close(ends[0]);
    close(ends[1]);
    fd = await async_open(path, O_RDONLY, 0);
    printf("at -1 %zd\n", await async_pread(fd, buffer, 1, -1));
    CHECK_EQUAL(async_close(fd), 0);

    CHECK_EQUAL(unlink(path), 0);
    CHECK(descriptors() - before <= 2); // the library's own
    return 0;
}
