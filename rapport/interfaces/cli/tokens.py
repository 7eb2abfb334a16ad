"""Tokens for programs at the command line: made and shown once, listed, ended."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation import actors
from rapport.interfaces.cli.refusals import Refused


def token_for(email: str, *, scopes: Sequence[str], name: str) -> str:
    """A token of somebody known, to be shown once."""
    wanted = email.strip().lower()
    if not wanted:
        raise Refused("Say whose token it is: rapport admin token --email you@example.org --scope tickets:read")
    found = people.people(actors.system(), search=wanted).rows
    owners = [people.actor_of(one.id) for one in found if one.address.lower() == wanted]
    if not owners:
        raise Refused(f"Nobody here has the address {email}. Check the spelling. Nothing was made.")
    try:
        # One address, several organisations: whoever serves is meant, else the one known longest.
        owner = min(owners, key=lambda one: (not one.staff, one.person_id or 0))
        return people_actions.issue_token(name=name, scopes=scopes, actor=owner, at=timezone.now())
    except people_actions.WrongScope as error:
        raise Refused(f"{error} Nothing was made.") from None


def listed() -> str:
    """One line for each token: its number, whose it is, what it is for, its scopes and its last day."""
    now = timezone.now()
    found = people.all_tokens(actors.system())
    lines = [
        f"{one.pk:>6}  {one.person.name}  {one.name!r}  {' '.join(one.scopes)}  "
        + (f"until {one.expires_at:%Y-%m-%d}" if one.expires_at is None or one.expires_at > now else "has expired")
        for one in found
    ]
    return "\n".join(lines) or "No program has a token."


def revoked(token_id: int) -> str:
    """End one token at once."""
    try:
        people_actions.revoke_token(token_id=token_id, actor=actors.system(), at=timezone.now())
    except actors.NotFound:
        raise Refused(
            f"No token that works has the number {token_id}. See rapport admin token --list. Nothing was changed."
        ) from None
    return f"Token {token_id} has ended. Programs that use it are refused from now on."
