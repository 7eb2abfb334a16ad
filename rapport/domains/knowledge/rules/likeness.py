"""How much is something written for many like what one person needs? Plain functions: words in, a number out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

# Words of a plea that name no matter; folded as the search folds them. They never find anything by themselves.
EMPTY = frozenset(
    """a about after all also am an and any are as at be been before but by can cannot could did do does doesn don for
    from get got had has have hello help hi how i if in into is isn it its just like me my need no not now of off on
    one or our out please problem so some start that the their them then there they this to too up us use very was way
    we were what when where which who why will with won work works working would you your
    aber alle als am auf aus bei bin bitte das dass dem den der des die ein eine einen er es fur geht habe hallo hat
    ich im in ist kann kein keine man mein meine mit nach nicht noch oder sich sie sind und uns von vor was wenn wer
    wie wir wo zu zum zur""".split()
)
ENDINGS = ("ing", "ed", "es", "s")
SHORTEST_STEM = 4
TITLE, TEXT = 3.0, 1.0
LEAST = 0.34  # a third of what matters in the plea stands in the title, or all of it in the text


def meaningful(said: Sequence[str]) -> list[str]:
    """The words that name the matter, each once and without the ending of a form; twelve at most.

    >>> meaningful("my laptop will not start".split())
    ['laptop']
    >>> meaningful("the plotters are printing drawings".split())
    ['plotter', 'print', 'drawing']
    """
    found = dict.fromkeys(stem(word) for word in said if word not in EMPTY and (len(word) > 1 or not word.isascii()))
    return list(found)[:12]


def stem(word: str) -> str:
    """The word without the ending of its form, where enough is left to know it by.

    >>> [stem(word) for word in ("printing", "drawings", "bus", "started")]
    ['print', 'drawing', 'bus', 'start']
    """
    if word.isascii():
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                return word[: -len(ending)]
    return word


def likeness(
    asked: Sequence[str], *, title: Collection[str], text: Collection[str], others: Mapping[str, Collection[str]]
) -> float:
    """Between 0 and 1: the share of the asked words that stand in the title, or counted a third in the text.

    `others` are words that mean the same as one of those asked.

    >>> likeness(["laptop"], title={"laptop", "black"}, text=set(), others={})
    1.0
    >>> round(likeness(["grey", "box"], title={"tablet"}, text=set(), others={"box": ["tablet"]}), 2)
    0.5
    """
    if not asked:
        return 0.0
    heads, body = {stem(word) for word in title}, {stem(word) for word in text}
    got = 0.0
    for word in asked:
        either = [word, *(stem(other) for other in others.get(word, ()))]
        got += TITLE if _any(either, heads) else TEXT if _any(either, body) else 0.0
    return got / (TITLE * len(asked))


def _any(either: Sequence[str], there: Collection[str]) -> bool:
    """A word of four letters or more also finds those that begin with it: what is being typed has no end yet."""
    return any(
        word in there or (len(word) >= SHORTEST_STEM and any(one.startswith(word) for one in there)) for word in either
    )
