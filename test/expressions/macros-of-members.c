// Macros like the system's si_pid, whose expansion ends in their own name, in one that is written out.
// RUN: %matrix %s
#define _GNU_SOURCE
#include <asyncc.h>
#include <assert.h>
#include <signal.h>
#include <stdio.h>

struct inner {
    int pid, uid;
};
struct record {
    union {
        struct inner kill;
        struct inner rt;
    } fields;
    int first;
};
#define pid fields.kill.pid
#define uid fields . kill /* with space */ . uid
#define first first
#define SHOW(value) printf("%s: %d\n", #value, (value))
#define BOTH(a, b) (printf("%s %s: ", #a, #b), (a) == (b))

async static int fill(struct record *record, siginfo_t *info, struct sigaction *action)
{
    await async_yield();
    record->pid = 3;
    record->uid = 4;
    record->first = 5;
    info->si_pid = 7;
    action->sa_handler = SIG_IGN;
    return 0;
}

async int main(void)
{
    struct record record;
    struct record *pointer = &record;
    siginfo_t info;
    struct sigaction action;
    int child = 3;
    await fill(&record, &info, &action);
    SHOW(record.pid);
    SHOW(pointer->pid + record.uid * record.first);
    SHOW(BOTH(record.pid, child));
    SHOW(BOTH(info.si_pid, 7) + BOTH(pointer->uid, await async_yield()));
    assert(action.sa_handler == SIG_IGN && info.si_pid == 7);
    await async_yield();
    SHOW(info.si_pid == 7 && action.sa_handler == SIG_IGN && record.pid == child);
    return 0;
}
// expect: record.pid: 3
// expect: pointer->pid + record.uid * record.first: 23
// expect: record.pid child: BOTH(record.pid, child): 1
// expect: info.si_pid 7: pointer->uid await async_yield(): BOTH(info.si_pid, 7) + BOTH(pointer->uid, await async_yield()): 1
// expect: info.si_pid == 7 && action.sa_handler == SIG_IGN && record.pid == child: 1
