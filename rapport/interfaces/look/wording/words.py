"""Figures and verdicts in words. The sentence comes from the verdict, not from the writer; plain functions only."""

from collections.abc import Iterable

from rapport.measures import disclosure

MINUS = "−"
NO_BREAK = "\u00a0"  # written out: the sign itself looks like a space and was one
HIDDEN_BELOW = disclosure.LEAST
SCORE_FROM = 10  # five to nine: only the count and the favourable share
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

CHANNELS = {"mail": "Mail", "portal": "These pages", "phone": "Phone", "chat": "Chat", "in_person": "In person"}
DETAILS = {"short": "As little as possible", "steps": "Step by step", "background": "With the reasons"}


def signed(value: float, *, decimals: int = 0) -> str:
    """Write a figure that may be negative, always with its sign: +17, −8, 0."""
    rounded = round(value, decimals)
    if rounded == 0:
        return f"{0:.{decimals}f}"
    sign = "+" if rounded > 0 else MINUS
    return f"{sign}{abs(rounded):.{decimals}f}"


def number(value: float, *, decimals: int = 0) -> str:
    """Write a figure with a comma for thousands and a true minus: 1,204."""
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def percent(share: float) -> str:
    """Write a share between 0 and 1 as whole percent: 96 %."""
    return f"{round(share * 100)}{NO_BREAK}%"


def span(low: float, high: float) -> str:
    """Write a signed range: +1 to +32."""
    return f"{signed(low)} to {signed(high)}"


def between(low: float, high: float) -> str:
    """Write a signed range as part of a sentence: between +1 and +32."""
    return f"between {signed(low)} and {signed(high)}"


def share(value: float, low: float, high: float) -> str:
    """Write a share with its range, all given between 0 and 1: 41 % (35 to 48)."""
    return f"{percent(value)} ({round(low * 100)} to {round(high * 100)})"


def count(many: int, one: str, more: str | None = None) -> str:
    """Count things: 99 answers, 1 answer."""
    return f"{number(many)} {one if many == 1 else more or one + 's'}"


def waiting(told: int, came: int) -> str:
    """How much of what came a figure is told from; nothing where it is all of it.

    >>> waiting(70, 87), waiting(87, 87)
    ('Told from 70 of 87 answers; the others join once five can do so together.', '')
    """
    if came <= told:
        return ""
    return f"Told from {number(told)} of {count(came, 'answer')}; the others join once five can do so together."


def exchanges(counted: Iterable[tuple[str, int]]) -> str:
    """Which kinds of exchange contact was, where there is more than one, with their n.

    >>> exchanges([("service", 3), ("social", 1)]), exchanges([("service", 3)])
    ('Of 4 acts 3 were service, 1 social.', '')
    """
    found = list(counted)
    if len(found) < 2:
        return ""
    (kind, many), *others = found
    was = "was" if many == 1 else "were"
    said = ", ".join([f"{number(many)} {was} {kind}", *(f"{number(n)} {other}" for other, n in others)])
    return f"Of {count(sum(n for _, n in found), 'act')} {said}."


def times(many: int) -> str:
    """How often, as prose says it.

    >>> [times(n) for n in (0, 1, 2, 13)]
    ['never', 'once', 'twice', '13 times']
    """
    return {0: "never", 1: "once", 2: "twice"}.get(many) or f"{small(many)} times"


def small(many: int) -> str:
    """Write a count up to twelve as a word, as prose does: nine."""
    return SMALL[many] if 0 <= many < len(SMALL) else number(many)


def sentence(text: str) -> str:
    """Let a sentence begin with a capital letter and leave the rest alone."""
    return text[:1].upper() + text[1:]


def not_shown(beside: str = "") -> str:
    """Say that a figure is held back, and what is left out with it so that nobody can work it out."""
    reason = "Not shown: fewer than five answers."
    return f"{reason} {beside} is left out too, so that nobody can work it out." if beside else reason


def is_shown(n: int) -> bool:
    """Tell whether a score may stand on a page."""
    return n >= SCORE_FROM


def of_them_favourable(favourable: float | None) -> str:
    """The favourable share of a few, which is told to within one person; nothing where there is none.

    >>> of_them_favourable(None), of_them_favourable(0.5).endswith("of them favourable")
    ('', True)
    """
    return "" if favourable is None else f", about {percent(favourable)} of them favourable"


def is_reached(*, value: float, target: float) -> bool:
    """A target is reached when the figure is at or above it."""
    return value >= target


def target_sentence(*, value: float, target: float, low: float, high: float, shown: str) -> str:
    """Judge a figure against its target; `shown` is the target as the page writes it.

    >>> target_sentence(value=17, target=20, low=1, high=32, shown="+20")
    'Not reached. But +20 lies inside the range.'
    """
    inside = low < target <= high
    if is_reached(value=value, target=target):
        return "Kept, just." if inside else "Kept."
    return f"Not reached. But {shown} lies inside the range." if inside else "Not reached."


def class_of(score: int) -> str:
    """Name the class of a 0–10 answer: detractor 0–6, passive 7–8, promoter 9–10."""
    if not 0 <= score <= 10:
        raise NotAScore(score)
    return "detractor" if score < 7 else "passive" if score < 9 else "promoter"


MOODS = {"unhappy": "detractor", "passive": "passive", "happy": "promoter"}
LAST_OF = {"csat": 5, "ces": 7}  # where a number alone would be read as one of eleven


def mark_of(score: int, *, mood: str = "", kind: str = "nps") -> tuple[str, str]:
    """The class and the number of an answer on the scale it was given on; `mood` says the class where it is known.

    >>> mark_of(9), mark_of(4, mood="happy", kind="csat")
    (('promoter', '9'), ('promoter', '4 of 5'))
    """
    of = f" of {LAST_OF[kind]}" if kind in LAST_OF else ""
    return MOODS.get(mood) or class_of(score), f"{score}{of}"


class NotAScore(ValueError):
    """An answer to the one question is a whole number from 0 to 10."""
