/* Appended to the translation of shared-slots.c: what its frames may cost. */
_Static_assert(sizeof(struct leaf_frame) <= sizeof(async_frame) + sizeof(int) + sizeof(void *), "leaf");
_Static_assert(sizeof(struct sleeps_frame) <= sizeof(async_frame) + sizeof(async_timer), "sleeps: the value shares with the timer");
_Static_assert(sizeof(struct nothing_frame) <= sizeof(async_frame) + sizeof(int *), "nothing");
_Static_assert(sizeof(struct phases_frame) <= sizeof(async_frame) + sizeof(struct big) + 2 * sizeof(long), "phases");
_Static_assert(sizeof(async_frame) <= 32, "header");
void fill(struct big *b)
{
    for (int i = 0; i < 64; i++)
        b->bytes[i] = 1;
}
async_int later__async(int x)
{
    return (async_int){.async_value = x};
}
int main(void)
{
    return phases__async(1).async_value != 3 || !leaf__async().async_wait;
}
