"""Parts of pages that are drawn once: never the wrong one, never one with something of the request in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.utils import timezone

from rapport.interfaces.look import kept

NOON = datetime(2026, 11, 18, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """As much of a message as its part of the page needs."""

    id: int = 1
    ticket_id: int = 7
    author: str = "Marta <b>"
    side: str = "theirs"
    channel: str = "mail"
    text: str = "It prints again."
    quoted: str = ""
    said_at: datetime = NOON
    unproven: bool = False
    as_sent: bool = False
    minutes: int | None = None
    delivery: str = ""
    delivery_reason: str = ""
    attachments: tuple[object, ...] = ()


class Choice(forms.Form):
    """A form whose choices come from outside."""

    team = forms.CharField()


@pytest.fixture(autouse=True)
def in_utc() -> Iterator[None]:
    """Each test begins with nothing kept, in UTC."""
    kept._part.cache_clear()
    kept._drawn.clear()
    with timezone.override("UTC"):
        yield


def said(**changed: object) -> str:
    """The part of one message."""
    return kept.part("look/_said_one.html", m=Said(**changed), side="workspace", key="k", now=date(2026, 11, 18))  # type: ignore[arg-type]


def test_a_part_is_drawn_once_for_the_same_values() -> None:
    assert said() is said()
    assert kept._part.cache_info().misses == 1


def test_another_value_another_part() -> None:
    assert "It prints again." in said()
    assert "Other words" in said(text="Other words")
    assert said(author="Rosa") != said()


def test_words_of_people_are_escaped() -> None:
    assert "Marta &lt;b&gt;" in said()


def test_each_zone_has_its_own_hour() -> None:
    here = said()
    with timezone.override("Asia/Tokyo"):
        there = said()
    assert "12:30" in here and "21:30" in there


def test_what_can_change_cannot_name_a_part() -> None:
    with pytest.raises(kept.NotPlain, match="_said_one"):
        kept.part("look/_said_one.html", m=[Said()])  # type: ignore[arg-type]


def test_the_tag_hands_on_nothing_but_its_values() -> None:
    template = engines["django"].from_string(
        '{% load look %}{% kept "look/_said_one.html" m=m side="workspace" key="k" now=now|today %}'
    )
    shown = template.render({"m": Said(), "now": NOON, "csrf_token": "SECRET", "request": None})
    assert "It prints again." in shown and "SECRET" not in shown


def test_what_is_drawn_under_a_name_is_drawn_once() -> None:
    calls = []

    def words() -> dict[str, object]:
        calls.append(1)
        return {"form": Choice()}

    first = kept.drawn("look/_form.html", (1, "release"), words)
    assert kept.drawn("look/_form.html", (1, "release"), words) == first
    kept.drawn("look/_form.html", (2, "release"), words)
    assert len(calls) == 2


def test_fields_that_nobody_filled_in_are_kept_by_their_beginning() -> None:
    some = kept.fields(Choice, initial=(("team", "Desk"),))
    assert 'value="Desk"' in some and 'value="Field"' in kept.fields(Choice, initial=(("team", "Field"),))
