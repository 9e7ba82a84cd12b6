"""The HTTP server: what it answers to requests, to what is no request, and to peers that are slow; its end; TLS;
several threads; and curl, ab, wrk and h2load, where they are installed."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from programs import expect, running

SERVER, PORT = "http_server", r"listening at port (\d+)"
BIG = bytes(range(256)) * 8000
HOST = b"Host: x\r\n"
www = tempfile.TemporaryDirectory()
key, certificate = sys.argv[2:4]


def write(name, data):
    path = os.path.join(www.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


write("index.html", b"<p>index")
write("a b.txt", b"text")
write("big.png", BIG)
write("empty.css", b"")
write("sub/index.html", b"<p>sub")
write("none/file", b"x")
write(".git/config", b"secret")
os.mkfifo(os.path.join(www.name, "fifo"))


class Reply:
    """The first reply in what was received; `rest` is what follows."""

    def __init__(self, data, method=b"GET"):
        head, mark, rest = data.partition(b"\r\n\r\n")
        assert mark, "no head: %r" % data[:200]
        lines = head.split(b"\r\n")
        assert lines[0].startswith(b"HTTP/1.1 "), lines
        self.status = int(lines[0][9:12])
        self.fields = {name.lower(): value for name, value in (line.split(b": ", 1) for line in lines[1:])}
        self.body, self.closes = b"", self.fields.get(b"connection") == b"close"
        if self.status == 100:
            self.rest = rest
        elif method == b"HEAD":
            self.rest = rest
        elif b"content-length" in self.fields:
            assert b"transfer-encoding" not in self.fields
            length = int(self.fields[b"content-length"])
            assert len(rest) >= length, "truncated: %d of %d" % (len(rest), length)
            self.body, self.rest = rest[:length], rest[length:]
        elif b"transfer-encoding" in self.fields:
            self.rest = self.chunks(rest)
        else:
            assert self.closes
            self.body, self.rest = rest, b""

    def chunks(self, rest):
        while True:
            size, mark, rest = rest.partition(b"\r\n")
            assert mark, "truncated: %r" % size
            size = int(size, 16)
            assert rest[size:size + 2] == b"\r\n"
            self.body += rest[:size]
            rest = rest[size + 2:]
            if not size:
                return rest


def receive(peer):
    data = b""
    while True:
        part = peer.recv(1 << 16)
        if not part:
            return data
        data += part


def replies(data, *methods):
    """All replies; only the last one may be followed by the end of the connection for another reason than ours."""
    result = []
    while data:
        reply = Reply(data, *methods[len(result):len(result) + 1])
        result.append(reply)
        data = reply.rest
        assert not (reply.closes and data), data
    return result


def connect(port):
    return socket.create_connection(("localhost", port), timeout=60)


def ask(port, data, *methods):
    """What the server answers before it closes the connection."""
    with connect(port) as peer:
        peer.sendall(data)
        peer.shutdown(socket.SHUT_WR)
        return replies(receive(peer), *methods)


def statuses(port, data, *methods):
    return [reply.status for reply in ask(port, data, *methods)]


def chunked(*parts, trailer=b""):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n" + trailer + b"\r\n"


GET = b"GET /hello HTTP/1.1\r\n" + HOST
POST = b"POST /echo HTTP/1.1\r\n" + HOST
CHUNKED = b"Transfer-Encoding: chunked\r\n"
NEXT = GET + b"\r\n"

# What is refused: one reply, after which the connection ends; what follows is not understood as a request.
REFUSED = [
    # request lines
    (400, b"GET /hello\r\n\r\n"),
    (400, b"GET  /hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /hello  HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET\t/hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b" GET /hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /hello HTTP/1.1 \r\n" + HOST + b"\r\n"),
    (400, b"GET /hello http/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /hello HTTP/1.\r\n" + HOST + b"\r\n"),
    (400, b"GET /hello HTTP/11.1\r\n" + HOST + b"\r\n"),
    (400, b"GET hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET * HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /a#b HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET /\xe4 HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"G(T /hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET http:///hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET http://u@x/hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"GET ftp://x/hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (400, b"\r\n\r\n" + NEXT),
    (400, b"GET /hello HTTP/1.1\n" + HOST + b"\r\n"),
    (414, b"GET /" + b"a" * 8000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    (414, b"a" * 100000),
    (501, b"CONNECT x:1 HTTP/1.1\r\n" + HOST + b"\r\n"),
    (501, b"BREW /hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (501, b"get /hello HTTP/1.1\r\n" + HOST + b"\r\n"),
    (505, b"GET /hello HTTP/2.0\r\n" + HOST + b"\r\n"),
    (505, b"GET /hello HTTP/0.9\r\n\r\n"),
    (505, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    # fields
    (400, GET + b"A : b\r\n\r\n"),
    (400, GET + b"A\r\n\r\n"),
    (400, GET + b": b\r\n\r\n"),
    (400, GET + b"A b: c\r\n\r\n"),
    (400, GET + b"A\xe4: c\r\n\r\n"),
    (400, GET + b"A: b\r\n c\r\n\r\n"),
    (400, GET + b"A: b\r\n\tc\r\n\r\n"),
    (400, b"GET /hello HTTP/1.1\r\n A: b\r\n" + HOST + b"\r\n"),
    (400, GET + b"A: b\x00c\r\n\r\n"),
    (400, GET + b"A: b\rc\r\n\r\n"),
    (400, GET + b"A: b\nC: d\r\n\r\n"),
    (400, GET + b"A: b\r\n\n"),
    (400, GET + b"A: \x7f\r\n\r\n"),
    (431, GET + b"A: " + b"b" * 20000 + b"\r\n\r\n"),
    (431, GET + b"A: b\r\n" * 101 + b"\r\n"),
    (431, GET + (b"A: " + b"b" * 5000 + b"\r\n") * 4 + b"\r\n"),
    # hosts
    (400, b"GET /hello HTTP/1.1\r\n\r\n"),
    (400, GET + HOST + b"\r\n"),
    (400, b"GET /hello HTTP/1.1\r\nHost: x/y\r\n\r\n"),
    (400, b"GET /hello HTTP/1.1\r\nHost: x, y\r\n\r\n"),
    (400, b"GET http://x/hello HTTP/1.1\r\n\r\n"),
    # how long the body is
    (400, POST + b"Content-Length: 4\r\n" + CHUNKED + b"\r\n" + chunked(b"abc")),
    (400, POST + CHUNKED + b"Content-Length: 4\r\n\r\n" + chunked(b"abc")),
    (400, POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
    (400, POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
    (400, POST + b"Content-Length: 3, 3\r\n\r\nabc"),
    (400, POST + b"Content-Length: +3\r\n\r\nabc"),
    (400, POST + b"Content-Length: -3\r\n\r\nabc"),
    (400, POST + b"Content-Length: 0x3\r\n\r\nabc"),
    (400, POST + b"Content-Length: 3 4\r\n\r\nabc"),
    (400, POST + b"Content-Length:\r\n\r\nabc"),
    (400, POST + b"Content-Length : 3\r\n\r\nabc"),
    (400, POST + b"Content-Length: 18446744073709551619\r\n\r\nabc"),
    (413, POST + b"Content-Length: 1048577\r\n\r\nabc"),
    (501, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked(b"abc")),
    (501, POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + chunked(b"abc")),
    (501, POST + b"Transfer-Encoding: xchunked\r\n\r\n" + chunked(b"abc")),
    (501, POST + b"Transfer-Encoding: \"chunked\"\r\n\r\n" + chunked(b"abc")),
    (400, POST + b"Transfer-Encoding : chunked\r\n\r\n" + chunked(b"abc")),
    (400, POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n" + chunked(b"abc")),
    (400, POST + CHUNKED + CHUNKED + b"\r\n" + chunked(b"abc")),
    (400, b"POST /echo HTTP/1.0\r\n" + CHUNKED + b"\r\n" + chunked(b"abc")),
    (417, POST + b"Expect: tea\r\nContent-Length: 3\r\n\r\nabc"),
    # chunks, of which the first one is wrong
    (400, POST + CHUNKED + b"\r\nx\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n-3\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n0x3\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n3 \r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n3;\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n3;a\rb\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n10000000000000003\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n3;" + b"a" * 2000 + b"\r\nabc\r\n0\r\n\r\n"),
    (400, POST + CHUNKED + b"\r\n0\r\na b: c\r\n\r\n"),
    (413, POST + CHUNKED + b"\r\n100001\r\nabc"),
    (431, POST + CHUNKED + b"\r\n0\r\n" + (b"a: " + b"b" * 1000 + b"\r\n") * 20 + b"\r\n"),
]


def check_refused(port):
    for status, data in REFUSED:
        found = statuses(port, data + NEXT)
        assert found == [status], "%r: %s, not %d" % (data[:100], found, status)
    # After the reply has begun only its missing end tells that something was wrong.
    for end in (b"3\r\nabcx\r\n0\r\n\r\n", b"3\r\nabc\n0\r\n\r\n", b"3\r\nabc\r\n", b"3\r\nab"):
        with connect(port) as peer:
            peer.sendall(POST + CHUNKED + b"\r\n" + end + NEXT)
            peer.shutdown(socket.SHUT_WR)
            data = receive(peer)
            assert data.startswith(b"HTTP/1.1 200") and data.count(b"HTTP/") == 1, data
            assert not data.endswith(b"0\r\n\r\n")


def check_accepted(port):
    hello = ask(port, NEXT)[0]
    assert (hello.status, hello.body, hello.closes) == (200, b"hello\n", False)
    assert hello.fields[b"date"].endswith(b" GMT")
    for data in (b"\r\n" + NEXT, b"GET http://x/hello HTTP/1.1\r\n" + HOST + b"\r\n", GET + b"A:\r\nB:   c \t\r\n\r\n",
                 b"GET /hello?a=b HTTP/1.1\r\n" + HOST + b"\r\n", b"GET /hello HTTP/1.9\r\nhOST:\r\n\r\n",
                 b"GET HTTPS://y HTTP/1.1\r\n" + HOST + b"\r\n", GET + b"Content-Length: 000\r\n\r\n",
                 b"GET /hello HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n", GET + b"A: b\r\n" * 99 + b"\r\n"):
        assert statuses(port, data + NEXT) == [200, 200], data
    for data in (b"GET /hello HTTP/1.0\r\n\r\n", GET + b"Connection: a, Close\r\n\r\n",
                 GET + b"Connection: keep-alive\r\nConnection: close\r\n\r\n"):
        assert statuses(port, data + NEXT) == [200], data
    # HEAD says what GET would, without it.
    head, get = ask(port, b"HEAD /big.png HTTP/1.1\r\n" + HOST + b"\r\nGET /big.png HTTP/1.1\r\n" + HOST + b"\r\n",
                    b"HEAD", b"GET")
    assert {**head.fields, b"date": b""} == {**get.fields, b"date": b""} and get.body == BIG
    # A method that there is not here. The body, which nobody has read, is not taken for a request.
    allow, = ask(port, b"PUT /hello HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(NEXT) + NEXT + NEXT)
    assert (allow.status, allow.fields[b"allow"], allow.closes) == (405, b"GET, HEAD", True)
    assert statuses(port, b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n" + NEXT) == [405, 200]
    assert statuses(port, b"GET /no HTTP/1.1\r\n" + HOST + b"\r\n" + NEXT) == [404, 200]


def check_bodies(port):
    for data in (b"", b"x", BIG[:100000], NEXT):
        length = b"Content-Length: %d\r\n\r\n" % len(data) + data
        parts = CHUNKED + b"\r\n" + chunked(*(data[i:i + 7777] for i in range(0, len(data), 7777)), trailer=b"a: b\r\n")
        found = ask(port, POST + length + POST + parts + b"POST /echo HTTP/1.0\r\n" + length)
        assert [reply.body for reply in found] == [data] * 3
        assert [b"transfer-encoding" in reply.fields for reply in found] == [True, True, False]
    reply, = ask(port, POST + CHUNKED + b"\r\n" + b"0003;a=\"b\"\r\nabc\r\n2 ;c\r\nde\r\n000\r\n\r\n")
    assert reply.body == b"abcde"
    with connect(port) as peer:
        peer.sendall(POST + b"Expect: 100-Continue\r\nContent-Length: 3\r\n\r\n")
        data = b""
        while not data.endswith(b"\r\n\r\n"):
            data += peer.recv(1)
        assert data == b"HTTP/1.1 100 Continue\r\n\r\n"
        peer.sendall(b"abc")
        peer.shutdown(socket.SHUT_WR)
        assert replies(receive(peer))[0].body == b"abc"
    # Who does not want the body does not ask for it, and HTTP/1.0 does not know how.
    expect = b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    assert statuses(port, b"POST /no HTTP/1.1\r\n" + HOST + expect) == [405]
    assert statuses(port, b"POST /echo HTTP/1.0\r\n" + expect + b"abc") == [200]


def check_pipeline(port):
    """Hundreds of requests in one go, which are answered in their order; then each byte by itself."""
    bodies = [b"%d" % i * (i % 50) for i in range(300)]
    data = b"".join(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body if i % 2 else
                    POST + CHUNKED + b"\r\n" + chunked(*([body] if body else [])) for i, body in enumerate(bodies))
    assert [reply.body for reply in ask(port, data)] == bodies
    with connect(port) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in data[:2000]:
            peer.send(bytes([byte]))
        peer.sendall(data[2000:])
        peer.shutdown(socket.SHUT_WR)
        assert [reply.body for reply in replies(receive(peer))] == bodies


def check_files(port):
    def get(path):
        reply, = ask(port, b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        return reply.status, reply.fields.get(b"content-type"), reply.body

    assert get(b"/") == get(b"/index.html?x=/../y") == (200, b"text/html", b"<p>index")
    assert get(b"/a%20b.t%78t") == (200, b"text/plain", b"text")
    assert get(b"/big.png") == (200, b"image/png", BIG)
    assert get(b"/empty.css") == (200, b"text/css", b"")
    assert get(b"/sub/") == get(b"/sub//index.html") == (200, b"text/html", b"<p>sub")
    for path in (b"/no", b"/sub", b"/none/", b"/none/file/", b"/fifo", b"/.git/config", b"/%2egit/config", b"/.",
                 b"/..", b"/../../../../../etc/passwd", b"/%2e%2e/%2E%2E/etc/passwd", b"/..%2f..%2fetc/passwd",
                 b"/sub/../index.html", b"/" + b"a" * 5000):
        assert get(path)[0] == 404, path
    for path in (b"/%", b"/%1", b"/%zz", b"/a%00b", b"/a%2fb"):
        assert get(path)[0] == 400, path


def descriptors(pid):
    return len(os.listdir("/proc/%d/fd" % pid))


def check_slow(port, pid):
    """The server's limit is short here. However slowly bytes come, there is one limit for all of them."""
    assert statuses(port, NEXT) == [200]
    before = descriptors(pid)
    def drip(begin, byte):
        with connect(port) as peer:
            peer.sendall(begin)
            peer.settimeout(0.02)
            for _ in range(3000):
                try:
                    data = peer.recv(1000)
                    peer.settimeout(60)
                    return data + receive(peer) if data else data
                except socket.timeout:
                    peer.send(byte)
            sys.exit("still open")

    assert Reply(drip(GET, b"a")).status == 408
    assert Reply(drip(b"G", b"E")).status == 408
    assert Reply(drip(POST + b"Content-Length: 10000\r\n\r\n", b"")).status == 408
    data = drip(POST + CHUNKED + b"\r\n", b"1\r\na\r\n")
    assert data.startswith(b"HTTP/1.1 200") and not data.endswith(b"0\r\n\r\n")
    assert drip(b"", b"") == b""                               # idle from the beginning
    with connect(port) as peer:                                # idle after a request
        peer.sendall(NEXT)
        assert [reply.status for reply in replies(receive(peer))] == [200]
    with connect(port) as peer:                                # does not read what it asked for
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.sendall((b"GET /big.png HTTP/1.1\r\n" + HOST + b"\r\n") * 20)
        assert peer.recv(1000)
        while descriptors(pid) > before:
            time.sleep(0.01)


