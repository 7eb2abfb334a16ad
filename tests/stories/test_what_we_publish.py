"""The service owner says in public what is aimed for and what was done; everybody reads it, nobody else writes it."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.publishing.models import Deed, Target
from rapport.interfaces.look.wording.words import percent
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.visitors import browser, plain

SAID = {"said": "Tell us before you switch it off.", "did": "Two weeks ahead, by mail.", "asked_by": "Asked 14 times"}
PAGE, RESULTS = "/desk/publishing/", "/results"


def test_the_owner_publishes_and_everybody_reads_it(stage: Cast, clock: Clock) -> None:
    dev = browser(stage.dev)
    led = plain(dev.get(RESULTS))
    assert "Nothing here yet" in led and f'href="{PAGE}"' in led, "the empty place leads to where it is filled"
    assert f'href="{PAGE}"' not in plain(browser(stage.marta).get(RESULTS))
    assert "Nothing is published yet" in plain(dev.get(PAGE))
    for _ in range(2):
        assert "for everybody to read" in plain(dev.post(reverse("workspace:publish_deed"), SAID, follow=True))
    row = Deed.objects.get()
    for reader in (stage.nobody, stage.marta):
        assert "Two weeks ahead, by mail." in plain(browser(reader).get(RESULTS))
    clock.wait(days=1)
    withdrawn = plain(dev.post(reverse("workspace:withdraw_deed", args=[row.pk]), follow=True))
    assert "stays on record" in withdrawn and "1 deed" in withdrawn
    assert "Two weeks ahead" not in plain(browser(stage.nobody).get(RESULTS))
    assert dev.post(reverse("workspace:withdraw_deed", args=[row.pk])).status_code == 404


def test_a_target_has_its_day_and_a_new_one_ends_it(stage: Cast, clock: Clock) -> None:
    dev, setting = browser(stage.dev), reverse("workspace:set_goal")
    first = {"measure": "promises_kept", "name": "Done when we said", "goal": "90"}
    dev.post(setting, first)
    clock.wait(days=3)
    assert "until" not in plain(dev.get(PAGE))
    shown = plain(dev.post(setting, first | {"goal": "95"}, follow=True))
    assert "until" in shown and percent(0.95) in shown
    assert list(Target.objects.order_by("id").values_list("goal", "until")) == [(0.9, clock.at.date()), (0.95, None)]
    wrong = dev.post(setting, first | {"goal": "-5"})
    assert wrong.status_code == 400 and "A share lies between 0 and 100" in plain(wrong)


def test_nothing_is_published_half_or_by_others(stage: Cast) -> None:
    half = browser(stage.dev).post(reverse("workspace:publish_deed"), SAID | {"did": " "})
    assert half.status_code == 400 and "Tell us before you switch it off." in plain(half), "what was written stays"
    for who in (stage.hugo, stage.noor):
        assert browser(who).post(reverse("workspace:publish_deed"), SAID).status_code == 403
    assert not Deed.objects.exists()
