"""The promise of each mode, in one sentence that stands before the question; German waits for German pages."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.people.types import RoleName
from rapport.domains.recovery.types import TAKES_OVER

NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"
PROMISES: Mapping[str, Mapping[str, str]] = {
    "en": {
        NAMED: (
            "Your name and words go to {owner}, who may call you; where they cannot, {roles} does. Colleagues, and the "
            "agents who help you unless you allowed it, see only groups of five or more."
        ),
        CONFIDENTIAL: "Nobody sees your name; figures show only groups of five or more.",
        ANONYMOUS: (
            "Nobody here can look up what you answered: nothing is kept that links you to your answer, so once sent it "
            "cannot be changed or taken back."
        ),
    },
    "de": {
        NAMED: (
            "Ihr Name und Ihre Worte gehen an {owner} mit dem Recht, Sie anzurufen; zur Vertretung geht das an "
            "{roles}. Kolleginnen, Kollegen und, außer Sie haben es erlaubt, alle, die Ihnen helfen, sehen nur Gruppen "
            "ab fünf Personen."
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
    """What is promised to whoever answers, in one sentence.

    >>> promise("named", owner="Noor Haddad")[:37]
    'Your name and words go to Noor Haddad'
    """
    words = PROMISES.get(language.partition("-")[0], PROMISES["en"])
    return words[mode].format(owner=owner, roles=stand_ins(language))
