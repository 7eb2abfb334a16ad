"""Sending: letters are rendered once, then given to the smarthost one by one, each marked the moment it is taken."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rapport.foundation import files, jobs, postroom, secrets
from rapport.foundation.jobs import Claimed
from rapport.foundation.models.files import ScanState
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail import enclosed, mime, rendering
from rapport.interfaces.mail.smarthost import Never, NotNow, OutOfReach, Smarthost, WrongSmarthost, place_of

BROKEN_IN_A_ROW = 2
SOON = (5.0, 15.0)
SCANNER = timedelta(seconds=30)

log = structlog.get_logger(__name__)
Pair = tuple[Claimed, Letter]


def send(items: Sequence[Claimed]) -> None:
    """Send the letters of a batch; without a smarthost they are kept, to be read at /post."""
    now = timezone.now()
    letters = postroom.letters_to_send([int(str(item.args["letter"])) for item in items])
    pairs = [(item, letters[number]) for item in items if (number := int(str(item.args["letter"]))) in letters]
    pairs = _without_suppressed(_rendered(pairs, now))
    if settings.SMARTHOST:
        _send_all(pairs)
    else:
        _keep(pairs)


def _rendered(pairs: list[Pair], at: datetime) -> list[Pair]:
    """Render what has no MIME yet and keep it; a letter that cannot be rendered is refused and seen."""
    fresh: list[Letter] = []
    whole: list[Pair] = []
    for item, letter in pairs:
        try:
            if postroom.unsealed(letter).mime is None:
                letter.mime = mime.build(letter, rendering.in_words(letter))
                fresh.append(letter)
            whole.append((item, letter))
        except rendering.UnknownLetter:
            _refuse(item, letter, f"No text is known for letters of the kind “{letter.kind}”.")
        except mime.BrokenHeader as error:
            _refuse(item, letter, str(error))
        except secrets.WrongKey as error:
            jobs.retry(item, str(error))
        except Exception as error:  # a fault in one letter's words never stops the others
            log.warning("letter not rendered", letter=letter.id, kind=letter.kind, error=type(error).__name__)
            jobs.retry(item, f"It could not be put into words: {type(error).__name__}.")
    if fresh:
        postroom.keep_mime(fresh, at=at)
    return whole


def _without_suppressed(pairs: list[Pair]) -> list[Pair]:
    """Addresses that were suppressed since the letter was written get nothing."""
    suppressed = postroom.now_suppressed(letter for _, letter in pairs)
    allowed = []
    for item, letter in pairs:
        left = [a for a in postroom.recipients_of(letter) if a.strip().lower() not in suppressed]
        if left:
            letter.left = left
            allowed.append((item, letter))
        else:
            _refuse(item, letter, "Every address of this letter has been suppressed since it was written.")
    return allowed


def _keep(pairs: list[Pair]) -> None:
    with transaction.atomic():
        postroom.mark_kept([letter for _, letter in pairs])
        jobs.finish([item for item, _ in pairs])


def _send_all(pairs: list[Pair]) -> None:
    try:
        smarthost = Smarthost(place_of(settings.SMARTHOST), ident=settings.MAIL_DOMAIN)
    except WrongSmarthost as error:
        return _give_back(pairs, str(error))
    broken = 0
    try:
        for number, (item, letter) in enumerate(pairs):
            if broken == BROKEN_IN_A_ROW:
                return _give_back(pairs[number:], "The mail server does not answer.")
            try:
                broken = 0 if _send_one(smarthost, item, letter) else broken + 1
            except OutOfReach as error:
                return _give_back(pairs[number:], str(error))
    finally:
        smarthost.close()


def _send_one(smarthost: Smarthost, item: Claimed, letter: Letter) -> bool:
    """One letter, and its mark in a transaction of its own right after; False when the connection broke."""
    whole = _whole(item, letter)
    if whole is None:
        return True
    try:
        refused = smarthost.send(letter.sender_address, postroom.recipients_of(letter), whole)
    except NotNow as error:
        reason = "; ".join(filter(None, [str(error), error.refused]))
        postroom.mark_tried(letter.id, reason, left=error.left)
        jobs.retry(item, reason)
        return not str(error).startswith("The connection broke")
    except Never as error:
        _refuse(item, letter, str(error))
        return True
    with transaction.atomic():
        postroom.mark_sent(letter, at=timezone.now(), reason=refused)
        jobs.finish([item])
    return True


def _whole(item: Claimed, letter: Letter) -> bytes | None:
    """The bytes of a letter with its files; None where it waits for the scanner, or never leaves with such a file."""
    try:
        return enclosed.whole(letter)
    except files.NotCleared as error:
        if error.file.scan == ScanState.WAITING:
            jobs.retry(item, "A file of it waits for the virus scanner.", timezone.now() + SCANNER, counted=False)
        else:
            found = error.file.scan_found or "something"
            _refuse(item, letter, f"The virus scanner found {found} in a file of it. Answer again without that file.")
    except files.FileGone as error:
        _refuse(item, letter, str(error))
    return None


def _refuse(item: Claimed, letter: Letter, reason: str) -> None:
    with transaction.atomic():
        postroom.mark_refused(letter, reason)
        jobs.finish([item])


def _give_back(pairs: Sequence[Pair], reason: str) -> None:
    """Nobody's letter is to blame: all of them wait a little, and the attempt is not counted."""
    again = timezone.now() + timedelta(seconds=random.uniform(*SOON))
    log.warning("smarthost out of reach", letters=len(pairs))
    for item, _ in pairs:
        jobs.retry(item, reason, again, counted=False)
