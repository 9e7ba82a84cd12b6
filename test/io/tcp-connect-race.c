// The addresses of a name race each other: RFC 8305.
// RUN: %io %s | FileCheck %s
#include "Inputs/network.h"

#include <asyncc/test.h>

/* What came of an attempt to connect to this host: the numbers of the places that were tried, in their order; how long
 * after the first one each was tried, in milliseconds; and the result. */
static void print(const char *host, int result)
{
    double first = -1;
    printf("%-8s", host);
    for (int order = 1; order <= attempts; order++)
        for (int i = 0; i < PLACES; i++)
            if (places[i].order == order) {
                first = first < 0 ? places[i].time : first;
                printf(" %d(%.0f)", i, (places[i].time - first) * 1000);
            }
    printf(" %s\n", result >= 0 ? "connected" : strerror(-result));
}

static async int try_host(const char *host)
{
    int before = descriptors();
    attempts = 0;
    memset(places, 0, sizeof places);
    int fd = await async_tcp_connect(host, "80");
    print(host, fd);
    if (fd >= 0)
        async_close(fd);
    hang_up(0, PLACES);
    CHECK_EQUAL(descriptors(), before);
    return fd;
}

static async void answer_after(double seconds, int number)
{
    CHECK_EQUAL(await async_sleep(seconds), 0);
    answer(number);
}

static async void try_and_answer(const char *host, double seconds, int number)
{
    await async_gather(try_host(host), answer_after(seconds, number));
}

// Time is virtual: it goes on only where the library waits, and then exactly as far as it wanted to.
static async int orders(void)
{
    async_close(await async_tcp_connect("0:a", "80")); /* makes what the library keeps open */
    hang_up(0, PLACES);
    await try_host("0:a"); // CHECK: 0:a 0(0) connected
    // The families take turns; the first one is that of the first address.
    await try_host("0:HHhaa"); // CHECK-NEXT: 0:HHhaa 0(0) 2(250) 1(500) 3(750) connected
    await try_host("0:hHA");   // CHECK-NEXT: 0:hHA 0(0) 1(250) 2(500) connected
    // One that fails is followed at once.
    await try_host("0:RRrna"); // CHECK-NEXT: 0:RRrna 0(0) 2(0) 1(0) 3(0) 4(0) connected
    await try_host("0:Hra");   // CHECK-NEXT: 0:Hra 0(0) 1(250) 2(250) connected
    // If all fail, the first error that says something of the peer.
    await try_host("0:NrN"); // CHECK-NEXT: 0:NrN 0(0) 1(0) 2(0) Connection refused
    await try_host("0:rN");  // CHECK-NEXT: 0:rN 0(0) 1(0) Connection refused
    await try_host("0:Nn");  // CHECK-NEXT: 0:Nn 0(0) 1(0) Network is unreachable
    // Names that are none.
    await try_host("none"); // CHECK-NEXT: none No such file or directory
    // The first to answer wins, whenever it began.
    await try_and_answer("0:Ha", 0.1, 0);  // CHECK-NEXT: 0:Ha 0(0) connected
    await try_and_answer("0:Hh", 0.3, 0);  // CHECK-NEXT: 0:Hh 0(0) 1(250) connected
    await try_and_answer("0:Hh", 0.3, 1);  // CHECK-NEXT: 0:Hh 0(0) 1(250) connected
    await try_and_answer("0:HrN", 0.6, 0); // CHECK-NEXT: 0:HrN 0(0) 1(250) 2(250) connected
    return 0;
}

// --- two winners in one turn, or one that is cancelled as it wins ---

enum { CONTESTS = 100, ADDRESSES = 2 };

static async int contest(int number)
{
    char host[32];
    snprintf(host, sizeof host, "%d:Hh", number * ADDRESSES);
    return await async_tcp_connect(host, "80");
}

static int results[CONTESTS];

// In what way a contest is decided: bits 0 and 1, who answers; 2 and 3: it is cancelled before or after that.
static async int decide(void)
{
    async_task *tasks[CONTESTS];
    for (int i = 0; i < CONTESTS; i++)
        tasks[i] = async_spawn(results[i] = contest(i));
    while (attempts < CONTESTS * ADDRESSES)
        CHECK_EQUAL(await async_sleep(0.05), 0);
    for (int i = 0; i < CONTESTS; i++) {
        if (i & 4)
            async_cancel(tasks[i]);
        for (int which = 0; which < ADDRESSES; which++)
            if (i & 1 << which)
                answer(i * ADDRESSES + which);
        if (i & 8 || !(i & 3))
            async_cancel(tasks[i]);
    }
    await async_join_all(tasks, CONTESTS);
    return 0;
}

static int connected, cancelled;

static void check_seed(unsigned seed)
{
    int before = descriptors();
    async_seed(seed);
    attempts = 0;
    memset(places, 0, sizeof places);
    CHECK_EQUAL(async_run(decide()), 0);
    for (int i = 0; i < CONTESTS; i++) {
        connected += results[i] >= 0;
        cancelled += results[i] == -ECANCELED;
        CHECK(results[i] >= 0 || results[i] == -ECANCELED);
        CHECK(i & 12 || !(i & 3) || results[i] >= 0);
        if (results[i] >= 0)
            CHECK_EQUAL(close(results[i]), 0);
    }
    hang_up(0, PLACES);
    CHECK_EQUAL(descriptors(), before);
}

// --- cancelled at each wait ---

static async int once(void)
{
    int fd = await async_tcp_connect("0:Hhra", "80");
    if (fd >= 0)
        async_close(fd);
    hang_up(0, 4);
    return 0;
}

static async int for_a_while(void)
{
    int fd = 7;
    CHECK_EQUAL(await async_timeout(0.3, fd = async_tcp_connect("0:Hh", "80")), -ETIMEDOUT);
    CHECK_EQUAL(fd, -ECANCELED);
    hang_up(0, 2);
    async_cancel(ASYNC_SELF);
    CHECK_EQUAL(await async_tcp_connect("0:a", "80"), -ECANCELED);
    return 0;
}

int main(void)
{
    async_virtual_time(1);
    async_run(orders());
    int before = descriptors();
    CHECK_EQUAL(async_run(for_a_while()), 0);
    CHECK_EQUAL(descriptors(), before);
    async_virtual_time(0);
    for (unsigned seed = 0; seed < 10; seed++)
        check_seed(seed);
    printf("some of each: %d\n", connected > 0 && cancelled > 0); // CHECK-NEXT: some of each: 1
    async_seed(0);
    CHECK(async_test_each_wait(once) > 5);
    return 0;
}
