"""A person says that something is not right; staff put it right or say why not; answers are shown by consent only."""

from __future__ import annotations

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Correction, Episode
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.ledger.types import Narrowed
from rapport.domains.people import actions as people
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.foundation import audit
from rapport.foundation.actors import NotAllowed, NotFound
from tests.cast import MONDAY, ONE_HOUR, Cast, build

TUESDAY = MONDAY + days(1)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def exchange(cast: Cast, number: int = 1, **more: object) -> Act:
    """Marta writes, Hugo answers and finishes; her act."""
    ref, team = ("ticket", number), {"team_id": cast.service_desk.pk}
    first, _ = record(
        said(cast, cast.marta, MONDAY, ref=ref, title="Mail is slow", **team, **more),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=ref, completes=True, **team),
    )
    return Act.objects.get(pk=first.act_id)


def asked(cast: Cast, act: Act, about: str = "act") -> Correction:
    words = "It was the printer."
    return actions.ask_correction(about=about, act_id=act.pk, words=words, actor=cast.marta, at=TUESDAY)


def test_what_is_put_right_is_shown_in_its_place_and_she_sees_that_it_was(cast: Cast) -> None:
    wrong = asked(cast, exchange(cast))
    actions.accept_correction(correction_id=wrong.pk, title="Printer is slow", actor=cast.hugo, at=TUESDAY)
    titles = [act.title for act in queries.timeline(cast.marta, cast.marta.person_id).acts]
    assert "Printer is slow" in titles and "Mail is slow" not in titles
    [seen] = queries.corrections(cast.marta, cast.marta.person_id)
    assert (seen.accepted, seen.words) == (True, "It was the printer.")
    rows = audit.rows(subject_kind="correction", subject_id=wrong.pk)
    assert [row.verb for row in rows] == ["correction.accepted", "correction.asked"]


def test_an_episode_gets_the_name_she_gives_it(cast: Cast) -> None:
    wrong = asked(cast, exchange(cast), about="episode")
    actions.accept_correction(correction_id=wrong.pk, title="Printer on floor three", actor=cast.hugo, at=TUESDAY)
    assert Episode.objects.get(ref_id=1).title == "Printer on floor three"


def test_what_stays_has_a_reason_she_reads(cast: Cast) -> None:
    wrong = asked(cast, exchange(cast))
    with pytest.raises(actions.NothingSaid):
        actions.decline_correction(correction_id=wrong.pk, answer=" ", actor=cast.hugo, at=TUESDAY)
    actions.decline_correction(correction_id=wrong.pk, answer="The mail was slow, too.", actor=cast.hugo, at=TUESDAY)
    [seen] = queries.corrections(cast.marta, cast.marta.person_id)
    assert (seen.accepted, seen.answer) == (False, "The mail was slow, too.")


def test_nobody_decides_twice_or_asks_twice(cast: Cast) -> None:
    act = exchange(cast)
    wrong = asked(cast, act)
    with pytest.raises(actions.AlreadyAsked):
        asked(cast, act)
    actions.decline_correction(correction_id=wrong.pk, answer="No.", actor=cast.hugo, at=TUESDAY)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_correction(correction_id=wrong.pk, title="x", actor=cast.hugo, at=TUESDAY)


def test_she_decides_nothing_herself_and_a_colleague_asks_nothing(cast: Cast) -> None:
    act = exchange(cast)
    wrong = asked(cast, act)
    with pytest.raises(NotAllowed):
        actions.accept_correction(correction_id=wrong.pk, title="x", actor=cast.marta, at=TUESDAY)
    with pytest.raises(NotFound):
        actions.ask_correction(about="act", act_id=act.pk, words="No.", actor=cast.ivo, at=TUESDAY)
    assert queries.corrections(cast.ruth, cast.marta.person_id) == []  # a grant holds no corrections
    with pytest.raises(actions.NothingSaid):
        actions.ask_correction(about="act", act_id=act.pk, words=" ", actor=cast.marta, at=TUESDAY)


def test_a_note_of_the_team_cannot_be_asked_about(cast: Cast) -> None:
    [note] = record(answered(cast, cast.marta, MONDAY, kind="note", audience="staff", team_id=cast.service_desk.pk))
    with pytest.raises(NotFound):
        actions.ask_correction(about="act", act_id=note.act_id, words="No.", actor=cast.marta, at=TUESDAY)


def scores(cast: Cast, who: str) -> list[str]:
    seen = queries.timeline(cast.everybody[who], cast.marta.person_id).acts
    return [act.title for act in seen if act.channel == "answer"]


def test_those_who_help_see_her_answers_only_while_she_allows_it(cast: Cast) -> None:
    exchange(cast)
    record(said(cast, cast.marta, TUESDAY, channel="answer", kind="answer", audience="named", title="9"))
    assert scores(cast, "hugo") == []
    people.give_consent(kind=SHOW_ANSWERS, actor=cast.marta, at=TUESDAY)
    assert scores(cast, "hugo") == ["9"]
    assert scores(cast, "sanna") == []  # her team never dealt with Marta
    assert scores(cast, "ruth") == []  # a client contact looks by a grant, which holds no answers
    people.withdraw_consent(kind=SHOW_ANSWERS, actor=cast.marta, at=TUESDAY)
    assert scores(cast, "hugo") == []


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Narrowed(), 3),
        (Narrowed(channel="phone"), 1),
        (Narrowed(planned=True), 1),
        (Narrowed(planned=False), 2),
        (Narrowed(team_id=987), 0),
    ],
)
def test_a_timeline_is_narrowed(cast: Cast, only: Narrowed, expected: int) -> None:
    exchange(cast)
    call = {"channel": "phone", "kind": "call", "planned": True, "team_id": cast.service_desk.pk}
    record(answered(cast, cast.marta, TUESDAY, **call))
    assert queries.timeline(cast.hugo, cast.marta.person_id, only=only).n_acts == expected


def test_who_she_spoke_to_is_whoever_of_us_spoke_last(cast: Cast) -> None:
    exchange(cast)
    team = {"ref": ("ticket", 1), "team_id": cast.service_desk.pk}
    record(said(cast, cast.marta, MONDAY + 2 * ONE_HOUR, **team))
    [hugo] = queries.who_knows_whom(cast.hugo, cast.marta.person_id)
    assert (hugo.name, hugo.acts, hugo.theirs) == ("Hugo Marek", 1, 1)
