// RUN: %matrix --all %s
// Async cleanups of a task that is cancelled: they run, their own waits give -ECANCELED, and so does a task that has
// not begun.
// flags: -Wno-unused-variable
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>

struct file {
    const char *name;
    int open;
};

static async int file_close(struct file *file)
{
    int status = await async_sleep(1);
    printf("  close %s: %s\n", file->name, status == -ECANCELED ? "cancelled" : status ? "failed" : "fine");
    file->open = 0;
    return status;
}
static void note(struct file *file)
{
    printf("  %s is %s\n", file->name, file->open ? "open" : "closed");
}

static async int use(const char *name)
{
    struct file log __attribute__((cleanup(note))) = {"log", 1};
    struct file file __attribute__((cleanup(file_close))) = {name, 1};
    for (int i = 0; i < 2; i++) {
        struct file part __attribute__((cleanup(file_close))) = {i ? "part 1" : "part 0", 1};
        int status = await async_sleep(10);
        if (status < 0)
            return status;
    }
    return 7;
}

async int main(void)
{
    const double times[] = {0, 5, 10.5, 15, 21.5, 30};
    for (int i = 0; i < 6; i++) {
        async_task *task = async_spawn(use("data"));
        if (i)
            await async_sleep(times[i]);
        printf("cancel at %g: %d\n", times[i], async_cancel(task));
        printf("  %d\n", await async_join(task) == -ECANCELED);
    }
    return 0;
}
// expect: cancel at 0: 0
// expect:   close part 0: cancelled
// expect:   close data: cancelled
// expect:   log is open
// expect:   1
// expect: cancel at 5: 0
// expect:   close part 0: cancelled
// expect:   close data: cancelled
// expect:   log is open
// expect:   1
// expect: cancel at 10.5: 0
// expect:   close part 0: cancelled
// expect:   close part 1: cancelled
// expect:   close data: cancelled
// expect:   log is open
// expect:   1
// expect:   close part 0: fine
// expect: cancel at 15: 0
// expect:   close part 1: cancelled
// expect:   close data: cancelled
// expect:   log is open
// expect:   1
// expect:   close part 0: fine
// expect: cancel at 21.5: 0
// expect:   close part 1: cancelled
// expect:   close data: cancelled
// expect:   log is open
// expect:   0
// expect:   close part 0: fine
// expect:   close part 1: fine
// expect:   close data: fine
// expect:   log is open
// expect: cancel at 30: -114
// expect:   0
