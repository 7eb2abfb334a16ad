"""Two rows turn out to be one person: one history on one line, and two again when it is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rapport.domains.desk import actions as desk
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries
from rapport.domains.ledger.models import Act, Episode, Relationship
from rapport.domains.ledger.types import NewAct, Timeline
from rapport.domains.people import actions
from rapport.domains.people import queries as people
from rapport.domains.people.models import Person
from rapport.foundation import jobs, links, postroom, search
from rapport.foundation.actors import NotAllowed, NotFound, system
from rapport.foundation.models import Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

ADDRESS = "m.kolb@aldergate.example"


@pytest.fixture
def second(cast: Cast) -> int:
    """Marta wrote from another address before, and was somebody else to us."""
    mailbox(cast)
    for n, who in enumerate((cast.marta, ADDRESS, cast.marta, ADDRESS)):
        at = MONDAY + n * ONE_DAY
        (found,) = receive(mail(who, f"Matter {n}", at=at), at=at)
        desk.answer(ticket_id=found.ticket_id, text="It is done.", then="finish", actor=cast.hugo, at=at + ONE_HOUR)
    other = Person.objects.get(addresses__address=ADDRESS).pk
    calls = [(cast.marta.person_id, 10), (other, 11), (cast.marta.person_id, 12), (other, 20)]
    acts = [call(cast, person_id or 0, MONDAY + days * ONE_DAY) for person_id, days in calls]
    ledger.record_acts(acts, actor=system(), at=MONDAY + 21 * ONE_DAY)
    jobs.run_all("default")
    return other


def call(cast: Cast, person_id: int, at: Any, **said: Any) -> NewAct:
    """A call about nothing in particular, which rule 2 puts into an open episode."""
    return NewAct(
        person_id=person_id,
        organisation_id=cast.aldergate.pk,
        at=at,
        channel="phone",
        direction="theirs",
        kind="call",
        source_key=f"call {person_id} {at.isoformat()}",
        team_id=cast.service_desk.pk,
        title="A call",
        **said,
    )


def merge(cast: Cast, other: int) -> None:
    """As a lead does it; the job follows."""
    actions.merge_people(keep_id=cast.marta.person_id, other_id=other, actor=cast.noor, at=MONDAY)
    assert jobs.run_all("default").failed == []


def part(cast: Cast, other: int) -> None:
    """The way back."""
    actions.undo_merge(person_id=other, actor=cast.noor, at=MONDAY)
    assert jobs.run_all("default").failed == []


def shape(line: Timeline) -> list[Any]:
    """A timeline without the numbers of its episodes: which acts stand together, and all that is said of them."""
    first = {episode.id: episode.acts[0].id for episode in line.episodes}
    told = [replace(e, id=first[e.id], follows_id=None, acts=()) for e in line.episodes]
    acts = [replace(act, episode_id=first.get(act.episode_id or 0)) for act in line.acts]
    runs = [(s.kind, s.name, s.started_at, sorted(first[i] for i in s.episode_ids)) for s in line.sequences]
    return [told, acts, sorted(runs), line.n_acts, line.n_episodes, line.planned]


def test_both_histories_stand_on_one_line(cast: Cast, second: int) -> None:
    apart = [queries.timeline(cast.hugo, one) for one in (cast.marta.person_id or 0, second)]
    merge(cast, second)
    line = queries.timeline(cast.hugo, cast.marta.person_id or 0)
    assert sorted(a.id for a in line.acts) == sorted(a.id for one in apart for a in one.acts)
    assert line.n_episodes == 6  # the calls of three days are one episode now, the one of the 20th another
    assert not Episode.objects.filter(person_id=second).exists()
    knows = queries.who_knows_whom(cast.hugo, cast.marta.person_id or 0)
    assert [(k.name, k.episodes) for k in knows] == [("Hugo Marek", 4)]


def test_acts_are_facts_and_stay_with_the_row_they_were_recorded_for(cast: Cast, second: int) -> None:
    before = list(Act.objects.order_by("pk").values_list("pk", "person_id", "at", "source_key"))
    merge(cast, second)
    part(cast, second)
    assert list(Act.objects.order_by("pk").values_list("pk", "person_id", "at", "source_key")) == before


def test_undone_each_line_is_as_it_was(cast: Cast, second: int) -> None:
    both = (cast.marta.person_id or 0, second)
    before = [shape(queries.timeline(cast.hugo, one)) for one in both]
    relationships = sorted(Relationship.objects.values_list("person_id", "team_id", "since"))
    merge(cast, second)
    assert shape(queries.timeline(cast.hugo, both[0])) != before[0]
    part(cast, second)
    assert [shape(queries.timeline(cast.hugo, one)) for one in both] == before
    assert sorted(Relationship.objects.values_list("person_id", "team_id", "since")) == relationships


def test_the_relationship_and_its_next_step_follow(cast: Cast, second: int) -> None:
    step = {"team_id": cast.service_desk.pk, "next_step": "Show her the new form", "next_step_on": None}
    ledger.set_next_step(person_id=second, actor=cast.hugo, at=MONDAY, **step)
    merge(cast, second)
    found = queries.relationship(cast.hugo, cast.marta.person_id or 0)
    assert found is not None
    assert found.next_step == "Show her the new form"
    part(cast, second)
    mine = queries.relationship(cast.hugo, cast.marta.person_id or 0)
    theirs = queries.relationship(cast.hugo, second)
    assert (mine.next_step if mine else None, theirs.next_step if theirs else None) == ("", "Show her the new form")


def test_what_comes_in_for_either_row_stands_with_the_one_kept(cast: Cast, second: int) -> None:
    merge(cast, second)
    at = MONDAY + 40 * ONE_DAY
    (found,) = receive(mail(ADDRESS, "From the other address", at=at), at=at)
    ledger.record_acts([call(cast, second, at + timedelta(minutes=5))], actor=system(), at=at + ONE_HOUR)
    assert jobs.run_all("default").failed == []
    line = queries.timeline(cast.hugo, cast.marta.person_id or 0)
    assert [a.kind for a in line.acts][-2:] == ["message", "call"]
    assert not Episode.objects.filter(person_id=second).exists()
    assert Act.objects.get(ref_kind="ticket", ref_id=found.ticket_id).person_id == cast.marta.person_id


def test_what_either_row_uses_the_one_kept_uses(cast: Cast, second: int) -> None:
    actions.record_use(
        service_id=cast.printing.pk, person_ids=[second], since=MONDAY.date(), actor=cast.noor, at=MONDAY
    )
    Person.objects.filter(pk=cast.marta.person_id).update(site=None)
    marta = cast.marta.person_id or 0
    assert [s.name for s in people.services_of(cast.hugo, [marta])[marta]] == ["Mail"]
    merge(cast, second)
    assert [s.name for s in people.services_of(cast.hugo, [marta])[marta]] == ["Mail", "Printing"]


def test_a_search_for_either_name_or_address_finds_the_one_kept(cast: Cast, second: int) -> None:
    merge(cast, second)
    for asked in (ADDRESS, "marta.kolb@aldergate.example"):
        hits = search.find(cast.hugo, asked, kinds=["person"]).rows
        assert [hit.ref_id for hit in hits] == [cast.marta.person_id]
    part(cast, second)
    assert [h.ref_id for h in search.find(cast.hugo, ADDRESS, kinds=["person"]).rows] == [second]


def test_moved_to_another_organisation_they_are_found_there(cast: Cast, second: int) -> None:
    merge(cast, second)
    actions.move_person(person_id=cast.marta.person_id, organisation_id=cast.fenmoor.pk, actor=cast.noor, at=MONDAY)
    assert set(Person.objects.filter(pk__in=[cast.marta.person_id, second]).values_list("organisation_id")) == {
        (cast.fenmoor.pk,)
    }
    ruth = people.actor_of(cast.ruth.person_id or 0)
    assert search.find(ruth, "kolb", kinds=["person"]).rows == []
    assert search.find(cast.hugo, ADDRESS, kinds=["person"]).rows[0].ref_id == cast.marta.person_id
    lena = actions.grant_role(
        person_id=cast.lena.person_id,
        role="client_contact",
        organisation_id=cast.fenmoor.pk,
        actor=cast.ines,
        at=MONDAY,
    )
    assert search.find(people.actor_of(lena.person_id), "kolb", kinds=["person"]).rows


def test_likely_pairs_are_named_with_their_reason(cast: Cast, second: int) -> None:
    newcomers = [
        actions.Newcomer(cast.aldergate.pk, "marta.kolb+phone@aldergate.example", "M. K."),
        actions.Newcomer(cast.aldergate.pk, "brand@aldergate.example", "Ivo Brant"),
        actions.Newcomer(cast.fenmoor.pk, "marta.kolb@fenmoor.example", "Marta Kolb"),
    ]
    actions.meet(newcomers=newcomers, actor=system(), at=MONDAY)
    found = {(one.keep.name, one.other.name): one.reason for one in people.duplicates(cast.noor)}
    assert found == {
        ("Marta Kolb", "M. K."): "Their addresses differ only behind the @ or by a dot or a tag.",
        ("Ivo Brandt", "Ivo Brant"): "Their names differ by one letter.",
    }
    ivo = people.duplicates(cast.noor, person_id=cast.ivo.person_id)
    assert [one.other.name for one in ivo] == ["Ivo Brant"]


def test_an_address_staff_add_is_hers_at_once(cast: Cast) -> None:
    made = actions.add_address(person_id=cast.marta.person_id, address="Marta@Home.example", actor=cast.noor, at=MONDAY)
    (found,) = actions.resolve_senders(senders=[sender("marta@home.example")], actor=system(), at=MONDAY)
    assert found.person_id == cast.marta.person_id
    actions.vouch_for_address(address_id=made.pk, actor=cast.noor, at=MONDAY)
    assert people.addresses_of(cast.marta, cast.marta.person_id or 0)[-1].verified_at == MONDAY


def test_a_lead_gets_no_powers_by_giving_an_administrator_an_address(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add_address(person_id=cast.ines.person_id, address="noor@home.example", actor=cast.noor, at=MONDAY)
    with pytest.raises(NotAllowed):
        actions.add_address(person_id=cast.noor.person_id, address="x@home.example", actor=cast.hugo, at=MONDAY)
    assert len(people.addresses_of(cast.ines, cast.ines.person_id or 0)) == 1


def test_an_address_she_claims_is_hers_once_she_confirmed_it(cast: Cast) -> None:
    actions.claim_address(address="marta@home.example", actor=cast.marta, at=MONDAY)
    assert len(people.addresses_of(cast.marta, cast.marta.person_id or 0)) == 1
    token = postroom.unsealed(Letter.objects.get(kind="confirm")).data["token"]
    actions.confirm_address(token=token, actor=cast.nobody, at=MONDAY)
    assert people.addresses_of(cast.marta, cast.marta.person_id or 0)[-1].verified_at == MONDAY
    (found,) = actions.resolve_senders(senders=[sender("marta@home.example")], actor=system(), at=MONDAY)
    assert found.person_id == cast.marta.person_id


def test_nobody_gets_the_mail_of_another_by_claiming_their_address(cast: Cast) -> None:
    for address in ("ivo.brandt@aldergate.example", "not.yet.known@aldergate.example"):
        actions.claim_address(address=address, actor=cast.marta, at=MONDAY)
        (found,) = actions.resolve_senders(senders=[sender(address)], actor=system(), at=MONDAY)
        assert found.person_id != cast.marta.person_id
    for letter in Letter.objects.filter(kind="confirm"):
        with pytest.raises(links.WrongLink, match="somebody we know"):
            actions.confirm_address(token=postroom.unsealed(letter).data["token"], actor=cast.nobody, at=MONDAY)


def test_an_address_known_here_and_the_last_one_are_refused(cast: Cast) -> None:
    with pytest.raises(actions.KnownAddress, match="merged"):
        actions.add_address(
            person_id=cast.marta.person_id, address="ivo.brandt@aldergate.example", actor=cast.noor, at=MONDAY
        )
    (only,) = people.addresses_of(cast.marta, cast.marta.person_id or 0)
    with pytest.raises(actions.LastAddress):
        actions.remove_address(address_id=only.id, actor=cast.marta, at=MONDAY)
    with pytest.raises(NotFound):
        actions.remove_address(address_id=only.id, actor=cast.ivo, at=MONDAY)


def sender(address: str) -> Any:
    """A mail's sender as the mail path asks for them."""
    from rapport.domains.people.types import Sender

    return Sender(address=address)
