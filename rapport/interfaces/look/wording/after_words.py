"""What stands behind an answer, in the language of the one who gave it: asking for a call, what is sealed, the card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AfterWords:
    """One language; what is in braces is filled in by the page."""

    call_title: str
    call_only: str
    call_yes: str
    call_lead: str
    call_apart: str
    call_reach: str
    call_reach_missing: str
    call_name: str
    call_words: str
    call_may_be_empty: str
    call_send: str
    call_sent_title: str
    call_sent: str
    call_sent_apart: str
    see_results: str
    sealed_title: str
    sealed_head: str
    sealed_lead: str
    sealed_why: str
    sealed_next: str
    sealed_results: str
    sealed_again: str
    sealed_privacy: str
    card_title: str
    card_until: str
    card_note: str
    card_of: str


ENGLISH = AfterWords(
    call_title="May somebody call you?",
    call_only="Only if you like. What you write there is kept apart from your answer, and nothing says which answer "
    "was yours.",
    call_yes="Yes, please call me",
    call_lead="Only what you write here is sent.",
    call_apart="It is kept apart from your answer, and whoever calls does not know what you answered.",
    call_reach="Number or address",
    call_reach_missing="Write a number or an address at which we reach you. Nothing was sent.",
    call_name="What we call you",
    call_words="What it is about",
    call_may_be_empty="You may leave it empty.",
    call_send="Please call me",
    call_sent_title="Somebody calls you",
    call_sent="We have what you wrote, and the day.",
    call_sent_apart="Nothing says which answer was yours.",
    see_results="See the results",
    sealed_title="You have answered",
    sealed_head="Thank you, you have answered",
    sealed_lead="Nothing leads from you to your answer,",
    sealed_why="so we can neither show it here nor change it.",
    sealed_next="It lies sealed until at least four others lie beside it; then they join the answers together, in any "
    "order and with the day only. What comes of them stands here:",
    sealed_results="results page",
    sealed_again="We ask you again in {month} at the earliest, and no reminder comes.",
    sealed_privacy="How we keep answers apart from people",
    card_title="One question for you",
    card_until="Until {day}",
    card_note="A page opens with your number on it; nothing is sent until you confirm it there.",
    card_of="{point} of {last}",
)
GERMAN = AfterWords(
    call_title="Darf Sie jemand anrufen?",
    call_only="Nur, wenn Sie möchten. Was Sie dort schreiben, bleibt von Ihrer Antwort getrennt; nirgends steht, "
    "welche Antwort von Ihnen ist.",
    call_yes="Ja, bitte rufen Sie mich an",
    call_lead="Gesendet wird nur, was Sie hier schreiben.",
    call_apart="Es bleibt von Ihrer Antwort getrennt; wer anruft, weiß nicht, was Sie geantwortet haben.",
    call_reach="Telefonnummer oder Adresse",
    call_reach_missing="Bitte geben Sie eine Nummer oder Adresse an, unter der wir Sie erreichen. Es wurde nichts "
    "gesendet.",
    call_name="Wie wir Sie ansprechen",
    call_words="Worum es geht",
    call_may_be_empty="Das kann leer bleiben.",
    call_send="Bitte rufen Sie mich an",
    call_sent_title="Jemand ruft Sie an",
    call_sent="Wir haben, was Sie geschrieben haben, und den Tag.",
    call_sent_apart="Nirgends steht, welche Antwort von Ihnen ist.",
    see_results="Zu den Ergebnissen",
    sealed_title="Sie haben geantwortet",
    sealed_head="Vielen Dank, Sie haben geantwortet",
    sealed_lead="Nichts führt von Ihnen zu Ihrer Antwort;",
    sealed_why="darum können wir sie hier weder zeigen noch ändern.",
    sealed_next="Sie liegt verschlossen, bis mindestens vier andere dabei liegen; dann kommen sie zusammen zu den "
    "Antworten, in beliebiger Reihenfolge und nur mit dem Tag. Was daraus wird, lesen Sie hier:",
    sealed_results="Ergebnisseite",
    sealed_again="Wir fragen Sie frühestens im {month} wieder, und es kommt keine Erinnerung.",
    sealed_privacy="Wie wir Antworten und Personen getrennt halten",
    card_title="Eine Frage an Sie",
    card_until="Bis {day}",
    card_note="Eine Seite öffnet sich mit Ihrer Zahl; gesendet wird erst, wenn Sie sie dort bestätigen.",
    card_of="{point} von {last}",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def after_words(language: str) -> AfterWords:
    """The words in a language, English where there are none.

    >>> after_words("de-AT").call_title, after_words("pl").call_title
    ('Darf Sie jemand anrufen?', 'May somebody call you?')
    """
    return SPOKEN.get(language.partition("-")[0], ENGLISH)
