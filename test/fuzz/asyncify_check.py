"""Asyncifies ordinary C programs, runs original and result, and compares: what csmith.py and torture.py share.

A program counts as
    skipped   it is no use here: a compiler does not take it, it does not end, its result depends on the compiler, …
    refused   asyncc said an error; counted by its text
    failed    asyncc crashed or hung, the output does not compile or link, or it does not do what the original does
    passed
"""

import argparse
import collections
import concurrent.futures
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import asyncify

HERE = os.path.dirname(os.path.abspath(__file__))

# What is always said to clang, so that it takes what gcc takes with a warning.
LENIENT = ["-Wno-error", "-Wno-implicit-function-declaration", "-Wno-implicit-int", "-Wno-int-conversion",
           "-Wno-incompatible-function-pointer-types", "-Wno-return-type"]

VARIANTS = [("gcc", "-O0"), ("gcc", "-O2"), ("clang", "-O0"), ("clang", "-O2"), ("gcc", "-O1"), ("gcc", "-O3"),
            ("gcc", "-Os"), ("clang", "-O1"), ("gcc", "-O1 -g -fsanitize=address,undefined"),
            ("clang", "-O1 -g -fsanitize=address,undefined")]

TIME_ORIGINAL = 3
TIME_COMPILE = 240
TIME_RESULT = 30


class Outcome(Exception):
    """Ends the check of one program: a class, a reason to count by, and details."""

    def __init__(self, kind, reason, details=""):
        super().__init__(reason)
        self.kind, self.reason, self.details = kind, reason, details


class Program:
    """One ordinary C program to be checked."""

    def __init__(self, name, path, flags=(), exits_0=False, sanitize=True):
        self.name, self.path, self.flags, self.exits_0, self.sanitize = name, path, list(flags), exits_0, sanitize


def limits():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command, folder, timeout, environment=None):
    """(status, stdout, stderr); status is None after a timeout."""
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment, preexec_fn=limits, start_new_session=True)
    try:
        out, errors = process.communicate(timeout=timeout)
        return process.returncode, out, errors
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.communicate()
        return None, b"", b""


