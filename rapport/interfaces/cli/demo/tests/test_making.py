"""The demo is made on a real database: everything stands where its pages look for it, and no old mail leaves."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count, Q
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from rapport.domains.desk import queries as desk
from rapport.domains.desk.models import Message
from rapport.domains.desk.types import TicketState
from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import GapKind, GapStanding
from rapport.domains.ledger import actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import ALONE
from rapport.domains.notices import queries as notices
from rapport.domains.outreach import queries as outreach
from rapport.domains.outreach.types import MomentKind
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.people.models import Person
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.domains.publishing import queries as publishing
from rapport.domains.recovery import queries as recovery
from rapport.domains.recovery.types import Outcome, Place
from rapport.domains.surveys import actions as survey_actions
from rapport.domains.surveys import queries as surveys
from rapport.foundation import search
from rapport.foundation.actors import Actor, system
from rapport.foundation.models import Job, Letter
from rapport.interfaces.cli import demo
from rapport.interfaces.look import telling

AT = datetime(2026, 11, 17, 7, 40, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo once for all tests of this file, taken back after the last one."""
    from django.db import transaction

    in_memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # where limits are kept
    targets = [f"127.0.0.1:{settings.PORT}"]  # as in a demo that runs: it takes its own webhooks
    there = override_settings(CACHES=in_memory, PRIVATE_TARGETS=targets)
    with django_db_blocker.unblock(), there, transaction.atomic():
        demo.make(at=AT)
        yield
        transaction.set_rollback(True)


def who(role: str) -> Actor:
    return people.actor_of(next(person for said, _, person in demo.cast() if said == role))


def test_programs_are_told_what_happens_this_morning() -> None:
    old, wall, doors = sorted(notices.endpoints(who("Administrator")), key=lambda one: one.name, reverse=True)
    assert old.stopped_at
    assert [(one.state, one.attempts) for one in notices.calls(who("Administrator"), wall.id).rows] == [
        ("taken", 2),
        ("taken", 1),
    ]
    assert wall.url.endswith("/post/calls/")
    assert doors.url.endswith("/post/calls/?closed")
    told = "reactions.other_programs_are_told_what_happened.of_"  # once somebody works the jobs off
    assert {f"{told}new_tickets", f"{told}answers"} <= set(Job.objects.values_list("name", flat=True))


def test_four_people_can_be_visited() -> None:
    assert [(role, name) for role, name, _ in demo.cast()] == [
        ("Customer", "Marta Kolb"),
        ("Agent", "Hugo Marek"),
        ("Service owner", "Ingrid Solberg"),
        ("Administrator", "Paul Okafor"),
    ]


def test_a_service_was_in_time_last_quarter_and_its_people_were_not_satisfied() -> None:
    page = insights.gap_page(who("Administrator"), quarter=date(2026, 7, 1), at=AT)
    flagged = [row for row in page.standing(GapStanding.FLAGGED) if row.kind is GapKind.SERVICE]
    assert flagged and flagged[0].taken is not None
    merrow = next(one for one in people.organisations(system()) if one.name == "City of Merrow")
    review = insights.review(system(), merrow.pk, quarter=date(2026, 7, 1), at=AT)
    assert review.whole and [one.name for one in review.by_service if one.figure] == ["Permits online"]


def test_loyalty_says_that_there_is_no_clear_change() -> None:
    page = insights.loyalty(who("Service owner"))
    assert page.figure is not None and round(page.figure.points or 0) == 5
    assert page.year is not None and round(page.year.before.points or 0) == -8
    assert page.year.verdict == "no clear change"
    assert 295 <= (page.year.needed or 0) < 305


def test_nothing_links_answers_without_a_name_to_people() -> None:
    """What `rapport doctor privacy` says of the untouched demo, whose figures hide some that differ by few people."""
    found = survey_actions.try_to_link(actor=system(), at=AT)
    assert [f"{one.what}: {one.words}" for one in found if not one.good] == []
    assert len(found) >= 20
    hidden = [row for row in insights.reading(who("Service owner")).rows if row.hidden == "beside"]
    assert "service" in {row.section for row in hidden}


