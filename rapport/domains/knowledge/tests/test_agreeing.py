"""A word counts once both sides have agreed; every wording is kept, and nobody decides for the other side."""

from __future__ import annotations

import pytest

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.models import Term
from rapport.domains.knowledge.types import TermFilters, Wording
from rapport.domains.people import actions as people
from rapport.domains.people.types import OrganisationKind
from rapport.foundation import search
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from tests.cast import MONDAY, ONE_DAY, Cast

BOX = Wording("white box", "tablet", "The tablet of a site crew.")


def proposed(cast: Cast, by: Actor, wording: Wording = BOX, **more: object) -> Term:
    named = {"organisation_id": cast.aldergate.pk, "service_id": cast.mail.pk} | more
    return actions.propose_term(wording=wording, actor=by, at=MONDAY, **named)  # type: ignore[arg-type]


def agreed(cast: Cast, wording: Wording = BOX, **more: object) -> Term:
    term = proposed(cast, cast.hugo, wording, **more)
    return actions.agree_term(term_id=term.pk, actor=cast.marta, at=MONDAY)


def outcomes(cast: Cast, term: Term) -> list[str]:
    return [version.outcome for version in queries.term(cast.hugo, term.pk).versions]


def test_ours_is_agreed_by_somebody_who_uses_the_service(cast: Cast) -> None:
    term = proposed(cast, cast.hugo)
    assert term.state == "proposed_by_us"
    assert [card.their_word for card in queries.waiting(cast.ivo)] == ["white box"]
    assert actions.agree_term(term_id=term.pk, actor=cast.ivo, at=MONDAY).state == "agreed"


def test_theirs_is_agreed_by_staff_of_the_team(cast: Cast) -> None:
    term = proposed(cast, cast.marta)
    assert term.state == "proposed_by_them"
    for nobody in (cast.marta, cast.ruth):
        with pytest.raises(actions.NotYourTurn):
            actions.agree_term(term_id=term.pk, actor=nobody, at=MONDAY)
    with pytest.raises(NotFound):
        actions.agree_term(term_id=term.pk, actor=cast.sanna, at=MONDAY)
    assert actions.agree_term(term_id=term.pk, actor=cast.noor, at=MONDAY).state == "agreed"


def test_who_puts_it_forward_does_not_agree(cast: Cast) -> None:
    term = proposed(cast, cast.hugo)
    with pytest.raises(actions.NotYourTurn):
        actions.agree_term(term_id=term.pk, actor=cast.noor, at=MONDAY)


def test_asked_by_name_only_she_and_the_client_contact_see_it(cast: Cast) -> None:
    term = proposed(cast, cast.hugo, asked_id=cast.marta.person_id)
    with pytest.raises(NotFound):
        queries.term(cast.ivo, term.pk)
    assert queries.term(cast.marta, term.key).decides
    assert queries.term(cast.ruth, term.key).decides


def test_nobody_is_asked_about_the_words_of_another_organisation(cast: Cast) -> None:
    with pytest.raises(NotFound):
        proposed(cast, cast.hugo, asked_id=cast.lena.person_id)


def test_no_is_said_with_its_reason_and_may_be_worded_otherwise(cast: Cast) -> None:
    term = proposed(cast, cast.hugo)
    with pytest.raises(actions.UnclearTerm):
        actions.decline_term(term_id=term.pk, reason="  ", actor=cast.marta, at=MONDAY)
    actions.decline_term(term_id=term.pk, reason="We say grey box.", actor=cast.marta, at=MONDAY)
    again = actions.reword_term(
        term_id=term.pk, wording=Wording("grey box", "tablet"), actor=cast.hugo, at=MONDAY + ONE_DAY
    )
    assert again.state == "proposed_by_us"
    assert outcomes(cast, term) == ["waiting", "declined"]


def test_a_new_wording_leaves_the_agreed_one_in_force_until_it_is_decided(cast: Cast) -> None:
    term = agreed(cast)
    actions.reword_term(term_id=term.pk, wording=Wording("crate", "tablet"), actor=cast.ivo, at=MONDAY)
    seen = {who.name: queries.term(who, term.pk).term.their_word for who in (cast.hugo, cast.ivo, cast.marta)}
    assert seen == {"Hugo Marek": "crate", "Ivo Brandt": "crate", "Marta Kolb": "white box"}
    assert [card.their_word for card in queries.words_of_service(cast.hugo, cast.mail.pk)] == ["white box"]
    actions.decline_term(term_id=term.pk, reason="One of you only.", actor=cast.hugo, at=MONDAY)
    assert Term.objects.get(pk=term.pk).their_word == "white box"
    assert outcomes(cast, term) == ["declined", "agreed"]


def test_the_wording_that_was_read_is_the_one_that_is_agreed(cast: Cast) -> None:
    term = proposed(cast, cast.hugo)
    actions.reword_term(term_id=term.pk, wording=Wording("grey box", "tablet"), actor=cast.hugo, at=MONDAY)
    with pytest.raises(actions.NotYourTurn):
        actions.agree_term(term_id=term.pk, version=1, actor=cast.marta, at=MONDAY)


