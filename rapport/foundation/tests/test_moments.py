"""Moments from PostgreSQL read quickly are those that Django's own way reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.foundation import moments


def test_moments_are_in_utc_whatever_zone_they_are_told_in() -> None:
    read = moments._loader()(1184).load
    for told in (b"2026-11-02 10:00:00.5+01", b"2026-11-02 09:00:00.500000+00", b"2026-11-02 14:30:00.5+05:30"):
        assert read(told) == datetime(2026, 11, 2, 9, 0, 0, 500_000, tzinfo=UTC)
        assert read(told).tzinfo is UTC


def test_what_has_no_place_in_iso_goes_the_slow_way() -> None:
    with pytest.raises(Exception, match="infinity"):
        moments._loader()(1184).load(b"infinity")
