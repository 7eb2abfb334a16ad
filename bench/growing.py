"""Make a small desk large: every row of a ticket and of a person copied in the database itself, under new ids.

Copies stand between each other in the order of time, belong to people of their own, and do not hold the rare word.
"""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from bench.words import RARE
from rapport.foundation.search_index import STRETCH

GROWING = (
    *("people.Person", "people.Address", "people.Use", "ledger.Relationship"),
    *("desk.Ticket", "desk.Participant", "desk.Message", "desk.KnownId"),
    *("ledger.Episode", "ledger.Act", "promises.Clock", "promises.Estimate", "promises.Promise"),
    "foundation.SearchEntry",
)
ABOVE, APART = 1_000_000, 32
OTHER_WORD = "copier"
NEW_VALUES: dict[str, Callable[[int], str]] = {
    "desk_ticket.number": lambda n: _moved("number", n),
    "desk_ticket.key": lambda n: f"'R-' || ({_moved('number', n)})",
    "desk_ticket.public_key": lambda n: f"public_key || '{n}'",
    "desk_message.text": lambda n: f"replace(text, '{RARE}', '{OTHER_WORD}')",
    "desk_message.mail_key": lambda n: f"CASE WHEN mail_key = '' THEN '' ELSE '{n:02}' || substr(mail_key, 3) END",
    "desk_knownid.hash": lambda n: f"'{n:02}' || substr(hash, 3)",
    "ledger_act.source_key": lambda n: f"source_key || ':{n}'",
    "people_person.key": lambda n: f"key || '{n}'",
    "people_address.address": lambda n: f"'c{n}.' || address",
}


def grow(times: int, *, first_person: int) -> None:
    """As many times as large; persons before the first are staff, who stay as they are."""
    models = [apps.get_model(name) for name in GROWING]
    with transaction.atomic(), connection.cursor() as cursor:
        top = {model: model._default_manager.order_by("-pk").values_list("pk", flat=True)[0] for model in models}
        for copy in range(times - 1):
            for model in models:
                cursor.execute(_insert(model, models, copy, top[model], first_person))
            if connection.vendor == "sqlite":
                cursor.execute(_insert_words(copy, top[models[-1]]))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _moved(column: str, copy: int) -> str:
    return f"{ABOVE} + {column} * {APART} + {copy}"


def _insert(model: type[Model], models: list[type[Model]], copy: int, top: int, first_person: int) -> str:
    """Copy one table: its rows up to the last one that was there before anything was copied."""
    table = model._meta.db_table
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    values = {field.column: _value(field, models, copy, first_person) for field in fields}
    if table == "foundation_searchentry" and connection.vendor == "postgresql":
        values |= {"words": f"replace(words::text, '{RARE}', '{OTHER_WORD}')::tsvector", "reach": _stretched(copy)}
    columns = ", ".join(f'"{name}"' for name in values)
    own = f" AND id >= {first_person}" if table == "people_person" else ""
    if any(f.column == "person_id" for f in model._meta.concrete_fields):
        own += f" AND person_id >= {first_person}"
    if table == "foundation_searchentry":
        own += f" AND (kind <> 'person' OR ref_id >= {first_person})"
    return f"INSERT INTO {table} ({columns}) SELECT {', '.join(values.values())} FROM {table} WHERE id <= {top}{own}"


def _stretched(copy: int) -> str:
    """The tokens of a copy's reach: as they are, but for the stretch its new id lies in."""
    stretch = f"(({_moved('id', copy)}) / {STRETCH})"
    return rf"regexp_replace(reach::text, '\mb\d+\M', 'b' || {stretch})::tsvector"


def _value(field: object, models: list[type[Model]], copy: int, first_person: int) -> str:
    column, to = field.column, field.related_model  # type: ignore[attr-defined]
    table = field.model._meta.db_table  # type: ignore[attr-defined]
    given = NEW_VALUES.get(f"{table}.{column}")
    if given is not None:
        return given(copy)
    if to is not None and to._meta.label == "people.Person":
        return f'CASE WHEN "{column}" >= {first_person} THEN {_moved(column, copy)} ELSE "{column}" END'
    if field.primary_key or column == "ref_id" or to in models:  # type: ignore[attr-defined]
        return _moved(f'"{column}"', copy)
    return f'"{column}"'


def _insert_words(copy: int, top: int) -> str:
    """The copies keep the reach tokens of what they were copied from, which the team's are a part of."""
    words = f"replace(words, '{RARE}', '{OTHER_WORD}')"
    entries = f"SELECT id FROM foundation_searchentry WHERE id > {ABOVE}"
    return (
        f"INSERT INTO foundation_search_words (rowid, words, reach) SELECT {_moved('rowid', copy)}, {words}, reach "
        f"FROM foundation_search_words WHERE rowid <= {top} AND {_moved('rowid', copy)} IN ({entries})"
    )
