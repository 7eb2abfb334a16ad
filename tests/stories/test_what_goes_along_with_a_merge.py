"""What goes along when tickets are merged: the kept one lacks nothing, keeps its own, and gives back what it took."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from rapport.domains.desk import actions
from rapport.domains.desk.models import FieldValue, Merge, Reminder, Ticket, TicketLink, TicketTag, TicketThing, Visit
from rapport.domains.desk.queries import draft_files, draft_of
from rapport.domains.people.models import Installed, Service
from rapport.domains.promises.models import Promise
from rapport.foundation.actors import system
from tests.cast import ONE_DAY, ONE_HOUR
from tests.outsiders import sites, visits
from tests.visitors import browser, plain
from tests.world import World


def new_ticket(w: World, text: str) -> Ticket:
    """Marta asks once more."""
    actions.open_ticket(text=text, actor=w.cast.marta, at=w.at)
    return Ticket.objects.latest("pk")


@pytest.fixture
def kept(world: World) -> Ticket:
    """The one that stays; nothing was said of it but its words."""
    row = new_ticket(world, "The plotter again.")
    Ticket.objects.filter(pk=row.pk).update(site=None, service=None)
    return Ticket.objects.get(pk=row.pk)


@pytest.fixture
def merged(world: World, kept: Ticket) -> Ticket:
    """The one that goes on in it has everything a ticket can have."""
    w, plotter = world, sites.installed_of_marta(world)
    service = Service.objects.filter(team=w.cast.service_desk).first() or Service.objects.latest("pk")
    Ticket.objects.filter(pk=w.ticket.pk).update(site=w.cast.head_office, service=service)
    on: dict[str, Any] = {"ticket_id": w.ticket.pk, "actor": w.cast.hugo, "at": w.at}
    field = actions.keep_field(service_id=service.pk, name="Number", actor=system(), at=w.at)
    actions.set_tags(names=["attic", "plotter"], **on)
    actions.set_fields(values={field.pk: "17"}, **on)
    actions.remind(on=(w.at + ONE_DAY).date(), words="Did it come?", **on)
    actions.link_tickets(other_id=w.done.pk, kind="caused by", **on)
    actions.link_tickets(other_id=kept.pk, kind="related", **on)
    actions.set_thing(installed_id=plotter, **on)
    actions.keep_draft(text="We look", **on)
    actions.attach_file(name="plan.txt", content=b"the attic", **on)
    visits.visit_of_marta(w)
    return Ticket.objects.get(pk=w.ticket.pk)


def standing(ticket: Ticket) -> dict[str, Any]:
    """What stands on a ticket, as plain values."""
    links = TicketLink.objects.filter(ticket=ticket) | TicketLink.objects.filter(other=ticket)
    facts = Ticket.objects.values("site_id", "service_id", "assignee_id", "next_word_at").get(pk=ticket.pk)
    return facts | {
        "tags": sorted(TicketTag.objects.filter(ticket=ticket).values_list("tag__name", flat=True)),
        "fields": list(FieldValue.objects.filter(ticket=ticket).values_list("value", flat=True)),
        "reminders": Reminder.objects.filter(ticket=ticket).count(),
        "visits": Visit.objects.filter(ticket=ticket).count(),
        "links": links.count(),
        "thing": list(TicketThing.objects.filter(ticket=ticket).values_list("installed_id", flat=True)),
        "promises": Promise.objects.filter(ref_kind="ticket", ref_id=ticket.pk, kept_at=None).count(),
    }


def merge(w: World, merged: Ticket, kept: Ticket) -> Merge:
    """Hugo lets one go on in the other."""
    return actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=w.cast.hugo, at=w.at + ONE_HOUR)


def test_the_one_that_stays_lacks_nothing_and_parted_again_each_has_its_own(
    world: World, kept: Ticket, merged: Ticket
) -> None:
    had, before = standing(merged), standing(kept)
    assert all(had[name] for name in had), "the merged ticket has everything"
    made = merge(world, merged, kept)
    assert standing(kept) == had | {"links": 2}  # to the third one, and between both
    draft = draft_of(world.cast.hugo, kept.pk)
    assert draft is not None and draft.text == "We look"
    assert [one.name for one in draft_files(world.cast.hugo, kept.pk)] == ["plan.txt"]
    page = plain(browser(world.cast.hugo).get(reverse("workspace:ticket", args=[kept.pk])))
    for said in ("attic", world.done.key, "Tell me again: "):
        assert said in page, said
    actions.undo_merge(merge_id=made.pk, actor=world.cast.hugo, at=world.at + 2 * ONE_HOUR)
    assert standing(merged) == had
    assert standing(kept) == before


def test_what_the_one_that_stays_has_of_its_own_it_keeps(world: World, kept: Ticket, merged: Ticket) -> None:
    on: dict[str, Any] = {"ticket_id": kept.pk, "actor": world.cast.hugo, "at": world.at}
    other = Installed.objects.create(site=world.cast.head_office, name="Plotter in the cellar", since=world.at.date())
    Ticket.objects.filter(pk=kept.pk).update(site=world.cast.head_office, service=merged.service_id)
    actions.set_thing(installed_id=other.pk, **on)
    actions.set_tags(names=["plotter", "cellar"], **on)
    actions.set_fields(values={FieldValue.objects.get(ticket=merged).field_id: "18"}, **on)
    actions.assign(assignee_id=world.cast.noor.person_id, **on)
    actions.keep_draft(text="Good morning,", **on)
    made = merge(world, merged, kept)
    found = standing(kept)
    assert (found["thing"], found["fields"], found["assignee_id"]) == ([other.pk], ["18"], world.cast.noor.person_id)
    assert found["tags"] == ["attic", "cellar", "plotter"]
    draft = draft_of(world.cast.hugo, kept.pk)
    assert draft is not None and draft.text == "Good morning,\n\nWe look"
    actions.undo_merge(merge_id=made.pk, actor=world.cast.hugo, at=world.at + 2 * ONE_HOUR)
    assert standing(kept)["tags"] == ["cellar", "plotter"] and standing(kept)["thing"] == [other.pk]


def test_an_answer_on_its_way_comes_out_in_the_one_that_stays(world: World, kept: Ticket, merged: Ticket) -> None:
    row = actions.send_answer(
        ticket_id=merged.pk, text="It is on its way.", wait=ONE_HOUR, actor=world.cast.hugo, at=world.at
    )
    merge(world, merged, kept)
    said = actions.let_leave(outgoing_id=row.pk, actor=system(), at=world.at + 2 * ONE_HOUR)
    assert said is not None and said.ticket_id == kept.pk


def test_pages_say_what_goes_along_before_it_does(world: World, kept: Ticket, merged: Ticket) -> None:
    page = browser(world.cast.hugo)
    before = plain(page.get(reverse("workspace:merge_ticket", args=[merged.pk]), {"other": kept.key}))
    assert f"where {kept.key} has none of its own" in before
    split = plain(page.get(reverse("workspace:split_ticket", args=[merged.pk])))
    assert f"reminders, tags and fields stay with {merged.key}" in split


def test_the_page_of_the_one_that_goes_on_elsewhere_leads_there_and_says_so(
    world: World, kept: Ticket, merged: Ticket
) -> None:
    marta = browser(world.cast.marta)
    page = reverse("portal:request", args=[merged.public_key])
    made = actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=world.cast.hugo, at=world.at)
    answer = marta.get(page)
    assert answer.status_code == 302 and answer["Location"] == reverse("portal:request", args=[kept.public_key])
    assert "Two requests are one now" in plain(marta.get(page, follow=True))
    assert "Two requests are one now" not in plain(marta.get(answer["Location"])), "said once"
    merge = Merge.objects.get(merged_id=merged.pk, kept_id=made.kept_id)
    actions.undo_merge(merge_id=merge.pk, actor=world.cast.hugo, at=world.at)
    assert marta.get(page).status_code == 200
