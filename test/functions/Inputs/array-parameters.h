#include <asyncc.h>

async int outside(unsigned list[4], int n);
