"""What is due is told: one letter or one chat message to each person, of what is still within their reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from rapport.domains.notices.models import Notice, OwnChat
from rapport.domains.notices.queries.choices import choices_of
from rapport.domains.notices.queries.notices import seen
from rapport.domains.notices.rules import soonest
from rapport.domains.notices.types import Choices, NoticeKind, NoticeSeen, Way
from rapport.domains.people import queries as people
from rapport.foundation import jobs, postroom
from rapport.foundation.actors import Actor, NotAllowed, NotFound

AT_ONCE = 10  # persons in one transaction
MOST_ROWS = 200
LETTER = "notices"
OWN_CHAT = "notices.own_chat"


class NothingToTell(LookupError):
    """There is no address to which a notice could be sent; nothing was sent."""


@dataclass(frozen=True)
class _Told:
    """What one person is told now, and where."""

    actor: Actor
    address: str
    ids: tuple[int, ...]
    notices: tuple[NoticeSeen, ...]
    by_chat: tuple[NoticeSeen, ...] = ()


def tell_due(*, actor: Actor, at: datetime) -> int:
    """Write the letters of up to ten persons whose notices are due; how many persons, 0 when nobody is left.

    Read first, then written: what another worker told meanwhile is left out when the rows are locked.
    """
    actor.require("settings.write")
    rows = list(_due(at).order_by("due_at", "id")[:MOST_ROWS])
    persons = list(dict.fromkeys(row.person_id for row in rows))[:AT_ONCE]
    chats = _chats(actor, persons)
    found = [_told(pk, [row for row in rows if row.person_id == pk], chats.get(pk)) for pk in persons]
    if found:
        _send(found, at)
    return len(found)


def try_notice(*, actor: Actor, at: datetime) -> str:
    """Send oneself a notice that says that notices arrive; the address it went to."""
    if not actor.staff or actor.person_id is None:
        raise NotAllowed("notices")
    address = _address(actor)
    if not address:
        raise NothingToTell("You have no mail address here, so nothing was sent. Add one, then try again.")
    with transaction.atomic():
        told = _Told(actor, address, (), ())
        postroom.post([_letter(told, brand=people.brand(), sample=True)], at=at)
    return address


def _due(at: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(told_at__isnull=True, due_at__lte=at)


def _chats(actor: Actor, person_ids: Collection[int]) -> dict[int, Choices]:
    """What those chose who have a chat of their own; without one everything comes by mail."""
    having = set(OwnChat.objects.filter(person_id__in=person_ids).values_list("person_id", flat=True))
    return choices_of(actor, having) if having else {}


def _told(person_id: int, rows: Sequence[Notice], chosen: Choices | None) -> _Told:
    """What is beyond reach by now is left out: it is not theirs any more."""
    ids = tuple(row.pk for row in rows)
    try:
        actor = people.actor_of(person_id)
    except NotFound:
        return _Told(Actor(kind="nobody"), "", ids, ())
    notices = tuple(seen(actor, rows)) if actor.staff else ()
    by_chat = tuple(one for one in notices if chosen and soonest(chosen, one.kinds) == Way.CHAT)
    by_mail = tuple(one for one in notices if one not in by_chat)
    return _Told(actor, _address(actor) if by_mail else "", ids, by_mail, by_chat)


def _address(actor: Actor) -> str:
    card = people.names(actor, [actor.person_id or 0]).get(actor.person_id or 0)
    return card.address if card else ""


@transaction.atomic
def _send(found: Iterable[_Told], at: datetime) -> None:
    ids = [pk for told in found for pk in told.ids]
    rows = Notice.objects.filter(pk__in=ids, told_at__isnull=True)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    mine = set(rows.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=mine).update(told_at=at)
    brand = people.brand()
    letters = [
        _letter(told, brand=brand, only=mine) for told in found if told.address and mine & {n.id for n in told.notices}
    ]
    postroom.post(letters, at=at)
    lines = [(told.actor.person_id, [_line(one) for one in told.by_chat if one.id in mine]) for told in found]
    rows_of_chat = [jobs.Row(args={"person": pk, "lines": said}) for pk, said in lines if said]
    if rows_of_chat:
        jobs.enqueue_many(OWN_CHAT, rows_of_chat, at=at)


def _line(one: NoticeSeen) -> str:
    """The number, a link and no words of people: they would stay in the tool when everything here is erased."""
    link = settings.BASE_URL + reverse(one.url_name, args=one.args) if one.url_name else ""
    return f"{_subject([one])} {link}".strip()


def _letter(told: _Told, *, brand: str, only: Iterable[int] = (), sample: bool = False) -> postroom.NewLetter:
    notices = [one for one in told.notices if one.id in set(only)]
    return postroom.NewLetter(
        kind=LETTER,
        data={
            "name": told.actor.name,
            "brand": brand,
            "zone": told.actor.zone,
            "sample": sample,
            "matters": [_matter(one) for one in notices],
        },
        to=[(told.actor.name, told.address)],
        sender=(brand, f"rapport@{settings.MAIL_DOMAIN}"),
        subject=_subject(notices),
        message_id=postroom.new_message_id(LETTER),
        organisation_id=told.actor.organisation_id,
        automatic=True,
        language=told.actor.language,
        one_time=True,  # it carries words of people who are served: forgotten here once it has left
    )


def _matter(one: NoticeSeen) -> dict[str, object]:
    return {
        "kinds": [str(kind) for kind in one.kinds],
        "title": one.title,
        "url_name": one.url_name,
        "args": list(one.args),
        "count": one.count,
        "at": one.at.isoformat(),
    }


SUBJECTS = {
    NoticeKind.ASSIGNED: "Yours now",
    NoticeKind.REPLY: "An answer for you",
    NoticeKind.AT_RISK: "A promise is at risk",
    NoticeKind.NEW_TICKET: "New in your team",
    NoticeKind.STOPPED: "A webhook was stopped",
    NoticeKind.MENTION: "You are named in a note",
    NoticeKind.RECOVERY: "Your turn to call",
}
WITHOUT_NUMBER = (NoticeKind.STOPPED, NoticeKind.RECOVERY)


def _subject(notices: Sequence[NoticeSeen]) -> str:
    """The number and no words of people: a subject stands on locked screens."""
    if not notices:
        return "Your notices arrive"
    if len(notices) == 1:
        number = notices[0].title.split(" ", maxsplit=1)[0] if notices[0].kinds[0] not in WITHOUT_NUMBER else ""
        return f"{SUBJECTS[notices[0].kinds[0]]}{': ' if number else ''}{number}"
    return f"{len(notices)} matters changed"
