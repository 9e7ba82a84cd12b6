/* An ordinary function of a header's that says async_run through two macros. */
#define INNER_RUN(x) async_run(x)
#define OUTER_RUN(x) INNER_RUN(x)

static async int from_header(int x);

static inline int started_in_header(int x)
{
    return OUTER_RUN(from_header(x));
}
