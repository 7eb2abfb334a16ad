"""People own their profile; others ask before they touch it."""

from __future__ import annotations

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Consent, Preference
from rapport.foundation import audit
from rapport.foundation.actors import NotFound, system_of
from tests import cast as named
from tests.cast import MONDAY, ONE_DAY, Cast

STRANGERS = ["ivo", "lena", "tomas", "ruth", "hugo", "nobody"]


def test_marta_says_how_she_likes_to_work(cast: Cast) -> None:
    changes = {
        "channel": "phone",
        "hours": "mornings",
        "detail": "steps",
        "support_note": "Slow line",
        "language": "de",
    }
    actions.update_profile(person_id=cast.marta.person_id, changes=changes, actor=cast.marta, at=MONDAY)
    row = named.person(cast.marta)
    assert {name: getattr(row, name) for name in changes} == changes
    assert queries.actor_of(row.pk).language == "de"


def test_the_audit_names_fields_and_no_values(cast: Cast) -> None:
    actions.update_profile(
        person_id=cast.marta.person_id, changes={"support_note": "Slow line"}, actor=cast.marta, at=MONDAY
    )
    row = audit.rows(subject_kind="person", subject_id=cast.marta.person_id)[0]
    assert (row.verb, row.fields) == ("person.updated", ["support_note"])


def test_a_new_name_is_found(cast: Cast) -> None:
    actions.update_profile(person_id=cast.marta.person_id, changes={"name": "Marta Adler"}, actor=cast.marta, at=MONDAY)
    assert [c.name for c in queries.people(cast.hugo, search="adler")] == ["Marta Adler"]
    assert queries.people(cast.hugo, search="kolb").rows != []  # her address still says it


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_change_nothing(cast: Cast, who: str) -> None:
    actor = cast.everybody[who]
    with pytest.raises(NotFound):
        actions.update_profile(person_id=cast.marta.person_id, changes={"name": "X"}, actor=actor, at=MONDAY)
    with pytest.raises(NotFound):
        actions.set_preference(person_id=cast.marta.person_id, key="a", value="b", actor=actor, at=MONDAY)
    with pytest.raises(NotFound):
        actions.opt_out(person_id=cast.marta.person_id, actor=actor, at=MONDAY)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "  "}, "needs a name"),
        ({"channel": "pigeon"}, "Choose one of"),
        ({"organisation": "1"}, "not part of a profile"),
        ({"hours": "x" * 200}, "shorten"),
    ],
)
def test_what_cannot_be_says_why(cast: Cast, changes: dict[str, str], reason: str) -> None:
    with pytest.raises(actions.WrongProfile, match=reason):
        actions.update_profile(person_id=cast.marta.person_id, changes=changes, actor=cast.marta, at=MONDAY)


def test_a_preference_is_kept_changed_and_forgotten(cast: Cast) -> None:
    for value in ("dark", "light"):
        actions.set_preference(person_id=cast.marta.person_id, key="look", value=value, actor=cast.marta, at=MONDAY)
    assert Preference.objects.get(person_id=cast.marta.person_id).value == "light"
    actions.set_preference(person_id=cast.marta.person_id, key="look", value="", actor=cast.marta, at=MONDAY)
    assert not Preference.objects.exists()


def test_a_consent_is_given_once_and_taken_back(cast: Cast) -> None:
    actions.give_consent(kind="case study", actor=cast.marta, at=MONDAY)
    actions.give_consent(kind="case study", actor=cast.marta, at=MONDAY + ONE_DAY)
    actions.withdraw_consent(kind="case study", actor=cast.marta, at=MONDAY + ONE_DAY)
    row = Consent.objects.get(person_id=cast.marta.person_id)
    assert (row.given_at, row.withdrawn_at) == (MONDAY, MONDAY + ONE_DAY)


def test_opting_out_stays_until_taken_back_by_oneself(cast: Cast) -> None:
    system = system_of(cast.aldergate.pk)
    actions.opt_out(person_id=cast.marta.person_id, actor=system, at=MONDAY)
    actions.opt_out(person_id=cast.marta.person_id, actor=cast.marta, at=MONDAY + ONE_DAY)
    assert named.person(cast.marta).opted_out_at == MONDAY
    actions.opt_in(actor=cast.marta, at=MONDAY + ONE_DAY)
    assert named.person(cast.marta).opted_out_at is None


def test_the_system_of_another_organisation_reaches_nobody_here(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.opt_out(person_id=cast.marta.person_id, actor=system_of(cast.fenmoor.pk), at=MONDAY)
