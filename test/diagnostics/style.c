// RUN: rm -rf %t && split-file %s %t && cd %t
// How messages are printed, by gcc's and clang's own options.
// RUN: not %asyncc in.c -o out.c 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %asyncc -fdiagnostics-color=always in.c -o out.c 2>&1 | FileCheck --check-prefix=COLOR %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-color 2>&1 | FileCheck --check-prefix=COLOR %s
// RUN: not %asyncc in.c -o out.c -- -fcolor-diagnostics 2>&1 | FileCheck --check-prefix=COLOR %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-color=always -fno-diagnostics-color 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-color=always -fdiagnostics-color=auto 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %asyncc in.c -o out.c -- -fno-diagnostics-show-option 2>&1 | FileCheck --check-prefix=UNNAMED %s
// RUN: not %asyncc in.c -o out.c -- -fno-diagnostics-show-caret 2>&1 | FileCheck --check-prefix=NO-CARET %s
// RUN: not %asyncc in.c -o out.c -- -fno-caret-diagnostics 2>&1 | FileCheck --check-prefix=NO-CARET %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-plain-output -fdiagnostics-show-caret 2>&1 | FileCheck --check-prefix=NO-NUMBER %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-format=json 2>json
// RUN: %python read.py json | FileCheck --check-prefix=JSON %s
// RUN: not %asyncc in.c -o out.c -- -fdiagnostics-format=json -fdiagnostics-format=text 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %asyncc %gcc -Wno-error -c in.c -o in.o -fdiagnostics-format=json 2>json
// RUN: %python read.py json | FileCheck --check-prefix=JSON %s
// RUN: not %asyncc syntax.c -o out.c -- -fdiagnostics-format=json 2>json
// RUN: %python read.py json | FileCheck --check-prefix=SYNTAX %s
// RUN: %asyncc fine.c -o out.c -- -fdiagnostics-format=json 2>&1 | count 0
// RUN: %asyncc %gcc -c warns.c -o warns.o -Wno-error -fdiagnostics-format=json 2>json
// RUN: %python read.py json | FileCheck --check-prefix=BOTH %s

// PLAIN:      {{^}}in.c:5:15: warning: the coroutine object 'unused' is never awaited [-Wasync-never-awaited]{{$}}
// PLAIN-NEXT: {{^ *}}5 |     async int unused = f("ö"), c = f("x");{{$}}
// PLAIN-NEXT: {{^ *[|] *\^~~~~~$}}
// PLAIN-NEXT: {{^}}in.c:7:9: error: the coroutine object 'c' is awaited twice{{$}}
// PLAIN-NEXT: {{^ *}}7 |
// PLAIN-NEXT: {{^ *[|]}}
// PLAIN-NEXT: {{^}}in.c:6:9: note: it was awaited here{{$}}
// COLOR: {{^.}}[1min.c:5:15:{{.}}[0m {{.}}[1;35mwarning:{{.}}[0m {{.}}[1mthe coroutine object 'unused' is never awaited [-Wasync-never-awaited]{{.}}[0m
// COLOR: {{.}}[1;32m^~~~~~{{.}}[0m
// COLOR: {{.}}[1;31merror:
// COLOR: {{.}}[1;36mnote:
// UNNAMED: {{^}}in.c:5:15: warning: the coroutine object 'unused' is never awaited{{$}}
// NO-CARET:      {{^}}in.c:5:15: warning: the coroutine object 'unused' is never awaited [-Wasync-never-awaited]{{$}}
// NO-CARET-NEXT: {{^}}in.c:7:9: error:
// NO-CARET-NEXT: {{^}}in.c:6:9: note:
// NO-NUMBER: {{^}}in.c:7:9: error:
// NO-NUMBER-NEXT: {{^}} sum += await c; /* a tab */{{$}}
// NO-NUMBER-NEXT: {{^ +\^~*$}}
// JSON:      warning in.c:5:15-20 (15) -Wasync-never-awaited: the coroutine object 'unused' is never awaited
// JSON-NEXT: error in.c:7:9-15 (16) None: the coroutine object 'c' is awaited twice
// JSON-NEXT:   note in.c:6:9-15 (16) None: it was awaited here
// JSON-NOT: {{error|warning|note}}
// SYNTAX:      error syntax.c:2:11-11 (11) None: expected identifier or '('
// SYNTAX-NEXT:   note syntax.c:2:5-5 (5) None: 'async' is a macro of asyncc.h
// BOTH-DAG: warning warns.c:{{.*}} -Wasync-blocking: this blocks the whole loop
//--- in.c
#include <asyncc.h>
async int f(const char *x);
async int twice(int sum)
{
    async int unused = f("ö"), c = f("x");
	sum += await c; /* a tab */
	sum += await c; /* a tab */
    return sum;
}
//--- syntax.c
#include <asyncc.h>
int async = 1;
//--- fine.c
#include <asyncc.h>
async int f(int x)
{
    return await async_yield() + x;
}
//--- warns.c
#include <asyncc.h>
#include <unistd.h>
async int f(int x)
{
    sleep(1);
    return await async_yield() + x;
}
//--- read.py
import json, sys
text = open(sys.argv[1]).read()
decoder = json.JSONDecoder()
def show(item, indent):
    caret = item["locations"][0]["caret"]
    finish = item["locations"][0].get("finish", caret)
    print("%s%s %s:%d:%d-%d (%d) %s: %s" % (indent, item["kind"], caret["file"], caret["line"], caret["byte-column"],
                                          finish["byte-column"], caret["column"], item.get("option"), item["message"]))
    for child in item.get("children", []):
        show(child, indent + "  ")
while text.strip():  # one array for each program that was run
    array, end = decoder.raw_decode(text.lstrip())
    text = text.lstrip()[end:]
    for item in array:
        show(item, "")
