"""Keeping it: backup, restore and the doctor."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.interfaces.cli import privacy, refusals
from rapport.interfaces.cli.refusals import Refused

Json = Annotated[bool, typer.Option("--json", help="Machine-readable.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (backup, restore, doctor):
        app.command()(command)


def backup(path: Annotated[Path, typer.Argument(help="The file to write.")], as_json: Json = False) -> None:
    """Write one encrypted file with every table and file; may run while everything works."""
    refusals.start_with_database()
    from rapport.foundation import keeping

    key = _key()
    if path.exists():
        raise Refused(f"{path} is there already. Nothing was changed. Choose another name.")
    try:
        counts = keeping.backup(path, key=key, at=datetime.now(UTC))
    except OSError as error:
        raise Refused(f"The backup could not be written to {path}: {error.strerror}. No half file is left.") from None
    _say(counts, as_json, f"Written to {path}")


def restore(
    path: Annotated[Path, typer.Argument(help="The file to read.")],
    erasures: Annotated[
        Path | None, typer.Option(help="The journal of erasures, where it is not in the data folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a backup into an empty place, and erase again whoever was erased since."""
    refusals.prepare_database()
    from rapport.foundation import keeping
    from rapport.interfaces.cli import leaving

    if erasures is not None:
        _refuse_unreadable(erasures)
    try:
        counts = keeping.restore(path, key=_key())
    except keeping.NotEmpty as error:
        raise Refused(
            f"There are {error} here already. Nothing was changed. Restore into "
            "an empty place: a new RAPPORT_DATA, and an empty database where RAPPORT_DATABASE_URL is set."
        ) from None
    except keeping.WrongKey:
        raise Refused(
            "RAPPORT_BACKUP_KEY does not open this file: it is another key, or the file was changed near its "
            "beginning. Nothing was changed here. Use the key of the day the backup was made."
        ) from None
    except keeping.NotABackup as error:
        raise Refused(f"This is not a whole backup: {error}. Nothing was changed.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from None
    again = leaving.replay(erasures)
    _say(counts, as_json, f"Restored from {path}" + (f", {again} erased again" if again else ""))


def doctor(
    what: Annotated[str, typer.Argument(help="privacy: try to link answers without a name to people.")] = "",
    as_json: Json = False,
) -> None:
    """Look at everything that must be right, and say what is not; exit status 1 for a fault, 2 if it cannot look."""
    if what not in {"", "privacy"}:
        raise Refused(f"The doctor does not know {what!r}. Say privacy, or nothing.")
    if what:
        refusals.start_with_database()
        privacy.say(as_json=as_json)
        return
    findings = _findings(as_json)
    if as_json:
        _say_findings(findings)
    else:
        for finding in findings:
            print(f"{'good ' if finding['good'] else 'WRONG'}  {finding['what']}: {finding['words']}")
    raise typer.Exit(0 if all(f["good"] for f in findings) else 1)


def _say_findings(findings: list[dict[str, Any]]) -> None:
    print(json.dumps({"findings": findings, "healthy": all(f["good"] for f in findings)}, ensure_ascii=False))


def _findings(as_json: bool) -> list[dict[str, Any]]:
    """What the doctor found; who reads JSON gets a place that cannot be looked at as a finding, too."""
    try:
        refusals.start_with_database()
    except Refused as error:
        if not as_json:
            raise
        _say_findings([{"what": "database", "good": False, "words": str(error)}])
        raise typer.Exit(2) from None
    from rapport.interfaces.cli import examination

    return examination.examine(datetime.now(UTC))


def _refuse_unreadable(journal: Path) -> None:
    """Before anything is restored: without its journal a restored place would hold people who were erased."""
    from rapport.foundation import leaving

    try:
        size = len(journal.read_bytes())
        noted = leaving.journal(journal)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Refused(f"The journal {journal} cannot be read: {why}. Nothing was restored. Check its name.") from None
    if size and not noted:
        raise Refused(f"{journal} names no erasure, so it is no journal. Nothing was restored. Check its name.")


def _key() -> str:
    from django.conf import settings

    if len(settings.BACKUP_KEY) < 16:
        raise Refused(
            "Backups are encrypted: set RAPPORT_BACKUP_KEY (or RAPPORT_BACKUP_KEY_FILE) to at least 16 characters "
            "and keep it apart from the backups."
        )
    return settings.BACKUP_KEY


def _say(counts: dict[str, int], as_json: bool, words: str) -> None:
    rows = sum(n for name, n in counts.items() if name != "files")
    print(json.dumps(counts) if as_json else f"{words}: {rows} rows, {counts.get('files', 0)} files.")
