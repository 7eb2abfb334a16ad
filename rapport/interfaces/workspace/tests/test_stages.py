"""Pages about stages: reasons on the person page, who has gone quiet, and a table that hides small groups."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.ledger.models import Evidence, Referral, Relationship, StageCount, StageHeld, StageMove, StageRun
from rapport.domains.ledger.tests.stream import answered, record, said
from rapport.domains.people.models import Person
from rapport.foundation.actors import Actor
from rapport.interfaces.workspace.stages import wording
from rapport.measures.stages import Stage
from tests.cast import Cast, address, build
from tests.visitors import browser, plain

OCTOBER, JULY = date(2026, 10, 1), date(2026, 7, 1)
NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return build()


def stand(who: Actor, stage: Stage, **beside: object) -> None:
    given: dict[str, object] = {"attitude": "favourable", "answers": [7, 9], "n_answers": 2, "active": 3}
    StageHeld.objects.create(person_id=who.person_id, stage=stage, since=JULY, until=OCTOBER, **given | beside)


def supporter(cast: Cast) -> None:
    """Marta, whom the Service Desk knows."""
    stand(cast.marta, Stage.SUPPORTER)
    moves = [
        (date(2026, 5, 1), Stage.VISITOR, Stage.FOLLOWER, [{"why": "active", "n": 2}]),
        (JULY, Stage.FOLLOWER, Stage.SUPPORTER, [{"why": "answers", "scores": [7, 9]}]),
    ]
    for month, before, after, reasons in moves:
        StageMove.objects.create(
            person_id=cast.marta.person_id, month=month, before=before, after=after, reasons=reasons
        )
    record(said(cast, cast.marta, NOW - timedelta(days=9), team_id=cast.service_desk.pk))


def shown(cast: Cast, who: Actor) -> str:
    return plain(browser(who).get(reverse("workspace:person", args=[cast.marta.person_id])))


def test_the_person_page_says_the_stage_with_its_reasons(cast: Cast) -> None:
    supporter(cast)
    page = shown(cast, cast.noor)
    assert "Follower to supporter" in page
    assert "Answers by name, the recent one favourable: 7, then 9." in page
    assert "Used the service or made contact by choice in two of six months." in page
    assert "Favourable: 7, then 9" in page


def test_an_agent_reads_nothing_of_answers(cast: Cast) -> None:
    supporter(cast)
    page = shown(cast, cast.hugo)
    assert "Visitor to follower" in page
    assert "Follower, or beyond" in page
    assert "supporter" not in page.lower()
    assert "7, then 9" not in page


def test_the_lead_of_a_team_that_does_not_know_her_reads_nothing_of_answers(cast: Cast) -> None:
    supporter(cast)
    record(answered(cast, cast.ivo, NOW - timedelta(days=9)))
    stand(cast.lena, Stage.SUPPORTER)
    page = plain(browser(cast.noor).get(reverse("workspace:person", args=[cast.lena.person_id])))
    assert "7, then 9" not in page


def test_before_anybody_was_judged_the_page_says_so(cast: Cast) -> None:
    assert "Not judged yet." in shown(cast, cast.hugo)


def test_evidence_is_written_down_by_hand_once(cast: Cast) -> None:
    page = reverse("workspace:evidence", args=[cast.marta.person_id])
    told = {"kind": "helped a peer", "on": "2026-11-02", "words": "Showed Ivo the sign-in"}
    for _ in range(2):
        assert browser(cast.hugo).post(page, told).status_code == 302
    row = Evidence.objects.get()
    assert (row.kind, row.words, row.recorded_by_id) == ("helped a peer", "Showed Ivo the sign-in", cast.hugo.person_id)


@pytest.mark.parametrize(
    ("wrong", "said_"),
    [({"on": "2027-01-01"}, "That day has not come yet."), ({"words": ""}, "Say in a few words what it was")],
)
def test_what_cannot_be_written_down_says_why(cast: Cast, wrong: dict[str, str], said_: str) -> None:
    page = reverse("workspace:evidence", args=[cast.marta.person_id])
    told = {"kind": "pilot", "on": "2026-11-02", "words": "Tried it", **wrong}
    answer = browser(cast.hugo).post(page, told)
    assert answer.status_code == 400
    assert said_ in plain(answer)
    assert not Evidence.objects.exists()


def test_who_has_gone_quiet_is_a_reason_to_call(cast: Cast) -> None:
    stand(cast.marta, Stage.SUPPORTER, quiet_since=JULY)
    Relationship.objects.create(
        person_id=cast.marta.person_id, team=cast.service_desk, owner_id=cast.hugo.person_id, since=NOW
    )
    StageRun.objects.create(month=OCTOBER, began_at=NOW, finished_at=NOW)
    page = plain(browser(cast.noor).get(reverse("workspace:gone_quiet")))
    assert "since Jul 2026" in page
    assert ">Marta Kolb</a>" in page
    assert "supporter · Hugo Marek looks after it" in page
    assert "Marta Kolb" not in plain(browser(cast.sanna).get(reverse("workspace:gone_quiet")))


def count(*cells: tuple[date, Stage, Stage, int]) -> None:
    run = StageRun.objects.create(month=OCTOBER, began_at=NOW, finished_at=NOW)
    for quarter, before, after, n in cells:
        StageCount.objects.create(run=run, quarter=quarter, before=before, after=after, n=n)


def test_the_table_of_moves_hides_small_groups_and_what_would_give_them_away(cast: Cast) -> None:
    count(
        (JULY, Stage.USER, Stage.USER, 40),
        (JULY, Stage.USER, Stage.FOLLOWER, 11),
        (JULY, Stage.FOLLOWER, Stage.FOLLOWER, 30),
        (JULY, Stage.FOLLOWER, Stage.SUPPORTER, 3),
    )
    answer = browser(cast.noor).get(reverse("workspace:stage_moves"))
    page = plain(answer)
    assert "July to September 2026" in page
    assert "84 people we serve" in page
    assert "At least" in page or "not shown" in page
    assert " 3 " not in page.split("n 84")[0].split("Before")[1]
    # Hiding the 3 alone would tell it by the sum of its row.
    assert page.count("not shown") >= 2


def test_an_agent_does_not_open_the_table(cast: Cast) -> None:
    assert browser(cast.hugo).get(reverse("workspace:stage_moves")).status_code == 403


def test_without_a_counted_quarter_the_page_says_so(cast: Cast) -> None:
    assert "Not counted yet." in plain(browser(cast.noor).get(reverse("workspace:stage_moves")))
    assert browser(cast.noor).get(reverse("workspace:stage_moves") + "?quarter=x").status_code == 404


@pytest.mark.parametrize("words", ["Marta Kolb", "Nobody At All"])
def test_a_newcomer_says_who_sent_them_and_learns_nothing(cast: Cast, words: str) -> None:
    assert "Did somebody send you to us?" in plain(browser(cast.ivo).get(reverse("portal:relationship")))
    client = browser(cast.ivo)
    answer = client.post(reverse("portal:sent_by"), {"said": words}, follow=True)
    assert "Thank you. We are glad that you were sent to us." in plain(answer)
    assert "Marta" not in plain(answer)
    assert Referral.objects.get().person_id == cast.ivo.person_id
    assert client.get(reverse("portal:sent_by")).status_code == 404
    assert "Did somebody send you" not in plain(client.get(reverse("portal:relationship")))


def test_who_is_here_for_long_is_not_asked_who_sent_them(cast: Cast) -> None:
    Person.objects.update(created_at=NOW - timedelta(days=300))
    assert browser(cast.ivo).get(reverse("portal:sent_by")).status_code == 404
    assert address(cast.ivo)


def test_every_reason_there_is_has_its_sentence() -> None:
    from rapport.measures.stages import ADVOCACY, CO_PRODUCED, Kind

    for kind in {Kind.USE, Kind.EPISODE, *ADVOCACY, *CO_PRODUCED}:
        assert wording.reason({"why": str(kind), "on": "2026-10-03"}, today=NOW.date(), rose=True).endswith(".")
    lowered = wording.reason({"why": "answers", "scores": [9, 4]}, today=NOW.date(), rose=False)
    assert lowered == "The recent answer by name is unfavourable: 9, then 4."
