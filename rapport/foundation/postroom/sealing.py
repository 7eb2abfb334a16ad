"""Letters with a link that works once: sealed while they wait, emptied the moment they are sent or refused.

A row is sealed when its data hold one name only, `sealed`; emptied when nothing stands under it. Message-ID,
recipients, state and reason stay. In a demo letters stay readable, since /post shows them.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from rapport.foundation import secrets
from rapport.foundation.models.mail import Letter
from rapport.foundation.postroom.types import NewLetter

MARK = "sealed"
EMPTY: dict[str, Any] = {MARK: ""}


class Emptied(LookupError):
    """The link in this letter worked once and the letter was emptied; it cannot be read or sent again."""


def data_at_rest(new: NewLetter, *, waits: bool) -> dict[str, Any]:
    """What is stored of the data: sealed for a link that works once, as they are for everything else.

    A letter refused at once does not wait, so nothing of such a link is stored at all.
    """
    if not new.one_time or settings.DEMO:
        return new.data
    return {MARK: secrets.seal(json.dumps(new.data))} if waits else EMPTY


def mime_at_rest(letter: Letter) -> bytes:
    """What is stored of the MIME; latin-1 carries every byte."""
    plain = bytes(letter.mime or b"")
    return secrets.seal(plain.decode("latin-1")).encode() if letter.opened else plain


def is_sealed(letter: Letter) -> bool:
    """True for a letter whose row holds nothing that anybody can read."""
    return letter.opened or set(letter.data) == {MARK}


def is_emptied(letter: Letter) -> bool:
    """True once the link is gone."""
    return letter.data == EMPTY


def unsealed(letter: Letter) -> Letter:
    """The same letter with its data and MIME readable in memory.

    Raises Emptied after the letter was settled, and secrets.WrongKey where the key is another one.
    """
    if letter.opened or not is_sealed(letter):
        return letter
    if is_emptied(letter):
        raise Emptied(Emptied.__doc__)
    data = json.loads(secrets.unseal(letter.data[MARK]))
    if letter.mime is not None:
        letter.mime = secrets.unseal(bytes(letter.mime).decode()).encode("latin-1")
    letter.data, letter.opened = data, True
    return letter


def settled(letter: Letter) -> dict[str, Any]:
    """What a final state changes beside the state: the words of a sealed letter go."""
    return {"data": EMPTY, "mime": None} if is_sealed(letter) else {}
