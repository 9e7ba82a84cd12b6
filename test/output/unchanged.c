// RUN: %asyncc %s -- -std=c11 | cmp - %s
// RUN: %asyncc --no-line %s -o %t.c -- -std=c11 && cmp %t.c %s
// A file that has nothing async comes back unchanged, #line or not, even if the header is included.
// RUN: sed 's/$/\r/' %s > %t.crlf.c && %asyncc %t.crlf.c -- -std=c11 -I%S | cmp - %t.crlf.c
// RUN: printf 'int no_newline_at_the_end;' > %t.end.c && %asyncc %t.end.c -- -std=c11 | cmp - %t.end.c
// RUN: printf '' > %t.empty.c && %asyncc %t.empty.c -- -std=c11 | cmp - %t.empty.c
#include <asyncc.h>
#include <stdio.h>

/* async and await in a comment, "async" in a string. */
static const char *text = "await async";
#define	TAB	1
#if 0
async
#endif
int main(void)
{
	return puts(text) + __extension__ TAB;
}