def test_what_is_retired_counts_no_more_and_is_kept(cast: Cast) -> None:
    term = agreed(cast)
    with pytest.raises(NotAllowed):
        actions.retire_term(term_id=term.pk, actor=cast.ivo, at=MONDAY)
    actions.retire_term(term_id=term.pk, actor=cast.ruth, at=MONDAY)
    assert queries.words_of_service(cast.marta, cast.mail.pk).rows == []
    assert search.find(cast.hugo, "white box", kinds=["term"]).rows == []
    assert len(queries.term(cast.hugo, term.pk).versions) == 1


def test_a_proposal_is_taken_back_by_its_own_side(cast: Cast) -> None:
    theirs, ours = proposed(cast, cast.marta), proposed(cast, cast.hugo, Wording("lamp", "beacon"))
    for term, other in ((theirs, cast.hugo), (ours, cast.marta)):
        with pytest.raises(NotAllowed):
            actions.retire_term(term_id=term.pk, actor=other, at=MONDAY)
    assert actions.retire_term(term_id=theirs.pk, actor=cast.marta, at=MONDAY).state == "retired"
    assert actions.retire_term(term_id=ours.pk, actor=cast.noor, at=MONDAY).state == "retired"


def test_the_same_two_words_stand_there_once(cast: Cast) -> None:
    agreed(cast)
    with pytest.raises(actions.AlreadyThere):
        proposed(cast, cast.marta, Wording("White Box", "Tablet"))


def test_a_colleagues_proposal_does_not_show_in_an_error(cast: Cast) -> None:
    first, second = proposed(cast, cast.marta), proposed(cast, cast.ivo)
    actions.agree_term(term_id=first.pk, actor=cast.hugo, at=MONDAY)
    with pytest.raises(actions.AlreadyThere):
        actions.agree_term(term_id=second.pk, actor=cast.hugo, at=MONDAY)


@pytest.mark.parametrize(
    "wording",
    [
        Wording("", "tablet"),
        Wording("...", "tablet"),
        Wording("Tablet", "tablet"),
        Wording("x" * 81, "tablet"),
        Wording("box", "one two three four five six seven eight nine ten eleven twelve thirteen"),
        Wording("box", "tablet", "m" * 301),
    ],
)
def test_what_is_no_wording_is_refused(cast: Cast, wording: Wording) -> None:
    with pytest.raises(actions.UnclearTerm):
        proposed(cast, cast.hugo, wording)


def test_those_whom_nobody_knows_yet_have_no_words(cast: Cast) -> None:
    from rapport.domains.people.models import Organisation

    unknown, _ = Organisation.objects.get_or_create(
        built_in=True, defaults={"kind": OrganisationKind.PUBLIC, "name": "not yet known", "created_at": MONDAY}
    )
    with pytest.raises(actions.UnclearTerm):
        proposed(cast, cast.hugo, organisation_id=unknown.pk)


def test_a_word_of_one_site_is_not_shown_at_another(cast: Cast) -> None:
    shed = people.create_site(organisation_id=cast.aldergate.pk, name="Shed", actor=system(), at=MONDAY)
    term = proposed(cast, cast.hugo, site_id=shed.pk)
    with pytest.raises(NotFound):
        queries.term(cast.marta, term.pk)
    actions.agree_term(term_id=term.pk, actor=cast.ruth, at=MONDAY)
    assert queries.words_of_service(cast.marta, cast.mail.pk).rows == []


def test_when_somebody_uses_the_service_no_more_its_words_are_not_theirs(cast: Cast) -> None:
    from rapport.domains.people.models import Use

    agreed(cast)
    Use.objects.filter(person_id=cast.ivo.person_id).update(until=MONDAY.date())
    assert queries.words_of_service(cast.ivo, cast.mail.pk).rows == []
    assert len(queries.words_of_service(cast.marta, cast.mail.pk).rows) == 1


def test_another_organisation_reads_no_word_of_theirs(cast: Cast) -> None:
    agreed(cast)
    assert queries.terms(cast.lena).rows == []
    assert queries.words_of_service(cast.lena, cast.mail.pk).rows == []


def test_terms_are_found_by_both_words_within_reach(cast: Cast) -> None:
    term = agreed(cast)
    for asked in ("white box", "tablet", "crew"):
        assert [hit.ref_id for hit in search.find(cast.sanna, asked, kinds=["term"]).rows] == [term.pk], asked
    assert search.find(cast.lena, "tablet", kinds=["term"]).rows == []


def test_the_list_is_limited_by_what_was_asked(cast: Cast) -> None:
    agreed(cast)
    proposed(cast, cast.marta, Wording("yellow lamp", "beacon"))
    asked = TermFilters(organisation_id=cast.aldergate.pk, service_id=cast.mail.pk, state="proposed_by_them")
    assert [card.their_word for card in queries.terms(cast.hugo, filters=asked)] == ["yellow lamp"]
    assert queries.terms(cast.hugo, filters=TermFilters(organisation_id=cast.fenmoor.pk)).rows == []


def test_pages_follow_each_other_without_gap(cast: Cast) -> None:
    for number in range(5):
        proposed(cast, cast.hugo, Wording(f"thing {number}", f"part {number}"))
    first = queries.terms(cast.hugo, size=3)
    second = queries.terms(cast.hugo, size=3, after=first.next)
    assert len({card.id for card in (*first, *second)}) == 5
