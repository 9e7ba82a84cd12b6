// RUN: %matrix --all %s
// Macros of the system's headers around awaits, in arguments that waited and with locals that live in the frame: those
// of <ctype.h>, <stddef.h>, <stdarg.h>, <stdint.h>, <sys/select.h>, <sys/wait.h>, <arpa/inet.h>, <limits.h>, <math.h>,
// <signal.h>. Optimising, the headers define some of them as statement expressions.
#define _GNU_SOURCE
#include "../Inputs/waits.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/wait.h>

struct parts {
    char c;
    double d;
    int list[4];
};

static async int sum_va(int count, va_list list)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        sum += va_arg(list, int) * await get(1);
        sum += (int)(va_arg(list, double) * await get(2));
        const char *text = va_arg(list, char *);
        await rest();
        sum += text[await get(0)];
    }
    va_list copy;
    va_copy(copy, list);
    sum += await get(va_arg(copy, int));
    await rest();
    sum += va_arg(copy, int) + va_arg(list, int);
    va_end(copy);
    return sum;
}
static int count_up(int count, ...)
{
    va_list list;
    va_start(list, count);
    int sum = async_run(sum_va(count, list));
    va_end(list);
    return sum;
}

static async void characters(const char *text)
{
    char upper[40];
    size_t n = 0;
    int digits = 0, spaces = 0;
    for (const char *p = text; *p; p++) {
        if (isdigit((unsigned char)*p) && await get(1))
            digits++;
        else if (isspace(await get((unsigned char)*p)))
            spaces += isblank(*p) ? 1 : await get(10);
        upper[n++] = (char)toupper(await get(*p));
        upper[n] = 0;
        if (isupper((unsigned char)upper[n - 1]) && !isalpha(*p) & !await get(0))
            say("never");
        upper[n - 1] = (char)(isxdigit(*p) ? tolower(upper[n - 1]) : upper[n - 1]);
    }
    say("%s %d %d %zu\n", upper, digits, spaces, strlen(upper));
}
static async void sets(void)
{
    fd_set set;
    FD_ZERO(&set);
    await rest();
    FD_SET(await get(3), &set);
    for (int i = 0; i < 100; i += 33)
        FD_SET(i + await get(1), &set);
    FD_CLR(await get(34), &set);
    await rest();
    for (int i = 0; i < 110; i++)
        if (FD_ISSET(i, &set) && FD_ISSET(await get(i), &set))
            say("%d ", i);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, await get(SIGUSR1));
    await rest();
    say("%d %d\n", sigismember(&signals, SIGUSR1), sigismember(&signals, await get(SIGUSR2)));
}

static async void test(void)
{
    await characters("aB 9\tz-Z 0x1f ");
    await sets();
    say("%d\n", count_up(2, 1, 2.5, "a", 3, 4.5, "b", 100, 200));
    struct parts parts = {'c', 1.5, {1, 2, 3, 4}}, *at = &parts;
    char *bytes = (char *)&parts;
    await rest();
    *(double *)(bytes + offsetof(struct parts, d)) += await get_double(1);
    *(int *)(void *)(bytes + offsetof(struct parts, list[2])) = await get(33);
    say("%g %d %d\n", at->d, parts.list[2], offsetof(struct parts, c) == (size_t)await get(0));
    int64_t big = INT64_C(1) << await get(40);
    uint8_t small = UINT8_MAX;
    small += (uint8_t)await get(1);
    say("%" PRId64 " %d %" PRIu64 "\n", big + await get(1), small, UINT64_C(18446744073709551615) - (uint64_t)await get(5));
    uint16_t port = htons((uint16_t)await get(0x1234));
    uint32_t address = htonl((uint32_t)await get(0x01020304));
    await rest();
    unsigned char *network = (unsigned char *)&address;
    say("%d %x %x\n", network[0], ntohs(port), ntohl(address) + (uint32_t)await get(1));
    int status = await get(3) << 8;
    say("%d %d %d\n", WIFEXITED(status), WEXITSTATUS(status) + await get(0), WIFSIGNALED(await get(0)) != 0);
    FILE *file = await get(1) ? stdin : stdout;
    say("%d %d %d\n", file == stdin, stderr != NULL, await get_pointer(NULL) == NULL);
    errno = 0;
    double nan = await get_double(NAN), inf = await get_double(INFINITY);
    say("%d %d %d %d\n", isnan(nan) != 0, isinf(inf) != 0, isnan(await get_double(1)) != 0, signbit(-inf) != 0);
    say("%d %d %d\n", fpclassify(await get_double(0)) == FP_ZERO, isgreater(inf, await get_double(1)), errno);
    bool yes = await get(2), no = !await get(true);
    say("%d %d %d %d\n", yes, no, INT_MAX - await get(1) == INT_MAX - 1, CHAR_BIT * await get(2));
    char text[40] = "";
    strcpy(text, "abc");
    strcat(text, await get_pointer("def"));
    memset(text + await get(6), 'x', sizeof text - 7);
    memcpy(&text[await get(1)], await get_pointer("BC"), (size_t)await get(2));
    say("%d %s %zu\n", strcmp(text, "aBCdef") > 0, strchr(text, 'f'), strnlen(text, (size_t)await get(10)));
    say("%d %s\n", strncmp(text, await get_pointer("aBC"), 3), strcmp(text, "b") < 0 && await get(1) ? "less" : "more");
    say("%d %d\n", abs(await get(-4)), (int)fabs(await get_double(-2.5)));
    say("%d %d\n", EXIT_FAILURE + await get(RAND_MAX > 0), (int)(sizeof(NULL) == sizeof(void *)));
}
// expect: ab 9	Z-Z 0X1f  3 4 14
// expect: 1 3 67 100 1 0
// expect: 613
// expect: 2.5 33 1
// expect: 1099511627777 0 18446744073709551610
// expect: 1 1234 1020305
// expect: 1 3 0
// expect: 1 1 1
// expect: 1 1 0 1
// expect: 1 1 0
// expect: 1 0 1 16
// expect: 1 fxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx 10
// expect: 0 less
// expect: 4 2
// expect: 2 1
// flags: -D__OPTIMIZE__=1
// elision: same