def test_every_month_has_its_sample() -> None:
    drawn = [sample for sample in surveys.samples(who("Service owner")) if sample.sent_at]
    assert len(drawn) >= 12


def test_the_agent_has_a_queue_and_one_held_mail() -> None:
    counts = desk.counts(who("Agent"))
    assert 10 <= counts.team <= 16
    assert counts.mine >= 3
    assert counts.held == 1


def test_the_agent_has_tickets_where_we_wait_for_them_and_a_letter_that_did_not_leave() -> None:
    hugo = who("Agent")
    by = desk.Narrowing(states=frozenset({TicketState.WAITING}), assignee_ids=hugo.reach.person_ids)
    waiting = {pk for _, pk in desk.tickets_like(hugo, by)}
    assert len(waiting) >= 3, "what “is:mine is:waiting” finds"
    assert waiting > desk.tickets_with_stopped_letters(hugo, at=AT) != set()
    assert {view.name: view.count for view in desk.saved_views(hugo)}["A letter did not leave"] == 1


def test_marta_sees_her_answers_and_our_promises() -> None:
    marta = who("Customer")
    line = ledger.timeline(marta, marta.person_id or 0)
    assert sorted(act.title for act in line.acts if act.title.isdigit()) == ["7", "9", "9"]
    assert line.planned >= 10


def test_somebody_changed_an_answer_and_what_they_said_first_is_kept() -> None:
    ended = recovery.recoveries(system(), ended=True, outcome=Outcome.CHANGED, at=AT).rows
    assert len(ended) == 1
    (said,) = (one for one in recovery.recovery(system(), ended[0].id, at=AT).said if one.before)
    assert (said.mood, said.score, said.before[0].mood) == ("passive", 8, "unhappy")


def test_results_show_targets_and_deeds() -> None:
    page = publishing.results(system(), at=AT)
    assert [target.value is not None for target in page.targets] == [True] * 4
    assert len(page.deeds) >= 5
    assert page.voices
    assert recovery.shown_words(system(), place=Place.RESULTS), "a promoter agreed to be quoted"


def test_the_only_letters_are_those_of_this_morning() -> None:
    kinds = sorted(Letter.objects.values_list("kind", flat=True))
    assert kinds.count("invitation") == 1
    of_the_desk = {
        "answer",
        "closing",
        "notices",
        "problem_fixed",
        "visit",
        "visit_staff",
    }  # told by today's events
    assert set(kinds) <= {"invitation", "acknowledgement", "testimonial"} | of_the_desk
    others = Job.objects.exclude(name__startswith="reactions.other_programs_are_told_what_happened.")
    others = others.exclude(name__startswith="notices.call")  # of yesterday: they find it settled
    assert set(others.values_list("name", flat=True)) <= {
        "post.send",
        "domains.ledger.jobs.after_episodes_completed",
        "reactions.stages_are_judged_with_what_the_desk_knows.judge",  # they find it done
        "ledger.resegment",  # of Marta, who has named an episode
        "reactions.an_ended_sequence_is_looked_back_on.look_back",  # finds its page made
        "reactions.an_agreed_word_leaves_a_trace.leave_a_trace",
        "domains.insights.jobs.read_words",
        "domains.insights.jobs.tag_anew",
        "reactions.who_was_unhappy_is_asked_once_more.ask",
        "reactions.those_who_serve_are_told_what_changed.of_new_recoveries",
        "reactions.those_who_serve_are_told_what_changed.of_turns",
        "reactions.those_who_serve_are_told_what_changed.of_replies",
        "reactions.those_who_serve_are_told_what_changed.of_new_tickets",
        "reactions.those_who_serve_are_told_what_changed.of_what_is_theirs",
        "reactions.those_who_serve_are_told_what_changed.of_mentions",
        "domains.knowledge.jobs.after_a_problem_was_fixed",
        "domains.outreach.jobs.after_thanks_given",  # stand on the line when the worker begins
        "reactions.an_answer_by_name_is_followed_up.follow_up",  # of the one that was changed
        "reactions.an_unhappy_answer_is_somebody_to_call.notice",
        "reactions.an_answer_by_name_becomes_an_act.record",
        "reactions.an_ended_episode_is_asked_about.ask",  # of the last three days, as the rule of the story says
    }


