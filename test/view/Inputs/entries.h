ENTRY(first, 1)
#ifdef __clang__
ENTRY(second, 20)
#endif
#ifdef SECOND
ENTRY(first, 4)
#endif
#if defined(SECOND) && !defined(__clang__)
ENTRY(first, 5)
#endif
