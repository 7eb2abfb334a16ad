"""What the pages say that a letter's link opens, in each language of our letters; what they share is in sheet_words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from rapport.foundation.languages import worded
from rapport.interfaces.look.wording.sheet_words import words_in


@dataclass(frozen=True)
class QuestionsWords:
    """The three questions after an episode, and what was answered."""

    title: str
    each: str
    about: str
    sees: str
    sees_team: str
    no_reminder: str
    nothing_tapped: str
    reads: str
    what_you_said: str
    yes: str
    no: str
    asked: Mapping[str, str]
    tapped: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class WorthWords:
    """Was it worth it, after a sequence."""

    one: str
    ended: str
    sees: str
    sees_owner: str
    not_chosen: str
    low: str
    high: str
    arrived: str
    reads: str


@dataclass(frozen=True)
class SigningWords:
    """Getting in, and saying that an address or a request is one's own."""

    sign_in: str
    by_mail: str
    no_password: str
    works_once: str
    was_not_taken: str
    address: str
    no_address: str
    wrong_address: str
    send_link: str
    look: str
    on_its_way: str
    nothing_there: str
    ask_again: str
    here_you_are: str
    one_press: str
    is_it_yours: str
    counts_as_yours: str
    yes_mine: str
    was_it_you: str
    who_asked: str
    among_yours: str
    yes_me: str
    it_is_yours: str
    from_now_on: str
    request_yours: str
    to_see_it: str
    start_page: str


@dataclass(frozen=True)
class NoLinkWords:
    """What a page says whose link does not open, or was used very often."""

    opens_not: str
    works_not: str
    why: str
    safe: str
    signed_in_nobody: str
    request_safe: str
    results: str
    new_one: str
    often_title: str
    often: str
    often_safe: str


