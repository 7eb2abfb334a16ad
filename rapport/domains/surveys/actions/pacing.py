"""What is looked at once more before a letter leaves: nobody is asked twice in 14 days, whichever survey asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from rapport.domains.promises import queries as promises
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousInvitation, Invitation
from rapport.domains.surveys.types import How, Rest
from rapport.foundation.actors import Actor

LATE = timedelta(hours=12)
MORNING = time(9)  # of an anonymous ask its day is known alone
APART = timedelta(days=rules.REST_DAYS[Rest.ANY])


def held_back(due: Sequence[Invitation], *, actor: Actor, at: datetime) -> set[int]:
    """Ids of these invitations that must not leave now; moved to a later morning, or given up after an episode."""
    del actor  # part of the sending, which asks who may
    since = at - timedelta(days=rules.REST_DAYS[Rest.ANY])
    persons = {one.person_id for one in due if one.person_id is not None}
    sent = Invitation.objects.filter(person_id__in=persons, sent_at__gt=since).exclude(pk__in=[one.pk for one in due])
    last = dict(sent.values_list("person_id").annotate(last=Max("sent_at")))
    for person, day in _anonymously(persons, since=since.date()).items():
        moment = datetime.combine(day, MORNING, at.tzinfo)
        last[person] = max(moment, last.get(person, moment))
    held: set[int] = set()
    for one in due:
        if (morning := _missed(one, at)) > at:  # we were away that morning, and now it is night or a Sunday there
            held.add(one.pk)
            Invitation.objects.filter(pk=one.pk).update(**rules.timed(morning, _closed()))
            continue
        later = rules.leaves_at(last=last.get(one.person_id), at=at)
        if later is None:
            last[one.person_id] = at  # a second one of the same set waits, too
        else:
            held.add(one.pk)
            _hold(one, later, at=at)
    return held


def _last_asked(persons: Sequence[int], *, on: date, but: Sequence[int]) -> dict[int, date]:
    """When each of these was last asked in the 14 days before, by any survey; `but` are anonymous asks of this set."""
    sent = Invitation.objects.filter(person_id__in=persons, sent_at__date__gt=on - APART)
    found: dict[int, date] = dict(sent.order_by("sent_at").values_list("person_id", "sent_at__date"))
    for person, day in _anonymously(persons, since=on - APART, but=but).items():
        found[person] = max(day, found.get(person, day))
    return found


def _anonymously(persons: Collection[int], *, since: date, but: Sequence[int] = ()) -> dict[int, date]:
    sent = AnonymousInvitation.objects.filter(person_id__in=persons, sent_on__gt=since).exclude(pk__in=but)
    days = sent.order_by("sent_on").values_list("person_id", "sent_on")
    return {person: day for person, day in days if person is not None and day is not None}


def _catch_up(going: Sequence[Invitation], *, at: datetime) -> None:
    """Whose morning passed long ago has all days to answer from now on, and the reminder comes after five of them."""
    late = [one for one in going if one.send_at <= at - LATE]
    for one in late:
        times = rules.timed(at, _closed())
        one.remind_at = times["remind_at"]
        if one.sample is None or not one.sample.wave:  # before a change the link ends on its day all the same
            one.expires_at = max(times["expires_at"], one.expires_at)
    Invitation.objects.bulk_update(late, ["remind_at", "expires_at"], batch_size=100)


def _missed(one: Invitation, at: datetime) -> datetime:
    """When an invitation leaves whose own morning passed long ago: now, in their working day, or the next morning."""
    return at if one.send_at > at - LATE else rules.in_their_day(at, zone=_zone(one), holidays=_closed())


def _zone(one: Invitation) -> str:
    return (one.site.zone if one.site else "") or one.organisation.zone


def _closed() -> frozenset[date]:
    return frozenset(promises.default_calendar().holidays)


def _hold(one: Invitation, later: datetime, *, at: datetime) -> None:
    if one.how == How.AFTER_EPISODE:  # weeks later nobody remembers the matter
        Invitation.objects.filter(pk=one.pk).update(declined_at=at)
        return
    moment = rules.in_their_day(later, zone=_zone(one), holidays=_closed())
    Invitation.objects.filter(pk=one.pk).update(**rules.timed(moment, _closed()))
