"""Desk: tickets, messages, attachments, held mail and mailboxes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.tests.mails import mail
from rapport.domains.desk.types import ImportedTicket
from rapport.foundation.actors import Actor
from tests.outsiders import admin, request_forms, things, visits, workspace
from tests.outsiders.cases import Case, Table
from tests.outsiders.promises import aim_of_ticket
from tests.world import NO_KEY, World

PAST = datetime.fromisoformat("2026-01-05T09:00:00+00:00")


def _ticket(w: World) -> int:
    return w.ticket.pk


def _on_ticket(name: str, *, insider: str = "hugo", **said: Any) -> Case:
    """An action on Marta's ticket."""
    action = getattr(actions, name)
    return Case(lambda w, who, on: action(ticket_id=on, actor=who, at=w.at, **said), on=_ticket, insider=insider)


def _done_first(w: World, who: Actor, on: int) -> object:
    return actions.reopen(ticket_id=on, actor=who, at=w.at)


def _past(w: World) -> ImportedTicket:
    return ImportedTicket(
        source_key="other:1",
        requester_id=w.marta,
        organisation_id=w.cast.aldergate.pk,
        team_id=w.cast.service_desk.pk,
        subject="Old",
        opened_at=PAST,
    )


def spare_mailbox(w: World) -> int:
    """A second mailbox of the Service Desk, which may go."""
    known = [one.id for one in queries.mailboxes(w.cast.ines) if one.id != w.mailbox.pk]
    made = {"address": "spare@northwind.example", "name": "Spare", "team_id": w.cast.service_desk.pk}
    return known[0] if known else actions.add_mailbox(actor=w.cast.ines, at=w.at, **made).pk


