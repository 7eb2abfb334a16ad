"""Who somebody is: reach from roles, with few queries."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.types import ROLES, RoleName
from rapport.foundation.actors import NotFound, system
from tests.cast import MONDAY, Cast


def test_an_agent_reaches_their_team_only(cast: Cast) -> None:
    assert cast.hugo.reach.team_ids == {cast.service_desk.pk}
    assert cast.hugo.staff


@pytest.mark.parametrize("who", ["dev", "ines"])
def test_owners_and_administrators_reach_all_teams(cast: Cast, who: str) -> None:
    assert cast.everybody[who].reach.team_ids == {cast.service_desk.pk, cast.field_team.pk}


def test_a_contact_reaches_their_organisation(cast: Cast) -> None:
    assert cast.ruth.reach.organisation_ids == {cast.aldergate.pk}
    assert not cast.ruth.staff


def test_a_customer_reaches_themself(cast: Cast) -> None:
    reach = cast.marta.reach
    assert (reach.person_ids, reach.team_ids, reach.organisation_ids) == ({cast.marta.person_id}, set(), set())


def test_abilities_are_those_of_the_table(cast: Cast) -> None:
    held = {
        "hugo": RoleName.AGENT,
        "noor": RoleName.TEAM_LEAD,
        "dev": RoleName.SERVICE_OWNER,
        "ines": RoleName.ADMINISTRATOR,
        "ruth": RoleName.CLIENT_CONTACT,
        "marta": RoleName.CUSTOMER,
    }
    for who, role in held.items():
        assert cast.everybody[who].reach.abilities == ROLES[role].abilities, who


@pytest.mark.parametrize("who", ["hugo", "ines", "marta"])
def test_it_takes_at_most_four_queries(cast: Cast, who: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        queries.actor_of(cast.everybody[who].person_id)


def test_an_account_is_only_its_own_persons(cast: Cast) -> None:
    token = actions.lasting_sign_in(person_id=cast.marta.person_id, actor=system(), at=MONDAY)
    assert token
    with pytest.raises(NotFound):
        queries.actor_of(cast.marta.person_id, account_id=999)


def test_a_merged_person_is_the_one_kept(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    actor = queries.actor_of(cast.ivo.person_id)
    assert actor.person_id == cast.marta.person_id
    assert actor.reach.person_ids == {cast.marta.person_id, cast.ivo.person_id}


def test_nobody_of_that_number(db: None) -> None:
    with pytest.raises(NotFound):
        queries.actor_of(404)
