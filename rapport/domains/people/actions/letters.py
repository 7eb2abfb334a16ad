"""The few letters people themselves cause: to sign in, to confirm an address, to join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from rapport.domains.people import queries
from rapport.foundation import postroom
from rapport.foundation.actors import Actor
from rapport.foundation.languages import language_of_letter, worded

# Here and not with their words, which are sealed at rest: whoever looks at the post still sees what each was.
SUBJECTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "sign_in": "Your link to sign in to {brand}",
        "confirm": "Please confirm your address for {brand}",
        "invite": "You are invited to serve with {brand}",
    },
    "de": {
        "sign_in": "Ihr Link zur Anmeldung bei {brand}",
        "confirm": "Bitte bestätigen Sie Ihre Adresse für {brand}",
    },
}


@dataclass(frozen=True)
class Mail:
    """Which letter goes to whom, and what it says beyond its wording."""

    kind: str
    name: str
    address: str
    language: str
    organisation_id: int | None
    said: dict[str, Any]


def send_letter(*, mail: Mail, actor: Actor, at: datetime) -> None:
    """Put one letter into the outbox, in the caller's transaction; who chose no language gets the provider's."""
    provider = queries.provider()
    brand = queries.brand(provider)
    language = language_of_letter(own=mail.language, theirs=provider.language if provider else "")
    letter = postroom.NewLetter(
        kind=mail.kind,
        data={"name": mail.name, "brand": brand, **mail.said},
        to=[(mail.name, mail.address)],
        sender=(brand, f"rapport@{settings.MAIL_DOMAIN}"),
        subject=_subject(mail.kind, language).format(brand=brand.replace("\n", " ")),
        message_id=postroom.new_message_id(mail.kind.replace("_", "")),
        organisation_id=mail.organisation_id,
        automatic=True,
        language=language,
        priority=10,
        one_time=True,
    )
    postroom.post([letter], at=at)


def _subject(kind: str, language: str) -> str:
    """Staff are invited in English."""
    return SUBJECTS[worded(language)].get(kind, SUBJECTS["en"][kind])
