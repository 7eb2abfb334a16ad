"""What an agent works with all day: tickets merged and linked, macros, tags, views, drafts, reminders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import (
    CustomField,
    Draft,
    DraftFile,
    Macro,
    Mention,
    Merge,
    Message,
    Outgoing,
    SavedView,
    Ticket,
)
from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor
from tests.outsiders.cases import Case
from tests.world import World


def _ticket(w: World) -> int:
    return w.ticket.pk


def _on(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk}


def _says(**said: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda w: said


def another_of_marta(w: World) -> Ticket:
    """One more open ticket of hers."""
    found = Ticket.objects.filter(subject="Another plotter").first()
    return found or actions.open_ticket(text="Another plotter", actor=w.cast.marta, at=w.at)


def merged_of_marta(w: World) -> int:
    """It was merged into the one she has; asked for again it is the same."""
    found = Merge.objects.filter(kept=w.ticket).first()
    return (found or _merge(w)).pk


def _merge(w: World) -> Merge:
    return actions.merge_tickets(ticket_id=another_of_marta(w).pk, into_id=w.ticket.pk, actor=w.cast.hugo, at=w.at)


def linked_of_marta(w: World) -> int:
    """Her open ticket is linked to the one that is done."""
    actions.link_tickets(ticket_id=w.ticket.pk, other_id=w.done.pk, kind="related", actor=w.cast.hugo, at=w.at)
    return w.done.pk


def after_linking(w: World) -> int:
    """Her ticket, linked."""
    linked_of_marta(w)
    return w.ticket.pk


def after_merging(w: World) -> int:
    """Her ticket, with another one in it."""
    merged_of_marta(w)
    return w.ticket.pk


def merged_and_answered(w: World) -> int:
    """The merge, and something that was said since."""
    made = merged_of_marta(w)
    actions.answer(ticket_id=w.ticket.pk, text="We have both.", actor=w.cast.hugo, at=w.at)
    return made


def beside_another(w: World) -> int:
    """Her ticket, with another one beside it."""
    another_of_marta(w)
    return w.ticket.pk


def _move_acts(w: World, who: Actor, on: int) -> object:
    return ledger.move_acts(was=("ticket", on), now=("ticket", on), actor=who, at=w.at)


def _move_promises(w: World, who: Actor, on: int) -> object:
    return promises.move_promises(was=("ticket", on), now=("ticket", on), actor=who, at=w.at)


def macro_of_hugo(w: World) -> int:
    """A macro of Hugo's own."""
    found = Macro.objects.filter(name="Thanks").first()
    said = {"name": "Thanks", "text": "Dear {{ person }}"}
    return (found or actions.keep_macro(**said, actor=w.cast.hugo, at=w.at)).pk


def draft_of_hugo(w: World) -> int:
    """Hugo is writing on her ticket."""
    actions.keep_draft(ticket_id=w.ticket.pk, text="Look in the attic.", actor=w.cast.hugo, at=w.at)
    return w.ticket.pk


def on_its_way(w: World) -> int:
    """Hugo's answer to her has not left yet."""
    found = Outgoing.objects.filter(ticket=w.ticket).first()
    return (found or _sent(w, w.cast.hugo, w.ticket.pk)).pk


def being_answered(w: World) -> int:
    """Her ticket, with an answer on its way."""
    on_its_way(w)
    return w.ticket.pk


def _sent(w: World, who: Actor, on: int) -> Outgoing:
    return actions.send_answer(ticket_id=on, text="Mine.", wait=timedelta(seconds=10), actor=who, at=w.at)


def file_of_hugo(w: World) -> int:
    """A file in what Hugo is writing on her ticket that is done."""
    return _attached(w, w.cast.hugo, w.done.pk).pk


def with_file(w: World) -> int:
    """The same ticket."""
    file_of_hugo(w)
    return w.done.pk


def _attached(w: World, who: Actor, on: int) -> DraftFile:
    return actions.attach_file(ticket_id=on, name="lighthouse.txt", content=b"Mine.", actor=who, at=w.at)


def _file(w: World) -> dict[str, Any]:
    return {"ticket_id": w.done.pk, "file_id": file_of_hugo(w)}


def tagged(w: World) -> int:
    """Her ticket, with a tag."""
    actions.set_tags(ticket_id=w.ticket.pk, names=["attic"], actor=w.cast.hugo, at=w.at)
    return w.ticket.pk


def _returned(w: World, who: Actor, on: int) -> object:
    Draft.objects.filter(ticket_id=on).update(fault="It was not sent.")
    return queries.returned_drafts(who)


