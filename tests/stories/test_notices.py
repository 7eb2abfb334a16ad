"""Who serves is told what changed, as they chose, once, and never of what they did themself."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.domains.notices import actions, queries, rules
from rapport.domains.notices.models import Notice
from rapport.domains.notices.types import Change, Hours, NoticeKind, Way
from rapport.foundation import jobs, postroom
from rapport.foundation.actors import system
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.rendering import in_words
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast
from tests.visitors import browser, plain

NIGHT = Hours(time(20), time(7))


def letters() -> list[str]:
    """The notices that were written, in words."""
    rows = Letter.objects.filter(kind="notices").order_by("pk")
    return [f"{row.subject}\n{in_words(postroom.unsealed(row)).text}" for row in rows]


def told(at: datetime) -> int:
    """Everything that is due at this moment is told; how many letters that made."""
    before = Letter.objects.filter(kind="notices").count()
    while actions.tell_due(actor=system(), at=at):
        pass
    return Letter.objects.filter(kind="notices").count() - before


def ticket(cast: Cast) -> Ticket:
    """Marta wrote, and it is Hugo's; whatever waits is done."""
    mailbox(cast)
    (found,) = receive(mail(cast.marta))
    desk.assign(ticket_id=found.ticket_id or 0, assignee_id=cast.hugo.person_id, actor=cast.noor, at=MONDAY)
    jobs.run_all(at=MONDAY)
    return Ticket.objects.get(pk=found.ticket_id)


def change(cast: Cast, at: datetime, kind: NoticeKind = NoticeKind.REPLY, ref: int = 1, by: int | None = None) -> int:
    """Something of Hugo's changed."""
    one = Change(kind, ("ticket", ref), (cast.hugo.person_id or 0,), by_id=by)
    return actions.note_changes(changes=[one], actor=system(), at=at)


@pytest.mark.django_db
def test_what_becomes_yours_is_told_once(cast: Cast) -> None:
    found = ticket(cast)
    assert told(MONDAY) == 1
    (said,) = letters()
    assert found.key in said and found.subject in said and f"/desk/tickets/{found.pk}/" in said
    assert found.subject not in Letter.objects.get(kind="notices").subject
    assert told(MONDAY + ONE_HOUR) == 0


@pytest.mark.django_db
def test_own_deeds_are_no_news(cast: Cast) -> None:
    mailbox(cast)
    (found,) = receive(mail(cast.marta))
    desk.assign(ticket_id=found.ticket_id or 0, assignee_id=cast.hugo.person_id, actor=cast.hugo, at=MONDAY)
    jobs.run_all(at=MONDAY)
    assert told(MONDAY) == 0


@pytest.mark.django_db
def test_one_matter_is_told_once_in_a_quarter_of_an_hour(cast: Cast) -> None:
    pk = ticket(cast).pk
    assert told(MONDAY) == 1
    for minute in (1, 2, 3):
        change(cast, MONDAY + minute * ONE_MINUTE, ref=pk)
    assert told(MONDAY + 14 * ONE_MINUTE) == 0
    assert told(MONDAY + 15 * ONE_MINUTE) == 1
    assert "3 changes" in letters()[-1]


@pytest.mark.django_db
def test_everybody_chooses_their_way(cast: Cast) -> None:
    pk = ticket(cast).pk
    told(MONDAY)
    later = MONDAY + ONE_HOUR
    ways = {NoticeKind.REPLY: Way.DAILY, NoticeKind.AT_RISK: Way.NONE, NoticeKind.NEW_TICKET: Way.WEEKLY}
    actions.choose(ways=ways, hours=NIGHT, actor=cast.hugo, at=later)
    assert change(cast, later, NoticeKind.AT_RISK, ref=pk) == 0
    assert change(cast, later, NoticeKind.REPLY, ref=pk) == 1
    assert change(cast, later, NoticeKind.ASSIGNED, ref=pk) == 1  # sooner than the digest: it takes the rest along
    assert Notice.objects.get(told_at=None).kinds == ["reply", "assigned"]
    assert told(later) == 1
    assert change(cast, later, NoticeKind.REPLY, ref=pk) == 1
    assert told(later + 20 * ONE_HOUR) == 0
    morning = datetime(2026, 11, 3, 7, tzinfo=UTC)  # eight in Berlin
    assert (told(morning - ONE_MINUTE), told(morning), told(morning + timedelta(days=7))) == (0, 1, 0)


