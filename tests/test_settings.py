"""A setting that cannot be used is refused at the start: which one, why, and what to write instead."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from rapport.config import env, keys, logs, places

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
READERS: dict[str, Callable[[str], Any]] = {
    "RAPPORT_BASE_URL": lambda name: places.base_url(name, host="127.0.0.1", port=8000),
    "RAPPORT_TRUSTED_ORIGINS": lambda name: places.origins(name, ("http://127.0.0.1:8000",)),
    "RAPPORT_ALLOWED_HOSTS": lambda name: places.allowed_hosts(name, ("localhost",)),
    "RAPPORT_TRUSTED_MAIL_SERVERS": places.host_names,
    "RAPPORT_PRIVATE_TARGETS": places.targets,
    "RAPPORT_MAIL_DOMAIN": lambda name: places.domain(name, "rapport.localhost"),
    "RAPPORT_TRUSTED_PROXIES": places.networks,
    "RAPPORT_SMARTHOST": places.smarthost,
    "RAPPORT_CLAMD": places.scanner,
    "RAPPORT_LOG_LEVEL": lambda name: env.choice(name, "INFO", among=LEVELS),
    "RAPPORT_BACKUP_KEY": lambda name: env.secret(name, shortest=16),
    "RAPPORT_METRICS_TOKEN": lambda name: env.secret(name, shortest=16),
    "RAPPORT_OLD_SECRET_KEYS": lambda _: keys.old_keys(),
    "RAPPORT_PORT": lambda name: env.number(name, 8000, low=1, high=65535),
    "RAPPORT_DEMO": lambda name: env.flag(name, False),
}
WRONG = [
    ("RAPPORT_BASE_URL", "help.example.org"),
    ("RAPPORT_BASE_URL", "ftp://help.example.org"),
    ("RAPPORT_BASE_URL", "https://"),
    ("RAPPORT_BASE_URL", "https://help.example.org/desk"),
    ("RAPPORT_BASE_URL", "https://help.example.org:port"),
    ("RAPPORT_BASE_URL", "https://help example.org"),
    ("RAPPORT_BASE_URL", "https://ines:secret@help.example.org"),
    ("RAPPORT_TRUSTED_ORIGINS", "https://help.example.org, help.example.org"),
    ("RAPPORT_ALLOWED_HOSTS", "https://help.example.org"),
    ("RAPPORT_ALLOWED_HOSTS", "help.example.org:443"),
    ("RAPPORT_TRUSTED_MAIL_SERVERS", "mx.example.org; mx2.example.org"),
    ("RAPPORT_TRUSTED_MAIL_SERVERS", "smtp://mx.example.org"),
    ("RAPPORT_PRIVATE_TARGETS", "imaps://10.0.0.5"),
    ("RAPPORT_PRIVATE_TARGETS", "10.0.0.5:99999"),
    ("RAPPORT_MAIL_DOMAIN", "help@example.org"),
    ("RAPPORT_MAIL_DOMAIN", "https://example.org"),
    ("RAPPORT_TRUSTED_PROXIES", "proxy.example.org"),
    ("RAPPORT_TRUSTED_PROXIES", "10.0.0.0/33"),
    ("RAPPORT_TRUSTED_PROXIES", "10.0.0.1 10.0.0.2"),
    ("RAPPORT_TRUSTED_PROXIES", "0.0.0.0/0"),
    ("RAPPORT_SMARTHOST", "smtp://mail.example.org"),
    ("RAPPORT_SMARTHOST", "mail.example.org:port"),
    ("RAPPORT_SMARTHOST", "mail.example.org:99999"),
    ("RAPPORT_SMARTHOST", "mail.example.org:0"),
    ("RAPPORT_SMARTHOST", "mail.example.org:587/ssl"),
    ("RAPPORT_SMARTHOST", ":25"),
    ("RAPPORT_SMARTHOST", "mail example.org:25"),
    ("RAPPORT_CLAMD", "localhost"),
    ("RAPPORT_CLAMD", "tcp://localhost:3310"),
    ("RAPPORT_CLAMD", "localhost:99999"),
    ("RAPPORT_LOG_LEVEL", "chatty"),
    ("RAPPORT_METRICS_TOKEN", "short"),
    ("RAPPORT_OLD_SECRET_KEYS", "short"),
    ("RAPPORT_PORT", "eighty"),
    ("RAPPORT_PORT", "0"),
    ("RAPPORT_DEMO", "perhaps"),
]
RIGHT = [
    ("RAPPORT_BASE_URL", "https://help.example.org:8443/", "https://help.example.org:8443"),
    ("RAPPORT_BASE_URL", "", "http://127.0.0.1:8000"),
    ("RAPPORT_TRUSTED_ORIGINS", "https://*.example.org", ["https://*.example.org"]),
    ("RAPPORT_ALLOWED_HOSTS", ".example.org,[::1]", [".example.org", "[::1]"]),
    ("RAPPORT_PRIVATE_TARGETS", "imap.local:993,10.0.0.5", ["imap.local:993", "10.0.0.5"]),
    ("RAPPORT_CLAMD", "/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ("RAPPORT_CLAMD", "127.0.0.1:3310", "127.0.0.1:3310"),
    ("RAPPORT_SMARTHOST", "u%40x:p%2Fw@mail.example.org:587/tls", "u%40x:p%2Fw@mail.example.org:587/tls"),
    ("RAPPORT_LOG_LEVEL", "warning", "WARNING"),
    ("RAPPORT_DEMO", "On", True),
]


@pytest.mark.parametrize(("name", "written"), WRONG)
def test_what_cannot_be_used_is_refused_by_name(name: str, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, written)
    with pytest.raises(env.WrongSetting, match=rf"{name}.+\b(Write|write|Set|must|Name|Choose|Say|needs)\b"):
        READERS[name](name)


@pytest.mark.parametrize(("name", "written", "read"), RIGHT)
def test_what_can_be_used_is_read(name: str, written: str, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, written)
    assert READERS[name](name) == read


@pytest.mark.parametrize("written", ["ines:hunter2/x@mail.example.org:587", "ines:hunter2@mail.example.org:no"])
def test_a_refused_smarthost_is_not_repeated_with_its_password(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SMARTHOST", written)
    with pytest.raises(env.WrongSetting, match="write @ as %40") as refused:
        places.smarthost("RAPPORT_SMARTHOST")
    assert "hunter2" not in str(refused.value)


def test_an_address_in_ipv6_is_written_in_brackets() -> None:
    assert places.base_url("RAPPORT_NO_SUCH", host="::1", port=8000) == "http://[::1]:8000"


def test_a_command_with_a_wrong_setting_says_so_and_begins_nothing(tmp_path: Path) -> None:
    here = {**os.environ, "RAPPORT_DATA": str(tmp_path), "RAPPORT_TRUSTED_PROXIES": "proxy.example.org"}
    command = [sys.executable, "-m", "rapport.interfaces.cli.main", "serve"]
    done = subprocess.run(command, check=False, env=here, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "RAPPORT_TRUSTED_PROXIES: 'proxy.example.org' is neither an address nor a network" in done.stderr
    assert done.stderr.rstrip().endswith("Nothing was begun.")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize(("terminal", "coloured"), [(True, True), (False, False)])
def test_logs_are_coloured_on_a_terminal_only(terminal: bool, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    said = logs._readable()(None, "warning", {"event": "part died", "level": "warning", "part": "web"})
    assert ("\x1b[" in said) is coloured
    assert "part died" in said


def test_two_that_begin_at_once_have_one_whole_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: keys._kept_key(tmp_path / "secret_key"), range(32)))
    assert len(found) == 1
    assert len(found.pop()) > keys.SHORTEST
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.slow
def test_what_a_command_makes_is_for_its_account_alone(tmp_path: Path) -> None:
    here = {name: value for name, value in os.environ.items() if name != "RAPPORT_DATABASE_URL"}
    here["RAPPORT_DATA"] = str(tmp_path / "place")
    command = [sys.executable, "-m", "rapport.interfaces.cli.main", "migrate"]
    subprocess.run(command, check=True, env=here, capture_output=True, timeout=120)
    made = [tmp_path / "place", *(tmp_path / "place").iterdir()]
    assert {oct(one.stat().st_mode & 0o077) for one in made} == {"0o0"}


def test_a_misspelt_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SMART_HOST", "mail.example.org:587")
    monkeypatch.setenv("RAPPORT_SMARTHOST", "mail.example.org:587")
    monkeypatch.setenv("RAPPORT_METRICS_TOKEN_FILE", "/nowhere")
    places.smarthost("RAPPORT_SMARTHOST")
    with pytest.raises(env.WrongSetting):
        env.secret("RAPPORT_METRICS_TOKEN", shortest=16)
    unread = env.unread()
    assert "RAPPORT_SMART_HOST" in unread
    assert not {"RAPPORT_SMARTHOST", "RAPPORT_METRICS_TOKEN_FILE"} & set(unread)
