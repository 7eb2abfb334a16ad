"""Letters on their way out: what the sender reads and what it writes back after each attempt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rapport.foundation.models.mail import Letter
from rapport.foundation.postroom import sealing
from rapport.foundation.postroom.outbox import suppressed_among


def letters_to_send(ids: Iterable[int]) -> dict[int, Letter]:
    """The letters that still wait, with their MIME where it was rendered before."""
    return Letter.objects.filter(state=Letter.WAITING).in_bulk(list(ids))


def now_suppressed(letters: Iterable[Letter]) -> set[str]:
    """Recipients that were suppressed after their letter was written."""
    return set(suppressed_among(address for letter in letters for address in recipients_of(letter)))


def recipients_of(letter: Letter) -> list[str]:
    """Whom the letter must still reach: all of To and Cc, or those left over from an attempt."""
    if letter.left is not None:
        return list(letter.left)
    return list(dict.fromkeys(address for _, address in (*letter.to, *letter.cc)))


def keep_mime(rendered: Iterable[Letter], *, at: datetime) -> None:
    """Keep what was rendered, before the first attempt: every later attempt sends the same bytes."""
    rows = [Letter(id=one.id, mime=sealing.mime_at_rest(one), rendered_at=at) for one in rendered]
    Letter.objects.bulk_update(rows, ["mime", "rendered_at"])


def mark_sent(letter: Letter, *, at: datetime, reason: str = "") -> None:
    """The smarthost has taken responsibility; `reason` names recipients it refused."""
    now = {"state": Letter.SENT, "sent_at": at, "left": None, "reason": reason}
    Letter.objects.filter(id=letter.id).update(**now, **sealing.settled(letter))


def mark_refused(letter: Letter, reason: str) -> None:
    """It will never be sent; the words say why."""
    Letter.objects.filter(id=letter.id).update(state=Letter.REFUSED, reason=reason, **sealing.settled(letter))


def mark_kept(letters: Sequence[Letter]) -> None:
    """There is no smarthost: the letters stay here and are read at /post, but for links that work once."""
    sealed = [one.id for one in letters if sealing.is_sealed(one)]
    Letter.objects.filter(id__in=[one.id for one in letters]).update(state=Letter.KEPT)
    if sealed:
        Letter.objects.filter(id__in=sealed).update(data=sealing.EMPTY, mime=None)


def mark_tried(id: int, reason: str, *, left: Sequence[str] | None = None) -> None:
    """An attempt failed for now; the letter still waits, for all its recipients or for those left."""
    Letter.objects.filter(id=id).update(reason=reason, **({} if left is None else {"left": list(left)}))