def _taken_back(w: World, who: Actor, on: int) -> object:
    """One's own only; to everybody else it has left."""
    try:
        return actions.take_back_answer(outgoing_id=on, actor=who, at=w.at)
    except actions.HasLeft:
        return None


def view_of_hugo(w: World) -> int:
    """A view of Hugo's own with her ticket in it."""
    found = SavedView.objects.filter(name="All").first()
    return (found or actions.keep_view(name="All", filters=queries.ViewFilters(), actor=w.cast.hugo, at=w.at)).pk


def field_of_mail(w: World) -> int:
    """What the mail service asks for, said on her ticket."""
    found = CustomField.objects.filter(service=w.cast.mail).first()
    return (found or actions.keep_field(service_id=w.cast.mail.pk, name="Room", actor=w.cast.ines, at=w.at)).pk


def with_field(w: World) -> int:
    """Her ticket is about the mail service, which asks for the room."""
    actions.set_service(ticket_id=w.ticket.pk, service_id=w.cast.mail.pk, actor=w.cast.hugo, at=w.at)
    field_of_mail(w)
    return w.ticket.pk


def _keep_view(w: World, who: Actor, on: int) -> object:
    return actions.keep_view(view_id=on, name="Mine", filters=queries.ViewFilters(), actor=who, at=w.at)


def _keep_field(w: World, who: Actor, on: int) -> object:
    return actions.keep_field(field_id=on, service_id=w.cast.mail.pk, name="Mine", actor=who, at=w.at)


def _filtered(w: World, who: Actor, _: int) -> object:
    found = queries.filtered_queue(who, queries.ViewFilters(), at=w.at).rows
    return [row for row in found if row.requester_id == w.marta]


def reminder_of_hugo(w: World) -> int:
    """Hugo wants to be told of her ticket again."""
    return actions.remind(ticket_id=w.ticket.pk, on=w.at.date(), actor=w.cast.hugo, at=w.at).pk


def reminded(w: World) -> int:
    """Her ticket, of which Hugo is told again."""
    reminder_of_hugo(w)
    return w.ticket.pk


def mention_of_hugo(w: World) -> int:
    """Noor names Hugo in a note on her ticket."""
    note = actions.write_note(ticket_id=w.ticket.pk, text="@Hugo look", actor=w.cast.noor, at=w.at)
    return Mention.objects.get(message=note).pk


def _earlier(w: World, who: Actor, on: int) -> object:
    return queries.earlier_answers(who, on) or who.staff


def answer_to_marta(w: World) -> int:
    """Something we answered on her ticket."""
    return Message.objects.filter(ticket=w.ticket, side="ours").order_by("pk")[0].pk


