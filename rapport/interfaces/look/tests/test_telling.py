"""Which matter a relationship page opens with, and what it says of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.tests.stream import answered, record, said
from rapport.domains.promises import actions as promising
from rapport.domains.promises import queries as promises
from rapport.interfaces.look import telling
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

NOW = MONDAY + 9 * ONE_DAY


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def ask(cast: Cast, number: int, title: str, at: datetime, *, end: timedelta | None = None) -> None:
    own = {"ref": ("ticket", number), "title": title, "team_id": cast.service_desk.pk}
    record(said(cast, cast.marta, at, **own))
    if end is not None:
        record(answered(cast, cast.marta, at + end, completes=True, **own))


def promise(cast: Cast, number: int, text: str, due: datetime) -> None:
    promising.promise(
        person_id=cast.marta.person_id or 0,
        team_id=cast.service_desk.pk,
        ref=("ticket", number),
        text=text,
        due_at=due,
        actor=cast.hugo,
        at=MONDAY,
    )


def told(cast: Cast, *, most: int | None = None) -> str:
    own = cast.marta.person_id or 0
    timeline, made = ledger.timeline(cast.hugo, own, most=most), promises.promises_to(cast.hugo, own, at=NOW)
    ahead = telling.ahead_of(timeline, made)
    found = telling.told(cast.hugo, timeline, made, ahead, their="Marta Kolb", at=NOW)
    assert found is not None
    return found.text


def test_what_is_still_open_leads_before_what_ended_later(cast: Cast) -> None:
    ask(cast, 1, "Still open", MONDAY)
    ask(cast, 2, "Done since", MONDAY + 3 * ONE_DAY, end=ONE_HOUR)
    assert told(cast).startswith(
        "Marta Kolb began “Still open” on 2 Nov. Nothing is promised for it yet. It is still open."
    )


def test_of_several_the_one_we_owe_something_for_next_leads(cast: Cast) -> None:
    ask(cast, 1, "Covers for four", MONDAY)
    ask(cast, 2, "A holder", MONDAY + ONE_DAY)
    ask(cast, 3, "A film", MONDAY + 2 * ONE_DAY)
    promise(cast, 2, "A holder by post", NOW + 3 * ONE_DAY)
    promise(cast, 1, "Five covers", NOW + ONE_DAY)
    assert told(cast) == (
        "Marta Kolb began “Covers for four” on 2 Nov. We promised “Five covers” by tomorrow, 09:00. "
        "It is still open, and so are two other matters. Next: Five covers, tomorrow by 09:00."
    )


def test_what_is_next_says_which_other_matter_it_is_for(cast: Cast) -> None:
    ask(cast, 1, "Done, and we owe a call", MONDAY, end=ONE_HOUR)
    ask(cast, 2, "Open", MONDAY + ONE_DAY)
    promise(cast, 1, "Hugo calls", NOW + ONE_DAY)
    assert told(cast).endswith("Next: Hugo calls for “Done, and we owe a call”, tomorrow by 09:00.")


def test_what_ended_says_with_whose_word(cast: Cast) -> None:
    ask(cast, 1, "Tablet", MONDAY, end=2 * ONE_DAY)
    assert "It ended on 4 Nov with Hugo Marek’s answer." in told(cast)


def test_a_call_that_ended_at_once_is_whose_began_it(cast: Cast) -> None:
    call = {"ref": ("call", 1), "title": "All well?", "team_id": cast.service_desk.pk, "channel": "phone"}
    record(
        answered(cast, cast.marta, MONDAY, **call),
        said(cast, cast.marta, MONDAY, completes=True, **call),
    )
    assert "It ended the same day with Hugo Marek’s call." in told(cast)


def test_whoever_is_served_reads_that_nothing_is_promised_not_that_nothing_is_planned(cast: Cast) -> None:
    ask(cast, 1, "Tablet", MONDAY, end=ONE_HOUR)
    timeline = ledger.timeline(cast.marta, cast.marta.person_id or 0)
    found = telling.told(cast.marta, timeline, [], None, their="you", at=NOW)
    assert found is not None and found.next == "Nothing is promised next."


def test_who_began_it_is_known_however_much_was_said_since(cast: Cast) -> None:
    ask(cast, 1, "Tablet", MONDAY)
    for hour in range(6):
        record(answered(cast, cast.marta, MONDAY + (hour + 1) * ONE_HOUR, ref=("ticket", 1)))
    assert told(cast, most=4).startswith("Marta Kolb began “Tablet” on 2 Nov.")
