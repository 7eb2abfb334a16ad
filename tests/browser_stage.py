"""The demo in a real browser, once for each file that looks at it: who is signed in, and pages without errors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import browser

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="*** Chromium is not installed ***"),
]


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
