"""An organisation, a site, and a team with an organisation: how we got here and where we stand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Group, Step
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import groups
from rapport.interfaces.look.figures.marks import Words
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.groups.forms import IN_WORDS, GroupStepForm, LookForm
from rapport.interfaces.workspace.sites.pages import known_of
from rapport.interfaces.workspace.visits.at_site import visits_at

PAGE = "workspace/groups/group.html"
FIRST = 12  # rows shown at once; the others are behind a fold


@staff_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Everybody we serve, by name."""
    rows = people.organisations(actor_of(request))
    return render(request, "workspace/groups/organisations.html", {"rows": rows})


@staff_required
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One organisation and all teams within reach."""
    actor, now = actor_of(request), timezone.now()
    found = people.organisation(actor, organisation_id)
    looked = _looked(request, actor, teams=True)
    group = Group(organisation_id, team_id=looked.chosen("team"))
    words = _words(actor, group, looked, name=found.name, at=now)
    words |= {"organisation": found, **_sites(actor, organisation_id, timezone.localdate(now))}
    return render(request, PAGE, words | _relationships(actor, organisation_id, looked))


def _sites(actor: Actor, organisation_id: int, today: date) -> dict[str, Any]:
    """Where they are; those that have closed are behind a fold."""
    rows = people.sites(actor, organisation_id=organisation_id)
    closed = [row for row in rows if row.closes_on is not None and row.closes_on < today]
    return {"sites": [row for row in rows if row not in closed], "closed_sites": closed}


@staff_required
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One site: what it is, until when, and contact with the people there."""
    actor, now = actor_of(request), timezone.now()
    found = people.site(actor, site_id)
    looked = _looked(request, actor, teams=True)
    group = Group(found.organisation_id, site_id=site_id, team_id=looked.chosen("team"))
    words = _words(actor, group, looked, name=found.name, at=now)
    return render(
        request,
        PAGE,
        words
        | {
            "organisation": found.organisation,
            "site": found,
            **visits_at(actor, site_id, at=now),
            **known_of(actor, site_id, at=now),
        },
    )


@staff_required
def team(request: HttpRequest, organisation_id: int, team_id: int) -> HttpResponse:
    """One team and one organisation, with who looks after it and what comes next."""
    return _team_page(request, organisation_id, team_id, None)


def _team_page(
    request: HttpRequest, organisation_id: int, team_id: int, form: GroupStepForm | None, status: int = 200
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    found, name = people.organisation(actor, organisation_id), _team_name(actor, team_id)
    looked = _looked(request, actor, teams=False)
    words = _words(actor, Group(organisation_id, team_id=team_id), looked, name=f"{name} and {found.name}", at=now)
    rows = [one for one in ledger.group_relationships(actor, organisation_id) if one.team_id == team_id]
    words |= {"organisation": found, "team_id": team_id, "team_name": name, "relationship": rows[0] if rows else None}
    staff = people.staff_of_team(actor, team_id)
    words |= {"owner": dict(staff).get(rows[0].owner_id or 0, "") if rows else ""}
    words |= {"step_form": form or _step_form(rows[0] if rows else None, staff)}
    return render(request, PAGE, words, status=status)


@staff_required
@require_POST
def next_step(request: HttpRequest, organisation_id: int, team_id: int) -> HttpResponse:
    """Keep who looks after it and what we do next."""
    actor, now = actor_of(request), timezone.now()
    people.organisation(actor, organisation_id)
    _team_name(actor, team_id)
    form = GroupStepForm(request.POST, staff=people.staff_of_team(actor, team_id))
    if not form.is_valid():
        return _team_page(request, organisation_id, team_id, form, status=422)
    said = form.cleaned_data
    try:
        ledger_actions.set_group_step(
            organisation_id=organisation_id,
            team_id=team_id,
            owner_id=said["owner"],
            next_step=said["next_step"],
            next_step_on=said["next_step_on"],
            instead_of=form.instead_of,
            owner_was=form.owner_seen,
            actor=actor,
            at=now,
        )
    except ledger_actions.ChangedMeanwhile as error:
        if isinstance(error.stands, Step):
            form.meets(error.stands, today=timezone.localdate())
        else:
            form.meets_owner(error.stands)
        return _team_page(request, organisation_id, team_id, form, status=409)
    return redirect("workspace:organisation_team", organisation_id=organisation_id, team_id=team_id)


def _step_form(seen: Any, staff: list[tuple[int, str]]) -> GroupStepForm:
    initial = {} if seen is None else {"owner": seen.owner_id, "was_owner": seen.owner_id}
    if seen is not None:
        initial |= {"next_step": seen.next_step, "next_step_on": seen.next_step_on}
        initial |= {"was": seen.next_step, "was_on": seen.next_step_on}
    return GroupStepForm(initial=initial, staff=staff)


def _team_name(actor: Actor, team_id: int) -> str:
    """A team of one's own; the others' contact is theirs."""
    name = dict(people.team_names(actor)).get(team_id)
    if name is None:
        raise NotFound("team")
    return name


def _looked(request: HttpRequest, actor: Actor, *, teams: bool) -> LookForm:
    sent = {"months": "12", **request.GET.dict()}
    own = tuple(people.team_names(actor)) if teams else ()
    return LookForm(sent, teams=own, services=tuple(people.service_names(actor)))


def _words(actor: Actor, group: Group, looked: LookForm, *, name: str, at: datetime) -> dict[str, Any]:
    narrowed = looked.narrowed(timezone.localdate(at))
    found = groups.read(actor, group, narrowed, at=at)
    months, unit = groups.line_of_months(found, since=narrowed.since, at=at)
    claim, then = groups.opening(found.effort, period=IN_WORDS[looked.months_chosen()])
    return {
        "name": name,
        "looked": looked.shown(),
        "found": found,
        "claim": claim,
        "then": then,
        "months": months,
        "caption": groups.caption_of(unit),
        "episodes_line": groups.line_of_episodes(found, at=at),
        "words": Words(their=name, ours="us"),
        "costs": groups.costs_and_brings(
            found.effort,
            found.kept,
            groups.worth_of_many(found.worth),
            theirs=found.theirs_kept,
            ideas=found.ideas,
        ),
        "first": {"people": found.people[:FIRST], "pairs": found.pairs[:FIRST], "episodes": found.episodes[:FIRST]},
        "more": {"people": found.people[FIRST:], "pairs": found.pairs[FIRST:], "episodes": found.episodes[FIRST:]},
        "now": at,
    }


def _relationships(actor: Actor, organisation_id: int, looked: LookForm) -> dict[str, Any]:
    """Who looks after it in each team, and the teams of one's own that do not yet."""
    rows, teams = ledger.group_relationships(actor, organisation_id), dict(looked.teams)
    names = people.names(actor, {row.owner_id for row in rows if row.owner_id is not None})
    told = [(row, teams[row.team_id], names.get(row.owner_id or 0)) for row in rows if row.team_id in teams]
    others = [pair for pair in teams.items() if pair[0] not in {row.team_id for row in rows}]
    return {"relationships": told, "other_teams": others}
