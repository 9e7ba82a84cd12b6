"""Starts an echo server, talks to it as several clients whose connections are open at once, and interrupts it.

    talk_to_server.py CLIENTS PROGRAM

The server gets its port as an argument, and ends with a status other than 0 if it cannot listen there.
"""

import signal
import socket
import subprocess
import sys


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connect(server, port):
    """A connection, once the server listens; None if it has ended before."""
    while server.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except ConnectionRefusedError:
            pass
    return None  # another program has taken the port


def receive(client, size):
    data = b""
    while len(data) < size:
        piece = client.recv(size - len(data))
        assert piece, "the server has closed a connection"
        data += piece
    return data


def talk(count, server, port, first):
    clients = [first] + [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(count - 1)]
    for turn in range(3):
        for client in reversed(clients):
            client.sendall(b"%d from %d\n" % (turn, client.fileno()))
        for client in clients:
            text = b"%d from %d\n" % (turn, client.fileno())
            assert receive(client, len(text)) == text
    clients.pop().close()
    server.send_signal(signal.SIGINT)
    print("ends with", server.wait(timeout=60))


def main():
    count, program = int(sys.argv[1]), sys.argv[2]
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test in the background inherits that it is ignored
    while True:
        port = free_port()
        server = subprocess.Popen([program, str(port)])
        try:
            first = connect(server, port)
            if first is not None:
                talk(count, server, port, first)
                return
        finally:
            server.kill()
            server.wait()


main()
