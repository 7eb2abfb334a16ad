"""Publishing: what everybody may read, and who may write it."""

from __future__ import annotations

from rapport.domains.publishing import actions, queries
from rapport.domains.publishing.types import Measure
from tests.outsiders.cases import Case, Table

PUBLIC = "published for everybody; test_public_pages_name_nobody looks at the page"

ACTIONS = Table(
    tried={
        "publish_deed": Case(
            lambda w, who, _: actions.publish_deed(said="Mine", did="Mine", actor=who, at=w.at), insider="dev"
        ),
        "set_target": Case(
            lambda w, who, _: actions.set_target(
                measure=Measure.PROMISES_KEPT, name="Mine", goal=0.5, actor=who, at=w.at
            ),
            insider="dev",
        ),
        "withdraw_deed": Case(
            lambda w, who, on: actions.withdraw_deed(deed_id=on, actor=who, at=w.at),
            on=lambda w: w.deed.pk,
            insider="dev",
        ),
    },
)

QUERIES = Table(
    tried={
        "deeds_for": Case(
            lambda w, who, on: (
                queries.deeds_for(who, organisation_id=on, services=[], since=w.at.date(), until=w.at.date()) or True
            ),
            on=lambda w: w.cast.aldergate.pk,
            insider="dev",
        ),
        "deeds_on_record": Case(lambda w, who, _: queries.deeds_on_record(who), insider="dev"),
        "targets_on_record": Case(lambda w, who, _: queries.targets_on_record(who), insider="dev"),
    },
    open={"deeds": PUBLIC, "results": PUBLIC, "targets": PUBLIC},
)
