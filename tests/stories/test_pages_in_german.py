"""A customer who reads German walks the pages behind their letters: nothing of ours that stands there is English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from rapport.domains.knowledge.models import Article
from rapport.domains.people.models import Organisation, Person
from rapport.foundation.actors import NOBODY
from rapport.interfaces.look.wording import german
from tests.cast import Cast
from tests.stories.test_help_pages import noted
from tests.visitors import browser
from tests.world import World

ENGLISH = re.compile(
    r"\b(the|yours?|you|we|are|is|it|us|our|and|of|to|by|not|yet|nothing|what|who|this|with|for|here|from)\b",
    re.IGNORECASE,
)
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect"}
SPOKEN = ("aria-label", "placeholder", "data-too-large", "data-too-many", "data-kept", "data-others")


class Sentences(HTMLParser):
    """Every text a page says in German; what names another language, and scripts, are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.stack: list[tuple[str, str]] = []
        self.feed(page)

    @property
    def _language(self) -> str:
        return self.stack[-1][1] if self.stack else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        language = "" if tag in {"script", "style"} else named.get("lang") or self._language
        if language == "de":
            self.found += [value for name in SPOKEN if (value := named.get(name))]
        if tag not in VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._language == "de" and data.strip():
            self.found.append(" ".join(data.split()))


def english_on(page: str, *, theirs: tuple[str, ...] = ()) -> list[str]:
    """What a German page says in English, but for what people wrote themselves."""
    ours = {key for key, said in german.GERMAN.items() if key != said and len(key) > 2 and key[0].isalpha()}
    found = [one for one in Sentences(page).found if not any(said in one for said in theirs)]
    return [one for one in found if one in ours or ENGLISH.search(one)]


def german_page(client: Client, address: str, posted: dict[str, Any] | None = None, *, theirs: tuple[str, ...]) -> str:
    answer = client.get(address, follow=True) if posted is None else client.post(address, posted, follow=True)
    page = answer.content.decode()
    assert '<html lang="de"' in page, (address, answer.status_code)
    assert english_on(page, theirs=theirs) == [], (address, english_on(page, theirs=theirs))
    return page


@pytest.fixture
def reads_german(world: World) -> Client:
    Person.objects.filter(pk=world.marta).update(language="de-AT")
    return browser(world.cast.marta)


def test_no_page_is_half_english(world: World, reads_german: Client) -> None:
    theirs = (
        world.ticket.subject,
        world.done.subject,
        "It is done.",
        "The part is ordered.",
        "lighthouse",
        "about the",
    )
    theirs += ("Something before", "Northwind", "Customer service", "Mail and calendar", "Simulated")
    theirs += (str(world.ticket.team), str(world.cast.mail))
    service = f"/services/{world.cast.mail.key}/"
    walked = (
        "/",
        "/requests/",
        f"/requests/{world.ticket.public_key}/",
        f"/requests/{world.done.public_key}/",
        "/known/",
    )
    for address in (*walked, "/help/", "/words/", service, "/you-and-us/being-asked/", "/you-and-us/addresses/"):
        german_page(reads_german, address, theirs=theirs)
    request = german_page(reads_german, f"/requests/{world.ticket.public_key}/", theirs=theirs)
    assert "Ihre Anliegen" in request and "Damit ist es gelöst" in request
    for posted in ({"ask": ""}, {"text": ""}):
        german_page(reads_german, "/" if "ask" in posted else walked[2], posted, theirs=theirs)
    long = german_page(reads_german, walked[2], {"text": "x" * 60_000}, theirs=theirs)
    assert "Das ist zu lang: Es darf 20000 Zeichen haben" in long
    said = german_page(reads_german, walked[2], {"text": "Danke."}, theirs=theirs)
    assert "Es ist bei uns." in said
    assert "Wir fragen Sie nicht wieder." in german_page(
        reads_german, "/you-and-us/being-asked/", {"ask": "no"}, theirs=theirs
    )
    german_page(reads_german, "/", {"ask": "Der Beamer im großen Saal flackert seit heute früh."}, theirs=theirs)


