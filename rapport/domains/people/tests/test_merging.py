"""Two rows that are one person, and the way back."""

from __future__ import annotations

import pytest

from rapport.domains.people import actions, queries
from rapport.foundation.actors import NotAllowed, NotFound
from tests import cast as named
from tests.cast import MONDAY, Cast


def test_the_one_kept_reaches_what_belonged_to_both(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    assert queries.actor_of(cast.marta.person_id).reach.search_tokens() == {
        f"p{cast.marta.person_id}",
        f"p{cast.ivo.person_id}",
    }
    assert [c.name for c in queries.people(cast.noor) if c.organisation_id == cast.aldergate.pk] == [
        "Marta Kolb",
        "Ruth Adeyemi",
    ]


def test_undone_everything_is_as_before(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    assert [c.name for c in queries.people(cast.noor, search="ivo")] == ["Marta Kolb"]
    actions.undo_merge(person_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    assert queries.actor_of(cast.ivo.person_id) == cast.ivo
    assert queries.actor_of(cast.marta.person_id) == cast.marta
    assert [c.name for c in queries.people(cast.noor, search="ivo")] == ["Ivo Brandt"]


def test_people_of_two_organisations_are_not_merged(cast: Cast) -> None:
    with pytest.raises(actions.CannotMerge, match="two organisations"):
        actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.lena.person_id, actor=cast.noor, at=MONDAY)
    assert named.person(cast.lena).merged_into_id is None


def test_merges_do_not_form_chains(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    with pytest.raises(actions.CannotMerge):
        actions.merge_people(keep_id=cast.ivo.person_id, other_id=cast.marta.person_id, actor=cast.noor, at=MONDAY)


def test_nobody_is_merged_into_themself(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.marta.person_id, actor=cast.noor, at=MONDAY)


def test_a_lead_gains_no_power_by_merging_an_administrator(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.merge_people(keep_id=cast.noor.person_id, other_id=cast.ines.person_id, actor=cast.noor, at=MONDAY)
    assert queries.actor_of(cast.noor.person_id) == cast.noor


def test_what_is_not_merged_cannot_be_parted(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.undo_merge(person_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