def test_the_story_has_moves_over_four_quarters_and_somebody_quiet() -> None:
    table = insights.stage_table(system())
    assert table is not None
    assert len(table.quarters) >= 4
    assert table.n > 1000
    assert sum(n or 0 for (before, after), n in table.cells.items() if after > before) > 20
    assert ledger.gone_quiet(system()).rows


def test_recomputing_everything_from_nothing_gives_the_same() -> None:
    told = ("id", "title", "started_at", "last_act_at", "completed_at", "theirs", "ours", "ambiguous", "follows_id")
    before = list(Act.objects.order_by("id").values_list("id", "episode_id"))
    episodes = list(Episode.objects.order_by("id").values_list(*told))
    everybody = Act.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    moved = [actions.resegment(person_id=person, actor=system(), at=AT) for person in everybody]
    assert (len(moved) > 1000, sum(moved)) == (True, 0)
    assert list(Act.objects.order_by("id").values_list("id", "episode_id")) == before
    assert list(Episode.objects.order_by("id").values_list(*told)) == episodes


def test_the_silences_of_chats_show_when_a_new_matter_begins() -> None:
    seen = {one.channel: one for one in ledger.gaps_seen(who("Service owner"))}
    assert (seen["chat"].method, seen["chat"].by_hand, seen["phone"].method) == ("valley", True, "valley")
    assert ledger.resegmentation(system()) is None  # nothing was read that says something else than what holds
    preview = ledger.gap_preview(who("Service owner"), channel="chat", gap=timedelta(days=60))
    assert preview.joined > 0
    assert preview.examples


def ten_people() -> list[int]:
    """Ten who had the most to do with us, Marta among them."""
    rows = Episode.objects.filter(person__name__gt="").values_list("person_id").annotate(n=Count("id"))
    most = [person for person, _ in rows.order_by("-n", "person_id")[:10]]
    marta = who("Customer").person_id or 0
    return most if marta in most else [*most[:9], marta]


def leading(person: int, made: list[PromiseSeen]) -> Episode:
    """The matter a newcomer would name: open before ended, then what we owe something for next, then the newest."""
    met = Episode.objects.filter(person_id=person).exclude(ref_kind__in=ALONE)
    seen = {one.id: one for one in ledger.timeline(owner_(), person, most=400).as_of(AT).episodes}
    due = {one.ref: one.due_at for one in sorted(made, key=lambda one: one.due_at, reverse=True) if one.kept_at is None}
    still = [one for one in met if seen[one.pk].ended_at is None]
    owed = [one for one in still if one.ref in due]
    if owed:
        return min(owed, key=lambda one: due[one.ref or ("", 0)])
    return max(still or met, key=lambda one: (one.last_act_at, one.pk))


def owner_() -> Actor:
    return who("Service owner")


def test_ten_timelines_say_who_began_what_was_promised_how_it_ended_and_what_is_next() -> None:
    owner, told_open = owner_(), 0
    for person in ten_people():
        name = people.names(owner, [person])[person].name
        timeline, made = ledger.timeline(owner, person, most=80), list(promises.promises_to(owner, person, at=AT))
        ahead = telling.ahead_of(timeline, made, ledger.relationship(owner, person))
        told = telling.told(owner, timeline, made, ahead, their=name, at=AT)
        assert told is not None
        matter = leading(person, [one for one in made if one.standing != "withdrawn"])
        first = Act.objects.filter(episode=matter).order_by("at", "id")[0]
        began = name if first.direction == "theirs" else first.author.name if first.author else "We"
        assert told.begun.startswith(f"{began} began ") and matter.title in told.begun, (matter.title, told.text)
        promised = [one for one in made if one.ref == matter.ref and one.standing != "withdrawn"]
        assert ("e promised" in told.promised) == bool(promised), told.text
        still = Episode.objects.filter(person_id=person, completed_at=None, ref_kind="ticket")
        told_open += still.exists()
        if matter.completed_at is None and matter.ref:
            others = still.count() - 1
            assert told.ended.startswith("It is still open") and (" other matter" in told.ended) == bool(others)
        else:
            assert not still.exists() and told.ended.startswith(("It ended ", "It was opened again ", "The last word"))
        owed = [one for one in made if one.standing in telling.OWED]
        step = ledger.relationship(owner, person)
        if owed or (step and step.next_step):
            assert told.next.startswith("Next: ") and any(
                text in told.next for text in [*(one.text for one in owed), step.next_step if step else ""] if text
            )
        else:
            assert told.next == "Nothing is planned next." or "late" in told.next
        assert len(told.text) < 320, told.text
    assert told_open >= 3  # else the ten would not show that what is open leads


