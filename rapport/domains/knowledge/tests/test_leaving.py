"""Who leaves takes along what nobody agreed to; agreed words are the organisation's and lose the names."""

from __future__ import annotations

from rapport.domains.knowledge import actions
from rapport.domains.knowledge.models import Problem, Term, TermVersion
from rapport.domains.knowledge.tests.test_agreeing import proposed
from rapport.domains.knowledge.types import Audience, Readers, Trouble, Wording
from rapport.domains.ledger.models import Episode
from rapport.foundation import leaving, search
from rapport.foundation.leaving import Leaver
from tests.cast import MONDAY, Cast


def leave(cast: Cast) -> None:
    """Marta goes: every step and every declared row."""
    leaver = Leaver((cast.marta.person_id or 0,), names=("Marta Kolb",))
    place: leaving.Place | None = leaving.Place()
    while place is not None:
        place = leaving.carry_on(leaver, place)


def test_her_sentences_go_from_what_stays(cast: Cast) -> None:
    """The example came from her request, and a known problem has its subject as title."""
    about = {"ref_kind": "ticket", "ref_id": 4711}
    Episode.objects.create(
        person_id=cast.marta.person_id,
        organisation=cast.aldergate,
        started_at=MONDAY,
        last_act_at=MONDAY,
        title="The drawings are torn",
        **about,
    )
    wording = Wording("white box", "tablet", "What drawings are shown on.", "My white box is dead since lunch.")
    ours = proposed(cast, cast.hugo, wording)
    Term.objects.filter(pk=ours.pk).update(**about)
    actions.agree_term(term_id=ours.pk, actor=cast.marta, at=MONDAY)
    readers = Readers(Audience.SERVICE, cast.mail.pk)
    opened = {"readers": readers, "team_id": cast.service_desk.pk, "actor": cast.hugo, "at": MONDAY}
    hers = actions.open_problem(trouble=Trouble("the drawings are torn", "Print again."), **opened)
    other = actions.open_problem(trouble=Trouble("Mail is slow", "Wait."), **opened)
    leave(cast)
    row, version = Term.objects.get(pk=ours.pk), TermVersion.objects.get(term=ours)
    assert (row.meaning, row.example, version.example) == ("What drawings are shown on.", "", "")
    assert search.find(cast.hugo, "lunch").rows == search.find(cast.hugo, "torn").rows == []
    assert [Problem.objects.get(pk=one.pk).title for one in (hers, other)] == [cast.mail.name, "Mail is slow"]


def test_proposals_go_and_agreed_words_stay_without_names(cast: Cast) -> None:
    kept = proposed(cast, cast.marta, Wording("white box", "tablet", "Marta Kolb has one."))
    actions.agree_term(term_id=kept.pk, actor=cast.hugo, at=MONDAY)
    gone = proposed(cast, cast.marta, Wording("lamp", "beacon"))
    declined = proposed(cast, cast.hugo, Wording("hut", "site office"))
    actions.decline_term(term_id=declined.pk, reason="I never say that.", actor=cast.marta, at=MONDAY)
    leave(cast)
    assert set(Term.objects.values_list("pk", flat=True)) == {kept.pk, declined.pk}
    assert search.find(cast.hugo, "lamp", kinds=["term"]).rows == []
    assert gone.pk not in TermVersion.objects.values_list("term_id", flat=True)
    row = Term.objects.get(pk=kept.pk)
    assert (row.proposed_by_id, row.their_word, row.meaning) == (None, "white box", "")
    assert list(TermVersion.objects.values_list("reason", flat=True).exclude(reason="")) == ["[erased]"]
    assert not TermVersion.objects.filter(decided_by=cast.marta.person_id).exists()
