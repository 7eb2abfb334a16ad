"""The card of somebody who helps: theirs alone to write and to show, read by two pages and for nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import rapport
from rapport.domains.people import actions, queries
from rapport.domains.people.models import AgentCard, CriticalDay
from rapport.foundation import audit
from rapport.foundation.actors import NOBODY, NotFound
from tests.cast import MONDAY, ONE_DAY, Cast

WORDS = {"does": "Printers and plotters", "languages": "Finnish", "hours": "Mornings", "reach": "Call the desk"}
HOME = Path(rapport.__file__).parent
WRITERS = {
    "domains/people/actions/cards.py",
    "domains/people/models/__init__.py",
    "domains/people/models/cards.py",
    "domains/people/models/leaving.py",
    "domains/people/migrations/0004_profiles_and_cards.py",
    "domains/people/queries/profiles.py",
}
READERS = {"interfaces/portal/pages.py", "interfaces/portal/you_and_us/pages.py"}


def saying(word: str) -> set[str]:
    """Files of the product, tests apart, that hold a word."""
    files = (path for path in HOME.rglob("*.py") if "tests" not in path.parts)
    return {str(path.relative_to(HOME)) for path in files if word in path.read_text(encoding="utf-8")}


def test_nothing_else_reads_the_cards() -> None:
    doors = {"domains/people/queries/__init__.py", "domains/people/queries/profiles.py"}
    migrations = {name for name in saying("AgentCard") if "/migrations/" in name}
    assert saying("AgentCard(") | saying("AgentCard.") <= WRITERS | migrations
    assert saying("import AgentCard") | saying("AgentCard,") <= WRITERS | migrations
    assert saying("agent_cards(") - doors == READERS
    assert saying("own_agent_card(") - doors == {"interfaces/workspace/person/card.py"}
    assert saying("people_agentcard") == set()


def test_a_card_is_seen_when_shown_and_gone_when_hidden(cast: Cast) -> None:
    hugo = cast.hugo.person_id or 0
    actions.keep_own_card(words=WORDS, actor=cast.hugo, at=MONDAY)
    assert queries.agent_cards(cast.marta, [hugo]) == {}
    actions.show_own_card(actor=cast.hugo, at=MONDAY)
    card = queries.agent_cards(cast.marta, [hugo])[hugo]
    assert (card.name, card.does, card.languages) == ("Hugo Marek", "Printers and plotters", "Finnish")
    assert queries.agent_cards(NOBODY, [hugo]) == {}
    actions.hide_own_card(actor=cast.hugo, at=MONDAY)
    assert queries.agent_cards(cast.marta, [hugo]) == {}
    own = queries.own_agent_card(cast.hugo)
    assert own is not None and own.does == "Printers and plotters" and not own.shown


def test_a_card_that_says_nothing_is_not_shown(cast: Cast) -> None:
    with pytest.raises(actions.EmptyCard):
        actions.show_own_card(actor=cast.hugo, at=MONDAY)
    actions.keep_own_card(words=WORDS, actor=cast.hugo, at=MONDAY)
    actions.show_own_card(actor=cast.hugo, at=MONDAY)
    with pytest.raises(actions.EmptyCard):
        actions.keep_own_card(words={"does": " "}, actor=cast.hugo, at=MONDAY)
    assert AgentCard.objects.get().does == "Printers and plotters"


def test_those_who_are_served_have_none(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.keep_own_card(words=WORDS, actor=cast.marta, at=MONDAY)


def test_a_critical_day_is_added_changed_and_removed_and_audited(cast: Cast) -> None:
    marta, on = cast.marta.person_id or 0, MONDAY.date() + timedelta(days=9)
    given = {"person_id": marta, "on": on, "actor": cast.marta, "at": MONDAY}
    actions.add_critical_day(words="Move-out", **given)
    day = actions.add_critical_day(words="Move-out, second try", **given)
    assert [(d.on, d.words) for d in queries.critical_days(cast.hugo, marta, today=MONDAY.date())] == [
        (on, "Move-out, second try")
    ]
    assert queries.critical_days(cast.hugo, marta, today=on + ONE_DAY) == []
    with pytest.raises(NotFound):
        actions.remove_critical_day(day_id=day.pk, actor=cast.ivo, at=MONDAY)
    actions.remove_critical_day(day_id=day.pk, actor=cast.marta, at=MONDAY)
    assert not CriticalDay.objects.exists()
    rows = audit.rows(subject_kind="person", subject_id=marta)
    assert [row.fields for row in rows[:3]] == [["critical_day"]] * 3


def test_a_day_that_has_passed_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.WrongProfile, match="has passed"):
        actions.add_critical_day(
            person_id=cast.marta.person_id or 0,
            on=MONDAY.date() - ONE_DAY,
            words="",
            actor=cast.marta,
            at=MONDAY,
        )


def test_those_granted_a_look_are_named_to_whom_they_look_at(cast: Cast) -> None:
    assert queries.contacts_by_grant(cast.marta) == ["Ruth Adeyemi"]
    assert queries.contacts_by_grant(cast.ruth) == []
    assert queries.contacts_by_grant(cast.lena) == []
