"""Every page can be read aloud: each control has a name, headings go down step by step, tables say what columns are."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.urls import NoReverseMatch, reverse

from rapport.interfaces.look.markdown import as_html
from tests.outsiders import pages
from tests.test_outsiders_pages import opened
from tests.visitors import browser
from tests.world import World

VOID = {"input", "br", "img", "hr", "meta", "link", "source", "wbr", "col", "area", "embed"}
FIELDS = {"input", "select", "textarea"}
PRESSED = {"a", "button", "summary"}
UNSEEN = {"hidden", "submit", "button", "image"}


class Spoken(HTMLParser):
    """What a program that reads aloud meets on a page, in order."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.unnamed: list[str] = []
        self.levels: list[int] = []
        self.bare_tables = 0
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids += [said["id"]] if "id" in said else []
        if tag == "label" and "for" in said:
            self.labelled.add(said["for"])
        if tag in FIELDS and said.get("type") not in UNSEEN and not any(one[0] == "label" for one in self.open):
            self.fields.append(said)
        if tag == "th":
            for one in self.open:
                one[2].append("<th>")
        if said.get("alt") or said.get("aria-label"):
            self._say(said.get("alt") or said["aria-label"])
        if tag not in VOID:
            self.open.append((tag, said, []))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._say(data)

    def _say(self, words: str) -> None:
        for one in self.open:
            one[2].append(words)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, said, words = self.open.pop()
            self._judge(name, said, words)
            if name == tag:
                return

    def _judge(self, tag: str, said: dict[str, str], words: list[str]) -> None:
        heard = [word for word in words if word != "<th>"]
        waits = any(
            one[0] == "template" or "hidden" in one[1] for one in self.open
        )  # a script puts its words in before it is shown
        if tag in PRESSED and not waits and not (heard or said.keys() & {"aria-label", "aria-labelledby", "title"}):
            self.unnamed.append(f"{tag} {said}")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.levels.append(int(tag[1]))
            self.unnamed += [] if heard else [f"an empty {tag}"]
        self.bare_tables += tag == "table" and "<th>" not in words

    def faults(self) -> list[str]:
        found = [f"two have the id {one}" for one in {one for one in self.ids if self.ids.count(one) > 1}]
        found += [f"{one} has no name" for one in self.unnamed]
        for said in self.fields:
            named = said.get("id") in self.labelled or said.keys() & {"aria-label", "aria-labelledby"}
            found += [] if named else [f"a field has no name: {said}"]
        if self.levels.count(1) != 1:
            found.append(f"{self.levels.count(1)} titles")
        steps = zip([1, *self.levels], self.levels, strict=False)
        found += [f"from h{above} to h{below}" for above, below in steps if below > above + 1]
        return found + ["a table without heads"] * self.bare_tables


@pytest.mark.walked
def test_every_page_of_those_whose_it_is_can_be_read_aloud(world: World) -> None:
    found, seen = [], 0
    for name, page in pages.PAGES.items():
        shown = opened(browser(world.cast.everybody[page.insider]), name, page, world, page.on(world))
        if shown.status_code == 200 and shown["Content-Type"].startswith("text/html") and "frame" not in name:
            seen += 1
            words = shown.content.decode()
            found += [f"{name}: {fault}" for fault in Spoken(words).faults()] if "<html" in words else []
    assert not found, "\n".join(found)
    assert seen > 90


@pytest.mark.walked
def test_every_page_of_ones_own_can_be_read_aloud(world: World) -> None:
    found = []
    for name in sorted({*pages.OWN, *pages.OPEN}):
        found += _of_all(world, name)
    assert not found, "\n".join(found)


def _of_all(world: World, name: str) -> list[str]:
    try:
        address = reverse(name)
    except NoReverseMatch:
        return []
    found = []
    for who in ("dev", "ines", "hugo", "marta"):
        shown = browser(world.cast.everybody[who]).get(address)
        if shown.status_code == 200 and "text/html" in shown["Content-Type"] and "<html" in shown.content.decode():
            found += [f"{name} for {who}: {fault}" for fault in Spoken(shown.content.decode()).faults()]
    return found


def test_headings_of_an_article_stand_right_below_the_title() -> None:
    assert as_html("# One\n\n### Two", 1) == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert as_html("# One\n\n### Two") == "<h3>One</h3>\n<h4>Two</h4>\n"
