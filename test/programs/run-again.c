// RUN: %matrix --all %s
// async_run from ordinary code, again and again, with values of several types; main with arguments.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct answer {
    char text[24];
    int number;
};

async int add(int a, int b)
{
    await async_sleep(0.001);
    return a + b;
}

async struct answer ask(const char *name)
{
    struct answer answer = {"hello, ", await add(20, 22)};
    strcat(answer.text, name);
    return answer;
}

async void tell(struct answer answer)
{
    await async_yield();
    printf("%s: %d\n", answer.text, answer.number);
}

static int ordinary(int x)
{
    return async_run(add(x, x)) + 1;
}

int main(int argc, char **argv)
{
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += async_run(add(sum, i));
    printf("%d\n", sum);
    printf("%d\n", ordinary(4));
    for (int i = 1; i < argc; i++)
        async_run(tell(async_run(ask(argv[i]))));
    return async_run(add(1, 2)) == 3 ? 0 : 1;
}
// args: you me
// expect: 4
// expect: 9
// expect: hello, you: 42
// expect: hello, me: 42
// elision: same
