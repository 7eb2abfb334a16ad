"""One human with several rows and addresses: which rows belong together, and which may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from rapport.domains.people.models import Address, Person, TwoPeople, Use
from rapport.domains.people.queries.persons import _in_reach, names, person
from rapport.domains.people.rules.likeness import ORDER, Known, likely_pairs
from rapport.domains.people.types import AddressSeen, Likeness, PersonCard, UseSeen
from rapport.foundation import postroom
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared
from rapport.foundation.text import fold

MOST_COMPARED = 20_000  # the newest people; a page that compares more would take too long
SHOWN = 100


_MERGED = Prepared(
    lambda viewer, *, person: (
        _in_reach(viewer).filter(merged_into__in=person).order_by("pk").values_list("pk", flat=True)
    ),
    "person",
)


def same_human(viewer: Actor, person_id: int) -> list[int]:
    """This row and those merged into it, within reach; one statement, none for the viewer's own."""
    if person_id == viewer.person_id:
        return [person_id, *sorted(viewer.reach.person_ids - {person_id})]
    return [person_id, *_MERGED(viewer, person=person_id)]


def uses_of(viewer: Actor, person_id: int) -> list[UseSeen]:
    """What a person within reach uses and used, what goes on first; raises NotFound for anybody else."""
    found = person(viewer, person_id)
    rows = Use.objects.filter(Q(person_id__in=same_human(viewer, person_id)) | Q(site_id=found.site_id or 0))
    told = rows.order_by("service__name", "-since", "id").values_list(
        "service_id", "service__name", "since", "until", "site_id"
    )
    seen = [UseSeen(*one[:4], of_site=one[4] is not None) for one in told]
    return sorted(seen, key=lambda one: one.until is not None)


def merged_with(viewer: Actor, person_id: int) -> list[PersonCard]:
    """Those who were merged into this person and may be parted again."""
    ids = [one for one in same_human(viewer, person_id) if one != person_id]
    cards = names(viewer, ids)
    return [cards[one] for one in ids if one in cards]


def refusing_addresses(viewer: Actor, rows: Sequence[AddressSeen]) -> dict[int, str]:
    """Which of these addresses get no mail from us, by their id, and why; for those who look after people."""
    if not viewer.reach.may("people.write"):
        return {}
    closed = postroom.suppressed_among(row.address for row in rows)
    return {row.id: closed[row.address] for row in rows if row.address in closed}


def addresses_of(viewer: Actor, person_id: int) -> list[AddressSeen]:
    """All addresses of one human within reach, the oldest first."""
    kept = person(viewer, person_id).kept_id
    rows = Address.objects.filter(person__in=same_human(viewer, kept)).order_by("pk")
    return [AddressSeen(row.pk, row.address, row.verified_at, row.person_id) for row in rows]


def people_with_address(viewer: Actor, address: str) -> list[PersonCard]:
    """Whom an address belongs to within reach, in each organisation; a merged row counts as the one kept."""
    rows = Address.objects.filter(address=address.strip().lower(), person__in=_in_reach(viewer))
    found = {row.person.kept_id for row in rows.select_related("person")}
    return [card for _, card in sorted(names(viewer, found).items())]


def duplicates(viewer: Actor, *, person_id: int | None = None) -> list[Likeness]:
    """Pairs that may be one human, strongest reason first, within reach of those who may merge; or those of one."""
    viewer.require("people.write")
    rows = Person.objects.filter(merged_into__isnull=True, left_at=None, unnamed=False)
    if person_id is not None:
        rows = rows.filter(organisation_id=person(viewer, person_id).organisation_id)
    pairs = likely_pairs(_known(rows))
    apart = set(TwoPeople.objects.values_list("one_id", "other_id"))
    likely = {pair: why for pair, why in pairs.items() if pair not in apart}
    wanted = [(ORDER.index(why), pair) for pair, why in likely.items() if person_id is None or person_id in pair]
    shown = sorted(wanted)[:SHOWN]
    cards = names(viewer, {one for _, pair in shown for one in pair})
    return [Likeness(cards[a], cards[b], ORDER[n]) for n, (a, b) in shown if a in cards and b in cards]


def _known(rows: QuerySet[Person]) -> list[Known]:
    found = list(
        rows.order_by("-pk").values_list("pk", "organisation_id", "name", "site_id", "account_id")[:MOST_COMPARED]
    )
    if not found:
        return []
    own: dict[int, list[str]] = defaultdict(list)
    known = Address.objects.filter(Q(person_id__gte=found[-1][0]) & Q(person__in=rows.values("pk")))
    for owner, address in known.values_list("person_id", "address"):
        own[owner].append(address)
    return [
        Known(pk, home, " ".join(fold(name).replace(",", " ").split()), site, account, tuple(own[pk]))
        for pk, home, name, site, account in found
    ]
