"""Further addresses of a person: added, vouched for and removed by staff or by the person themself."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from rapport.domains.people import rules
from rapport.domains.people.actions.letters import Mail, send_letter
from rapport.domains.people.actions.meeting import _known_elsewhere
from rapport.domains.people.actions.signing_in import HOUR, LINKS_PER_HOUR
from rapport.domains.people.models import Account, Address, AddressClaim, Person, Role, finding
from rapport.domains.people.types import STAFF_ROLES
from rapport.foundation import audit, limits, links, postroom
from rapport.foundation.actors import Actor, NotFound

MOST = 20


class KnownAddress(Exception):
    """The address is known here already; the text says what to do."""


class LastAddress(Exception):
    """It is the only address, and nobody could be reached without one. Add another one first."""


class TooManyAddresses(Exception):
    """A person has twenty addresses at most. Remove one that is not used any more."""


@transaction.atomic
def claim_address(*, address: str, actor: Actor, at: datetime) -> None:
    """The actor says that an address is theirs. It becomes theirs by the link in a mail to it, and not before.

    Whether the address is known here already makes no difference to the answer, so nobody learns whose it is.
    """
    row = _to_change(actor.person_id or 0, actor)
    plain = rules.plain_address(address)
    if not limits.allow(f"claim {row.pk}", limit=MOST, per_seconds=24 * HOUR):
        raise TooManyAddresses(TooManyAddresses.__doc__)
    claim = AddressClaim.objects.create(person=row, address=plain, claimed_at=at)
    audit.record("address.claimed", actor=actor, subject_kind="person", subject_id=row.pk, at=at)
    _ask_to_confirm(plain, row, f"claim {claim.pk}", actor, at)


@transaction.atomic
def add_address(*, person_id: int, address: str, actor: Actor, at: datetime) -> Address:
    """Staff note one more address of a person; mail from it is theirs from now on, and a mail asks to confirm it."""
    actor.require("people.write")
    row = _to_change(person_id, actor)
    plain = rules.plain_address(address)
    if Address.objects.filter(person__in=_rows_of(row)).count() >= MOST:
        raise TooManyAddresses(TooManyAddresses.__doc__)
    if _known_elsewhere({(row.organisation_id, plain)}):
        raise KnownAddress("Somebody of another organisation has this address, and signs in by it. Nothing was added.")
    try:
        with transaction.atomic():
            made = Address.objects.create(person=row, organisation_id=row.organisation_id, address=plain)
    except IntegrityError:
        raise KnownAddress(
            "This address is known here already. If both are the same person, the two can be merged."
        ) from None
    finding.index([row.pk], at=at)
    audit.record("address.added", actor=actor, subject_kind="person", subject_id=row.pk, at=at)
    _ask_to_confirm(plain, row, str(made.pk), actor, at)
    return made


@transaction.atomic
def vouch_for_address(*, address_id: int, actor: Actor, at: datetime) -> None:
    """Staff know that the address is this person's, so no mail has to prove it."""
    actor.require("people.write")
    row = _address(address_id, actor)
    if row.verified_at is None:
        row.verified_at = at
        row.save(update_fields=["verified_at"])
        audit.record("address.vouched_for", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)


@transaction.atomic
def remove_address(*, address_id: int, actor: Actor, at: datetime) -> None:
    """Forget one address; mail from it is somebody unknown from now on, and nobody signs in by it."""
    row = _address(address_id, actor)
    others = Address.objects.filter(person__in=_rows_of(row.person)).exclude(pk=row.pk)
    if not others.exists():
        raise LastAddress(LastAddress.__doc__)
    row.delete()
    _move_sign_in(row, others.filter(verified_at__isnull=False).order_by("id").first())
    finding.index([row.person_id], at=at)
    audit.record("address.removed", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)


def _to_change(person_id: int, actor: Actor) -> Person:
    """One's own row, or any for those who may write people; whoever has an address of staff gets in as staff."""
    row = Person.objects.select_for_update(of=("self",)).filter(pk=person_id, left_at=None).first()
    if row is None or not (person_id in actor.reach.person_ids or actor.reach.may("people.write")):
        raise NotFound
    serves = Role.objects.filter(person__in=_rows_of(row), role__in=STAFF_ROLES).exists()
    if serves and person_id not in actor.reach.person_ids:
        actor.require("roles.write")
    return row


def _address(address_id: int, actor: Actor) -> Address:
    row = Address.objects.select_related("person").filter(pk=address_id).first()
    if row is None:
        raise NotFound
    _to_change(row.person_id, actor)
    return row


def _rows_of(row: Person) -> list[int]:
    kept = row.kept_id
    return list(Person.objects.filter(Q(pk=kept) | Q(merged_into=kept)).values_list("pk", flat=True))


def _ask_to_confirm(address: str, row: Person, ref: str, actor: Actor, at: datetime) -> None:
    if not limits.allow(f"confirm {address}", limit=LINKS_PER_HOUR, per_seconds=HOUR):
        return
    token = links.issue("confirm", person_id=row.pk, ref=ref, at=at)
    mail = Mail("confirm", row.name, address, row.language, row.organisation_id, {"token": token})
    send_letter(mail=mail, actor=actor, at=at)


def _move_sign_in(gone: Address, instead: Address | None) -> None:
    """An account is known by an address: when that one goes, another verified one of the same human takes its place."""
    if Address.objects.filter(address=gone.address).exists():
        return  # the same human, or somebody else, has it in another organisation
    account = Account.objects.filter(email=gone.address).first()
    if account is None:
        return
    taken = instead is None or Account.objects.filter(email=instead.address).exists()
    if not taken and instead is not None:
        account.email = instead.address
    else:
        account.is_active = False
    account.save(update_fields=["email", "is_active"])


@transaction.atomic
def allow_mail_again(*, address_id: int, actor: Actor, at: datetime) -> None:
    """Write to an address again that had refused our mail; what comes back closes it again."""
    actor.require("people.write")
    row = Address.objects.filter(pk=address_id).first()
    if row is None:
        raise NotFound
    postroom.allow_again(row.address)
    audit.record("address.allowed_again", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)
