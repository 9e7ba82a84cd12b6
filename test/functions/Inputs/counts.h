CHECK_THAT(sizeof(long) >= sizeof(int));
static inline int from_header(void)
{
    return __COUNTER__;
}
