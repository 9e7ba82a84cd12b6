#!/usr/bin/env python3
"""Runs gcc's own C test programs, asyncified, through asyncc (see asyncify.py and asyncify_check.py).

    test/fuzz/torture.py [--build DIR] [--suite NAME] [--filter REGEX] [--count N] [--seconds N] [--jobs N] [--seed N]

The programs are the execute tests of gcc's c-torture suite, in which every program checks itself and exits with 0, and
with --suite some of their neighbours. They come from the distribution's package with gcc's sources (Debian, Ubuntu:
gcc-12-source), which is installed or, without root, downloaded, and unpacked into --tests. --tests may also name a
folder that holds C programs already. With --count or --seconds, the seed chooses which programs are tried.
"""

import glob
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import asyncify_check

SUITES = {"execute": "gcc.c-torture/execute", "ieee": "gcc.c-torture/execute/ieee", "dg": "gcc.dg/torture",
          "builtins": "gcc.c-torture/execute/builtins"}

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "asyncc-torture")

# What the asynchronous program cannot be asked to do as the original does it. Test: why.
EXCLUDED = {
    "20030330-1": "it wants a call to be optimised away",
    "medce-1": "it wants a call to be optimised away",
    "stkalign": "it compares places in the stack",
    "frame-address": "it compares places in the stack",
    "20090113-1": "it adds up what it never set",
    "pr58943": "in x |= f(), where f changes x, C leaves open which x is read",
}


# … and those that read what was never written, or over an end, where only a sanitizer sees it once the places differ.
NOT_SANITIZED = {"string-opt-18"}


def fetch(folder):
    """Unpacks the tests into the folder, once; gives the folder of the test suite."""
    unpacked = os.path.join(folder, "gcc*", "gcc", "testsuite")
    if glob.glob(unpacked):
        return sorted(glob.glob(unpacked))[0]
    archives = sorted(glob.glob("/usr/src/gcc-*/gcc-*.tar.*"))
    if not archives:
        package = os.environ.get("GCC_SOURCE_PACKAGE", "gcc-12-source")
        os.makedirs(folder, exist_ok=True)
        if os.geteuid() == 0 and shutil.which("apt-get"):
            subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], check=False,
                           stdout=subprocess.DEVNULL)
        elif shutil.which("apt-get"):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=False)
            for deb in glob.glob(os.path.join(folder, "*.deb")):
                subprocess.run(["dpkg-deb", "-x", deb, os.path.join(folder, "package")], check=True)
        archives = glob.glob("/usr/src/gcc-*/gcc-*.tar.*") + glob.glob(folder + "/package/usr/src/gcc-*/gcc-*.tar.*")
    if not archives:
        print("torture: no archive of gcc's sources in /usr/src (Debian, Ubuntu: gcc-12-source)", file=sys.stderr)
        sys.exit(asyncify_check.MISSING)
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="new-") as new:  # others may be looking
        subprocess.run(["tar", "-xf", archives[0], "-C", new, "--wildcards", "*/gcc/testsuite/gcc.c-torture/execute",
                        "*/gcc/testsuite/gcc.dg"], check=True)
        for name in os.listdir(new):
            try:
                os.rename(os.path.join(new, name), os.path.join(folder, name))
            except OSError:
                pass  # somebody else was quicker
    return sorted(glob.glob(unpacked))[0]


def flags_of(text):
    """The compiler options that a test asks for, as far as they are for this machine."""
    flags = []
    for match in re.finditer(r'\{\s*dg-(?:additional-)?options\s+"([^"]*)"\s*(\{.*)?\}', text):
        target = match.group(2) or ""
        if "target" in target and not re.search(r"x86|i\?86|\*-\*-\*|lp64|int32", target):
            continue
        flags += match.group(1).split()
    return [flag for flag in flags if not re.match(r"-(?:O|W|ansi|pedantic|fdump|fno-tree|ftree|flto|fprofile|save|S$|c$)",
                                                   flag)]


def main():
    parser = asyncify_check.arguments("Runs gcc's C test programs, asyncified, through asyncc.", "torture-failures")
    parser.add_argument("--filter", default="", help="only tests whose name this regular expression finds")
    parser.add_argument("--suite", choices=sorted(SUITES), default="execute")
    parser.add_argument("--tests", default=CACHE)
    options = parser.parse_args()
    folder = options.tests if glob.glob(os.path.join(options.tests, "*.c")) else os.path.join(
        fetch(options.tests), SUITES[options.suite])
    names = [os.path.splitext(os.path.basename(path))[0] for path in sorted(glob.glob(os.path.join(folder, "*.c")))]
    names = [name for name in names if re.search(options.filter, name) and name not in EXCLUDED]
    if options.count or options.seconds:
        random.Random(options.seed).shuffle(names)
    with tempfile.TemporaryDirectory(prefix="torture-") as scratch:
        programs = (program for name in names for program in [read(name, folder, options.suite, scratch)] if program)
        if options.count:
            programs = itertools.islice(programs, options.count)
        seeded = ((program, options.seed) for program in programs)
        sys.exit(asyncify_check.check_all("c-torture " + options.suite, seeded, options))


def read(name, folder, suite, scratch):
    """A test as a program; None if it is none."""
    path = os.path.join(os.path.abspath(folder), name + ".c")
    with open(path, "rb") as file:
        text = file.read().decode("latin-1")
    if suite == "dg" and not re.search(r"dg-do\s+run", text):
        return None
    flags = flags_of(text) + ["-I" + os.path.dirname(path)]
    only, more = None if name not in NOT_SANITIZED else "^-O.$", []
    if suite == "builtins":
        # The main function, which they share, comes into the test's file. Their own library functions want calls to be
        # optimised away at higher levels, and ASan has a library of its own.
        if name.endswith("-lib"):
            return None
        with open(os.path.join(folder, "lib", "main.c"), "rb") as file:
            text += "\n" + file.read().decode("latin-1")
        only, more = "^-O0$", [os.path.join(folder, name + "-lib.c")]
        path = os.path.join(scratch, name + ".c")
        with open(path, "wb") as file:
            file.write(text.encode("latin-1"))
    return asyncify_check.Program(name, path, flags, exits_0=True, only=only, more=more)


if __name__ == "__main__":
    main()
