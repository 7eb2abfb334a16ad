"""Who wrote: the senders of many mails become persons in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.people import rules
from rapport.domains.people.actions.meeting import Known, Newcomer, meet
from rapport.domains.people.models import Address, MailDomain, Organisation, Person
from rapport.domains.people.types import NOT_YET_KNOWN, OrganisationKind, Sender, SenderFound
from rapport.foundation.actors import Actor

LatestActs = Callable[[Collection[int]], Mapping[int, datetime]]
FAILED = "The domain of the sender says that this mail is not from them (DMARC failed)."
NO_ADDRESS = "The mail does not say who wrote it."
SEVERAL = "Several people we know have this address, and we cannot tell who wrote."


def resolve_senders(
    *, senders: Sequence[Sender], actor: Actor, at: datetime, latest_acts: LatestActs | None = None
) -> list[SenderFound]:
    """Who each sender is to us, in the order given; unknown ones become persons (MAIL 11).

    `latest_acts` tells when persons were last heard of; it decides where an address is known in two
    organisations and the mailbox belongs to neither. No power ever follows from an answer given here. It only begins
    a transaction where there is somebody to be met: whoever is known already must not wait for the write lock.
    """
    addresses = [_address(s) for s in senders]
    candidates, unproven = _candidates({a for a in addresses if a})
    several = {c.person_id for found in candidates.values() if len(found) > 1 for c in found}
    last = latest_acts(several) if several and latest_acts else {}
    unknown = [
        (s, a) for s, a in zip(senders, addresses, strict=True) if a and a not in candidates and s.proven is not False
    ]
    made, fresh = _welcome(unknown, actor, at)
    proven = {c.person_id for s, a in zip(senders, addresses, strict=True) if s.proven for c in candidates.get(a, [])}
    _prove(proven & unproven)
    answers = _Answers(candidates, last, made, fresh)
    return [answers.about(s, a) for s, a in zip(senders, addresses, strict=True)]


def _address(sender: Sender) -> str:
    try:
        return rules.plain_address(sender.address)
    except rules.WrongAddress:
        return ""


def _candidates(addresses: Collection[str]) -> tuple[dict[str, list[rules.Candidate]], set[int]]:
    """Persons by address, and who of them is unproven; a merged person counts as the one they were merged into."""
    own, kept = ("person_id", "organisation_id", "person__unproven"), ("_id", "__organisation_id", "__unproven")
    rows = Address.objects.filter(address__in=addresses).order_by("id")
    found: dict[str, dict[int, rules.Candidate]] = defaultdict(dict)
    unproven: set[int] = set()
    for address, *both in rows.values_list("address", *own, *(f"person__merged_into{name}" for name in kept)):
        person_id, organisation_id, is_unproven = both[3:] if both[3] is not None else both[:3]
        found[address][person_id] = rules.Candidate(person_id, organisation_id)
        if is_unproven:
            unproven.add(person_id)
    return {address: list(persons.values()) for address, persons in found.items()}, unproven


def _welcome(unknown: Iterable[tuple[Sender, str]], actor: Actor, at: datetime) -> tuple[dict[str, Newcomer], Known]:
    first = {address: sender for sender, address in reversed(list(unknown))}
    if not first:
        return {}, {}
    home = _organisations_by_domain({rules.domain_of(a) for a in first})
    strangers = _not_yet_known(at)
    newcomers = {
        address: Newcomer(
            organisation_id=home.get(rules.domain_of(address), strangers),
            address=address,
            name=rules.plain_name(sender.name, address),
            unproven=not sender.proven,
        )
        for address, sender in first.items()
    }
    return newcomers, meet(newcomers=list(newcomers.values()), actor=actor, at=at)


def _organisations_by_domain(domains: Collection[str]) -> dict[str, int]:
    """Verified domains of exactly one organisation; a domain that two claim belongs to neither."""
    asked = [d for d in domains if rules.can_belong_to_organisation(d)]
    rows = MailDomain.objects.filter(domain__in=asked, verified_at__isnull=False)
    found: dict[str, set[int]] = defaultdict(set)
    for domain, organisation_id in rows.values_list("domain", "organisation_id"):
        found[domain].add(organisation_id)
    return {domain: ids.pop() for domain, ids in found.items() if len(ids) == 1}


def _not_yet_known(at: datetime) -> int:
    row, _ = Organisation.objects.get_or_create(
        built_in=True,
        defaults={"kind": OrganisationKind.PUBLIC, "name": NOT_YET_KNOWN, "created_at": at, "zone": "UTC"},
    )
    return row.pk


def _prove(ids: set[int]) -> None:
    """A mail that its domain vouches for proves a person we only knew by name."""
    if ids:
        Person.objects.filter(pk__in=ids, unproven=True).update(unproven=False)


@dataclass(frozen=True)
class _Answers:
    """All that was looked up and made, to answer about one sender after the other."""

    candidates: Mapping[str, Sequence[rules.Candidate]]
    last: Mapping[int, datetime]
    made: Mapping[str, Newcomer]
    known: Known

    def about(self, sender: Sender, address: str) -> SenderFound:
        """Who this is, or why the mail is held."""
        if not address:
            return _held(NO_ADDRESS)
        if sender.proven is False:
            return _held(FAILED)
        if address in self.made:
            newcomer = self.made[address]
            person_id = self.known[newcomer.place]
            return SenderFound(person_id, newcomer.organisation_id, unproven=not sender.proven, new=True)
        who = rules.who_wrote(
            self.candidates[address], mailbox_organisation_id=sender.mailbox_organisation_id, last_act=self.last
        )
        if who is None:
            return _held(SEVERAL)
        return SenderFound(who.person_id, who.organisation_id, unproven=not sender.proven)


def _held(reason: str) -> SenderFound:
    return SenderFound(None, None, unproven=True, held_reason=reason)
