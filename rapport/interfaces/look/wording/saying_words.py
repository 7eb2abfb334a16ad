"""What the open page, its poster and its snippet say, in each language they speak."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Said:
    """The sentences of one language."""

    title: str
    sees: str
    words: str
    words_hint: str
    send: str
    thanks: str
    arrived: str
    next_person: str
    wrong_score: str
    too_long: str
    old: str
    not_sent: str
    often: str
    of: str
    poster: str


ENGLISH = Said(
    title="One question",
    sees="Nobody asks for your name and nothing says who you are. Figures show only groups of five or more.",
    words="In your own words",
    words_hint="You need not write anything. Please leave names out.",
    send="Send my answer",
    thanks="Thank you",
    arrived="Your answer has arrived. It stands beside those of people drawn by lot, and never among them.",
    next_person="Another answer",
    wrong_score="Choose a number. Everything else can stay empty.",
    too_long="That is more than 4,000 characters. Please say it shorter; nothing was sent yet.",
    old="This page was open for more than a day. Nothing was sent; what you wrote is kept here. Press once more.",
    not_sent="Your answer was not sent",
    often="Too many answers came from here within an hour. Nothing was sent. Please try again in an hour.",
    of="{point} of {last}",
    poster="One question, no name. Point your camera here, or type:",
)
GERMAN = Said(
    title="Eine Frage",
    sees="Niemand fragt nach Ihrem Namen, und nichts verrät, wer Sie sind. Zahlen zeigen nur Gruppen ab fünf.",
    words="In Ihren eigenen Worten",
    words_hint="Sie müssen nichts schreiben. Bitte nennen Sie keine Namen.",
    send="Antwort senden",
    thanks="Danke",
    arrived="Ihre Antwort ist da. Sie steht neben denen der Ausgelosten und nie unter ihnen.",
    next_person="Noch eine Antwort",
    wrong_score="Wählen Sie eine Zahl. Alles andere kann leer bleiben.",
    too_long="Das sind mehr als 4.000 Zeichen. Bitte kürzer; gesendet wurde noch nichts.",
    old="Diese Seite war länger als einen Tag offen. Gesendet wurde nichts; Ihr Text steht noch hier. Bitte noch "
    "einmal drücken.",
    not_sent="Ihre Antwort wurde nicht gesendet",
    often="Von hier kamen zu viele Antworten in einer Stunde. Gesendet wurde nichts. Bitte später noch einmal.",
    of="{point} von {last}",
    poster="Eine Frage, ohne Namen. Kamera hierher halten oder eintippen:",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}
IN_SNIPPET = ("sees", "words", "words_hint", "send", "thanks", "arrived", "wrong_score", "not_sent", "often", "of")


def said_in(language: str) -> tuple[str, Said]:
    """The language's code and sentences, English where there are none."""
    code = language.split("-", maxsplit=1)[0]
    return (code, SPOKEN[code]) if code in SPOKEN else ("en", ENGLISH)


def for_snippet(said: Said) -> dict[str, str]:
    """The sentences that a page elsewhere shows."""
    every = asdict(said)
    return {name: every[name] for name in IN_SNIPPET}
