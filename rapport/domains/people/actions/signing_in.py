"""Signing in by a link in a mail; confirming an address; ending sessions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from rapport.domains.people import rules
from rapport.domains.people.actions.letters import Mail, send_letter
from rapport.domains.people.actions.meeting import _known_elsewhere
from rapport.domains.people.models import Account, Address, AddressClaim, Person, finding
from rapport.foundation import audit, limits, links
from rapport.foundation.actors import Actor, NotAllowed, NotFound

LINKS_PER_HOUR = 5
HOUR = 3600
SOMEBODYS = "This address belongs to somebody we know. Is it you? Ask us to put the two together."


class NoSuchAccount(Exception):
    """Nobody here has this address."""


@transaction.atomic
def sign_in_link(*, email: str, actor: Actor, at: datetime, language: str = "") -> None:
    """Send a link to sign in, if somebody here has the address; the answer is the same for everybody.

    The letter speaks the language they chose, else that of the page it was asked for on.
    More than five an hour for one address are not sent: a flood of mails helps nobody.
    """
    try:
        address = rules.plain_address(email)
    except rules.WrongAddress:
        return
    person = _person_of(address)
    if person is None or not limits.allow(f"sign in {address}", limit=LINKS_PER_HOUR, per_seconds=HOUR):
        return
    account = _account_for(address, at)
    token = links.issue("sign_in", account_id=account.pk, ref="mail", at=at)
    spoken = person.language or language
    mail = Mail("sign_in", person.name, address, spoken, person.organisation_id, {"token": token})
    send_letter(mail=mail, actor=actor, at=at)


@transaction.atomic
def sign_in_token(*, email: str, actor: Actor, at: datetime) -> str:
    """A one-time token printed by the command line for somebody known; it proves no address."""
    actor.require("roles.write")
    address = rules.plain_address(email)
    if _person_of(address) is None:
        raise NoSuchAccount(f"Nobody here has the address {address}. Check the spelling.")
    return links.issue("sign_in", account_id=_account_for(address, at).pk, at=at)


@transaction.atomic
def lasting_sign_in(*, person_id: int, actor: Actor, at: datetime) -> str:
    """A token that signs a demo's person in for a day; refused outside a demo when it is used."""
    actor.require("roles.write")
    address = Address.objects.filter(person_id=person_id).order_by("id").first()
    if address is None:
        raise NotFound
    return links.issue("sign_in_demo", account_id=_account_for(address.address, at).pk, person_id=person_id, at=at)


@transaction.atomic
def sign_in(*, token: str, actor: Actor, at: datetime, purpose: str = "sign_in") -> Account:
    """Use a link up and give its account; a link that came by mail proves its address everywhere."""
    if purpose not in {"sign_in", "sign_in_demo", "invite"}:
        raise NotAllowed(purpose)
    link = links.use(token, purpose, at)
    account = Account.objects.filter(pk=link.account_id or 0, is_active=True).first()
    if account is None:
        raise links.WrongLink("This link belongs to nobody any more. Ask for a new one.")
    came_by_mail = purpose == "invite" or link.ref == "mail"
    _adopt(account, at if came_by_mail else None)
    Account.objects.filter(pk=account.pk).update(last_login=at)
    audit.record("account.signed_in", actor=actor, subject_kind="account", subject_id=account.pk, at=at)
    return account


@transaction.atomic
def confirm_address(*, token: str, actor: Actor, at: datetime) -> Person:
    """The person has read our mail, so the address is theirs."""
    link = links.use(token, "confirm", at)
    if link.ref.startswith("claim "):
        link.ref = str(_claimed(int(link.ref.removeprefix("claim ")), link.person_id or 0, at))
    row = Address.objects.select_related("person").filter(pk=int(link.ref), person_id=link.person_id or 0).first()
    if row is None:
        raise links.WrongLink("This address is no longer known here. Nothing was changed.")
    _prove([row], at)
    audit.record("address.confirmed", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)
    row.person.unproven = False
    return row.person


@transaction.atomic
def end_sessions(*, actor: Actor, at: datetime, account_id: int) -> None:
    """End every session of an account: one's own, or another's by those who write roles."""
    own = Person.objects.filter(pk__in=actor.reach.person_ids, account_id=account_id).exists()
    if not own:
        actor.require("roles.write")
    if not Account.objects.filter(pk=account_id).update(session_generation=F("session_generation") + 1):
        raise NotFound
    audit.record("sessions.ended", actor=actor, subject_kind="account", subject_id=account_id, at=at)


def _claimed(claim_id: int, person_id: int, at: datetime) -> int:
    """A claim that its owner confirmed becomes an address; one that is somebody else's by now does not."""
    claim = AddressClaim.objects.select_related("person").filter(pk=claim_id, person_id=person_id).first()
    if claim is None:
        raise links.WrongLink("This address is no longer asked for. Nothing was changed.")
    person = claim.person
    if _known_elsewhere({(person.organisation_id, claim.address)}):
        raise links.WrongLink(SOMEBODYS)
    row, _ = Address.objects.get_or_create(
        organisation_id=person.organisation_id, address=claim.address, defaults={"person": person}
    )
    if row.person_id != person.pk:
        raise links.WrongLink(SOMEBODYS)
    AddressClaim.objects.filter(person=person, address=claim.address).delete()
    finding.index([person.pk], at=at)
    return row.pk


def _person_of(address: str) -> Person | None:
    rows = Person.objects.filter(addresses__address=address, merged_into__isnull=True)
    merged = Person.objects.filter(merged__addresses__address=address)
    return rows.order_by("id").first() or merged.order_by("id").first()


def _account_for(address: str, at: datetime) -> Account:
    """The account that owns the address as verified, else the one of that address, made when it is the first time."""
    verified = Address.objects.filter(address=address, verified_at__isnull=False)
    for row in verified.select_related("person__account", "person__merged_into__account").order_by("id"):
        owner = (row.person.merged_into or row.person).account
        if owner is not None:
            return owner
    account, _ = Account.objects.get_or_create(email=address, defaults={"created_at": at})
    return account


def _adopt(account: Account, proven_at: datetime | None) -> None:
    """Persons with the account's address are this human's; several organisations, one account."""
    rows = list(Address.objects.filter(address=account.email).select_related("person"))
    persons = {i for row in rows for i in (row.person_id, row.person.merged_into_id) if i}
    Person.objects.filter(pk__in=persons, account__isnull=True).update(account=account)
    if proven_at is not None:
        _prove(rows, proven_at)


def _prove(rows: list[Address], at: datetime) -> None:
    Address.objects.filter(pk__in=[row.pk for row in rows if row.verified_at is None]).update(verified_at=at)
    persons = {row.person_id for row in rows}
    Person.objects.filter(pk__in=persons, unproven=True).update(unproven=False)
