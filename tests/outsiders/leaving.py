"""People who leave: their addresses, exports and erasures, as the tables of people and of pages try them."""

from __future__ import annotations

from typing import Any

from rapport.domains.people import actions, queries
from rapport.domains.people.actions import Newcomer
from rapport.domains.people.models import Address, Erasure, Export, Person
from rapport.foundation.actors import Actor, system
from tests.outsiders.cases import Case
from tests.world import NO_KEY, NOT_THERE, World

JOBS = "run by a job that acts as the system"


def another_address(w: World) -> int:
    """Marta has two, so that one may be removed."""
    row, _ = Address.objects.get_or_create(
        person_id=w.marta, organisation=w.cast.aldergate, address="marta.kolb@private.example"
    )
    return row.pk


def second_marta(w: World) -> int:
    """Somebody who may be Marta once more."""
    newcomer = Newcomer(w.cast.aldergate.pk, "marta.kolb+two@aldergate.example", "Marta Kolb")
    return actions.meet(newcomers=[newcomer], actor=system(), at=w.at)[newcomer.place]


def merged_marta(w: World) -> int:
    """Somebody who was merged into Marta."""
    second = second_marta(w)
    Person.objects.filter(pk=second).update(merged_into=w.marta)
    return second


def ready_export(w: World, asked_by: Actor) -> str:
    """An export of Marta that can be fetched, asked for by somebody."""
    row, made = Export.objects.get_or_create(
        person_id=w.marta, asked_by_id=asked_by.person_id, defaults={"asked_at": w.at, "ready_at": w.at}
    )
    if made:
        row.path.parent.mkdir(parents=True, exist_ok=True)
        row.path.write_bytes(b"PK")
    return row.key


def _made(w: World) -> int:
    return Export.objects.get(key=ready_export(w, w.cast.marta)).pk


def _wish(w: World) -> int:
    row, _ = Erasure.objects.get_or_create(person_id=w.marta, state="asked", defaults={"asked_at": w.at})
    return row.pk


ACTIONS: dict[str, Case] = {
    "add_address": Case(
        lambda w, who, on: actions.add_address(person_id=on, address="more@else.example", actor=who, at=w.at),
        on=lambda w: w.marta,
        insider="noor",
    ),
    "vouch_for_address": Case(
        lambda w, who, on: actions.vouch_for_address(address_id=on, actor=who, at=w.at) or True,
        on=another_address,
        insider="noor",
    ),
    "remove_address": Case(
        lambda w, who, on: actions.remove_address(address_id=on, actor=who, at=w.at) or True,
        on=another_address,
        insider="marta",
    ),
    "keep_apart": Case(
        lambda w, who, on: (
            actions.keep_apart(one_id=on, other_id=w.cast.ivo.person_id or 0, actor=who, at=w.at) or True
        ),
        on=lambda w: w.marta,
        insider="noor",
    ),
    "export_person": Case(
        lambda w, who, on: actions.export_person(person_id=on, actor=who, at=w.at),
        on=lambda w: w.marta,
        insider="ines",
    ),
    "erase_person": Case(
        lambda w, who, on: actions.erase_person(person_id=on, name="Marta Kolb", actor=who, at=w.at),
        on=lambda w: w.marta,
        insider="ines",
    ),
    "decline_erasure": Case(
        lambda w, who, on: actions.decline_erasure(erasure_id=on, reason="By law.", actor=who, at=w.at),
        on=_wish,
        insider="ines",
    ),
}
OWN_ACTIONS: dict[str, Any] = {
    "ask_to_be_forgotten": lambda w, who, _: actions.ask_to_be_forgotten(actor=who, at=w.at),
    "claim_address": lambda w, who, _: actions.claim_address(address="else@else.example", actor=who, at=w.at),
}
INNER_ACTIONS: dict[str, str] = {
    "carry_on_erasure": JOBS,
    "carry_on_export": JOBS,
    "forget_export": "run by the command line, as the system",
    "forget_exports": JOBS,
    "replay_erasures": "run by the command that restores, as the system",
}


def _fetched(w: World, who: Actor, on: str) -> object:
    return queries.export_file(who, on if on == NO_KEY else ready_export(w, w.cast.marta))


def _seen_export(w: World, who: Actor, on: int) -> object:
    ready_export(w, w.cast.marta)
    return queries.exports(who, on)


def _twice(w: World, who: Actor, on: int) -> object:
    if on != NOT_THERE:
        second_marta(w)
    return queries.duplicates(who, person_id=on)


def _together(w: World, who: Actor, on: int) -> object:
    if on != NOT_THERE:
        merged_marta(w)
    return queries.merged_with(who, on) + queries.same_human(who, on)[1:]


def _own_wish(w: World, who: Actor, _: object) -> object:
    _wish(w)
    return queries.own_erasure(who)


QUERIES: dict[str, Case] = {
    "addresses_of": Case(lambda w, who, on: queries.addresses_of(who, on), on=lambda w: w.marta),
    "same_human": Case(_together, on=lambda w: w.marta),
    "merged_with": Case(_together, on=lambda w: w.marta),
    "duplicates": Case(_twice, on=lambda w: w.marta, insider="noor"),
    "exports": Case(_seen_export, on=lambda w: w.marta, insider="marta"),
    "export_file": Case(_fetched, on=lambda w: "hers", missing=NO_KEY, insider="marta"),
    "export_made": Case(lambda w, who, on: queries.export_made(who, on), on=_made, insider="system"),
    "people_with_address": Case(
        lambda w, who, on: queries.people_with_address(who, on),
        on=lambda w: "marta.kolb@aldergate.example",
        missing="nobody@aldergate.example",
    ),
    "erasures": Case(lambda w, who, _: _wish(w) and queries.erasures(who), insider="ines"),
    "own_erasure": Case(_own_wish, insider="marta"),
}
