"""The queue in a real browser: it says that somebody wrote while it is open, and nothing on it moves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright")
from django.utils import timezone
from playwright.sync_api import Browser

from rapport.domains.desk import actions
from tests import browser as browsing
from tests import cast, visitors

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="*** Chromium is not installed ***"),
    pytest.mark.django_db(transaction=True),
]
LOOKS = "document.dispatchEvent(new Event('visibilitychange'))"  # as when its tab is looked at again


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Playwright keeps a loop of its own running in this thread; the ORM would take it for an asynchronous program."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with browsing.browser() as one:
        yield one
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_an_open_queue_says_that_somebody_wrote_and_moves_nothing(
    db: None, settings: Any, live_server: Any, chromium: Browser
) -> None:
    settings.BASE_URL = live_server.url
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    people = cast.build()
    asked: dict[str, Any] = {"actor": people.marta, "service_id": people.mail.pk}
    actions.open_ticket(text="The plotter is stuck", at=timezone.now(), **asked)
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    session = visitors.browser(people.hugo).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live_server.url}/desk/queue/?view=unassigned")
    rows, news = page.locator("ol.rows li"), page.locator("#news[role=status] button")
    stood = rows.first.bounding_box()
    with page.expect_response("**/desk/queue/new/*"):
        page.evaluate(LOOKS)
    assert not news.count()
    actions.open_ticket(text="There is no paper", at=timezone.now(), **asked)
    page.evaluate(LOOKS)
    news.filter(has_text="1 new, show it").wait_for()
    assert rows.first.bounding_box() == stood and rows.count() == 1
    with page.expect_navigation():
        news.click()
    assert rows.count() == 2 and not news.count() and not wrong, wrong
    context.close()
