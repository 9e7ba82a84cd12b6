// RUN: %matrix %s
// The place that is assigned to is computed once, and before an await on its right (regenerator 729, TypeScript 4696).
#include "../Inputs/waits.h"

struct node {
    int value;
    struct node *next;
    int list[3];
};

static int counter;
static int array[8];
static struct node nodes[3];
static struct node *first;
static int *cursor;

static int tick(void)
{
    say("t%d ", counter);
    return counter++;
}

static struct node *head(void)
{
    say("h ");
    return first;
}

/* Moves every pointer and index that a test may have used. */
static async int move(int x)
{
    await rest();
    first = &nodes[2];
    cursor = &array[7];
    counter += 3;
    return x;
}

static async int *slot(int index)
{
    say("s%d ", index);
    await rest();
    return &array[index];
}

static void reset(void)
{
    memset(array, 0, sizeof array);
    for (int i = 0; i < 3; i++)
        nodes[i] = (struct node){i, i < 2 ? &nodes[i + 1] : NULL, {0, i, 0}};
    first = nodes;
    cursor = array;
    counter = 0;
}

static void show(const char *what)
{
    say("%s:", what);
    for (int i = 0; i < 8; i++)
        say(" %d", array[i]);
    say(" |");
    for (int i = 0; i < 3; i++)
        say(" %d.%d", nodes[i].value, nodes[i].list[1]);
    say(" | %d\n", counter);
    reset();
}

static async void test(void)
{
    reset();
    array[tick()] = await move(1);
    show("subscript");
    array[tick()] += await move(2);
    show("subscript, compound");
    array[counter] = await move(3);
    show("global index");
    *cursor = await move(4);
    show("behind a pointer");
    *cursor++ = await get(5);
    *cursor++ = await get(6);
    show("post-increment");
    *++cursor += await get(7);
    show("pre-increment, compound");
    head()->value = await move(8);
    show("arrow");
    head()->value += await move(9);
    show("arrow, compound");
    first->next->value = await move(10);
    show("two arrows");
    first->next->list[counter + 1] -= await move(11);
    show("an array behind an arrow");
    (*first).list[tick() + 1] = await move(12);
    show("deref and dot");
    *await slot(3) = await move(13);
    show("an awaited place");
    *await slot(await get(2)) += await move(14) + await get(1);
    show("an awaited place, compound");
    array[await get(4)] = await get(5);
    show("an awaited index");
    array[tick()] = array[tick()] = await move(6);
    show("two places");
    counter[array] = await move(7);
    show("index first");
    (tick(), array)[2] = await move(8);
    show("a comma");
    *(counter ? &array[5] : &array[6]) = await move(9);
    show("a choice");
    int i = 0;
    array[i++] = await get(1);
    array[i++] = await get(2);
    array[++i] *= await get(3);
    say("i %d\n", i);
    show("a local index");
    int local[4] = {0}, *p = local;
    *p++ = await get(1);
    *p++ = await get(2);
    *p = *p + await get(3);
    p[-1] += await get(4);
    say("local %d %d %d\n", local[0], local[1], local[2]);
}
// expect: t0 subscript: 1 0 0 0 0 0 0 0 | 0.0 1.1 2.2 | 4
// expect: t0 subscript, compound: 2 0 0 0 0 0 0 0 | 0.0 1.1 2.2 | 4
// expect: global index: 3 0 0 0 0 0 0 0 | 0.0 1.1 2.2 | 3
// expect: behind a pointer: 4 0 0 0 0 0 0 0 | 0.0 1.1 2.2 | 3
// expect: post-increment: 5 6 0 0 0 0 0 0 | 0.0 1.1 2.2 | 0
// expect: pre-increment, compound: 0 7 0 0 0 0 0 0 | 0.0 1.1 2.2 | 0
// expect: h arrow: 0 0 0 0 0 0 0 0 | 8.0 1.1 2.2 | 3
// expect: h arrow, compound: 0 0 0 0 0 0 0 0 | 9.0 1.1 2.2 | 3
// expect: two arrows: 0 0 0 0 0 0 0 0 | 0.0 10.1 2.2 | 3
// expect: an array behind an arrow: 0 0 0 0 0 0 0 0 | 0.0 1.-10 2.2 | 3
// expect: t0 deref and dot: 0 0 0 0 0 0 0 0 | 0.12 1.1 2.2 | 4
// expect: s3 an awaited place: 0 0 0 13 0 0 0 0 | 0.0 1.1 2.2 | 3
// expect: s2 an awaited place, compound: 0 0 15 0 0 0 0 0 | 0.0 1.1 2.2 | 3
// expect: an awaited index: 0 0 0 0 5 0 0 0 | 0.0 1.1 2.2 | 0
// expect: t0 t1 two places: 6 6 0 0 0 0 0 0 | 0.0 1.1 2.2 | 5
// expect: index first: 7 0 0 0 0 0 0 0 | 0.0 1.1 2.2 | 3
// expect: t0 a comma: 0 0 8 0 0 0 0 0 | 0.0 1.1 2.2 | 4
// expect: a choice: 0 0 0 0 0 0 9 0 | 0.0 1.1 2.2 | 3
// expect: i 3
// expect: a local index: 1 2 0 0 0 0 0 0 | 0.0 1.1 2.2 | 0
// expect: local 1 6 3
