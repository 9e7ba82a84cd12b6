// RUN: %asyncc --dump=expand %s -- -std=c11 | FileCheck --check-prefix=EXPAND %s
// RUN: %asyncc --dump=parse %s -- -std=c11 | FileCheck --check-prefix=PARSE %s
// RUN: %asyncc --dump=check %s -- -std=c11 | FileCheck --check-prefix=PARSE %s
// RUN: %asyncc --dump=lower %s -- -std=c11 | FileCheck --check-prefix=LOWER %s
// RUN: %asyncc --dump=pin %s -- -std=c11 | FileCheck --check-prefix=PIN %s
// RUN: %asyncc --dump=alias %s -- -std=c11 | FileCheck --check-prefix=ALIAS %s
// RUN: %asyncc --dump=flow %s -- -std=c11 | FileCheck --check-prefix=FLOW %s
// RUN: %asyncc --dump=frame %s -- -std=c11 | FileCheck --check-prefix=FRAME %s
// RUN: not %asyncc --dump=nothing %s -- -std=c11 2>&1 | FileCheck --check-prefix=NOTHING %s
// What each pass made can be looked at.
#include <asyncc.h>

#define LATER(x) await later(x)
async int later(int x);
void use(int *list);

// LOWER: own_size
// LOWER-NEXT: var at line [[@LINE+5]]
// LOWER-NEXT: variable memory
// LOWER-NEXT: await r1 = await later((int)sizeof *memory)
async int own_size(void)
{
    long *memory = (long *)(long)await later((int)sizeof *memory);
    return memory != 0;
}

// EXPAND: return kept + await later(n)
// PARSE: work
// PARSE: {{[Aa]}}wait
// LOWER: work
// LOWER: await r1 = await later(n)
// PIN: work
// PIN-NEXT: pinned list
// ALIAS: work
// FLOW: work
// FLOW-NEXT: block 0
// FLOW-NEXT: live in: n
// FLOW-NEXT: await 1 at line {{[0-9]+}} saves: kept
// FLOW-NEXT: live out:
// FLOW-NEXT: successors:
// FLOW-NOT: block
// FRAME: work
// FRAME: kept
// NOTHING: asyncc: error: --dump=nothing: there is no such pass; they are expand, parse, check, pin, lower, flow,
async int work(int n)
{
    int kept = n;
    int list[2] = {n, n};
    use(list);
    return kept + LATER(n);
}
