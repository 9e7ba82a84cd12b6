import sys

count = int(sys.argv[1])
for i in range(1, count + 1):
    with open("h%d.h" % i, "w", encoding="ascii") as file:
        file.write("#ifndef H%d\n#define H%d\n" % (i, i))
        file.writelines('#include "h%d.h"\n' % k for k in range(1, i))
        file.write("static inline async int f%d(int x)\n{\n    await async_yield();\n" % i)
        file.write("    return %d + %s;\n}\n#endif\n" % (i, "await f%d(x)" % (i - 1) if i > 1 else "x"))
with open("nest.c", "w", encoding="ascii") as file:
    file.write("#include <asyncc.h>\n#include <stdio.h>\n")
    file.writelines('#include "h%d.h"\n' % k for k in range(1, count + 1))
    file.write('async int main(void)\n{\n    printf("%%d\\n", await f%d(0));\n    return 0;\n}\n' % count)
