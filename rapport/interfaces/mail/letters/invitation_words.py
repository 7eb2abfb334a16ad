"""What the invitation says around the question, in each language it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.interfaces.look.wording import moments


@dataclass(frozen=True)
class Said:
    """The sentences of one language; names in braces are filled in."""

    subject: str
    subject_again: str
    preview: str
    greeting: str
    greeting_nobody: str
    ask: str
    ask_once_more: str
    tap: str
    way_out: str
    why_drawn: str
    why_episode: str
    why_again: str
    rest: str
    stop: str
    came_of_it: str
    of: str
    months: tuple[str, ...]
    thousands: str


ENGLISH = Said(
    subject="One question from {brand}",
    subject_again="Once more: one question from {brand}",
    preview="One question, two taps. Nothing is sent until you confirm it.",
    greeting="Good morning {name},",
    greeting_nobody="Good morning,",
    ask="One question, one tap:",
    ask_once_more="Once more, and only this once: one question, one tap:",
    tap="A page opens with your number on it; you confirm it there.",
    way_out="On the page one tap leaves your name out.",
    why_drawn="You get this because you were one of {drawn} people drawn by lot in {month}.",
    why_episode="You get this because a matter of yours with us came to its end.",
    why_again="You get this because you were not content when we asked you last, and we talked about it since.",
    rest="Nobody is asked this question more than once in {rest} days.",
    stop="Never ask me again",
    came_of_it="What came of earlier answers",
    of="{point} of {last}",
    months=tuple(moments.LONG_MONTHS),
    thousands=",",
)
GERMAN = Said(
    subject="Eine Frage von {brand}",
    subject_again="Noch einmal: eine Frage von {brand}",
    preview="Eine Frage, zweimal tippen. Nichts wird gesendet, bevor Sie es bestätigen.",
    greeting="Guten Morgen {name},",
    greeting_nobody="Guten Morgen,",
    ask="Eine Frage, einmal tippen:",
    ask_once_more="Noch einmal, und nur dieses eine Mal: eine Frage, einmal tippen:",
    tap="Eine Seite öffnet sich mit Ihrer Zahl; dort bestätigen Sie sie.",
    way_out="Auf der Seite lassen Sie Ihren Namen mit einem Tippen weg.",
    why_drawn="Sie bekommen dies, weil Sie im {month} unter {drawn} Personen ausgelost wurden.",
    why_episode="Sie bekommen dies, weil ein Anliegen von Ihnen bei uns abgeschlossen wurde.",
    why_again="Sie bekommen dies, weil Sie zuletzt unzufrieden waren und wir seither darüber gesprochen haben.",
    rest="Niemand wird dies öfter als einmal in {rest} Tagen gefragt.",
    stop="Nie wieder fragen",
    came_of_it="Was aus früheren Antworten wurde",
    of="{point} von {last}",
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
    thousands=".",
)  # fmt: skip
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def said_in(language: str) -> tuple[str, Said]:
    """The language's code and sentences, English where there are none.

    >>> said_in("de-AT")[0], said_in("fr")[0]
    ('de', 'en')
    """
    code = language.split("-", maxsplit=1)[0]
    return (code, SPOKEN[code]) if code in SPOKEN else ("en", ENGLISH)


def number(said: Said, value: int) -> str:
    """A whole number as this language writes it.

    >>> number(GERMAN, 1200)
    '1.200'
    """
    return f"{value:,}".replace(",", said.thousands)
