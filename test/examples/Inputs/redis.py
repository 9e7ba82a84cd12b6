"""The Redis client against a real server: answers of all kinds, in order; no server; one that goes away; Ctrl-C."""

import contextlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from programs import expect, free_port, run, running


@contextlib.contextmanager
def redis_server():
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([shutil.which("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
                                   "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            while True:
                assert server.poll() is None
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    time.sleep(0.02)
            yield server, port
        finally:
            server.kill()
            server.wait()


def wait_for_blpop(port):
    while b"cmd=blpop" not in subprocess.check_output(["redis-cli", "-p", str(port), "client", "list"]):
        time.sleep(0.02)


def commands(port, text, status=0):
    return run("redis_client", "127.0.0.1", port, input=text, status=status)


with redis_server() as (server, port):
    print(commands(port, "set colour blue\r\nget colour\n\nget nothing\nincr n\nrpush l a b c\nlrange l 0 -1\n"
                         "lrange none 0 -1\nwrong\n"), end="")
    assert commands(port, "") == ""
    assert commands(port, "incr m\n" * 5000) == "".join("%d\n" % i for i in range(1, 5001))
    large = "x" * 4000
    assert commands(port, "append large %s\n" % large * 1000 + "get large").endswith("\n" + large * 1000 + "\n")
    assert commands(port, "incr m\n" + "y" * 5000 + "\nincr m\n", status=1).endswith("Message too long\n")

    # The answer to the last command does not come until the client is asked to end.
    with running("redis_client", "127.0.0.1", port, stdin=subprocess.PIPE) as client:
        client.stdin.write("incr k\nblpop empty 0\nincr k\n")
        client.stdin.flush()
        wait_for_blpop(port)
        expect(client, "^1$")
        client.send_signal(signal.SIGINT)
        assert client.communicate(timeout=60)[0] == "redis_client: Operation canceled\n"
        assert client.returncode == 1

    with running("redis_client", "127.0.0.1", port, stdin=subprocess.PIPE) as client:
        client.stdin.write("blpop empty 0\n" * 300)
        client.stdin.flush()
        wait_for_blpop(port)
        server.kill()
        print(client.communicate(timeout=60)[0], end="")
        assert client.returncode == 1

for text in ("", "get x\n" * 300):
    print(commands(free_port(), text, status=1), end="")