def test_known_problems_and_help_pages_say_which_language_they_are_in(stage: Cast) -> None:
    Person.objects.filter(pk=stage.marta.person_id).update(language="de")
    problem, client = noted(stage), browser(stage.marta)
    own = {"title": "Den Plotter laden", "text": "Rolle einlegen.", "audience": "everybody", "language": "de"}
    browser(stage.hugo).post(reverse("workspace:write_article"), own)
    article = Article.objects.get()
    for address in ("/known/", f"/known/{problem.key}/", "/help/", f"/help/{article.key}/", "/"):
        page = german_page(client, address, theirs=(problem.title, "Aldergate", "Service", "Team"))
    assert "auf Englisch" in german_page(client, "/known/", theirs=(problem.title,))
    told = german_page(client, f"/known/{problem.key}/follow/", {"decision": "report"}, theirs=(problem.title,))
    assert "Danke, Sie sind gezählt." in told and page


def test_files_that_did_not_come_along_are_named_in_german(stage: Cast) -> None:
    Person.objects.filter(pk=stage.marta.person_id).update(language="de")
    files = [SimpleUploadedFile(name, b"x") for name in ("bild.png", "plan.txt")]
    page = german_page(browser(stage.marta), "/", {"ask": " ", "enclosed": files}, theirs=())
    assert "Nicht behalten: „bild.png“, „plan.txt“. Es wurde nichts gesendet; Ihr Text ist noch da." in page


def test_who_chose_nothing_reads_their_organisations_language_and_staff_read_english(world: World) -> None:
    Person.objects.filter(pk=world.marta).update(language="")
    Organisation.objects.filter(pk=world.cast.aldergate.pk).update(language="de")
    assert '<html lang="de"' in browser(world.cast.marta).get("/requests/").content.decode()
    Person.objects.filter(pk=world.cast.hugo.person_id).update(language="de")
    assert '<html lang="en"' in browser(world.cast.hugo).get("/desk/").content.decode()
    missing = browser(world.cast.marta).get("/requests/none/")
    assert missing.status_code == 404 and '<html lang="en"' in missing.content.decode()


def test_a_page_not_yet_in_german_is_english_as_a_whole(world: World, reads_german: Client) -> None:
    page = reads_german.get("/you-and-us/").content.decode()
    assert '<html lang="en"' in page and "Your requests" in page and "Ihre Anliegen" not in page


def test_somebody_signed_out_reads_the_language_of_the_letter(stage: Cast) -> None:
    stranger, theirs = browser(NOBODY), ("Northwind", "Customer service")
    assert 'action="/?lang=de"' in german_page(stranger, "/?lang=de", theirs=theirs)
    slip = german_page(stranger, "/?lang=de", {"ask": "Der Beamer flackert.", "name": "", "email": "x"}, theirs=theirs)
    assert "Das ist noch keine Mailadresse." in slip
    asked = {"ask": "Der Beamer flackert.", "name": "Ada", "email": "ada@home.example"}
    assert "Waren Sie das?" in german_page(stranger, "/?lang=de", asked, theirs=theirs)
    assert '<html lang="en"' in browser(NOBODY).get("/").content.decode()


def test_each_sentence_leaves_the_same_places_to_be_filled_and_each_page_is_there() -> None:
    for ours, theirs in german.GERMAN.items():
        named = re.findall(r"{\w+}|%\(\w+\)\w", ours)
        assert sorted(named) == sorted(re.findall(r"{\w+}|%\(\w+\)\w", theirs)), ours
        assert not re.search(r"\b(du|dein\w*|dich|dir)\b", theirs, re.IGNORECASE), theirs
    assert resolve("/requests/").view_name in german.PAGES
