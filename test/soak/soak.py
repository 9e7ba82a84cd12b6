#!/usr/bin/env python3
"""A server for a long time, under AddressSanitizer and UndefinedBehaviorSanitizer, or without them.

    soak.py --build=BUILD [--plain] [--seconds=600] [--idle=10000] [--busy=1000] [--churn=500]

Three phases (server.c and client.c say what the two do):

1. Many connections for so long. Peers are also killed (SIGKILL). What the server's frames, their bytes, its descriptors
   and its resident memory are at the end is compared with what they were once all was in motion: at most 1.01 times as
   much, where the client has as many connections. (On a busy machine the short ones take longer at times, so there are
   more at once: the client's descriptors say how many.) With --plain, without the sanitizers, the resident memory, too: AddressSanitizer keeps what was freed.
2. SIGTERM while 1,000 connections wait for answers, each of which comes to its end.
3. A server that may have 256 descriptors, and 400 clients and more.

Whatever was acknowledged has to be answered as a whole. Without enough descriptors (ulimit -n) there are fewer idle
connections.
"""

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--cc", default="gcc")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--idle", type=int, default=10000)
    parser.add_argument("--busy", type=int, default=1000)
    parser.add_argument("--churn", type=int, default=500, help="new connections in a second")
    return parser.parse_args()


def build(option, name, folder):
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(folder, name)
    sanitize = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    library = os.path.join("lib", "libasyncc.a") if option.plain else os.path.join("test", "lib", "libasyncc-asan.a")
    subprocess.run([os.path.join(option.build, "bin", "asyncc"), option.cc, "-std=gnu11", "-g", "-pthread",
                    *(["-O2"] if option.plain else sanitize),
                    "-I" + os.path.join(here, "..", "..", "runtime", "include"), os.path.join(here, name + ".c"),
                    os.path.join(option.build, library), "-o", program], check=True)
    return program


def descriptors_of(process):
    return len(os.listdir("/proc/%d/fd" % process.pid))


class Server:
    """Keeps what the server prints each second, and how many descriptors it and its client have."""

    def __init__(self, program, descriptors=None):
        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.process = subprocess.Popen([program], stdout=subprocess.PIPE, text=True, preexec_fn=limit)
        self.port = self.process.stdout.readline().split()[1]
        self.samples = []
        self.client = None
        self.end = ""
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        for line in self.process.stdout:
            word = line.split()
            if word[0] != "frames":
                self.end = line.strip()
                continue
            try:
                descriptors = descriptors_of(self.process)
                peers = descriptors_of(self.client or self.process)
                with open("/proc/%d/statm" % self.process.pid) as file:
                    resident = int(file.read().split()[1]) * resource.getpagesize()
            except OSError:  # it has ended
                continue
            self.samples.append((time.monotonic(), int(word[1]), int(word[3]), descriptors, resident, peers))

    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=120)
        self.thread.join()
        print("server:", self.end)
        if status:
            sys.exit("the server ended with %d" % status)


def start_client(program, server, *arguments):
    command = [program, server.port, *[str(argument) for argument in arguments]]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def connected(client):
    if client.stdout.readline() != "connected\n":
        sys.exit("the client did not connect")


def finish(client, name):
    rest = client.communicate()[0]
    print("%s: %s" % (name, rest.strip()))
    if client.returncode:
        sys.exit("the %s client ended with %d" % (name, client.returncode))


def killed_peers(program, server, until):
    """Processes with 20 busy connections that are killed."""
    count = 0
    while time.monotonic() < until:
        client = start_client(program, server, 600, 0, 20, 0, 1)
        connected(client)
        time.sleep(1.5)
        client.kill()
        client.communicate()
        count += 1
    print("killed %d peers with 20 connections each" % count)


def compare(option, samples, begin, seconds):
    """The mean of the last part of the time with that of the second, of which the first is for the beginning."""
    part = min(60, seconds / 4)
    early = [sample for sample in samples if begin + part <= sample[0] < begin + 2 * part]
    late = [sample for sample in samples if begin + seconds - part <= sample[0] < begin + seconds]
    if len(early) < 2 or len(late) < 2:
        sys.exit("too few samples: %d and %d" % (len(early), len(late)))
    means = [[statistics.mean(column) for column in zip(*part)][1:] for part in (early, late)]
    peers = means[1].pop() / means[0].pop()
    failed = False
    print("peers: %.4f times" % peers)
    for name, first, last in zip(("frames", "bytes", "descriptors", "resident"), *means):
        print("%-11s %12.0f, then %12.0f: %.4f times" % (name, first, last, last / first))
        failed |= (option.plain or name != "resident") and last > 1.01 * first * peers
    if failed:
        sys.exit("it has grown")


def many_connections(option, server_program, client_program):
    print("-- %d idle and %d busy connections, %d new ones in a second, for %g s" %
          (option.idle, option.busy, option.churn, option.seconds), flush=True)
    server = Server(server_program)
    # The beginning, in which connections are made, is not part of the time.
    client = start_client(client_program, server, option.seconds + 40, option.idle, option.busy, option.churn, 1)
    connected(client)
    server.client = client
    time.sleep(5)
    begin = time.monotonic()
    killed_peers(client_program, server, begin + option.seconds)
    cpu = server.cpu()
    compare(option, server.samples, begin, time.monotonic() - begin)
    print("the server's CPU time: %.0f s" % cpu)
    finish(client, "many")
    server.stop()


def drain(option, server_program, client_program):
    print("-- SIGTERM while 1000 connections are busy", flush=True)
    server = Server(server_program)
    client = start_client(client_program, server, 30, 0, 1000, 0, 0)
    connected(client)
    time.sleep(5)
    server.stop()
    finish(client, "drained")


def few_descriptors(option, server_program, client_program):
    seconds = min(30, option.seconds)
    print("-- a server with 256 descriptors, %g s" % seconds, flush=True)
    server = Server(server_program, 256)
    client = start_client(client_program, server, seconds, 100, 300, 50, 1)
    connected(client)
    finish(client, "few")
    most = max(sample[3] for sample in server.samples)
    print("the server had at most %d descriptors, and took %.1f s of CPU time" % (most, server.cpu()))
    if most > 256:
        sys.exit("more than there are")
    server.stop()


def main():
    option = options()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    option.idle = max(0, min(option.idle, limit - option.busy - 1500))
    with tempfile.TemporaryDirectory() as folder:
        programs = build(option, "server", folder), build(option, "client", folder)
        few_descriptors(option, *programs)
        drain(option, *programs)
        many_connections(option, *programs)
    print("held up")


main()
