// RUN: %asyncc --dump=expand %s -- -std=c11 | FileCheck --check-prefix=EXPAND %s
// RUN: %asyncc --dump=parse %s -- -std=c11 | FileCheck --check-prefix=PARSE %s
// RUN: %asyncc --dump=check %s -- -std=c11 | FileCheck --check-prefix=PARSE %s
// RUN: %asyncc --dump=lower %s -- -std=c11 | FileCheck --check-prefix=LOWER %s
// RUN: %asyncc --dump=flow %s -- -std=c11 | FileCheck --check-prefix=FLOW %s
// RUN: %asyncc --dump=frame %s -- -std=c11 | FileCheck --check-prefix=FRAME %s
// RUN: not %asyncc --dump=nothing %s -- -std=c11 2>&1 | FileCheck --check-prefix=NOTHING %s
// What each pass made can be looked at.
#include <asyncc.h>

#define LATER(x) await later(x)
async int later(int x);

// EXPAND: return kept + await later(n)
// PARSE: work
// PARSE: {{[Aa]}}wait
// LOWER: work
// LOWER: later
// FLOW: work
// FLOW: kept
// FRAME: work
// FRAME: kept
// NOTHING: asyncc: error: {{.*}}nothing
async int work(int n)
{
    int kept = n;
    return kept + LATER(n);
}
