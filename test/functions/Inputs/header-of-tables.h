static const struct op ops[] = {{"one", one}, {"two", two}};
static const int op_count = (int)(sizeof ops / sizeof *ops);
#ifdef CALLS
static inline int both(int x)
{
    return 1 + one(x);
}
#endif
