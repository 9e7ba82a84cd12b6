#!/usr/bin/env python3
"""Makes random programs (generate.py), and checks that asyncc's translation does what the program does without it.

    run.py [--seed=N] [--count=N] [--seconds=N] [--jobs=N] [--full] [--size=N] [--set FEATURE=WEIGHT]...
           [--build=DIR] [--keep=DIR] [--totals=FILE]
    run.py --file=PROGRAM [--full] [--expect=CLASS [--about=TEXT]]

What the program is to print says its serial elision: the same file compiled by gcc and clang alone. (By clang only,
when its first line says "Order: clang": it depends on operands being evaluated from left to right.) One program is one
of these:

    ok          translated, compiled without a warning, prints the same
    refused     asyncc says an error; counted by its text
    bad         a fault of the generator: the elision does not compile, or the two compilers disagree about it
    crash       asyncc died of a signal
    compile     the translation does not compile
    warning     … only with warnings that the program itself does not have
    wrong       … prints something else, or exits otherwise
    stderr      … the runtime complains
    sanitizer   AddressSanitizer or UBSan complain
    hang        asyncc, or the translation, does not end

A share of the programs is built for another machine, 32 bit, where the compilers can. A program may have several files,
each after a line "//--- NAME".

Compilation takes most of the time: by default each program is built once, as the seed chooses (mix.py), and its elision
by gcc at -O0; every 16th elision is built by the other compiler too, at -O2, and so is each whose translation does
something else. --full, and every 256th seed, builds every combination. Failing programs are kept in a directory,
build/fuzz by default. With --file, one program is checked; with --expect the status says if it fails in that way (and
says TEXT): for reduce.
"""
import argparse
import collections
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import mix  # noqa: E402
import parts  # noqa: E402
from generator.program import Program  # noqa: E402
from totals import Totals  # noqa: E402

STRICT = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wuninitialized"]
SANITIZE = [mix.SANITIZE, "-fno-sanitize-recover=all"]
# Another machine, for a share of the seeds. (Without SSE the precision of doubles depends on where they are kept.)
OTHER_MACHINE, MACHINE = 12, ["-m32", "-msse2", "-mfpmath=sse"]
# As the elision is not ISO C to the last letter.
ELISION = ["-std=gnu11"]
# Every so many programs, the elision is built by the other compiler as well, or everything is.
OTHER_ELISION, EVERYTHING = 16, 256
# What compilers say of constants and comparisons that the program has, but not where they stand in a macro or in the
# operand of __extension__: of no interest.
IGNORED = {"-W" + name for name in (
    "constant-logical-operand", "self-assign", "self-assign-field", "bool-operation", "bool-compare", "type-limits",
    "overflow", "constant-conversion", "xor-used-as-pow", "int-in-bool-context", "gnu-statement-expression",
    "gnu-conditional-omitted-operand",
    # dead in the source, too, where gcc says so or not as what stands around it is folded
    "switch-unreachable")}
FAILURES = ["crash", "compile", "warning", "wrong", "stderr", "sanitizer", "hang"]


class Verdict(Exception):
    """What a program is: its class and a line about it."""

    def __init__(self, kind, about="", output=""):
        super().__init__(kind)
        self.kind, self.about, self.output = kind, about, output


def run(command, seconds, folder=None):
    """Status, standard output and error; the status is None when it took too long."""
    environment = dict(os.environ, ASYNCC_VIRTUAL_TIME="1", LC_ALL="C", ASAN_OPTIONS="detect_leaks=0")
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=folder, env=environment, start_new_session=True)
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, "", ""
    return process.returncode, out.decode(errors="replace"), err.decode(errors="replace")


def runs(program):
    """Does the machine take this program? A kernel for 64 bits need not run those for 32."""
    try:
        return run([program], 60)[0] == 0
    except OSError:
        return False


def warnings(text):
    return set(re.findall(r"\[(-W[\w=+-]+)\]", text))


def first_line(text, word):
    """What the first line with this word says, without places and names."""
    for line in text.splitlines():
        if word in line:
            line = re.sub(r"^\S*?:\d+:\d+: ", "", line)
            return re.sub(r"['\u2018][^'\u2019]*['\u2019]", "'…'", line)[:140]
    return text.strip()[:140]


