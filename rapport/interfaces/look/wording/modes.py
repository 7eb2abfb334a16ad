"""The promise of each mode, in a few sentences that stand before the question; German waits for German pages."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.people.types import RoleName
from rapport.domains.recovery.types import TAKES_OVER

NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"
PROMISES: Mapping[str, Mapping[str, str]] = {
    "en": {
        NAMED: (
            "Your name and words go to {owner}, who may call you. After an unhappy answer those who stand in, {roles}, "
            "can read it from the first minute and call where {owner} does not. If you allowed those who help you to "
            "see answers, whoever looks after you calls first. Colleagues and all other agents see only groups of "
            "five or more."
        ),
        CONFIDENTIAL: "Nobody sees your name; figures show only groups of five or more.",
        ANONYMOUS: (
            "Nobody here can look up what you answered: nothing is kept that links you to your answer, so once sent it "
            "cannot be changed or taken back."
        ),
    },
    "de": {
        NAMED: (
            "Ihr Name und Ihre Worte gehen an {owner} mit dem Recht, Sie anzurufen. Nach einer unzufriedenen Antwort "
            "kann die Vertretung, {roles}, sie von der ersten Minute an lesen und ruft an, wo {owner} es nicht tut. "
            "Haben Sie erlaubt, dass alle, die Ihnen helfen, Ihre Antworten sehen, ruft zuerst an, wer für Sie "
            "zuständig ist. Kolleginnen, Kollegen und alle anderen sehen nur Gruppen ab fünf Personen."
        ),
        CONFIDENTIAL: "Niemand sieht Ihren Namen; Zahlen zeigen nur Gruppen ab fünf Personen.",
        ANONYMOUS: (
            "Niemand hier kann nachsehen, was Sie geantwortet haben: Es wird nichts aufbewahrt, das Sie mit Ihrer "
            "Antwort verbindet; darum lässt sie sich nach dem Absenden nicht mehr ändern oder zurücknehmen."
        ),
    },
}


# The same roles by which a recovery finds who takes over: nobody else is given one.
ROLES: Mapping[str, Mapping[RoleName, str]] = {
    "en": {
        RoleName.TEAM_LEAD: "a lead of a team",
        RoleName.SERVICE_OWNER: "an owner of a service",
        RoleName.ADMINISTRATOR: "an administrator",
    },
    "de": {
        RoleName.TEAM_LEAD: "eine Teamleitung",
        RoleName.SERVICE_OWNER: "die Leitung eines Dienstes",
        RoleName.ADMINISTRATOR: "die Administration",
    },
}
OR = {"en": "or", "de": "oder"}


def stand_ins(language: str = "en") -> str:
    """Who may answer for what was said besides the one who is named, by their roles.

    >>> stand_ins()
    'a lead of a team, an owner of a service or an administrator'
    """
    code = language.partition("-")[0]
    code = code if code in ROLES else "en"
    *first, last = (ROLES[code][role] for role in TAKES_OVER)
    return f"{', '.join(first)} {OR[code]} {last}"


def promise(mode: str, *, owner: str = "", language: str = "en") -> str:
    """What is promised to whoever answers: who reads it from when on, who calls, and what everybody else sees.

    >>> promise("named", owner="Noor Haddad")[:37]
    'Your name and words go to Noor Haddad'
    """
    words = PROMISES.get(language.partition("-")[0], PROMISES["en"])
    return words[mode].format(owner=owner, roles=stand_ins(language))
