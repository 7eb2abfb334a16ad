"""Who is said to see an answer is who can: the sentence and the recovery are made from the same roles."""

from __future__ import annotations

import pytest

from rapport.domains.ledger.models import Relationship
from rapport.domains.people import queries as people
from rapport.domains.people.models import Consent
from rapport.domains.people.types import SHOW_ANSWERS, RoleName
from rapport.domains.recovery import queries as recovery
from rapport.domains.recovery.models import Recovery
from rapport.domains.recovery.types import TAKES_OVER
from rapport.domains.surveys import actions
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.models import Survey
from rapport.domains.surveys.tests import asking
from rapport.foundation import jobs
from rapport.foundation.actors import NOBODY, system
from rapport.foundation.models import Letter
from rapport.interfaces.look.wording import modes, sheet
from rapport.interfaces.look.wording.sheet_words import words_in
from tests import cast as named
from tests.cast import MONDAY, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return named.build()


def test_everybody_who_can_open_the_recovery_was_said_by_name_or_role(cast: Cast) -> None:
    """Hugo helps her and does not read it; Ines, who was named, does; then a lead and the owner of the service."""
    ids = asking.crowd(cast, 3)
    asking.send(cast, size=3)
    Survey.objects.update(owner_id=cast.ines.person_id)
    for pk in ids:
        Relationship.objects.create(person_id=pk, team=cast.service_desk, owner_id=cast.hugo.person_id, since=MONDAY)
    for invitation_id, token in asking.tokens().items():
        page = surveys.invitation_page(NOBODY, token, at=MONDAY)
        words = words_in("en")
        said = f"{sheet.who_sees(page, words)} {sheet.who_else_sees(page, words)}"
        letter = Letter.objects.get(kind="invitation", ref_id=invitation_id)
        assert said.startswith(f"{cast.ines.name} reads it")
        for sentence in (said, modes.promise("named", owner=letter.data["owner"])):
            assert all(modes.ROLES["en"][role] in sentence for role in TAKES_OVER)
            assert "can read it from the first minute" in sentence and "whoever looks after you calls first" in sentence
        actions.answer(token=token, score=2, at=MONDAY)
    jobs.run_all(at=MONDAY)
    assert Recovery.objects.count() == 3
    roles = {card.id for card in people.people_with_role(system(), TAKES_OVER)}
    for row in Recovery.objects.all():
        assert row.owner_id == row.holder_id == cast.ines.person_id
        assert {row.owner_id, row.deputy_id, row.service_owner_id} - {None} <= roles | {cast.ines.person_id}
        assert cast.hugo.person_id not in {row.owner_id, row.deputy_id, row.service_owner_id}
    assert RoleName.AGENT not in TAKES_OVER


def test_who_looks_after_her_calls_first_where_she_allowed_it_and_who_stands_in_reads_at_once(cast: Cast) -> None:
    [pk] = asking.crowd(cast, 1)
    asking.send(cast, size=1)
    Survey.objects.update(owner_id=cast.ines.person_id)
    Relationship.objects.create(person_id=pk, team=cast.service_desk, owner_id=cast.hugo.person_id, since=MONDAY)
    Consent.objects.create(person_id=pk, kind=SHOW_ANSWERS, given_at=MONDAY)
    actions.answer(token=asking.first()[1], score=2, at=MONDAY)
    jobs.run_all(at=MONDAY)
    row = Recovery.objects.get()
    assert row.owner_id == row.holder_id == cast.hugo.person_id
    stands_in = next(one for one in (cast.noor, cast.dev, cast.ines) if one.person_id == row.deputy_id)
    assert [one.score for one in recovery.recovery(stands_in, row.pk, at=MONDAY).said] == [2]


def test_both_languages_say_every_role() -> None:
    for code in ("en", "de"):
        assert set(modes.ROLES[code]) == set(TAKES_OVER)
        assert all(word in modes.stand_ins(code) for word in modes.ROLES[code].values())
