"""Roles open reach, so they are given with care."""

from __future__ import annotations

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Organisation, Role, Team
from rapport.domains.people.types import RoleName
from rapport.foundation import postroom
from rapport.foundation.actors import NOBODY, NotAllowed, NotFound, system
from rapport.foundation.models import Letter
from tests import cast as named
from tests.cast import MONDAY, Cast

WITHOUT_POWER = ["hugo", "noor", "dev", "ruth", "marta", "lena", "tomas", "nobody"]


def test_an_invited_agent_gets_a_letter_a_link_and_their_team(cast: Cast) -> None:
    person = actions.invite_agent(
        email="kai@northwind.example",
        name="Kai Lind",
        team_ids=[cast.field_team.pk],
        role=RoleName.AGENT,
        actor=cast.ines,
        at=MONDAY,
    )
    token = postroom.unsealed(Letter.objects.get(kind="invite")).data["token"]
    account = actions.sign_in(token=token, purpose="invite", actor=NOBODY, at=MONDAY)
    kai = queries.actor_of(person.pk, account_id=account.pk)
    assert (kai.staff, kai.reach.team_ids) == (True, {cast.field_team.pk})


def test_the_letter_greets_by_the_providers_name(cast: Cast) -> None:
    actions.invite_agent(
        email="kai@northwind.example", name="Kai", team_ids=[], role=RoleName.SERVICE_OWNER, actor=cast.ines, at=MONDAY
    )
    assert Letter.objects.get(kind="invite").subject == "You are invited to serve with Northwind Service"


@pytest.mark.parametrize("who", WITHOUT_POWER)
def test_others_give_and_take_no_roles(cast: Cast, who: str) -> None:
    actor = cast.everybody[who]
    role = Role.objects.filter(role=RoleName.ADMINISTRATOR).get()
    attempts = [
        lambda: actions.grant_role(person_id=cast.hugo.person_id, role=RoleName.ADMINISTRATOR, actor=actor, at=MONDAY),
        lambda: actions.revoke_role(role_id=role.pk, actor=actor, at=MONDAY),
        lambda: actions.invite_agent(
            email="x@northwind.example", name="", team_ids=[], role=RoleName.ADMINISTRATOR, actor=actor, at=MONDAY
        ),
        lambda: actions.create_team(name="Mine", actor=actor, at=MONDAY),
        lambda: actions.create_service(name="Mine", team_id=cast.field_team.pk, actor=actor, at=MONDAY),
        lambda: actions.create_organisation(name="Mine", actor=actor, at=MONDAY),
        lambda: actions.verify_domain(organisation_id=cast.fenmoor.pk, domain="mine.example", actor=actor, at=MONDAY),
        lambda: actions.first_run_link(actor=actor, at=MONDAY),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize("who", ["hugo", "ruth", "marta", "ivo", "lena", "tomas", "nobody"])
def test_others_write_no_people(cast: Cast, who: str) -> None:
    actor = cast.everybody[who]
    attempts = [
        lambda: actions.create_site(organisation_id=cast.aldergate.pk, name="Mine", actor=actor, at=MONDAY),
        lambda: actions.record_use(service_id=cast.mail.pk, since=MONDAY.date(), actor=actor, at=MONDAY),
        lambda: actions.move_person(
            person_id=cast.marta.person_id, organisation_id=cast.fenmoor.pk, actor=actor, at=MONDAY
        ),
        lambda: actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=actor, at=MONDAY),
        lambda: actions.undo_merge(person_id=cast.marta.person_id, actor=actor, at=MONDAY),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


def test_a_customer_cannot_be_made_staff(cast: Cast) -> None:
    with pytest.raises(actions.WrongRole, match="Only people of the provider"):
        actions.grant_role(
            person_id=cast.marta.person_id,
            role=RoleName.AGENT,
            team_id=cast.service_desk.pk,
            actor=cast.ines,
            at=MONDAY,
        )


def test_a_contact_stands_for_their_own_organisation(cast: Cast) -> None:
    for who, organisation in ((cast.marta, cast.fenmoor), (cast.tomas, cast.merrow)):
        with pytest.raises(actions.WrongRole):
            actions.grant_role(
                person_id=who.person_id,
                role=RoleName.CLIENT_CONTACT,
                organisation_id=organisation.pk,
                actor=cast.ines,
                at=MONDAY,
            )


def test_an_agent_needs_a_team_that_is_there(cast: Cast) -> None:
    with pytest.raises(actions.WrongRole):
        actions.grant_role(person_id=cast.dev.person_id, role=RoleName.AGENT, actor=cast.ines, at=MONDAY)
    with pytest.raises(NotFound):
        actions.grant_role(person_id=cast.dev.person_id, role=RoleName.AGENT, team_id=999, actor=cast.ines, at=MONDAY)


def test_a_role_taken_away_closes_what_it_opened(cast: Cast) -> None:
    role = Role.objects.get(person_id=cast.hugo.person_id)
    actions.revoke_role(role_id=role.pk, actor=cast.ines, at=MONDAY)
    hugo = queries.actor_of(cast.hugo.person_id)
    assert (hugo.staff, hugo.reach.team_ids, hugo.reach.tokens) == (False, frozenset(), frozenset())


def test_the_last_administrator_stays(cast: Cast) -> None:
    role = Role.objects.get(role=RoleName.ADMINISTRATOR)
    with pytest.raises(actions.WrongRole, match="last administrator"):
        actions.revoke_role(role_id=role.pk, actor=cast.ines, at=MONDAY)


def test_granting_twice_is_granting_once(cast: Cast) -> None:
    for _ in range(2):
        actions.grant_role(
            person_id=cast.hugo.person_id,
            role=RoleName.AGENT,
            team_id=cast.field_team.pk,
            actor=cast.ines,
            at=MONDAY,
        )
    assert Role.objects.filter(person_id=cast.hugo.person_id).count() == 2


def test_there_is_one_provider(cast: Cast) -> None:
    with pytest.raises(actions.AlreadySetUp):
        actions.set_up_provider(
            name="Second",
            zone="Europe/Berlin",
            language="en",
            administrator_email="a@b.example",
            administrator_name="",
            actor=system(),
            at=MONDAY,
        )
    assert Organisation.objects.filter(kind="provider").count() == 1
    with pytest.raises(actions.AlreadySetUp):
        actions.first_run_link(actor=system(), at=MONDAY)


def test_a_name_is_taken_once(cast: Cast) -> None:
    with pytest.raises(actions.TakenName):
        actions.create_team(name="Service Desk", actor=cast.ines, at=MONDAY)
    assert Team.objects.count() == 2


def test_a_domain_belongs_to_one_organisation(cast: Cast) -> None:
    with pytest.raises(actions.WrongDomain, match="another organisation"):
        actions.verify_domain(organisation_id=cast.fenmoor.pk, domain="Aldergate.example", actor=cast.ines, at=MONDAY)


def test_a_person_with_a_role_is_not_moved(cast: Cast) -> None:
    with pytest.raises(actions.HasRoles):
        actions.move_person(person_id=cast.ruth.person_id, organisation_id=cast.fenmoor.pk, actor=cast.ines, at=MONDAY)
    assert named.person(cast.ruth).organisation == cast.aldergate
