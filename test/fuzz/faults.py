#!/usr/bin/env python3
"""Does to asyncc itself what may go wrong: broken sources, and no memory.

    test/fuzz/faults.py [--build=DIR] [--seed=N] [--count=N] [--seconds=N] [--jobs=N] [--only=KIND]

Each seed makes one attempt, of one of these kinds:

    plain       a source is cut off or changed (mutate.py): one of the repo's tests, a random program, or one of
                csmith's made asynchronous. asyncc has to end within seconds. Either it says an error, its status is 1
                and it writes nothing; or clang takes the source and also what asyncc wrote.
    sanitized   the same, by an asyncc that is built with AddressSanitizer and UBSan (in DIR/fuzz-sanitized)
    valgrind    the same, under valgrind, if there is one
    memory      the Nth of asyncc's own allocations fails: it has to say so and to write nothing, or to write what it
                always writes. (What libclang allocates is not meant: it ends the process without asking anybody.)

Leaks are not looked for: asyncc is a process that ends.
"""
import concurrent.futures
import glob
import itertools
import os
import random
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
import asyncify  # noqa: E402
import asyncify_check  # noqa: E402
import csmith  # noqa: E402
from asyncify_check import Outcome, first_error, quietly  # noqa: E402
from mutate import mutate  # noqa: E402
from generator.program import Program  # noqa: E402
from totals import Totals  # noqa: E402

# Kind: share in percent, seconds of the processor's time.
KINDS = {"plain": (30, 10), "sanitized": (42, 20), "valgrind": (3, 100), "memory": (25, 20)}
AT_MOST = 12  # allocations that fail, of one source
WRAPPED = ("malloc", "calloc", "realloc", "realpath", "fopen")


def settings(build):
    """What CMake knows about the build."""
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as file:
        return dict(re.findall(r"^(\w+):\w+=(.*)$", file.read(), re.M))


