"""Moments read quickly are those that Django's own way reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from rapport.foundation import moments


def test_moments_are_in_utc_whatever_zone_they_are_told_in() -> None:
    read = moments._loader()(1184).load
    for told in (b"2026-11-02 10:00:00.5+01", b"2026-11-02 09:00:00.500000+00", b"2026-11-02 14:30:00.5+05:30"):
        assert read(told) == datetime(2026, 11, 2, 9, 0, 0, 500_000, tzinfo=UTC)
        assert read(told).tzinfo is UTC


def test_what_has_no_place_in_iso_goes_the_slow_way() -> None:
    with pytest.raises(Exception, match="infinity"):
        moments._loader()(1184).load(b"infinity")


ZONED = "2026-11-02 10:00:00+01:00"


@pytest.mark.parametrize(
    "told", ["2026-11-02 09:00:00", "2026-11-02 09:00:00.500000", "0999-01-02 00:00:00.000001", "2026-11-02", ZONED]
)
def test_sqlite_gives_them_in_utc(told: str) -> None:
    meant = datetime(2026, 11, 2, 9, tzinfo=UTC) if told == ZONED else datetime.fromisoformat(told).replace(tzinfo=UTC)
    assert moments._stored(told.encode()) == moments.read(told, None, None) == meant
    assert moments.read(meant, None, None) is meant
    assert moments.read(None, None, None) is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's driver knows moments")
def test_what_a_plain_cursor_read_it_writes_as_it_stood(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE moments_here (at datetime)")
        cursor.execute("INSERT INTO moments_here VALUES ('2026-11-02 09:00:00.5')")
        found = cursor.execute("SELECT at FROM moments_here").fetchone()[0]
        cursor.execute("UPDATE moments_here SET at = %s", [found])
        assert found == datetime(2026, 11, 2, 9, 0, 0, 500_000, tzinfo=UTC)
        stands = cursor.execute("SELECT CAST(at AS text) FROM moments_here").fetchone()
    assert stands == ("2026-11-02 09:00:00.500000",)
