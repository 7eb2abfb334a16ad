"""A small real clamd for tests: it listens on a socket, takes INSTREAM, and finds what holds the word EICAR."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LARGEST = 200_000


class _Session(socketserver.StreamRequestHandler):
    """One file: its pieces, each after its length, then the verdict."""

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = bytearray()
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LARGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0")


class _Listener(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    """The path of its socket, while it listens."""
    path = folder / "clamd.ctl"
    with _Listener(str(path), _Session) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield str(path)
        finally:
            server.shutdown()
            thread.join()
            path.unlink()
