#ifndef VALUES_H
#define VALUES_H
#define HEADER_LENGTH (__GNUC__ + 1)
struct in_header {
    int list[__GNUC__];
    char name[sizeof(__VERSION__)];
    int more[HEADER_LENGTH];
};
#endif
