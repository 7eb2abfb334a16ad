"""`rapport person …`: take everything of one person along, or erase them, from the command line."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.interfaces.cli import refusals
from rapport.interfaces.cli.refusals import Refused

if TYPE_CHECKING:
    from rapport.domains.people.types import PersonCard

app = typer.Typer(help="One person: everything there is about them, or nothing any more.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(help="An address of the person, or their number.")]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable.")]


@app.callback()
def person() -> None:
    """One person: everything there is about them, or nothing any more."""


@app.command()
def export(who: Who, path: Annotated[Path, typer.Argument(help="The zip to write.")], as_json: Json = False) -> None:
    """Write a zip of everything there is about one person, here and now."""
    refusals.start_with_database()
    from rapport.domains.people import actions, queries
    from rapport.foundation.actors import system

    if path.exists():
        raise Refused(f"{path} is there already. Nothing was changed. Choose another name.")
    card, now = _found(who), datetime.now(UTC)
    made = actions.export_person(person_id=card.id, actor=system(), at=now)
    while actions.carry_on_export(export_id=made.pk, actor=system(), at=now):
        pass
    shutil.copyfile(queries.export_made(system(), made.pk), path)
    actions.forget_export(export_id=made.pk, actor=system(), at=now)
    size = path.stat().st_size
    print(json.dumps({"person": card.id, "bytes": size}) if as_json else f"Written to {path}: {size} bytes.")


@app.command()
def erase(
    who: Who,
    name: Annotated[str, typer.Option(help="The name of the person, so that it happens to nobody by mistake.")],
    as_json: Json = False,
) -> None:
    """Erase one person here and now; it cannot be undone."""
    refusals.start_with_database()
    from rapport.domains.people import actions
    from rapport.foundation.actors import system

    card, now = _found(who), datetime.now(UTC)
    try:
        begun = actions.erase_person(person_id=card.id, name=name, actor=system(), at=now)
    except (actions.WrongName, actions.StillServes) as error:
        raise Refused(str(error)) from None
    tidy = carry_out([begun.pk])
    said = "Erased. Nothing here names them any more."
    if not tidy:
        said = "Erased. What the running desk still reads of the file is emptied by its worker in some minutes."
    print(json.dumps({"person": card.id, "erased": True, "tidied": tidy}) if as_json else said)


def carry_out(erasure_ids: list[int]) -> bool:
    """Do erasures to their end, without waiting for a worker, and tidy up; False where the worker has to do that."""
    from rapport.domains.people import actions
    from rapport.foundation import leaving
    from rapport.foundation.actors import system

    for erasure_id in erasure_ids:
        while actions.carry_on_erasure(erasure_id=erasure_id, actor=system(), at=datetime.now(UTC)):
            pass
    try:
        if erasure_ids:
            leaving.tidy()
    except leaving.StillRead:  # every erasure asked the worker for it, who tries again until nobody reads
        return False
    return True


def replay(journal: Path | None) -> int:
    """After a restore: everybody in the journal who came back is erased again; how many."""
    from rapport.domains.people import actions
    from rapport.foundation import leaving
    from rapport.foundation.actors import system

    begun = actions.replay_erasures(journal=leaving.journal(journal), actor=system(), at=datetime.now(UTC))
    carry_out(begun)
    return len(begun)


def _found(who: str) -> PersonCard:
    from rapport.domains.people import queries
    from rapport.foundation.actors import system

    if who.isascii() and who.isdigit() and len(who) < 16:
        cards = list(queries.names(system(), [int(who)]).values())
    else:
        cards = queries.people_with_address(system(), who)
    if not cards:
        raise Refused(f"Nobody here is known by {who}. Nothing was changed.")
    if len(cards) > 1:
        known = ", ".join(f"{card.id} ({card.organisation})" for card in cards)
        raise Refused(f"{who} is known in several organisations. Give a number instead: {known}.")
    return cards[0]
