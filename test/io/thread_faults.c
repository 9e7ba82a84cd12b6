// Whatever jobs and files need fails in turn: an errno, or another attempt; no lost byte, nothing left.
// RUN: %io --tsan %s %t | FileCheck %s
#include "Inputs/check.h"

#include <asyncc/test.h>

static const char *path;

static int add_one(void *number)
{
    return ++*(int *)number;
}

static async int call(void)
{
    int number = 4, value = await async_thread(add_one, &number);
    CHECK_EQUAL(number, value < 0 ? 4 : 5);
    CHECK(value == 5 || value == -ENOMEM || value == -EAGAIN);
    return value;
}

// Counts may be short.
static async ssize_t write_all(int fd, const char *data, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t count = await async_pwrite(fd, data + done, size - done, (off_t)done);
        if (count < 0)
            return count;
        done += (size_t)count;
    }
    return (ssize_t)done;
}

static async int write_and_read(int fd)
{
    char data[] = "0123456789", got[sizeof data] = "";
    struct stat status;
    ssize_t count = await write_all(fd, data, sizeof data);
    if (count < 0)
        return (int)count;
    int result = await async_fsync(fd);
    if (result < 0 || (result = await async_stat(path, &status)) < 0)
        return result;
    CHECK_EQUAL(status.st_size, sizeof data);
    count = await async_pread(fd, got, sizeof got, 0);
    if (count < 0)
        return (int)count;
    CHECK(count > 0 && !memcmp(got, data, (size_t)count));
    return 0;
}

static async int file(void)
{
    int fd = await async_open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return fd;
    int result = await write_and_read(fd);
    CHECK(result == 0 || result == -EIO || result == -ENOMEM || result == -EAGAIN || result == -ECANCELED);
    CHECK_EQUAL(async_close(fd), 0);
    return result;
}

int main(int argc, char **argv)
{
    CHECK_EQUAL(argc, 2);
    path = argv[1];
    CHECK(async_test_each_fault(call) > 4);
    CHECK(async_test_each_wait(file) >= 1);
    CHECK(async_test_each_fault(file) > 40);
    // CHECK: done
    puts("done");
    return 0;
}
