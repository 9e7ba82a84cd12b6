static inline int from_header_again(void)
{
    return __COUNTER__;
}
