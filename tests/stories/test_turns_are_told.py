"""A recovery is somebody's to do: they are told once, in the way they chose, without a name or a word of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from rapport.domains.notices import actions as notices
from rapport.domains.notices import queries as noticed
from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.models import Notice, Recovery
from rapport.domains.recovery.tests.saying import WORDS, opened
from rapport.domains.recovery.types import Turn
from rapport.foundation import jobs, postroom
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

TUESDAY, WEDNESDAY = MONDAY + ONE_DAY, MONDAY + 2 * ONE_DAY
pytestmark = pytest.mark.django_db


def told(at: datetime = WEDNESDAY + 30 * ONE_DAY) -> list[tuple[str, str]]:
    """Who is told by now that it is their turn, and in which words; earlier letters have left by then."""
    jobs.run_all(at=at)
    while notices.tell_due(actor=system(), at=at):
        pass
    rows = [one for one in Letter.objects.filter(kind="notices").order_by("pk") if not postroom.is_emptied(one)]
    return [(one.to[0][0], f"{one.subject} {in_words(postroom.unsealed(one)).text}") for one in rows]


def pass_on(at: datetime) -> int:
    """What the clock does."""
    return actions.escalate(actor=system(), at=at)


def test_each_turn_is_told_once_and_the_letter_names_nobody(cast: Cast) -> None:
    row = opened(cast)
    said = told(MONDAY)
    assert pass_on(TUESDAY - ONE_HOUR) == 0
    assert pass_on(TUESDAY + ONE_HOUR) == 1
    assert pass_on(TUESDAY + ONE_HOUR) == pass_on(TUESDAY + 2 * ONE_HOUR) == 0
    assert [seen.id for seen in queries.due_now(cast.noor, at=TUESDAY)] == [row.pk]
    assert queries.due_now(cast.ines, at=TUESDAY) == []
    said += told(TUESDAY + ONE_HOUR)
    assert pass_on(WEDNESDAY + ONE_HOUR) == 1
    assert pass_on(WEDNESDAY + 30 * ONE_DAY) == 0
    assert list(Notice.objects.order_by("pk").values_list("turn", flat=True)) == [Turn.DEPUTY, Turn.SERVICE_OWNER]
    said += told()
    last = Recovery.objects.get().holder
    assert [name for name, _ in said] == ["Ines Roth", "Noor Haddad", last.name if last else ""]
    assert all(f"/desk/recovery/{row.pk}/" in text for _, text in said)
    assert not [text for _, text in said for word in ("Marta", "Kolb", WORDS, "Aldergate", "explain") if word in text]


def test_nobody_is_told_of_what_is_done_or_no_longer_theirs(cast: Cast) -> None:
    row = opened(cast)
    jobs.run_all(at=MONDAY)
    assert [one.url_name for one in noticed.own_notices(cast.ines).rows] == ["workspace:recovery"]
    assert noticed.own_notices(cast.noor).rows == []
    pass_on(TUESDAY + ONE_HOUR)
    jobs.run_all(at=TUESDAY + ONE_HOUR)
    assert noticed.own_notices(cast.ines).rows == []
    actions.log_contact(recovery_id=row.pk, reached=True, words="We talked", actor=cast.noor, at=TUESDAY + ONE_HOUR)
    assert told() == []


def test_who_is_given_one_is_told_and_who_takes_it_is_not(cast: Cast) -> None:
    row = opened(cast)
    told(MONDAY)
    actions.hand_over(recovery_id=row.pk, to_id=cast.noor.person_id or 0, actor=cast.dev, at=MONDAY)
    assert [name for name, _ in told(MONDAY)] == ["Noor Haddad"]
    actions.hand_over(recovery_id=row.pk, to_id=cast.ines.person_id or 0, actor=cast.ines, at=MONDAY)
    assert told() == []