ACTIONS = Table(
    tried={
        **workspace.ACTIONS,
        **things.ACTIONS,
        "answer": _on_ticket("answer", text="Mine."),
        "assign": _on_ticket("assign", assignee_id=None),
        "change_ticket": _on_ticket("change_ticket", changes={"priority": 1, "tags": ["mine"]}),
        "log_contact": _on_ticket("log_contact", text="Called."),
        "set_kind": _on_ticket("set_kind", kind="incident"),
        "set_priority": _on_ticket("set_priority", priority=1),
        "set_service": _on_ticket("set_service", service_id=None),
        "solve": _on_ticket("solve"),
        "solve_as_customer": _on_ticket("solve_as_customer", insider="marta"),
        "write_note": _on_ticket("write_note", text="Mine."),
        "reply_as_customer": _on_ticket("reply_as_customer", insider="marta", text="Mine."),
        "reopen": Case(_done_first, on=lambda w: w.done.pk),
        "add_participant": Case(
            lambda w, who, on: actions.add_participant(ticket_id=on, person_id=who.person_id or 0, actor=who, at=w.at),
            on=_ticket,
        ),
        "remove_participant": Case(
            lambda w, who, on: actions.remove_participant(
                ticket_id=on, person_id=who.person_id or 0, actor=who, at=w.at
            ),
            on=_ticket,
        ),
        "open_ticket": Case(
            lambda w, who, on: actions.open_ticket(text="Mine.", requester_id=on, actor=who, at=w.at),
            on=lambda w: w.marta,
        ),
        "direct_tickets": Case(
            lambda w, who, on: actions.direct_tickets(agents={on: w.cast.hugo.person_id or 0}, actor=who, at=w.at),
            on=_ticket,
        ),
        "decide_held": Case(
            lambda w, who, on: actions.decide_held(held_id=on, accept=True, actor=who, at=w.at),
            on=lambda w: w.held.pk,
        ),
        "add_mailbox": Case(
            lambda w, who, _: actions.add_mailbox(
                address="mine@northwind.example",
                name="Mine",
                team_id=w.cast.service_desk.pk,
                actor=who,
                at=w.at,
            ),
            insider="ines",
        ),
        "change_mailbox": Case(
            lambda w, who, on: actions.change_mailbox(mailbox_id=on, name="Mine", actor=who, at=w.at),
            on=lambda w: w.mailbox.pk,
            insider="ines",
        ),
        **{
            f"{do}_mailbox": Case(
                lambda w, who, on, do=do: getattr(actions, f"{do}_mailbox")(mailbox_id=on, actor=who, at=w.at),
                on=spare_mailbox,
                insider="ines",
            )
            for do in ("pause", "resume", "remove")
        },
        "note_fetch": Case(
            lambda w, who, on: actions.note_fetch(mailbox_id=on, actor=who, at=w.at),
            on=lambda w: w.mailbox.pk,
            insider="ines",
        ),
        "tell_of_lateness": Case(
            lambda w, who, on: actions.tell_of_lateness(promise_ids=[on], actor=who, at=w.at),
            on=lambda w: w.promise.pk,
        ),
        "tell_of_late_targets": Case(
            lambda w, who, on: actions.tell_of_late_targets(estimate_ids=[on], actor=who, at=w.at),
            on=lambda w: aim_of_ticket(w).pk,
        ),
        "give_back_tickets": Case(
            lambda w, who, on: actions.give_back_tickets(person_id=on, actor=who, at=w.at) or True,
            on=lambda w: w.cast.hugo.person_id,
            insider="system",
        ),
        "close_solved": Case(lambda w, who, _: actions.close_solved(actor=who, at=w.at)),
        "import_batch": Case(
            lambda w, who, _: actions.import_batch(tickets=[_past(w)], actor=who, at=w.at), insider="ines"
        ),
        "remember_tickets": Case(
            lambda w, who, _: actions.remember_tickets(tickets=[_past(w)], actor=who, at=w.at), insider="ines"
        ),
        "receive_messages": Case(
            lambda w, who, _: actions.receive_messages([mail(w.cast.marta, at=w.at)], actor=who, at=w.at)
        ),
        **visits.ACTIONS,
        **admin.DESK,
    },
    open={
        "open_unconfirmed": "anybody may ask; nobody is looked up, and only staff see it until the link was pressed",
        "confirm_request": "whoever holds the link of the mail may say that it was them, once",
    },
    inner={
        "note_bounces": "called by the mail path, which acts as the system",
        "note_visit_replies": "called by the mail path, which acts as the system; who answers is tried in its story",
    },
)


