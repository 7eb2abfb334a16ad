"""Recovery: who was unhappy, who calls, what the others said; Dev answers for it, and Noor stands in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.models import CallRequest, QuarterFigure, Recovery, Said, Testimonial
from rapport.domains.recovery.types import Facts, Outcome
from rapport.foundation.actors import Actor
from tests.outsiders.cases import Case, Table
from tests.world import World

SUMMER = date(2026, 7, 1)


def recovery_of_marta(w: World) -> int:
    """She was unhappy, and Dev is to call her."""
    known = Recovery.objects.filter(person_id=w.marta, ended_at=None).first()
    return (known or _opened(w)).pk


def _opened(w: World) -> Recovery:
    row = Recovery.objects.create(
        person_id=w.marta,
        organisation=w.cast.aldergate,
        owner_id=w.cast.dev.person_id,
        holder_id=w.cast.dev.person_id,
        deputy_id=w.cast.noor.person_id,
        facts=Facts.KEPT,
        opened_at=w.at,
        deputy_at=w.at + timedelta(hours=24),
        service_owner_at=w.at + timedelta(hours=48),
        due_at=w.at + timedelta(hours=48),
        next_turn_at=w.at,
    )
    _said(w, 3, "unhappy", 901).filter(answer_id=901).update(recovery=row)
    return row


def card_of_marta(w: World) -> int:
    """She is a promoter, and Dev may read why."""
    return _said(w, 9, "happy", 902).get(answer_id=902).pk


def _said(w: World, score: int, mood: str, answer_id: int) -> Any:
    stands = {"survey_id": w.survey_id, "person_id": w.marta, "kind": "nps", "mood": mood, "score": score}
    stands |= {"words": "The lighthouse!", "said_at": w.at, "quarter": SUMMER, "card_of_id": w.cast.dev.person_id}
    Said.objects.update_or_create(answer_id=answer_id, defaults=stands)
    return Said.objects.all()


def wish_of_marta(w: World) -> int:
    """She asked to be called, without her name on the answer."""
    row, _ = CallRequest.objects.get_or_create(
        reach="Marta, room 4", asked_on=w.at.date(), defaults={"owner_id": w.cast.dev.person_id}
    )
    return row.pk


def asked_to_speak(w: World) -> int:
    """She was asked for words we may quote."""
    row, _ = Testimonial.objects.get_or_create(person_id=w.marta, defaults={"asked_at": w.at})
    return row.pk


def spoken_for_us(w: World) -> int:
    """And said something that stands in public."""
    said = {"words": "They came.", "places": ["results"], "agreed_at": w.at, "withdrawn_at": None, "kept_off_at": None}
    Testimonial.objects.filter(pk=asked_to_speak(w)).update(**said)
    return asked_to_speak(w)


def counted(w: World) -> None:
    """The summer was counted."""
    numbers = {"recoveries": 9, "contacted": 8, "within_48": 7, "median_hours": 20.0, "again": 6, "recovered": 5}
    QuarterFigure.objects.get_or_create(quarter=SUMMER, defaults=numbers | {"counted_at": w.at})


def _contact(w: World, who: Actor, on: int) -> object:
    return actions.log_contact(recovery_id=on, reached=True, words="Mine", actor=who, at=w.at)


def _end(w: World, who: Actor, on: int) -> object:
    return actions.end_recovery(recovery_id=on, outcome=Outcome.NOT_WANTED, words="Mine", actor=who, at=w.at)


def _speak(w: World, who: Actor, _: object) -> object:
    return actions.speak(words="Mine", places=["results"], with_name=True, actor=who, at=w.at)


def _keep_off(w: World, who: Actor, on: int) -> object:
    return actions.keep_off(testimonial_id=on, why="A client is named.", actor=who, at=w.at)


def _take_back(w: World, who: Actor, _: object) -> object:
    return actions.take_back(actor=who, at=w.at)


def _joined(w: World, who: Actor, on: int) -> object:
    return [actions.join_people(kept_id=on, other_id=w.marta, actor=who, at=w.at)]


def _escalated(w: World, who: Actor, _: object) -> object:
    return [actions.escalate(actor=who, at=w.at + timedelta(days=1))]


def _noted(w: World, who: Actor, _: object) -> object:
    return [actions.note_answers(heard=[], actor=who, at=w.at)]


ACTIONS = Table(
    tried={
        "ask_to_speak": Case(
            lambda w, who, on: actions.ask_to_speak(card_id=on, actor=who, at=w.at), on=card_of_marta, insider="dev"
        ),
        "count_quarters": Case(lambda w, who, _: [actions.count_quarters(actor=who, at=w.at)], insider="system"),
        "end_recovery": Case(_end, on=recovery_of_marta, insider="dev"),
        "escalate": Case(_escalated, insider="system"),
        "forget_calls": Case(lambda w, who, _: [actions.forget_calls(actor=who, at=w.at)], insider="system"),
        "hand_over": Case(
            lambda w, who, on: actions.hand_over(recovery_id=on, to_id=w.cast.noor.person_id or 0, actor=who, at=w.at),
            on=recovery_of_marta,
            insider="ines",
        ),
        "join_people": Case(_joined, on=lambda w: w.cast.ivo.person_id, insider="system"),
        "keep_off": Case(_keep_off, on=spoken_for_us, insider="dev"),
        "link_cause": Case(
            lambda w, who, on: actions.link_cause(recovery_id=on, kind="change", words="Mine", actor=who, at=w.at),
            on=recovery_of_marta,
            insider="noor",
        ),
        "log_contact": Case(_contact, on=recovery_of_marta, insider="dev"),
        "note_answers": Case(_noted, insider="system"),
        "note_asked_again": Case(
            lambda w, who, on: [actions.note_asked_again(recovery_id=on, on=None, actor=who, at=w.at)],
            on=recovery_of_marta,
            insider="system",
        ),
        "note_called": Case(
            lambda w, who, on: actions.note_called(request_id=on, actor=who, at=w.at), on=wish_of_marta, insider="dev"
        ),
        "put_away": Case(
            lambda w, who, on: [actions.put_away(card_id=on, actor=who, at=w.at)], on=card_of_marta, insider="dev"
        ),
        "speak": Case(_speak, on=asked_to_speak, insider="marta"),
        "take_back": Case(_take_back, on=asked_to_speak, insider="marta"),
        "thank": Case(
            lambda w, who, on: actions.thank(recovery_id=on, actor=who, at=w.at), on=recovery_of_marta, insider="dev"
        ),
        "thank_for": Case(
            lambda w, who, on: [actions.thank_for(card_id=on, actor=who, at=w.at)], on=card_of_marta, insider="dev"
        ),
    },
    open={"ask_for_call": "whoever holds the link of an answer without a name; nothing is read, only what they write"},
)


def _listed(w: World, who: Actor, _: object) -> object:
    recovery_of_marta(w)
    return queries.recoveries(who, at=w.at).rows


def _due(w: World, who: Actor, _: object) -> object:
    recovery_of_marta(w)
    return queries.due_now(who, at=w.at)


def _open_of(w: World, who: Actor, on: int) -> object:
    recovery_of_marta(w)
    return queries.open_recovery_of(who, on)


def _cards(w: World, who: Actor, _: object) -> object:
    card_of_marta(w)
    return queries.cards(who)


def _wishes(w: World, who: Actor, _: object) -> object:
    wish_of_marta(w)
    return queries.call_requests(who)


def _thanked(w: World, who: Actor, _: object) -> object:
    actions.thank_for(card_id=card_of_marta(w), actor=w.cast.dev, at=w.at)
    return queries.thanks_for_answers(who)


def _own_words(w: World, who: Actor, _: object) -> object:
    asked_to_speak(w)
    return queries.own_words(who)


def _done(w: World, who: Actor, _: object) -> object:
    counted(w)
    return queries.quarters_done(who)


QUERIES = Table(
    tried={
        "call_requests": Case(_wishes, insider="dev"),
        "cards": Case(_cards, insider="dev"),
        "due_now": Case(_due, insider="dev"),
        "cause_names": Case(
            lambda w, who, on: queries.cause_names(who, [("ticket", on)]), on=lambda w: w.ticket.pk, insider="hugo"
        ),
        "move_counts": Case(lambda w, who, _: [queries.move_counts(who, quarter=SUMMER)], insider="system"),
        "open_recovery_of": Case(_open_of, on=lambda w: w.marta, insider="dev"),
        "own_words": Case(_own_words, insider="marta"),
        "quarters_done": Case(_done, insider="system"),
        "recoveries": Case(_listed, insider="ines"),
        "recovery": Case(lambda w, who, on: queries.recovery(who, on, at=w.at), on=recovery_of_marta, insider="ines"),
        "thanks_for_answers": Case(_thanked, insider="marta"),
        "turns": Case(lambda w, who, on: queries.turns(who, [on]), on=recovery_of_marta, insider="dev"),
        "who_may_take_it": Case(
            lambda w, who, on: queries.who_may_take_it(who, on), on=recovery_of_marta, insider="ines"
        ),
    },
    open={"shown_words": "whoever said it agreed that it is read there, with the name or without"},
)


def page_of_marta(w: World) -> dict[str, Any]:
    """The address of her recovery."""
    return {"recovery_id": recovery_of_marta(w)}


def card_page(w: World) -> dict[str, Any]:
    """The address of her card."""
    return {"card_id": card_of_marta(w)}


def wish_page(w: World) -> dict[str, Any]:
    """The address of her wish."""
    return {"request_id": wish_of_marta(w)}


def takes(w: World) -> Mapping[str, Any]:
    """Noor takes it."""
    return {"to": w.cast.noor.person_id}


def _page(w: World) -> dict[str, Any]:
    return {}


def _says(**words: str) -> Any:
    return lambda w: words


PAGES: Mapping[str, tuple[Any, ...]] = {
    "workspace:recoveries": (_page, "dev"),
    "workspace:class_moves": (_page, "dev"),
    "workspace:recovery": (page_of_marta, "dev"),
    "workspace:recovery_contact": (page_of_marta, "dev", _says(reached="yes", channel="phone")),
    "workspace:recovery_end": (page_of_marta, "dev", _says(outcome="no contact wanted")),
    "workspace:recovery_cause": (page_of_marta, "dev", _says(about="change", words="Mine")),
    "workspace:recovery_hand_over": (page_of_marta, "ines", takes),
    "workspace:recovery_thank": (page_of_marta, "noor", _says()),
    "workspace:recovery_card": (card_page, "dev", _says(away="1")),
    "workspace:recovery_called": (wish_page, "dev", _says()),
}
