// RUN: not %asyncc %s -- -std=c11 2>&1 | FileCheck %s
// Ordinary functions that come to something async by whatever name are looked at: a member, a typedef, a variable, a
// function that gives a pointer, macros that hide them.
#include <asyncc.h>

async int work(int x);
typedef async int handler(int x);
struct server {
    int fd;
    struct {
        handler *on_data;
    } calls;
};
static handler *chosen;
handler *choose(int x);
struct box {
    struct server inner;
};
#define RUN_IT(s, x) ((s)->calls.on_data(x))
#define TWICE(s, x) (RUN_IT(s, x) + RUN_IT(s, x))
#define NAME(x) wo##x

// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_member(struct server *s) { return s->calls.on_data(s->fd); }
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_variable(int x) { return chosen(x); }
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_function(int x) { return choose(x)(x); }
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_macro(struct server *s) { return TWICE(s, 1); }
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_pasting(int x) { return NAME(rk)(x); }
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_box(struct box *b) { return b->inner.calls.on_data(1); }
#define SECOND work
#define FIRST(x) SECOND(x)
// CHECK: [[@LINE+1]]:{{[0-9]+}}: error: {{.*}}await
int by_redefined(int x) { return FIRST(x); }
#undef SECOND
#define SECOND(x) (x)
int harmless(int x) { return FIRST(x) + SECOND(x); }
// CHECK-NOT: error:
int nothing(struct server *s) { return s->fd + 1; }
