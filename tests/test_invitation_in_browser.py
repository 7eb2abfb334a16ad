"""The invitation in a real browser, without pictures and as text; scanners that run scripts; the snippet elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from rapport.domains.people.models import Person
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Answer, Invitation, Openings
from rapport.domains.surveys.tests import asking
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from tests import browser as browsing
from tests import cast
from tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="*** Chromium is not installed ***"),
    pytest.mark.django_db(transaction=True),
]
ELEVEN = [str(n) for n in range(11)]
STRICT = "default-src 'none'; script-src *; connect-src *; style-src 'self'"
LEAST = 40  # pixels that a thumb needs
OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"


@pytest.fixture(scope="module", autouse=True)
def chromium() -> Iterator[Browser]:
    """Playwright keeps a loop of its own running in this thread; the ORM would take it for an asynchronous program."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with browsing.browser() as one:
        yield one
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def people(db: None, settings: Any, live_server: Any) -> Cast:
    settings.BASE_URL = live_server.url
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    found = cast.build(at=cast.long_ago())
    asking.crowd(found, 4)
    return found


def invite(people: Cast, *, german: bool = False) -> Letter:
    """One letter that went out some days ago."""
    survey, now = asking.survey_id(people), timezone.now()
    wording = queries.survey(people.dev, survey).versions.latest("number").wording
    if german:
        words = {
            "question": "Wie wahrscheinlich ist es, dass Sie uns einer Kollegin oder einem Kollegen weiterempfehlen?",
            "low": "sehr unwahrscheinlich", "high": "sehr wahrscheinlich",
        }  # fmt: skip
        both = wording | {"de": wording["en"] | words}
        actions.change_wording(survey_id=survey, wording=both, actor=people.dev, at=now)
        Person.objects.update(language="de")
    ago = now - timedelta(days=20)
    asking.send(people, month=ago.date().replace(day=1), at=ago)
    return Letter.objects.filter(kind="invitation").order_by("id")[0]


def shown(chromium: Browser, html: str, width: int, scheme: str = "light") -> Page:
    """The letter as a reader that fetches nothing shows it."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()
    page.set_content(html)
    return page


@pytest.mark.parametrize("german", [False, True], ids=["en", "de"])
@pytest.mark.parametrize("width", [360, 640])
def test_the_row_fits_and_each_number_can_be_reached(people: Cast, chromium: Browser, width: int, german: bool) -> None:
    words = in_words(invite(people, german=german))
    assert words.html is not None
    assert "<img" not in words.html
    assert "url(" not in words.html
    page = shown(chromium, words.html, width)
    numbers = page.locator("a[href*='score=']")
    assert numbers.all_inner_texts() == ELEVEN
    boxes = [numbers.nth(n).bounding_box() or {} for n in range(11)]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert all(box["width"] >= LEAST and box["height"] >= LEAST for box in boxes)
    assert len({round(box["y"]) for box in boxes}) == (2 if width == 360 else 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ends = page.get_by_text("sehr unwahrscheinlich" if german else "not at all likely")
    assert ends.bounding_box() is not None
    name = numbers.nth(7).get_attribute("aria-label")
    assert name == ("7 von 10" if german else "7 of 10")
    if pictures_wanted():
        drawn = shown(chromium, words.html, width, "dark" if german else "light")
        path = OUT / f"invitation-{'de-dark' if german else 'en-light'}-{width}.jpg"
        drawn.screenshot(path=path, type="jpeg", quality=45, full_page=True)


def pictures_wanted() -> bool:
    """Only where somebody asks for them; a test writes nothing into the project."""
    return bool(os.environ.get("RAPPORT_PICTURES"))


def test_without_any_style_and_as_text_it_can_be_answered(people: Cast, chromium: Browser) -> None:
    words = in_words(invite(people))
    assert words.html is not None
    bare = re.sub(r"<style>.*?</style>", "", words.html, flags=re.S)
    bare = re.sub(r' style="[^"]*"', "", bare)
    page = shown(chromium, bare, 360)
    assert page.locator("a[href*='score=']").all_inner_texts() == ELEVEN
    links = re.findall(r"^(\d+): (\S+score=(\d+))$", words.text, flags=re.M)
    assert [(number, score) for number, _, score in links] == [(n, n) for n in ELEVEN]
    reader = chromium.new_context(java_script_enabled=False).new_page()
    reader.goto(links[4][1])
    assert reader.locator("input[name=score]:checked").get_attribute("value") == "4"
    reader.get_by_role("button", name="Send my answer").click()
    reader.get_by_role("heading", name="Thank you").wait_for()
    assert Answer.objects.get().score == 4


def test_a_browser_that_runs_scripts_and_never_presses_answers_nothing(people: Cast, chromium: Browser) -> None:
    letter = invite(people)
    context = chromium.new_context()
    for score in ELEVEN:
        page = context.new_page()
        page.goto(f"{letter.data['link']}?score={score}")
        page.evaluate("document.querySelectorAll('a[href]').forEach(a => fetch(a.href).catch(() => 0))")
        page.mouse.move(100, 100)
    assert not Answer.objects.exists()
    assert not Invitation.objects.exclude(answered_on=None, declined_at=None).exists()
    assert sum(Openings.objects.values_list("n", flat=True)) >= 1
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert [row.score for row in Answer.objects.all()] == [10]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another server on another port: a foreign page."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", STRICT)
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", tmp_path
    server.shutdown()


def test_the_snippet_asks_on_a_foreign_page_and_only_where_it_may(
    people: Cast, chromium: Browser, elsewhere: tuple[str, Path], live_server: Any
) -> None:
    origin, folder = elsewhere
    survey, now = asking.survey_id(people), timezone.now()
    key = actions.open_say_page(survey_id=survey, actor=people.dev, at=now).key
    src = f"{live_server.url}/say/{key}/snippet.js"
    page_of = f'<!doctype html><html lang="en"><title>Canteen</title><p>Menu</p><script src="{src}" async></script>'
    (folder / "index.html").write_text(page_of)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(origin)
    page.wait_for_load_state("networkidle")
    assert page.locator("fieldset").count() == 0  # not named by the owner: nothing appears
    actions.allow_origins(survey_id=survey, origins=[origin], actor=people.dev, at=now)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(origin)
    page.locator("fieldset").wait_for()
    assert page.get_by_role("radio").count() == 11
    page.get_by_role("radio", name="9 of 10").check()
    page.get_by_label("In your own words").fill("From the canteen.")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer has arrived").wait_for()
    given = Answer.objects.get()
    assert (given.score, given.words, given.how, given.person_id) == (9, "From the canteen.", "volunteered", None)
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_page_is_accessible_and_works_without_scripts(
    people: Cast, chromium: Browser, live_server: Any, scheme: str
) -> None:
    key = actions.open_say_page(survey_id=asking.survey_id(people), actor=people.dev, at=timezone.now()).key
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{live_server.url}/say/{key}/")
    found = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    bare = chromium.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{live_server.url}/say/{key}/")
    bare.get_by_label("6 of 10").check()
    bare.get_by_role("button", name="Send my answer").click()
    bare.get_by_role("heading", name="Thank you").wait_for()
    assert Answer.objects.get().score == 6
