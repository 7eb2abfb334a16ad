"""Work that behaves badly on purpose, run in reading children by the tests."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from rapport.interfaces.mail.reading.parse import read as read_well
from rapport.interfaces.mail.reading.types import ReadMail


def read(raw: bytes, **keywords: Any) -> ReadMail:
    """Obey the subject: burn, sleep, grow or die; else read the mail."""
    if b"Subject: burn" in raw:
        while True:
            pass
    if b"Subject: sleep" in raw:
        time.sleep(60)
    if b"Subject: grow" in raw:
        _ = bytearray(2 * 1024**3)
    if b"Subject: die" in raw:
        os._exit(3)
    if b"Subject: who" in raw:
        return _with_circumstances(raw, keywords)
    return read_well(raw, **keywords)


def _with_circumstances(raw: bytes, keywords: dict[str, Any]) -> ReadMail:
    sockets = [name for name in os.listdir("/proc/self/fd") if "socket" in _target(name)]
    django = [name for name in sys.modules if name.partition(".")[0] == "django"]
    secrets = [name for name in os.environ if name not in {"PATH", "PYTHONPATH", "LANG", "PYTHONUTF8", "LC_CTYPE"}]
    head = f"Subject: sockets={len(sockets)} django={len(django)} secrets={len(secrets)}\n\n"
    return read_well(head.encode(), **keywords)


def _target(name: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{name}")
    except OSError:
        return ""
