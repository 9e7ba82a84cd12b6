// RUN: %matrix --all %s
// A compound assignment with awaits as a condition: no warning that the source does not have.
#include <asyncc.h>

static int places[2];

async int *where(int *place)
{
    await async_yield();
    return place;
}

async int main(void)
{
    places[0] = 1;
    if (places[*await where(places) & 1] += *await where(places))
        return places[1] - 1;
    return 2;
}
