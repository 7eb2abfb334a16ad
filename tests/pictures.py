"""`make pictures`: screenshots of what the documents show, 1280 or 390 wide, light or dark, small in docs/pictures."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests import browser

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
SHOWN_IN = ("README.md", "docs/pictures/README.md")
PAGES: list[tuple[str, str, str, str]] = [
    # name, role, address, a link to press there first ("" for none)
    ("portal-home", "customer", "/", ""),
    ("requests", "customer", "/requests/", ""),
    ("request", "customer", "/requests/", "ol.rows a"),
    ("relationship", "customer", "/you-and-us/", ""),
    ("profile", "customer", "/you-and-us/profile/", ""),
    ("not-right", "customer", "/you-and-us/", "ol.rows a.act"),
    ("my-card", "agent", "/desk/my-card/", ""),
    ("today", "agent", "/desk/", ""),
    ("queue", "agent", "/desk/queue/?view=team", ""),
    ("ticket", "agent", "/desk/queue/?view=team", "ol.rows a"),
    ("people", "agent", "/desk/people/", ""),
    ("plan", "agent", "/desk/plan/", ""),
    ("calls", "agent", "/desk/call/", ""),
    ("thanks", "agent", "/desk/thanks/", ""),
    ("person", "agent", "/desk/people/?q=Marta", "ol.rows a"),
    ("quiet", "agent", "/desk/people/quiet/", ""),
    ("stages", "service owner", "/desk/loyalty/stages", ""),
    ("find", "agent", "/desk/find/?q=tablet", ""),
    ("words", "agent", "/desk/terms/", ""),
    ("word", "agent", "/desk/terms/?state=agreed", "ol.rows a"),
    ("service", "agent", "/desk/services/1/", ""),
    ("your-words", "customer", "/words/", ""),
    ("your-service", "customer", "/services/1/", ""),
    ("held", "agent", "/desk/held/", ""),
    ("loyalty", "service owner", "/desk/loyalty", ""),
    ("samples", "service owner", "/desk/loyalty/samples", ""),
    ("survey-plan", "service owner", "/desk/surveys/plan/?margin=20", ""),
    ("survey-asking", "service owner", "/desk/surveys/1/asking/", ""),
    ("settings", "administrator", "/desk/settings/", ""),
    ("matters", "administrator", "/desk/settings/matters/", ""),
    ("what-happens", "administrator", "/desk/settings/what-happens-when/", ""),
    ("answer", "", "{answer}", ""),
    ("questions", "", "{questions}", ""),
    ("help-pages", "customer", "/help/", ""),
    ("help-page", "customer", "/help/", "section:last-of-type ol.rows a"),
    ("known-problem", "customer", "/known/", "ol.rows a"),
    ("articles", "agent", "/desk/articles/", ""),
    ("article", "agent", "/desk/articles/", "section:last-of-type ol.rows a"),
    ("write-article", "agent", "/desk/articles/new/", ""),
    ("problem", "agent", "/desk/problems/", "ol.rows a"),
    ("results", "", "/results", ""),
    ("welcome", "", "/", ""),
    ("sign-in", "", "/sign-in/", ""),
    ("post", "", "/post/", ""),
    ("letter", "", "/post/", "ol.rows a"),
    ("components", "", "/components", ""),
]
LOOKS = (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390))


TALLEST = 2400  # pixels; the top of a page shows what it is
QUALITY = 45


def main() -> int:
    """Write the pictures that documents show; names as arguments choose pages."""
    chosen = set(sys.argv[1:])
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, browser.demo(Path(data)) as served, browser.browser() as chromium:
        sessions = _sessions(chromium, served)
        for shown in PAGES:
            if wanted(shown[0]) and (not chosen or shown[0] in chosen):
                _take(chromium, served, shown, sessions[shown[1]])
    return 0


def shown_in_documents() -> set[str]:
    """The files of the pictures that documents show."""
    said = "".join((ROOT / name).read_text(encoding="utf-8") for name in SHOWN_IN)
    return set(re.findall(r"\]\((?:docs/pictures/)?([\w-]+\.jpg)\)", said))


def named(name: str, scheme: str, width: int) -> str:
    """The file of one page in one look."""
    return f"{name}-{'phone-' if width < 500 else ''}{scheme}.jpg"


def wanted(name: str) -> list[tuple[str, int]]:
    """The looks in which documents show a page."""
    shown = shown_in_documents()
    return [look for look in LOOKS if named(name, *look) in shown]


def _sessions(chromium: Browser, served: browser.Served) -> dict[str, Any]:
    """Each role signed in once, with its one-time link; nobody for the pages that are open to all."""
    sessions: dict[str, Any] = {"": None}
    for role in served.links:
        context = chromium.new_context()
        browser.sign_in(context, served, role)
        sessions[role] = context.storage_state()
        if role == "agent":
            browser.collect_letters(context, served)
        context.close()
    return sessions


def _take(chromium: Browser, served: browser.Served, shown: tuple[str, str, str, str], session: Any) -> None:
    name, _role, address, press = shown
    for scheme, width in wanted(name):
        context = chromium.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 900},
            storage_state=session,
        )
        page = context.new_page()
        page.goto(served.at(address))
        if press and page.locator(press).count():
            page.locator(press).first.click()
            page.wait_for_load_state()
        _keep(page, OUT / named(name, scheme, width))
        context.close()


def _keep(page: Page, path: Path) -> None:
    page.wait_for_timeout(150)
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST)}
    page.screenshot(path=path, type="jpeg", quality=QUALITY, full_page=True, clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
