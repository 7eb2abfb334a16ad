"""Who leaves takes along what nobody agreed to; agreed words are the organisation's and lose the names."""

from __future__ import annotations

from rapport.domains.knowledge import actions
from rapport.domains.knowledge.models import Term, TermVersion
from rapport.domains.knowledge.tests.test_agreeing import proposed
from rapport.domains.knowledge.types import Wording
from rapport.foundation import leaving, search
from rapport.foundation.leaving import Leaver
from tests.cast import MONDAY, Cast


def leave(cast: Cast) -> None:
    """Marta goes: every step and every declared row."""
    leaver = Leaver((cast.marta.person_id or 0,), names=("Marta Kolb",))
    place: leaving.Place | None = leaving.Place()
    while place is not None:
        place = leaving.carry_on(leaver, place)


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
    assert (row.proposed_by_id, row.their_word, row.meaning) == (None, "white box", "[erased] has one.")
    assert list(TermVersion.objects.values_list("reason", flat=True).exclude(reason="")) == ["[erased]"]
    assert not TermVersion.objects.filter(decided_by=cast.marta.person_id).exists()