class Checker:
    def __init__(self, options):
        self.asyncc = options.asyncc
        self.include = "-I" + os.path.join(SOURCE, "runtime", "include")
        self.library = options.library
        self.compilers = options.compilers.split(",")
        kinds = {"clang" if "clang" in cc else "gcc": cc for cc in reversed(self.compilers)}
        self.named = {kind: kinds.get(kind, self.compilers[0]) for kind in ("gcc", "clang")}
        self.builds = []  # what was compared
        self.work = options.work
        self.ignored = set(options.ignore.split(","))
        self.seconds = options.timeout
        self.machine = []
        self.openmp = False  # the program has such directives

    def flags(self):
        return [self.include, *self.machine]

    def openmp_flags(self, cc, flags):
        """Half of the compilers obey them."""
        if not self.openmp:
            return []
        obeys = cc == self.named["gcc"] and not self.machine and not any("-fsanitize" in flag for flag in flags)
        return ["-fopenmp" if obeys else "-Wno-unknown-pragmas"]

    def builds_for(self, machine, folder):
        """Can all compilers build for this machine, and does this one run it? Asked once, and kept."""
        known = os.path.join(self.work, "builds" + "".join(machine))
        if not os.path.exists(known):
            program = os.path.join(folder, "hello.c")
            with open(program, "w", encoding="utf-8") as file:
                file.write("#include <stdio.h>\nint main(void) { return puts(\"\") < 0; }\n")
            works = all(run([cc, *machine, program, "-o", program + ".out"], 60)[0] == 0 and runs(program + ".out")
                        for cc in self.compilers)
            with open(program, "w", encoding="utf-8") as file:
                file.write("yes" if works else "no")
            os.replace(program, known)
        with open(known, encoding="utf-8") as file:
            return file.read() == "yes"

    def runtime(self, cc, name, flags):
        """The runtime, compiled with these flags."""
        path = os.path.join(self.work, "libasyncc-%s-%s.a" % (os.path.basename(cc), name))
        sources = os.path.join(SOURCE, "runtime", "src")
        files = [os.path.join(sources, n) for n in sorted(os.listdir(sources)) if n.endswith(".c")]
        newest = max(os.path.getmtime(f) for f in files + [os.path.join(self.include[2:], "asyncc.h")])
        if not os.path.exists(path) or os.path.getmtime(path) < newest:
            folder = tempfile.mkdtemp(dir=self.work)
            subprocess.run([cc, "-O1", self.include, "-I" + sources, "-c"] + flags + files, cwd=folder, check=True)
            objects = [os.path.join(folder, n) for n in sorted(os.listdir(folder))]
            subprocess.run(["ar", "rc", path + ".new"] + objects, check=True)
            os.rename(path + ".new", path)
            shutil.rmtree(folder)
        return path

    def link(self, command, cc, sources, program, libraries=()):
        """Compiles and links; status and messages. (gcc is quicker to link than clang is to start again.)"""
        if cc == self.named["gcc"] or len(sources) > 1 or any("-fsanitize" in word for word in command):
            status, _, err = run([cc, *command, *sources, *libraries, "-o", program], self.seconds)
            return status, err
        status, _, err = run([cc, *command, "-c", *sources, "-o", program + ".o"], self.seconds)
        if status != 0:
            return status, err
        status, _, more = run([self.named["gcc"], *self.machine, program + ".o", *libraries, "-o", program],
                              self.seconds)
        return status, err + more

    def elision(self, source, cc, level, folder, flags=()):
        """What the program prints without asyncc."""
        program = os.path.join(folder, "elision-%s%s" % (os.path.basename(cc), level))
        status, err = self.link([*ELISION, "-Wall", "-Wextra", level, *flags, *self.flags()], cc, parts.of(source),
                                program, ["-lm"])
        if status != 0:
            raise Verdict("bad", "elision: " + first_line(err, "error"), err)
        done = run([program], self.seconds)
        if done[0] is None or done[0] < 0 or done[2]:
            raise Verdict("bad", "elision ends with %s %s" % (done[0], first_line(done[2], "error")), err)
        return done[:2]

    def translate(self, source, folder, for_build=()):
        """Where the translation is, and what asyncc said. `for_build`: options of asyncc and the compiler for one build."""
        target = os.path.join(folder, "translated.c")
        sources, said = parts.of(source), ""
        with open(target, "w", encoding="utf-8") as all_of_it:
            for path in sources:
                output = os.path.join(folder, os.path.basename(path) + "-translated")
                said += self.translate_one(path, output, parts.include(source), for_build)
                with open(output, encoding="utf-8") as file:
                    text = file.read()
                all_of_it.write(text if path == source else "//--- %s\n%s" % (os.path.basename(path), text))
        return target, said

    def translate_one(self, path, output, more, for_build):
        ours = [option for option in for_build if option.startswith("--cc=")]
        more = [*more, *(option for option in for_build if option not in ours)]
        status, out, err = run([self.asyncc, *ours, path, "-o", output, "--", *self.flags(), *more,
                                *(["-fopenmp"] if self.openmp else [])], self.seconds)
        if status is None:
            raise Verdict("hang", "asyncc")
        if status < 0 or status > 100 or "Sanitizer" in err or "Assertion" in err:
            raise Verdict("crash", "status %d: %s" % (status, first_line(err, "rror")), err)
        if status != 0:
            raise Verdict("refused", first_line(err, "error"), err)
        return err

    def build(self, source, target, build, folder, expected):
        cc, flags = self.named[build[0]], build[1].split()
        if self.machine:
            flags = [flag for flag in flags if flag != mix.SANITIZE]
        name = mix.name(build[0], " ".join(flags + self.machine[:1]))
        program = os.path.join(folder, "program")
        sanitize = mix.SANITIZE in flags
        library = self.runtime(cc, "san", SANITIZE) if sanitize else \
            self.runtime(cc, "machine", self.machine) if self.machine else self.library
        more = self.openmp_flags(cc, flags) + (list(SANITIZE) if sanitize else [])
        if "-O0" in flags:
            more.append("-ftrivial-auto-var-init=pattern")  # a local that was not read back is seen
        status, err = self.link([*STRICT, *flags, *more, *self.flags(), *parts.include(source)], cc, parts.of(target),
                                program, [library, "-pthread", "-lm"])
        if status is None:
            raise Verdict("hang", name)
        if status != 0:
            raise Verdict("compile", name + ": " + first_line(err, "error"), err)
        complaint = None
        if err:
            more = {w for w in warnings(err) - IGNORED - self.ignored if not w.startswith("-Wtautological")}
            for how in ["-fsyntax-only"], ["-c", "-o", "/dev/null"]:  # the cheaper one nearly always tells
                for path in parts.of(source) if more else []:
                    more -= warnings(run([cc, *flags, *ELISION, "-Wall", "-Wextra", "-Wpedantic", "-Wuninitialized",
                                          *self.openmp_flags(cc, flags), *self.flags(), *how, path],
                                         self.seconds)[2])
            with open(source, encoding="utf-8", errors="replace") as file:
                if re.search(r"\(\s*\{|\?\s*:|&&\s*at", file.read()):  # the program's own extensions
                    more.discard("-Wpedantic")
                    more.discard("-Wmaybe-uninitialized")  # gcc sees through goto *table[1] in the program's own form only
            if more:
                complaint = Verdict("warning", "%s: %s: %s" % (name, " ".join(sorted(more)),
                                                               first_line(err, sorted(more)[0])), err)
        status, out, err = run([program], self.seconds)
        if status is None:
            raise Verdict("hang", name)
        if "Sanitizer" in err or "runtime error" in err:
            raise Verdict("sanitizer", name + ": " + first_line(err, "rror:"), err)
        if (status, out) != expected:
            raise Verdict("wrong", "%s: status %s, not %s%s" % (
                name, status, expected[0],
                "" if out == expected[1] else "; other output: " + differs(expected[1], out)), err)
        if err:
            raise Verdict("stderr", name + ": " + first_line(err, ":"), err)
        if complaint:
            raise complaint
        self.builds.append(name)

    def check(self, source, seed, full, folder):
        """Raises the verdict."""
        with open(source, encoding="utf-8", errors="replace") as file:
            ordered = "Order: clang" in file.readline()
            text = file.read()
        self.openmp = "#pragma omp" in text
        has_views = re.search(r"#if.*__(clang|GNUC|OPTIMIZE)__|\[__GNUC__", text) is not None
        usual, other = ("clang", "clang") if ordered else ("gcc", "clang")
        if seed % OTHER_MACHINE == 7 and self.builds_for(MACHINE, folder):
            self.machine = MACHINE
        if has_views:
            self.check_views(source, [build for build in (mix.FULL if full else mix.choose(seed))
                                      if build[0] == "clang" or not ordered] or [("clang", "-O0")], folder)
            raise Verdict("ok")
        expected = self.elision(source, self.named[usual], "-O0", folder)
        target, said = self.translate(source, folder)
        if full or seed % OTHER_ELISION == 0:
            self.agree(source, [(other, "-O2")], folder, expected)
        try:
            for build in mix.FULL if full else mix.choose(seed):
                self.build(source, target, build, folder, expected)
        except Verdict as verdict:
            if verdict.kind == "wrong":
                self.agree(source, [(other, "-O0"), (usual, "-O2"), (other, "-O2")], folder, expected)
            if verdict.kind == "sanitizer":  # "bad" if they complain of the program itself
                for compiler in (usual, other):
                    self.elision(source, self.named[compiler], "-O1", folder, SANITIZE)
            raise
        raise Verdict("ok", first_line(said, "warning"), said)

    def check_views(self, source, builds, folder):
        """The program means something else to each compiler: each build is compared with what its compiler makes of the
        program itself, and has a translation of its own."""
        for build in builds:
            cc, level = self.named[build[0]], build[1].split()[0]
            expected = self.elision(source, cc, level, folder)
            target, _ = self.translate(source, folder, ["--cc=" + cc, level])
            try:
                self.build(source, target, build, folder, expected)
            except Verdict as verdict:
                if verdict.kind in ("wrong", "sanitizer"):  # "bad" if they complain of the program itself
                    self.elision(source, cc, "-O1", folder, SANITIZE)
                raise

    def agree(self, source, builds, folder, expected):
        """The elision depends on no compiler: else the program is at fault."""
        for compiler, level in builds:
            if self.elision(source, self.named[compiler], level, folder) != expected:
                raise Verdict("bad", "compilers disagree")

    def well_defined(self, source, folder):
        """For the reducer: the program itself is without fault, as far as compilers can tell."""
        strict = ["-Werror=" + w for w in ("uninitialized", "return-type", "implicit-function-declaration",
                                           "incompatible-pointer-types", "int-conversion", "strict-prototypes")]
        results = set()
        with open(source, encoding="utf-8", errors="replace") as file:
            ordered = "Order: clang" in file.readline()
        for cc in self.compilers:
            if ordered and "clang" not in cc:
                continue
            more = ["-Werror=maybe-uninitialized"] if "clang" not in cc else \
                ["-Werror=conditional-uninitialized", "-Werror=sometimes-uninitialized", "-Werror=unsequenced"]
            results.add(self.elision(source, cc, "-O1", folder, strict + more))
            results.add(self.elision(source, cc, "-O1", folder, SANITIZE))
        return len(results) == 1


