"""The ledger again: whom to call, and what is for the system's jobs only."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.ledger import queries
from tests.outsiders.cases import Case
from tests.world import World

A_MONTH = timedelta(days=30)


def _head_office(w: World) -> int:
    return w.cast.head_office.pk


OUTLOOK = {
    "contacts_recorded": Case(
        lambda w, who, _: queries.contacts_recorded(who, after_id=0, until=w.at + A_MONTH), insider="system"
    ),
    "ending_sequences": Case(
        lambda w, who, _: [queries.ending_sequences(who, since=w.at, until=w.at + A_MONTH)], insider="system"
    ),
    "quiet_between": Case(
        lambda w, who, _: [queries.quiet_between(who, since=w.at - A_MONTH, until=w.at)], insider="system"
    ),
    "known_at_sites": Case(lambda w, who, on: queries.known_at_sites(who, [on]), on=_head_office, insider="system"),
    "last_contact": Case(
        lambda w, who, on: queries.last_contact(who, team_id=w.cast.service_desk.pk, person_id=on), on=lambda w: w.marta
    ),
    "last_contacts": Case(lambda w, who, on: queries.last_contacts(who, [on]), on=lambda w: w.marta),
    "planned_counts": Case(lambda w, who, _: queries.planned_counts(who, since=w.at - A_MONTH), insider="system"),
    "relationships_owned": Case(
        lambda w, who, on: [queries.relationships_owned(who, owner_id=on)],
        on=lambda w: w.cast.hugo.person_id,
        insider="system",
    ),
    "teams_of": Case(lambda w, who, on: queries.teams_of(who, [on]), on=lambda w: w.marta, insider="system"),
    "refs_of": Case(lambda w, who, on: queries.refs_of(who, [on]), on=lambda w: w.marta, insider="system"),
    "titles_of": Case(lambda w, who, on: queries.titles_of(who, [on]), on=lambda w: w.marta, insider="system"),
    "ended_matters": Case(
        lambda w, who, on: queries.ended_matters(who, [on]), on=lambda w: w.episode.pk, insider="system"
    ),
    "took_part": Case(lambda w, who, on: queries.took_part(who, on), on=lambda w: w.episode.pk),
}
