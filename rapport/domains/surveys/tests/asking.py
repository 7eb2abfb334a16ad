"""What several tests of surveys need: a drawn and sent sample, and the links that went out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rapport.domains.people.models import Address, Person, Site, Use
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Invitation
from rapport.domains.surveys.types import Candidate
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from tests.cast import MONDAY, ONE_DAY, Cast

OCTOBER = date(2026, 10, 1)
LATER = MONDAY + 40 * ONE_DAY


def crowd(people: Cast, count: int, *, site: str = "Mill Lane", known: date = date(2025, 1, 1)) -> list[int]:
    """More people of Aldergate at one site who use Mail."""
    place, _ = Site.objects.get_or_create(organisation=people.aldergate, name=site)
    rows = [
        Person(
            organisation=people.aldergate,
            name=f"Person {i}",
            key=f"{site}{i}",
            site=place,
            known_since=known,
            created_at=MONDAY,
        )
        for i in range(count)
    ]
    Person.objects.bulk_create(rows)
    home, where = people.aldergate, site.lower().replace(" ", "-")
    Address.objects.bulk_create(
        Address(person=row, organisation=home, address=f"p{i}@{where}.example") for i, row in enumerate(rows)
    )
    Use.objects.bulk_create(Use(person=row, service=people.mail, since=date(2025, 1, 1)) for row in rows)
    return [row.pk for row in rows]


def survey_id(people: Cast) -> int:
    """The survey everybody is asked in, owned by Dev."""
    found = actions.start_default_survey(owner_id=people.dev.person_id, actor=system(), at=MONDAY)
    return found.pk


def send(people: Cast, *, size: int = 10, month: date = OCTOBER, at: datetime = MONDAY) -> int:
    """Draw, send, and let every letter leave; returns the sample's id."""
    made = actions.draw_sample(survey_id=survey_id(people), month=month, size=size, seed=3, actor=system(), at=at)
    assert made.sample_id is not None
    actions.send_sample(sample_id=made.sample_id, actor=system(), at=at)
    while actions.send_due(actor=system(), at=(at + timedelta(days=30)).replace(hour=12)):  # in their working day
        pass
    return made.sample_id


def tokens() -> dict[int, str]:
    """The token of every invitation's first letter, by invitation."""
    letters = Letter.objects.filter(kind="invitation", ref_kind="invitation").order_by("-id")
    return {letter.ref_id: letter.data["link"].rsplit("/", 1)[1] for letter in letters}


def first() -> tuple[Invitation, str]:
    """One invitation and its token."""
    invitation = Invitation.objects.order_by("id")[0]
    return invitation, tokens()[invitation.pk]


def by_key(day: date) -> dict[int | str, Candidate]:
    """Everybody a draw on that day would look at, one by one."""
    found = queries.frame_columns(system(), day=day, rest_days=90)
    return {one.key: one for one in map(found.candidate, range(len(found)))}
