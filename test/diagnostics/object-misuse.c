// RUN: rm -rf %t && split-file %s %t && cd %t
// Coroutine objects, and async_start, where the language has no place for them. (That there is no other error: the last
// line of each part.)
// RUN: not %asyncc places.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=PLACES places.c
// RUN: not %asyncc values.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=VALUES values.c
// RUN: not %asyncc start.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=START start.c
// RUN: not %asyncc calls.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=CALLS calls.c
// RUN: not %asyncc uses.c -o out.c -- -std=gnu11 2>&1 | FileCheck --check-prefix=USES uses.c
// RUN: not ls out.c
// RUN: %asyncc fine.c -o out.c -- -std=c11 2>&1 | count 0
// RUN: %gcc -c out.c -o out.o
//--- places.h
struct in_header {
    async int far;
};
void header_takes(async int passed);
typedef async long far_type;
//--- places.c
#include <asyncc.h>
#include "places.h"
// PLACES-DAG: places.h:2:15: error: the member 'far' cannot be a coroutine object
// PLACES-DAG: places.h:4:29: error: a coroutine object cannot be passed to a function: 'passed' has to be an async_task *
// PLACES-DAG: places.h:5:20: error: the type 'far_type' cannot be async
#define OBJECT async int
struct members {
    // PLACES-DAG: places.c:[[@LINE+1]]:15: error: the member 'plain' cannot be a coroutine object, which is a local variable: make it an async_task *, from async_new or async_spawn
    async int plain;
    // PLACES-DAG: places.c:[[@LINE+1]]:15: error: the member 'list' cannot be
    async int list[3];
    // PLACES-DAG: places.c:[[@LINE+1]]:12: error: the member 'by_macro' cannot be
    OBJECT by_macro;
    union {
        // PLACES-DAG: places.c:[[@LINE+1]]:19: error: the member 'inner' cannot be
        async int inner;
    } u;
    async int (*pointer)(int);
    async int (*table[2])(int);
};
// PLACES-DAG: places.c:[[@LINE+1]]:19: error: the type 'object' cannot be async: only the type of a function, or of a pointer to one, can
typedef async int object;
// PLACES-DAG: places.c:[[@LINE+1]]:19: error: the type 'in_front' cannot be async
async typedef int in_front;
typedef async int handler(int);
async typedef int handler_too(int);
// PLACES-DAG: places.c:[[@LINE+1]]:25: error: a coroutine object cannot be passed to a function: 'named' has to be an async_task *
int prototype(async int named, async int (*fine)(int));
// PLACES-DAG: places.c:[[@LINE+1]]:22: error: a coroutine object cannot be passed to a function: this parameter has to be
int unnamed(async int);
// PLACES-DAG: places.c:[[@LINE+1]]:1: error: a coroutine object has automatic storage; use an async_task * here
async int global;
// PLACES-DAG: places.c:[[@LINE+1]]:1: error: a coroutine object has automatic storage
extern async int external;
// PLACES-DAG: places.c:[[@LINE+1]]:12: error: async marks functions, pointers to them, and coroutine objects
enum async choice { A };
// PLACES-DAG: places.c:[[@LINE+1]]:1: error: async marks functions, pointers to them, and coroutine objects; a struct, union or enum cannot be async
async struct tag { int a; };
// PLACES-DAG: places.c:[[@LINE+1]]:8: error: async marks functions, pointers to them, and coroutine objects; a struct, union or enum cannot be async
static async const enum { B };
// PLACES-DAG: places.c:[[@LINE+1]]:1: error: async marks functions, pointers to them, and coroutine objects; a struct, union or enum cannot be async
async union __attribute__((packed)) later;
// PLACES-DAG: places.c:[[@LINE+1]]:9: error: async marks functions, pointers to them, and coroutine objects; this declaration declares nothing
typedef async int;
async struct own { int a; } *fine(void), (*pointer)(void);
async int f(int x);
// PLACES-DAG: places.c:[[@LINE+1]]:32: error: a coroutine object cannot be passed to a function: 'object'
async int definition(async int object, int n)
{
    struct local {
        // PLACES-DAG: places.c:[[@LINE+1]]:19: error: the member 'm' cannot be
        async int m;
    } l = {0};
    // PLACES-DAG: places.c:[[@LINE+1]]:53: error: the member 'q' cannot be
    int size = (int)sizeof(union { int p; async int q; });
    // PLACES-DAG: places.c:[[@LINE+1]]:5: error: a coroutine object has automatic storage
    static async int kept;
    // PLACES-DAG: places.c:[[@LINE+1]]:5: error: async marks functions, pointers to them, and coroutine objects; a struct
    async struct inner { int a; };
    // PLACES-DAG: places.c:[[@LINE+1]]:5: error: an array of coroutine objects cannot have a variable length
    async int many[n];
    return size + l.m;
}
//--- values.c
#include <asyncc.h>
async int f(int x);
async double d(int x);
async void v(void);
async int *p(int x);
async int values(int x)
{
    async int good = f(1);
    // VALUES: values.c:[[@LINE+1]]:19: error: the coroutine object has the type 'int', but the function that it runs gives 'double': write 'async double c = …'
    async int c = d(1);
    // VALUES: values.c:[[@LINE+1]]:33: error: the coroutine object has the type 'long', but the function that it runs gives 'int'
    async long c2 = async_start(f(1));
    // VALUES: values.c:[[@LINE+1]]:32: error: the coroutine object has the type 'int', but the function that it runs gives 'double'
    async int list[2] = {f(1), d(2)};
    // VALUES: values.c:[[@LINE+1]]:22: error: a coroutine object is made by a call of an async function, or by async_start of one
    async int copy = good;
    // VALUES: values.c:[[@LINE+1]]:24: error: a coroutine object is made by
    async int chosen = x ? f(1) : f(2);
    // VALUES: values.c:[[@LINE+1]]:25: error: async_spawn gives a handle, an async_task *, and no coroutine object: write 'async_task *t = async_spawn(f(…))', or 'async T c = async_start(f(…))' for a value
    async int spawned = async_spawn(f(1));
    // VALUES: values.c:[[@LINE+1]]:12: error: async_spawn gives a handle
    good = async_spawn(f(1));
    async int *pointer = p(1);
    return *await pointer + await list[0] + await good;
}
//--- start.c
#include <asyncc.h>
async int f(int x);
int plain(int x);
#define START(x) async_start(x)
async int starts(int x)
{
    async int c = async_start(f(1)), list[2] = {async_start(f(2)), f(3)};
    c = async_start(f(4));
    // START: start.c:[[@LINE+1]]:13: error: async_start can only stand where a coroutine object is given its value: write 'async T c = async_start(f(…))', or use async_spawn for a handle
    int y = async_start(f(1));
    // START: start.c:[[@LINE+1]]:9: error: async_start can only stand where
    y = async_start(f(1));
    // START: start.c:[[@LINE+1]]:11: error: async_start can only stand where
    plain(async_start(f(1)));
    // START: start.c:[[@LINE+1]]:9: error: async_start can only stand where
    if (async_start(f(1)) == 2)
        y++;
    // START: start.c:[[@LINE+1]]:5: error: async_start can only stand where
    async_start(f(1));
    // START: start.c:[[@LINE+1]]:11: error: async_start can only stand where
    (void)START(f(1));
    // START: start.c:[[@LINE+1]]:17: error: async_start can only stand where
    y += await (async_start(f(1)));
    // START: start.c:[[@LINE+1]]:46: error: async_start can only stand where
    static int constant = async_start(sizeof(async_start(f(1))));
    // START: start.c:[[@LINE+1]]:12: error: async_start can only stand where
    return async_start(f(1)) + await c + await list[0];
}
//--- calls.c
#include <asyncc.h>
async int f(int x);
int plain(int x);
async int calls(int x)
{
    async int c = f(1);
    // CALLS: calls.c:[[@LINE+1]]:21: error: a call is needed: write 'async_spawn(f(…))'
    async_task *t = async_spawn(f);
    // CALLS: calls.c:[[@LINE+1]]:9: error: a call is needed: write 'async_new(f(…))'
    t = async_new(f);
    // CALLS: calls.c:[[@LINE+1]]:9: error: async_spawn takes the call itself, and not what it gives: write 'async_spawn(f(…))', without await
    t = async_spawn(await f(1));
    // CALLS: calls.c:[[@LINE+1]]:9: error: async_spawn of a coroutine object is not supported: start it where it is made
    t = async_spawn(c);
    // CALLS: calls.c:[[@LINE+1]]:9: error: a call of an async function is needed: write 'async_spawn(f(…))'
    t = async_spawn(plain(1));
    // CALLS: calls.c:[[@LINE+1]]:13: error: a call of an async function is needed: write 'async_start(f(…))'
    int y = async_start(plain(1));
    // CALLS: calls.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function or a coroutine object; write 'await f(…)'
    await f;
    // CALLS: calls.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function or a coroutine object; 'plain' is not async
    await plain(1);
    return y + await c;
}
//--- uses.c
#include <asyncc.h>
async int f(int x);
int plain(int x);
async int uses(int x)
{
    async int c = f(1), list[2] = {f(1), f(2)}, never_made, none[2];
    // USES: uses.c:[[@LINE+1]]:11: error: the value of an await cannot be awaited
    await await f(1);
    // USES: uses.c:[[@LINE+1]]:17: error: the value of an await cannot be awaited
    int y = x + await await f(1);
    // USES: uses.c:[[@LINE+1]]:5: error: the value of an await cannot be awaited
    await (await f(1));
    // USES: uses.c:[[@LINE+1]]:9: error: the coroutine object 'c' can only be awaited
    y = c;
    // USES: uses.c:[[@LINE+1]]:5: error: the coroutine object 'c' can only be awaited
    c++;
    // USES: uses.c:[[@LINE+1]]:5: error: what is awaited must be a call of an async function or a coroutine object; this is an array of them
    await list;
    // USES: uses.c:[[@LINE+1]]:12: error: the coroutine object 'c' can only be awaited
    return c - 1;
    // USES: uses.c:[[@LINE+2]]:11: error: the coroutine object 'never_made' never gets a call to run: write 'async T never_made = f(…)'
    // USES: uses.c:[[@LINE-16]]:49: note: 'never_made' is declared here
    await never_made;
    // USES: uses.c:[[@LINE+2]]:11: error: the coroutine object 'none' never gets a call to run
    // USES: note: 'none' is declared here
    await none[1];
}
//--- fine.c
#include <asyncc.h>
typedef int number;
struct point {
    int x, y;
};
async number f(int x);
async struct point p(int x);
async const char *s(void);
async int fine(int x)
{
    async int c = f(1), later;
    async number list[2];
    async struct point point = p(1);
    async const char *string = s();
    for (int i = 0; i < 2; i++)
        list[i] = async_start(f(i));
    if (x)
        later = f(2);
    else
        later = async_start(f(3));
    x += await c + await list[0] + await list[1] + (await point).x + *await string;
    __extension__ await f(1);
    x += __extension__ await f(1);
    return await later;
}
