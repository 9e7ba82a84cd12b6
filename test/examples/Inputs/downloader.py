"""The downloader: files from Python's HTTP server, so many at once; what is not there; Ctrl-C in the middle."""

import contextlib
import http.server
import os
import re
import signal
import tempfile
import threading

from programs import free_port, run, running

FILES = {"file%d" % i: os.urandom(i * i * 1000) for i in range(40)}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock, now, most = threading.Lock(), 0, 0
    begun, go_on = threading.Semaphore(0), threading.Event()

    def do_GET(self):
        name = self.path.split("?")[0].strip("/")
        with Handler.lock:
            Handler.now += 1
            Handler.most = max(Handler.most, Handler.now)
        if name == "moved":
            self.send_response(302)
            self.send_header("Location", "/file7")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif name in FILES or name.startswith("endless"):
            data = FILES.get(name, b"x" * 1000)
            self.send_response(200)
            self.send_header("Content-Length", str(len(data) + (name not in FILES)))
            self.end_headers()
            self.wfile.write(data)
            if name not in FILES:
                Handler.begun.release()
                Handler.go_on.wait(60)
                self.close_connection = True
        else:
            self.send_error(404)
        with Handler.lock:
            Handler.now -= 1

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield "http://127.0.0.1:%d/" % server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check(folder, names):
    assert sorted(os.listdir(folder)) == sorted(names), os.listdir(folder)
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            assert file.read() == FILES[name], name


with served() as base:
    for at_once in (1, 5, 100):
        with tempfile.TemporaryDirectory() as folder:
            Handler.most = 0
            printed = run("downloader", "-n", at_once, *(base + name + "?query/" * (name == "file3") for name in FILES),
                          cwd=folder)
            check(folder, FILES)
            assert len(printed.splitlines()) == len(FILES) and Handler.most <= at_once, (printed, Handler.most)
            print("%d files, %d at once" % (len(FILES), at_once))
    with tempfile.TemporaryDirectory() as folder:
        for what in (base + "none", "http://127.0.0.1:%d/x" % free_port(), "nothing://x", base + "file1"):
            printed = run("downloader", what, cwd=folder, status=what != base + "file1")
            print(re.sub(r":\d+", ":PORT", re.sub(r" port .*", "", printed)).strip())
        check(folder, ["file1"])
        printed = run("downloader", base + "file2", base + "none", base + "file3", cwd=folder, status=1)
        check(folder, ["file1", "file2", "file3"])
        run("downloader", base + "moved", cwd=folder)
        assert open(os.path.join(folder, "moved"), "rb").read() == FILES["file7"]
    with tempfile.TemporaryDirectory() as folder:
        with running("downloader", "-n", 4, *(base + "endless%d" % i for i in range(6)), cwd=folder) as downloader:
            for _ in range(4):
                assert Handler.begun.acquire(timeout=60)
            assert len(os.listdir(folder)) == 4
            downloader.send_signal(signal.SIGINT)
            printed = downloader.communicate(timeout=60)[0]
            assert downloader.returncode == 1 and printed.count("Operation canceled") == 4, printed
        Handler.go_on.set()
        check(folder, [])
        print("nothing is left")
