/* core.h: asyncc.h as the library itself sees it. */
#ifndef CORE_H
#define CORE_H

#define ASYNCC_GENERATED 1
#define ASYNC_INLINES 1 /* the library defines the calls through the inline versions */
#define ASYNC_LIBRARY 1 /* has no inline copies of its functions */
#define ASYNCC_NO_KEYWORDS
#include "asyncc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* For what is rarely called from a short function, which then needs fewer registers. */
#if defined(__GNUC__)
#define APART __attribute__((__noinline__))
#else
#define APART
#endif

#endif