def differs(expected, out):
    a, b = expected.splitlines(), out.splitlines()
    for i, line in enumerate(a):
        if i >= len(b) or b[i] != line:
            return "line %d is '%s', not '%s'" % (i + 1, b[i] if i < len(b) else "", line)
    return "more lines"


def one(options, seed, source=None):
    """Checks one program, and gives its verdict."""
    folder = tempfile.mkdtemp(dir=options.work)
    try:
        if source is None:
            source = os.path.join(folder, "seed%d.c" % seed)
            changes = {name: int(weight) for name, weight in (pair.split("=") for pair in options.set)}
            with open(source, "w", encoding="utf-8") as file:
                file.write(Program(seed, options.size, changes).text)
        else:
            source = shutil.copy(source, folder)  # beside it stand its parts
        checker = Checker(options)
        try:
            checker.check(source, seed, options.full or seed % EVERYTHING == 0, folder)
        except Verdict as verdict:
            verdict.builds = checker.builds
            if options.expect and verdict.kind == options.expect and not checker.well_defined(source, folder):
                return Verdict("bad", "not well defined")
            if verdict.kind in FAILURES + ["bad", "refused"] and options.keep:
                place = os.path.join(options.keep, verdict.kind)
                os.makedirs(place, exist_ok=True)
                shutil.copy(source, place)
                name = os.path.join(place, os.path.basename(source))[:-2]
                with open(name + ".txt", "w", encoding="utf-8") as file:
                    file.write("%s: %s\n%s" % (verdict.kind, verdict.about, verdict.output))
                if os.path.exists(os.path.join(folder, "translated.c")):
                    shutil.copy(os.path.join(folder, "translated.c"), name + "-translated.txt")
            return verdict
    finally:
        shutil.rmtree(folder)


