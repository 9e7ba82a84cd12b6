// Frames of all sizes taken, given back and trimmed in any order: none is ever given out twice, all are aligned.
// RUN: %gcc %s %lib -o %t && %t | FileCheck %s --match-full-lines
// RUN: %clang %san -g %s %lib -o %t && %t | FileCheck %s --match-full-lines
#include "Inputs/hand.h"

enum { SIZES = 100, MANY = 100000, STEPS = 1000000 };

static async_function functions[SIZES];

// What a test frame holds: its own number, all over.
static struct held {
    async_frame *frame;
    unsigned number;
} held[MANY];
static size_t count;

static unsigned dice(void)
{
    static unsigned state = 1;
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

static size_t payload(const async_frame *frame)
{
    return (frame->async_function->async_size - sizeof(async_frame)) / sizeof(unsigned);
}

static void take(unsigned number)
{
    async_frame *frame = async_take(&functions[dice() % 4 ? dice() % 4 : dice() % SIZES]);
    size_t alignment = frame->async_function->async_size % 16 ? sizeof(void *) : 16;
    if ((uintptr_t)frame % alignment)
        printf("%u bytes are not aligned\n", frame->async_function->async_size);
    for (size_t i = 0; i < payload(frame); i++)
        ((unsigned *)(frame + 1))[i] = number;
    held[count++] = (struct held){frame, number};
}

static void give_back(size_t index)
{
    async_frame *frame = held[index].frame;
    for (size_t i = 0; i < payload(frame); i++)
        if (((unsigned *)(frame + 1))[i] != held[index].number) {
            printf("frame %u was overwritten\n", held[index].number);
            exit(1);
        }
    async_release(frame);
    held[index] = held[--count];
}

int main(void)
{
    unsigned more = 1;
    for (unsigned i = 0; i < SIZES; i++)
        functions[i] = (async_function){.async_name = "test", .async_size = (uint32_t)(sizeof(async_frame) + i * sizeof(void *))};
    for (unsigned i = 0; i < STEPS; i++) {
        if (count == 0 || (count < MANY && dice() % 8 < 4 + more))
            take(i);
        else
            give_back(dice() % count);
        if (i % 50000 == 0) {
            more = dice() % 7 - 3; // grows or shrinks for a while
            run_enter();
            run_leave(); // trims
        }
    }
    while (count > 0)
        give_back(dice() % count);
    run_enter();
    run_leave();
    puts("right");
    return 0;
}
// CHECK: right
// CHECK-NOT: {{.}}
