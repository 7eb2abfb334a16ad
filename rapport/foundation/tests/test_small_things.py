"""Secrets at rest, limits, cards and declarations: small, and each holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from rapport.foundation import leaving, limits, refs, secrets
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.models import Audit
from rapport.foundation.refs import Card, Ref

OLD = "an-older-key-an-older-key-an-older-key"


def test_a_secret_is_sealed_and_opened() -> None:
    sealed = secrets.seal("mailbox password")
    assert "mailbox" not in sealed
    assert secrets.unseal(sealed) == "mailbox password"


def test_a_secret_survives_a_new_key() -> None:
    with override_settings(SECRET_KEY=OLD):
        sealed = secrets.seal("mailbox password")
    with pytest.raises(secrets.WrongKey):
        secrets.unseal(sealed)
    with override_settings(SECRET_KEY_FALLBACKS=[OLD]):
        assert secrets.unseal(sealed) == "mailbox password"


def test_a_limit_counts_each_key_for_itself() -> None:
    tries = [limits.allow("marta", limit=3, per_seconds=3600) for _ in range(5)]
    assert tries == [True, True, True, False, False]
    assert limits.allow("ivo", limit=3, per_seconds=3600)


def test_a_limit_ends_with_its_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    assert [limits.allow("marta", limit=1, per_seconds=60) for _ in range(2)] == [True, False]
    monkeypatch.setattr("time.time", lambda: 1_000_061.0)
    assert limits.allow("marta", limit=1, per_seconds=60)


@pytest.mark.django_db(databases="__all__")
def test_a_try_is_one_statement_and_kept_until_its_stretch_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    where = connections["apart" if "apart" in connections.databases else "default"]
    call_command("createcachetable", database=where.alias, verbosity=0)
    monkeypatch.setattr("time.time", lambda: 7200 * 1000 + 200.0)
    ends = datetime.fromtimestamp(7200 * 1001, UTC)
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rapport_cache"}
    with override_settings(CACHES={"default": table}):
        with CaptureQueriesContext(where) as said:
            assert limits.allow("marta", limit=1, per_seconds=7200)
        assert len(said) == 1 and "marta" not in str(said.captured_queries)
        limits.forget_ended(at=ends)
        assert not limits.allow("marta", limit=1, per_seconds=7200)
        limits.forget_ended(at=ends + timedelta(seconds=3))
        assert limits.allow("marta", limit=1, per_seconds=7200)


def test_cards_come_from_one_call_per_kind_and_leave_out_what_is_beyond_reach() -> None:
    calls: list[set[int]] = []

    @refs.cards_of("test_thing")
    def things(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
        calls.append(set(ids))
        return {i: Card(f"Thing {i}") for i in ids if i != 2}

    found = refs.cards(NOBODY, [Ref("test_thing", i) for i in (1, 2, 3, 1)] + [Ref("unknown", 1)])
    assert found == {Ref("test_thing", 1): Card("Thing 1"), Ref("test_thing", 3): Card("Thing 3")}
    assert calls == [{1, 2, 3}]


def test_a_kind_has_one_source() -> None:
    refs.cards_of("test_single")(lambda viewer, ids: {})
    with pytest.raises(refs.TwoSources):
        refs.cards_of("test_single")(lambda viewer, ids: {})


@pytest.mark.parametrize(("what", "reason"), [("burn", "because"), ("keep", " ")])
def test_a_wrong_declaration_is_refused(what: str, reason: str) -> None:
    with pytest.raises(leaving.WrongDeclaration):
        leaving.declare(Audit, "actor_person_id", what, reason)
