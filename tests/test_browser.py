"""In a real browser: every page of the demo is accessible, stays within its width, and works without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests import browser, pictures
from tests.browser_stage import NEEDS_CHROMIUM, chromium, open_page, served, signed_in

__all__ = ["chromium", "served", "signed_in"]
pytestmark = NEEDS_CHROMIUM
SERIOUS = {"serious", "critical", "moderate"}
LAPTOP = "my laptop will not start"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("name", "role", "address", "press"), pictures.PAGES, ids=[p[0] for p in pictures.PAGES])
def test_a_page_is_accessible_and_fits(  # noqa: PLR0917
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]],
    name: str, role: str, address: str, press: str, width: int, scheme: str,
) -> None:  # fmt: skip
    context = chromium.new_context(
        reduced_motion="reduce",  # else a colour may be looked at on its way
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        storage_state=signed_in[role] or None,  # type: ignore[arg-type]
    )
    try:
        page, wrong = open_page(context, served, address, press)
        found = [v for v in Axe().run(page).response["violations"] if v["impact"] in SERIOUS]
        assert not found, [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
        assert not wrong, wrong
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        context.close()


@pytest.mark.parametrize(
    ("role", "address"), [("customer", "/"), ("agent", "/desk/queue/?view=team"), ("", "/results"), ("", "{questions}")]
)
def test_a_page_works_without_javascript(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]], role: str, address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=signed_in[role] or None)  # type: ignore[arg-type]
    page, _ = open_page(context, served, address, "")
    assert page.locator("h1").count() == 1
    context.close()


def test_three_taps_without_sign_in_and_without_javascript(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page, _ = open_page(context, served, "{questions}", "")
    page.get_by_role("group", name="Did we understand each other?").get_by_label("Yes").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    page.get_by_role("link", name="Change my answer").click()
    assert page.get_by_role("group", name="Did we understand each other?").get_by_label("Yes").is_checked()
    context.close()


def test_a_person_asks_in_one_line(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=signed_in["customer"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/", "")
    page.get_by_label("What do you need?").fill("My tablet does not start")
    page.get_by_role("button", name="Send it to us").click()
    page.get_by_role("link", name="When the tablet stays black").wait_for()
    page.get_by_role("button", name="None of these. Send it to us").click()
    page.get_by_role("heading", name="My tablet does not start").wait_for()
    assert page.locator("main").inner_text().count("My tablet does not start") >= 1
    context.close()


def test_what_is_typed_is_kept_without_being_sent(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(2) a")
    page.locator("#reply").fill("Half a senten")
    page.get_by_text("Draft kept").wait_for()
    page.reload()
    assert page.locator("#reply").input_value() == "Half a senten"


def test_a_file_that_does_not_fit_is_named_before_it_is_sent(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    film, note = tmp_path / "film.mov", tmp_path / "note.txt"
    with film.open("wb") as sparse:
        sparse.truncate(40 * 1024 * 1024)
    note.write_text("words")
    sent: list[str] = []
    context = chromium.new_context(storage_state=signed_in["customer"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/", "")
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.get_by_label("What do you need?").fill("The film does not play")
    page.get_by_text("Add files or a picture").click()
    field = page.get_by_label("Files or pictures")
    field.set_input_files([film, note])
    page.get_by_text("“film.mov” does not fit: it has 40 MB, and a file may have 10 MB at most.").wait_for()
    assert field.evaluate("one => [...one.files].map(file => file.name)") == ["note.txt"]
    field.set_input_files([film])
    assert field.evaluate("one => one.files.length") == 1, "what was chosen before stays"
    assert page.get_by_label("What do you need?").input_value() == "The film does not play"
    context.close()
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, also_wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(6) a")
    page.locator("#files").set_input_files([film, note])
    page.get_by_text("“film.mov” does not fit: it has 40 MB").wait_for()
    page.locator("#enclosed a", has_text="note.txt").wait_for()
    assert not sent and not wrong and not also_wrong
    context.close()


def test_long_names_stay_on_one_line_of_the_masthead(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    for role, address in (("agent", "/desk/"), ("customer", "/")):
        context = chromium.new_context(
            storage_state=signed_in[role],  # type: ignore[arg-type]
            viewport={"width": 390, "height": 800},
        )
        page, _ = open_page(context, served, address, "")
        for part in (".wordmark", ".me > span"):
            page.locator(part).evaluate("one => { one.textContent = 'Hugo Maximilian von und zu Marek-Trostburg ' }")
        tops = {round(page.locator(part).bounding_box()["y"]) for part in (".wordmark", ".mast .who")}  # type: ignore[index]
        assert max(tops) - min(tops) <= 2, tops
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert "Trostburg" in page.locator(".me").inner_text(), "cut for the eye alone"
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_somebody_new_on_a_phone_asks_within_six_taps_and_a_minute(
    served: browser.Served, chromium: Browser, script: bool
) -> None:
    """A word is five letters; at 30 words a minute, and three seconds for each tap, it takes less than a minute."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, java_script_enabled=script
    )
    page, wrong = open_page(context, served, "/", "")
    taps, letters = 0, 0
    for label, said in (("What do you need?", LAPTOP), ("Your name", "Ann"), ("Your mail address", "ann@post.example")):
        page.get_by_label(label).tap()
        page.get_by_label(label).press_sequentially(said)
        taps, letters = taps + 1, letters + len(said)
    if script:
        page.get_by_role("option").first.wait_for()
    page.get_by_role("button", name="Send it to us").tap()
    taps += 1
    if not script:
        page.get_by_role("button", name="None of these").tap()
        taps += 1
    page.get_by_role("heading", name="We have it").wait_for()
    assert "Your request is" in page.locator("main").inner_text() and not wrong
    assert taps <= 6 and letters / 5 * 2 + taps * 3 <= 60
    context.close()


def test_what_may_help_is_chosen_with_the_keyboard_and_what_was_typed_is_kept(
    served: browser.Served, chromium: Browser
) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page, wrong = open_page(context, served, "/", "")
    box = page.get_by_label("What do you need?")
    box.press_sequentially(LAPTOP)
    page.get_by_role("option").first.wait_for()
    assert box.get_attribute("role") == "combobox" and box.get_attribute("aria-expanded") == "true"
    assert not [v for v in Axe().run(page).response["violations"] if v["impact"] in SERIOUS]
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "found-1"
    page.get_by_label("Your name").fill("Ann")
    page.wait_for_timeout(600)
    box.press("Enter")
    page.get_by_role("heading", name="When the laptop does not start").wait_for()
    page.goto(served.at("/"))
    assert page.get_by_label("What do you need?").input_value() == LAPTOP
    assert page.get_by_label("Your name").input_value() == "Ann" and not wrong
    context.close()


def test_the_survey_mail_is_answered_from_the_post(served: browser.Served, chromium: Browser) -> None:
    """The score in the letter opens the answer page in the window, as in a mail program, and the answer is counted."""
    context = chromium.new_context()
    browser.lead_home(context, served)
    page, _ = open_page(context, served, "/post/", "")
    page.get_by_role("link", name="One question from Northwind Service").first.click()
    page.frame_locator("iframe.original").get_by_role("link", name="9 ").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()