LEDGER = {"move_acts": Case(_move_acts, on=_ticket)}
PROMISES = {"move_promises": Case(_move_promises, on=_ticket)}
ACTIONS = {
    "merge_tickets": Case(
        lambda w, who, on: actions.merge_tickets(ticket_id=on, into_id=another_of_marta(w).pk, actor=who, at=w.at),
        on=beside_another,
    ),
    "undo_merge": Case(lambda w, who, on: actions.undo_merge(merge_id=on, actor=who, at=w.at), on=merged_of_marta),
    "split_ticket": Case(
        lambda w, who, on: actions.split_ticket(ticket_id=on, message_id=0, actor=who, at=w.at), on=_ticket, insider=""
    ),
    "link_tickets": Case(
        lambda w, who, on: actions.link_tickets(ticket_id=on, other_id=w.done.pk, kind="related", actor=who, at=w.at),
        on=_ticket,
    ),
    "remind": Case(lambda w, who, on: actions.remind(ticket_id=on, on=w.at.date(), actor=who, at=w.at), on=_ticket),
    "end_reminder": Case(
        lambda w, who, on: actions.end_reminder(reminder_id=on, actor=who, at=w.at), on=reminder_of_hugo
    ),
    "see_mention": Case(lambda w, who, on: actions.see_mention(mention_id=on, actor=who, at=w.at), on=mention_of_hugo),
    "keep_view": Case(_keep_view, on=view_of_hugo),
    "remove_view": Case(lambda w, who, on: actions.remove_view(view_id=on, actor=who, at=w.at), on=view_of_hugo),
    "read_languages": Case(lambda w, who, _: actions.read_languages(actor=who, at=w.at), insider="system"),
    "count_views": Case(lambda w, who, _: actions.count_views(actor=who, at=w.at), insider="system"),
    "keep_field": Case(_keep_field, on=field_of_mail, insider="ines"),
    "remove_field": Case(
        lambda w, who, on: actions.remove_field(field_id=on, actor=who, at=w.at), on=field_of_mail, insider="ines"
    ),
    "set_fields": Case(
        lambda w, who, on: actions.set_fields(ticket_id=on, values={}, actor=who, at=w.at), on=with_field
    ),
    "change_many": Case(
        lambda w, who, on: actions.change_many(ticket_ids=[on], priority=1, actor=who, at=w.at), on=_ticket
    ),
    "keep_macro": Case(
        lambda w, who, on: actions.keep_macro(macro_id=on, name="Mine", text="Mine", actor=who, at=w.at),
        on=macro_of_hugo,
    ),
    "remove_macro": Case(lambda w, who, on: actions.remove_macro(macro_id=on, actor=who, at=w.at), on=macro_of_hugo),
    "set_tags": Case(lambda w, who, on: actions.set_tags(ticket_id=on, names=["x"], actor=who, at=w.at), on=_ticket),
    "keep_note": Case(lambda w, who, on: actions.keep_note(ticket_id=on, text="x", actor=who, at=w.at), on=_ticket),
    "keep_draft": Case(lambda w, who, on: actions.keep_draft(ticket_id=on, text="x", actor=who, at=w.at), on=_ticket),
    "send_answer": Case(_sent, on=_ticket),
    "attach_file": Case(_attached, on=_ticket),
    "remove_file": Case(lambda w, who, on: actions.remove_file(file_id=on, actor=who, at=w.at), on=file_of_hugo),
    "forget_draft_files": Case(lambda w, who, _: actions.forget_draft_files(actor=who, at=w.at), insider="system"),
    "forget_files": Case(lambda w, who, _: actions.forget_files(file_ids=[], actor=who, at=w.at), insider="system"),
    "take_back_answer": Case(_taken_back, on=on_its_way),
    "note_presence": Case(
        lambda w, who, on: actions.note_presence(ticket_id=on, writing=False, actor=who, at=w.at), on=_ticket
    ),
    "let_leave": Case(
        lambda w, who, on: actions.let_leave(outgoing_id=on, actor=who, at=w.at), on=on_its_way, insider="system"
    ),
    "unlink_tickets": Case(
        lambda w, who, on: actions.unlink_tickets(ticket_id=w.ticket.pk, other_id=on, actor=who, at=w.at),
        on=linked_of_marta,
    ),
}
QUERIES = {
    "linked": Case(lambda w, who, on: queries.linked(who, on), on=after_linking),
    "merged_in": Case(lambda w, who, on: queries.merged_in(who, on, at=w.at), on=after_merging),
    "came_meanwhile": Case(lambda w, who, on: queries.came_meanwhile(who, on), on=merged_and_answered),
    "mergeable": Case(lambda w, who, on: queries.mergeable(who, on), on=beside_another),
    "named_in_note": Case(
        lambda w, who, on: queries.named_in_note(who, on),
        on=lambda w: Mention.objects.get(pk=mention_of_hugo(w)).message_id,
        insider="noor",
    ),
    "mentions": Case(lambda w, who, _: mention_of_hugo(w) and queries.mentions(who)),
    "reminders": Case(lambda w, who, _: reminded(w) and queries.reminders(who, until=w.at.date())),
    "reminders_on": Case(lambda w, who, on: queries.reminders_on(who, on), on=reminded),
    "earlier_answers": Case(_earlier, on=_ticket),
    "answer_text": Case(lambda w, who, on: queries.answer_text(who, on), on=answer_to_marta, insider="hugo"),
    "saved_views": Case(lambda w, who, on: [v for v in queries.saved_views(who) if v.id == on], on=view_of_hugo),
    "saved_view": Case(lambda w, who, on: queries.saved_view(who, on), on=view_of_hugo),
    "arrived_among": Case(
        lambda w, who, _: queries.arrived_among(
            who, queries.ViewFilters(stands="any"), since=w.at - timedelta(days=3650), at=w.at
        )
    ),
    "filtered_queue": Case(_filtered),
    "custom_fields": Case(lambda w, who, _: field_of_mail(w) and queries.custom_fields(who)),
    "fields_of": Case(lambda w, who, on: queries.fields_of(who, on), on=with_field),
    "macros": Case(lambda w, who, on: [m for m in queries.macros(who) if m.id == on], on=macro_of_hugo),
    "macro": Case(lambda w, who, on: queries.macro(who, on), on=macro_of_hugo),
    "macro_text": Case(
        lambda w, who, on: queries.macro_text(who, on, queries.ticket(who, w.ticket.pk).ticket), on=macro_of_hugo
    ),
    "tags_of": Case(lambda w, who, on: queries.tags_of(who, [on]), on=tagged),
    "tag_names": Case(lambda w, who, _: tagged(w) and queries.tag_names(who)),
    "draft_of": Case(lambda w, who, on: queries.draft_of(who, on), on=draft_of_hugo),
    "draft_files": Case(lambda w, who, on: queries.draft_files(who, on), on=with_file),
    "draft_file": Case(lambda w, who, on: queries.draft_file(who, on), on=file_of_hugo),
    "message": Case(lambda w, who, on: queries.message(who, on), on=lambda w: w.message.pk),
    "returned_drafts": Case(_returned, on=draft_of_hugo),
    "on_the_way": Case(lambda w, who, on: queries.on_the_way(who, on), on=being_answered),
    "beside": Case(lambda w, who, on: queries.beside(who, on, at=w.at), on=_ticket),
    "merge_outcome": Case(lambda w, who, on: queries.merge_outcome(who, on, w.done.pk), on=_ticket),
}