def first_error(text):
    """The first error in a compiler's output, without what is particular to the program."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for line in text.splitlines():
        match = re.search(r"\b(?:fatal |internal compiler )?error: (.*)|(undefined reference to .*)|(runtime error: .*)|"
                          r"(ERROR: \w+Sanitizer: [\w-]+)", line)
        if match:
            found = next(group for group in match.groups() if group)
            return re.sub(r"[‘'`\"“][^’'\"”]*[’'\"”]", "'…'", found)
    return text.strip().splitlines()[-1][:100] if text.strip() else "no message"


class Checker:
    def __init__(self, options):
        self.asyncc = os.path.join(options.build, "bin", "asyncc")
        if not os.access(self.asyncc, os.X_OK):
            sys.exit("no %s: build asyncc first, or name the build folder with --build" % self.asyncc)
        self.runtime = ["-I" + os.path.join(options.build, "include")]
        self.library = [os.path.join(options.build, "lib", "libasyncc.a"), "-pthread", "-lm"]
        self.clang = asyncify.find_clang()
        self.options = options
        self.work = tempfile.mkdtemp(prefix="asyncify-")
        self.environment = dict(os.environ, ASYNCC_VIRTUAL_TIME="1", LC_ALL="C",
                                ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=0",
                                UBSAN_OPTIONS="halt_on_error=0:print_stacktrace=0")
        self.functions = collections.Counter()  # of all programs: why they stayed ordinary; None: async
        self.mains = collections.Counter()
        self.lock = threading.Lock()

    def compiler(self, name):
        return self.clang if name == "clang" else name

    def build(self, compiler, level, program, folder, source, result, extra=()):
        lenient = LENIENT if compiler == "clang" else []
        command = [self.compiler(compiler), *program.flags, *level.split(), "-w", *lenient, *extra, source,
                   "-o", result]
        if extra:
            command += self.library
        else:
            command += ["-lm"]
        return command, run(command, folder, TIME_COMPILE)

    def original(self, program, compiler, level, folder):
        """What the original prints and returns."""
        result = os.path.join(folder, "original-%s%s" % (compiler, level.replace(" ", "")))
        _, (status, _, errors) = self.build(compiler, level, program, folder, program.name + ".c", result)
        if status != 0:
            raise Outcome("skipped", "%s does not take it" % compiler, errors.decode("utf-8", "replace"))
        status, out, errors = run([result], folder, TIME_ORIGINAL, self.environment)
        os.unlink(result)
        if status is None:
            raise Outcome("skipped", "does not end in %d s" % TIME_ORIGINAL)
        if program.exits_0 and status != 0:
            raise Outcome("skipped", "with %s it ends with status %d" % (compiler, status))
        if b"Sanitizer" in errors or b"runtime error" in errors:
            raise Outcome("skipped", "sanitizer reports in the original")
        return status, out

    def check(self, program, seed):
        """Returns the Outcome, and the folder with all files."""
        folder = tempfile.mkdtemp(prefix=program.name + "-", dir=self.work)
        try:
            self.steps(program, seed, folder)
            return Outcome("passed", ""), folder
        except Outcome as outcome:
            if outcome.kind != "passed":
                with open(os.path.join(folder, "log"), "w", encoding="utf-8") as file:
                    file.write("%s: %s\nseed %d\n%s\n" % (outcome.kind, outcome.reason, seed, outcome.details))
            return outcome, folder

    def steps(self, program, seed, folder):
        options = self.options
        chance = random.Random("%s %s" % (program.name, seed))
        first, second = os.path.join(folder, "original"), os.path.join(folder, "async")
        os.mkdir(first)
        os.mkdir(second)
        source = program.name + ".c"
        with open(program.path, "rb") as file:
            text = file.read()
        with open(os.path.join(first, source), "wb") as file:
            file.write(b"\n" * asyncify.PRELUDE_LINES + text)

        # A program that asks whether it is optimised wants calls to be optimised away, as a wait does not allow.
        variants = [chance.choice(VARIANTS[:2]), chance.choice(VARIANTS[2:])]
        if options.variants == "all":
            variants = VARIANTS
        if not program.sanitize:
            variants = [variant for variant in variants if "sanitize" not in variant[1]]
        if b"__OPTIMIZE__" in text:
            variants = [variant for variant in VARIANTS if variant[1] == "-O0"]
        expected = self.original(program, "gcc", "-O0", first)
        if self.original(program, "clang", "-O0", first) != expected:
            raise Outcome("skipped", "gcc and clang differ")

        changed, why = self.asyncify(program, seed, chance, first, second, source, expected)
        with open(os.path.join(second, source), "wb") as file:
            file.write(changed.encode("latin-1"))
        with self.lock:
            for name, reason in why.items():
                self.functions[reason] += 1
                if name == "main":
                    self.mains[reason] += 1
        if all(why.values()):
            raise Outcome("skipped", "no function can be async: " + (why.get("main") or "no main"))

        command = [self.asyncc, source, "-o", "out.c", "--", *program.flags, *LENIENT, *self.runtime]
        status, _, errors = run(command, second, TIME_COMPILE)
        message = errors.decode("utf-8", "replace")
        shown = "cd async; " + " ".join(command) + "\n" + message
        if status is None:
            raise Outcome("failed", "asyncc hangs", shown)
        if status < 0 or status > 1 or "Sanitizer" in message:
            raise Outcome("failed", "asyncc crashes: status %d" % status, shown)
        if status:
            self.elided(program, second, source, expected)
            raise Outcome("refused", first_error(message), shown)

        for compiler, level in variants:
            if "sanitize" in level:
                try:
                    if self.original(program, compiler, level, first) != expected:
                        continue
                except Outcome:
                    continue
            elif level not in ("-O0",):
                if self.original(program, compiler, level, first) != expected:
                    raise Outcome("skipped", "the original depends on %s %s" % (compiler, level))
            result = os.path.join(second, "result")
            command, (status, _, errors) = self.build(compiler, level, program, second, "out.c", result, self.runtime)
            shown = "cd async; " + " ".join(command) + "\n" + errors.decode("utf-8", "replace")
            if status is None:
                raise Outcome("failed", "%s takes more than %d s" % (compiler, TIME_COMPILE), shown)
            if status != 0:
                self.elided(program, second, source, expected)
                raise Outcome("failed", "does not compile: " + first_error(errors), shown)
            status, out, errors = run([result], second, TIME_RESULT, self.environment)
            shown += "\n" + errors.decode("utf-8", "replace")
            if (status, out) == expected and not (b"Sanitizer" in errors or b"runtime error" in errors):
                continue
            self.elided(program, second, source, expected)
            if status is None:
                raise Outcome("failed", "does not end", shown)
            if b"Sanitizer" in errors or b"runtime error" in errors:
                raise Outcome("failed", "sanitizer: " + first_error(errors), shown)
            if status < 0:
                raise Outcome("failed", "crashes: signal %d" % -status, shown)
            with open(os.path.join(folder, "expected"), "wb") as file:
                file.write(expected[1])
            with open(os.path.join(folder, "printed"), "wb") as file:
                file.write(out)
            raise Outcome("failed", "wrong result", shown + "status %s, expected %s\n" % (status, expected[0]))

    def asyncify(self, program, seed, chance, first, second, source, expected):
        """The asynchronous program, and who stayed ordinary: from the text as it is written; from the text with its
        macros expanded, if macros were in the way; without waits of its own, if plain compilers do not take it."""
        flags = [*program.flags, *LENIENT]
        density = chance.choice([0, 0.1, 0.3, 0.3, 0.6, 1])
        boundary = chance.random() < self.options.boundary
        expand = chance.random() < self.options.expand
        if self.options.density is not None:
            density = self.options.density
        try:
            analysis = asyncify.Analysis(program.path, flags, self.clang)
            if not expand:
                result = analysis.write(seed, density, boundary)
                expand = any(reason and "macro" in reason for reason in result[1].values())
            if not expand:
                if self.accepts(program, second, source, result[0]):
                    return result
                result = analysis.write(seed, density, boundary, macros=False)
                if self.accepts(program, second, source, result[0]):
                    return result
            path = os.path.join(first, "expanded", source)
            os.mkdir(os.path.dirname(path))
            with open(path, "wb") as file:
                file.write(analysis.expanded.encode("latin-1"))
            analysis = asyncify.Analysis(path, flags, self.clang)
            result = analysis.write(seed, density, boundary)
            if not self.accepts(program, second, source, result[0]):
                result = analysis.write(seed, 0, boundary)
            return result
        except asyncify.Refused as error:
            raise Outcome("skipped", "clang does not read it", str(error))

    def accepts(self, program, folder, source, text):
        """Do plain compilers take it?"""
        with open(os.path.join(folder, source), "wb") as file:
            file.write(text.encode("latin-1"))
        command = [self.clang, *program.flags, "-w", *LENIENT, *self.runtime, "-fsyntax-only", source]
        return run(command, folder, TIME_COMPILE)[0] == 0

    def elided(self, program, folder, source, expected):
        """The asynchronous program as the plain compilers see it: when that does not do what the original does, it is
        not asyncc's fault."""
        for compiler in ("clang", "gcc"):
            result = os.path.join(folder, "elided")
            command, (status, _, errors) = self.build(compiler, "-O0", program, folder, source, result, self.runtime)
            if status != 0:
                raise Outcome("skipped", "asyncified it does not compile with %s: %s" % (compiler, first_error(errors)),
                              errors.decode("utf-8", "replace"))
            status, out, _ = run([result], folder, TIME_RESULT, self.environment)
            if (status, out) != expected:
                raise Outcome("skipped", "asyncified it does something else in %s" % compiler)


