"""In a real browser: an agent's day, with keys, drafts, files and what others do meanwhile."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, expect

from tests import browser
from tests.browser_stage import NEEDS_CHROMIUM, chromium, open_page, served, signed_in

__all__ = ["chromium", "served", "signed_in"]
pytestmark = NEEDS_CHROMIUM


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
            page.wait_for_function("document.activeElement.id === 'reply'")  # the frame after the page has come
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


def test_what_was_typed_without_a_line_is_kept_as_soon_as_it_is_back(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, _ = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(6) a")
    context.set_offline(True)
    page.locator("#reply").fill("Written in the tunnel.")
    page.locator("#kept", has_text="Not kept yet").wait_for()
    context.set_offline(False)
    page.locator("#kept", has_text="Draft").wait_for()
    page.reload()
    assert page.locator("#reply").input_value() == "Written in the tunnel."
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


def test_a_macro_pressed_with_the_mouse_stays_under_it_and_stands_in_the_box(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"], viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(4) a")
    page.locator("summary", has_text="Macros").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Which one").click()
    expect(page.locator("#reply")).to_have_value(re.compile("which one is it"))
    assert not wrong, wrong
    context.close()


def test_keys_pressed_before_the_next_page_has_come_act_there(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=team", "")
    page.route("**/desk/tickets/*/", lambda one: (page.wait_for_timeout(700), one.continue_()))
    queue = page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter", delay=0)
    page.keyboard.type("rI will look.")
    page.wait_for_url("**/tickets/**")
    expect(page.locator("#reply")).to_have_value(re.compile(r"I will look\.$"))
    assert page.url != queue
    assert not wrong, wrong
    context.close()


def test_the_key_to_reply_goes_on_where_a_draft_ends(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(6) a")
    page.wait_for_url("**/tickets/**")
    reply = page.locator("#reply")
    reply.fill("We begin ")
    expect(page.locator("#kept")).to_have_text(re.compile("[Kk]ept|[Ss]aved"))
    page.reload()
    expect(reply).to_have_value(re.compile("We begin ?$"))
    page.keyboard.press("r")
    page.keyboard.type("at noon.")
    expect(reply).to_have_value(re.compile(r"We begin ?at noon\.$"))
    assert not wrong, wrong
    context.close()


def test_a_key_that_opens_a_form_puts_the_cursor_there_and_none_keeps_a_note_unasked(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    page, wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows a")
    page.wait_for_url("**/tickets/**")
    ticket = page.url
    for key, name in (("a", "assignee"), ("c", "channel"), ("t", "tags"), ("d", "on"), ("w", "text")):
        page.goto(ticket)
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == name, key
    page.goto(ticket)
    page.locator("#reply").fill("Half a sentence to them")
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.innerText") == "Keep as a note"
    assert page.locator("#reply").input_value() == "Half a sentence to them"
    assert not wrong, wrong
    context.close()


def test_two_windows_on_one_draft_tell_each_other_and_lose_nothing(
    served: browser.Served, chromium: Browser, signed_in: dict[str, dict[str, object]]
) -> None:
    context = chromium.new_context(storage_state=signed_in["agent"])  # type: ignore[arg-type]
    one, wrong = open_page(context, served, "/desk/queue/?view=team", "ol.rows li:nth-child(7) a")
    one.wait_for_url("**/tickets/**")
    two, also_wrong = open_page(context, served, one.url.removeprefix(served.base), "")
    elsewhere = "Changed in another window: "
    one.locator("#reply").fill("We restart it.")
    one.locator("#kept", has_text="Draft kept").wait_for()
    two.get_by_text(f"{elsewhere}We restart it.").wait_for()  # at once, before anything is written there
    two.locator("#reply").fill("Which room is it?")
    two.locator("#kept", has_text="Not kept yet").wait_for()
    assert one.locator("#reply").input_value() == "We restart it."
    two.get_by_role("button", name="Put it below mine").click()
    both = "Which room is it?\n\nWe restart it."
    expect(two.locator("#reply")).to_have_value(both)
    two.locator("#kept", has_text="Draft kept").wait_for()
    expect(two.locator("#elsewhere")).to_be_hidden()
    one.get_by_role("button", name="Show it here").click()
    expect(one.locator("#reply")).to_have_value(both)
    expect(one.locator("#kept")).to_have_text("Draft kept")
    two.locator("#reply").fill("Which floor?")
    two.locator("#kept", has_text="Not kept yet").wait_for()
    two.close(run_before_unload=True)  # nobody chose: both are in the draft
    one.wait_for_timeout(1000)
    one.reload()
    expect(one.locator("#reply")).to_have_value(f"{both}\n\nWhich floor?")
    assert not wrong + also_wrong, (wrong, also_wrong)
    context.close()
