"""Thirteen months of answers: how many of each class, who gives them, why, and in which words."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

MONTHS: tuple[tuple[int, int, int], ...] = (
    (35, 37, 27), (37, 35, 28), (36, 35, 28), (37, 34, 28), (35, 36, 29), (34, 37, 29), (34, 36, 29),
    (32, 39, 30), (31, 39, 31), (32, 36, 33), (31, 36, 33), (30, 37, 33), (30, 35, 35),
)  # fmt: skip
"""Detractors, passives and promoters of each month, oldest first: −8 in the first, +5 in the last."""
ASKED, REST_DAYS = 240, 90
RUNNING_MOST = 26  # of the month that is not over

SCORES = {"detractor": ((6, 5, 4, 3, 2, 1, 0), (34, 26, 16, 10, 7, 4, 3)),
          "passive": ((8, 7), (58, 42)), "promoter": ((9, 10), (56, 44))}  # fmt: skip
REASONS = {
    "detractor": (("came_back", 26), ("explain_again", 24), ("not_told", 18), ("my_time", 12), ("equipment", 16), ("spoken_to", 4)),
    "passive": (("knows_site", 36), ("fewer_steps", 22), ("reliable_day", 28), ("my_words", 14)),
    "promoter": (("know_my_site", 38), ("keep_word", 30), ("explain_well", 16), ("easy", 16)),
}  # fmt: skip
WORDS = {
    "detractor": (
        "Four people, four times the same story.", "The line dies whenever the crane turns.",
        "Fast, but nobody told us the old printer would go.", "I am told it is solved. It is not.",
        "I explained the same fault to three of you. The fourth one fixed it in ten minutes.",
        "The form asks for papers I sent already.", "Nice on the phone, but the tablet is still black.",
        "I wait, and nobody says for how long.", "You closed my request before I could try it.",
        "On site everything takes twice as long as in the office.", "Page 4 of the form. You know which one.",
        "The answer was right and I did not understand a word of it.", "Third tablet this year.",
        "I stopped asking. That is why you hear so little from me.", "You fix the screen; the crew lost the morning.",
        "Nobody asked whether seven in the morning is a good moment for an update.", "The guest line was full, again.",
        "I was sent from one number to the next.", "It was fast. It was also the wrong drawing.",
        "Three links and a password later I called.", "My permit waits and the page says: in progress.",
    ),
    "passive": (
        "It works. I could not name one of you.", "Quick, once I had found the form.", "Good, as long as nothing moves.",
        "Fine, but I found out about the move from the driver.", "A day I can rely on would be worth more than a fast one.",
        "Friendly. I still had to ask twice.", "Better than last year.", "It takes a few clicks more than it should.",
        "Someone who knows our site would save half of it.", "No complaints, no applause.",
        "Solid. The words are yours, not ours.", "It helps when I call. The mails are long.",
        "Good people, too many forms.", "The line holds, mostly.", "Ask me again after the winter.",
        "Right answer, one day late.", "I like the calls before nine. More of them, please.",
        "Clear enough, once I knew what a tenant is.",
    ),
    "promoter": (
        "She brought the cable nobody had asked for.", "You said Thursday. It was Thursday.",
        "Sanna knew what I meant before I finished.", "Seven minutes, from the sofa.", "They call before something breaks.",
        "He wrote 'box', as we do.", "I was told it would be late before it was late.", "Two starters, two tablets, no calls.",
        "My permit came a week before the wood.", "The signal test was our idea, and they say so.",
        "A person, a name, a time.", "They asked the crew, not only me.", "Hugo came in the rain.",
        "I did not have to explain it twice.", "They said no, and why. I can work with that.",
        "The new one worked before my coffee was cold.", "Dev found it at night and did not make a story of it.",
        "The words on the page are ours now.", "One call, one visit, done.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One invited person: which invitation, which address, and where they are."""

    invitation_id: int
    email: str
    on_site: bool
    citizen: bool
    sent_at: datetime


@dataclass(frozen=True)
class Given:
    """One answer."""

    invitation_id: int
    score: int
    at: datetime
    reasons: tuple[str, ...]
    words: str
    leave_name_out: bool
    may_print: bool


@dataclass(frozen=True)
class Pinned:
    """What somebody the story names says in a month."""

    score: int
    reasons: tuple[str, ...]
    words: str


def class_of(score: int) -> str:
    """Detractor up to 6, passive 7 and 8, promoter from 9."""
    return "detractor" if score < 7 else "passive" if score < 9 else "promoter"


def unprinted(given: Sequence[Given], printed: set[str]) -> list[Given]:
    """The same answers, each sentence with leave to print it once only; `printed` grows."""
    kept = []
    for one in given:
        kept.append(replace(one, may_print=one.may_print and one.words not in printed))
        printed.update([one.words] if one.may_print else [])
    return kept


def answers_of(
    asked: Sequence[Asked], counts: tuple[int, int, int], pinned: Mapping[str, Pinned], lot: Random, until: datetime
) -> list[Given]:
    """Exactly so many detractors, passives and promoters; sites answer less often and less kindly than offices."""
    pinned_here = [one for one in asked if one.email in pinned]
    others = [one for one in asked if one.email not in pinned]
    left = _left(counts, [pinned[one.email].score for one in pinned_here])
    willing = sorted(others, key=lambda one: -(lot.random() ** (1 / _willing(one))))[: sum(left)]
    moods = sorted(willing, key=lambda one: (_mood(one, lot), one.email))
    classes = ["detractor"] * left[0] + ["passive"] * left[1] + ["promoter"] * left[2]
    given = [_given(one, _score(lot, kind), lot, until) for one, kind in zip(moods, classes, strict=False)]
    return given + [_said(one, pinned[one.email], until) for one in pinned_here]


def _left(counts: tuple[int, int, int], scores: Sequence[int]) -> list[int]:
    left = list(counts)
    for score in scores:
        left[("detractor", "passive", "promoter").index(class_of(score))] -= 1
    return left


def _willing(one: Asked) -> float:
    return 0.38 if one.citizen else 0.29 if one.on_site else 0.52


def _mood(one: Asked, lot: Random) -> float:
    return lot.random() + (0.0 if one.on_site else 0.18 if one.citizen else 0.34)


def _score(lot: Random, kind: str) -> int:
    scores, weights = SCORES[kind]
    return lot.choices(scores, weights=weights)[0]


def _given(one: Asked, score: int, lot: Random, until: datetime) -> Given:
    kind = class_of(score)
    keys, weights = zip(*REASONS[kind], strict=True)
    reasons = tuple(dict.fromkeys(lot.choices(keys, weights=weights, k=lot.choice((1, 1, 2)))))
    words = lot.choice(WORDS[kind]) if lot.random() < 0.24 else ""
    at = min(one.sent_at + timedelta(hours=lot.expovariate(1 / 30) + 0.2), until)
    return Given(one.invitation_id, score, at, reasons, words, lot.random() < 0.28, bool(words) and lot.random() < 0.6)


def _said(one: Asked, pin: Pinned, until: datetime) -> Given:
    at = min(one.sent_at + timedelta(hours=3), until)
    return Given(one.invitation_id, pin.score, at, pin.reasons, pin.words, leave_name_out=False, may_print=True)
