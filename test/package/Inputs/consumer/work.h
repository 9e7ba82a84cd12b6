#include <asyncc.h>
async int work(int x);
