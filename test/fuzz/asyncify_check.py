"""Asyncifies ordinary C programs, runs original and result, and compares: what csmith.py and torture.py share.

A program counts as
    skipped   it is no use here: a compiler does not take it, it does not end, its result depends on the compiler, …
    refused   asyncc said an error; counted by its text
    failed    asyncc crashed or hung, the output does not compile or link, or it does not do what the original does
    passed

The original is built once, by gcc at -O0. What other compilers make of it, and whether plain compilers take the
asynchronous program and it still prints the same, is asked only when something is not as expected: nearly never, and it
would take more time than all the rest.
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
import time

import asyncify
import mix
from totals import Totals

HERE = os.path.dirname(os.path.abspath(__file__))

# What is always said to clang, so that it takes what gcc takes with a warning.
LENIENT = ["-Wno-error", "-Wno-implicit-function-declaration", "-Wno-implicit-int", "-Wno-int-conversion",
           "-Wno-incompatible-function-pointer-types", "-Wno-return-type"]

VARIANTS = [*mix.FULL, ("gcc", "-O1"), ("gcc", "-O3"), ("gcc", "-Os"), ("clang", "-O1")]

# Seconds; the original's are of the processor's time, so that it does not matter what else the machine does.
TIME_ORIGINAL = 1
TIME_COMPILE = 240
TIME_RESULT = 30

MISSING = 77  # the status of an engine that has no programs


class Outcome(Exception):
    """Ends the check of one program: a class, a reason to count by, and details."""

    def __init__(self, kind, reason, details=""):
        super().__init__(kind, reason, details)  # all of it, to be sent from process to process
        self.kind, self.reason, self.details = kind, reason, details


class Program:
    """One ordinary C program to be checked."""

    def __init__(self, name, path, flags=(), exits_0=False, only=None, more=()):
        self.name, self.path, self.flags, self.exits_0 = name, path, list(flags), exits_0
        self.only = only        # a regular expression for the builds that make sense
        self.more = list(more)  # other source files, which stay as they are


def run(command, folder, timeout, environment=None, processor=None):
    """(status, stdout, stderr); status is None after a timeout, or after so many seconds of the processor's time."""
    def limits():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if processor:
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))

    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment, preexec_fn=limits, start_new_session=True)
    try:
        out, errors = process.communicate(timeout=timeout)
        return None if process.returncode == -signal.SIGXCPU else process.returncode, out, errors
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
    """Checks one program."""

    def __init__(self, options, work):
        self.asyncc = os.path.join(options.build, "bin", "asyncc")
        if not os.access(self.asyncc, os.X_OK):
            sys.exit("no %s: build asyncc first, or name the build folder with --build" % self.asyncc)
        self.runtime = ["-I" + os.path.join(options.build, "include")]
        self.library = [os.path.join(options.build, "lib", "libasyncc.a"), "-pthread", "-lm"]
        self.clang = asyncify.find_clang()
        self.options = options
        self.work = work
        self.environment = dict(os.environ, ASYNCC_VIRTUAL_TIME="1", LC_ALL="C",
                                ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=0",
                                UBSAN_OPTIONS="halt_on_error=0:print_stacktrace=0")
        self.why = {}     # its functions: why they stayed ordinary; None: async
        self.builds = []  # what was compared

    def compiler(self, name):
        return self.clang if name == "clang" else name

    def build(self, compiler, level, program, folder, source, result, extra=()):
        lenient = LENIENT if compiler == "clang" else []
        libraries = self.library if extra else ["-lm"]
        command = [self.compiler(compiler), *program.flags, *level.split(), "-w", *lenient, *extra, source,
                   *program.more, "-o", result]
        if compiler == "gcc" or "-fsanitize" in level or program.more:
            return command + libraries, run(command + libraries, folder, TIME_COMPILE)
        # gcc is quicker to link than clang is to start again.
        status, _, errors = run([*command[:-1], result + ".o", "-c"], folder, TIME_COMPILE)
        if status == 0:
            status, _, errors = run(["gcc", *program.flags, result + ".o", "-w", "-o", result, *libraries], folder,
                                    TIME_COMPILE)
        return command + libraries, (status, b"", errors)

    def original(self, program, compiler, level, folder):
        """What the original prints and returns."""
        result = os.path.join(folder, "original-%s%s" % (compiler, level.replace(" ", "")))
        _, (status, _, errors) = self.build(compiler, level, program, folder, program.name + ".c", result)
        if status != 0:
            raise Outcome("skipped", "%s does not take it" % compiler, errors.decode("utf-8", "replace"))
        status, out, errors = run([result], folder, 10 * TIME_ORIGINAL, self.environment, TIME_ORIGINAL)
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

        expected = self.original(program, "gcc", "-O0", first)
        for text, why in self.candidates(program, seed, chance, first):
            with open(os.path.join(second, source), "wb") as file:
                file.write(text.encode("latin-1"))
            self.why = why
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
            if status == 0 or self.accepts(program, second, source):
                break
        if status:
            self.excuse(program, ("clang", "-O0"), folder, expected)
            raise Outcome("refused", first_error(message), shown)
        for build in self.variants(program, seed):
            self.compare(program, build, folder, expected)

    def variants(self, program, seed):
        """By which compilers the translation is built."""
        if self.options.variants == "all":
            builds = VARIANTS
        else:
            builds = mix.choose("%s %s" % (program.name, seed), 2)
        if program.only:
            builds = [build for build in builds if re.search(program.only, build[1])] or [("gcc", "-O0")]
        # A program that asks whether it is optimised wants calls to be optimised away, as a wait does not allow.
        with open(program.path, "rb") as file:
            if b"__OPTIMIZE__" in file.read():
                builds = [("gcc", "-O0"), ("clang", "-O0")]
        return builds

    def compare(self, program, build, folder, expected):
        """The translation, built in one way, does what the original does."""
        compiler, level = build
        second = os.path.join(folder, "async")
        result = os.path.join(second, "result")
        command, (status, _, errors) = self.build(compiler, level, program, second, "out.c", result, self.runtime)
        if status != 0 and b"asyncc has not translated this branch" in errors: # it asks for the compiler or the flags
            again = [self.asyncc, "--cc=" + self.compiler(compiler), program.name + ".c", "-o", "out.c", "--",
                     *program.flags, *LENIENT, *level.split(), *self.runtime]
            run(again, second, TIME_COMPILE)
            command, (status, _, errors) = self.build(compiler, level, program, second, "out.c", result, self.runtime)
        shown = "cd async; " + " ".join(command) + "\n" + errors.decode("utf-8", "replace")
        if status is None:
            raise Outcome("failed", "%s takes more than %d s" % (compiler, TIME_COMPILE), shown)
        if status != 0:
            self.excuse(program, build, folder, expected)
            raise Outcome("failed", "does not compile: " + first_error(errors), shown)
        status, out, errors = run([result], second, TIME_RESULT, self.environment)
        os.unlink(result)
        shown += "\n" + errors.decode("utf-8", "replace")
        reported = b"Sanitizer" in errors or b"runtime error" in errors
        if (status, out) == expected and not reported:
            self.builds.append(mix.name(*build))
            return
        if self.excuse(program, build, folder, expected):
            return
        if status is None:
            raise Outcome("failed", "does not end", shown)
        if reported:
            raise Outcome("failed", "sanitizer: " + first_error(errors), shown)
        if status < 0:
            raise Outcome("failed", "crashes: signal %d" % -status, shown)
        with open(os.path.join(folder, "expected"), "wb") as file:
            file.write(expected[1])
        with open(os.path.join(folder, "printed"), "wb") as file:
            file.write(out)
        raise Outcome("failed", "wrong result", shown + "status %s, expected %s\n" % (status, expected[0]))

    def excuse(self, program, build, folder, expected):
        """Something is wrong with this build. Is it the program's fault? If the original itself does not take the
        sanitizer, this build says nothing: True. If it depends on the compiler, or the asynchronous program does
        something else without asyncc, the program is of no use."""
        first, second = os.path.join(folder, "original"), os.path.join(folder, "async")
        plain = [("clang", "-O0"), (build[0], build[1].split()[0])]
        if "sanitize" not in build[1]:
            plain.append(tuple(build)) # perhaps it is nothing in this standard
        for compiler, level in dict.fromkeys(plain):
            if self.original(program, compiler, level, first) != expected:
                raise Outcome("skipped", "the original depends on %s %s" % (compiler, level))
        if "sanitize" in build[1]:
            try:
                if self.original(program, *build, first) != expected:
                    return True
            except Outcome:
                return True
        self.elided(program, second, program.name + ".c", expected)
        return False

    def candidates(self, program, seed, chance, first):
        """The asynchronous program, and who stayed ordinary: from the text as it is written; from the text with its
        macros expanded, if macros were in the way; without waits of its own, if plain compilers take none of these."""
        flags = [*program.flags, *LENIENT]
        source = program.name + ".c"
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
                yield result
                yield analysis.write(seed, density, boundary, macros=False)
            path = os.path.join(first, "expanded", source)
            os.mkdir(os.path.dirname(path))
            with open(path, "wb") as file:
                file.write(analysis.expanded.encode("latin-1"))
            analysis = asyncify.Analysis(path, flags, self.clang)
            yield analysis.write(seed, density, boundary)
            yield analysis.write(seed, 0, boundary)
        except asyncify.Refused as error:
            raise Outcome("skipped", "clang does not read it", str(error))

    def accepts(self, program, folder, source):
        """Do plain compilers take it?"""
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
    parser.add_argument("--totals", metavar="FILE", help="also add the totals to this file")
    parser.add_argument("--verbose", action="store_true")
    return parser


