"""What the queue page shows: which tickets, under which name, and what it may be limited by."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from rapport.domains.desk import queries
from rapport.domains.desk.queries import SavedViewCard
from rapport.domains.desk.types import PRIORITIES, QueueRow
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page
from rapport.interfaces.web import days
from rapport.interfaces.workspace.views.forms import FilterForm

VIEWS = (
    ("mine", "My queue"),
    ("team", "Our queue"),
    ("unassigned", "Nobody has it yet"),
    ("waiting", "Waiting for them"),
    ("solved", "Done"),
    ("all", "All"),
)
NAMED = dict(VIEWS)


UNCLEAR = "Tickets, once the choice is clear"


@dataclass(frozen=True)
class Listed:
    """One page of the queue, and the words around it."""

    page: Page[QueueRow]
    finished: bool
    words: dict[str, Any]


def listed(request: HttpRequest, actor: Actor, *, at: datetime) -> Listed:
    """A kept view by its id, else what the filter form says, else one of the views that are always there."""
    after = request.GET.get("after")
    saved = queries.saved_views(actor)
    around = {"views": VIEWS, "saved": saved, "counts": queries.counts(actor), "agents": agents_of(actor)}
    around["priorities"] = list(PRIORITIES.items())
    chosen = _chosen(request, saved)
    if chosen is not None:
        page = queries.filtered_queue(
            actor, chosen.filters, order=chosen.order, team_id=chosen.team_id, at=at, after=after
        )
        here = {"view": f"saved-{chosen.id}", "view_name": chosen.name, "chosen": chosen, "query": f"saved={chosen.id}"}
        here["hears"] = True
        return Listed(page, chosen.filters.stands == "done", around | here)
    if "filter" in request.GET:
        return _filtered(request, actor, around, after=after, at=at)
    view = named(request.GET.get("view", ""))
    page = queries.queue(actor, view=view, after=after)
    here = {"view": view, "view_name": NAMED[view], "query": f"view={view}", "hears": True}
    return Listed(page, view == "solved", around | here)


def named(asked: str) -> str:
    """One of the views that are always there; the team's where it is none of them."""
    return asked if asked in NAMED else "team"


def drawn_at(said: str) -> datetime | None:
    """The moment a page was drawn, as that page wrote it; none where it is no moment."""
    with contextlib.suppress(ValueError):
        found = datetime.fromisoformat(said)
        return found if found.tzinfo and days.counts(found) else None
    return None


def _chosen(request: HttpRequest, saved: list[SavedViewCard]) -> SavedViewCard | None:
    asked = request.GET.get("saved", "")
    if not asked:
        return None
    found = next((one for one in saved if str(one.id) == asked), None)
    if found is None:
        raise NotFound
    return found


def _filtered(request: HttpRequest, actor: Actor, around: dict[str, Any], *, after: str | None, at: datetime) -> Listed:
    form = filter_form(actor, request.GET)
    here = {"view": "filter", "view_name": UNCLEAR, "filter_form": form, "filtering": True}
    query = request.GET.copy()
    query.pop("after", None)
    here["query"] = query.urlencode()
    if not form.is_valid():
        return Listed(Page([]), True, around | here)
    here["view_name"] = form.in_words()
    filters = form.filters()
    page = queries.filtered_queue(actor, filters, order=form.cleaned_data["order"], at=at, after=after)
    return Listed(page, filters.stands == "done", around | here | {"may_be_kept": True, "hears": True})


def new_since(request: HttpRequest, actor: Actor, *, since: datetime, at: datetime) -> int:
    """In how many tickets of the list that this address shows somebody wrote after a moment."""
    chosen = _chosen(request, queries.saved_views(actor))
    if chosen is not None:
        return queries.arrived_among(actor, chosen.filters, team_id=chosen.team_id, since=since, at=at)
    if "filter" in request.GET:
        form = filter_form(actor, request.GET)
        return queries.arrived_among(actor, form.filters(), since=since, at=at) if form.is_valid() else 0
    return queries.arrived(actor, view=named(request.GET.get("view", "")), since=since)


def filter_form(actor: Actor, given: Any = None, *, initial: dict[str, Any] | None = None) -> FilterForm:
    """The filter form with what there is to choose from."""
    return FilterForm(
        given,
        initial=initial or {},
        agents=agents_of(actor),
        services=people.service_names(actor),
        organisations=[(one.pk, one.name) for one in people.organisations(actor)],
        tags=queries.tag_names(actor),
        asked=[(one.id, f"{one.service}: {one.name}") for one in queries.custom_fields(actor)],
        teams=own_teams(actor),
    )


def own_teams(actor: Actor) -> list[tuple[int, str]]:
    """The teams one serves in."""
    return [(t.pk, t.name) for t in people.teams(actor) if actor.reach.whole or t.pk in actor.reach.team_ids]


def agents_of(actor: Actor) -> list[tuple[int, str]]:
    """Those who serve in the viewer's teams, each once."""
    return people.staff_of_team(actor, actor.reach.team_ids)
