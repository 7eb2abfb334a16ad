"""What Marta's ticket is about: the plotter of her office."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket
from rapport.foundation.actors import Actor
from tests.cast import ONE_DAY
from tests.outsiders import sites
from tests.outsiders.cases import Case
from tests.world import World


def ticket_at_site(w: World) -> int:
    """Her ticket, which is about something at her office."""
    sites.installed_of_marta(w)
    Ticket.objects.filter(pk=w.ticket.pk).update(site=w.cast.head_office)
    return w.ticket.pk


def about_plotter(w: World) -> int:
    """It is about the plotter."""
    _set(w, w.cast.hugo, ticket_at_site(w))
    return w.ticket.pk


def site_that_fails(w: World) -> int:
    """The office whose plotter her ticket is about."""
    about_plotter(w)
    return w.cast.head_office.pk


def _set(w: World, who: Actor, on: int) -> object:
    return actions.set_thing(ticket_id=on, installed_id=sites.installed_of_marta(w), actor=who, at=w.at)


def _failed(w: World, who: Actor, on: int) -> object:
    return queries.failures_at(who, on, since=w.at - 365 * ONE_DAY, until=w.at)


ACTIONS: Mapping[str, Case] = {"set_thing": Case(_set, on=ticket_at_site)}
QUERIES: Mapping[str, Case] = {
    "things_of": Case(lambda w, who, on: queries.things_of(who, [on]), on=about_plotter),
    "failures_at": Case(_failed, on=site_that_fails),
}