def quietly():
    """In the processes that do the work: only the first one is to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def many(options):
    began = time.time()
    totals = Totals("random programs")
    said = collections.Counter()
    seeds = iter(range(options.seed, options.seed + options.count))
    waiting = {}

    def done(future):
        seed, verdict = waiting.pop(future), future.result()
        end = {"ok": "passed", "bad": "skipped", "refused": "refused"}.get(verdict.kind, "failed")
        reason = verdict.about if end == "refused" else "%s: %s" % (verdict.kind, verdict.about)
        totals.add(end, reason, "seed %d" % seed, verdict.builds)
        if end == "passed" and verdict.about:
            said[verdict.about] += 1
        if end in ("failed", "skipped"):
            print("seed %d: %s" % (seed, reason), flush=True)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the totals are printed then as well
    with concurrent.futures.ProcessPoolExecutor(options.jobs, initializer=quietly) as pool:
        try:
            while True:
                while len(waiting) < options.jobs and time.time() - began < options.seconds:
                    seed = next(seeds, None)
                    if seed is None:
                        break
                    waiting[pool.submit(one, options, seed)] = seed
                if not waiting:
                    break
                for future in concurrent.futures.wait(
                        waiting, return_when=concurrent.futures.FIRST_COMPLETED).done:
                    done(future)
        except KeyboardInterrupt:
            print("stopped")
    totals.report(time.time() - began, options.totals)
    for reason, count in said.most_common(10):
        print("  warned %d: %s" % (count, reason))
    return 1 if totals.ends["failed"] or totals.ends["skipped"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="how many programs (default: as many as there is time for)")
    parser.add_argument("--seconds", type=float, help="start no program after this time (default: 60 without --count)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--size", type=int)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--build", default=os.path.join(SOURCE, "build"))
    parser.add_argument("--asyncc")
    parser.add_argument("--library")
    parser.add_argument("--work", help="a directory for what is built on the way")
    parser.add_argument("--compilers", default="gcc,clang-19")
    parser.add_argument("--ignore", default="", help="warnings that do not matter, as -Wname,-Wname")
    parser.add_argument("--keep")
    parser.add_argument("--totals", metavar="FILE", help="also add the totals to this file")
    parser.add_argument("--timeout", type=float, default=30)
    parser.add_argument("--file")
    parser.add_argument("--expect", choices=FAILURES + ["refused"])
    parser.add_argument("--about", default="")
    options = parser.parse_args()
    if options.seconds is None:
        options.seconds = 1e9 if options.count else 60
    options.count = options.count or 10**9
    options.asyncc = options.asyncc or os.path.join(options.build, "bin", "asyncc")
    options.library = options.library or os.path.join(options.build, "lib", "libasyncc.a")
    if options.keep is None and not options.expect:
        options.keep = os.path.join(options.build, "fuzz")
    options.work = options.work or os.path.join(options.build, "fuzz-work")
    os.makedirs(options.work, exist_ok=True)
    if not options.file:
        return many(options)
    verdict = one(options, options.seed, os.path.abspath(options.file))
    if options.expect:
        return 0 if verdict.kind == options.expect and options.about in verdict.about + verdict.output else 1
    print("%s: %s\n%s" % (verdict.kind, verdict.about, verdict.output), end="")
    return 1 if verdict.kind in FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