def quietly():
    """In the processes that do the work: only the first one is to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def check(options, work, program, seed):
    checker = Checker(options, work)
    outcome, folder = checker.check(program, seed)
    return outcome, folder, checker.why, checker.builds


def check_all(title, programs, options):
    """Checks programs (an iterable of (Program, seed)), prints totals; the exit status."""
    options.keep = os.path.abspath(options.keep)
    options.build = os.path.abspath(options.build)
    totals = Totals(title)
    functions, mains = collections.Counter(), collections.Counter()  # why they stayed ordinary; None: async
    began = time.monotonic()
    end = began + options.seconds if options.seconds else None
    pending = {}

    def finish(future):
        program, seed = pending.pop(future)
        outcome, folder, why, builds = future.result()
        totals.add(outcome.kind, outcome.reason, "%s/%d" % (program.name, seed), builds)
        functions.update(why.values())
        if "main" in why:
            mains[why["main"]] += 1
        if options.verbose or outcome.kind == "failed":
            print("%s %s (seed %d) %s" % (outcome.kind, program.name, seed, outcome.reason), flush=True)
        if outcome.kind in ("failed", "refused") or options.keep_skipped and outcome.kind == "skipped":
            kept = os.path.join(options.keep, outcome.kind, "%s-%d" % (program.name, seed))
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        shutil.rmtree(folder, ignore_errors=True)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the totals are printed then as well
    with tempfile.TemporaryDirectory(prefix="asyncify-", ignore_cleanup_errors=True) as work, \
            concurrent.futures.ProcessPoolExecutor(options.jobs, initializer=quietly) as pool:
        Checker(options, work)
        try:
            for program, seed in programs:
                if end and time.monotonic() > end:
                    break
                pending[pool.submit(check, options, work, program, seed)] = (program, seed)
                while len(pending) > options.jobs:
                    done, _ = concurrent.futures.wait(pending, return_when=concurrent.futures.FIRST_COMPLETED)
                    for future in done:
                        finish(future)
            for future in list(pending):
                finish(future)
        except KeyboardInterrupt:
            print("stopped")
            pool.shutdown(wait=True, cancel_futures=True)

    totals.report(time.monotonic() - began, options.totals)
    for name, counter in (("functions", functions), ("mains", mains)):
        total = sum(counter.values())
        if total:
            print("%s: %d, async %d (%.1f %%)" % (name, total, counter[None], 100 * counter[None] / total))
            for reason, count in counter.most_common():
                if reason:
                    print("  ordinary %5d  %s" % (count, reason))
    return 1 if totals.ends["failed"] else 0
