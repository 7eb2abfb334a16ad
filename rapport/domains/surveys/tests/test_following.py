"""Asking by an occasion: after an episode, once more after a recovery, and never too often, whichever survey asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Channel, Direction, NewAct
from rapport.domains.people.models import Address, Person
from rapport.domains.promises import actions as promises
from rapport.domains.surveys import actions, rules
from rapport.domains.surveys.models import Answer, AskRule, Invitation, RestPeriod, Survey
from rapport.domains.surveys.tests.asking import send, survey_id, tokens
from rapport.domains.surveys.types import Asked, How, Matter, Rest
from rapport.foundation import jobs
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models import Letter
from tests import cast
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

LONG_AGO = MONDAY - timedelta(days=400)


@pytest.fixture
def people(db: None) -> Cast:
    found = cast.build(at=LONG_AGO)
    Address.objects.update(verified_at=LONG_AGO)
    return found


def rule(people: Cast, **given: object) -> AskRule:
    said = {"survey_id": survey_id(people), "delay_minutes": 0, "share": 100} | given
    return actions.ask_after(**said, actor=people.dev, at=MONDAY - ONE_DAY)


def matter(people: Cast, number: int = 1, *, ended: datetime = MONDAY, **given: object) -> Matter:
    one = Matter(
        episode_id=number,
        person_id=people.marta.person_id or 0,
        organisation_id=people.aldergate.pk,
        site_id=None,
        service_id=people.mail.pk,
        completed_at=ended,
        contacts=2,
    )
    return replace(one, **given)  # type: ignore[arg-type]


def ask(*matters: Matter, at: datetime = MONDAY) -> int:
    return actions.ask_after_episodes(matters=matters, actor=system(), at=at)


def test_an_ended_episode_is_asked_about_in_working_hours_and_its_answer_says_so(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY + 6 * ONE_HOUR)
    rule(people, service_id=people.mail.pk, delay_minutes=240)
    both = [act(people, 0, Direction.THEIRS), act(people, 1, Direction.OURS, completes=True)]
    ledger.record_acts(both, actor=system(), at=MONDAY + 6 * ONE_HOUR)
    jobs.run_all(at=MONDAY + 6 * ONE_HOUR)
    asked = Invitation.objects.get()
    # It ended at 15:00 in Berlin; an hour of that day is left, and three of Tuesday's.
    assert asked.send_at.astimezone(cast_zone()).strftime("%a %H:%M") == "Tue 11:00"
    assert (asked.how, asked.person_id, asked.services) == (How.AFTER_EPISODE, people.marta.person_id, [people.mail.pk])
    actions.send_due(actor=system(), at=asked.send_at)
    actions.answer(token=tokens()[asked.pk], score=9, at=asked.send_at + ONE_HOUR)
    assert Answer.objects.get().how == How.AFTER_EPISODE
    assert Letter.objects.get(kind="invitation").data["how"] == "after_episode"


def act(people: Cast, hours: int, direction: Direction, *, completes: bool = False) -> NewAct:
    return NewAct(
        person_id=people.marta.person_id or 0,
        organisation_id=people.aldergate.pk,
        at=MONDAY + (hours + 4) * ONE_HOUR,
        channel=Channel.MAIL,
        direction=direction,
        kind="message",
        source_key=f"m{hours}",
        author_id=people.marta.person_id if direction is Direction.THEIRS else people.hugo.person_id,
        team_id=people.service_desk.pk,
        service_id=people.mail.pk,
        ref=("ticket", 7),
        completes=completes,
    )


def cast_zone() -> ZoneInfo:
    return ZoneInfo("Europe/Berlin")


def test_what_a_rule_leaves_out(people: Cast) -> None:
    rule(people, service_id=people.mail.pk, least_contacts=3)
    enough = matter(people, contacts=3)
    assert ask(matter(people, contacts=2)) == 0
    assert ask(replace(enough, service_id=people.printing.pk)) == 0
    assert ask(replace(enough, completed_at=MONDAY - 2 * ONE_DAY)) == 0  # before the rule
    assert ask(enough, at=MONDAY + 4 * ONE_DAY) == 0  # nobody's memory any more
    assert ask(replace(enough, person_id=people.hugo.person_id)) == 0  # one of us
    assert ask(enough) == 1
    assert ask(enough) == 0


def test_a_survey_of_client_contacts_asks_nobody_else_after_an_episode(people: Cast) -> None:
    Survey.objects.filter(pk=rule(people).survey_id).update(asked=Asked.CLIENT_CONTACT)
    assert ask(matter(people)) == 0
    assert ask(matter(people, 2, person_id=people.ruth.person_id)) == 1


def test_one_rest_over_all_surveys(people: Cast) -> None:
    """Any ask 14 days, one after an episode 30, one about the relationship does not hold it, a decline does."""
    rule(people)
    rule(people, survey_id=actions.start_default_survey(service_id=people.mail.pk, actor=system(), at=MONDAY).pk)
    assert ask(matter(people, 1), matter(people, 2)) == 1  # two rules and two matters are one ask
    for days, expected in ((13, 0), (29, 0), (30, 1)):
        later = MONDAY + timedelta(days=days)
        Invitation.objects.filter(sent_at=None).update(sent_at=MONDAY)
        assert ask(matter(people, 10 + days, ended=later), at=later) == expected
    RestPeriod.objects.all().delete()
    marta = people.marta.person_id
    Invitation.objects.update(sent_at=MONDAY)
    rests = {Rest.RELATIONAL: 1, Rest.ANY: 0, Rest.DECLINED: 0}
    for number, (kind, may) in enumerate(rests.items()):
        RestPeriod.objects.filter(person_id=marta).delete()
        Invitation.objects.update(sent_at=MONDAY)
        RestPeriod.objects.create(person_id=marta, kind=kind, since=MONDAY, until=date(2027, 1, 1))
        assert ask(matter(people, 50 + number)) == may


def test_a_share_is_drawn_by_lot_and_the_same_whenever_it_is_tried(people: Cast) -> None:
    taken = [n for n in range(1000) if rules.is_taken(1, n, share=30)]
    assert 250 < len(taken) < 350
    assert taken == [n for n in range(1000) if rules.is_taken(1, n, share=30)]
    rule(people, share=1)
    lucky = next(n for n in range(1000) if rules.is_taken(AskRule.objects.get().pk, n, share=1))
    assert [ask(matter(people, lucky + 1 if lucky else 1)), ask(matter(people, lucky))] in ([0, 1], [1, 0])


def test_a_letter_waits_for_the_morning_after_a_holiday(people: Cast) -> None:
    promises.create_calendar(
        organisation_id=people.northwind.pk, zone="Europe/Berlin", country="DE", actor=system(), at=LONG_AGO
    )
    rule(people)
    christmas = datetime(2026, 12, 24, 22, tzinfo=MONDAY.tzinfo)
    assert ask(matter(people, ended=christmas), at=christmas) == 1
    assert Invitation.objects.get().send_at.date() == date(2026, 12, 28)  # 25th and 26th are holidays, then Sunday
    assert Invitation.objects.get().remind_at.date() == date(2027, 1, 5)  # the first of January does not count


def test_nobody_gets_two_letters_within_fourteen_days_even_when_two_asks_cross(people: Cast) -> None:
    Person.objects.update(known_since=date(2025, 1, 1))
    send(people, at=MONDAY, month=date(2026, 11, 1))
    first = Invitation.objects.get(person_id=people.marta.person_id)
    Invitation.objects.exclude(pk=first.pk).delete()
    ago = first.sent_at or MONDAY
    later = ago + 3 * ONE_DAY
    crossing = {n.attname: getattr(first, n.attname) for n in Invitation._meta.fields if n.name not in {"id", "sample"}}
    times = {"send_at": later, "sent_at": None, "expires_at": later + 30 * ONE_DAY}
    again = Invitation.objects.create(**crossing | times | {"how": How.AGAIN})
    about = Invitation.objects.create(**crossing | times | {"how": How.AFTER_EPISODE, "episode_id": 4})
    actions.send_due(actor=system(), at=later)
    again.refresh_from_db()
    about.refresh_from_db()
    assert again.sent_at is None
    assert again.send_at >= ago + 14 * ONE_DAY
    assert again.remind_at > again.send_at
    assert about.declined_at == later  # weeks later nobody remembers the matter


def test_a_letter_that_was_late_is_not_followed_by_its_reminder_at_once(people: Cast) -> None:
    """Nothing left for three weeks; the reminder waits its five days, and the link its month, from the letter on."""
    Person.objects.update(known_since=date(2025, 1, 1))
    given = {"survey_id": survey_id(people), "month": date(2026, 11, 1), "size": 10, "seed": 3}
    made = actions.draw_sample(**given, actor=system(), at=MONDAY)  # type: ignore[arg-type]
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=MONDAY)
    first = Invitation.objects.get(person_id=people.marta.person_id)
    Invitation.objects.exclude(pk=first.pk).delete()
    back = (first.send_at + 21 * ONE_DAY).replace(hour=10)
    assert first.remind_at < back
    actions.send_due(actor=system(), at=back)
    actions.remind_due(actor=system(), at=back + ONE_HOUR)
    first.refresh_from_db()
    assert (first.sent_at, first.reminded_at) == (back, None)
    assert first.remind_at >= back + 7 * ONE_DAY
    assert first.expires_at == back + 30 * ONE_DAY
    assert Letter.objects.filter(kind="invitation").count() == 1


def test_a_recovered_detractor_is_asked_once_more_after_21_days(people: Cast) -> None:
    Person.objects.update(known_since=date(2025, 1, 1))
    send(people, at=MONDAY, month=date(2026, 11, 1))
    Invitation.objects.update(sent_at=MONDAY)
    marta, ended = people.marta.person_id or 0, MONDAY + 10 * ONE_DAY
    first = actions.ask_again(person_id=marta, after=ended, actor=system(), at=ended)
    second = actions.ask_again(person_id=marta, after=ended, actor=system(), at=ended + ONE_DAY)
    assert first == second
    asked = Invitation.objects.get(how=How.AGAIN)
    assert asked.pk == first
    assert asked.send_at >= ended + timedelta(days=21)
    actions.send_due(actor=system(), at=asked.send_at + ONE_DAY)
    asked.refresh_from_db()
    assert asked.sent_at is not None


def test_each_recovery_of_one_month_asks_once_more_and_in_the_survey_of_the_answer(people: Cast) -> None:
    Person.objects.update(known_since=date(2025, 1, 1))
    of_mail = actions.start_default_survey(
        name="Mail", owner_id=people.dev.person_id, actor=system(), at=LONG_AGO + ONE_DAY
    )
    send(people, at=MONDAY, month=date(2026, 11, 1))
    marta, ended = people.marta.person_id or 0, datetime(2026, 12, 1, 10, tzinfo=MONDAY.tzinfo)
    Invitation.objects.filter(person_id=marta).update(sent_at=MONDAY, survey=of_mail)
    given = {"person_id": marta, "survey_id": of_mail.pk, "actor": system()}
    first = Invitation.objects.get(pk=actions.ask_again(after=ended, at=ended, **given))
    assert first.survey_id == of_mail.pk
    later = first.send_at + 2 * ONE_DAY
    assert later.month == ended.month
    second = Invitation.objects.get(pk=actions.ask_again(after=later, at=later, **given))
    assert second.send_at >= later + timedelta(days=21)
    assert Invitation.objects.filter(how=How.AGAIN).count() == 2


def test_whoever_declined_or_opted_out_is_not_asked_again(people: Cast) -> None:
    Person.objects.update(known_since=date(2025, 1, 1))
    send(people, at=MONDAY, month=date(2026, 11, 1))
    links = tokens()
    marta = Invitation.objects.get(person_id=people.marta.person_id)
    at = (marta.sent_at or MONDAY) + ONE_DAY
    actions.decline(token=links[marta.pk], at=at)
    marta.refresh_from_db()
    assert marta.declined_at == at
    while actions.remind_due(actor=system(), at=at + 10 * ONE_DAY):
        pass
    assert not Letter.objects.filter(ref_id=marta.pk, data__reminder=True).exists()
    assert actions.ask_again(person_id=marta.person_id or 0, after=at, actor=system(), at=at) is None
    ivo = Invitation.objects.get(person_id=people.ivo.person_id)
    actions.opt_out(token=links[ivo.pk], at=at)
    assert actions.ask_again(person_id=ivo.person_id or 0, after=at, actor=system(), at=at) is None
    rule(people)
    assert ask(matter(people, person_id=ivo.person_id), at=MONDAY) == 0


def test_a_rule_that_cannot_hold_is_refused_with_words(people: Cast) -> None:
    with pytest.raises(actions.WrongRule, match="1 to 100"):
        rule(people, share=0)
    with pytest.raises(actions.WrongRule, match="exchange"):
        rule(people, least_contacts=1)
    with pytest.raises(NotAllowed):
        actions.ask_after(survey_id=survey_id(people), actor=people.hugo, at=MONDAY)
    set_once = rule(people)
    with pytest.raises(actions.WrongRule, match="already"):
        rule(people)
    actions.end_rule(rule_id=set_once.pk, actor=people.dev, at=MONDAY)
    assert ask(matter(people)) == 0