def _of_marta(w: World, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [one for one in found if one[1] == w.ticket.pk]


def hugo_has_it(w: World) -> int:
    """Her ticket is in Hugo's hands; whose hands is what is asked for."""
    Ticket.objects.filter(pk=w.ticket.pk).update(assignee_id=w.cast.hugo.person_id)
    return w.cast.hugo.person_id or 0


def _refs_by_key(w: World, who: Actor, on: int) -> object:
    keys = list(Ticket.objects.filter(pk=on).values_list("key", flat=True))
    return queries.refs_of_keys(who, keys, organisation_id=w.cast.aldergate.pk)


def _refs(w: World, who: Actor, on: int) -> object:
    Ticket.objects.filter(pk=on).update(source_key="zammad:1")
    return queries.refs_of_source(who, "zammad", ["1"], organisation_id=w.cast.aldergate.pk)


QUERIES = Table(
    tried={
        **workspace.QUERIES,
        **things.QUERIES,
        **request_forms.QUERIES,
        "attachments": Case(lambda w, who, on: queries.attachments(who, on), on=_ticket),
        "attachment": Case(lambda w, who, on: queries.attachment(who, on), on=lambda w: w.attachment.pk),
        "counts": Case(lambda w, who, _: queries.counts(who)),
        "facts_of": Case(lambda w, who, on: queries.facts_of(who, [on]), on=lambda w: w.ticket.pk),
        "in_hand": Case(lambda w, who, on: queries.in_hand(who, on), on=hugo_has_it),
        "held": Case(lambda w, who, _: queries.held(who).rows),
        "keys_of": Case(lambda w, who, on: queries.keys_of(who, [on]), on=_ticket),
        "kinds_of": Case(lambda w, who, on: queries.kinds_of(who, [on]), on=lambda w: w.marta),
        "account_of": Case(lambda w, who, on: [queries.account_of(who, on)], on=spare_mailbox, insider="ines"),
        "mailbox": Case(lambda w, who, on: queries.mailbox(who, on), on=spare_mailbox, insider="ines"),
        "mailbox_addresses": Case(lambda w, who, _: queries.mailbox_addresses(who)),
        "mailboxes": Case(lambda w, who, _: queries.mailboxes(who)),
        "mailboxes_to_fetch": Case(lambda w, who, _: queries.mailboxes_to_fetch(who) or who.staff, insider="ines"),
        "message_html": Case(lambda w, who, on: queries.message_html(who, on), on=lambda w: w.message.pk),
        "messages": Case(lambda w, who, on: queries.messages(who, on).rows, on=_ticket),
        "own_notes": Case(lambda w, who, _: queries.own_notes(who), insider="marta"),
        "own_tickets": Case(
            lambda w, who, _: [t for t in queries.own_tickets(who).rows if t.requester_id == w.marta],
            insider="marta",
        ),
        "arrived": Case(lambda w, who, _: queries.arrived(who, view="all", since=w.at - timedelta(days=3650))),
        "queue": Case(lambda w, who, _: queries.queue(who, view="all").rows),
        "refs_of_source": Case(_refs, on=_ticket),
        "refs_of_keys": Case(_refs_by_key, on=_ticket),
        "ticket": Case(lambda w, who, on: queries.ticket(who, on), on=_ticket),
        "there": Case(lambda w, who, on: None if all(queries.there(who, on, at=w.at)) else on, on=_ticket),
        "ticket_card": Case(lambda w, who, on: queries.ticket_card(who, on), on=_ticket),
        "ticket_in_queue": Case(lambda w, who, on: queries.ticket_in_queue(who, on, size=5), on=_ticket),
        "ticket_id_of": Case(
            lambda w, who, on: queries.ticket_id_of(who, on), on=lambda w: w.ticket.public_key, missing=NO_KEY
        ),
        "tickets": Case(lambda w, who, _: [t for t in queries.tickets(who).rows if t.requester_id == w.marta]),
        "narrowed": Case(lambda w, who, on: queries.narrowed(who, [("ticket", on)], queries.Narrowing()), on=_ticket),
        "tickets_like": Case(lambda w, who, _: _of_marta(w, queries.tickets_like(who, queries.Narrowing()))),
        "texts_of": Case(lambda w, who, on: queries.texts_of(who, [("ticket", on)]), on=_ticket),
        **visits.QUERIES,
        "refused_letters": admin.REFUSED,
        "tickets_with_stopped_letters": admin.STOPPED,
        "tickets_whose_answer_came_back": admin.CAME_BACK,
        "quarantined_mail": Case(lambda w, who, _: queries.quarantined_mail(who), on=admin.unread_mail, insider="ines"),
    },
    open={
        "public_mailboxes": "the addresses anybody may write to stand on the first page",
        "enclosed_limits": "how much one answer may carry is the same for everybody and stands in the API",
        "visits_in_calendar": "whoever holds the secret link reads the calendar; its story tests a wrong one",
    },
)


def _spare(w: World) -> dict[str, int]:
    return {"mailbox_id": spare_mailbox(w)}


# What a page is asked for, who opens it, and what is sent: the fields of a Page.
PAGES: dict[str, tuple[Any, ...]] = {
    "workspace:mailbox": (_spare, "ines"),
    "workspace:mailbox POST": (
        _spare,
        "ines",
        lambda w: {"name": "Mine", "team_id": w.cast.service_desk.pk, "imap_port": 993},
    ),
    **{f"workspace:{do}_mailbox": (_spare, "ines", lambda w: {}) for do in ("pause", "resume", "remove")},
}
