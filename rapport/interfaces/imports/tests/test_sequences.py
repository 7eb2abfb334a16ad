"""Sequences from a file: with their episodes, owner and end; run again nothing doubles, refused rows say why."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Episode, LookBack, Sequence, SequenceEpisode
from rapport.foundation.actors import system
from rapport.interfaces.cli import import_runs
from rapport.interfaces.imports import sequences
from rapport.interfaces.imports.reading import Unreadable
from tests.conftest import clock, world
from tests.world import World

__all__ = ["clock", "world"]

HEAD = "key,kind,name,organisation,starts,ends,owner,service,site,people,tickets,source\n"


def run(folder: Path, *rows: str) -> dict[str, int]:
    path = folder / "sequences.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return import_runs.sequences(path, given="")


def refused(folder: Path) -> str:
    return (folder / "sequences.csv.refused.csv").read_text()


def ahead(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def test_a_project_comes_with_its_episodes_its_owner_and_its_end_and_twice_is_once(
    world: World, tmp_path: Path
) -> None:
    row = f"P-1,project,New line,Aldergate Electric,2020-01-01,{ahead(30)},noor.haddad@northwind.example,,,,"
    row += f"{world.ticket.key};#{world.done.key.lower()},"
    counts = {"rows": 1, "made": 1, "changed": 0, "known": 0, "episodes_joined": 2, "refused": 0}
    assert run(tmp_path, row) == counts
    made = Sequence.objects.get(source_key="P-1")
    page = LookBack.objects.get(sequence=made)
    assert (made.name, made.kind, made.ended_at, page.owner_id) == (
        "New line",
        "project",
        None,
        world.cast.noor.person_id,
    )
    seen = {one.ref for _, one in queries.look_back(system(), made.pk).episodes}
    assert seen == {("ticket", world.ticket.pk), ("ticket", world.done.pk)}
    assert run(tmp_path, row) == counts | {"made": 0, "known": 1, "episodes_joined": 0}
    renamed = row.replace("New line", "New line everywhere")
    assert run(tmp_path, renamed)["changed"] == 1
    assert Sequence.objects.get(source_key="P-1").name == "New line everywhere"


def test_what_people_of_it_did_between_its_days_joins_whatever_ended_long_ago_asks_nobody(
    world: World, tmp_path: Path
) -> None:
    row = "Q-1,quarter,Last quarter,Aldergate Electric,2020-01-01,2030-12-31,,,,marta.kolb@aldergate.example,,"
    own = Episode.objects.filter(person_id=world.marta).exclude(ref_kind="answer").count()
    assert run(tmp_path, row)["episodes_joined"] == own > 0
    old = "Q-0,quarter,Long ago,Aldergate Electric,2020-01-01,2020-03-31,,,,marta.kolb@aldergate.example,,"
    assert run(tmp_path, row, old)["episodes_joined"] == 0
    page = LookBack.objects.get(sequence__source_key="Q-0")
    assert page.sequence.ended_at is not None and page.ready_at is None
    actions.end_sequences_due(actor=system(), at=world.at)
    assert not queries.look_backs_waiting(world.cast.noor)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X,party,N,Aldergate Electric,2026-01-01,,,,,,,", "There is no kind 'party'."),
        ("X,project,N,Nobody,2026-01-01,,,,,,,", "There is no organisation called 'Nobody' here."),
        ("X,project,N,Aldergate Electric,soon,,,,,,,", "starts: 'soon' is no day."),
        ("X,project,N,Aldergate Electric,2026-02-01,2026-01-01,,,,,,", "It would end before it begins."),
        ("X,project,N,Aldergate Electric,2026-01-01,,marta.kolb@aldergate.example,,,,,", "Nobody who serves has"),
        ("X,project,N,Aldergate Electric,2026-01-01,,,,,,T-1;T-2,zammad", "No ticket of this organisation is called"),
        ("X,project,N,Aldergate Electric,2026-01-01,,,,Nowhere,,,", "The organisation has no site 'Nowhere' here."),
        (",project,N,Aldergate Electric,2026-01-01,,,,,,,", "There is no key."),
    ],
)
def test_a_wrong_row_is_left_out_with_its_reason_and_stops_no_other(
    world: World, tmp_path: Path, row: str, reason: str
) -> None:
    good = "G,change,New tool,Aldergate Electric,2026-01-01,,,,,,,"
    counts = run(tmp_path, row, good, good)
    assert (counts["made"], counts["refused"]) == (1, 2)
    assert reason in refused(tmp_path) and "The key stands on line 3 already." in refused(tmp_path)
    assert not Sequence.objects.filter(source_key="X").exists()


def test_stopped_in_the_middle_the_same_file_goes_on(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"K{n},campaign,Round {n},Aldergate Electric,2026-01-01,,,,,,{world.ticket.key}," for n in range(3)]
    taken = iter([actions.take_sequence])

    def stops(*args: object, **more: object) -> object:
        one = next(taken, None)
        if one is None:
            raise KeyboardInterrupt
        return one(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sequences.ledger, "take_sequence", stops)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, *rows)
    monkeypatch.undo()
    counts = run(tmp_path, *rows)
    assert (counts["made"], counts["known"], counts["episodes_joined"]) == (2, 1, 2)
    assert SequenceEpisode.objects.filter(sequence__source_key__startswith="K").count() == 3


def test_columns_that_are_missing_or_mean_nothing_are_said(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sequences.csv"
    path.write_text("key,kind,name,organisation,starts,budget\nB,change,N,Aldergate Electric,2026-01-01,5\n")
    assert import_runs.sequences(path, given="")["made"] == 1
    assert "budget" in capsys.readouterr().err
    path.write_text("key,name\nB,N\n")
    with pytest.raises(Unreadable, match="organisation"):
        import_runs.sequences(path, given="")
