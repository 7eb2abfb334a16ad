"""The file format: gzip-compressed tar, encrypted in chunks with AES-GCM; a cut or changed file is noticed.

Layout: 8 bytes magic, 16 bytes salt, then chunks of (4 bytes length, 12 bytes nonce, ciphertext). The chunk
number and "last" are authenticated, so no chunk can be dropped, doubled or moved.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"RAPPORT1"
CHUNK = 1024 * 1024


class NotABackup(Exception):
    """The file is not one of ours, or it was cut or changed."""


class WrongKey(Exception):
    """The file is whole but the key does not open it."""


def _cipher(password: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(password.encode()))


class Writer(io.RawIOBase):
    """A writable stream that encrypts what it is given into `target`."""

    def __init__(self, target: BinaryIO, password: str) -> None:
        salt = os.urandom(16)
        self.target, self.cipher, self.number, self.waiting = target, _cipher(password, salt), 0, bytearray()
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        """True: this is a stream for tarfile."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Collect into chunks of 1 MiB and encrypt each."""
        self.waiting += piece
        while len(self.waiting) > CHUNK:
            self._put(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]
        return len(piece)

    def finish(self) -> None:
        """Write the last chunk; without it the file counts as cut."""
        self._put(bytes(self.waiting), last=True)
        self.waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = os.urandom(12)
        sealed = self.cipher.encrypt(nonce, chunk, _seal_of(self.number, last))
        self.target.write(struct.pack(">I", len(sealed)) + nonce + sealed)
        self.number += 1


class Reader(io.RawIOBase):
    """A readable stream that decrypts `source` and refuses anything cut, moved or changed."""

    def __init__(self, source: BinaryIO, password: str) -> None:
        head = source.read(24)
        if head[:8] != MAGIC:
            raise NotABackup("it does not begin like a backup of Rapport")
        self.pieces = _chunks(source, _cipher(password, head[8:24]))
        self.waiting = b""

    def readable(self) -> bool:
        """True: this is a stream for tarfile."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all of it when negative."""
        found = bytearray()
        while size < 0 or len(found) < size:
            if not self.waiting:
                self.waiting = next(self.pieces, b"")
                if not self.waiting:
                    break
            take = len(self.waiting) if size < 0 else size - len(found)
            found += self.waiting[:take]
            self.waiting = self.waiting[take:]
        return bytes(found)


def _chunks(source: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    number, ended = 0, False
    while head := source.read(16):
        if len(head) < 16 or ended:
            raise NotABackup("it is cut or has something after its end")
        (length,) = struct.unpack(">I", head[:4])
        sealed = source.read(length)
        if len(sealed) < length:
            raise NotABackup("it is cut or a part of it was changed")
        chunk, ended = _open(cipher, head[4:], sealed, number)
        number += 1
        yield chunk
    if not ended:
        raise NotABackup("its end is missing")


def _open(cipher: AESGCM, nonce: bytes, sealed: bytes, number: int) -> tuple[bytes, bool]:
    for last in (False, True):
        try:
            return cipher.decrypt(nonce, sealed, _seal_of(number, last)), last
        except InvalidTag:
            continue
    raise WrongKey if number == 0 else NotABackup("a part of it was changed")


def _seal_of(number: int, last: bool) -> bytes:
    return struct.pack(">Q?", number, last)