def check_end(*arguments):
    """SIGTERM with 1,000 connections: what has begun comes to its end, whole; those that are idle are closed."""
    with running(SERVER, "-p", 0, "-r", www.name, *arguments) as server:
        port = int(expect(server, PORT)[1])
        idle, used, head, body, reading = ([connect(port) for _ in range(count)] for count in (245, 245, 245, 245, 20))
        for peer in used:
            peer.sendall(NEXT)
            assert b"hello" in peer.recv(1000)
        for peer in head:
            peer.sendall(GET)
        for peer in body:
            peer.sendall(POST + CHUNKED + b"\r\n3\r\nabc\r\n")
        for peer in reading:
            peer.sendall(b"GET /big.png HTTP/1.1\r\n" + HOST + b"\r\n")
        begun = [peer.recv(1000) for peer in reading + body]
        assert all(begun)
        server.send_signal(signal.SIGTERM)
        assert [receive(peer) for peer in idle + used] == [b""] * 490
        for peer in head:
            peer.sendall(b"\r\n")
        for peer in body:
            peer.sendall(b"3\r\ndef\r\n0\r\n\r\n")
        for peer in head:
            reply, = replies(receive(peer))
            assert reply.body == b"hello\n" and reply.closes
        for peer, data in zip(reading + body, begun):
            assert replies(data + receive(peer))[0].body in (BIG, b"abcdef")
        output, _ = server.communicate(timeout=60)
        assert (server.returncode, output) == (0, ""), output
        for peer in idle + used + head + body + reading:
            peer.close()


