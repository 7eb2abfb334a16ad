"""Signing in by mail: one link, one use, the same answer for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Account, Address, Organisation, Person
from rapport.foundation import postroom
from rapport.foundation.actors import NOBODY, NotAllowed, system
from rapport.foundation.links import WrongLink
from rapport.foundation.models import Letter, Link
from tests import cast as named
from tests.cast import MONDAY, ONE_MINUTE, Cast


def ask(email: str) -> str:
    """Ask for a link and read its token out of the letter; empty when no letter was written."""
    before = set(Letter.objects.values_list("id", flat=True))
    actions.sign_in_link(email=email, actor=NOBODY, at=MONDAY)
    letter = Letter.objects.exclude(pk__in=before).filter(kind="sign_in").first()
    return postroom.unsealed(letter).data["token"] if letter else ""


def test_the_link_in_the_letter_signs_in(cast: Cast) -> None:
    account = actions.sign_in(token=ask("Marta.Kolb@aldergate.example"), actor=NOBODY, at=MONDAY + ONE_MINUTE)
    assert [p.pk for p in queries.persons_of_account(account.pk)] == [cast.marta.person_id]


def test_it_signs_in_once(cast: Cast) -> None:
    token = ask(named.address(cast.marta))
    actions.sign_in(token=token, actor=NOBODY, at=MONDAY)
    with pytest.raises(WrongLink, match="used already"):
        actions.sign_in(token=token, actor=NOBODY, at=MONDAY)


def test_it_lives_fifteen_minutes(cast: Cast) -> None:
    token = ask(named.address(cast.marta))
    with pytest.raises(WrongLink, match="expired"):
        actions.sign_in(token=token, actor=NOBODY, at=MONDAY + timedelta(minutes=16))


@pytest.mark.parametrize("unknown", ["who@nowhere.example", "not an address", ""])
def test_an_unknown_address_gets_the_same_answer_and_no_letter(cast: Cast, unknown: str) -> None:
    assert actions.sign_in_link(email=unknown, actor=NOBODY, at=MONDAY) is None
    assert not Letter.objects.exists()
    assert not Link.objects.exists()


def test_five_letters_an_hour_are_enough(cast: Cast) -> None:
    assert [bool(ask(named.address(cast.marta))) for _ in range(6)] == [True] * 5 + [False]


def test_one_account_for_two_organisations(cast: Cast) -> None:
    newcomer = actions.Newcomer(cast.fenmoor.pk, named.address(cast.marta), "Marta Kolb")
    actions.meet(newcomers=[newcomer], actor=system(), at=MONDAY)
    account = actions.sign_in(token=ask(named.address(cast.marta)), actor=NOBODY, at=MONDAY)
    homes = [p.organisation.name for p in queries.persons_of_account(account.pk)]
    assert homes == ["Aldergate Electric", "Fenmoor Housing"]


@pytest.mark.parametrize("who", ["hugo", "marta"])
def test_a_second_person_with_the_address_never_comes_before_the_first(cast: Cast, who: str) -> None:
    one = getattr(cast, who)
    Organisation.objects.filter(pk=cast.fenmoor.pk).update(name="AAA, first by name")
    newcomer = actions.Newcomer(cast.fenmoor.pk, named.address(one), "Somebody Else")
    other = actions.meet(newcomers=[newcomer], actor=system(), at=MONDAY)[newcomer.place]
    if who == "hugo":  # even where the other one was proven before: whoever serves gets in as staff
        Address.objects.filter(person_id=other).update(verified_at=MONDAY - timedelta(days=9))
    account = actions.sign_in(token=ask(named.address(one)), actor=NOBODY, at=MONDAY)
    assert [p.pk for p in queries.persons_of_account(account.pk)] == [one.person_id, other]


def test_nobody_gets_an_address_of_another_organisation_and_none_confirms_one(cast: Cast) -> None:
    taken = named.address(cast.hugo)
    with pytest.raises(actions.KnownAddress, match="another organisation"):
        actions.add_address(person_id=cast.marta.person_id or 0, address=taken, actor=cast.ines, at=MONDAY)
    actions.claim_address(address=taken, actor=cast.marta, at=MONDAY)
    token = postroom.unsealed(Letter.objects.latest("id")).data["token"]
    with pytest.raises(WrongLink, match="somebody we know"):
        actions.confirm_address(token=token, actor=NOBODY, at=MONDAY)
    assert Address.objects.filter(address=taken).count() == 1


def test_signing_in_by_mail_proves_the_address(cast: Cast) -> None:
    newcomer = actions.Newcomer(cast.fenmoor.pk, "new@fenmoor.example", "New", unproven=True)
    person_id = actions.meet(newcomers=[newcomer], actor=system(), at=MONDAY)[newcomer.place]
    actions.sign_in(token=ask("new@fenmoor.example"), actor=NOBODY, at=MONDAY)
    assert Address.objects.get(address="new@fenmoor.example").verified_at == MONDAY
    assert not Person.objects.get(pk=person_id).unproven


def test_a_second_verified_address_leads_to_the_same_account(cast: Cast) -> None:
    first = actions.sign_in(token=ask(named.address(cast.marta)), actor=NOBODY, at=MONDAY)
    Address.objects.create(
        person_id=cast.marta.person_id, organisation=cast.aldergate, address="mk@aldergate.example", verified_at=MONDAY
    )
    assert actions.sign_in(token=ask("mk@aldergate.example"), actor=NOBODY, at=MONDAY) == first
    assert Account.objects.count() == 1


def test_a_merged_persons_address_signs_in_the_one_kept(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    account = actions.sign_in(token=ask(named.address(cast.ivo)), actor=NOBODY, at=MONDAY)
    assert [p.pk for p in queries.persons_of_account(account.pk)] == [cast.marta.person_id]


def test_a_token_for_something_else_signs_nobody_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.sign_in(token="x", purpose="answer", actor=NOBODY, at=MONDAY)


def test_a_token_from_the_command_line_proves_no_address(cast: Cast) -> None:
    Address.objects.filter(person_id=cast.marta.person_id).update(verified_at=None)
    token = actions.sign_in_token(email=named.address(cast.marta), actor=system(), at=MONDAY)
    actions.sign_in(token=token, actor=NOBODY, at=MONDAY)
    assert Address.objects.get(person_id=cast.marta.person_id).verified_at is None


def test_only_an_administrator_makes_tokens_for_others(cast: Cast) -> None:
    for actor in (cast.hugo, cast.noor, cast.marta, NOBODY):
        with pytest.raises(NotAllowed):
            actions.sign_in_token(email=named.address(cast.ines), actor=actor, at=MONDAY)
        with pytest.raises(NotAllowed):
            actions.lasting_sign_in(person_id=cast.ines.person_id, actor=actor, at=MONDAY)


def test_an_address_is_confirmed_by_its_letter(cast: Cast) -> None:
    person_id = cast.marta.person_id or 0
    actions.add_address(person_id=person_id, address="new@home.example", actor=cast.ines, at=MONDAY)
    token = postroom.unsealed(Letter.objects.get(kind="confirm")).data["token"]
    assert actions.confirm_address(token=token, actor=NOBODY, at=MONDAY).pk == person_id
    assert Address.objects.get(address="new@home.example").verified_at == MONDAY


def test_ending_sessions_changes_what_a_session_is_checked_against(cast: Cast) -> None:
    account = actions.sign_in(token=ask(named.address(cast.marta)), actor=NOBODY, at=MONDAY)
    before = account.get_session_auth_hash()
    actions.end_sessions(account_id=account.pk, actor=cast.marta, at=MONDAY)
    account.refresh_from_db()
    assert account.get_session_auth_hash() != before


def test_nobody_ends_the_sessions_of_others(cast: Cast) -> None:
    account = actions.sign_in(token=ask(named.address(cast.marta)), actor=NOBODY, at=MONDAY)
    for actor in (cast.ivo, cast.lena, cast.tomas, cast.hugo, NOBODY):
        with pytest.raises(NotAllowed):
            actions.end_sessions(account_id=account.pk, actor=actor, at=MONDAY)


def test_the_address_is_in_no_log_of_the_audit(cast: Cast) -> None:
    from rapport.foundation.models import Audit

    actions.sign_in(token=ask(named.address(cast.marta)), actor=NOBODY, at=MONDAY)
    said: Any = str(list(Audit.objects.values()))
    assert "@" not in said
