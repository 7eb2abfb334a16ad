"""Mailboxes: how they are doing, their addresses, and what fetching needs."""

from __future__ import annotations

from rapport.domains.desk.models import Mailbox
from rapport.domains.desk.types import MailboxCard, PublicMailbox
from rapport.foundation.actors import Actor, NotFound


def mailboxes(viewer: Actor) -> list[MailboxCard]:
    """The mailboxes of the viewer's teams and how they are doing; never a password."""
    rows = Mailbox.objects.in_reach_of(viewer).select_related("team").order_by("name", "pk")
    return [_card(row) for row in rows]


def mailbox(viewer: Actor, mailbox_id: int) -> MailboxCard:
    """One mailbox with its identity, for those who may change it; never its password."""
    viewer.require("settings.write")
    row = Mailbox.objects.in_reach_of(viewer).select_related("team").filter(pk=mailbox_id).first()
    if row is None:
        raise NotFound
    return _card(row)


def account_of(viewer: Actor, mailbox_id: int) -> str:
    """The sealed password of a mailbox, for trying it; it stays sealed."""
    viewer.require("settings.write")
    row = Mailbox.objects.in_reach_of(viewer).filter(pk=mailbox_id).first()
    if row is None:
        raise NotFound
    return row.imap_password_sealed


def mailbox_addresses(viewer: Actor) -> list[tuple[str, int, int | None]]:
    """Every address within reach with its mailbox and the client it serves, for the listener and for routing."""
    rows = Mailbox.objects.in_reach_of(viewer).order_by("pk")
    return list(rows.values_list("address", "pk", "client_id"))


def public_mailboxes(viewer: Actor) -> list[PublicMailbox]:
    """The addresses anybody may write to, with their names and nothing else; everybody sees them."""
    rows = Mailbox.objects.order_by("pk").values_list("name", "address")
    return [PublicMailbox(name, address) for name, address in rows]


def mailboxes_to_fetch(viewer: Actor) -> list[Mailbox]:
    """Mailboxes within reach that are read over IMAP and not paused; the password stays sealed."""
    viewer.require("settings.write")
    return list(Mailbox.objects.in_reach_of(viewer).exclude(imap_host="").filter(paused_at=None).order_by("pk"))


def _card(row: Mailbox) -> MailboxCard:
    return MailboxCard(
        id=row.pk,
        name=row.name,
        address=row.address,
        key=row.key,
        team_id=row.team_id,
        team=row.team.name,
        imap_host=row.imap_host,
        imap_user=row.imap_user,
        connected_at=row.connected_at,
        last_checked_at=row.last_checked_at,
        fault=row.fault,
        imap_port=row.imap_port,
        sender_name=row.sender_name,
        signature=row.signature,
        language=row.language,
        paused_at=row.paused_at,
    )
