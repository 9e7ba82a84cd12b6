"""The port scanner: listeners on loopback, how many it tries at once, hosts that do not answer, Ctrl-C."""

import signal
import socket
import time

from programs import IS_ELISION, run, running

WIDTH = 30


def row_of_ports():
    """Ports that are free, one after the other: the first one, and a socket at each."""
    for first in range(20000, 60000, WIDTH):
        row = [socket.socket() for _ in range(WIDTH)]
        try:
            for number, one in enumerate(row):
                one.bind(("127.0.0.1", first + number))
            return first, row
        except OSError:
            for one in row:
                one.close()
    raise OSError("no ports are free")


def attempts(first):
    """How many connections to these ports wait for an answer."""
    with open("/proc/net/tcp") as table:
        next(table)
        lines = [line.split() for line in table]
    return sum(line[3] == "02" and first <= int(line[2].split(":")[1], 16) < first + WIDTH for line in lines)


first, row = row_of_ports()
last = first + WIDTH - 1
for one in row[::3]:
    one.listen()
for at_once in (1, 7, 100):
    found = run("port_scanner", "127.0.0.1", first, last, at_once, 30)
    assert found == "".join("%d is open\n" % port for port in range(first, last + 1, 3)) + \
        "20 closed, 0 did not answer\n", found
    print("%d at once: every third is open" % at_once)
print(run("port_scanner", "127.0.0.1", first + 1, first + 1), end="")
print(run("port_scanner", "127.0.0.1", 5, 3, status=2), end="")

if not IS_ELISION:
    # Nobody accepts, and no more connections fit into the line of each port: what comes next gets no answer.
    for number, one in enumerate(row):
        one.listen(0)
    fill = [socket.socket() for _ in range(2 * WIDTH)]
    for number, one in enumerate(fill):
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", first + number % WIDTH))
    while attempts(first) < WIDTH:
        time.sleep(0.01)
    before = attempts(first)

    assert run("port_scanner", "127.0.0.1", first, last, 10, 0.1) == "0 closed, 30 did not answer\n"

    with running("port_scanner", "127.0.0.1", first, last, 7, 60) as scanner:
        while attempts(first) < before + 7:
            time.sleep(0.01)
        for _ in range(20):
            assert attempts(first) == before + 7, "not 7 at once"
            time.sleep(0.01)
        scanner.send_signal(signal.SIGINT)
        printed = scanner.communicate(timeout=60)[0]
        assert "0 closed, 0 did not answer\n30 without a result\n" in printed, printed
        assert "port_scanner: Operation canceled\n" in printed, printed
        assert scanner.returncode == 1
