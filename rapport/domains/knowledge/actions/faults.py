"""Why nothing came of it: each says what happened, what is safe and what to do.

ValueError
├── UnclearTerm        a word is missing or too long, or nobody knows whose it is
├── AlreadyThere       both words stand there already
├── NotYourTurn        nothing waits, or it waits for the other side
├── TooManyProposals   a day's number of words is reached
└── UnclearArticle     an article or a known problem lacks something
Exception
└── WrittenAlready     the same form was sent before
"""

from __future__ import annotations


class UnclearTerm(ValueError):
    """A word is missing or too long, or nobody knows whose it is; nothing was kept."""


class AlreadyThere(ValueError):
    """Both words stand there already; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("These two words stand there already. Nothing was kept twice.")


class NotYourTurn(ValueError):
    """Nothing waits for a decision, or it waits for the other side; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Nothing waits for your decision here: it was decided, or the other side has to. Look again.")


class TooManyProposals(ValueError):
    """One person put many words forward within a day; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("That were many words for one day. The last one was not kept; write it down again tomorrow.")


class UnclearArticle(ValueError):
    """Something an article or a known problem needs is missing, too long or out of date; nothing was kept."""


class WrittenAlready(Exception):
    """This form was sent before, and `key` leads to what came of it. Nothing was written again."""

    def __init__(self, key: str) -> None:
        super().__init__(WrittenAlready.__doc__)
        self.key = key
