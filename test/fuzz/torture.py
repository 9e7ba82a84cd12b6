#!/usr/bin/env python3
"""Runs gcc's own C test programs, asyncified, through asyncc (see asyncify.py and asyncify_check.py).

    test/fuzz/torture.py [--build DIR] [--filter REGEX] [--seconds N] [--jobs N]

The programs are the execute tests of gcc's c-torture suite, in which every program checks itself and exits with 0. They
come from the distribution's package with gcc's sources (Debian, Ubuntu: gcc-12-source), which is installed or, without
root, downloaded, and unpacked into --tests. --tests may also name a folder that holds C programs already.
"""

import glob
import os
import re
import subprocess
import sys

import asyncify_check

SUITES = {"execute": "gcc.c-torture/execute", "ieee": "gcc.c-torture/execute/ieee", "dg": "gcc.dg/torture"}

# What the asynchronous program cannot be asked to do as the original does it. Test: why.
EXCLUDED = {
    "20030330-1": "it wants a call to be optimised away",
    "medce-1": "it wants a call to be optimised away",
    "pr58943": "in x |= f(), where f changes x, C leaves open which x is read",
}


# … and those that read what was never written, or over an end, where only a sanitizer sees it once the places differ.
NOT_SANITIZED = {"string-opt-18"}


def fetch(folder):
    """Unpacks the tests into the folder, once; gives the folder of the test suite."""
    found = glob.glob(os.path.join(folder, "gcc*", "gcc", "testsuite"))
    if found:
        return found[0]
    archives = glob.glob("/usr/src/gcc-*/gcc-*.tar.*")
    if not archives:
        package = os.environ.get("GCC_SOURCE_PACKAGE", "gcc-12-source")
        os.makedirs(folder, exist_ok=True)
        if os.geteuid() == 0:
            subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], check=True,
                           stdout=subprocess.DEVNULL)
        else:
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
            for deb in glob.glob(os.path.join(folder, "*.deb")):
                subprocess.run(["dpkg-deb", "-x", deb, os.path.join(folder, "package")], check=True)
        archives = glob.glob("/usr/src/gcc-*/gcc-*.tar.*") + glob.glob(folder + "/package/usr/src/gcc-*/gcc-*.tar.*")
    if not archives:
        sys.exit("torture: no archive of gcc's sources in /usr/src (Debian, Ubuntu: gcc-12-source)")
    os.makedirs(folder, exist_ok=True)
    subprocess.run(["tar", "-xf", archives[0], "-C", folder, "--wildcards", "*/gcc/testsuite/gcc.c-torture/execute",
                    "*/gcc/testsuite/gcc.dg"], check=True)
    return glob.glob(os.path.join(folder, "gcc*", "gcc", "testsuite"))[0]


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
    parser.add_argument("--tests", default=os.path.join(os.path.expanduser("~"), ".cache", "asyncc-torture"))
    options = parser.parse_args()
    folder = options.tests if glob.glob(os.path.join(options.tests, "*.c")) else os.path.join(
        fetch(options.tests), SUITES[options.suite])
    programs = []
    for path in sorted(glob.glob(os.path.join(folder, "*.c"))):
        name = os.path.splitext(os.path.basename(path))[0]
        if not re.search(options.filter, name) or name in EXCLUDED:
            continue
        with open(path, "rb") as file:
            text = file.read().decode("latin-1")
        if options.suite == "dg" and not re.search(r"dg-do\s+run", text):
            continue
        flags = flags_of(text) + ["-I" + os.path.dirname(os.path.abspath(path))]
        programs.append((asyncify_check.Program(name, os.path.abspath(path), flags, exits_0=True,
                                                sanitize=name not in NOT_SANITIZED), options.seed))
    if options.count:
        programs = programs[:options.count]
    sys.exit(asyncify_check.check_all(programs, options))


if __name__ == "__main__":
    main()
