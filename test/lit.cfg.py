# How lit runs the tests: which files are tests, what %asyncc and the rest of the names in RUN lines stand for.
# docs/testing.md explains how to write one.

import glob
import os
import shutil
import subprocess
import tempfile

import lit.formats

config.name = "asyncc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
config.excludes = ["Inputs", "bench", "demo", "soak", "tools"]
config.test_source_root = os.path.dirname(__file__)

include = os.path.join(config.source, "runtime", "include")
library = os.path.join(config.build, "lib")
asyncc = os.path.join(config.build, "bin", "asyncc")


def find(*names):
    """The first of these programs that there is."""
    for name in names:
        found = shutil.which(name) or shutil.which(name, path=os.path.join(config.llvm_prefix, "bin"))
        if found:
            return found
    return None


gcc = find("gcc")
clang = find("clang-" + config.llvm_version, "clang")
valgrind = find("valgrind")

# FileCheck, not and split-file stand beside libclang.
config.environment["PATH"] = os.path.join(config.llvm_prefix, "bin") + os.pathsep + os.environ["PATH"]
config.environment["LC_ALL"] = "C"
for variable in ("ASYNCC_KEEP", "ASYNCC_VIRTUAL_TIME", "CPATH", "C_INCLUDE_PATH", "CFLAGS", "CC", "LDFLAGS"):
    config.environment.pop(variable, None)
for variable in ("TMPDIR", "HOME", "ASYNCC_SEEDS", "ASYNCC_OPERATIONS"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]

strict = "-std=c11 -Wall -Wextra -Wpedantic -Werror -I" + include
sanitize = "-fsanitize=address,undefined -fno-sanitize-recover=all"
matrix = "{} {}/tools/matrix --asyncc={} --runtime={}/runtime --library={}/libasyncc.a --cache={}/cache".format(
    config.python, config.test_source_root, asyncc, config.source, library, config.test_exec_root)
for compiler in (gcc, clang):
    if compiler:
        matrix += " --cc=" + compiler

io = "{} {}/tools/io --asyncc={} --include={} --library={}/libasyncc.a --variants={}/test/lib".format(
    config.python, config.test_source_root, asyncc, include, library, config.build)
for compiler in (gcc, clang):
    if compiler:
        io += " --cc=" + compiler

# What a program needs that uses one of the adapters.
def with_adapter(name, package):
    if "adapter_" + name not in config.adapters:
        return ""
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", package], capture_output=True, text=True).stdout
    return " ".join("--link=" + flag for flag in [os.path.join(library, "libasyncc-%s.a" % name)] + flags.split())


# In this order: a name must not be the beginning of one that follows.
config.substitutions += [
    ("%asyncc", asyncc),
    ("%translator", os.path.join(config.build, "libexec", "asyncc", "translator")),
    ("%gcc-name", str(gcc)),
    ("%gcc", "{} {}".format(gcc, strict)),
    ("%clang-name", str(clang)),
    ("%clang", "{} {} -Wuninitialized".format(clang, strict)),
    ("%libdir", library),
    ("%lib-poll", os.path.join(config.build, "test", "lib", "libasyncc-poll.a")),
    ("%lib-asan", os.path.join(config.build, "test", "lib", "libasyncc-asan.a")),
    ("%lib-tsan", os.path.join(config.build, "test", "lib", "libasyncc-tsan.a")),
    ("%lib", os.path.join(library, "libasyncc.a")),
    ("%san", sanitize),
    ("%io", io),
    ("%with-uv", with_adapter("uv", "libuv")),
    ("%with-glib", with_adapter("glib", "glib-2.0")),
    ("%include", include),
    ("%matrix", matrix),
    ("%valgrind", "{} --quiet --error-exitcode=99 --leak-check=no".format(valgrind)),
    ("%cmake", config.cmake),
    ("%build", config.build),
    ("%source", config.source),
    ("%llvm", config.llvm_prefix),
    ("%python", config.python),
    ("%{fuzz}", os.environ.get("HTTP_FUZZ", "-seed=1 -runs=50000")),
    ("%tools", os.path.join(config.test_source_root, "tools")),
]


def runs(command):
    return subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def runs_aarch64():
    """The cross compiler's libraries, for qemu; none if one of the two is missing or does not work."""
    compiler, qemu = find("aarch64-linux-gnu-gcc"), find("qemu-aarch64")
    if not compiler or not qemu:
        return None
    found = subprocess.run([compiler, "-print-file-name=libc.so.6"], stdout=subprocess.PIPE, universal_newlines=True)
    libraries = os.path.dirname(os.path.dirname(os.path.abspath(found.stdout.strip())))
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "program")
        works = runs("echo 'int main(void) { return 0; }' | %s -x c - -o %s && %s -L %s %s" %
                     (compiler, program, qemu, libraries, program))
    return libraries if works else None


aarch64 = runs_aarch64()
if aarch64:
    config.substitutions.append(("%{aarch64}", aarch64))

# REQUIRES: in a test names one of these.
features = {
    "gcc": gcc,
    "clang": clang,
    "valgrind": valgrind,
    "gdb": find("gdb"),
    "openmp": gcc and runs("echo 'int main(void) { return 0; }' | %s -fopenmp -x c - -o /dev/null" % gcc),
    "ninja": find("ninja"),
    "make": find("make"),
    "meson": find("meson"),
    "pkg-config": find("pkg-config"),
    "ccache": find("ccache"),
    "aarch64": aarch64,
    "dev-full": os.path.exists("/dev/full"),
    "openssl": find("openssl") and gcc and runs("echo '#include <openssl/ssl.h>' | %s -fsyntax-only -x c -" % gcc),
    "libcurl": gcc and runs("echo '#include <curl/curl.h>' | %s -fsyntax-only -x c -" % gcc),
    "redis": find("redis-server") and gcc and
             runs("echo '#include <hiredis/async.h>' | %s -fsyntax-only -x c -" % gcc),
    "libfuzzer": clang and runs("echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return !d && n; }' | "
                                "%s -fsanitize=fuzzer,address,undefined -x c - -o /dev/null" % clang),
    "csmith": find("csmith") and os.path.isdir("/usr/include/csmith"),
    "gcc-source": glob.glob("/usr/src/gcc-*/gcc-*.tar.*"),
    "g++": gcc and runs("echo 'class c;' | {} -fsyntax-only -x c++ -".format(gcc)),
    "strace": find("strace") and runs("strace -o /dev/null true"),
    "uv": "adapter_uv" in config.adapters,
    "glib": "adapter_glib" in config.adapters,
    "long": os.environ.get("ASYNCC_SEEDS") == "1000",
    "m32": gcc and runs("echo 'int main(void);' | {} -m32 -fsyntax-only -include stdio.h -x c -".format(gcc)),
}
config.available_features.update(name for name, there in features.items() if there)
