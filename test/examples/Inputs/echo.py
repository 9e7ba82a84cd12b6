"""The echo server and its client: 1,000 connections at once; a server that has places for fewer; no server; Ctrl-C."""

import signal
import socket

from programs import IS_ELISION, expect, run, running

PORT = r"listening at port (\d+)"
ALL_BACK = "%d connections, %d messages each: all came back\n"

with running("echo_server", 0) as server:
    port = expect(server, PORT)[1]
    print(run("echo_client", "localhost", port, 1000, 10), end="")
    if not IS_ELISION:
        # A peer that stays keeps neither the others out nor the server from ending.
        idle = [socket.create_connection(("localhost", port)) for _ in range(10)]
        idle[0].sendall(b"x" * 100000)
        assert idle[0].recv(100000, socket.MSG_WAITALL) == b"x" * 100000
        assert run("echo_client", "localhost", port, 100, 1) == ALL_BACK % (100, 1)
if not IS_ELISION:
    assert server.rest == "stopped\n"
    assert all(peer.recv(1) == b"" for peer in idle)
print(run("echo_client", "localhost", port, 3, 1, status=1), end="")

with running("echo_server", 0, 5) as server:
    port = expect(server, PORT)[1]
    assert run("echo_client", "localhost", port, 50, 20) == ALL_BACK % (50, 20)

# Ctrl-C while no answer comes.
if not IS_ELISION:
    with socket.create_server(("localhost", 0)) as silent:
        with running("echo_client", "localhost", silent.getsockname()[1], 2, 1) as client:
            peers = [silent.accept()[0] for _ in range(2)]
            client.send_signal(signal.SIGINT)
            assert client.communicate(timeout=60)[0] == "echo_client: Operation canceled\n"
            assert client.returncode == 1
