"""The mails everybody measures with: 500 messages in 283 conversations, the same texts at every run.

The generator draws in the same order as the shared `workload.py`, so that figures can be compared.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from bench.words import SUBJECTS, Text, person

DESK = "support@desk.example.test"
BEGIN = datetime(2026, 11, 2, 8, tzinfo=UTC)
REPLIES, LIVELY, WINDOW = 0.40, 60, 20


@dataclass
class Talk:
    """One conversation while it is made: who began it, what about, and the ids so far."""

    who: int
    subject: str
    ids: list[str]
    body: str = ""


@dataclass(frozen=True)
class Mail:
    """One message; `root` is the Message-ID of the first of its conversation."""

    number: int
    sender: str
    message_id: str
    root: str
    raw: bytes = field(repr=False)

    @property
    def is_reply(self) -> bool:
        """True when it answers an earlier one."""
        return self.message_id != self.root


def mails(count: int = 500, seed: int = 7) -> list[Mail]:
    """Messages in the order they were written."""
    chance, text = random.Random(seed), Text(seed)
    talks: list[Talk] = []
    return [_mail(number, chance, text, talks) for number in range(1, count + 1)]


def shuffled(written: Sequence[Mail], *, seed: int = 20, window: int = WINDOW) -> list[Mail]:
    """Each message moves by less than `window` places, so a reply may overtake its parent."""
    chance = random.Random(seed)
    placed = [(place + chance.random() * window, mail) for place, mail in enumerate(written)]
    return [mail for _, mail in sorted(placed, key=lambda pair: pair[0])]


def _mail(number: int, chance: random.Random, text: Text, talks: list[Talk]) -> Mail:
    is_reply = bool(talks) and chance.random() < REPLIES
    own = f"<{number:05d}.{chance.getrandbits(48):012x}@mail.corp.example.test>"
    talk = chance.choice(talks[-LIVELY:]) if is_reply else _new_talk(number, chance, text)
    message = _head(number, chance, talk, own, is_reply=is_reply)
    body = _body(chance, text, talk.who)
    _add_bodies(message, body, talk.body)
    if number % 10 == 0:
        picture = chance.randbytes(chance.randint(20_000, 80_000))
        message.add_attachment(picture, maintype="image", subtype="png", filename=f"screenshot-{number}.png")
    if not is_reply:
        talk.body = body
        talks.append(talk)
    talk.ids.append(own)
    return Mail(number, person(talk.who)[1], own, talk.ids[0], message.as_bytes())


def _new_talk(number: int, chance: random.Random, text: Text) -> Talk:
    who = chance.randrange(2000)
    subject = chance.choice(SUBJECTS).format(n=chance.randint(2, 90), w=text.words(1)[0])
    return Talk(who, f"{subject} #{number}x", [])


def _head(number: int, chance: random.Random, talk: Talk, own: str, *, is_reply: bool) -> EmailMessage:
    name, address = person(talk.who)
    when = format_datetime(BEGIN + timedelta(minutes=3 * number))
    message = EmailMessage(policy=policy.SMTP)
    message["Received"] = (
        f"from mail.corp.example.test ([192.0.2.{number % 250 + 1}]) by mx.desk.example.test with ESMTPS "
        f"id {chance.getrandbits(40):010x}; {when}"
    )
    message["DKIM-Signature"] = _signature(chance)
    message["From"], message["To"] = f"{name} <{address}>", DESK
    message["Subject"] = f"Re: {talk.subject}" if is_reply else talk.subject
    message["Date"], message["Message-ID"], message["User-Agent"] = when, own, "Mozilla Thunderbird"
    if chance.random() < 0.15:
        message["Cc"] = "Team Lead <lead@corp.example.test>"
    if is_reply:
        message["In-Reply-To"], message["References"] = talk.ids[-1], " ".join(talk.ids[-8:])
    return message


def _signature(chance: random.Random) -> str:
    hashed = base64.b64encode(chance.randbytes(32)).decode()
    signed = " ".join(base64.b64encode(chance.randbytes(30)).decode() for _ in range(3))
    head = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=corp.example.test; s=s1; h=from:to:subject:date; bh="
    return f"{head}{hashed}; b={signed}"


def _body(chance: random.Random, text: Text, who: int) -> str:
    name = person(who)[0]
    said = f"Hello,\n\n{text.paragraph()}\n\n{text.paragraph()}\n\nRegards,\n{name}"
    return f"{said}\n-- \n{name} | Corp {who % 40} | +49 30 {chance.randint(1000000, 9999999)}\nünïcödé façade"


def _add_bodies(message: EmailMessage, body: str, quoted: str) -> None:
    """The text and the HTML, a reply with what it answers below."""
    below = "\n\nOn Monday, Support wrote:\n" + "\n".join(f"> {line}" for line in quoted.splitlines()) if quoted else ""
    message.set_content(body + below)
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    quote = f"<blockquote>{quoted}</blockquote>" if quoted else ""
    page = f"<html><head><style>p{{font-family:Arial}}</style></head><body>{paragraphs}{quote}</body></html>"
    message.add_alternative(page, subtype="html")
