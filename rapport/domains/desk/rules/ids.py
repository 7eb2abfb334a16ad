"""How mails are told apart and recognised: ids, topics and the key of one mail. Plain functions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from rapport.foundation.text import shown

MOST_IDS = 20  # docs/rules-of-mail.md 2: the newest 20 ids count
LONGEST_SUBJECT = 500
NO_SUBJECT = "(no subject)"
_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|ref|odp|rif|res|rv|fw|fwd|wg|tr|vb|vl|doorst|enc|回复|答复|转发|返信|転送)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：])+",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_WRAPPED = re.compile(r"<([^<>]*)>")


def bare_id(message_id: str) -> str:
    """A Message-ID without brackets and spaces; empty when there is nothing inside.

    >>> bare_id(" <A.1@Example.org> "), bare_id("<>")
    ('A.1@Example.org', '')
    """
    wrapped = _WRAPPED.search(message_id)
    inner = wrapped.group(1) if wrapped else message_id
    return _SPACE.sub("", inner)


def id_hash(message_id: str) -> str:
    """The hash under which an id is known; empty for an empty id, which never matches anything."""
    bare = bare_id(message_id)
    return hashlib.sha256(bare.lower().encode("utf-8", "replace")).hexdigest()[:32] if bare else ""


def referenced(ids: Iterable[str]) -> list[str]:
    """The hashes of the newest referenced ids, newest first, each once."""
    hashes = dict.fromkeys(h for h in map(id_hash, ids) if h)
    return list(hashes)[:MOST_IDS]


def chain(ids: Iterable[str]) -> list[str]:
    """The ids a mail refers to, oldest first and in brackets, as the References of an answer to it begin."""
    bare = dict.fromkeys(b for b in map(bare_id, ids) if b)
    return [f"<{b}>" for b in reversed(list(bare)[:50])]


def mail_key(*, message_id: str, sender: str, fingerprint: str, recipients: Iterable[str] = ()) -> str:
    """What two copies of one mail share (docs/rules-of-mail.md 2): id, sender and the hash of date and body parts.

    Without a Message-ID the envelope takes its place, so that only a retry of the same delivery is a copy.
    """
    bare = bare_id(message_id)
    envelope = "" if bare else " ".join(sorted(r.lower() for r in recipients))
    said = "\x00".join([bare, sender.strip().lower(), fingerprint, envelope])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def topic(subject: str) -> str:
    """The subject without any number of Re:, Fwd:, AW: … in front.

    >>> topic("Re: AW: VPN drops"), topic("Regarding: the plotter")
    ('VPN drops', 'Regarding: the plotter')
    """
    return _PREFIX.sub("", _SPACE.sub(" ", subject)).strip()[:LONGEST_SUBJECT]


def ticket_subject(subject: str) -> str:
    """What a ticket is called: the topic of its first mail."""
    return topic(shown(subject)) or NO_SUBJECT


def answer_subject(subject: str) -> str:
    """The subject of an answer: the customer's own, exactly, with Re: in front unless an answer mark is there.

    >>> answer_subject("VPN drops"), answer_subject("AW: VPN drops")
    ('Re: VPN drops', 'AW: VPN drops')
    """
    one_line = _SPACE.sub(" ", subject).strip() or NO_SUBJECT
    return one_line if _PREFIX.match(one_line) else f"Re: {one_line}"
