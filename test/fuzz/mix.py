"""By which compilers, and how, the translations are built.

Compilation takes nearly all of the time, and the builds differ in cost by ten times: a sanitizer of gcc's or -O2 takes
as long as five to ten times -O0 of clang's. Each program is built once or twice, as a seed says. The shares are such
that thousands of programs see -O0, where a value that was not brought across a wait shows at once (what was not
initialised is filled with a pattern), and hundreds see each of the others.
"""
import random

SANITIZE = "-fsanitize=address,undefined"

# Compiler, flags, share in percent.
MIX = (
    ("clang", "-O0", 51),
    ("gcc", "-O0", 18),
    ("clang", "-O0 " + SANITIZE, 8),
    ("gcc", "-O0 " + SANITIZE, 2),
    ("clang", "-O2", 5),
    ("gcc", "-O2", 5),
    ("clang", "-O1", 2),
    ("gcc", "-O1", 2),
    ("gcc", "-O3", 1),
    ("clang", "-Os", 1),
    ("clang", "-O0 -std=gnu17", 1),
    ("gcc", "-O0 -std=gnu17 -fPIC", 1),
    ("gcc", "-O0 -std=gnu2x", 1),
    ("clang", "-O0 -std=gnu2x -fPIC", 1),
    ("gcc", "-O1 -flto", 1),
)

# Every compiler, at -O0 and -O2, with sanitizers and without.
FULL = [(compiler, level + sanitizer) for compiler in ("gcc", "clang") for level in ("-O0", "-O2")
        for sanitizer in ("", " " + SANITIZE)]


def choose(seed, count=1):
    """So many different builds: (compiler, flags)."""
    chance = random.Random("mix %s" % seed)
    left = list(MIX)
    chosen = []
    for _ in range(count):
        build = chance.choices(left, [share for _, _, share in left])[0]
        left.remove(build)
        chosen.append(build[:2])
    return chosen


def name(compiler, flags):
    return "%s %s" % (compiler, flags.replace(SANITIZE, "sanitized"))
