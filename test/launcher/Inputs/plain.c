#include <stdio.h>

int main(void)
{
    puts("plain"); /* async and await are only words in a comment, "await" */
    return 0;
}
