"""What a client contact sees: as much as the client granted by naming them, and nothing of anybody else."""

from __future__ import annotations

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Episode
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.people import actions as people
from rapport.domains.people.models import Role
from rapport.domains.people.queries import actor_of
from rapport.foundation.actors import NotFound
from tests.cast import MONDAY, ONE_HOUR, Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    for number in (1, 2):
        at, ref = MONDAY + days(number), ("ticket", number)
        record(
            said(cast, cast.marta, at, ref=ref, title="Mail is slow", team_id=cast.service_desk.pk),
            answered(cast, cast.marta, at + ONE_HOUR, ref=ref, completes=True),
        )
    record(said(cast, cast.lena, MONDAY))
    return cast


def test_the_contact_with_all_people_of_the_organisation_and_of_no_other(cast: Cast) -> None:
    marta, lena = cast.marta.person_id or 0, cast.lena.person_id or 0
    assert {act.person_id for act in queries.acts(cast.ruth)} == {marta}
    assert {episode.person_id for episode in queries.episodes(cast.ruth)} == {marta}
    seen = queries.timeline(cast.ruth, marta)
    assert (seen.n_acts, seen.n_episodes) == (4, 2)
    assert queries.timeline(cast.ruth, lena).acts == ()
    counts = queries.contact_counts(cast.ruth, [marta, lena], since=MONDAY)
    assert {who: (found.acts, found.episodes) for who, found in counts.items()} == {marta: (4, 2)}


def test_the_grant_ends_with_the_role(cast: Cast) -> None:
    role = Role.objects.get(person_id=cast.ruth.person_id)
    people.revoke_role(role_id=role.pk, actor=cast.ines, at=MONDAY)
    ruth = actor_of(cast.ruth.person_id or 0)
    assert queries.acts(ruth).rows == queries.episodes(ruth).rows == []
    assert queries.contact_counts(ruth, [cast.marta.person_id or 0], since=MONDAY) == {}
    with pytest.raises(NotFound):
        queries.timeline(ruth, cast.marta.person_id or 0)


def test_answers_by_name_are_in_no_list_and_in_no_count(cast: Cast) -> None:
    named = {"channel": "answer", "kind": "answer", "audience": "named", "title": "3", "completes": True}
    record(said(cast, cast.marta, MONDAY + days(3), ref=("answer", 7), **named))
    record(answered(cast, cast.marta, MONDAY + days(4), ref=("answer", 7), kind="call", title="We called"))
    marta = cast.marta.person_id or 0
    assert Episode.objects.filter(person_id=marta, ref_kind="answer").exists()
    assert {episode.ref_kind for episode in queries.episodes(cast.ruth)} == {"ticket"}
    assert {episode.ref_kind for episode in queries.episodes(cast.noor)} == {"ticket", "answer"}
    seen = queries.timeline(cast.ruth, marta)
    assert {act.audience for act in seen.acts} == {"both"}
    assert {episode.ref for episode in seen.episodes} == {("ticket", 1), ("ticket", 2)}
    assert queries.contact_counts(cast.ruth, [marta], since=MONDAY)[marta].acts == 5


def test_what_is_for_staff_is_in_no_list(cast: Cast) -> None:
    record(answered(cast, cast.marta, MONDAY + days(5), ref=("ticket", 9), audience="staff", title="Only for us"))
    assert "Only for us" not in {act.title for act in queries.acts(cast.ruth)}
    assert ("ticket", 9) not in {episode.ref for episode in queries.episodes(cast.ruth)}
    assert ("ticket", 9) in {episode.ref for episode in queries.episodes(cast.hugo)}


def test_no_taps_and_no_next_step(cast: Cast) -> None:
    marta = cast.marta.person_id or 0
    episodes = Episode.objects.filter(person_id=marta)
    for episode in episodes:
        actions.answer_reflection(
            episode_id=episode.pk,
            side="theirs",
            know_each_other=None,
            they_know_us=None,
            understood=False,
            actor=cast.marta,
            at=MONDAY + days(6),
        )
    assert queries.understanding(cast.ruth, [episode.pk for episode in episodes]) == {}
    assert queries.understanding(cast.marta, [episode.pk for episode in episodes]) == {"theirs": (2, 0)}
    assert queries.relationships_of(cast.hugo, marta) != []
    assert queries.relationships(cast.ruth).rows == queries.relationships_of(cast.ruth, marta) == []
