/* Lines, and names made with __LINE__, in a header that is pasted. */

#define HEADER_CAT_(a, b) a##b
#define HEADER_CAT(a, b) HEADER_CAT_(a, b)
#define HEADER_NAME HEADER_CAT(header, __LINE__)

static async void from_header(void)
{
    int HEADER_NAME = await get(3), more = HEADER_NAME + await get(1);
    say("%s:%d %d %d\n", strrchr(__FILE__, '/') + 1, __LINE__, more, header9);
}
