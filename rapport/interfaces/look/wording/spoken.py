"""Days and times of letters to customers, and of the pages these lead to, as each language writes them."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from rapport.foundation.languages import WORDED, worded
from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording.sheet_words import words_in

GERMAN_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
GERMAN_NEAR = {-1: "gestern", 0: "heute", 1: "morgen"}


def long_day(moment: date | datetime, language: str) -> str:
    """Write a day out.

    >>> long_day(date(2026, 11, 23), "en"), long_day(date(2026, 11, 23), "de")
    ('Monday 23 November 2026', 'Montag, 23. November 2026')
    """
    if worded(language) != "de":
        return moments.long_day(moment)
    on = moments.day_of(moment)
    return f"{GERMAN_DAYS[on.weekday()]}, {words_in('de').day(on)}"


def clock(moment: datetime, language: str) -> str:
    """The time of day: 14:00, 14:00 Uhr."""
    return f"{moments.clock(moment)} Uhr" if worded(language) == "de" else moments.clock(moment)


def long_moment(moment: datetime, language: str) -> str:
    """A day and its time.

    >>> long_moment(datetime(2026, 11, 23, 14), "de")
    'Montag, 23. November 2026, 14:00 Uhr'
    """
    return f"{long_day(moment, language)}, {clock(moment, language)}"


def near_moment(moment: datetime, language: str, *, today: date) -> str:
    """A day and its time for whoever reads it on a day near it.

    >>> near_moment(datetime(2026, 11, 23, 14), "de", today=date(2026, 11, 22))
    'morgen, 14:00 Uhr'
    >>> near_moment(datetime(2026, 11, 26, 14), "de", today=date(2026, 11, 22))
    'Donnerstag, 26. November, 14:00 Uhr'
    """
    if worded(language) != "de":
        return f"{moments.day(moment, today=today)}, {moments.clock(moment)}"
    return f"{_german_near_day(moment.date(), today=today)}, {clock(moment, 'de')}"


def german_window(start: datetime, end: datetime, *, today: date) -> str:
    """A window for a page that is read on a day near it.

    >>> german_window(datetime(2026, 11, 27, 9), datetime(2026, 11, 27, 11), today=date(2026, 11, 22))
    'Freitag, 27. November, 09:00 bis 11:00 Uhr'
    """
    day = _german_near_day(start.date(), today=today)
    if end.date() == start.date():
        return f"{day}, {moments.clock(start)} bis {clock(end, 'de')}"
    return f"{day}, {clock(start, 'de')}, bis {near_moment(end, 'de', today=today)}"


def _german_near_day(on: date, *, today: date) -> str:
    return GERMAN_NEAR.get((on - today).days) or long_day(on, "de").removesuffix(f" {today.year}")


def span(start: datetime, end: datetime, language: str) -> str:
    """A window by the clock of both moments: Friday 27 November 2026, between 09:00 and 11:00.

    >>> span(datetime(2026, 11, 27, 9), datetime(2026, 11, 27, 11), "de")
    'Freitag, 27. November 2026, zwischen 09:00 und 11:00 Uhr'
    """
    last = clock(end, language) if end.date() == start.date() else long_moment(end, language)
    between, until = ("zwischen", "und") if worded(language) == "de" else ("between", "and")
    return f"{long_day(start, language)}, {between} {moments.clock(start)} {until} {last}"


def led_to(url: str, language: str) -> str:
    """The address of a page, with the language of the letter that leads there.

    >>> led_to("/questions/abc", "de"), led_to("/questions/abc", "en")
    ('/questions/abc?lang=de', '/questions/abc')
    """
    code = worded(language)
    return url if code == "en" else f"{url}{'&' if '?' in url else '?'}lang={code}"


def of_request(request: HttpRequest) -> str:
    """The language of the letter that led to this page, or to the one it goes on to after signing in; else English."""
    return worded(_asked(request))


def of_visitor(request: HttpRequest) -> str:
    """The language of the letter that led here; without one, of the browser of somebody we do not know."""
    return said_by_visitor(request) or "en"


def said_by_visitor(request: HttpRequest) -> str:
    """The same, and nothing where neither a letter nor a browser says one."""
    asked, browser = _asked(request), request.headers.get("Accept-Language", "")
    return worded(asked) if asked else of_browser(browser) if browser else ""


def of_browser(preferred: str) -> str:
    """The first of a browser's languages that we have words in.

    >>> of_browser("de-AT,de;q=0.9,en;q=0.8"), of_browser("fr,en;q=0.5,de;q=0.4"), of_browser("")
    ('de', 'en', 'en')
    """
    codes = (code.partition("-")[0] for code, _ in parse_accept_lang_header(preferred.lower()))
    return next((code for code in codes if code in WORDED), "en")


def _asked(request: HttpRequest) -> str:
    return request.GET.get("lang") or parse_qs(urlsplit(request.GET.get("next", "")).query).get("lang", [""])[0]
