#!/usr/bin/env python3
"""Runs csmith's random programs, asyncified, through asyncc (see asyncify.py and asyncify_check.py).

    test/fuzz/csmith.py [--build DIR] [--seed N] [--count N] [--seconds N] [--jobs N]

Program N is what csmith makes of seed N, with options that seed N chooses. Needs csmith and its headers (Debian, Ubuntu:
csmith, libcsmith-dev); without them and as root, installs them.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile

import asyncify_check

HEADERS = ("/usr/include/csmith", "/usr/local/include/csmith")
# Bytes; larger programs are made again, with less in them. Every eighth may be as large as the second one says.
LARGEST = 30000, 80000


def prepare():
    """Gives the folder of csmith's headers."""
    if not shutil.which("csmith") or not any(map(os.path.isdir, HEADERS)):
        if os.geteuid() == 0 and shutil.which("apt-get"):
            subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "csmith", "libcsmith-dev"],
                           check=False, stdout=subprocess.DEVNULL)
    for folder in HEADERS:
        if shutil.which("csmith") and os.path.isdir(folder):
            return folder
    print("csmith is missing, or its headers (Debian, Ubuntu: csmith, libcsmith-dev)", file=sys.stderr)
    sys.exit(asyncify_check.MISSING)


def choose(seed):
    """csmith's options and the compiler's for this seed."""
    chance = random.Random("csmith %d" % seed)
    options = ["--seed", str(seed),
               "--max-funcs", str(chance.choice([2, 4, 6, 10])),
               "--max-block-depth", str(chance.choice([2, 3, 4, 5])),
               "--max-block-size", str(chance.choice([2, 3, 4, 6])),
               "--max-expr-complexity", str(chance.choice([3, 6, 10])),
               "--max-pointer-depth", str(chance.choice([1, 2, 3])),
               "--max-array-dim", str(chance.choice([1, 2, 3])),
               "--max-array-len-per-dim", str(chance.choice([3, 6, 10]))]
    for name, likely in (("bitfields", 0.7), ("packed-struct", 0.5), ("unions", 0.8), ("volatiles", 0.7),
                         ("consts", 0.8), ("jumps", 0.8), ("argc", 0.5), ("comma-operators", 0.8)):
        options.append("--%s%s" % ("" if chance.random() < likely else "no-", name))
    for flag, likely in (("--float", 0.2), ("--inline-function", 0.3), ("--const-as-condition", 0.2),
                         ("--fresh-array-ctrl-var-names", 0.2)):
        if chance.random() < likely:
            options.append(flag)
    flags = ["-DUSE_MATH_MACROS"] if chance.random() < 0.15 and "--float" not in options else []
    return options, flags


def programs(options, headers, folder):
    seed = options.seed
    last = seed + options.count if options.count else None
    while last is None or seed < last:
        wanted, flags = choose(seed)
        path = os.path.join(folder, "csmith%d.c" % seed)
        for smaller in ([], ["--max-funcs", "4", "--max-block-size", "3"], ["--max-funcs", "2", "--max-block-depth", "2"]):
            try:
                done = subprocess.run(["csmith", *wanted, *smaller], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                      timeout=20)
            except subprocess.TimeoutExpired:
                continue
            if done.returncode == 0 and len(done.stdout) <= LARGEST[seed % 8 == 0]:
                with open(path, "wb") as file:
                    file.write(done.stdout)
                yield asyncify_check.Program("csmith%d" % seed, path, ["-I" + headers, *flags]), seed
                break
        seed += 1


def main():
    parser = asyncify_check.arguments("Runs csmith's programs, asyncified, through asyncc.", "csmith-failures")
    options = parser.parse_args()
    if not options.count and not options.seconds:
        options.count = 50
    with tempfile.TemporaryDirectory(prefix="csmith-") as folder:
        sys.exit(asyncify_check.check_all("csmith", programs(options, prepare(), folder), options))


if __name__ == "__main__":
    main()
