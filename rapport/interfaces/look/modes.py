"""The promise of each mode, in one sentence that stands before the question; German waits for German pages."""

from __future__ import annotations

from collections.abc import Mapping

NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"
PROMISES: Mapping[str, Mapping[str, str]] = {
    "en": {
        NAMED: (
            "Your name and words go to {owner}, or who stands in for them; they may call you. Colleagues and the "
            "agents who help you see only groups of five or more."
        ),
        CONFIDENTIAL: "Nobody sees your name; figures show only groups of five or more.",
        ANONYMOUS: (
            "Nobody here can look up what you answered: nothing is kept that links you to your answer, so once sent it "
            "cannot be changed or taken back."
        ),
    },
    "de": {
        NAMED: (
            "Ihr Name und Ihre Worte gehen an {owner} oder die Vertretung, die Sie anrufen darf; Kolleginnen, Kollegen "
            "und alle, die Ihnen helfen, sehen nur Gruppen ab fünf Personen."
        ),
        CONFIDENTIAL: "Niemand sieht Ihren Namen; Zahlen zeigen nur Gruppen ab fünf Personen.",
        ANONYMOUS: (
            "Niemand hier kann nachsehen, was Sie geantwortet haben: Es wird nichts aufbewahrt, das Sie mit Ihrer "
            "Antwort verbindet; darum lässt sie sich nach dem Absenden nicht mehr ändern oder zurücknehmen."
        ),
    },
}


def promise(mode: str, *, owner: str = "", language: str = "en") -> str:
    """What is promised to whoever answers, in one sentence.

    >>> promise("named", owner="Noor Haddad")[:37]
    'Your name and words go to Noor Haddad'
    """
    words = PROMISES.get(language.partition("-")[0], PROMISES["en"])
    return words[mode].format(owner=owner)