@pytest.mark.django_db
def test_what_is_beyond_reach_by_now_is_left_out(cast: Cast) -> None:
    found = ticket(cast)
    Ticket.objects.filter(pk=found.pk).update(team=cast.field_team)
    assert told(MONDAY) == 0
    assert letters() == []
    assert queries.own_notices(cast.hugo).rows == []


@pytest.mark.django_db
def test_who_is_named_in_a_note_is_told_as_they_chose(cast: Cast) -> None:
    found = ticket(cast)
    told(MONDAY)
    later = MONDAY + ONE_HOUR
    desk.write_note(ticket_id=found.pk, text="@Hugo is it the lens again? @Sanna", actor=cast.noor, at=later)
    desk.write_note(ticket_id=found.pk, text="@Hugo Marek asks himself", actor=cast.hugo, at=later)
    jobs.run_all(at=later)
    assert told(later) == 1
    row = Letter.objects.filter(kind="notices").latest("pk")
    said = f"{row.subject}\n{in_words(postroom.unsealed(row)).text}"
    assert f"You are named in a note: {found.key}" in said and f"/desk/tickets/{found.pk}/" in said
    assert "lens" not in said
    actions.choose(ways={NoticeKind.MENTION: Way.NONE}, hours=Hours(), actor=cast.hugo, at=later)
    desk.write_note(ticket_id=found.pk, text="@Hugo?", actor=cast.noor, at=later)
    jobs.run_all(at=later)
    assert told(later + ONE_HOUR) == 0


@pytest.mark.django_db
def test_nobody_else_sees_them(cast: Cast) -> None:
    ticket(cast)
    assert len(queries.own_notices(cast.hugo).rows) == 1
    assert queries.own_notices(cast.noor).rows == []


@pytest.mark.django_db
def test_half_quiet_hours_are_refused(cast: Cast) -> None:
    with pytest.raises(actions.WrongHours):
        actions.choose(ways={}, hours=Hours(time(20), None), actor=cast.hugo, at=MONDAY)


@given(
    st.sampled_from([Way.AT_ONCE, Way.DAILY, Way.WEEKLY]),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.integers(0, 60 * 24 * 14),
)
@settings(max_examples=50)
def test_nobody_is_told_in_their_quiet_hours(way: Way, begins: time, ends: time, minutes: int) -> None:
    at = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(minutes=minutes)  # the clocks change within
    hours = Hours(begins, ends, digest_at=time(8), weekday=2)
    moment = rules.due(way, hours, zone="Europe/Berlin", at=at)
    assert moment >= at
    assert moment - at <= timedelta(days=9)
    again = rules.after_quiet(hours, zone="Europe/Berlin", at=moment)
    assert abs(again - moment) <= ONE_HOUR  # an hour that is there twice or not at all


@pytest.mark.django_db
def test_ones_own_chat_is_kept_chosen_and_taken_away_on_the_page(cast: Cast) -> None:
    hugo, page = browser(cast.hugo), reverse("workspace:notices")
    assert "In my chat, at once" not in plain(hugo.get(page))
    wrong = hugo.post(reverse("workspace:keep_own_chat"), {"tool": "slack", "address": "http://8.8.8.8/"})
    assert wrong.status_code == 400 and "begins with https://" in plain(wrong)
    hugo.post(reverse("workspace:keep_own_chat"), {"tool": "slack", "address": "https://8.8.8.8/services/T0"})
    shown = plain(hugo.get(page))
    assert "In my chat, at once" in shown and "Slack at 8.8.8.8" in shown and "services/T0" not in shown
    chosen = dict.fromkeys(("assigned", "reply", "at_risk", "new_ticket", "mention", "recovery"), "chat")
    hugo.post(page, chosen | {"digest_at": "08:00", "weekday": "0"})
    assert set(queries.own_choices(cast.hugo).ways.values()) >= {Way.CHAT}
    assert "forgotten" in plain(hugo.post(reverse("workspace:end_own_chat"), follow=True))
    assert "In my chat, at once" not in plain(hugo.get(page))
    assert browser(cast.marta).post(reverse("workspace:end_own_chat")).status_code == 404
