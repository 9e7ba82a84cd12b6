"""What the scripts of the examples share: programs in the folder that they are given, which run until told to end."""

import contextlib
import os
import re
import resource
import signal
import socket
import subprocess
import sys

FOLDER = sys.argv[1]
IS_ELISION = os.path.basename(FOLDER) == "elision"

# A server with 1,000 connections needs as many descriptors.
resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)

# Programs inherit that a signal is ignored, as SIGINT is in what a shell runs in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)


def path(name):
    return os.path.join(FOLDER, name)


def run(name, *arguments, status=0, **options):
    """What a program prints that ends by itself."""
    done = subprocess.run([path(name), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True, timeout=60, **options)
    assert done.returncode == status, "%s: status %d: %s" % (name, done.returncode, done.stdout)
    return done.stdout


def free_port():
    """A port that nobody uses, at any address; for servers that cannot be asked which one they have chosen."""
    with socket.create_server(("", 0)) as listener:
        return listener.getsockname()[1]


def expect(process, pattern):
    """Reads lines of its output up to one that matches."""
    read = ""
    for line in process.stdout:
        read += line
        found = re.search(pattern, line)
        if found:
            return found
    sys.exit("not printed: %s\n%s" % (pattern, read))


@contextlib.contextmanager
def running(name, *arguments, **options):
    """A program that runs meanwhile, and ends by Ctrl-C if it has not been waited for. Its elision knows no such end."""
    process = subprocess.Popen([path(name), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               universal_newlines=True, **options)
    try:
        yield process
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=60)
            expected = -signal.SIGINT if IS_ELISION else 0
            assert process.returncode == expected, "%s: status %d: %s" % (name, process.returncode, output)
            process.rest = output
    finally:
        process.kill()
        process.wait()
