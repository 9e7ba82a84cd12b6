// RUN: %asyncc --no-line %s -o %t.c -- -std=c11
// RUN: grep -v "// *CHECK" %t.c | FileCheck --match-full-lines --strict-whitespace %s
// What no await touches is the user's text, byte for byte: comments, odd spacing, macros, directives, tabs, strings
// that look like code, code in the middle of a function.
#include <asyncc.h>
#include <stddef.h>

async int later(int x);

//      CHECK:#define  SQUARE( x )   ((x)*(x))	/* tab before, not   tidy */
// CHECK-NEXT:static int   plain ( int a ,int b )
// CHECK-NEXT:{   // a comment;  await in it
// CHECK-NEXT:	return SQUARE( a )+b ;   }
#define  SQUARE( x )   ((x)*(x))	/* tab before, not   tidy */
static int   plain ( int a ,int b )
{   // a comment;  await in it
	return SQUARE( a )+b ;   }

//      CHECK:static const char *const strings [ ] = { "async int f(void) { await g(); }" , "/* no comment */",
// CHECK-NEXT:                                         "\"" "await" , NULL };
static const char *const strings [ ] = { "async int f(void) { await g(); }" , "/* no comment */",
                                         "\"" "await" , NULL };

//      CHECK:#if 0
// CHECK-NEXT:async int never(void) { return await this is not C; }
// CHECK-NEXT:#endif
#if 0
async int never(void) { return await this is not C; }
#endif

async int work( int  n )
{
    //      CHECK:    int  a=n ,b = SQUARE( n )  ;   /* declared   here */
    // CHECK-NEXT:    for(int i=0;i<n;i++){ a+=plain( i,b ); }  // no braces of ours
    // CHECK-NEXT:    if ( a > SQUARE(2) ) a = -a ; else b ++ ;
    int  a=n ,b = SQUARE( n )  ;   /* declared   here */
    for(int i=0;i<n;i++){ a+=plain( i,b ); }  // no braces of ours
    if ( a > SQUARE(2) ) a = -a ; else b ++ ;
    await later( a );

    //      CHECK:{{ *}}/* behind it
    // CHECK-NEXT:       over two lines */
    // CHECK-NEXT:    switch ( b ) { case 1 : a = 1 ; break ; default : { b = SQUARE( b ) ; } }
    // CHECK-NEXT:  odd:   b -= strings [ 0 ] != NULL ;
    // CHECK-NEXT:    while(b<0){b++;}
    /* behind it
       over two lines */
    switch ( b ) { case 1 : a = 1 ; break ; default : { b = SQUARE( b ) ; } }
  odd:   b -= strings [ 0 ] != NULL ;
    while(b<0){b++;}
    if (a == 12345) goto odd;
    return a+ b;
}

//      CHECK:/* the last words */
/* the last words */
