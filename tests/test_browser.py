"""In a real browser: every page of the demo is accessible, stays within its width, and works without JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests import browser, pictures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="*** Chromium is not installed ***"),
]
SERIOUS = {"serious", "critical", "moderate"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Served]:
    with browser.demo(tmp_path_factory.mktemp("demo")) as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.browser() as one:
        yield one


@pytest.fixture(scope="module")
def signed_in(served: browser.Served, chromium: Browser) -> Iterator[dict[str, dict[str, object]]]:
    """The session of each role, signed in once with its one-time link."""
    states: dict[str, dict[str, object]] = {"": {}}
    for role in served.links:
        context = chromium.new_context()
        browser.sign_in(context, served, role)
        states[role] = dict(context.storage_state())
        if role == "agent":
            browser.collect_letters(context, served)
        context.close()
    yield states


def open_page(context: BrowserContext, served: browser.Served, address: str, press: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    response = page.goto(served.at(address))
    assert response is not None and response.status == 200, f"{address}: {response and response.status}"
    if press:
        page.locator(press).first.click()
        page.wait_for_load_state()
    return page, wrong


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


def test_an_agent_answers_with_the_keyboard_alone(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=team", "ol.rows a")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reply"
    page.keyboard.type("We are on it.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Sent.").first.wait_for()
    assert page.get_by_text("We are on it.").count() >= 1
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


def test_open_answer_with_a_macro_and_next_takes_six_keys(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=mine", "")
    page.locator(".leaves button").first.wait_for(state="detached")  # what another test sent has left by then
    page.reload()
    pressed = ["j", "Enter", "m", "1", "Control+Enter", "x"]
    for key in pressed:
        before = page.url
        page.keyboard.press(key)
        if key in {"Enter", "1", "Control+Enter", "x"}:
            page.wait_for_url(lambda url, before=before: url != before)
            page.wait_for_load_state()
        if key == "1":
            assert page.locator("#reply").input_value().startswith("Dear ")
            first = page.url
    assert page.url.split("#")[0] != first.split("macro/")[0]
    page.get_by_text("Sent. Your answer to").wait_for()
    page.keyboard.press("z")
    page.get_by_text("Taken back.").wait_for()
    assert page.locator("#reply").input_value().startswith("Dear ")
    context.close()


def test_a_stroke_finds_what_is_typed_next_and_a_word_without_end_stays_on_the_page(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"], viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/", "")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'q'")
    page.keyboard.type("laptop")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=laptop*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.goto(f"{served.base}/desk/queue/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#reply").fill("W" * 500)
    page.get_by_role("button", name="Keep as a note").click()
    page.get_by_text("The note is kept.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert not wrong, wrong
    context.close()


def test_the_newest_word_stands_above_the_box_and_what_is_typed_survives_another_form(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"], viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=mine", "")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/tickets/**")
    page.wait_for_load_state()
    low = "document.querySelector('.talk > li:last-of-type').getBoundingClientRect().bottom"
    assert page.evaluate(f"{low} <= document.getElementById('draft').getBoundingClientRect().top")
    page.locator("#reply").fill("Typed a moment ago.")
    page.locator("summary", has_text="Who has it, what it is").click()
    with page.expect_navigation():
        page.locator("form[action*=facts] button").first.click()
    assert page.locator("#reply").input_value() == "Typed a moment ago."
    page.locator("#reply").fill("")
    page.get_by_text("Draft").first.wait_for(state="hidden")
    assert not wrong, wrong
    context.close()


def test_the_command_bar_opens_lists_and_goes(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/", "")
    page.keyboard.press("Control+k")
    page.keyboard.type("macr")
    page.locator("#command .offers a", has_text="Macros").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Macros", exact=True).wait_for()
    page.keyboard.press("?")
    assert page.locator("#keys dd", has_text="write a macro").count() == 1
    assert not wrong, wrong
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


def test_an_answer_sent_after_the_session_ended_is_put_back(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(4) a")
    ticket = page.url
    session = [one for one in context.cookies() if one["name"] == "sessionid"]
    page.locator("#reply").fill("Typed just before.")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Keep as a note").click()
    page.get_by_text("what you just sent was not taken").wait_for()
    context.add_cookies(session)  # type: ignore[arg-type]  # as after signing in again
    page.goto(ticket)
    assert page.locator("#reply").input_value() == "Typed just before."
    context.close()


def test_the_command_bar_finds_every_deed_of_a_ticket(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(3) a")
    page.keyboard.press("Control+k")
    found, asked = page.locator("#command-found"), page.locator("#command-q")
    for word in ("visit", "assign", "split", "known", "finish", "merge", "note", "log"):
        asked.fill("zzzz")
        found.get_by_text("Nothing is called so").wait_for()
        asked.fill(word)
        found.get_by_text("here,").first.wait_for()
        assert found.get_by_text("Nothing is called so").count() == 0
    assert not wrong, wrong
    context.close()


def test_a_click_beside_the_answer_box_finds_what_it_aimed_at(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    """The box shrinks when the focus leaves it; it waits for that until the button of the mouse is up again."""
    context = chromium.new_context(storage_state=signed_in["agent"], viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(5) a")
    page.locator("#reply").focus()
    fold = page.locator(".more > details > summary").first
    fold.scroll_into_view_if_needed()
    tall = page.locator("#reply").bounding_box()
    at = fold.bounding_box()
    assert tall and at
    page.mouse.move(at["x"] + 8, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(150)
    held = page.locator("#reply").bounding_box()
    assert held and held["height"] == tall["height"]
    page.mouse.up()
    page.locator(".more > details[open]").first.wait_for(timeout=3000)
    page.wait_for_timeout(600)
    rests = page.locator("#reply").bounding_box()
    assert rests and rests["height"] < tall["height"]
    context.close()


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


LAPTOP = "my laptop will not start"


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
    page, _ = open_page(context, served, "/post/", "")
    page.get_by_role("link", name="One question from Northwind Service").first.click()
    page.frame_locator("iframe.original").get_by_role("link", name="9 ").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()
