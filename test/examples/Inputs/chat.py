"""The chat server: 500 clients in ten rooms; one who does not read; names, rooms and lines of bad manners; Ctrl-C."""

import asyncio
import re
import socket

from programs import expect, free_port, running

ROOMS, MEMBERS, ROUNDS = 10, 50, 3


class Client:
    async def open(self, port, name, **options):
        self.name = name
        self.reader, self.writer = await asyncio.open_connection("localhost", port, **options)
        self.say(name)
        return self

    def say(self, line):
        self.writer.write((line + "\n").encode())

    async def line(self):
        return (await self.reader.readline()).decode().rstrip("\n")

    async def until(self, wanted):
        while True:
            line = await self.line()
            if line == wanted:
                return
            assert line, "%s has not come to %s" % (wanted, self.name)

    async def join(self, room):
        self.say("/join " + room)
        await self.until("* %s has come to %s" % (self.name, room))

    async def ends(self):
        while await self.reader.read(65536):
            pass
        self.writer.close()


async def talk(port, room, number, together):
    """Says a line, waits for everybody's, and so on: what it saw of its room, in order."""
    client = await Client().open(port, "n%d" % number)
    await client.join("room%d" % room)
    await together()
    lines, counts = [], [0] * ROUNDS
    for turn in range(ROUNDS):
        client.say("%d of n%d" % (turn, number))
        while counts[turn] < MEMBERS:
            line = await client.line()
            if not line.startswith("*"):
                counts[int(re.fullmatch(r"(n\d+): (\d) of \1", line)[2])] += 1
                lines.append(line)
    return client, lines


async def crowd(port):
    missing, all_there = set(range(ROOMS * MEMBERS)), asyncio.Event()

    async def together():
        missing.pop()
        if not missing:
            all_there.set()
        await all_there.wait()

    ended = await asyncio.gather(*(talk(port, number % ROOMS, number, together) for number in range(ROOMS * MEMBERS)))
    for room in range(ROOMS):
        members = ended[room::ROOMS]
        first = members[0][1]
        assert len(first) == MEMBERS * ROUNDS and all(lines == first for _, lines in members), room
    return [client for client, _ in ended]


async def slow_reader(port):
    """One who reads nothing is dropped; another one in the room misses nothing."""
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.connect(("127.0.0.1", port))
    small.sendall(b"slow\n/join flood\n")
    quick = await Client().open(port, "quick")
    await quick.join("flood")
    for number in range(10000):
        quick.say("%d %s" % (number, "x" * 400))
        while (line := await quick.line()).startswith("*"):
            if line == "* slow has left flood":
                return small, quick
        assert line == "quick: %d %s" % (number, "x" * 400), line
    raise AssertionError("the slow one was not dropped")


async def manners(port):
    one, two = [await Client().open(port, name) for name in ("one", "two")]
    for client in one, two:
        await client.join("a")
    two.say("/quit")
    await one.until("* two has left a")
    await two.ends()
    long = await Client().open(port, "x" * 31)
    long.say("/join a")
    await one.until("* %s has come to a" % ("x" * 31))
    long.say("y" * 600)     # too long for a line
    await one.until("* %s has left a" % ("x" * 31))
    await long.ends()
    half = await Client().open(port, "half")
    half.say("/join a")
    half.say("last")
    half.writer.write_eof()
    await one.until("half: last")
    await half.until("half: last")
    await half.ends()
    nameless = await asyncio.open_connection("localhost", port)
    nameless[1].close()
    return one


async def main(port):
    with running("chat_server", port) as server:
        expect(server, "listening")
        clients = await crowd(port)
        small, quick = await slow_reader(port)
        clients += [quick, await manners(port)]
    assert server.rest == "", server.rest
    for client in clients:
        await client.ends()
    small.close()
    print("500 clients in 10 rooms saw the same")


asyncio.run(asyncio.wait_for(main(free_port()), 100))
