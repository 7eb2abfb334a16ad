"""A real IMAP server in a folder of its own: one user, plain passwords on loopback."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.place import free_port, wait_for_port

USER, PASSWORD = "support", "only-for-tests"
SETTINGS = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{home}/mail
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server and its maildir."""

    port: int
    maildir: Path

    def deliver(self, raw: bytes, name: str) -> None:
        """Put a message into the inbox."""
        new = self.maildir / "new"
        new.mkdir(parents=True, exist_ok=True)
        (new / f"{time.time():.6f}.{name}.test").write_bytes(raw)
        _own(self.maildir)

    def renumber(self) -> None:
        """Another UIDVALIDITY and other UIDs, as after a mailbox was restored."""
        for path in self.maildir.glob("dovecot*"):
            path.unlink()
        (self.maildir / "dovecot-uidlist").write_text("3 V1234567890 N1000 G1234567890abcdef1234567890abcdef\n")
        _own(self.maildir)


def program() -> str | None:
    """Dovecot, where it is installed."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextlib.contextmanager
def running(home: Path) -> Iterator[Dovecot]:
    """Start the server and stop it afterwards."""
    port, path = free_port(), home / "dovecot.conf"
    for folder in (home, home / "run", home / "state", home / "mail"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    uid, gid = _ids()
    names = {"user": _name(uid), "group": _group(gid), "uid": uid, "gid": gid}
    path.write_text(SETTINGS.format(home=home, port=port, password=PASSWORD, **names))
    _own(home)
    process = subprocess.Popen([str(program()), "-F", "-c", str(path)], stderr=subprocess.PIPE)
    try:
        wait_for_port(port, seconds=15)
        yield Dovecot(port, home / "mail")
    finally:
        process.terminate()
        process.wait(timeout=15)


def _ids() -> tuple[int, int]:
    """As root dovecot serves mail as somebody else."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    import pwd

    row = pwd.getpwnam("dovecot")
    return row.pw_uid, row.pw_gid


def _name(uid: int) -> str:
    import pwd

    return pwd.getpwuid(uid).pw_name


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _own(folder: Path) -> None:
    if os.getuid() != 0:
        return
    uid, gid = _ids()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, gid)
