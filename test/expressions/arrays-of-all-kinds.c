// RUN: %matrix --all %s
// Arrays, variable-length arrays and compound literals in every place, with awaits in initialisers and subscripts and
// between their declaration and their use; sizeof of them; literals that outlive a wait, in loops, in conditions;
// flexible members, zero-length arrays, empty structs, designators of ranges.
#include "../Inputs/waits.h"
#include <stdlib.h>

struct flexible {
    int n;
    int list[];
};
struct zero {
    int n;
    int list[0];
};
struct empty {};
struct deep {
    struct { int a[2][2]; char text[4]; } in[2];
    struct { union { int u; float f; }; int last; };
};

static async int lengths(int n)
{
    int a[await get(n)], b[n + await get(1)][await get(n % 2) + 2], total = 0;
    int (*pa)[n] = &a, (*pb)[n % 2 + 2] = b, (*heap)[await get(n)] = malloc(sizeof *heap * (size_t)await get(2));
    n = await get(1000);
    for (int i = 0; i < (int)(sizeof a / sizeof *a); i++)
        (*pa)[i] = heap[1][i] = await get(i * i);
    for (int i = 0; i < (int)(sizeof b / sizeof *b); i++)
        for (int j = 0; j < (int)(sizeof *b / sizeof **b); j++)
            pb[i][j] = i + j * await get(10);
    await rest();
    for (size_t i = 0; i < sizeof *heap / sizeof **heap; i++)
        total += heap[await get(1)][i] + a[i] * b[i + 1][await get(1)];
    free(heap);
    int m = 3;
    size_t size = sizeof(int[m++]) / sizeof(int) - (size_t)await get(0);
    size += (size_t)await get(0) + sizeof(char[m]);
    return total + (int)(sizeof *pa / sizeof(int)) + (int)size * 1000 + m;
}
static async int cube(int x, int y, int z, int in[x][y][z], int (*rows)[y][z], int flat[static 2])
{
    int copy[x][y][z], sum = 0;
    memcpy(copy, in, sizeof copy);
    await rest();
    for (int i = 0; i < x; i++)
        for (int j = 0; j < y; j++) {
            int line[z], (*part)[y][z] = &copy[i];
            memcpy(line, (*part)[j], sizeof line);
            await rest();
            for (int k = 0; k < z; k++) {
                sum += line[k] * await get((*part)[j][k]) - rows[i][j][k];
                if (line[k] == 5)
                    goto next;
            }
            sum += (int)(sizeof line / sizeof *line);
        next:
            sum += await get(flat[1]);
        }
    return sum + (int)(sizeof(rows[0]) / sizeof rows[0][0]) + ((int (*)[y * z])in)[await get(1)][2];
}
static async int in_blocks(int n)
{
    int sum = 0;
    switch (await get(n % 3)) {
    case 0:
        do {
            char text[n + 2];
            snprintf(text, sizeof text, "%0*d", n + 1, await get(n));
            await rest();
            sum += (int)strlen(text) + text[n];
        } while (n-- % 2);
        break;
    case 1: {
        struct { int a, b; } pairs[2] = {{1, 2}, {await get(3), 4}};
        long list[n];
        memset(list, 0, sizeof list);
        list[n - 1] = pairs[await get(1)].a;
        await rest();
        sum += (int)list[n - 1] + ({ short inner[n * 2]; inner[n] = (short)await get(5); await rest(); inner[n] + (int)sizeof inner; });
        break;
    }
    default:
        for (char step[n], i = 0; (size_t)i < sizeof step; step[(int)i] = (char)await get(i), sum += step[(int)i++])
            await rest();
    }
    return sum;
}
static int add_up(const int *list, int n)
{
    return n ? *list + add_up(list + 1, n - 1) : 0;
}
static async int literals(int n)
{
    int *kept[3], sum = 0, (*two)[2][2] = &(int[2][2]){{1, await get(2)}, {[1] = await get(4)}};
    const char **words = (const char *[]){"one", await get_pointer("two"), [3] = "four"};
    struct deep *deep = &(struct deep){.in[1].a = {{1, await get(2)}, {3}}, .in[0] = {.text = "abc", .a[1] = {[1] = await get(9)}}, .last = n, .u = await get(5)};
    for (int i = 0; i < 3; i++) {
        int *here = (int[]){i, await get(i + 1), i * 2};
        kept[i] = here;
        await rest();
        sum += add_up(kept[i], 3) + *(int[1]){await get(i)} + (int)sizeof((int[]){1, 2, 3}) / (int)sizeof(int);
        here[0] = -1;
    }
    for (struct flexible *p = &(struct flexible){await get(3)}; p->n; p->n -= await get(1))
        sum += (&(struct flexible){await get(p->n)})->n;
    if (add_up((int[]){1, await get(2), 3}, 3) == 6 && await get(add_up((int[2]){4, 5}, 2)) == 9)
        sum += (await get(1) ? (int[]){100, 1} : (int[]){200, 2})[await get(0)];
    char *text = (char[]){"literal"}, *part = &(char[10]){"ab"}[await get(1)];
    text[await get(0)] = 'L';
    await rest();
    say("%s %s %s %s %d ", text, part, words[1], words[3], words[2] == NULL);
    return sum + (*two)[0][1] * 100 + (*two)[1][1] + deep->in[1].a[0][1] + deep->in[0].a[1][1] + deep->in[0].text[2] + deep->last + deep->u;
}
static async int initialisers(int n)
{
    int grid[][3] = {{1}, {await get(2), 3}, [3] = {[1] = await get(n), 5}}, cube[2][2][2] = {1, 2, await get(3), 4, [1][1][0] = await get(7), 8};
    int ranges[10] = {[0 ... 2] = 1, [7 ... 9] = 4, [8] = await get(5)}, one = {await get(6)};
    char text[] = "a\0b" "c", exact[3] = "abc", braces[] = {"in braces"}, texts[2][4] = {"ab", [1] = {'x', (char)await get('y')}};
    struct deep all[2] = {[1] = {.in = {{{{1, 2}, {3, await get(4)}}, "t"}, {.a[1][1] = 6}}, {{7}, await get(8)}}};
    unsigned short wide[] = u"wide";
    struct zero zero = {await get(3)};
    struct empty none, nothing[2];
    (void)none;
    await rest();
    int sum = (int)(sizeof grid / sizeof *grid) + (int)sizeof text + exact[2] + (int)sizeof braces + texts[1][1] + (int)sizeof(struct empty) + (int)sizeof nothing;
    for (int i = 0; i < 12; i++)
        sum += (*grid)[0] * grid[i / 3][i % 3] * await get(i) + (i < 10 ? ranges[i] : 0) + (&cube[0][0][0])[i % 8];
    return sum + one + zero.n + all[1].in[0].a[1][1] + all[1].in[1].a[1][1] + all[1].u + all[1].last + all[0].last + wide[3];
}
static async int allocated(int n)
{
    struct flexible *p = malloc(sizeof *p + sizeof(int) * (size_t)await get(n));
    p->n = n;
    for (int i = 0; i < n; i++)
        p->list[i] = await get(i + 1);
    struct flexible copy = *p;
    await rest();
    int sum = copy.n + add_up(p->list, p->n);
    p->list[await get(0)] += await get(100);
    sum += p->list[0];
    free(p);
    return sum;
}

static async void test(void)
{
    for (int i = 2; i < 5; i++)
        say("%d %d %d %d %d\n", await lengths(i), await in_blocks(i), await literals(i), await initialisers(i), await allocated(i));
    int in[2][2][3] = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    say("%d\n", await cube(2, 2, 3, in, in, (int[]){await get(0), 1000}));
}
// flags: -Wno-pedantic -Wno-unknown-warning-option -Wno-maybe-uninitialized -Wno-override-init -Wno-initializer-overrides -Wno-missing-braces -Wno-missing-field-initializers -Wno-gnu-folding-constant
// expect: Literal b two four 1 7019 1 454 518 106
// expect: Literal b two four 1 7076 108 455 528 110
// expect: Literal b two four 1 7212 24 456 538 115
// expect: 4562
// elision: same
