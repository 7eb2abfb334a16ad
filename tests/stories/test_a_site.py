"""A site in its life: how it stands, who decides, its line, and what is installed there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from rapport.domains.people.models import Installed
from rapport.domains.people.rules.sites import site_standing
from tests.cast import MONDAY, ONE_DAY, Cast
from tests.stories.conftest import Clock
from tests.visitors import browser, plain


@pytest.mark.parametrize(
    ("opens", "closes", "stands"),
    [
        (None, None, "open"),
        (1, None, "planned"),
        (0, 43, "open"),
        (-9, 42, "closing"),
        (-9, 0, "closing"),
        (-9, -1, "closed"),
    ],
)
def test_its_dates_say_how_it_stands(opens: int | None, closes: int | None, stands: str) -> None:
    today = MONDAY.date()
    days = [None if n is None else today + timedelta(days=n) for n in (opens, closes)]
    assert site_standing(opens_on=days[0], closes_on=days[1], today=today) == stands


def test_a_site_says_how_it_stands_and_what_is_there(stage: Cast, clock: Clock) -> None:
    site, ines, hugo = stage.head_office, browser(stage.ines), browser(stage.hugo)
    page, about = (reverse(f"workspace:{name}", args=[site.pk]) for name in ("site", "site_about"))
    closes = (clock.at + 20 * ONE_DAY).date()
    said = {"opens_on": "2026-01-05", "closes_on": closes.isoformat(), "decides": stage.marta.person_id}
    said |= {"closing": "Boxes go to the depot.", "line_kind": "Fibre", "line_call": "The caretaker"}
    wrong = ines.post(about, said | {"opens_on": (closes + ONE_DAY).isoformat()})
    assert (wrong.status_code, "cannot close before it opens" in plain(wrong)) == (400, True)
    stranger = ines.post(about, said | {"decides": stage.lena.person_id})
    assert stranger.status_code == 400
    assert ines.post(about, said).status_code == 302
    assert hugo.get(about).status_code == 403
    add = reverse("workspace:site_installed", args=[site.pk])
    assert hugo.post(add, {"kind": "", "name": "Router"}).status_code == 400
    hugo.post(add, {"kind": "Router", "name": "Router in the cellar", "serial": "77-B"})
    shown = plain(hugo.get(page))
    for words in ("Closing", "Boxes go to the depot.", "Marta Kolb", "The caretaker", "Router in the cellar", "77-B"):
        assert words in shown
    [router] = Installed.objects.all()
    hugo.post(reverse("workspace:site_installed_end", args=[site.pk, router.pk]))
    router.refresh_from_db()
    assert router.until == clock.at.date()
    assert "is gone" in plain(hugo.get(page))
    assert hugo.post(reverse("workspace:site_installed_end", args=[site.pk + 1, router.pk])).status_code == 404