def arguments(description, keep):
    """The options that both scripts have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--build", default=os.path.join(HERE, "..", "..", "build"), help="asyncc's build folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="how many programs")
    parser.add_argument("--seconds", type=float, help="stop after this time")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--density", type=float, help="of the waits, from 0 to 1 (default: varies)")
    parser.add_argument("--boundary", type=float, default=0.2,
                        help="in how many of the programs ordinary functions may async_run others")
    parser.add_argument("--expand", type=float, default=0.1, help="in how many programs macros are expanded first")
    parser.add_argument("--variants", choices=["some", "all"], default="some", help="compilers and optimisation levels")
    parser.add_argument("--keep", default=keep, help="folder for the programs that failed or were refused")
    parser.add_argument("--keep-skipped", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    return parser


def check_all(programs, options):
    """Checks programs (an iterable of (Program, seed)), prints totals; the exit status."""
    checker = Checker(options)
    options.keep = os.path.abspath(options.keep)
    totals = collections.Counter()
    reasons = collections.defaultdict(collections.Counter)
    examples = collections.defaultdict(list)
    end = time.monotonic() + options.seconds if options.seconds else None
    pending = {}

    def finish(future):
        program, seed = pending.pop(future)
        outcome, folder = future.result()
        totals["tried"] += 1
        totals[outcome.kind] += 1
        if outcome.kind != "passed":
            reasons[outcome.kind][outcome.reason] += 1
            examples[outcome.reason].append("%s/%d" % (program.name, seed))
        if options.verbose or outcome.kind == "failed":
            print("%s %s (seed %d) %s" % (outcome.kind, program.name, seed, outcome.reason), flush=True)
        if outcome.kind in ("failed", "refused") or options.keep_skipped and outcome.kind == "skipped":
            kept = os.path.join(options.keep, outcome.kind, "%s-%d" % (program.name, seed))
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        shutil.rmtree(folder, ignore_errors=True)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the totals are printed then as well
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for program, seed in programs:
                if end and time.monotonic() > end:
                    break
                pending[pool.submit(checker.check, program, seed)] = (program, seed)
                while len(pending) >= options.jobs:
                    done, _ = concurrent.futures.wait(pending, return_when=concurrent.futures.FIRST_COMPLETED)
                    for future in done:
                        finish(future)
            for future in list(pending):
                finish(future)
    except KeyboardInterrupt:
        print("stopped")
    shutil.rmtree(checker.work, ignore_errors=True)

    print("\ntried %d, passed %d, skipped %d, refused %d, failed %d" % tuple(
        totals[kind] for kind in ("tried", "passed", "skipped", "refused", "failed")))
    for kind in ("skipped", "refused", "failed"):
        for reason, count in reasons[kind].most_common():
            print("  %s %5d  %s   (%s)" % (kind, count, reason, " ".join(examples[reason][:3])))
    for title, counter in (("functions", checker.functions), ("mains", checker.mains)):
        total = sum(counter.values())
        if total:
            print("%s: %d, async %d (%.1f %%)" % (title, total, counter[None], 100 * counter[None] / total))
            for reason, count in counter.most_common():
                if reason:
                    print("  ordinary %5d  %s" % (count, reason))
    return 1 if totals["failed"] else 0
