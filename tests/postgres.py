"""A PostgreSQL of the suite's own, in a temporary folder, stopped and removed afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PLACES = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"), Path("/opt/homebrew/opt"))
FAST = (  # nothing in it is kept
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 "
    "-c checkpoint_timeout=1h -c max_wal_size=8GB -c jit=off -c max_connections=60 -c shared_buffers=256MB"
)


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first; None where the server is not installed."""
    found = [p.parent for place in PLACES if place.exists() for p in place.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    return sorted(found)[-1] if found else Path(on_path).parent if on_path else None


@contextlib.contextmanager
def server(options: str = FAST) -> Iterator[str]:
    """Start a server and give its address as RAPPORT_DATABASE_URL wants it."""
    home = binaries()
    if home is None:
        raise FileNotFoundError("PostgreSQL's server binaries are not installed")
    folder = Path(tempfile.mkdtemp(prefix="rapport-pg-"))
    folder.chmod(0o755)
    data = folder / "data"
    try:
        _as_server(["mkdir", str(data)], folder)
        _as_server([str(home / "initdb"), "-D", str(data), "-U", "rapport", "-A", "trust", "-E", "UTF8", "--no-sync"])
        start = f"{options} -c listen_addresses='' -c unix_socket_directories='{folder}'"
        _as_server([str(home / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", start, "start"])
        socket = str(folder).replace("/", "%2F")
        subprocess.run([home / "createdb", "-h", folder, "-U", "rapport", "rapport"], check=True)
        yield f"postgresql://rapport@/rapport?host={socket}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _as_server([str(home / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _as_server(command: list[str], folder: Path | None = None) -> None:
    """Run as the account `postgres` when we are root, for the server refuses to run as root."""
    if os.getuid() == 0:
        if folder:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
