"""`rapport mail take` does the whole work at once, on an empty place, without a worker and without any set-up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST = b"""From: Ada Weber <ada@builder.example>
To: desk@rapport.localhost
Subject: The plotter is out
Message-ID: <one@builder.example>
Date: Mon, 02 Nov 2026 09:00:00 +0100

It prints half a sheet.
"""
REPLY = FIRST.replace(b"<one@", b"<two@").replace(b"Subject: ", b"In-Reply-To: <one@builder.example>\nSubject: Re: ")


def take(data: Path, *files: Path) -> tuple[int, list[dict[str, object]], str]:
    command = [str(Path(sys.executable).parent / "rapport"), "mail", "take", *map(str, files), "--json"]
    environment = os.environ | {"RAPPORT_DATA": str(data)}
    environment.pop("RAPPORT_DATABASE_URL", None)
    environment.pop("RAPPORT_SECRET_KEY", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.mark.slow
def test_a_ticket_its_reply_a_repeat_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    data = tmp_path / "place"
    first, reply = tmp_path / "1.eml", tmp_path / "2.eml"
    first.write_bytes(FIRST)
    reply.write_bytes(REPLY)
    status, lines, told = take(data, first, tmp_path / "none.eml", tmp_path, reply, first)
    assert [line["outcome"] for line in lines] == ["ticket", "reply", "ignored"], "a line per message"
    assert lines[0]["ticket"] == lines[1]["ticket"]
    assert (lines[0]["from"], lines[0]["text"]) == ("ada@builder.example", "It prints half a sheet.")
    assert lines[2]["reason"]
    assert status == 1
    assert f"{tmp_path / 'none.eml'} cannot be read (No such file or directory)" in told
    assert f"{tmp_path} cannot be read (Is a directory)" in told
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
