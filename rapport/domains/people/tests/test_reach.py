"""What each of the cast sees of the others: the four outsiders see nothing of Marta."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Person
from rapport.domains.people.types import SCOPES, RoleName
from rapport.foundation import refs
from rapport.foundation.actors import Actor, NotFound, system_of
from tests.cast import MONDAY, Cast

OUTSIDERS = ["another organisation", "a colleague", "a citizen", "signed out"]
INSIDERS = ["marta", "ruth", "hugo", "noor", "dev", "ines"]
# Merging and leaving, and jobs over everybody: tests/outsiders tries these with a world around them.
TRIED_ELSEWHERE = {
    "site_contacts",
    "installed_names",
    "site_at",
    "site_door",
    "installed_at",
    "site_details",
    "staff_of_teams",
    "standing_of_site",
    *("addresses_of", "duplicates", "erasures", "export_file", "exports", "merged_with", "own_erasure", "same_human"),
    *("export_made", "people_with_address"),
    *("all_tokens", "refusing_addresses", "role_held", "roles_held"),
    *("everybody_served", "first_uses", "is_anybody_served", "served_count"),
    *("organisation", "site", "team_names"),
    *(
        "agent_cards",
        "agent_cards_of_team",
        "service_by_key",
        "consents",
        "contacts_by_grant",
        "critical_days",
        "own_agent_card",
    ),
    *(
        "closing_sites",
        "ended_uses",
        "new_uses",
        "people_at",
        "people_called",
        "serve_in_team",
        "still_serving",
        "team_ids",
    ),
    *("mail_domains", "wait_for"),  # tests/outsiders
    *("has_agreed", "languages_and_since", "uses_of", "client_contacts"),
}
WITHOUT_VIEWER = {"actor_of", "actor_of_token", "brand", "has_provider", "persons_of_account", "provider"}


def about_marta(cast: Cast) -> dict[str, Callable[[Actor], Any]]:
    """Every query, asked about Marta or her site; the answer is empty where she is beyond reach."""
    marta = cast.marta.person_id
    key = Person.objects.get(pk=marta).key
    actions.issue_token(name="Script", scopes=sorted(SCOPES)[:1], actor=cast.marta, at=MONDAY)
    return {
        "person": lambda v: _or_none(lambda: queries.person(v, marta)),
        "person_by_key": lambda v: _or_none(lambda: queries.person_by_key(v, key)),
        "people": lambda v: [c for c in queries.people(v) if c.id == marta],
        "people_with_role": lambda v: queries.people_with_role(v, [RoleName.CLIENT_CONTACT]),
        "names": lambda v: queries.names(v, [marta]),
        "services_of": lambda v: queries.services_of(v, [marta]),
        "organisations": lambda v: [o for o in queries.organisations(v) if o == cast.aldergate],
        "sites": lambda v: [s for s in queries.sites(v) if s == cast.head_office],
        "services": lambda v: [s for s in queries.services(v) if s == cast.printing],
        "service_names": lambda v: [pk for pk, _ in queries.service_names(v) if pk == cast.printing.pk],
        "staff_of_team": lambda v: queries.staff_of_team(v, cast.field_team.pk),
        "service": lambda v: _or_none(lambda: queries.service(v, cast.printing.pk)),
        "team_of_service": lambda v: queries.team_of_service(v, cast.printing.pk),
        "teams": lambda v: [t for t in queries.teams(v) if t == cast.field_team],
        "tokens": lambda v: [t for t in queries.tokens(v) if t.person_id == marta],
    }


# Ivo sits in Marta's office: the places they share are his, too. Roles are not Marta's to see.
SHARED_WITH_A_COLLEAGUE = {"organisations", "sites", "services", "service_names", "service", "team_of_service", "teams"}
NOT_OF_MARTA = {"people_with_role", "staff_of_team", "tokens"}


def _or_none(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NotFound:
        return None


QUERIES = [
    "person",
    "person_by_key",
    "people",
    "people_with_role",
    "names",
    "services_of",
    "organisations",
    "sites",
    "services",
    "service",
    "service_names",
    "staff_of_team",
    "team_of_service",
    "teams",
    "tokens",
]


def test_every_query_has_its_case() -> None:
    public = {name for name in queries.__all__ if inspect.isfunction(getattr(queries, name))}
    assert public - WITHOUT_VIEWER - TRIED_ELSEWHERE == set(QUERIES)


CASES = [(q, o) for q in QUERIES for o in OUTSIDERS if not (o == "a colleague" and q in SHARED_WITH_A_COLLEAGUE)]


@pytest.mark.parametrize(("query", "outsider"), CASES)
def test_outsiders_get_nothing(cast: Cast, query: str, outsider: str) -> None:
    assert not about_marta(cast)[query](cast.outsiders[outsider])


@pytest.mark.parametrize("query", sorted(set(QUERIES) - NOT_OF_MARTA))
@pytest.mark.parametrize("insider", INSIDERS)
def test_those_within_reach_get_an_answer(cast: Cast, query: str, insider: str) -> None:
    assert about_marta(cast)[query](cast.everybody[insider])


@pytest.mark.parametrize("outsider", ["lena", "ivo", "tomas", "nobody"])
def test_a_search_finds_no_stranger(cast: Cast, outsider: str) -> None:
    assert queries.people(cast.everybody[outsider], search="Marta").rows == []


@pytest.mark.parametrize("insider", INSIDERS)
def test_a_search_finds_whom_one_reaches(cast: Cast, insider: str) -> None:
    assert [c.name for c in queries.people(cast.everybody[insider], search="kolb")] == ["Marta Kolb"]


def test_a_customer_reads_the_name_of_who_helps_and_not_their_address(cast: Cast) -> None:
    card = queries.names(cast.marta, [cast.hugo.person_id])[cast.hugo.person_id]
    assert (card.name, card.address, card.staff) == ("Hugo Marek", "", True)
    assert queries.names(cast.nobody, [cast.hugo.person_id]) == {}


def test_the_system_of_an_organisation_sees_that_organisation(cast: Cast) -> None:
    seen = {card.name for card in queries.people(system_of(cast.fenmoor.pk))}
    assert seen == {"Lena Fors"}


def test_cards_of_persons_lead_staff_to_a_page(cast: Cast) -> None:
    ref = refs.Ref("person", cast.marta.person_id)
    assert refs.cards(cast.hugo, [ref])[ref].url_name == "workspace:person"
    assert refs.cards(cast.lena, [ref]) == {}


def test_a_page_of_people_costs_the_same_for_one_and_for_many(cast: Cast, django_assert_num_queries: Any) -> None:
    for size in (1, 25):
        with django_assert_num_queries(1):
            queries.people(cast.hugo, size=size)


def test_pages_of_people_hold_everybody_once(cast: Cast) -> None:
    seen, after = [], None
    while True:
        page = queries.people(cast.hugo, size=3, after=after)
        seen += [card.name for card in page]
        after = page.next
        if after is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == 10
