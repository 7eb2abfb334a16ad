"""The gap: facts beside perception, flagged, compared by name, hidden where few, and taken by somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.insights import actions, queries
from rapport.domains.insights.models import GapTest
from rapport.domains.insights.tests.gap_world import AUTUMN, LATE, LATER, answered, count, crowd, open_desk, served
from rapport.domains.insights.types import GapKind, GapRow, GapStanding
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from tests import cast as named
from tests.cast import Cast


@pytest.fixture
def desk(db: None) -> Cast:
    cast = named.build()
    open_desk(cast)
    return cast


def rows(viewer: Actor) -> dict[str, GapRow]:
    return {row.name: row for row in queries.gap_page(viewer, quarter=AUTUMN, at=LATER).rows}


def unhappy(people: list[int], some: int) -> list[int]:
    return [3] * some + [9] * (len(people) - some)


def test_in_time_and_clearly_below_its_target_is_flagged_with_its_test_and_stands_first(desk: Cast) -> None:
    people = crowd(desk, 82)
    served(desk, people[:73], service=desk.mail)
    served(desk, people[73:], minutes=LATE, first=100, service=desk.mail)
    answered(people, [*unhappy(people[:73], 30), *unhappy(people[73:], 6)])
    count()
    page = queries.gap_page(desk.ines, at=LATER)
    first = page.rows[0]
    assert (page.quarter, first.name, first.standing) == (AUTUMN, "Mail", GapStanding.FLAGGED)
    assert first.facts is not None and (first.facts.met, first.facts.n, first.facts.reached) == (73, 82, True)
    assert first.judged is not None and first.judged.satisfied is not None
    felt = first.judged.satisfied
    assert (felt.k, felt.n, round(felt.low, 3), round(felt.high, 3)) == (46, 82, 0.453, 0.663)
    test = first.tested
    assert test is not None and test.unhappy_met is not None and test.unhappy_missed is not None
    assert (test.unhappy_met.k, test.unhappy_met.n, test.unhappy_missed.k, test.unhappy_missed.n) == (30, 73, 6, 9)
    assert test.difference is not None and test.difference.low < 0 < test.difference.high
    team = next(row for row in page.rows if row.kind is GapKind.TEAM and row.judged)
    assert (team.name, team.by_name, team.judged and team.judged.n) == ("Service Desk", True, 82)


def test_matters_brought_from_elsewhere_explain_answers_of_before_they_were_brought(desk: Cast) -> None:
    people, brought = crowd(desk, 20), LATER + timedelta(days=60)
    served(desk, people[:10], service=desk.mail, told=brought)
    served(desk, people[10:], minutes=LATE, first=100, service=desk.mail, told=brought)
    answered(people, [*unhappy(people[:10], 2), *unhappy(people[10:], 8)])
    count(brought)
    test = next(
        row for row in queries.gap_page(desk.ines, quarter=AUTUMN, at=brought).rows if row.name == "Mail"
    ).tested
    assert test is not None and test.unhappy_met is not None and test.unhappy_missed is not None
    assert (test.unhappy_met.k, test.unhappy_met.n, test.unhappy_missed.k, test.unhappy_missed.n) == (2, 10, 8, 10)


def test_late_and_disliked_is_a_fault_not_a_gap_and_without_five_answers_nothing_is_said(desk: Cast) -> None:
    people = crowd(desk, 30)
    served(desk, people, minutes=LATE, service=desk.mail)
    answered(people, unhappy(people, 25))
    few = crowd(desk, 4, site="Depot")
    answered(few, [0] * 4, site="Depot", service="Printing")
    count()
    found = rows(desk.ines)
    assert found["Mail"].standing is GapStanding.AGREE
    assert found["Printing"].judged is None and found["Printing"].standing is GapStanding.UNKNOWN
    assert found["Depot"].judged is None


def test_where_perception_is_hidden_lateness_and_reasons_of_it_are_hidden_too(desk: Cast) -> None:
    people = crowd(desk, 20)
    served(desk, people, service=desk.mail)
    answered(people, unhappy(people, 12))
    release = count()
    GapTest.objects.update(ticks=[["It came back", 8]])
    groups = [row for row in rows(desk.ines).values() if row.tested]
    assert {row.kind for row in groups} == {*GapKind} and all(row.ticks for row in groups)
    empty = {"detractors": 0, "passives": 0, "promoters": 0, "unscored": 0, "asked": 0, "replied": 0}
    release.cells.filter(margin__endswith="_quarter").update(hidden=True, reason="beside", **empty)
    type(release).objects.update(key="another")  # what is shown of a release is kept under its name
    keys = [f"{row.id}|2026-Q4" for row in groups if row.kind is GapKind.TEAM]
    for key in keys:
        team = {"release": release, "margin": "team_quarter", "key": key, "label": "Service Desk", "hidden": True}
        release.cells.get_or_create(**team)
    found = rows(desk.ines)
    hidden = [found[row.name] for row in groups]
    assert [(row.judged, row.tested, row.ticks) for row in hidden] == [(None, None, ())] * len(groups)


def test_lateness_beside_the_figure_does_not_leave_the_one_who_had_no_matter(desk: Cast) -> None:
    """Everybody there, less those in time, less those who waited: one person, who was unhappy."""
    people = crowd(desk, 26)
    served(desk, people[:10], service=desk.mail)
    served(desk, people[10:20], minutes=LATE, first=50, service=desk.mail)
    answered(people[:21], [9] * 10 + [3] * 4 + [9] * 6 + [0])
    count()
    mail = rows(desk.ines)["Mail"]
    assert mail.judged and mail.judged.n == 21
    assert mail.tested and (mail.tested.unhappy_met, mail.tested.unhappy_missed) != (None, None)
    sides = [side.n for side in (mail.tested.unhappy_met, mail.tested.unhappy_missed) if side and side.n]
    assert sides == [10]
    answered(people[21:], [9] * 5)
    count()
    mail = rows(desk.ines)["Mail"]
    assert mail.judged and mail.judged.n == 26
    assert mail.tested and mail.tested.n == 20, "six are left"


def test_a_side_of_one_to_four_is_never_kept_and_what_moved_by_fewer_than_five_stays(desk: Cast) -> None:
    people = crowd(desk, 30)
    served(desk, people[:12], service=desk.mail)
    served(desk, people[12:16], minutes=LATE, first=50, service=desk.mail)
    answered(people[:16], unhappy(people[:16], 6))
    count()
    stored = GapTest.objects.get(kind="service", group_id=desk.mail.pk)
    assert (stored.unhappy_met, stored.met, stored.unhappy_missed, stored.missed) == (6, 12, 0, 0)
    served(desk, people[16:19], first=80, service=desk.mail)
    answered(people[16:19], [0, 0, 0])
    count()
    assert GapTest.objects.get(kind="service", group_id=desk.mail.pk).met == 12
    served(desk, people[19:24], first=90, service=desk.mail)
    answered(people[19:24], [0] * 5)
    count()
    stored = GapTest.objects.get(kind="service", group_id=desk.mail.pk)
    assert (stored.unhappy_met, stored.met, stored.missed) == (14, 20, 0)


def test_a_target_of_its_own_judges_a_service(desk: Cast) -> None:
    people = crowd(desk, 20)
    served(desk, people, service=desk.mail)
    answered(people, unhappy(people, 8))
    count()
    assert rows(desk.ines)["Mail"].standing is GapStanding.AGREE
    actions.set_perception_target(service_id=desk.mail.pk, share=0.95, actor=desk.dev, at=LATER)
    assert rows(desk.ines)["Mail"].standing is GapStanding.FLAGGED
    assert rows(desk.ines)["Mill Lane"].standing is GapStanding.AGREE
    actions.set_perception_target(service_id=desk.mail.pk, share=None, actor=desk.dev, at=LATER)
    assert rows(desk.ines)["Mail"].target == 0.75
    with pytest.raises(NotFound):
        actions.set_perception_target(service_id=desk.printing.pk, share=0.9, actor=desk.dev, at=LATER)
    with pytest.raises(actions.NotAShare):
        actions.set_perception_target(service_id=0, share=1.5, actor=desk.ines, at=LATER)


def test_owners_see_their_services_leads_their_teams_administrators_everything(desk: Cast) -> None:
    seen = {
        name: {(row.kind.value, row.name) for row in queries.gap_page(viewer, at=LATER).rows}
        for name, viewer in (("owner", desk.dev), ("lead", desk.noor), ("administrator", desk.ines))
    }
    assert ("service", "Mail") in seen["owner"] and ("service", "Printing") not in seen["owner"]
    assert {name for kind, name in seen["lead"] if kind == "team"} == {"Service Desk"}
    assert ("service", "Mail") in seen["lead"] and ("site", "Head office") not in seen["lead"]
    assert {("service", "Printing"), ("team", "Field Team"), ("site", "Head office")} <= seen["administrator"]
    for stranger, refusal in ((desk.hugo, NotAllowed), (desk.ruth, NotAllowed), (desk.nobody, NotAllowed)):
        with pytest.raises(refusal):
            queries.gap_page(stranger, at=LATER)


def test_somebody_takes_it_plans_it_anew_and_closes_it_with_what_was_found(desk: Cast) -> None:
    same = {"kind": "service", "group_id": desk.mail.pk, "quarter": AUTUMN, "actor": desk.dev}
    with pytest.raises(actions.SaysNothing):
        actions.take_gap(**same, owner_id=desk.dev.person_id, next_step=" ", next_on=None, at=LATER)
    with pytest.raises(actions.NotInTheTeam):
        actions.take_gap(**same, owner_id=desk.marta.person_id, next_step="Ask", next_on=None, at=LATER)
    with pytest.raises(NotFound):
        other = same | {"group_id": desk.printing.pk}
        actions.take_gap(**other, owner_id=desk.dev.person_id, next_step="Ask", next_on=None, at=LATER)
    gap = actions.take_gap(**same, owner_id=desk.hugo.person_id, next_step="Ask ten", next_on=AUTUMN, at=LATER)
    again = actions.take_gap(
        **same, owner_id=desk.dev.person_id, next_step="Tell first", next_on=None, words="Ten asked.", at=LATER
    )
    assert gap.pk == again.pk
    taken = rows(desk.noor)["Mail"].taken
    assert taken is not None and (taken.owner, taken.next_step) == ("Dev Anand", "Tell first")
    with pytest.raises(NotFound):
        queries.gap_history(desk.dev, "service", desk.printing.pk)
    actions.close_gap(gap_id=gap.pk, found="Nobody told them.", actor=desk.noor, at=LATER + timedelta(days=1))
    assert rows(desk.noor)["Mail"].taken is None
    ((seen, steps),) = queries.gap_history(desk.dev, "service", desk.mail.pk)
    assert (seen.found, [step.verb for step in steps]) == ("Nobody told them.", ["closed", "planned", "taken"])
    assert [step.owner for step in steps] == ["Dev Anand", "Dev Anand", "Hugo Marek"]
    anew = actions.take_gap(**same, owner_id=desk.dev.person_id, next_step="It came back", next_on=None, at=LATER)
    assert anew.pk != gap.pk


def test_what_the_unhappy_ticked_is_counted_from_five_on(desk: Cast) -> None:
    from rapport.domains.surveys.models import Answer

    people = crowd(desk, 20)
    served(desk, people, service=desk.mail)
    answered(people, unhappy(people, 12))
    unhappy_ones = list(Answer.objects.filter(score__lte=6).order_by("pk"))
    for place, one in enumerate(unhappy_ones):
        one.reasons = ["came_back"] if place < 8 else ["not_told"]
        one.save(update_fields=["reasons"])
    count()
    assert rows(desk.ines)["Mail"].ticks == (("It came back", 8),)
    assert [one.score for one in _by_name(desk.dev, desk)] == [3] * 12
    assert _by_name(desk.ines, desk) == []


def _by_name(viewer: Actor, desk: Cast) -> list:
    from rapport.domains.surveys import queries as surveys
    from rapport.domains.surveys.models import Survey

    survey = Survey.objects.get()
    Survey.objects.update(owner_id=desk.dev.person_id)
    until = AUTUMN + timedelta(days=92)
    asked = {"survey_id": survey.pk, "since": AUTUMN, "until": until, "service_id": desk.mail.pk}
    assert surveys.words_of_group(system(), among=(), **asked) == []
    return surveys.unhappy_by_name(viewer, **asked)