def _merged(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk, "merge_id": merged_of_marta(w)}


def _linked(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk, "other_id": linked_of_marta(w)}


_MACRO = {"name": "Mine", "text": "Mine", "then": "wait", "tags": "", "whose": ""}


def _macro(w: World) -> dict[str, Any]:
    return {"macro_id": macro_of_hugo(w)}


def _view(w: World) -> dict[str, Any]:
    return {"view_id": view_of_hugo(w)}


def pages(page: Callable[..., Any]) -> dict[str, Any]:
    """The lines of these pages."""
    return {
        "workspace:commands": page(),
        "workspace:remind": page(_on, "hugo", _says(on="2030-01-01")),
        "workspace:earlier": page(_on),
        "workspace:end_reminder": page(lambda w: {"reminder_id": reminder_of_hugo(w)}, "hugo", _says()),
        "workspace:see_mention": page(lambda w: {"mention_id": mention_of_hugo(w)}, "hugo", _says()),
        "workspace:look_at": page(lambda w: _on(w) | {"attachment_id": w.attachment.pk}),
        "workspace:picture": page(lambda w: _on(w) | {"attachment_id": w.attachment.pk}),
        "workspace:filter_tickets": page(),
        "workspace:change_many": page(post=lambda w: {"ticket": w.ticket.pk, "priority": "1"}),
        "workspace:new_view": page(),
        "workspace:new_view POST": page(post=_says(name="Mine", stands="open")),
        "workspace:view": page(_view),
        "workspace:view POST": page(_view, "hugo", _says(name="Mine", stands="open")),
        "workspace:remove_view": page(_view, "hugo", _says()),
        "workspace:keep_details": page(_on, "hugo", _says(tags="attic")),
        "workspace:custom_fields": page(insider="ines"),
        "workspace:custom_fields POST": page(
            insider="ines", post=lambda w: {"service": w.cast.mail.pk, "name": "Floor", "kind": "number"}
        ),
        "workspace:custom_field": page(lambda w: {"field_id": field_of_mail(w)}, "ines"),
        "workspace:custom_field POST": page(lambda w: {"field_id": field_of_mail(w)}, "ines", _says(remove="1")),
        "workspace:macros": page(),
        "workspace:new_macro": page(),
        "workspace:new_macro POST": page(post=_says(**_MACRO)),
        "workspace:macro": page(_macro),
        "workspace:macro POST": page(_macro, "hugo", _says(**_MACRO)),
        "workspace:remove_macro": page(_macro, "hugo", _says()),
        "workspace:put_in_macro": page(_on, "hugo", lambda w: {"macro_id": macro_of_hugo(w)}),
        "workspace:keep_draft": page(_on, "hugo", _says(text="Mine.")),
        "workspace:attach_files": page(_on, "hugo", _says(text="Mine.")),
        "workspace:draft_file": page(_file),
        "workspace:remove_file": page(_file, "hugo", _says(text="Mine.")),
        "workspace:take_back_answer": page(lambda w: {"outgoing_id": on_its_way(w)}, "hugo", _says()),
        "workspace:here": page(_on, "hugo", _says()),
        "workspace:merge_ticket": page(_on),
        "workspace:merge_ticket POST": page(_on, "hugo", lambda w: {"other": another_of_marta(w).key}),
        "workspace:part_ticket": page(_merged, "hugo", _says()),
        "workspace:split_ticket": page(_on),
        "workspace:split_ticket POST": page(_on, "hugo", lambda w: {"message": _second_word(w)}),
        "workspace:link_ticket": page(_on),
        "workspace:link_ticket POST": page(_on, "hugo", lambda w: {"other": w.done.key, "kind": "related"}),
        "workspace:unlink_ticket": page(_linked, "hugo", _says()),
    }


def _second_word(w: World) -> int:
    said = queries.ticket(w.cast.hugo, w.ticket.pk).messages
    return [m.id for m in said if m.side != "note"][1]
