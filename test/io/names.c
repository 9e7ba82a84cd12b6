// async_getaddrinfo with the system's names.
// RUN: %io --tsan --elision %s | FileCheck %s
#include "Inputs/check.h"

static void print(int status, struct addrinfo *found)
{
    char host[64] = "", service[16] = "";
    printf("%d", status);
    if (status == 0) {
        CHECK_EQUAL(getnameinfo(found->ai_addr, found->ai_addrlen, host, sizeof host, service, sizeof service,
                                NI_NUMERICHOST | NI_NUMERICSERV),
                    0);
        printf(" %s %s %s", host, service, found->ai_next ? "and more" : "only");
        freeaddrinfo(found);
    }
    printf("\n");
}

static async void look_up(const char *host, const char *service, const struct addrinfo *hints)
{
    struct addrinfo *found = NULL;
    int status = await async_getaddrinfo(host, service, hints, &found);
    print(status, found);
}

async int main(void)
{
    struct addrinfo stream = {.ai_socktype = SOCK_STREAM}, v4 = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo passive = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo numeric = {.ai_flags = AI_NUMERICHOST}, family = {.ai_family = 9999};

    // CHECK: {{^}}0 127.0.0.1 80 only
    await look_up("127.0.0.1", "80", &stream);
    // CHECK-NEXT: {{^}}0 ::1 81 only
    await look_up("::1", "81", &stream);
    // CHECK-NEXT: {{^}}0 127.0.0.2 0 and more
    await look_up("127.0.0.2", NULL, NULL);
    // CHECK-NEXT: {{^}}0 0.0.0.0 82 only
    await look_up(NULL, "82", &passive);
    // CHECK-NEXT: {{^}}0 127.0.0.1 83 only
    await look_up("localhost", "83", &v4);
    // CHECK-NEXT: {{^}}-2{{$}}
    await look_up("localhost", NULL, &numeric);
    // CHECK-NEXT: {{^}}-2{{$}}
    await look_up(NULL, NULL, NULL);
    // CHECK-NEXT: {{^}}-2{{$}}
    await look_up("127.0.0.1", "no-such-service", &stream);
    // CHECK-NEXT: {{^}}-22{{$}}
    await look_up("127.0.0.1", "80", &family);
    return 0;
}