def test_cards_corrections_and_critical_days_can_be_looked_at() -> None:
    marta = who("Customer")
    own = marta.person_id or 0
    knows = [known.person_id for known in ledger.who_knows_whom(marta, own)]
    assert {card.name for card in people.agent_cards(marta, knows).values()} == {"Sanna Virta", "Hugo Marek"}
    assert [one.accepted for one in ledger.corrections(marta, own)] == [None, True]
    assert len(people.critical_days(marta, own, today=AT.date())) == 2
    assert [a.title for a in ledger.timeline(who("Agent"), own).acts if a.title.isdigit()]  # she allowed it


def test_today_names_whom_to_call_for_every_reason() -> None:
    shown = outreach.whom_to_call(who("Service owner"), at=AT, size=200).rows
    kinds = {why.kind for one in shown for why in one.reasons}
    assert kinds == {kind.value for kind in MomentKind}
    hugo = outreach.whom_to_call(who("Agent"), at=AT, size=200).rows
    assert "unhappy" not in {why.kind for one in hugo for why in one.reasons}


def test_contact_is_planned_and_thanks_were_given() -> None:
    hugo = who("Agent")
    plans = outreach.plans(hugo, at=AT).rows
    assert {"overdue", "due", "ahead"} == {plan.standing for plan in plans}
    assert outreach.missing_levels(hugo, at=AT)
    assert outreach.planned_shares(hugo)[0].share is not None
    assert len(outreach.thanks_for_me(hugo)) == 3


def test_whatever_a_search_for_somebody_finds_is_in_what_they_take_along(settings: Any, tmp_path: Path) -> None:
    """Who wrote most, somebody with notes for the team only, and two rows that were found to be one human."""
    settings.DATA = tmp_path
    notes = Message.objects.filter(side="note", ticket__requester__left_at=None)
    noted = notes.values_list("ticket__requester", flat=True)
    chosen = dict.fromkeys([*ten_people()[:3], *noted.order_by("pk")[:2], _made_one()])
    asked = 0
    for person in chosen:
        said = taken_along(person)
        known = Person.objects.filter(Q(pk=person) | Q(merged_into=person))
        names = {*known.values_list("name", flat=True), *known.values_list("addresses__address", flat=True)} - {None}
        for words in names:
            for hit in search.find(system(), words, size=100).rows:
                asked += 1
                assert _escaped(hit.title) in said, (words, hit.kind, hit.title)
        own = Message.objects.filter(ticket__requester__in=known)
        for text in own.exclude(text="").values_list("text", flat=True)[:40]:
            assert _escaped(text.splitlines()[0]) in said, text
    assert asked >= 10 and len(chosen) >= 4


def taken_along(person: int) -> str:
    """Everything readable in the export an administrator makes of somebody."""
    made = people_actions.export_person(person_id=person, actor=who("Administrator"), at=AT)
    while people_actions.carry_on_export(export_id=made.pk, actor=system(), at=AT):
        pass
    made.refresh_from_db()
    with zipfile.ZipFile(made.path) as file:
        return "\n".join(file.read(name).decode("utf-8", errors="replace") for name in file.namelist())


def _made_one() -> int:
    """Two colleagues who turn out to be one human; the row that is kept."""
    rows = Person.objects.filter(left_at=None, merged_into=None, roles=None).exclude(pk__in=ten_people())
    home = rows.values("organisation").annotate(n=Count("id")).order_by("-n")[0]["organisation"]
    met = rows.filter(organisation=home, pk__in=Message.objects.values("ticket__requester")).order_by("pk")
    kept, other = met.values_list("pk", flat=True)[:2]
    people_actions.merge_people(keep_id=kept, other_id=other, actor=who("Administrator"), at=AT)
    return kept


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