def check_tls():
    with running(SERVER, "-p", 0, "-r", www.name, "-c", certificate, "-k", key) as server:
        port = int(expect(server, PORT)[1])
        context = ssl.create_default_context(cafile=certificate)
        with context.wrap_socket(connect(port), server_hostname="localhost") as peer:
            peer.sendall(NEXT + POST + b"Content-Length: 100000\r\n\r\n" + BIG[:100000])
            peer.sendall(GET + b"Connection: close\r\n\r\n")
            assert [reply.body for reply in replies(receive(peer))] == [b"hello\n", BIG[:100000], b"hello\n"]
        with connect(port) as peer:
            peer.sendall(NEXT)
            try:
                assert b"hello" not in receive(peer)
            except ConnectionResetError:
                pass
        run_client("curl", "-sSfk", "https://localhost:%d/big.png" % port, expected=BIG)
        run_client("h2load", "--h1", "-n100", "-c5", "https://localhost:%d/hello" % port, expected=b"100 2xx")


def run_client(name, *arguments, expected, **options):
    if not shutil.which(name):
        return
    done = subprocess.run([name, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, **options)
    assert done.returncode == 0 and expected in done.stdout, done.stdout[:2000]


def check_clients(port):
    url = "http://localhost:%d/" % port
    run_client("curl", "-sSf", url + "big.png", url + "index.html", expected=BIG + b"<p>index")
    run_client("curl", "-sSf", "--data-binary", "@-", url + "echo", input=BIG[:100000], expected=BIG[:100000])
    run_client("curl", "-sSf", "-T", "-", "-X", "POST", url + "echo", input=BIG[:100000], expected=BIG[:100000])
    run_client("ab", "-q", "-k", "-c20", "-n1000", url + "hello", expected=b"Failed requests:        0\n")
    run_client("ab", "-q", "-c20", "-n200", url, expected=b"Failed requests:        0\n")
    run_client("h2load", "--h1", "-n1000", "-c20", "-m8", url + "hello", expected=b"1000 2xx")
    if shutil.which("wrk"):
        done = subprocess.run(["wrk", "-t1", "-c20", "-d1", url], stdout=subprocess.PIPE, timeout=60)
        assert b"Requests/sec" in done.stdout and b"Non-2xx" not in done.stdout and b"errors" not in done.stdout, done


with running(SERVER, "-p", 0, "-r", www.name) as server:
    port = int(expect(server, PORT)[1])
    check_refused(port)
    check_accepted(port)
    check_bodies(port)
    check_pipeline(port)
    check_files(port)
    check_clients(port)
with running(SERVER, "-p", 0, "-r", www.name, "-s", "0.5") as server:
    check_slow(int(expect(server, PORT)[1]), server.pid)
with running(SERVER, "-p", 0, "-r", www.name, "-t", 2) as server:
    port = int(expect(server, PORT)[1])
    check_clients(port)
    check_pipeline(port)
check_end()
check_end("-t", "2")
check_tls()
print("done")
