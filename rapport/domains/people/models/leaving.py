"""What happens to the tables of people when a person leaves."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from rapport.domains.people.models.persons import Address, Person
from rapport.domains.people.types import LEFT
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.people import models

    leaving.declare(models.Person, "merged_into", "keep", "the rows of one human stay together, all of them nameless")
    leaving.declare(models.Service, "owner", "detach", "the service goes on and needs a new owner")
    leaving.declare(models.SiteDetails, "decides", "detach", "the site goes on, and somebody else decides there")
    leaving.declare(
        models.SiteContact, "person", "erase", "that they are to be asked, and their number, are about them"
    )
    leaving.declare(models.Address, "person", "erase", "an address names the person")
    leaving.declare(models.AddressClaim, "person", "erase", "an address they said is theirs names them")
    leaving.declare(models.Use, "person", "erase", "what they used is about them")
    leaving.declare(models.Role, "person", "erase", "a role of nobody grants nothing")
    leaving.declare(models.Preference, "person", "erase", "chosen by them for themself")
    leaving.declare(models.Consent, "person", "erase", "what they agreed to ends with them")
    leaving.declare(
        models.Erasure, "person", "keep", "that somebody was erased stays known; the number leads to nobody"
    )
    leaving.declare(models.Erasure, "decided_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Export, "person", "erase", "what they took along is theirs")
    leaving.declare(models.Export, "asked_by", "erase", "nobody else waits for it")
    for field in ("one", "other"):
        leaving.declare(models.TwoPeople, field, "erase", "one of the two is nobody any more")
    leaving.declare(models.TwoPeople, "decided_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.AgentCard, "person", "erase", "what they said of themself as somebody who helps")
    leaving.declare(models.CriticalDay, "person", "erase", "their days are about them")
    leaving.declare(models.ApiToken, "person", "erase", "a program acts only while its person is here")


def leaver_of(person_id: int, *, whole: bool = True) -> Leaver:
    """Everything one human is known by here; read anew for each batch, so that no job carries a name."""
    ids = rows_of(person_id)
    rows = Person.objects.filter(pk__in=ids).values_list("name", "account__email")
    names = sorted({" ".join(name.split()) for name, _ in rows} - {LEFT})
    known = set(Address.objects.filter(person__in=ids).values_list("address", flat=True))
    addresses = sorted(known | {email for _, email in rows if email})
    return Leaver(tuple(ids), tuple(names), tuple(addresses), _shared(ids, names, addresses), whole)


def _shared(ids: Sequence[int], names: Sequence[str], addresses: Sequence[str]) -> frozenset[str]:
    """What somebody who stays has, too: a namesake keeps the name, and the same human elsewhere the address."""
    others = Person.objects.exclude(pk__in=ids).filter(left_at=None)
    named = Q(pk__in=[])
    for name in names:
        named |= Q(name__iexact=name)
    theirs = {name.casefold() for name in others.filter(named).values_list("name", flat=True)}
    known = Address.objects.filter(address__in=addresses).exclude(person__in=ids).values_list("address", flat=True)
    return frozenset({name for name in names if name.casefold() in theirs} | set(known))


def rows_of(person_id: int) -> list[int]:
    rows = Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id))
    return sorted(rows.values_list("pk", flat=True))