def build_sanitized(build):
    """asyncc with sanitizers, whose allocations can fail; its path."""
    folder = os.path.join(build, "fuzz-sanitized")
    os.makedirs(folder, exist_ok=True)
    clang = asyncify.find_clang()
    shim = os.path.join(folder, "fail.o")
    subprocess.run([clang, "-O1", "-g", "-c", os.path.join(HERE, "Inputs", "fail.c"), "-o", shim], check=True)
    known = settings(build)
    command = [known.get("CMAKE_COMMAND") or "cmake", "-S", SOURCE, "-B", folder, "-DCMAKE_C_COMPILER=" + clang,
               "-DCMAKE_BUILD_TYPE=None", "-DASYNCC_TESTS=OFF",
               "-DCMAKE_C_FLAGS=-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all",
               "-DCMAKE_EXE_LINKER_FLAGS=%s %s" % (shim, " ".join("-Wl,--wrap=" + name for name in WRAPPED))]
    for name in ("ASYNCC_LLVM", "CMAKE_GENERATOR"):
        if known.get(name):
            command.append("-D%s=%s" % (name, known[name]) if name == "ASYNCC_LLVM" else "-G" + known[name])
    for step in command, ["cmake", "--build", folder, "--target", "asyncc"]:
        done = subprocess.run(step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            sys.exit("faults: cannot build asyncc with sanitizers\n" + done.stdout.decode("utf-8", "replace"))
    return translator_of(folder)


def translator_of(build):
    """The program that asyncc becomes, which is the one to look at: valgrind and counters do not follow it there."""
    return os.path.join(build, "libexec", "asyncc", "translator")


class Faults:
    def __init__(self, options):
        self.options = options
        self.clang = asyncify.find_clang()
        self.valgrind = shutil.which("valgrind")
        self.plain = os.path.join(options.build, "bin", "asyncc")
        self.include = "-I" + os.path.join(options.build, "include")
        self.tests = sorted(glob.glob(os.path.join(SOURCE, "test", "**", "*.c"), recursive=True))
        self.csmith = next(filter(os.path.isdir, csmith.HEADERS), None) if shutil.which("csmith") else None

    def source(self, chance, folder):
        """Some program: its text, the flags it wants, where it comes from."""
        kind = chance.random()
        if kind < 0.6 or kind > 0.85 and not self.csmith:
            path = chance.choice(self.tests)
            with open(path, "rb") as file:
                return file.read(), ["-I" + os.path.dirname(path)], os.path.relpath(path, SOURCE)
        seed = chance.randrange(10**6)
        if kind < 0.85:
            return Program(seed, 1, {}).text.encode(), [], "generate.py %d" % seed
        path = os.path.join(folder, "csmith.c")
        subprocess.run(["csmith", "--seed", str(seed), "--max-funcs", "3", "--max-block-size", "3", "-o", path],
                       check=True, stdout=subprocess.DEVNULL, timeout=60)
        flags = ["-I" + self.csmith]
        text, _ = asyncify.Analysis(path, flags, self.clang).write(seed, 0.3)
        os.unlink(path)
        return text.encode("latin-1"), flags, "csmith %d" % seed

    def run(self, kind, tool, command, folder, more=()):
        """asyncc's status and messages, where it did not crash."""
        environment = dict(os.environ, LC_ALL="C", ASAN_OPTIONS="detect_leaks=0", TMPDIR=os.path.join(folder, "tmp"),
                           **dict(more))
        os.makedirs(environment["TMPDIR"], exist_ok=True)
        command = [tool, *command]
        if kind == "valgrind":
            command = [self.valgrind, "--quiet", "--error-exitcode=99", "--leak-check=no", *command]
        limit = KINDS[kind][1]
        status, _, errors = asyncify_check.run(command, folder, 10 * limit, environment, limit)
        shown = " ".join(command) + "\n" + errors.decode("utf-8", "replace")
        if status is None:
            raise Outcome("failed", "does not end", shown)
        if status < 0 or status > 1 or re.search(rb"Sanitizer|runtime error:|\n==\d+==", errors):
            raise Outcome("failed", "crashes: status %s: %s" % (status, first_error(errors)), shown)
        if status == 1 and not re.search(rb"\berror: ", errors):
            raise Outcome("failed", "ends with 1 and says nothing", shown)
        if os.listdir(environment["TMPDIR"]):
            raise Outcome("failed", "leaves a temporary file", shown)
        os.rmdir(environment["TMPDIR"])
        return status, errors, shown

    def broken(self, kind, chance, folder):
        text, flags, origin = self.source(chance, folder)
        with open(chance.choice(self.tests), "rb") as file:
            text = mutate(chance, text, file.read())
        with open(os.path.join(folder, "broken.c"), "wb") as file:
            file.write(text)
        flags = [*flags, self.include]
        tools = {"sanitized": self.options.sanitized, "valgrind": translator_of(self.options.build)}
        tool = tools.get(kind, self.plain)
        status, _, shown = self.run(kind, tool, ["broken.c", "-o", "out.c", "--", *flags], folder)
        shown = origin + "\n" + shown
        there = sorted(os.listdir(folder))
        if status == 1:
            if there != ["broken.c"]:
                raise Outcome("failed", "leaves a file after an error", "%s%s" % (shown, there))
            return "passed", "error"
        if there != ["broken.c", "out.c"]:
            raise Outcome("failed", "leaves other files", "%s%s" % (shown, there))
        results = []
        for name in "broken.c", "out.c":
            results.append(asyncify_check.run(
                [self.clang, "-w", *asyncify_check.LENIENT, *flags, "-fsyntax-only", name], folder, 60))
        if results[0][0] != 0:
            raise Outcome("failed", "takes what clang does not take: " + first_error(results[0][2]), shown)
        if results[1][0] != 0:
            raise Outcome("failed", "the output does not compile: " + first_error(results[1][2]),
                          shown + results[1][2].decode("utf-8", "replace"))
        return "passed", "output"

    def memory(self, chance, folder):
        """An allocation fails. Sometimes asyncc runs the compiler, too."""
        text, flags, origin = self.source(chance, folder)
        with open(os.path.join(folder, "source.c"), "wb") as file:
            file.write(text)
        result, command = "out.c", ["source.c", "-o", "out.c", "--", *flags, self.include]
        if chance.random() < 0.3:
            result, command = "out.o", [self.clang, "-w", *flags, self.include, "-c", "source.c", "-o", "out.o"]
        path, count = os.path.join(folder, result), os.path.join(folder, "count")
        wanted, _, _ = self.run("memory", self.options.sanitized, command, folder, {"ASYNCC_FAIL_COUNT": count})
        calls = AT_MOST  # asyncc has become the compiler, and did not say
        if os.path.exists(count):
            with open(count, encoding="utf-8") as file:
                calls = int(file.read())
            os.unlink(count)
        whole = None
        if wanted == 0:
            with open(path, "rb") as file:
                whole = file.read()
            os.unlink(path)
        # Always the last ones, where files are there already.
        numbers = set(range(max(1, calls - 3), calls + 1)) | set(chance.sample(range(1, calls + 1), min(calls, AT_MOST)))
        for at in sorted(numbers):
            status, errors, shown = self.run("memory", self.options.sanitized, command, folder,
                                             {"ASYNCC_FAIL_AT": str(at)})
            shown = "%s\nallocation %d of %d\n%s" % (origin, at, calls, shown)
            there = sorted(set(os.listdir(folder)) - {"source.c"})
            if status == 1 and there:
                raise Outcome("failed", "leaves a file when memory is out", "%s%s" % (shown, there))
            if status == 1 and b"error: " not in errors:
                raise Outcome("failed", "does not say that memory is out", shown)
            if status == 0:
                with open(path, "rb") as file:
                    if file.read() != whole or there != [result]:
                        raise Outcome("failed", "writes something else when memory is out", shown)
                os.unlink(path)
        return "passed", "memory"

    def attempt(self, seed, folder):
        chance = random.Random("faults %d" % seed)
        kinds = [kind for kind in KINDS if kind != "valgrind" or self.valgrind]
        kind = chance.choices(kinds, [KINDS[kind][0] for kind in kinds])[0]
        kind = self.options.only or kind
        try:
            if kind == "memory":
                return (kind, *self.memory(chance, folder), "")
            return (kind, *self.broken(kind, chance, folder), "")
        except Outcome as outcome:
            return kind, outcome.kind, outcome.reason, outcome.details
        except (asyncify.Refused, subprocess.SubprocessError) as error:
            return kind, "skipped", "no source", str(error)


def one(options, seed, folder):
    os.mkdir(folder)
    return Faults(options).attempt(seed, folder)


def main():
    parser = asyncify_check.arguments("Broken sources and failing allocations, for asyncc itself.", "faults-failures")
    parser.add_argument("--only", choices=sorted(KINDS))
    options = parser.parse_args()
    options.build, options.keep = os.path.abspath(options.build), os.path.abspath(options.keep)
    if not options.count and not options.seconds:
        options.count = 200
    began = time.monotonic()
    options.sanitized = build_sanitized(options.build)
    totals = Totals("faults")
    pending = {}

    def finish(future):
        seed, folder = pending.pop(future)
        kind, end, reason, details = future.result()
        if end == "passed":
            totals.add(end, "", seed, [kind if kind == reason else "%s, %s" % (kind, reason)])
        else:
            totals.add(end, reason, "seed %d" % seed)
        if end == "failed":
            print("failed seed %d (%s) %s" % (seed, kind, reason), flush=True)
            with open(os.path.join(folder, "log"), "w", encoding="utf-8") as file:
                file.write("%s: %s\n%s\n" % (kind, reason, details))
            kept = os.path.join(options.keep, "seed%d" % seed)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        shutil.rmtree(folder)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the totals are printed then as well
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as work, \
            concurrent.futures.ProcessPoolExecutor(options.jobs, initializer=quietly) as pool:
        try:
            for seed in range(options.seed, options.seed + options.count) if options.count else \
                    itertools.count(options.seed):
                if options.seconds and time.monotonic() - began > options.seconds:
                    break
                folder = os.path.join(work, "seed%d" % seed)
                pending[pool.submit(one, options, seed, folder)] = (seed, folder)
                while len(pending) > options.jobs:
                    for future in concurrent.futures.wait(
                            pending, return_when=concurrent.futures.FIRST_COMPLETED).done:
                        finish(future)
            for future in list(pending):
                finish(future)
        except KeyboardInterrupt:
            print("stopped")
            pool.shutdown(wait=True, cancel_futures=True)
    totals.report(time.monotonic() - began, options.totals)
    return 1 if totals.ends["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
