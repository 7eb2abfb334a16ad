"""What is added to a letter in the transaction it was written in, and what no longer changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.foundation import postroom
from rapport.foundation.models import Letter

NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def letter(number: int, **facts: object) -> Letter:
    new = postroom.NewLetter(
        kind="acknowledgement",
        data={"name": "Marta"},
        to=[("Marta", "marta@aldergate.example")],
        sender=("Desk", "desk@northwind.example"),
        subject="Plotter",
        message_id=f"<{number}@northwind.example>",
        ref=("ticket", number),
    )
    (row,) = postroom.post([new], at=NOW)
    Letter.objects.filter(pk=row.pk).update(**facts)
    return row


def told(row: Letter) -> dict[str, object]:
    return Letter.objects.get(pk=row.pk).data


def test_a_letter_nobody_has_rendered_takes_more_in() -> None:
    one, other = letter(1), letter(2)
    assert postroom.amend(kind="acknowledgement", ref_kind="ticket", told={1: {"agent": "Hugo Marek"}}) == 1
    assert told(one) == {"name": "Marta", "agent": "Hugo Marek"}
    assert told(other) == {"name": "Marta"}


@pytest.mark.parametrize("facts", [{"rendered_at": NOW}, {"state": Letter.SENT}, {"kind": "answer"}])
def test_one_that_is_rendered_sent_or_of_another_kind_stays_as_it_is(facts: dict[str, object]) -> None:
    row = letter(1, **facts)
    assert postroom.amend(kind="acknowledgement", ref_kind="ticket", told={1: {"agent": "Hugo Marek"}}) == 0
    assert told(row) == {"name": "Marta"}
