#!/usr/bin/env python3
"""Runs an echo server (injected.c) under strace, which has calls of the system fail, and is its client.

    injected.py PROGRAM CALL:error=ERROR:when=FIRST+STEP …

Whatever comes back is what was sent. A fault that concerns no connection (EINTR, and those of accept4) loses none; any
other ends a connection, and the server goes on. It leaves no descriptor open.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile

CONNECTIONS = 20


def echo(port, number):
    """True if all came back, False if the server ended the connection."""
    sent = got = b""
    with socket.create_connection(("127.0.0.1", port), 30) as peer:
        try:
            for i in range(3):
                message = b"%d %d\n" % (number, i)
                peer.sendall(message)
                sent += message
                while len(got) < len(sent):
                    data = peer.recv(100)
                    if not data:
                        return False
                    got += data
                    if not sent.startswith(got):
                        sys.exit("sent %r, got %r" % (sent, got))
        except (ConnectionResetError, BrokenPipeError):
            return False
    return True


def catch_interrupts():
    """A shell has those of its background processes ignored, which the server would inherit."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(program, fault, trace):
    server = subprocess.Popen(["strace", "-f", "-o", trace, "-e", "inject=" + fault, program],
                              stdout=subprocess.PIPE, text=True, preexec_fn=catch_interrupts)
    port = int(server.stdout.readline())
    whole = sum(echo(port, number) for number in range(CONNECTIONS))
    with open("/proc/%d/task/%d/children" % (server.pid, server.pid)) as file:
        os.kill(int(file.read().split()[0]), signal.SIGINT)
    words = server.communicate(timeout=60)[0].split()
    with open(trace) as file:
        injected = file.read().count("(INJECTED)")
    if server.returncode or words[2] != "0" or not injected:
        sys.exit("%s: status %d, %s, injected %d" % (fault, server.returncode, " ".join(words), injected))
    harmless = "EINTR" in fault or fault.startswith("accept4")
    if whole < (CONNECTIONS if harmless else CONNECTIONS // 4) or not harmless and whole == CONNECTIONS:
        sys.exit("%s: %d of %d connections were served to their end" % (fault, whole, CONNECTIONS))
    print(fault, "lost none" if harmless else "lost some")


def main():
    with tempfile.TemporaryDirectory() as folder:
        for fault in sys.argv[2:]:
            run(sys.argv[1], fault, os.path.join(folder, "trace"))


main()