ENGLISH_QUESTIONS = QuestionsWords(
    title="Three short questions",
    each="One tap each, each only if you like. Nothing is sent until you press the button.",
    about="About “{title}”, finished on {day}.",
    sees="Those at {brand}, with your name and this matter. Your colleagues do not.",
    sees_team="Those in {team} at {brand}, with your name and this matter. Your colleagues do not.",
    no_reminder="You get no reminder.",
    nothing_tapped="Tap at least one answer, or simply close this page: no answer is an answer, too.",
    reads="{team} reads it with your name.",
    what_you_said="What you said",
    yes="Yes",
    no="No",
    asked={
        "know_each_other": "Do we know each other better?",
        "they_know_us": "Do we know your work better?",
        "understood": "Did we understand each other?",
    },
    tapped={
        "know_each_other": ("We know each other better.", "We know each other no better."),
        "they_know_us": ("We know your work better.", "We know your work no better."),
        "understood": ("We understood each other.", "We did not understand each other."),
    },
)
GERMAN_QUESTIONS = QuestionsWords(
    title="Drei kurze Fragen",
    each="Je einmal tippen, und jede nur, wenn Sie möchten. Gesendet wird erst, wenn Sie auf die Schaltfläche drücken.",
    about="Es geht um „{title}“, abgeschlossen: {day}.",
    sees="Wer bei {brand} daran arbeitet, mit Ihrem Namen und diesem Anliegen. Ihre Kolleginnen und Kollegen nicht.",
    sees_team="Wer bei {brand} in „{team}“ arbeitet, mit Ihrem Namen und diesem Anliegen. Ihre Kolleginnen und "
    "Kollegen nicht.",
    no_reminder="Es kommt keine Erinnerung.",
    nothing_tapped="Bitte tippen Sie mindestens eine Antwort an, oder schließen Sie die Seite einfach: Auch keine "
    "Antwort ist eine Antwort.",
    reads="{team} liest sie mit Ihrem Namen.",
    what_you_said="Was Sie gesagt haben",
    yes="Ja",
    no="Nein",
    asked={
        "know_each_other": "Kennen wir einander besser?",
        "they_know_us": "Kennen wir Ihre Arbeit besser?",
        "understood": "Haben wir einander verstanden?",
    },
    tapped={
        "know_each_other": ("Wir kennen einander besser.", "Wir kennen einander nicht besser."),
        "they_know_us": ("Wir kennen Ihre Arbeit besser.", "Wir kennen Ihre Arbeit nicht besser."),
        "understood": ("Wir haben einander verstanden.", "Wir haben einander nicht verstanden."),
    },
)
ENGLISH_WORTH = WorthWords(
    one="One question. Nothing is sent until you press the button.",
    ended="“{name}”, ended on {day}.",
    sees="Those at {brand} who worked on it, with your name. Your colleagues do not.",
    sees_owner="{owner} and those at {brand} who worked on it, with your name. Your colleagues do not.",
    not_chosen="Choose a number from 1 to 7, or simply close this page: no answer is an answer, too.",
    low="not at all",
    high="very much",
    arrived="Your answer has arrived: {score} of 7.",
    reads="{owner} reads it with your name.",
)
GERMAN_WORTH = WorthWords(
    one="Eine Frage. Gesendet wird erst, wenn Sie auf die Schaltfläche drücken.",
    ended="„{name}“, abgeschlossen: {day}.",
    sees="Alle bei {brand}, die daran gearbeitet haben, mit Ihrem Namen. Ihre Kolleginnen und Kollegen nicht.",
    sees_owner="{owner} und alle bei {brand}, die daran gearbeitet haben, mit Ihrem Namen. Ihre Kolleginnen und "
    "Kollegen nicht.",
    not_chosen="Bitte wählen Sie eine Zahl von 1 bis 7, oder schließen Sie die Seite einfach: Auch keine Antwort ist "
    "eine Antwort.",
    low="gar nicht",
    high="sehr",
    arrived="Ihre Antwort ist angekommen: {score} von 7.",
    reads="{owner} liest sie mit Ihrem Namen.",
)
ENGLISH_SIGNING = SigningWords(
    sign_in="Sign in",
    by_mail="Sign in by mail",
    no_password="No password. We send a link to your address;",
    works_once="it works once, for 15 minutes.",
    was_not_taken="You were signed out, so what you just sent was not taken. “Back” in your browser has it: copy it "
    "from there, sign in, and send it again.",
    address="Your mail address",
    no_address="Write the address you use with us.",
    wrong_address="That is not a mail address yet.",
    send_link="Send me the link",
    look="Look into your mail",
    on_its_way="If we know {email}, a link is on its way.",
    nothing_there="Nothing there after two minutes? Look among the unwanted mail, or check the address and",
    ask_again="ask once more",
    here_you_are="Here you are",
    one_press="One press and you are signed in on this device.",
    is_it_yours="Is this address yours?",
    counts_as_yours="One press, and what you write from it counts as yours.",
    yes_mine="Yes, it is mine",
    was_it_you="Was it you?",
    who_asked="Was it you who asked?",
    among_yours="One press, and the request stands among yours. Was it not you? Then leave it: nobody else sees it but "
    "us.",
    yes_me="Yes, it was me",
    it_is_yours="It is yours",
    from_now_on="What you write from this address counts as yours now.",
    request_yours="“{subject}” is among your requests now, and only you and we see it.",
    to_see_it="Sign in to see it",
    start_page="To the start page",
)
GERMAN_SIGNING = SigningWords(
    sign_in="Anmelden",
    by_mail="Anmelden per Mail",
    no_password="Ohne Passwort: Wir senden einen Link an Ihre Adresse;",
    works_once="er gilt einmal und 15 Minuten lang.",
    was_not_taken="Sie waren nicht mehr angemeldet; darum wurde nicht übernommen, was Sie eben gesendet haben. "
    "Mit „Zurück“ finden Sie es in Ihrem Browser: Kopieren Sie es dort, melden Sie sich an und senden Sie es noch "
    "einmal.",
    address="Ihre Mailadresse",
    no_address="Bitte geben Sie die Adresse an, mit der Sie uns schreiben.",
    wrong_address="Das ist noch keine Mailadresse.",
    send_link="Link zusenden",
    look="Sehen Sie in Ihren Mails nach",
    on_its_way="Wenn wir {email} kennen, ist ein Link unterwegs.",
    nothing_there="Nach zwei Minuten noch nichts da? Sehen Sie bei den unerwünschten Mails nach, oder prüfen Sie die "
    "Adresse und",
    ask_again="fordern Sie ihn noch einmal an",
    here_you_are="Da sind Sie ja",
    one_press="Einmal drücken, und Sie sind auf diesem Gerät angemeldet.",
    is_it_yours="Gehört diese Adresse Ihnen?",
    counts_as_yours="Einmal drücken, und was Sie von dieser Adresse schreiben, gilt als Ihres.",
    yes_mine="Ja, sie gehört mir",
    was_it_you="Waren Sie das?",
    who_asked="Haben Sie uns geschrieben?",
    among_yours="Einmal drücken, und das Anliegen steht bei Ihren. Waren Sie es nicht? Dann brauchen Sie nichts zu "
    "tun: Niemand außer uns sieht es.",
    yes_me="Ja, das war ich",
    it_is_yours="Es gehört Ihnen",
    from_now_on="Was Sie von dieser Adresse schreiben, gilt ab jetzt als Ihres.",
    request_yours="„{subject}“ steht jetzt bei Ihren Anliegen; nur Sie und wir sehen es.",
    to_see_it="Anmelden und ansehen",
    start_page="Zur Startseite",
)
ENGLISH_NO_LINK = NoLinkWords(
    opens_not="This link does not open any more",
    works_not="This link does not work any more",
    why="It was used, or it is too old.",
    safe="Nothing was sent or changed.",
    signed_in_nobody="Nobody was signed in.",
    request_safe="Your request is with us either way.",
    results="See the results",
    new_one="Send me a new one",
    often_title="That was very often",
    often="This link was used many times within an hour.",
    often_safe="Your last answer is kept.",
)
GERMAN_NO_LINK = NoLinkWords(
    opens_not="Dieser Link öffnet nichts mehr",
    works_not="Dieser Link gilt nicht mehr",
    why="Er wurde schon benutzt, ist zu alt oder wurde nicht ganz kopiert.",
    safe="Es wurde nichts gesendet und nichts geändert.",
    signed_in_nobody="Niemand wurde angemeldet.",
    request_safe="Ihr Anliegen ist in jedem Fall bei uns.",
    results="Zu den Ergebnissen",
    new_one="Neuen Link zusenden",
    often_title="Das war sehr oft",
    often="Dieser Link wurde innerhalb einer Stunde viele Male benutzt.",
    often_safe="Ihre letzte Antwort bleibt erhalten.",
)
QUESTIONS = {"en": ENGLISH_QUESTIONS, "de": GERMAN_QUESTIONS}
WORTH = {"en": ENGLISH_WORTH, "de": GERMAN_WORTH}
SIGNING = {"en": ENGLISH_SIGNING, "de": GERMAN_SIGNING}
NO_LINK = {"en": ENGLISH_NO_LINK, "de": GERMAN_NO_LINK}
SIMULATED = "Erfundene Daten: Niemand hier ist echt."


def frame(language: str) -> dict[str, Any]:
    """What stands around a page in this language; an English one has what every page has."""
    code = worded(language)
    shared: dict[str, Any] = {"lang": code, "sheet": words_in(code)}
    if code == "en":
        return shared
    return shared | {"skip": words_in(code).skip, "foot": (), "foot_say": SIMULATED if settings.DEMO else ""}
